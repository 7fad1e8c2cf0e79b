#include "ui/widgets/button.h"

#include <cmath>

#include "ui/draw.h"

namespace fenming::ui {
namespace {

struct Paint {
  ImU32 fill;
  ImU32 line;
  ImU32 text;
};

Paint paint_of(const Theme& t, const ButtonDesc& desc) {
  switch (desc.kind) {
    case ButtonKind::kPrimary:
      return {t.accent, t.accent, t.on_accent};
    case ButtonKind::kDanger:
      return {t.surface, t.line, t.bad};
    case ButtonKind::kQuiet:
      return {with_alpha(t.surface, 0), 0, desc.selected ? t.accent : t.secondary};
    case ButtonKind::kNormal:
      break;
  }
  return {t.surface, t.line, t.text};
}

Paint state_paint(Ui& ui, const ButtonDesc& desc, const Interaction& it) {
  const Theme& t = ui.theme;
  Paint paint = paint_of(t, desc);
  if (desc.disabled) {
    const bool quiet = desc.kind == ButtonKind::kQuiet;
    return {quiet ? 0 : t.disabled_field, quiet ? 0 : t.line, with_alpha(t.tertiary, 150)};
  }
  const float hover = ui.animate(it.id, it.hovered || it.held ? 1.0f : 0.0f);
  const int share = static_cast<int>(hover * 256);
  if (desc.kind == ButtonKind::kPrimary) {
    paint.fill = it.held ? t.accent_pressed : mix(t.accent, t.accent_pressed, share / 2);
    paint.line = paint.fill;
  } else if (desc.kind == ButtonKind::kDanger) {
    paint.fill = it.held ? t.bad : mix(t.surface, t.bad_background, share);
    if (it.held) paint.text = t.on_bad;
    if (hover > 0) paint.line = mix(t.line, t.bad, share / 2);
  } else {
    const ImU32 rest = desc.selected                     ? t.accent_background
                       : desc.kind == ButtonKind::kQuiet ? with_alpha(t.hover, 0)
                                                         : t.surface;
    paint.fill =
        it.held ? t.pressed : mix(rest, desc.selected ? t.accent_background : t.hover, share);
    if (desc.kind == ButtonKind::kQuiet && it.hovered && !desc.selected) paint.text = t.text;
  }
  return paint;
}

void draw_content(Ui& ui, ImDrawList* list, const Rect& rect, const ButtonDesc& desc,
                  ImU32 colour) {
  if (desc.icon_only) {
    draw_icon(list, rect, desc.icon, colour);
    return;
  }
  const TextStyle style{type::kBase,
                        desc.kind == ButtonKind::kPrimary ? Weight::kSemibold : Weight::kRegular,
                        colour};
  float width = text_size(ui, desc.label, style).x;
  if (desc.icon != Icon::kNone) width += 22;
  if (desc.opens_menu) width += 20;
  Rect row{rect.x + std::max(8.0f, (rect.w - width) / 2), rect.y, 0, rect.h};
  row.w = rect.right() - row.x - 8;
  if (desc.icon != Icon::kNone) draw_icon(list, row.cut_left(16, 6), desc.icon, colour);
  if (desc.opens_menu) row.w -= 12;
  const float drawn = draw_text(ui, list, row, desc.label, fitted(ui, desc.label, style, row.w));
  if (desc.opens_menu)
    draw_icon(list, {row.x + drawn + 4, row.y, 16, row.h}, Icon::kChevronDown, ui.theme.tertiary);
}

}  // namespace

float button_width(const Ui& ui, const ButtonDesc& desc) {
  if (desc.icon_only) return space::kControl;
  const TextStyle style{type::kBase,
                        desc.kind == ButtonKind::kPrimary ? Weight::kSemibold : Weight::kRegular};
  float width = std::ceil(text_size(ui, desc.label, style).x) + 24;
  if (desc.icon != Icon::kNone) width += 22;
  if (desc.opens_menu) width += 20;
  return width;
}

bool button(Ui& ui, const Rect& rect, const ButtonDesc& desc) {
  const ImGuiID id = Ui::id(desc.id.empty() ? desc.label : desc.id);
  const uint32_t states = desc.selected ? a11y::kSelected : 0u;
  const Interaction it =
      interact(ui, id, rect, {.role = a11y::Role::kButton, .name = desc.label, .states = states},
               {.disabled = desc.disabled});
  if (!it.shown) return it.pressed;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Paint paint = state_paint(ui, desc, it);
  if ((paint.fill >> 24) != 0) fill(list, rect, paint.fill, space::kRadius);
  if (paint.line != 0) outline(list, rect, paint.line, space::kRadius);
  draw_content(ui, list, rect, desc, paint.text);
  if (it.ring) focus_ring(ui, list, rect, space::kRadius);
  if (it.hovered) {
    ui.tooltip(id, rect, desc.tooltip.empty() && desc.icon_only ? desc.label : desc.tooltip);
  }
  return it.pressed;
}

bool button_left(Ui& ui, Rect& row, const ButtonDesc& desc) {
  return button(ui, row.cut_left(button_width(ui, desc), 8), desc);
}

bool button_right(Ui& ui, Rect& row, const ButtonDesc& desc) {
  return button(ui, row.cut_right(button_width(ui, desc), 8), desc);
}

bool link(Ui& ui, const Rect& rect, std::string_view text, float size, std::string_view id) {
  const TextStyle style{size, Weight::kRegular, ui.theme.accent};
  const ImVec2 extent = text_size(ui, text, style);
  const Rect hit{rect.x, rect.middle(size + 6).y, std::min(rect.w, extent.x), size + 6};
  const Interaction it =
      interact(ui, Ui::id(id.empty() ? text : id), hit, {.role = a11y::Role::kLink, .name = text});
  if (!it.shown) return it.pressed;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(ui, list, hit, text, style);
  if (it.hovered) horizontal_line(list, hit.x, hit.right(), hit.bottom() - 2, ui.theme.accent);
  if (it.ring) focus_ring(ui, list, hit, 2);
  return it.pressed;
}

ToneColours tone_colours(const Theme& t, Tone tone) {
  switch (tone) {
    case Tone::kAccent:
      return {t.accent, t.accent_background};
    case Tone::kGood:
      return {t.good, t.good_background};
    case Tone::kBad:
      return {t.bad, t.bad_background};
    case Tone::kWarn:
      return {t.warn, t.warn_background};
    case Tone::kNeutral:
      break;
  }
  return {t.secondary, t.hover};
}

float badge_width(const Ui& ui, std::string_view text) {
  return std::ceil(text_size(ui, text, {type::kSmall}).x) + 16;
}

float badge(Ui& ui, float x, const Rect& row, std::string_view text, Tone tone) {
  Rect rect = row.middle(20);
  rect.x = x;
  rect.w = badge_width(ui, text);
  const ToneColours colours = tone_colours(ui.theme, tone);
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, colours.background, 10);
  ui.announce({.role = a11y::Role::kText, .name = text}, rect);
  draw_text(ui, list, rect, text, {type::kSmall, Weight::kRegular, colours.text, Align::kCenter});
  return rect.w;
}

