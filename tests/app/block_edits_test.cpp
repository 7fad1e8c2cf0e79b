// Many cells at once: pasted, adjusted, refused; one step each.
#include <doctest/doctest.h>

#include <random>

#include "app/amount_text.h"
#include "app/prices/block_edits.h"
#include "app/prices/filter.h"
#include "app/prices/intents.h"
#include "draft_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// A draft with a number of items and the two tiers that a new version has or gets.
prices::Document draft_with_items(int count) {
  prices::Document document = draft();
  while (document.version.items.size() < static_cast<size_t>(count))
    prices::add_row(document, {prices::Section::kItems}, kChinese);
  return document;
}

prices::EditBlock block(std::vector<prices::BlockCell> cells) {
  return {prices::Section::kItems, prices::BlockKind::kPaste, std::move(cells), 0};
}

}  // namespace

TEST_CASE("a pasted block is one step; undo gives the version back") {
  prices::Document document = draft_with_items(3);
  const std::string before = canonical(document);
  const size_t steps = document.log.size();
  const auto outcome = prices::edit_block(document,
                                          block({{0, prices::kItemName, "挂机"},
                                                 {0, prices::kItemPrice, "１２０。５"},
                                                 {1, prices::kItemName, "柜机"},
                                                 {1, prices::kItemPrice, "200"},
                                                 {1, prices::kItemTierPrice, "230"}}),
                                          kChinese);
  CHECK(outcome.changed == 5);
  CHECK(outcome.refused == 0);
  CHECK(document.log.size() == steps + 1);
  CHECK(document.version.items[0].name == "挂机");
  CHECK(document.version.items[0].price->fen == 12050);
  CHECK(cell(document, prices::Section::kItems, 1, prices::kItemTierPrice) == "¥230.00");
  REQUIRE(document.log.undo(document.version));
  CHECK(canonical(document) == before);
}

TEST_CASE("refused cells keep their text beside the ones that were taken") {
  prices::Document document = draft_with_items(3);
  const auto outcome = prices::edit_block(document,
                                          block({{0, prices::kItemPrice, "100"},
                                                 {1, prices::kItemPrice, "abc"},
                                                 {2, prices::kItemName, " "}}),
                                          kChinese);
  CHECK(outcome.changed == 1);
  CHECK(outcome.refused == 2);
  const auto view =
      prices::cell_view(document, prices::Section::kItems, 1, prices::kItemPrice, kChinese);
  CHECK(view.text == "abc");
  CHECK(!view.error.empty());
  // A later block that gives the cell a good text takes the error away.
  prices::edit_block(document, block({{1, prices::kItemPrice, "7"}}), kChinese);
  CHECK(prices::cell_view(document, prices::Section::kItems, 1, prices::kItemPrice, kChinese)
            .error.empty());
}

TEST_CASE("a block in which every cell is refused leaves no step") {
  prices::Document document = draft_with_items(1);
  const size_t steps = document.log.size();
  const uint64_t edits = document.edits;
  CHECK(prices::edit_block(document, block({{0, prices::kItemPrice, "x"}}), kChinese).refused == 1);
  CHECK(document.log.size() == steps);
  CHECK(document.edits == edits);
}

TEST_CASE("a block gives what its cells give one by one") {
  std::mt19937 dice(7);
  for (int round = 0; round < 40; ++round) {
    prices::Document one = draft_with_items(6);
    prices::Document all = draft_with_items(6);
    std::vector<prices::BlockCell> cells;
    const char* texts[] = {"", "12", "3.456", "1.2万", "名称", "−5", "0", "9,999.99"};
    for (int i = 0; i < 20; ++i) {
      const int column = static_cast<int>(dice() % 6);
      cells.push_back({static_cast<int>(dice() % 6),
                       column == prices::kItemCode ? int{prices::kItemName} : column,
                       texts[dice() % 8]});
    }
    for (const prices::BlockCell& c : cells)
      type(one, prices::Section::kItems, c.row, c.column, c.text);
    prices::edit_block(all, block(cells), kChinese);
    CHECK(canonical(one) == canonical(all));
    CHECK(one.errors.size() == all.errors.size());
  }
}

TEST_CASE("blocks of parts, codes and prices of tiers give what their cells give one by one") {
  std::mt19937 dice(11);
  for (int round = 0; round < 60; ++round) {
    const auto section = round % 2 == 0 ? prices::Section::kItems : prices::Section::kParts;
    const auto start = [&] {
      prices::Document document = draft();
      prices::add_row(document, {prices::Section::kTiers}, kChinese);
      for (int i = 0; i < 5; ++i)
        prices::add_row(document, {section}, kChinese);
      type(document, section, 0, prices::kItemTierPrice, "5");
      type(document, section, 2, prices::kItemTierPrice + 1, "6");
      return document;
    };
    prices::Document one = start();
    prices::Document all = start();
    std::vector<prices::BlockCell> cells;
    const char* texts[] = {"", "12", "c1", "c2", "c3", "0.5"};
    for (int i = 0; i < 25; ++i) {
      const int columns[] = {prices::kItemCode, prices::kItemPrice, prices::kItemTierPrice,
                             prices::kItemTierPrice + 1};
      cells.push_back({static_cast<int>(dice() % 5), columns[dice() % 4], texts[dice() % 6]});
    }
    for (const prices::BlockCell& c : cells)
      type(one, section, c.row, c.column, c.text);
    const std::string before = canonical(all);
    prices::edit_block(all, {section, prices::BlockKind::kPaste, cells, 0}, kChinese);
    CHECK(canonical(one) == canonical(all));
    CHECK(one.errors.size() == all.errors.size());
    if (!all.log.can_undo() || canonical(all) == before) continue;
    REQUIRE(all.log.undo(all.version));
    CHECK(canonical(all) == before);
  }
}

