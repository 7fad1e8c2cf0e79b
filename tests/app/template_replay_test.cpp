// 上月工单回放: the sums that the screen shows, and differences of versions in words.
#include "app/designer/replay.h"

#include <doctest/doctest.h>

#include "app/designer/difference_words.h"
#include "codec/template_codec.h"
#include "demo/demo.h"
#include "support/repository_file.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::app::designer;

namespace {

constexpr int32_t kOctober = 20'727;  // 2026-10-01

workflow::TemplateVersion shipped() {
  const auto read =
      read_template(fenming::testing::repository_file("assets/templates/ac_install.json"));
  REQUIRE(read.ok());
  return *read;
}

int64_t change(const HistoryReplay& replay, Relation relation) {
  const ReplaySum& sum = replay.totals().sums[static_cast<size_t>(relation)];
  return sum.after_fen - sum.before_fen;
}

}  // namespace

TEST_CASE("last month through a template: nothing changed, a share, a price") {
  const BookFile file = demo_books();
  const workflow::TemplateVersion before = shipped();
  HistoryReplay replay(1, before, file, demo_past_tickets(before, file, 60, 5, kOctober));
  REQUIRE(replay.size() == 60);
  CHECK(replay.month() == "2026-10");
  replay.use(before, file, kOctober);
  CHECK(replay.work(25));
  CHECK(replay.done() == 25);
  while (replay.work(25)) {
  }
  CHECK(replay.totals().same == 60);
  CHECK(replay.differences().empty());
  CHECK(replay.totals().sums[1].before_fen > 0);

  SUBCASE("half of the labour on arrival changes what a cancelled ticket has earned") {
    workflow::TemplateVersion after = before;
    for (workflow::Node& node : after.nodes) {
      for (workflow::SettlementTrigger& trigger : node.triggers) {
        if (trigger.action == workflow::Action::kArrive) trigger.share_bp = 5000;
      }
    }
    replay.use(after, file, kOctober);
    while (replay.work(100)) {
    }
    CHECK(replay.totals().path == 0);
    CHECK(replay.totals().money == replay.differences().size());
    for (const workflow::HistoryDifference& one : replay.differences()) {
      CHECK(one.after.status != workflow::RunStatus::kEnded);
      CHECK(posted_fen(one.after, Relation::kCompanyTechnician) >
            posted_fen(one.before, Relation::kCompanyTechnician));
    }
  }
  SUBCASE("a draft of prices pays more to those whose item it is, and to the customer nothing") {
    const BookVersion& newest = file.books[0].versions.back();
    REQUIRE(file.books[0].relation == Relation::kCompanyTechnician);
    BookVersion draft = newest;
    for (Item& item : draft.items) {
      if (item.item == "ac_wall_install") item.price = file.books[1].versions.back().items[0].price;
    }
    replay.use(before, file_with_draft(file, file.books[0].book, draft), kOctober);
    while (replay.work(100)) {
    }
    CHECK(change(replay, Relation::kCompanyTechnician) > 0);
    CHECK(change(replay, Relation::kCustomerCompany) == 0);
    CHECK(replay.totals().better_off > 0);
    CHECK(replay.totals().worse_off == 0);
    CHECK(replay.totals().path == 0);
  }
}

TEST_CASE("differences of two versions are words, not JSON") {
  const Locale locale(Language::kChinese);
  TemplateDocument document;
  document.model = shipped();
  const auto said = [&](std::vector<std::string> path, const std::string& json) {
    const ConflictRow row{std::move(path), json, {}, false, false};
    return difference_place(document, row, locale) + ": " +
           difference_side(document, row, json, locale);
  };
  CHECK(said({"template", "nodes", "node=dispatch", "sla", "minutes"}, "20") ==
        "派单 · 时限 · 时限（工作分钟）: 20 分钟");
  CHECK(said({"template", "edges", "edge=empty", "to"}, "\"cancel_form\"") ==
        "上门安装 → 核实空跑 · 终点: 填写取消原因");
  CHECK(said({"template", "edges", "edge=done", "when"},
             R"({"fact":"outcome","op":"in","values":["part_needed"]})")
            .find('{') == std::string::npos);
  CHECK(said({"template", "nodes", "node=visit", "checklist"}, R"(["试机","拍照"])") ==
        "上门安装 · 检查项: 试机、拍照");
  CHECK(said({"template", "nodes", "node=nobody"}, "") ==
        "nobody: " + std::string(locale.text(Key::designer_not_there)));
  CHECK(difference_part({{"template", "nodes", "node=visit", "title"}, "", "", false, false}) ==
        "visit");
}
