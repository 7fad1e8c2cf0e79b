#include "ui/theme/theme.h"

namespace fenming::ui {
namespace {

// The design's accent #2F6BFF, good #12805C, warn #B45F06 and tertiary #667080 reach only 3.9 to
// 4.4 : 1 on their own backgrounds; each is darkened here until the worst pair passes.
constexpr Theme light_theme() {
  Theme t{};
  t.background = rgb(0xF5F6F8);
  t.surface = rgb(0xFFFFFF);
  t.raised = rgb(0xFAFBFC);
  t.line = rgb(0xE4E7EC);
  t.faint_line = rgb(0xEEF0F3);
  t.text = rgb(0x1B2130);
  t.secondary = rgb(0x596273);
  t.tertiary = rgb(0x616B7B);
  t.accent = rgb(0x255CE8);
  t.accent_background = rgb(0xEAF0FF);
  t.accent_pressed = rgb(0x1A48C0);
  t.on_accent = rgb(0xFFFFFF);
  t.good = rgb(0x0F7653);
  t.good_background = rgb(0xE6F4EF);
  t.bad = rgb(0xC8322B);
  t.bad_background = rgb(0xFCEBEA);
  t.warn = rgb(0xA05304);
  t.warn_background = rgb(0xFDF1E3);
  t.on_bad = rgb(0xFFFFFF);
  t.hover = rgb(0xF1F3F6);
  t.pressed = rgb(0xE7EAEF);
  t.field = rgb(0xFFFFFF);
  t.disabled_field = rgb(0xF5F6F8);
  t.shadow = rgb(0x101828, 5);
  t.scrim = rgb(0x101828, 90);
  t.tooltip = rgb(0x1B2130);
  t.on_tooltip = rgb(0xFFFFFF);
  return t;
}

constexpr Theme dark_theme() {
  Theme t{};
  t.dark = true;
  t.background = rgb(0x0F1217);
  t.surface = rgb(0x171B22);
  t.raised = rgb(0x1E232C);
  t.line = rgb(0x2A313C);
  t.faint_line = rgb(0x222832);
  t.text = rgb(0xE6EAF0);
  t.secondary = rgb(0xA3ADBB);
  t.tertiary = rgb(0x8D97A7);
  t.accent = rgb(0x6C97FF);
  t.accent_background = rgb(0x1B2A4A);
  t.accent_pressed = rgb(0x8FB0FF);
  t.on_accent = rgb(0x0F1217);
  t.good = rgb(0x4CC29A);
  t.good_background = rgb(0x12302A);
  t.bad = rgb(0xF0766F);
  t.bad_background = rgb(0x3A1D1D);
  t.warn = rgb(0xE6A355);
  t.warn_background = rgb(0x38290F);
  t.on_bad = rgb(0x0F1217);
  t.hover = rgb(0x222834);
  t.pressed = rgb(0x2A313C);
  t.field = rgb(0x12161C);
  t.disabled_field = rgb(0x1A1F27);
  t.shadow = rgb(0x000000, 16);
  t.scrim = rgb(0x000000, 130);
  t.tooltip = rgb(0xE6EAF0);
  t.on_tooltip = rgb(0x171B22);
  return t;
}

ImVec4 vec(ImU32 colour) {
  return ImGui::ColorConvertU32ToFloat4(colour);
}

}  // namespace

ImU32 mix(ImU32 from, ImU32 to, int share) {
  ImU32 mixed = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const int a = static_cast<int>((from >> shift) & 0xFF);
    const int b = static_cast<int>((to >> shift) & 0xFF);
    mixed |= static_cast<ImU32>(a + (b - a) * share / 256) << shift;
  }
  return mixed;
}

Theme make_theme(bool dark, bool gain_is_red) {
  Theme theme = dark ? dark_theme() : light_theme();
  theme.gain_is_red = gain_is_red;
  theme.series = {rgb(0x0072B2), rgb(0xE69F00), rgb(0x009E73), rgb(0xD55E00),
                  rgb(0x56B4E9), rgb(0xCC79A7), rgb(0xF0E442), rgb(dark ? 0x8D97A7 : 0x3B4252)};
  return theme;
}

void apply_style(const Theme& theme) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 0;
  style.ItemSpacing = {0, 0};
  style.WindowMinSize = {1, 1};
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.AntiAliasedLinesUseTex =
      false;  // The atlas holds glyphs only; lines stay crisp without it.
  style.Colors[ImGuiCol_WindowBg] = vec(theme.background);
  style.Colors[ImGuiCol_ChildBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_PopupBg] = vec(theme.surface);
  style.Colors[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
  style.Colors[ImGuiCol_ScrollbarGrab] = vec(with_alpha(theme.tertiary, 70));
  style.Colors[ImGuiCol_ScrollbarGrabHovered] = vec(with_alpha(theme.tertiary, 120));
  style.Colors[ImGuiCol_ScrollbarGrabActive] = vec(with_alpha(theme.tertiary, 170));
  style.Colors[ImGuiCol_ModalWindowDimBg] = vec(theme.scrim);
  style.Colors[ImGuiCol_NavCursor] = {0, 0, 0, 0};
}

}  // namespace fenming::ui