TEST_CASE("an adjustment is read as people write it") {
  const auto read = [](std::string_view text) { return prices::parse_adjustment(text); };
  using A = prices::Adjustment;
  CHECK(read("+3%")->kind == A::kPercent);
  CHECK(read("+3%")->value == 300);
  CHECK(read(" ＋３％ ")->value == 300);
  CHECK(read("−2.5%")->value == -250);
  CHECK(read("×1.05")->value == 500);
  CHECK(read("*0.9")->value == -1000);
  CHECK(read("+5")->kind == A::kAdd);
  CHECK(read("-0.5")->value == -50);
  CHECK(read("=99")->kind == A::kSet);
  CHECK(read("=1.2万")->value == 1'200'000);
  CHECK(read("3%").error().code == "adjustment_sign");
  CHECK(read("").error().code == "empty");
  CHECK(read("+abc").error().code == "not_a_number");
  CHECK(read("+-3").error().code == "not_a_number");
  CHECK(read("+1.234").error().code == "too_precise");
}

TEST_CASE("an adjusted amount is rounded once, half away from zero, to whole units") {
  using A = prices::Adjustment;
  const auto percent = [](int64_t fen, int64_t bp, int64_t unit) {
    return *prices::adjusted(fen, {A::kPercent, bp}, unit);
  };
  CHECK(percent(150, 300, 1) == 155);    // 154.5
  CHECK(percent(-150, 300, 1) == -155);  // -154.5
  CHECK(percent(10000, 300, 100) == 10300);
  CHECK(percent(12345, 300, 10) == 12720);  // 12,715.35 fen
  CHECK(percent(12345, 300, 100) == 12700);
  CHECK(*prices::adjusted(12340, {A::kAdd, 55}, 10) == 12400);  // 12,395 rounds up
  CHECK(*prices::adjusted(5, {A::kSet, 999}, 1) == 999);
  CHECK(prices::adjusted(100, {A::kAdd, -200}, 1).error().code == "negative");
  CHECK(prices::adjusted(app::kMaxAmountFen, {A::kPercent, 10000}, 1).error().code ==
        "out_of_range");
}

TEST_CASE("adjusting makes inherited amounts own ones and leaves other cells out") {
  prices::Document document = draft_with_items(2);
  type(document, prices::Section::kItems, 0, prices::kItemPrice, "100");
  const prices::CellPlace own{0, prices::kItemPrice};
  const prices::CellPlace inherited{0, prices::kItemTierPrice};
  const prices::CellPlace name{0, prices::kItemName};
  const prices::CellPlace empty{1, prices::kItemPrice};
  type(document, prices::Section::kItems, 1, prices::kItemPrice, "");
  const auto cells =
      prices::adjust_cells(document, prices::Section::kItems, {own, inherited, name, empty},
                           {prices::Adjustment::kPercent, 300}, 1, kChinese);
  CHECK(cells.left_out == 2);
  REQUIRE(cells.cells.size() == 2);
  CHECK(cells.cells[0].text == "103.00");
  CHECK(cells.after_fen - cells.before_fen == cells.before_fen * 3 / 100);
  prices::edit_block(
      document, {prices::Section::kItems, prices::BlockKind::kAdjust, cells.cells, 0}, kChinese);
  CHECK(document.version.items[0].price->fen == 10300);
  CHECK(!prices::cell_view(document, prices::Section::kItems, 0, prices::kItemTierPrice, kChinese)
             .inherited);
}

TEST_CASE("rows are found by name or code, whatever the case") {
  prices::Document document = draft_with_items(3);
  type(document, prices::Section::kItems, 0, prices::kItemName, "挂机安装");
  type(document, prices::Section::kItems, 1, prices::kItemName, "TV 挂架");
  type(document, prices::Section::kItems, 2, prices::kItemCode, "Clean-A");
  using Rows = std::vector<int>;
  const auto found = [&](std::string_view query) {
    return prices::rows_matching(document.version, prices::Section::kItems, query);
  };
  CHECK(found("").size() == 3);
  CHECK(found("挂") == Rows{0, 1});
  CHECK(found(" tv ") == Rows{1});
  CHECK(found("clean-a") == Rows{2});
  CHECK(found("没有").empty());
}
