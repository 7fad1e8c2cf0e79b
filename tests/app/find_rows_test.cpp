// Finding rows: by amounts, and fast among a hundred thousand.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "app/prices/filter.h"

namespace prices = fenming::app::prices;
using fenming::BookVersion;

namespace {

BookVersion version_with_parts(int count) {
  BookVersion version;
  for (int i = 0; i < count; ++i) {
    fenming::Part part;
    part.part = "part_" + std::to_string(i);
    part.name = "压缩机 " + std::to_string(i % 977);
    part.costs.push_back({0, 1000 + i});
    version.parts.push_back(std::move(part));
  }
  return version;
}

}  // namespace

TEST_CASE("rows are found by their amount as it is typed") {
  const BookVersion version = version_with_parts(300'000);
  const auto found = [&](std::string_view query) {
    return prices::rows_matching(version, prices::Section::kParts, query);
  };
  CHECK(found("1,234.56") == std::vector<int>{122456});
  CHECK(found("¥1234.56") == std::vector<int>{122456});
  CHECK(found("1234.5.").empty());
  CHECK(found("part_299999") == std::vector<int>{299999});
}

TEST_CASE("a hundred thousand rows are searched within a tenth of a second") {
  const BookVersion version = version_with_parts(100'000);
  double best_ms = 1e9;
  size_t hits = 0;
  // The best of five: what the machine does beside the test is not measured.
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    hits = prices::rows_matching(version, prices::Section::kParts, "压缩机 97").size();
    const auto end = std::chrono::steady_clock::now();
    best_ms = std::min(best_ms, std::chrono::duration<double, std::milli>(end - start).count());
  }
  CHECK(hits > 100);
  CHECK(best_ms < 100);
  MESSAGE("100,000 rows: " << best_ms << " ms, " << hits << " found");
}
