#include <algorithm>
#include <cmath>

#include "ui/widgets/plot_frame.h"

namespace fenming::ui {
namespace {

using app::Key;

// Columns: the start, each step, the end.
struct Fall {
  std::vector<int64_t> levels;  // after the start and after each step
  int64_t low = 0;              // of the vertical axis
  int64_t high = 1;
  bool broken = false;  // the axis does not begin at zero

  int columns() const { return static_cast<int>(levels.size()) + 1; }
  bool is_total(int column) const { return column == 0 || column + 1 == columns(); }
  int64_t level(int column) const {
    return levels[static_cast<size_t>(std::min(column, columns() - 2))];
  }
};

// Steps that are small beside the amounts would be invisible on an axis from zero; then it begins
// at a round value below them, and the two totals are drawn with a break.
Fall fall_of(const WaterfallDesc& desc) {
  std::vector<int64_t> deltas;
  for (const WaterfallStep& step : desc.steps)
    deltas.push_back(step.delta);
  Fall fall;
  fall.levels = app::running_sums(desc.start, deltas);
  const auto [low, high] = std::minmax_element(fall.levels.begin(), fall.levels.end());
  fall.low = std::min<int64_t>(0, *low);
  fall.high = std::max<int64_t>(1, *high);
  const int64_t range = *high - *low;
  if (range > 0 && *low > 0 && *low / 2 > range) {
    const int64_t step = app::round_step_below(range);
    fall.low = std::max<int64_t>(0, (*low - range / 2) / step * step);
    fall.broken = fall.low > 0;
  }
  fall.high += (fall.high - fall.low) / 12;
  return fall;
}

Rect slot(const PlotFrame& frame, const Fall& fall, int column) {
  const float width = frame.plot.w / static_cast<float>(fall.columns());
  const float left = std::round(frame.plot.x + width * static_cast<float>(column));
  const float right = std::round(frame.plot.x + width * static_cast<float>(column + 1));
  return {left, frame.plot.y, right - left, frame.plot.h};
}

Rect bar_of(const Rect& place) {
  return place.inset(std::min(place.w * 0.2f, 18.0f), 0);
}

std::string column_label(const WaterfallDesc& desc, const Fall& fall, int column) {
  if (column == 0) return std::string(desc.start_label);
  if (fall.is_total(column)) return std::string(desc.end_label);
  return std::string(desc.steps[static_cast<size_t>(column - 1)].label);
}

std::string column_amount(const WaterfallDesc& desc, const Fall& fall, int column) {
  if (fall.is_total(column)) return desc.format(fall.level(column));
  return desc.format_change(desc.steps[static_cast<size_t>(column - 1)].delta);
}

void draw_column(const Ui& ui, const PlotFrame& frame, const WaterfallDesc& desc, const Fall& fall,
                 int column, bool lit) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect place = slot(frame, fall, column);
  const Rect bar = bar_of(place);
  const bool total = fall.is_total(column);
  const int64_t to = fall.level(column);
  const int64_t from = total ? std::max<int64_t>(fall.low, 0) : fall.level(column - 1);
  const float top = std::round(std::min(frame.y.at(from), frame.y.at(to)));
  const float bottom = std::round(std::max(frame.y.at(from), frame.y.at(to)));
  const ImU32 colour = total ? t.accent : t.change(to - from);
  fill(list, {bar.x, top, bar.w, std::max(2.0f, bottom - top)},
       lit ? colour : mix(t.surface, colour, total ? 170 : 210), 2);
  if (total && fall.broken)
    for (const float up : {14.0f, 20.0f})
      list->AddLine({bar.x - 3, frame.plot.bottom() - up + 4},
                    {bar.right() + 3, frame.plot.bottom() - up - 4}, t.surface, 2.5f);
  if (column + 1 < fall.columns())
    horizontal_line(list, bar.right(), bar_of(slot(frame, fall, column + 1)).x, frame.y.at(to),
                    t.tertiary);
  const std::string amount = column_amount(desc, fall, column);
  draw_text(ui, list, {place.x, top - 16, place.w, 14}, amount,
            {type::kMicro, Weight::kRegular, total ? t.text : colour, Align::kCenter});
  draw_text(ui, list, {place.x + 2, frame.below.y + 4, place.w - 4, 14},
            column_label(desc, fall, column),
            {type::kMicro, Weight::kRegular, t.secondary, Align::kCenter});
}

}  // namespace

int waterfall(Ui& ui, const Rect& rect, const WaterfallDesc& desc, PlotState& state) {
  const Fall fall = fall_of(desc);
  const auto values = app::axis_values(fall.low, fall.high, 6);
  const PlotFrame frame = plot_frame(ui, rect, fall.low, fall.high, values, desc.format);
  const std::string summary =
      ui.tr(Key::chart_waterfall_summary,
            {desc.start_label, desc.format(desc.start), desc.end_label,
             desc.format(fall.levels.back()), desc.format_change(fall.levels.back() - desc.start)});
  ui.tree.begin(0, {.role = a11y::Role::kGroup, .name = desc.label, .value = summary}, rect,
                visible_part(rect));
  draw_y_axis(ui, frame, values, desc.format);
  const PartWalk walk = walk_parts(
      ui, Ui::id(desc.id.empty() ? desc.label : desc.id), desc.label, frame.plot, fall.columns(),
      [&](int i) { return slot(frame, fall, i); },
      [&](int i) { return column_label(desc, fall, i) + "  " + column_amount(desc, fall, i); },
      state);
  for (int i = 0; i < fall.columns(); ++i)
    draw_column(ui, frame, desc, fall, i, walk.active && state.at == i);
  Rect legend = frame.legend;
  std::string note = ui.tr(Key::chart_unit, {desc.unit});
  if (fall.broken) note += "  " + ui.tr(Key::chart_axis_from, {desc.format(fall.low)});
  legend_note(ui, legend, note);
  legend_item(ui, legend, LegendShape::kSquare, mix(ui.theme.surface, ui.theme.accent, 170),
              ui.tr(Key::chart_total));
  legend_item(ui, legend, LegendShape::kSquare, ui.theme.gain(), ui.tr(Key::chart_more));
  legend_item(ui, legend, LegendShape::kSquare, ui.theme.loss(), ui.tr(Key::chart_less));
  ui.tree.end();
  return walk.it.pressed && !fall.is_total(state.at) ? state.at - 1 : -1;
}

}  // namespace fenming::ui
