// A condition on trial, as its author sees it: chosen places, the count, one ticket test by test.
#include <doctest/doctest.h>

#include "codec/history_codec.h"
#include "demo/demo.h"
#include "ui_support.h"

namespace app = fenming::app;
namespace ui = fenming::ui;
using fenming::platform_null::Harness;
using fenming::testing::answer;
using fenming::testing::sign_in;
using ui::a11y::Role;

namespace {

constexpr const char* kDraft =
    R"({"version":1,"status":"draft","from":"2026-11-01","pin_event":"taken","utc_offset_min":480,)"
    R"("categories":[{"category":"labour","name":"工时费","rest_role":"lead"}],)"
    R"("items":[{"item":"install","name":"挂机安装","unit":"台","category":"labour",)"
    R"("price":{"model":"per_unit","unit_price_fen":10000}}],)"
    R"("tiers":[{"tier":"east","name":"华东档","priority":20,)"
    R"("when":{"op":"division_within","codes":["31"]},"factor_bp":15000},)"
    R"({"tier":"standard","name":"标准档","priority":0,"factor_bp":10000}]})";
constexpr const char* kDivisions =
    "31\t上海市\tshs\n310101\t黄浦区\thpq\n32\t江苏省\tjss\n3205\t苏州市\tszs\n";

void open_draft(Harness& harness) {
  fenming::testing::open_draft(harness, kDraft);
  harness.settle();
}

void load_history(Harness& harness) {
  REQUIRE(harness.click(Role::kButton, "载入历史"));
  answer(harness, "simulator.histories",
         R"({"histories":[{"id":"demo","name":"演示","origin":"demo","tickets":2000}]})");
  const std::string bytes = fenming::write_history(fenming::demo_history(2000, 7));
  answer(harness, "simulator.manifest",
         R"({"id":"demo","name":"演示","parts":[{"k":0,"bytes":)" + std::to_string(bytes.size()) +
             "}]}");
  answer(harness, "simulator.part", bytes);
  for (int i = 0; i < 10; ++i)
    harness.frame();
}

std::string count_text(Harness& harness) {
  const auto& tree = harness.ui().tree;
  for (const auto& entry : tree.entries()) {
    if (entry.role == Role::kStatus && tree.name(entry).starts_with("符合历史工单"))
      return std::string(tree.name(entry));
  }
  return {};
}

}  // namespace

TEST_CASE("no history: it is said, and loading it shows the count; choosing a place changes it") {
  Harness harness("/prices/technician/draft?tier=east", 1440, 1200);
  open_draft(harness);
  CHECK(count_text(harness).empty());
  load_history(harness);
  const std::string before = count_text(harness);
  CHECK(before.ends_with("共 2,000 张"));
  REQUIRE(harness.click(Role::kCombobox, "添加地区"));
  answer(harness, "divisions", kDivisions);
  REQUIRE(harness.click(Role::kTreeItem, "江苏省"));
  for (int i = 0; i < 10; ++i)
    harness.frame();
  const std::string after = count_text(harness);
  CHECK(after != before);
  CHECK(after.ends_with("共 2,000 张"));
  const auto& when = harness.app().state().prices.document.version.tiers[0].when;
  REQUIRE(when);
  CHECK(when->values == std::vector<std::string>{"31", "32"});
}

TEST_CASE("a place that was searched is chosen with the pointer, which ends the typing") {
  Harness harness("/prices/technician/draft?tier=east", 1440, 1200);
  open_draft(harness);
  REQUIRE(harness.click(Role::kCombobox, "添加地区"));
  answer(harness, "divisions", kDivisions);
  app::PlatformInput typed;
  typed.edits.push_back(
      {harness.frame().edit.id, app::EditEventKind::kInput, app::CommitReason::kBlur, "hpq"});
  harness.frame(typed);
  harness.settle();
  const auto* row = harness.find(Role::kTreeItem, "黄浦区");
  REQUIRE(row != nullptr);
  // As in a browser: the press first takes the focus away from the text element.
  ImGuiIO& io = ImGui::GetIO();
  io.AddMousePosEvent(row->rect.x + 80, row->rect.y + 15);
  harness.frame();
  io.AddMouseButtonEvent(0, true);
  typed.edits[0].kind = app::EditEventKind::kCommit;
  harness.frame(typed);
  io.AddMouseButtonEvent(0, false);
  harness.settle();
  const auto& when = harness.app().state().prices.document.version.tiers[0].when;
  REQUIRE(when);
  CHECK(when->values == std::vector<std::string>{"31", "310101"});
}

TEST_CASE("a ticket is tested: an example, one by number, one that is not there") {
  Harness harness("/prices/technician/draft?tier=east", 1440, 1200);
  open_draft(harness);
  load_history(harness);
  REQUIRE(harness.click(Role::kButton, "取一张符合的"));
  CHECK(harness.find(Role::kStatus, "整个条件：成立") != nullptr);
  REQUIRE(harness.click(Role::kButton, "取一张不符合的"));
  CHECK(harness.find(Role::kStatus, "整个条件：不成立") != nullptr);
  REQUIRE(harness.click(Role::kTextbox, "工单号"));
  app::PlatformInput typed;
  typed.edits.push_back(
      {harness.frame().edit.id, app::EditEventKind::kCommit, app::CommitReason::kEnter, "NOPE-1"});
  harness.frame(typed);
  harness.settle();
  CHECK(harness.find(Role::kText, "历史中没有工单 NOPE-1。请核对工单号，或取一张。") != nullptr);
}

TEST_CASE("a fact of the tested ticket is typed over and answers anew") {
  Harness harness("/prices/technician/draft?tier=east", 1440, 1200);
  open_draft(harness);
  load_history(harness);
  REQUIRE(harness.click(Role::kButton, "取一张不符合的"));
  REQUIRE(harness.click(Role::kTextbox, "工单的行政区划"));
  app::PlatformInput typed;
  typed.edits.push_back(
      {harness.frame().edit.id, app::EditEventKind::kCommit, app::CommitReason::kEnter, "310115"});
  harness.frame(typed);
  harness.settle();
  CHECK(harness.find(Role::kStatus, "整个条件：成立") != nullptr);
  CHECK(harness.ui().tree.duplicates().empty());
}
