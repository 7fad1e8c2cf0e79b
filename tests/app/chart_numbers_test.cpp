// Numbers behind charts, dates as typed, the tree of divisions.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "app/chart_numbers.h"
#include "app/date_text.h"
#include "app/pricing/divisions.h"
#include "base/civil_time.h"

namespace app = fenming::app;
using fenming::days_from_civil;

TEST_CASE("round steps") {
  const std::pair<int64_t, int64_t> cases[] = {{0, 1},   {1, 1},   {3, 2},     {9, 5},
                                               {10, 10}, {49, 20}, {999, 500}, {5000, 5000}};
  for (const auto& [value, step] : cases)
    CHECK(app::round_step_below(value) == step);
  CHECK(app::round_step_below(INT64_MAX) == 5'000'000'000'000'000'000);
}

TEST_CASE("an axis has few round values within its bounds") {
  CHECK(app::axis_values(0, 100, 6) == std::vector<int64_t>{0, 20, 40, 60, 80, 100});
  CHECK(app::axis_values(-7, 7, 3) == std::vector<int64_t>{0});
  CHECK(app::axis_values(5, 5, 2) == std::vector<int64_t>{5});
  for (int64_t high = 1; high < 5000; high += 37) {
    const auto values = app::axis_values(-13, high, 6);
    CHECK(values.size() <= 6);
    for (const int64_t value : values)
      CHECK((value >= -13 && value <= high));
  }
}

TEST_CASE("a histogram loses no value") {
  std::vector<int64_t> values;
  for (int64_t i = 0; i < 1000; ++i)
    values.push_back((i * 7919) % 10007 - 3000);
  for (const int bands : {1, 2, 7, 40}) {
    const app::Histogram made = app::histogram_of(values, bands);
    CHECK(std::accumulate(made.counts.begin(), made.counts.end(), int64_t{0}) == 1000);
    CHECK(made.counts.size() <= static_cast<size_t>(bands) + 1);
    for (size_t i = 0; i < made.counts.size(); ++i) {
      const int64_t from = made.first + made.width * static_cast<int64_t>(i);
      const bool last = i + 1 == made.counts.size();
      const auto inside = std::count_if(values.begin(), values.end(), [&](int64_t v) {
        return v >= from && (v < from + made.width || (last && v == from + made.width));
      });
      CHECK(made.counts[i] == inside);
    }
  }
  const std::vector<int64_t> odd = {9, 1, 5, 3};
  CHECK(app::histogram_of(odd, 4).median == 3);
  CHECK(app::histogram_of({}, 4).total == 0);
}

TEST_CASE("a waterfall ends at its start and all steps") {
  const std::vector<int64_t> steps = {5, -7, 9007199254740991};
  CHECK(app::running_sums(10, steps) == std::vector<int64_t>{10, 15, 8, 9007199254740999});
}

TEST_CASE("bands of points hold all of them, in the order of x") {
  std::vector<app::Point> points;
  for (int64_t i = 0; i < 103; ++i)
    points.push_back({(i * 31) % 103, i});
  const app::PointSummary summary = app::summary_of(points, 10);
  int64_t count = 0;
  for (size_t i = 0; i < summary.bands.size(); ++i) {
    count += summary.bands[i].count;
    if (i > 0) CHECK(summary.bands[i - 1].to <= summary.bands[i].from);
  }
  CHECK(count == 103);
  CHECK(summary.high_y == 102);
}

TEST_CASE("dates as people type them") {
  const int32_t day = days_from_civil({2026, 12, 1});
  for (const char* text : {"2026-12-01", "2026-12-1", "2026/12/1", "2026.12.01", "20261201",
                           "2026年12月1日", "２０２６－１２－０１", " 2026 12 1 "})
    CHECK(app::parse_typed_date(text) == day);
  for (const char* text : {"", "2026", "12-1", "2026-13-01", "2026-02-30", "1-12-2026",
                           "2026-12-1x", "2026-12-01-01", "202612011", "\xFF"})
    CHECK_FALSE(app::parse_typed_date(text).has_value());
}

TEST_CASE("divisions become a tree, are found and searched") {
  const auto list = app::Divisions::parse(
      "31\t上海市\tshs\n310115\t浦东新区\tpdxq\n310115004\t潍坊新村街道\twfxcjd\n"
      "37\t山东省\tsds\n3707\t潍坊市\twfs\n");
  REQUIRE(list);
  const auto nodes = list->nodes();
  REQUIRE(nodes.size() == 5);
  CHECK(nodes[0].end == 3);
  CHECK(nodes[1].parent == 0);
  CHECK(nodes[2].level == 2);
  CHECK(nodes[3].end == 5);
  CHECK(list->find("3707") == 4);
  CHECK(list->find("3708") == -1);
  // The city comes before the street that is named after it.
  CHECK(app::search_tree(nodes, "潍坊", 9) == std::vector<int32_t>{4, 2});
  CHECK(app::search_tree(nodes, "PD", 9) == std::vector<int32_t>{1});
  CHECK(app::search_tree(nodes, "3101", 9) == std::vector<int32_t>{1, 2});
  CHECK(app::search_tree(nodes, "市", 1) == std::vector<int32_t>{0});
  CHECK(app::path_above(nodes, 2) == "上海市 / 浦东新区");
}

TEST_CASE("a table of divisions that is none names its line") {
  for (const char* text : {"31\t上海市\n", "31\t上海市\tshs\n31\t上海市\tshs\n", "31\t\tx\n"}) {
    const auto list = app::Divisions::parse(text);
    REQUIRE_FALSE(list);
    CHECK(list.error().code == "not_a_table");
    CHECK_FALSE(list.error().message.empty());
  }
}
