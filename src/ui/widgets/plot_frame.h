// What the charts with axes share: where their parts stand, axes with round values, the legend, and
// the walk through the parts by pointer and keys.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/interact.h"
#include "ui/widgets/plots.h"

namespace fenming::ui {

// Integers to pixels, from `from` at `low` to `to` at `high`.
struct Axis {
  int64_t low = 0;
  int64_t high = 1;
  float from = 0;
  float to = 0;

  float at(int64_t value) const {
    const auto range = static_cast<float>(high > low ? high - low : 1);
    return from + (to - from) * (static_cast<float>(value - low) / range);
  }
};

struct PlotFrame {
  Rect legend;
  Rect plot;
  Rect below;  // labels of the horizontal axis
  Axis y;
};
// `values` are those of the vertical axis, whose labels set how wide its strip is.
PlotFrame plot_frame(const Ui& ui, const Rect& rect, int64_t low, int64_t high,
                     std::span<const int64_t> values, const AmountFormat& format);

// Lines across the plot with their values at the left.
void draw_y_axis(const Ui& ui, const PlotFrame& frame, std::span<const int64_t> values,
                 const AmountFormat& format);
// Values below the plot; those that would touch the one before are left out.
void draw_x_axis(const Ui& ui, const PlotFrame& frame, const Axis& x,
                 std::span<const int64_t> values, const AmountFormat& format);

enum class LegendShape : uint8_t { kSquare, kDiamond, kLine, kDashes };
// Cuts what it used from the left of `row`.
void legend_item(Ui& ui, Rect& row, LegendShape shape, ImU32 colour, std::string_view text);
// Plain words at the right end of `row`.
void legend_note(Ui& ui, Rect& row, std::string_view text);
void dashed_line(ImDrawList* list, float x, float y0, float y1, ImU32 colour);

// The plot as one stop of the keyboard whose arrow keys move through `count` parts; `name_of` tells
// the part in words, which is its tooltip, too. `place` is where a part lies.
struct PartWalk {
  Interaction it;
  bool active = false;  // one part is pointed at
};
PartWalk walk_parts(Ui& ui, ImGuiID id, std::string_view label, const Rect& plot, int count,
                    const std::function<Rect(int)>& place,
                    const std::function<std::string(int)>& name_of, PlotState& state);

}  // namespace fenming::ui
