#include "ui/widgets/panel.h"

#include <cmath>

#include "app/amount_text.h"
#include "imgui_internal.h"

namespace fenming::ui {

Rect card(Ui& ui, const Rect& rect, float padding) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, ui.theme.surface, space::kCardRadius);
  outline(list, rect, ui.theme.line, space::kCardRadius);
  return rect.inset(padding);
}

Rect titled_card(Ui& ui, const Rect& rect, std::string_view title, Rect* actions) {
  Rect content = card(ui, rect, 12);
  content.y -= 4;
  content.h += 4;
  Rect row = content.cut_top(30, 6);
  const TextStyle style{type::kBase, Weight::kSemibold};
  const float width = text_size(ui, title, style).x;
  heading(ui, {row.x + 2, row.y, row.w, row.h}, title, 2, style);
  if (actions != nullptr)
    *actions = {row.x + width + 14, row.y, std::max(0.0f, row.w - width - 14), row.h};
  return content;
}

namespace {

constexpr int64_t kWan = 1'000'000;  // ten thousand yuan, in fen

bool shown_in_wan(const Ui& ui, int64_t fen) {
  return ui.in_wan && (fen >= kWan || fen <= -kWan);
}

}  // namespace

std::string figure_money(const Ui& ui, int64_t fen) {
  if (!shown_in_wan(ui, fen)) return app::format_money(fen);
  return ui.tr(app::Key::amount_wan, {app::format_wan(fen)});
}

std::string figure_change(const Ui& ui, int64_t fen) {
  if (!shown_in_wan(ui, fen)) return app::format_money_change(fen);
  return ui.tr(app::Key::amount_wan, {(fen > 0 ? "+" : "") + app::format_wan(fen)});
}

void key_figure(Ui& ui, const Rect& rect, const KeyFigure& figure) {
  const Theme& t = ui.theme;
  ui.tree.begin(0,
                {.role = a11y::Role::kGroup,
                 .name = figure.label,
                 .value = figure.value,
                 .states = figure.stale ? a11y::kBusy : 0u},
                rect, visible_part(rect));
  Rect rest = rect;
  const Rect top = rest.cut_top(18, 4);
  const auto fit = [&](const Rect& place, std::string_view text, ImU32 ink) {
    label(ui, place, text, fitted(ui, text, {type::kSmall, Weight::kRegular, ink}, place.w));
  };
  fit(top, figure.label, t.secondary);
  const ImU32 colour = figure.colour != 0 ? figure.colour : t.text;
  const Rect middle = rest.cut_top(32, 2);
  TextStyle style{type::kBig, Weight::kRegular, figure.stale ? with_alpha(colour, 110) : colour};
  if (text_size(ui, figure.value, style).x > middle.w) style.size = type::kFigure;
  label(ui, middle, figure.value, style);
  const ImU32 detail = figure.detail_colour != 0 ? figure.detail_colour : t.secondary;
  if (!figure.detail.empty()) fit(rest.cut_top(18), figure.detail, detail);
  ui.tree.end();
}

