// 三步新建: whatever is answered, the template that comes out is proved.
#include "app/designer/wizard.h"

#include <doctest/doctest.h>

#include "app/designer/layout.h"
#include "demo/demo.h"
#include "engine/workflow/run/file_world.h"
#include "engine/workflow/verify/priced.h"
#include "engine/workflow/verify/verify.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::app::designer;

namespace {

constexpr int32_t kDay = 20'786;  // 2026-11-29

std::vector<workflow::Fee> fees_of(const workflow::VerifyInput& input) {
  std::vector<workflow::Fee> fees;
  for (const workflow::PricedCategory& priced : input.categories) {
    workflow::Fee fee;
    fee.relation = priced.relation;
    fee.category = priced.category;
    if (priced.category == "visit_fee" || priced.category == "empty_trip")
      fee.occasion = workflow::FeeOccasion::kVisit;
    fees.push_back(fee);
  }
  return fees;
}

WizardAnswers answers_of(int number) {
  const auto bit = [&](int place) { return ((number >> place) & 1) != 0; };
  WizardAnswers answers;
  answers.code = "three_steps";
  answers.name = "三步";
  answers.appointment = bit(0);
  answers.moved = bit(1);
  answers.empty_trip = bit(2);
  answers.part_needed = bit(3);
  answers.cancelled = bit(4);
  answers.callback = bit(5);
  answers.arrival_bp = bit(6) ? 3000 : 0;
  if (bit(7)) answers.dispatch = workflow::DispatchMode::kGrab;
  answers.closing = static_cast<Closing>(number >> 8);
  return answers;
}

}  // namespace

TEST_CASE("every answer of the wizard gives a template that is proved") {
  const BookFile file = demo_books();
  const workflow::VerifyInput input = workflow::verify_input(file, "three_steps", kDay);
  const std::vector<workflow::Fee> fees = fees_of(input);
  REQUIRE(fees.size() > 5);
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    const Locale locale(language);
    for (int number = 0; number < 3 * 256; ++number) {
      INFO(number);
      TemplateDocument document = wizard_template(answers_of(number), fees, "cn", locale);
      const workflow::VerifyReport report = workflow::verify(document.model, input);
      for (const workflow::FlowFinding& finding : report.findings) {
        INFO(workflow::flow_code_info(finding.code).name);
        const std::string node = finding.nodes.empty() ? std::string() : finding.nodes[0];
        INFO(node);
        CHECK(workflow::flow_code_info(finding.code).warning);
      }
      for (const workflow::Verdict verdict : report.verdicts)
        CHECK(verdict == workflow::Verdict::kProved);
      if (language == Language::kEnglish && number > 16) break;
    }
  }
}

TEST_CASE("a template of the wizard plays to its end and pays") {
  const BookFile file = demo_books();
  const Settler settler(file);
  const auto fees = fees_of(workflow::verify_input(file, "three_steps", kDay));
  const TemplateDocument document =
      wizard_template(answers_of(0x7F), fees, "cn", Locale(Language::kChinese));
  workflow::PlayInput world = workflow::file_world(file, "three_steps", kDay);
  world.subject = demo_past_tickets(document.model, file, 1, 3, kDay - 28)[0].subject;
  world.candidates = {"S1001"};
  workflow::Play play(document.model, &settler, world);
  REQUIRE(!play.start(int64_t{kDay} * 86400 + 3 * 3600));
  workflow::AutoOptions options;
  options.choices = {{"field.appoint_result", "agreed"}, {"field.satisfaction", "satisfied"}};
  CHECK(workflow::auto_run(play, options));
  int64_t technician = 0;
  for (const workflow::CategoryAmount& amount : play.totals()) {
    if (amount.relation == Relation::kCompanyTechnician) technician += amount.amount_fen;
  }
  CHECK(technician > 0);
  // What was kept is played again alike, and a changed share is seen.
  const workflow::Scenario kept = workflow::scenario_of(play, "完工");
  CHECK(!workflow::run_scenarios(document.model, file, kDay, {kept})[0]);
  workflow::TemplateVersion changed = document.model;
  for (workflow::Node& node : changed.nodes) {
    std::erase_if(node.triggers, [](const auto& trigger) { return trigger.share_bp == 10'000; });
  }
  const auto difference = workflow::run_scenarios(changed, file, kDay, {kept})[0];
  REQUIRE(difference);
  CHECK(difference->kind == workflow::DifferenceKind::kAmount);
}
