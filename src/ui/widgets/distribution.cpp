#include <algorithm>
#include <cmath>

#include "app/amount_text.h"
#include "ui/widgets/mesh.h"
#include "ui/widgets/plot_frame.h"

namespace fenming::ui {
namespace {

using app::Key;

// The part of the plot above one band.
Rect column(const PlotFrame& frame, const Axis& x, const app::Histogram& data, int band) {
  const float left = std::round(x.at(data.first + data.width * band));
  const float right = std::round(x.at(data.first + data.width * (band + 1)));
  return {left, frame.plot.y, right - left, frame.plot.h};
}

std::string band_name(const Ui& ui, const DistributionDesc& desc, int band) {
  const int64_t from = desc.data->first + desc.data->width * band;
  return ui.tr(Key::chart_band,
               {desc.format(from), desc.format(from + desc.data->width),
                app::format_count(desc.data->counts[static_cast<size_t>(band)]), desc.count_unit});
}

void draw_bars(const Ui& ui, const PlotFrame& frame, const Axis& x, const DistributionDesc& desc,
               int lit) {
  const auto count = static_cast<int>(desc.data->counts.size());
  QuadMesh mesh(ImGui::GetWindowDrawList(), count);
  for (int i = 0; i < count; ++i) {
    const int64_t value = desc.data->counts[static_cast<size_t>(i)];
    if (value == 0) continue;
    const Rect place = column(frame, x, *desc.data, i);
    const float top = std::min(std::round(frame.y.at(value)), frame.plot.bottom() - 1);
    const float gap = place.w > 6 ? 1.0f : 0.0f;
    mesh.rect({place.x + gap, top, place.w - 2 * gap, frame.plot.bottom() - top},
              i == lit ? ui.theme.accent : mix(ui.theme.surface, ui.theme.accent, 150));
  }
}

}  // namespace

void distribution(Ui& ui, const Rect& rect, const DistributionDesc& desc, PlotState& state) {
  const app::Histogram& data = *desc.data;
  const int64_t most = *std::max_element(data.counts.begin(), data.counts.end());
  const auto count_text = [](int64_t value) { return app::format_count(value); };
  const auto counts = app::axis_values(0, std::max<int64_t>(1, most), 5);
  const PlotFrame frame = plot_frame(ui, rect, 0, std::max<int64_t>(1, most), counts, count_text);
  const auto bands = static_cast<int>(data.counts.size());
  const int64_t end = data.first + data.width * bands;
  const Axis x{data.first, end, frame.plot.x, frame.plot.right()};
  const std::string summary =
      ui.tr(Key::chart_distribution_summary,
            {app::format_count(data.total), desc.count_unit, desc.format(data.median),
             desc.format(data.lowest), desc.format(data.highest)});
  ui.tree.begin(0, {.role = a11y::Role::kGroup, .name = desc.label, .value = summary}, rect,
                visible_part(rect));
  draw_y_axis(ui, frame, counts, count_text);
  const PartWalk walk = walk_parts(
      ui, Ui::id(desc.id.empty() ? desc.label : desc.id), desc.label, frame.plot,
      data.total == 0 ? 0 : bands, [&](int i) { return column(frame, x, data, i); },
      [&](int i) { return band_name(ui, desc, i); }, state);
  draw_bars(ui, frame, x, desc, walk.active ? state.at : -1);
  draw_x_axis(ui, frame, x, app::axis_values(data.first, end, 8), desc.format);
  ImDrawList* list = ImGui::GetWindowDrawList();
  Rect legend = frame.legend;
  legend_note(ui, legend, ui.tr(Key::chart_unit, {desc.value_unit}));
  legend_item(ui, legend, LegendShape::kSquare, mix(ui.theme.surface, ui.theme.accent, 150),
              desc.count_unit);
  if (data.total > 0) {
    dashed_line(list, x.at(data.median), frame.plot.y, frame.plot.bottom(), ui.theme.text);
    legend_item(ui, legend, LegendShape::kDashes, ui.theme.text,
                ui.tr(Key::chart_median, {desc.format(data.median)}));
  }
  if (desc.marked) {
    const float at = x.at(std::clamp(*desc.marked, data.first, end));
    fill(list, {std::floor(at) - 1, frame.plot.y, 2, frame.plot.h}, ui.theme.warn);
    const std::string text = std::string(desc.marked_label) + " " + desc.format(*desc.marked);
    legend_item(ui, legend, LegendShape::kLine, ui.theme.warn, text);
  }
  ui.tree.end();
}

}  // namespace fenming::ui
