// 试跑: the sample ticket is priced under every relation, and what waits says why in words; and
// what the forms offer for actions, times and fees.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/designer/edits.h"
#include "app/designer/layout.h"
#include "app/designer/play.h"
#include "base/civil_time.h"
#include "codec/template_codec.h"
#include "demo/demo.h"

using namespace fenming;
using namespace fenming::app::designer;
using workflow::Action;
using workflow::NodeKind;

namespace {

TemplateDocument install() {
  std::ifstream file(std::string(FENMING_ASSETS) + "/templates/ac_install.json");
  std::stringstream text;
  text << file.rdbuf();
  Result<workflow::TemplateVersion> model = read_template(text.str());
  REQUIRE(model);
  TemplateDocument document;
  document.model = std::move(*model);
  REQUIRE(place_missing(document));
  return document;
}

int64_t noon() {
  return int64_t{days_from_civil({2026, 11, 30})} * 86400 + 4 * 3600;
}

int64_t total_of(const PlayRun& run, Relation relation) {
  int64_t sum = 0;
  for (const auto& amount : run.frame().ledger.totals())
    sum += amount.relation == relation ? amount.amount_fen : 0;
  return sum;
}

}  // namespace

TEST_CASE("the demo's books price the sample ticket for technician and customer") {
  PlayRun run(install(), demo_books(), noon());
  REQUIRE(run.run_on());
  CHECK(total_of(run, Relation::kCompanyTechnician) > 0);
  CHECK(total_of(run, Relation::kCustomerCompany) > 0);
  // What is paid by presence waits for the departure, and says so; at the end nothing waits.
  const app::Locale locale(app::Language::kChinese);
  for (const auto& frame : run.play().frames()) {
    for (const std::string& text : waiting_texts(run, frame, Waiting::kOfStep, locale))
      CHECK_MESSAGE(text.find("离开时间") != std::string::npos, text);
  }
  CHECK(waiting_texts(run, run.frame(), Waiting::kAll, locale).empty());
}

TEST_CASE("money that waits says why, where it began and as long as it waits") {
  BookFile file = demo_books();
  for (Route& route : file.routing)
    std::erase_if(route.books, [](const RouteBook& book) {
      return book.relation == Relation::kCustomerCompany;
    });
  PlayRun run(install(), file, noon());
  REQUIRE(run.run_on());
  const app::Locale locale(app::Language::kChinese);
  const auto all = waiting_texts(run, run.frame(), Waiting::kAll, locale);
  REQUIRE(all.size() == 1);
  CHECK(all.front() == "客户 → 公司 · 待定：路由没有给这种关系安排价目。请在「价格」里加入。");
  int begun = 0;
  for (const auto& frame : run.play().frames())
    begun += waiting_texts(run, frame, Waiting::kOfStep, locale).empty() ? 0 : 1;
  CHECK(begun > 0);
  CHECK(begun < static_cast<int>(run.play().frames().size()) / 2);
}

TEST_CASE("a refused step says what it lacks, without a code") {
  const TemplateDocument document = install();
  const app::Locale locale(app::Language::kChinese);
  for (size_t i = 0; i < workflow::kRefusalCodeCount; ++i) {
    workflow::Refusal refusal;
    refusal.code = static_cast<workflow::RefusalCode>(i);
    refusal.node = "visit";
    refusal.field = "urgency";
    const std::string text = refusal_text(document, refusal, locale);
    CAPTURE(text);
    CHECK(text.find('_') == std::string::npos);
    CHECK(text.find("urgency") == std::string::npos);
  }
}

TEST_CASE("an action comes with its time and goes with it; what it settles stays") {
  TemplateDocument document;
  const std::string task = add_node(document, NodeKind::kTask, {0, 0}, "接单");
  const auto stamps = [&] { return find_node(document, task)->stamps.size(); };
  CHECK(stamps() == 2);
  find_node(document, task)->triggers.push_back({Action::kComplete, {}, {"labour"}, 10000});
  toggle_action(document, task, Action::kComplete);
  CHECK_FALSE(find_node(document, task)->offers(Action::kComplete));
  CHECK(stamps() == 1);
  CHECK(find_node(document, task)->triggers.size() == 1);
  toggle_action(document, task, Action::kComplete);
  CHECK(stamps() == 2);
  // One time is set by one action of a node.
  set_stamp(document, task, Action::kTake, TimeName::kCompleted);
  CHECK(stamps() == 1);
  set_stamp(document, task, Action::kTake, std::nullopt);
  CHECK(stamps() == 0);
}

TEST_CASE("a new trigger begins with what nothing settles yet") {
  TemplateDocument document;
  const auto declare = [&](const char* category, workflow::FeeOccasion occasion) {
    workflow::Fee fee;
    fee.category = category;
    fee.occasion = occasion;
    document.model.fees.push_back(fee);
  };
  declare("labour", workflow::FeeOccasion::kTicket);
  declare("travel", workflow::FeeOccasion::kTicket);
  declare("visit_fee", workflow::FeeOccasion::kVisit);
  document.model.fees.push_back({Relation::kCompanyTechnician, "storage", {}, "公司承担"});
  const std::string visit = add_node(document, NodeKind::kVisit, {0, 0}, "上门");
  const std::string review = add_node(document, NodeKind::kApproval, {0, 100}, "复核");
  const auto open = [&](const std::string& node, Action action) {
    return open_fees(document, node, action, Relation::kCompanyTechnician);
  };
  CHECK(open(visit, Action::kComplete) == std::vector<std::string>{"visit_fee"});
  CHECK(open(visit, Action::kArrive) == std::vector<std::string>{"labour", "travel"});
  find_node(document, visit)
      ->triggers.push_back({Action::kArrive, Relation::kCompanyTechnician, {"labour"}, 3000});
  CHECK(open(review, Action::kAccept) == std::vector<std::string>{"travel"});
  find_node(document, review)
      ->triggers.push_back({Action::kAccept, Relation::kCompanyTechnician, {"travel"}, 10000});
  CHECK(open(review, Action::kAccept) == std::vector<std::string>{"labour"});
}

TEST_CASE("the main path of a tidy drawing is straight, whatever the order of what was drawn") {
  TemplateDocument document = install();
  // 改约 was drawn before the way on.
  std::swap(document.model.edges[8], document.model.edges[9]);
  tidy(document, {});
  const Places places(document);
  const int32_t column = places.box_of("start").x;
  for (const char* node : {"intake", "dispatch", "take", "appoint", "visit", "finish", "finished",
                           "callback", "review", "end"}) {
    CAPTURE(node);
    CHECK(places.box_of(node).x == column);
  }
  CHECK(places.box_of("cancel_form").x != column);
  CHECK(places.box_of("parts_request").x != column);
}
