#include <algorithm>
#include <cmath>

#include "app/amount_text.h"
#include "ui/widgets/mesh.h"
#include "ui/widgets/plot_frame.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr float kMark = 3;  // pixels of one mark

// How many marks of which series share a place: from here on it is drawn in full colour.
constexpr int kFull = 6;

void make_marks(const PlotFrame& frame, const Axis& x, const ScatterDesc& desc,
                ScatterState& state) {
  state.made_of = desc.points.data();
  state.made_size = desc.points.size();
  state.columns = static_cast<int>(frame.plot.w / kMark);
  state.rows = static_cast<int>(frame.plot.h / kMark);
  state.marks.clear();
  if (state.columns <= 0 || state.rows <= 0) return;
  std::vector<uint32_t> at(static_cast<size_t>(state.columns * state.rows), 0);
  const Axis column{x.low, x.high, 0, static_cast<float>(state.columns - 1)};
  const Axis row{frame.y.low, frame.y.high, 0, static_cast<float>(state.rows - 1)};
  for (const app::Point& point : desc.points) {
    const int cx = std::clamp(static_cast<int>(column.at(point.x) + 0.5f), 0, state.columns - 1);
    const int cy = std::clamp(static_cast<int>(row.at(point.y) + 0.5f), 0, state.rows - 1);
    uint32_t& place = at[static_cast<size_t>(cy * state.columns + cx)];
    if (place == 0) {
      state.marks.push_back({static_cast<int16_t>(cx), static_cast<int16_t>(cy), point.series, 0});
      place = static_cast<uint32_t>(state.marks.size());
    }
    ScatterState::Mark& mark = state.marks[place - 1];
    if (mark.count < 255) ++mark.count;
  }
}

void draw_marks(const Ui& ui, const PlotFrame& frame, const ScatterState& state) {
  QuadMesh mesh(ImGui::GetWindowDrawList(), static_cast<int>(state.marks.size()));
  const float x0 = std::round(frame.plot.x);
  const float y0 = std::round(frame.plot.bottom());
  for (const ScatterState::Mark& mark : state.marks) {
    const Rect place{x0 + static_cast<float>(mark.x) * kMark,
                     y0 - static_cast<float>(mark.y + 1) * kMark, kMark, kMark};
    const int share = std::min<int>(mark.count, kFull);
    const ImU32 colour =
        with_alpha(ui.theme.series[mark.series % 8], static_cast<uint32_t>(105 + share * 25));
    if (mark.series % 2 == 0)
      mesh.rect(place, colour);
    else
      mesh.diamond(place.inset(-1), colour);
  }
}

std::string band_name(const Ui& ui, const ScatterDesc& desc, int band) {
  const app::PointBand& one = desc.summary->bands[static_cast<size_t>(band)];
  return ui.tr(Key::chart_scatter_band,
               {desc.x_format(one.from), desc.x_format(one.to), app::format_count(one.count),
                desc.y_format(one.median_y)});
}

}  // namespace

void scatter(Ui& ui, const Rect& rect, const ScatterDesc& desc, ScatterState& state) {
  const app::PointSummary& summary = *desc.summary;
  const auto y_values = app::axis_values(summary.low_y, summary.high_y, 6);
  const PlotFrame frame =
      plot_frame(ui, rect, summary.low_y, summary.high_y, y_values, desc.y_format);
  const Axis x{summary.low_x, summary.high_x, frame.plot.x, frame.plot.right()};
  const std::string words =
      ui.tr(Key::chart_scatter_summary,
            {app::format_count(static_cast<int64_t>(desc.points.size())), desc.x_label,
             desc.x_format(summary.low_x), desc.x_format(summary.high_x), desc.y_label,
             desc.y_format(summary.low_y), desc.y_format(summary.high_y)});
  ui.tree.begin(0, {.role = a11y::Role::kGroup, .name = desc.label, .value = words}, rect,
                visible_part(rect));
  draw_y_axis(ui, frame, y_values, desc.y_format);
  draw_x_axis(ui, frame, x, app::axis_values(summary.low_x, summary.high_x, 8), desc.x_format);
  const auto band_place = [&](int i) {
    const app::PointBand& band = summary.bands[static_cast<size_t>(i)];
    const float left = x.at(band.from);
    return Rect{left, frame.plot.y, std::max(1.0f, x.at(band.to) - left), frame.plot.h};
  };
  const PartWalk walk = walk_parts(
      ui, Ui::id(desc.id.empty() ? desc.label : desc.id), desc.label, frame.plot,
      static_cast<int>(summary.bands.size()), band_place,
      [&](int i) { return band_name(ui, desc, i); }, state.band);
  if (walk.active)
    fill(ImGui::GetWindowDrawList(), band_place(state.band.at), with_alpha(ui.theme.accent, 24));
  if (state.made_of != desc.points.data() || state.made_size != desc.points.size() ||
      state.columns != static_cast<int>(frame.plot.w / kMark) ||
      state.rows != static_cast<int>(frame.plot.h / kMark))
    make_marks(frame, x, desc, state);
  draw_marks(ui, frame, state);
  Rect legend = frame.legend;
  legend_note(ui, legend, ui.tr(Key::chart_axes, {desc.x_label, desc.y_label}));
  for (size_t i = 0; i < desc.series.size(); ++i)
    legend_item(ui, legend, i % 2 == 0 ? LegendShape::kSquare : LegendShape::kDiamond,
                ui.theme.series[i % 8], desc.series[i]);
  ui.tree.end();
}

}  // namespace fenming::ui