float chip_width(const Ui& ui, const ChipDesc& desc) {
  return std::ceil(text_size(ui, desc.label, {}).x) + (desc.removable ? 44 : 24);
}

ChipEvent chip(Ui& ui, const Rect& rect, const ChipDesc& desc) {
  ImGui::PushID(
      desc.id.empty() ? desc.label.data() : desc.id.data(),
      desc.id.empty() ? desc.label.data() + desc.label.size() : desc.id.data() + desc.id.size());
  Rect body = rect;
  ChipEvent event = ChipEvent::kNone;
  const Rect cross = desc.removable ? body.cut_right(24) : Rect{};
  const Interaction it = interact(ui, Ui::id("chip"), body,
                                  {.role = a11y::Role::kButton,
                                   .name = desc.label,
                                   .states = desc.selected ? a11y::kSelected : 0u},
                                  {.disabled = desc.disabled});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Theme& t = ui.theme;
  const ImU32 back = desc.selected                  ? t.accent_background
                     : it.held                      ? t.pressed
                     : it.hovered && !desc.disabled ? t.hover
                                                    : t.surface;
  const ImU32 text = desc.disabled   ? with_alpha(t.tertiary, 150)
                     : desc.selected ? t.accent
                                     : t.text;
  fill(list, rect, back, space::kRadius);
  outline(list, rect, desc.selected ? with_alpha(t.accent, 90) : t.line, space::kRadius);
  draw_text(ui, list, {body.x + 12, body.y, body.w - (desc.removable ? 12 : 24) + 1, body.h},
            desc.label, {type::kBase, Weight::kRegular, text});
  if (desc.removable) {
    const std::string name = ui.tr(app::Key::common_remove_named, {desc.label});
    const Interaction remove =
        interact(ui, Ui::id("remove"), cross, {.role = a11y::Role::kButton, .name = name},
                 {.disabled = desc.disabled});
    draw_icon(list, cross, Icon::kClose, remove.hovered ? t.text : t.tertiary, 0.75f);
    if (remove.ring) focus_ring(ui, list, cross, 4);
    if (remove.pressed) event = ChipEvent::kRemoved;
  }
  if (it.ring) focus_ring(ui, list, rect, space::kRadius);
  if (it.pressed) event = ChipEvent::kPressed;
  ImGui::PopID();
  return event;
}

}  // namespace fenming::ui
