// The price tables beyond typing: sorted views, find and replace, tiers below tiers.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ui_support.h"

namespace app = fenming::app;
namespace ui = fenming::ui;
using fenming::platform_null::Harness;
using ui::a11y::Role;

namespace {

constexpr const char* kDraft =
    R"({"version":1,"status":"draft","from":"2026-11-01","pin_event":"taken","utc_offset_min":480,)"
    R"("categories":[{"category":"labour","name":"工时费","rest_role":"lead"}],)"
    R"("items":[{"item":"b","name":"柜机","unit":"台","category":"labour",)"
    R"("price":{"model":"per_unit","unit_price_fen":30000}},)"
    R"({"item":"a","name":"挂机","unit":"台","category":"labour",)"
    R"("price":{"model":"per_unit","unit_price_fen":9900}}],)"
    R"("tiers":[{"tier":"standard","name":"标准档","priority":0,"factor_bp":10000}]})";

void open_draft(Harness& harness) {
  fenming::testing::open_draft(harness, kDraft);
  REQUIRE(harness.app().state().prices.document.is_draft());
}

// What the cells of a column show, from top to bottom.
std::vector<std::string> column(Harness& harness, std::string_view title) {
  std::vector<std::string> texts;
  const auto& tree = harness.ui().tree;
  for (const auto& entry : tree.entries()) {
    if (entry.role == Role::kCell && tree.name(entry) == title)
      texts.emplace_back(tree.value(entry));
  }
  return texts;
}

uint32_t header_states(Harness& harness, std::string_view title) {
  const auto* header = harness.find(Role::kColumnHeader, title);
  return header != nullptr ? header->states : 0;
}

void type(Harness& harness, std::string_view field, std::string text) {
  REQUIRE(harness.click(Role::kTextbox, field));
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  app::PlatformInput input;
  input.edits.push_back(
      {output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kTab, std::move(text)});
  harness.frame(input);
  harness.settle();
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a header sorts what is seen, says so, and lets go at the third press") {
  Harness harness("/prices/technician/draft?tab=items");
  open_draft(harness);
  const auto& document = harness.app().state().prices.document;
  const auto& location = harness.app().state().location;
  REQUIRE(harness.click(Role::kColumnHeader, "基准价"));
  harness.settle();
  CHECK(column(harness, "项目") == Texts{"挂机", "柜机"});
  CHECK((header_states(harness, "基准价") & ui::a11y::kSortedUp) != 0);
  CHECK(location.parameter("sort") == "base");
  CHECK(harness.find(Role::kButton, "按原有次序查看") != nullptr);
  REQUIRE(harness.click(Role::kColumnHeader, "基准价"));
  harness.settle();
  CHECK(column(harness, "项目") == Texts{"柜机", "挂机"});
  CHECK((header_states(harness, "基准价") & ui::a11y::kSortedDown) != 0);
  CHECK(location.parameter("sort") == "-base");
  REQUIRE(harness.click(Role::kColumnHeader, "基准价"));
  harness.settle();
  CHECK(location.parameter("sort").empty());
  CHECK(header_states(harness, "基准价") == 0);
  CHECK(document.edits == 0);
  CHECK(document.version.items[0].item == "b");
  CHECK(harness.ui().tree.duplicates().empty());
}

TEST_CASE("an address opens a sorted table, and what is pasted goes where it is seen") {
  Harness harness("/prices/technician/draft?tab=items&sort=base");
  open_draft(harness);
  CHECK(column(harness, "项目") == Texts{"挂机", "柜机"});
  REQUIRE(harness.click(Role::kCell, "基准价"));  // the first that is seen: the second of the list
  harness.settle();
  app::PlatformInput input;
  input.has_pasted = true;
  input.pasted = "500\n1";
  harness.frame(input);
  harness.settle();
  const auto& items = harness.app().state().prices.document.version.items;
  CHECK(items[1].price->fen == 50000);
  CHECK(items[0].price->fen == 100);
  CHECK(column(harness, "项目") == Texts{"挂机", "柜机"});  // no row moved from under the hand
}

TEST_CASE("Ctrl+H replaces in the table after it said how much") {
  Harness harness("/prices/technician/draft?tab=items");
  open_draft(harness);
  const auto& items = harness.app().state().prices.document.version.items;
  harness.key(ImGuiKey_H, true);
  harness.settle();
  REQUIRE(harness.find(Role::kDialog, "查找并替换") != nullptr);
  harness.ui().stop_edit();
  type(harness, "查找", "机");
  type(harness, "替换为", "式空调");
  CHECK(harness.find(Role::kStatus, "2 处，在 2 行中") != nullptr);
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
  REQUIRE(harness.click(Role::kButton, "全部替换"));
  harness.settle();
  CHECK(items[0].name == "柜式空调");
  CHECK(items[1].name == "挂式空调");
  harness.key(ImGuiKey_Z, true);
  harness.settle();
  CHECK(items[0].name == "柜机");
  CHECK(items[1].name == "挂机");
}

TEST_CASE("a heir stands before its parent, and its cells say where they come from") {
  Harness harness("/prices/technician/draft?tier=standard");
  open_draft(harness);
  REQUIRE(harness.click(Role::kButton, "新增下级地区档位…"));
  harness.settle();
  REQUIRE(harness.find(Role::kDialog, "新增下级地区档位") != nullptr);
  CHECK(harness.ui().tree.duplicates().empty());
  CHECK(harness.ui().tree.nameless().empty());
  harness.host().pending().push(app::prices::Intent{app::prices::AddHeir{0, "31", "上海市"}});
  harness.settle();
  harness.key(ImGuiKey_Escape);
  harness.settle();
  CHECK(column(harness, "档位") == Texts{"上海市", "标准档"});
  CHECK(column(harness, "次序") == Texts{"1", "2"});
  CHECK(harness.app().state().location.parameter("tier") == "tier_2");
  const auto& tree = harness.ui().tree;
  Texts notes;
  for (const auto& entry : tree.entries()) {
    if (entry.role == Role::kCell && tree.name(entry) == "系数")
      notes.emplace_back(tree.description(entry));
  }
  CHECK(notes == Texts{"继承自「标准档」", ""});
  REQUIRE(harness.click(Role::kButton, "按继承看"));
  harness.settle();
  CHECK(column(harness, "档位") == Texts{"标准档", "上海市"});
  CHECK(harness.app().state().location.parameter("sort") == "tree");
}
