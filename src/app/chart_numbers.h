// What charts show, as exact integers; only the drawing turns them into pixels.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fenming::app {

// The largest of 1, 2, 5, 10, 20, … that does not exceed `value`, at least 1.
int64_t round_step_below(int64_t value);
// Round values from `low` to `high`, at most `most` of them (at least two); low <= high.
std::vector<int64_t> axis_values(int64_t low, int64_t high, int most);

// How many values lie in each band of one width; the last band holds its upper bound, too.
struct Histogram {
  int64_t first = 0;  // lower bound of the first band
  int64_t width = 1;
  std::vector<int64_t> counts;
  int64_t total = 0;   // of the counts
  int64_t median = 0;  // the lower of the two middle values
  int64_t lowest = 0, highest = 0;
};
// At most `bands` bands of a round width; all empty where there are no values.
Histogram histogram_of(std::span<const int64_t> values, int bands);

// Where each step of a waterfall ends: start, start + steps[0], and so on. The last one is the end.
std::vector<int64_t> running_sums(int64_t start, std::span<const int64_t> steps);

struct Point {
  int64_t x = 0;
  int64_t y = 0;
  uint8_t series = 0;  // 0 to 7
};
// Points by bands of x: how many, and the median of their y.
struct PointBand {
  int64_t from = 0, to = 0;  // the smallest and largest x in it
  int64_t count = 0;
  int64_t median_y = 0;
};
struct PointSummary {
  int64_t low_x = 0, high_x = 0, low_y = 0, high_y = 0;
  std::vector<PointBand> bands;  // with the same number of points each, by x
};
PointSummary summary_of(std::span<const Point> points, int bands);

}  // namespace fenming::app
