// The look as numbers: colours, type scale, spacing, radii. Colours are those of the design's table
// except where its pairs missed 4.5 : 1; tests/ui computes every pair that the theme allows.
#pragma once

#include <array>
#include <cstdint>

#include "imgui.h"

namespace fenming::ui {

// 0xRRGGBB, opaque unless an alpha is given; ImGui's own order is hidden in here.
constexpr ImU32 rgb(uint32_t hex, uint32_t alpha = 255) {
  return (alpha << 24) | ((hex & 0xFF) << 16) | (hex & 0xFF00) | (hex >> 16);
}
// The other way round, as platforms want it: 0xRRGGBBAA.
constexpr uint32_t to_rgba(ImU32 colour) {
  return ((colour & 0xFF) << 24) | ((colour & 0xFF00) << 8) | ((colour >> 8) & 0xFF00) |
         (colour >> 24);
}
constexpr ImU32 with_alpha(ImU32 colour, uint32_t alpha) {
  return (colour & 0x00FFFFFF) | (alpha << 24);
}
// `share` of 256 from `from` to `to`, channel by channel.
ImU32 mix(ImU32 from, ImU32 to, int share);

struct Theme {
  bool dark = false;
  bool gain_is_red = true;
  ImU32 background, surface, raised;
  ImU32 line, faint_line;
  ImU32 text, secondary, tertiary;
  ImU32 accent, accent_background, accent_pressed, on_accent;
  ImU32 good, good_background, bad, bad_background, warn, warn_background;
  ImU32 on_bad;
  ImU32 hover, pressed;  // fill of a quiet control under the pointer, and held
  ImU32 field, disabled_field;
  ImU32 shadow, scrim;
  ImU32 tooltip, on_tooltip;
  std::array<ImU32, 8> series;  // colour-blind safe (Okabe and Ito), for charts

  ImU32 gain() const { return gain_is_red ? bad : good; }
  ImU32 loss() const { return gain_is_red ? good : bad; }
  // Colour of a difference in money; zero is plain text.
  ImU32 change(int64_t fen) const { return fen > 0 ? gain() : fen < 0 ? loss() : secondary; }
};

Theme make_theme(bool dark, bool gain_is_red);
// Sets what ImGui itself draws: scroll bars, dimming, window margins.
void apply_style(const Theme& theme);

namespace type {
inline constexpr float kMicro = 11;
inline constexpr float kSmall = 12;
inline constexpr float kBase = 13;
inline constexpr float kTitle = 15;
inline constexpr float kFigure = 20;
inline constexpr float kBig = 26;
}  // namespace type

namespace space {
inline constexpr float kUnit = 4;
inline constexpr float kControl = 30;  // height of a control
inline constexpr float kRow = 32;      // height of a table row
inline constexpr float kRadius = 6;
inline constexpr float kCardRadius = 8;
inline constexpr float kTopBar = 48;
inline constexpr float kRail = 56;
inline constexpr float kGap = 12;  // between cards
}  // namespace space

}  // namespace fenming::ui
