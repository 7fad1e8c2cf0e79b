// Tiers for places below another's: what they take, where they stand, and what the checks say.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/prices/inherit.h"
#include "app/prices/row_order.h"
#include "app/prices/shown_rows.h"
#include "draft_support.h"
#include "engine/pricing/analysis/check.h"

using namespace fenming;
using namespace fenming::testing;
using prices::Section;

namespace {

int index_of(const prices::Document& document, std::string_view code) {
  const auto& tiers = document.version.tiers;
  const auto found =
      std::find_if(tiers.begin(), tiers.end(), [&](const Tier& t) { return t.tier == code; });
  return static_cast<int>(found - tiers.begin());
}

std::string add(prices::Document& document, std::string_view parent, std::string division) {
  return prices::add_heir(document, {index_of(document, parent), std::move(division), "下级"},
                          kChinese);
}

// Names of the tiers in the order in which they are tried.
std::vector<std::string> tried(const prices::Document& document) {
  std::vector<std::string> codes;
  for (const size_t index : prices::tier_order(document.version))
    codes.push_back(document.version.tiers[index].tier);
  return codes;
}

std::vector<std::string> finding_codes(const prices::Document& document) {
  BookFile file;
  Book book;
  book.book = "technician";
  book.versions.push_back(document.version);
  book.versions[0].status = VersionStatus::kInForce;
  file.books.push_back(std::move(book));
  std::vector<std::string> codes;
  for (const Finding& finding : check_book_file(file))
    codes.push_back(finding.code);
  return codes;
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

TEST_CASE("a heir takes its parent's prices until they are stated, and gives them back") {
  prices::Document document = draft();
  const std::string before = canonical(document);
  const std::string code = add(document, "standard", "31");
  REQUIRE(!code.empty());
  const int row = index_of(document, code);
  CHECK(document.version.tiers[static_cast<size_t>(row)].extends == "standard");
  auto view = prices::cell_view(document, Section::kTiers, row, prices::kTierFactor, kChinese);
  CHECK(view.inherited);
  CHECK(view.source == document.version.tiers[1].name);
  CHECK_FALSE(prices::can_inherit(document, Section::kTiers, row, prices::kTierFactor));
  type(document, Section::kTiers, row, prices::kTierFactor, "1.2");
  CHECK(prices::can_inherit(document, Section::kTiers, row, prices::kTierFactor));
  type(document, Section::kTiers, row, prices::kTierFactor, "");
  view = prices::cell_view(document, Section::kTiers, row, prices::kTierFactor, kChinese);
  CHECK(view.inherited);
  // The parent's change moves the heir.
  type(document, Section::kTiers, index_of(document, "standard"), prices::kTierFactor, "1.5");
  CHECK(cell(document, Section::kTiers, row, prices::kTierFactor) == "1.50");
  while (document.log.undo(document.version)) {
  }
  CHECK(canonical(document) == before);
}

TEST_CASE("the more specific place is tried first, at any level, whatever came first") {
  prices::Document document = draft();
  const std::string suzhou = add(document, "standard", "3205");
  const std::string jiangsu = add(document, "standard", "32");
  const std::string nanjing = add(document, "standard", "3201");
  const std::string county = add(document, suzhou, "320505");
  CHECK(tried(document) == std::vector<std::string>{county, suzhou, nanjing, jiangsu, "standard"});
  const auto findings = finding_codes(document);
  CHECK_FALSE(has(findings, "tier_never_matches"));
}

TEST_CASE("a heir of a tier with a place narrows it; other tests stay") {
  prices::Document document = draft();
  const std::string shanghai = add(document, "standard", "31");
  const std::string pudong = add(document, shanghai, "310115");
  const Tier& tier = document.version.tiers[static_cast<size_t>(index_of(document, pudong))];
  REQUIRE(tier.when);
  CHECK(tier.when->op == ConditionOp::kDivisionWithin);
  CHECK(tier.when->values == std::vector<std::string>{"310115"});
  CHECK(prices::refuse_heir(document.version, {index_of(document, shanghai), "3205", ""}) ==
        "outside_parent");
  // A tier for urgent tickets: its heir is for urgent tickets of the place.
  prices::add_row(document, {Section::kTiers}, kChinese);
  const std::string urgent = document.version.tiers[0].tier;
  const std::string below = add(document, urgent, "31");
  const Tier& both = document.version.tiers[static_cast<size_t>(index_of(document, below))];
  REQUIRE(both.when);
  CHECK(both.when->op == ConditionOp::kAll);
  CHECK(both.when->of.size() == 2);
  CHECK(both.priority ==
        document.version.tiers[static_cast<size_t>(index_of(document, urgent))].priority);
}

TEST_CASE("a heir before what it extends is no overlap; a stranger is one") {
  prices::Document document = draft();
  const std::string shanghai = add(document, "standard", "31");
  const std::string pudong = add(document, shanghai, "310115");
  CHECK_FALSE(has(finding_codes(document), "tiers_overlap"));
  auto& tiers = document.version.tiers;
  tiers[static_cast<size_t>(index_of(document, pudong))].extends = "standard";
  CHECK(has(finding_codes(document), "tiers_overlap"));
}

TEST_CASE("at most four levels are extended") {
  prices::Document document = draft();
  std::string parent = "standard";
  for (const char* place : {"32", "3205", "320505", "320505001"}) {
    parent = add(document, parent, place);
    REQUIRE(!parent.empty());
  }
  CHECK_FALSE(has(finding_codes(document), "tier_depth"));
  CHECK(prices::refuse_heir(document.version, {index_of(document, parent), "320505001", ""}) ==
        "tier_depth");
  CHECK(add(document, parent, "320505001").empty());
}

TEST_CASE("the tree shows parents above their heirs, and how deep each stands") {
  prices::Document document = draft();
  const std::string jiangsu = add(document, "standard", "32");
  const std::string suzhou = add(document, jiangsu, "3205");
  prices::ShownRows rows;
  const auto shown =
      rows.find(document, Section::kTiers, {}, {prices::RowOrder::kTree}, nullptr, kChinese);
  std::vector<std::string> codes;
  std::vector<int> levels;
  for (const int row : shown) {
    codes.push_back(document.version.tiers[static_cast<size_t>(row)].tier);
    levels.push_back(
        prices::cell_view(document, Section::kTiers, row, prices::kTierName, kChinese).level);
  }
  CHECK(codes == std::vector<std::string>{"standard", jiangsu, suzhou});
  CHECK(levels == std::vector<int>{0, 1, 2});
  CHECK(cell(document, Section::kTiers, shown[0], prices::kTierPlace) == "3");
}
