#include "ui/widgets/plot_frame.h"

#include <algorithm>
#include <cmath>

namespace fenming::ui {
namespace {

constexpr float kLegend = 22;
constexpr float kBelow = 20;

TextStyle axis_style(const Ui& ui, Align align) {
  return {type::kMicro, Weight::kRegular, ui.theme.tertiary, align};
}

}  // namespace

PlotFrame plot_frame(const Ui& ui, const Rect& rect, int64_t low, int64_t high,
                     std::span<const int64_t> values, const AmountFormat& format) {
  PlotFrame frame;
  Rect rest = rect;
  frame.legend = rest.cut_top(kLegend, 8);
  float width = 24;
  for (const int64_t value : values)
    width = std::max(width, std::ceil(text_size(ui, format(value), {type::kMicro}).x) + 10);
  frame.below = rest.cut_bottom(kBelow);
  frame.below.cut_left(width);
  rest.cut_left(width);
  frame.plot = rest;
  frame.y = {low, high, rest.bottom(), rest.y};
  return frame;
}

void draw_y_axis(const Ui& ui, const PlotFrame& frame, std::span<const int64_t> values,
                 const AmountFormat& format) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const int64_t value : values) {
    const float y = std::round(frame.y.at(value));
    horizontal_line(list, frame.plot.x, frame.plot.right(), y,
                    value == 0 ? ui.theme.line : ui.theme.faint_line);
    draw_text(ui, list, {frame.plot.x - 120, y - 7, 113, 14}, format(value),
              axis_style(ui, Align::kRight));
  }
}

void draw_x_axis(const Ui& ui, const PlotFrame& frame, const Axis& x,
                 std::span<const int64_t> values, const AmountFormat& format) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  horizontal_line(list, frame.plot.x, frame.plot.right(), frame.plot.bottom(), ui.theme.line);
  float used = frame.plot.x - 20;
  for (const int64_t value : values) {
    const std::string text = format(value);
    const float width = std::ceil(text_size(ui, text, {type::kMicro}).x) + 1;
    const float left = std::min(x.at(value) - width / 2, frame.plot.right() - width);
    if (left < used + 8) continue;
    used = left + width;
    vertical_line(list, x.at(value), frame.plot.bottom(), frame.plot.bottom() + 4, ui.theme.line);
    draw_text(ui, list, {left, frame.below.y + 4, width, 14}, text, axis_style(ui, Align::kLeft));
  }
}

void dashed_line(ImDrawList* list, float x, float y0, float y1, ImU32 colour) {
  for (float y = y0; y < y1; y += 6)
    list->AddRectFilled({std::floor(x), y}, {std::floor(x) + 1.5f, std::min(y + 4, y1)}, colour);
}

void legend_item(Ui& ui, Rect& row, LegendShape shape, ImU32 colour, std::string_view text) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect mark = row.cut_left(10, 6).middle(10);
  if (shape == LegendShape::kSquare) fill(list, mark, colour, 2);
  if (shape == LegendShape::kLine) fill(list, {mark.x + 4, mark.y - 2, 2, 14}, colour);
  if (shape == LegendShape::kDashes)
    dashed_line(list, mark.x + 4, mark.y - 2, mark.bottom() + 2, colour);
  if (shape == LegendShape::kDiamond) list->AddNgonFilled(mark.center(), 5.5f, colour, 4);
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary};
  const float width = std::ceil(text_size(ui, text, style).x) + 1;
  label(ui, row.cut_left(width, 14), text, style);
}

void legend_note(Ui& ui, Rect& row, std::string_view text) {
  const TextStyle style =
      fitted(ui, text, {type::kSmall, Weight::kRegular, ui.theme.tertiary, Align::kRight}, row.w);
  const float width = std::ceil(text_size(ui, text, style).x) + 1;
  label(ui, row.cut_right(width, 14), text, style);
}

PartWalk walk_parts(Ui& ui, ImGuiID id, std::string_view name, const Rect& plot, int count,
                    const std::function<Rect(int)>& place,
                    const std::function<std::string(int)>& name_of, PlotState& state) {
  PartWalk walk;
  state.at = std::clamp(state.at, 0, std::max(0, count - 1));
  const std::string value = count > 0 ? name_of(state.at) : std::string();
  walk.it = interact(ui, id, plot,
                     {.role = a11y::Role::kList, .name = name, .value = value, .count = count},
                     {.cursor = "default"});
  if (count == 0) return walk;
  if (walk.it.hovered) {
    const ImVec2 mouse = ImGui::GetMousePos();
    for (int i = 0; i < count; ++i) {
      const Rect part = place(i);
      if (mouse.x >= part.x && mouse.x < part.right()) state.at = i;
    }
  }
  if (key_for(ui, walk.it, ImGuiKey_LeftArrow)) --state.at;
  if (key_for(ui, walk.it, ImGuiKey_RightArrow)) ++state.at;
  if (key_for(ui, walk.it, ImGuiKey_Home)) state.at = 0;
  if (key_for(ui, walk.it, ImGuiKey_End)) state.at = count - 1;
  state.at = std::clamp(state.at, 0, count - 1);
  walk.active = walk.it.hovered || walk.it.ring;
  for (int i = 0; i < count; ++i)
    ui.announce({.role = a11y::Role::kListItem, .name = name_of(i), .index = i, .count = count},
                place(i));
  if (walk.active) ui.tooltip(id, place(state.at), name_of(state.at));
  if (walk.it.ring) focus_ring(ui, ImGui::GetWindowDrawList(), plot, 4);
  return walk;
}

}  // namespace fenming::ui
