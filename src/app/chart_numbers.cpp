#include "app/chart_numbers.h"

#include <algorithm>

#include "base/assert.h"
#include "base/checked.h"

namespace fenming::app {
namespace {

int64_t round_step_above(int64_t value) {
  const int64_t below = round_step_below(value);
  if (below >= value) return below;
  int64_t power = 1;
  while (power <= below / 10)
    power *= 10;
  const int64_t lead = below / power;
  return power * (lead == 1 ? 2 : lead == 2 ? 5 : 10);
}

int64_t lower_median(std::vector<int64_t> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

int64_t round_step_below(int64_t value) {
  int64_t step = 1;
  for (int64_t power = 1; power <= value; power *= 10) {
    for (const int64_t lead : {1, 2, 5}) {
      if (lead <= value / power) step = power * lead;
    }
    if (power > value / 10) break;
  }
  return step;
}

std::vector<int64_t> axis_values(int64_t low, int64_t high, int most) {
  FM_ASSERT(low <= high && most >= 2);
  const int64_t step = round_step_above(std::max<int64_t>(1, (high - low + most - 2) / (most - 1)));
  std::vector<int64_t> values;
  for (int64_t value = -div_floor(-low, step) * step; value <= high; value += step)
    values.push_back(value);
  return values;
}

Histogram histogram_of(std::span<const int64_t> values, int bands) {
  Histogram histogram;
  histogram.counts.assign(1, 0);
  if (values.empty()) return histogram;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  histogram.lowest = *low;
  histogram.highest = *high;
  // A band is lost to where the first one begins.
  const int64_t inner = std::max(1, bands - 1);
  histogram.width = round_step_above(std::max<int64_t>(1, (*high - *low + inner - 1) / inner));
  histogram.first = div_floor(*low, histogram.width) * histogram.width;
  const int64_t used =
      std::max<int64_t>(1, (*high - histogram.first + histogram.width - 1) / histogram.width);
  histogram.counts.assign(static_cast<size_t>(used), 0);
  for (const int64_t value : values) {
    const int64_t band = std::min(used - 1, (value - histogram.first) / histogram.width);
    ++histogram.counts[static_cast<size_t>(band)];
  }
  histogram.total = static_cast<int64_t>(values.size());
  histogram.median = lower_median({values.begin(), values.end()});
  return histogram;
}

std::vector<int64_t> running_sums(int64_t start, std::span<const int64_t> steps) {
  std::vector<int64_t> sums = {start};
  for (const int64_t step : steps)
    sums.push_back(sums.back() + step);
  return sums;
}

PointSummary summary_of(std::span<const Point> points, int bands) {
  PointSummary summary;
  if (points.empty()) return summary;
  std::vector<Point> sorted(points.begin(), points.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const Point& a, const Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  summary.low_x = sorted.front().x;
  summary.high_x = sorted.back().x;
  const auto [low, high] = std::minmax_element(
      points.begin(), points.end(), [](const Point& a, const Point& b) { return a.y < b.y; });
  summary.low_y = low->y;
  summary.high_y = high->y;
  const size_t parts = std::min(sorted.size(), static_cast<size_t>(bands));
  for (size_t i = 0; i < parts; ++i) {
    const size_t begin = sorted.size() * i / parts;
    const size_t end = sorted.size() * (i + 1) / parts;
    std::vector<int64_t> ys;
    for (size_t k = begin; k < end; ++k)
      ys.push_back(sorted[k].y);
    summary.bands.push_back({sorted[begin].x, sorted[end - 1].x, static_cast<int64_t>(ys.size()),
                             lower_median(std::move(ys))});
  }
  return summary;
}

}  // namespace fenming::app
