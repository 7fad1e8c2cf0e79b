// Buttons, links, chips: what is pressed once and does something.
#pragma once

#include <span>
#include <string_view>

#include "ui/interact.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {

enum class ButtonKind : uint8_t { kNormal, kPrimary, kQuiet, kDanger };
enum class Tone : uint8_t { kNeutral, kAccent, kGood, kBad, kWarn };

struct ButtonDesc {
  std::string_view id = {};     // empty: the label is the id
  std::string_view label = {};  // always the accessible name, drawn unless icon_only
  Icon icon = Icon::kNone;
  ButtonKind kind = ButtonKind::kNormal;
  bool icon_only = false;
  bool disabled = false;
  bool selected = false;
  bool opens_menu = false;        // draws a chevron
  std::string_view tooltip = {};  // icon-only buttons show their label without one
};

// True when pressed. Rectangles come from the caller; button_width says what a label needs.
bool button(Ui& ui, const Rect& rect, const ButtonDesc& desc);
float button_width(const Ui& ui, const ButtonDesc& desc);
// Cuts a fitting button from the left or right of `row` and draws it.
bool button_left(Ui& ui, Rect& row, const ButtonDesc& desc);
bool button_right(Ui& ui, Rect& row, const ButtonDesc& desc);

bool link(Ui& ui, const Rect& rect, std::string_view text, float size = type::kSmall,
          std::string_view id = {});

struct ToneColours {
  ImU32 text;
  ImU32 background;
};
ToneColours tone_colours(const Theme& theme, Tone tone);

// A small labelled pill that only tells; width as needed, returned.
float badge(Ui& ui, float x, const Rect& row, std::string_view text, Tone tone);
float badge_width(const Ui& ui, std::string_view text);

struct ChipDesc {
  std::string_view id = {};
  std::string_view label = {};
  bool removable = false;
  bool selected = false;
  bool disabled = false;
};
enum class ChipEvent : uint8_t { kNone, kPressed, kRemoved };
float chip_width(const Ui& ui, const ChipDesc& desc);
ChipEvent chip(Ui& ui, const Rect& rect, const ChipDesc& desc);

// Chips in one line; what does not fit becomes "+3", which names the rest and can be pressed.
struct ChipRowResult {
  int pressed = -1;
  int removed = -1;
  bool overflow = false;  // "+3" was pressed
};
ChipRowResult chip_row(Ui& ui, const Rect& rect, std::string_view id,
                       std::span<const ChipDesc> chips);

}  // namespace fenming::ui
