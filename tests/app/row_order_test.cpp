// The rows that a table shows: found, in another order than the document's, and kept in sight.
#include <doctest/doctest.h>

#include "app/prices/shown_rows.h"
#include "draft_support.h"

using namespace fenming;
using namespace fenming::testing;
using prices::RowOrder;
using prices::Section;
using Rows = std::vector<int>;

namespace {

// 安 is read with an a, 柜 with a g, 清 with a q.
char initial_of(uint32_t character) {
  return character == 0x5B89 ? 'a' : character == 0x67DC ? 'g' : character == 0x6E05 ? 'q' : '\0';
}

prices::Document items(const std::vector<std::pair<std::string, std::string>>& rows) {
  prices::Document document = draft();
  while (document.version.items.size() < rows.size())
    prices::add_row(document, {Section::kItems}, kChinese);
  for (size_t i = 0; i < rows.size(); ++i) {
    type(document, Section::kItems, static_cast<int>(i), prices::kItemName, rows[i].first);
    type(document, Section::kItems, static_cast<int>(i), prices::kItemPrice, rows[i].second);
  }
  return document;
}

Rows shown(const prices::Document& document, Section section, const RowOrder& order,
           std::string_view filter = {}) {
  prices::ShownRows rows;
  return rows.find(document, section, filter, order, initial_of, kChinese);
}

constexpr RowOrder by(int column, bool descending = false) {
  return {RowOrder::kColumn, column, descending};
}

}  // namespace

TEST_CASE("amounts are ordered by value, equal ones as listed, rows without one last") {
  const prices::Document document =
      items({{"a", "99"}, {"b", "1,000"}, {"c", ""}, {"d", "99"}, {"e", "100"}});
  CHECK(shown(document, Section::kItems, by(prices::kItemPrice)) == Rows{0, 3, 4, 1, 2});
  CHECK(shown(document, Section::kItems, by(prices::kItemPrice, true)) == Rows{1, 4, 0, 3, 2});
  CHECK(shown(document, Section::kItems, {}) == Rows{0, 1, 2, 3, 4});
}

TEST_CASE("names are ordered by their pinyin, Latin ones among them") {
  const prices::Document document =
      items({{"清洗", "1"}, {"柜机", "1"}, {"Bracket", "1"}, {"安装", "1"}});
  CHECK(shown(document, Section::kItems, by(prices::kItemName)) == Rows{3, 2, 1, 0});
  // A platform that does not know readings: by code point, the same on every machine.
  prices::ShownRows rows;
  CHECK(rows.find(document, Section::kItems, {}, by(prices::kItemName), nullptr, kChinese) ==
        Rows{2, 3, 1, 0});
}

TEST_CASE("pressing a header again: ascending, descending, as listed") {
  RowOrder order = prices::next_order({}, 4);
  CHECK(order == by(4));
  order = prices::next_order(order, 4);
  CHECK(order == by(4, true));
  CHECK(prices::next_order(order, 4).is_listed());
  CHECK(prices::next_order(order, 2) == by(2));
}

TEST_CASE("an address names an order by its column, and a column that is gone is none") {
  const prices::Document document = items({{"a", "1"}});
  const BookVersion& version = document.version;
  for (const RowOrder& order :
       {by(prices::kItemPrice), by(prices::kItemName, true), by(prices::kItemTierPrice)}) {
    const std::string name = prices::order_name(version, Section::kItems, order);
    CHECK(prices::order_named(version, Section::kItems, name) == order);
  }
  CHECK(prices::order_name(version, Section::kItems, by(prices::kItemTierPrice, true)) ==
        "-tier:standard");
  CHECK(prices::order_name(version, Section::kTiers, by(prices::kTierLimit)) == "limit:floor");
  CHECK(prices::order_named(version, Section::kItems, "tier:gone").is_listed());
  CHECK(prices::order_named(version, Section::kItems, "tree").is_listed());
  CHECK_FALSE(prices::can_sort(Section::kSplit));
}

TEST_CASE("the document's own order and its bytes stay") {
  const prices::Document document = items({{"b", "2"}, {"a", "1"}});
  const std::string before = canonical(document);
  shown(document, Section::kItems, by(prices::kItemPrice));
  CHECK(canonical(document) == before);
}

TEST_CASE("an edit moves no row from under the hand until rows or the order change") {
  prices::Document document = items({{"a", "1"}, {"b", "2"}, {"c", "3"}});
  prices::ShownRows rows;
  const auto find = [&](std::string_view filter, const RowOrder& order) {
    return rows.find(document, Section::kItems, filter, order, initial_of, kChinese);
  };
  CHECK(find("", by(prices::kItemPrice)) == Rows{0, 1, 2});
  type(document, Section::kItems, 0, prices::kItemPrice, "9");
  CHECK(find("", by(prices::kItemPrice)) == Rows{0, 1, 2});
  prices::add_row(document, {Section::kItems}, kChinese);
  CHECK(find("", by(prices::kItemPrice)) == Rows{1, 2, 0, 3});
  // A row that was found stays while it is renamed.
  CHECK(find("a", {}) == Rows{0});
  type(document, Section::kItems, 0, prices::kItemName, "x");
  CHECK(find("a", {}) == Rows{0});
  CHECK(find("b", {}) == Rows{1});
  CHECK(find("a", {}).empty());
}

TEST_CASE("a row that was removed and one that came are told from edits") {
  prices::Document document = items({{"a", "1"}, {"b", "2"}});
  prices::ShownRows rows;
  const auto find = [&] {
    return rows.find(document, Section::kItems, {}, {}, initial_of, kChinese);
  };
  CHECK(find().size() == 2);
  prices::remove_row(document, {Section::kItems, 0}, kChinese);
  CHECK(find() == Rows{0});
  REQUIRE(document.log.undo(document.version));
  ++document.edits;
  CHECK(find() == Rows{0, 1});
}