Rect begin_scroll(Ui&, std::string_view id, const Rect& rect) {
  ImGui::SetCursorScreenPos(rect.min());
  ImGui::BeginChild(Ui::id(id), {rect.w, rect.h}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
  return {rect.x, rect.y - ImGui::GetScrollY(), rect.w, rect.h};
}

void end_scroll(const Rect& area, float content_bottom) {
  ImGui::SetCursorScreenPos({area.x, content_bottom});
  ImGui::Dummy({1, 0});
  ImGui::EndChild();
}

float split_pane(Ui& ui, std::string_view id, std::string_view name, const Rect& whole,
                 float left_width, float minimum, float maximum) {
  const Rect grip{whole.x + left_width - 4, whole.y, 8, whole.h};
  const Interaction it =
      interact(ui, Ui::id(id), grip, {.role = a11y::Role::kSeparator, .name = name},
               {.on_press = true, .cursor = "col-resize"});
  float width = left_width;
  if (it.held) width += ImGui::GetIO().MouseDelta.x;
  if (key_for(ui, it, ImGuiKey_LeftArrow)) width -= 16;
  if (key_for(ui, it, ImGuiKey_RightArrow)) width += 16;
  const bool active = it.hovered || it.held || it.ring;
  fill(ImGui::GetWindowDrawList(),
       {grip.x + (active ? 3.0f : 3.5f), grip.y, active ? 2.0f : 1.0f, grip.h},
       active ? ui.theme.accent : ui.theme.line);
  return std::clamp(std::round(width), minimum, maximum);
}

int breadcrumb(Ui& ui, const Rect& rect, std::span<const Crumb> crumbs, float* used) {
  int pressed = -1;
  float x = rect.x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < crumbs.size(); ++i) {
    const bool last = i + 1 == crumbs.size();
    const TextStyle style{type::kBase, last ? Weight::kSemibold : Weight::kRegular,
                          last ? ui.theme.text : ui.theme.secondary};
    const float width =
        std::min(rect.right() - x, std::ceil(text_size(ui, crumbs[i].text, style).x) + 1);
    const Rect part{x, rect.middle(24).y, width, 24};
    if (crumbs[i].is_link) {
      ImGui::PushID(static_cast<int>(i));
      const Interaction it =
          interact(ui, Ui::id("crumb"), part, {.role = a11y::Role::kLink, .name = crumbs[i].text});
      ImGui::PopID();
      draw_text(ui, list, part, crumbs[i].text,
                {style.size, style.weight, it.hovered ? ui.theme.accent : style.colour});
      if (it.ring) focus_ring(ui, list, part, 4);
      if (it.pressed) pressed = static_cast<int>(i);
    } else {
      label(ui, part, crumbs[i].text, style);
    }
    x += width + 6;
    if (!last) {
      draw_text(ui, list, {x, part.y, 10, part.h}, "/",
                {type::kBase, Weight::kRegular, ui.theme.tertiary});
      x += 12;
    }
  }
  if (used != nullptr) *used = x - rect.x;
  return pressed;
}

int sentence(Ui& ui, std::string_view id, const Rect& rect, std::span<const SentencePart> parts,
             float* used_height) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  constexpr float kLine = 26;
  float x = rect.x;
  float y = rect.y;
  int pressed = -1;
  ImGui::PushID(static_cast<int>(Ui::id(id)));
  for (size_t i = 0; i < parts.size(); ++i) {
    const SentencePart& part = parts[i];
    const float padding = part.is_value ? 6 : 0;
    const float width =
        std::ceil(text_size(ui, part.text, {type::kBase, Weight::kRegular}).x) + padding * 2 + 1;
    if (x > rect.x && x + width > rect.right()) {
      x = rect.x;
      y += kLine;
    }
    const Rect box{x, y + 2, std::min(width, rect.w), 22};
    if (part.is_value) {
      ImGui::PushID(static_cast<int>(i));
      const Interaction it =
          interact(ui, Ui::id("part"), box, {.role = a11y::Role::kButton, .name = part.text});
      ImGui::PopID();
      fill(list, box,
           it.hovered || it.held ? mix(t.accent_background, t.accent, 40) : t.accent_background, 4);
      draw_text(ui, list, box.inset(padding, 0), part.text,
                {type::kBase, Weight::kRegular, t.accent});
      if (it.ring) focus_ring(ui, list, box, 4);
      if (it.pressed) pressed = static_cast<int>(i);
    } else {
      label(ui, box, part.text, {type::kBase, Weight::kRegular, t.secondary});
    }
    x += box.w + 4;
  }
  ImGui::PopID();
  if (used_height != nullptr) *used_height = y + kLine - rect.y;
  return pressed;
}

}  // namespace fenming::ui
