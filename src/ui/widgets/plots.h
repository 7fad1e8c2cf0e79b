// Charts with axes: distribution, waterfall, scatter, and the sparkline without. Each has its unit,
// a legend, and the same in words: a group whose items are the rows of its table. Arrow keys walk
// through them as the pointer does. Values are integers; only the drawing makes pixels of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/chart_numbers.h"
#include "ui/draw.h"

namespace fenming::ui {

using AmountFormat = std::function<std::string(int64_t)>;

// The part of a chart that pointer or keyboard is on.
struct PlotState {
  int at = 0;
};

struct DistributionDesc {
  std::string_view id = {};
  std::string_view label = {};
  const app::Histogram* data = nullptr;
  std::string_view value_unit = {};  // of the horizontal axis
  std::string_view count_unit = {};  // of the vertical one
  AmountFormat format = {};
  std::optional<int64_t> marked = {};  // one value that stands out, and what it is
  std::string_view marked_label = {};
};
void distribution(Ui& ui, const Rect& rect, const DistributionDesc& desc, PlotState& state);

struct WaterfallStep {
  std::string_view label = {};
  int64_t delta = 0;
};
struct WaterfallDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::string_view start_label = {};
  std::string_view end_label = {};
  int64_t start = 0;
  std::span<const WaterfallStep> steps = {};  // the end is the start and all of them
  std::string_view unit = {};
  AmountFormat format = {};
  AmountFormat format_change = {};
};
// The pressed step; -1: none.
int waterfall(Ui& ui, const Rect& rect, const WaterfallDesc& desc, PlotState& state);

struct SparklineDesc {
  std::string_view label = {};
  std::span<const int64_t> values = {};
  AmountFormat format = {};
};
// A line as high as the text beside it; its last value is a dot.
void sparkline(Ui& ui, const Rect& rect, const SparklineDesc& desc);

struct ScatterDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::span<const app::Point> points = {};
  const app::PointSummary* summary = nullptr;  // of these points
  std::string_view x_label = {};               // with its unit
  std::string_view y_label = {};
  AmountFormat x_format = {};
  AmountFormat y_format = {};
  std::span<const std::string_view> series = {};  // at most eight
};
// Points that share a pixel are one mark; made again only when points or rectangle are others.
struct ScatterState {
  struct Mark {
    int16_t x = 0, y = 0;  // in marks from the lower left corner
    uint8_t series = 0;
    uint8_t count = 0;  // at most 255
  };
  std::vector<Mark> marks;
  const app::Point* made_of = nullptr;
  size_t made_size = 0;
  int columns = 0, rows = 0;
  PlotState band;
};
void scatter(Ui& ui, const Rect& rect, const ScatterDesc& desc, ScatterState& state);

}  // namespace fenming::ui
