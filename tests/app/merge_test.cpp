// Two sides of a conflict: found by code, told in words, put together row by row.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/prices/edits.h"
#include "app/prices/merge.h"
#include "codec/book_codec.h"

using namespace fenming;
using namespace fenming::app;
namespace prices = fenming::app::prices;

namespace {

const Locale kChinese(Language::kChinese);
const Locale kEnglish(Language::kEnglish);

BookVersion base_version() {
  BookVersion version = prices::first_version(Relation::kCompanyTechnician, 20500, kChinese);
  Tier premium;
  premium.tier = "premium";
  premium.name = "高级档";
  premium.priority = 10;
  premium.extends = "standard";
  premium.factor_bp = 15000;
  version.tiers.insert(version.tiers.begin(), premium);
  return version;
}

Tier& tier_of(BookVersion& version, std::string_view code) {
  return *std::find_if(version.tiers.begin(), version.tiers.end(),
                       [&](const Tier& tier) { return tier.tier == code; });
}

const app::ConflictRow* row_at(const std::vector<app::ConflictRow>& rows,
                               std::vector<std::string> path) {
  for (const app::ConflictRow& row : rows) {
    if (row.path == path) return &row;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("what publishing sets and an item's place are no difference, a tier's place is one") {
  const BookVersion mine = base_version();
  BookVersion theirs = mine;
  theirs.version = 7;
  theirs.status = VersionStatus::kInForce;
  theirs.from += 30;
  CHECK(prices::differences(mine, theirs, nullptr).empty());
  std::swap(theirs.tiers[0], theirs.tiers[1]);
  auto rows = prices::differences(mine, theirs, nullptr);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].path == std::vector<std::string>{"tiers", "*order"});
  CHECK(prices::side_text(rows[0], false, mine, kChinese) == "高级档、标准档");
  rows[0].take_theirs = true;
  CHECK(prices::merged(mine, rows)->tiers[0].tier == "standard");
  // Moved by one side alone: that side's.
  CHECK(prices::differences(mine, theirs, &mine)[0].take_theirs);
  CHECK_FALSE(prices::differences(theirs, mine, &mine)[0].take_theirs);
}

TEST_CASE("each place is taken from the side that changed it") {
  const BookVersion base = base_version();
  BookVersion mine = base;
  BookVersion theirs = base;
  tier_of(mine, "premium").factor_bp = 16000;
  tier_of(theirs, "standard").handling_fen = 500;
  theirs.items[0].price->fen = 12000;
  Limit added;
  added.limit = "night";
  added.name = "夜间封顶";
  added.is_max = true;
  theirs.limits.push_back(added);
  const auto rows = prices::differences(mine, theirs, &base);
  REQUIRE(rows.size() == 4);
  const auto* factor = row_at(rows, {"tiers", "tier=premium", "factor_bp"});
  REQUIRE(factor != nullptr);
  CHECK_FALSE(factor->take_theirs);
  const auto* limit = row_at(rows, {"limits", "limit=night"});
  REQUIRE(limit != nullptr);
  CHECK(limit->take_theirs);
  const Result<BookVersion> both = prices::merged(mine, rows);
  REQUIRE(both);
  BookVersion expected = mine;
  tier_of(expected, "standard").handling_fen = 500;
  expected.items[0].price->fen = 12000;
  expected.limits.push_back(added);
  CHECK(write_book_version(*both) == write_book_version(expected));
}

TEST_CASE("all of either side gives that side") {
  const BookVersion mine = base_version();
  BookVersion theirs = mine;
  theirs.tiers.erase(theirs.tiers.begin());
  tier_of(theirs, "standard").name = "普通档";
  theirs.items[0].price.reset();
  auto rows = prices::differences(mine, theirs, nullptr);
  CHECK(write_book_version(*prices::merged(mine, rows)) == write_book_version(mine));
  for (app::ConflictRow& row : rows)
    row.take_theirs = true;
  CHECK(write_book_version(*prices::merged(mine, rows)) == write_book_version(theirs));
}

TEST_CASE("places and values are told in the reader's words") {
  const BookVersion mine = base_version();
  prices::Conflict conflict;
  conflict.theirs = mine;
  tier_of(conflict.theirs, "premium").factor_bp = 12500;
  conflict.theirs.items[0].price->fen = 12000;
  conflict.rows = prices::differences(mine, conflict.theirs, nullptr);
  const auto* factor = row_at(conflict.rows, {"tiers", "tier=premium", "factor_bp"});
  REQUIRE(factor != nullptr);
  CHECK(prices::place_text(*factor, conflict, mine, kChinese) == "档位 · 高级档 · 系数");
  CHECK(prices::place_text(*factor, conflict, mine, kEnglish) == "Tiers · 高级档 · Factor");
  CHECK(prices::side_text(*factor, false, mine, kChinese) == "1.50");
  CHECK(prices::side_text(*factor, true, conflict.theirs, kChinese) == "1.25");
  const auto* price = row_at(conflict.rows, {"items", "item=item_1", "price"});
  REQUIRE(price != nullptr);
  CHECK(prices::side_text(*price, true, conflict.theirs, kChinese) == "¥120.00");
}
