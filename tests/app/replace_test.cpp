// Find and replace: counted first, done as one step, and never half.
#include <doctest/doctest.h>

#include "app/prices/replace.h"
#include "draft_support.h"

using namespace fenming;
using namespace fenming::testing;
using prices::Section;

namespace {

prices::Document book() {
  prices::Document document = draft();
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"空调清洗", "120"}, {"空调移机", "1,200.5"}, {"洗衣机 TV", "99"}, {"挂机", "120"}};
  while (document.version.items.size() < rows.size())
    prices::add_row(document, {Section::kItems}, kChinese);
  for (size_t i = 0; i < rows.size(); ++i) {
    type(document, Section::kItems, static_cast<int>(i), prices::kItemName, rows[i].first);
    type(document, Section::kItems, static_cast<int>(i), prices::kItemPrice, rows[i].second);
  }
  return document;
}

std::vector<prices::CellPlace> all(const prices::Document& document) {
  std::vector<prices::CellPlace> places;
  for (int row = 0; row < static_cast<int>(document.version.items.size()); ++row) {
    for (int column = 0; column <= prices::kItemTierPrice; ++column)
      places.push_back({row, column});
  }
  return places;
}

prices::Replacement plan(const prices::Document& document, const prices::ReplaceQuery& query) {
  return prices::plan_replace(document, Section::kItems, all(document), query, kChinese);
}

}  // namespace

TEST_CASE("a part of names is replaced everywhere, as one step that is undone at once") {
  prices::Document document = book();
  const std::string before = canonical(document);
  const size_t steps = document.log.size();
  const prices::Replacement found = plan(document, {.find = "空调", .with = "分体空调"});
  CHECK(found.places == 2);
  CHECK(found.rows == 2);
  CHECK(found.left.empty());
  CHECK(canonical(document) == before);  // only looked at
  prices::edit_block(document, found.edit, kChinese);
  CHECK(document.version.items[1].name == "分体空调移机");
  CHECK(document.log.size() == steps + 1);
  REQUIRE(document.log.undo(document.version));
  CHECK(canonical(document) == before);
}

TEST_CASE("letters match whatever their case; whole cells only where they are just this") {
  const prices::Document document = book();
  CHECK(plan(document, {.find = "tv", .with = "电视"}).edit.cells[0].text == "洗衣机 电视");
  CHECK(plan(document, {.find = "挂", .with = "x", .whole = true}).places == 0);
  CHECK(plan(document, {.find = "挂机", .with = "x", .whole = true}).places == 1);
  CHECK(plan(document, {.find = "没有", .with = "x"}).places == 0);
  CHECK(plan(document, {.find = "", .with = "x"}).places == 0);
}

TEST_CASE("a name that holds the text several times is one place") {
  prices::Document document = book();
  type(document, Section::kItems, 0, prices::kItemName, "aXaXa");
  const prices::Replacement found = plan(document, {.find = "x", .with = "xx"});
  CHECK(found.places == 1);
  CHECK(found.edit.cells[0].text == "axxaxxa");
}

TEST_CASE("prices are found by value, in digits of either width") {
  prices::Document document = book();
  const prices::Replacement whole =
      plan(document, {.find = "１２０", .with = "１３０。５", .whole = true});
  CHECK(whole.places == 2);
  prices::edit_block(document, whole.edit, kChinese);
  CHECK(document.version.items[0].price->fen == 13050);
  CHECK(document.version.items[3].price->fen == 13050);
  CHECK(document.version.items[1].price->fen == 120050);
  // As a part: separators do not matter, and what is not asked for stays.
  const prices::Replacement part = plan(document, {.find = "1,2", .with = "2,2", .names = false});
  REQUIRE(part.places == 1);
  prices::edit_block(document, part.edit, kChinese);
  CHECK(document.version.items[1].price->fen == 220050);
  CHECK(plan(document, {.find = "99", .with = "98", .prices = false}).places == 0);
}

TEST_CASE("what would be no price is listed and left; the others are done") {
  prices::Document document = book();
  const prices::Replacement found = plan(document, {.find = "00", .with = "x", .names = false});
  CHECK(found.places == 0);
  REQUIRE(found.left.size() == 4);
  CHECK(found.left[0].code == "not_a_number");
  CHECK(found.left[0].after == "120.x");
  const prices::Replacement minus = plan(document, {.find = "99", .with = "-5", .whole = true});
  REQUIRE(minus.left.size() == 1);
  CHECK(minus.left[0].code == "negative");
  // A name may not become nothing, nor a price: that would take it away.
  CHECK(plan(document, {.find = "挂机", .with = ""}).left.size() == 1);
  CHECK(plan(document, {.find = "120", .with = "", .whole = true}).left.size() == 2);
  CHECK(document.errors.empty());
}

TEST_CASE("inherited prices stay inherited") {
  prices::Document document = book();
  CHECK(plan(document, {.find = "120", .with = "130", .whole = true}).places == 2);
  type(document, Section::kItems, 0, prices::kItemTierPrice, "120");
  CHECK(plan(document, {.find = "120", .with = "130", .whole = true}).places == 3);
}
