// Small charts that are lists at heart: the heat map (rows by months) and the bar list. Each cell
// and bar announces its text, so the chart is its own table.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "ui/draw.h"

namespace fenming::ui {

struct HeatMapDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::span<const std::string_view> rows = {};
  std::span<const std::string_view> columns = {};
  std::span<const int64_t> values = {};  // rows * columns, row by row
  int64_t limit = 1;                     // magnitude of the darkest colour
  std::function<std::string(int64_t)> format = {};
  std::string_view legend_note = {};  // unit and total, beside the legend
  std::string_view sum_label = {};    // not empty: rows' and, where there is room, columns' sums
  int column_label_step = 3;
};
struct HeatMapState {
  int row = 0;
  int column = 0;
};
struct HeatMapResult {
  bool pressed = false;
  int row = -1;
  int column = -1;
};
HeatMapResult heat_map(Ui& ui, const Rect& rect, const HeatMapDesc& desc, HeatMapState& state);

// Diverging: loss, neutral, gain. `limit` is positive.
ImU32 diverging_colour(const Theme& theme, int64_t value, int64_t limit);

struct Bar {
  std::string_view label = {};
  std::string_view value_text = {};
  int64_t value = 0;  // length; negative bars are drawn in the loss colour
};
// The pressed bar or -1. Rows are 28 px high.
int bar_list(Ui& ui, std::string_view id, const Rect& rect, std::span<const Bar> bars);

}  // namespace fenming::ui
