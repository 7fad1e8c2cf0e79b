// The shipped templates against the demo's books: proved, canonical, played by themselves to their
// ends, and settled in full there.
#include <set>

#include "base_plays.h"
#include "engine/workflow/verify/verify.h"

using namespace fenming;
using namespace fenming::testing;

TEST_CASE("the library holds ten flows, each its own") {
  std::set<std::string> codes, names, english, shapes;
  for (const char* code : kShippedTemplates) {
    const TemplateVersion version = shipped_template(code);
    CHECK(version.code == code);
    codes.insert(version.code);
    names.insert(version.name);
    english.insert(version.name_en);
    CHECK(version.nodes.size() >= 12);
    CHECK(version.nodes.size() <= 30);
    std::string shape;
    for (const Node& node : version.nodes)
      shape += std::string(node_kind_name(node.kind)) + " ";
    shapes.insert(shape);
    for (const Node& node : version.nodes) {
      CHECK_FALSE(node.title.empty());
      if (!node.sla) continue;
      CAPTURE(node.node);
      CHECK(node.sla->calendar == "cn");
      CHECK(node.sla->chain.back().reaches_person());
    }
    for (const Fee& fee : version.fees) {
      if (!fee.never.empty()) CHECK(fee.never.size() >= 12);
    }
  }
  CHECK(codes.size() == 10);
  CHECK(names.size() == 10);
  CHECK(english.size() == 10);
  CHECK(shapes.size() == 10);
}

TEST_CASE("the shipped templates are proved against the demo's books") {
  const BookFile file = demo_books();
  for (const char* code : kShippedTemplates) {
    CAPTURE(code);
    const TemplateVersion version = shipped_template(code);
    const VerifyInput input =
        verify_input(file, code, *local_date(DemoWorld::kBegin, kChinaMinutes));
    CHECK(input.pins.size() == 2);
    CHECK(input.categories.size() >= 12);
    const VerifyReport report = verify(version, input);
    CHECK(report.complete);
    CHECK(report.findings.empty());
    for (const Verdict verdict : report.verdicts)
      CHECK(verdict == Verdict::kProved);
    // It can fail: with a category less it is refuted.
    TemplateVersion poorer = version;
    std::erase_if(poorer.fees, [](const Fee& fee) { return fee.category == "season"; });
    CHECK(verify(poorer, input).verdict(Group::kMoney) == Verdict::kRefuted);
  }
}

TEST_CASE("a play that plays itself settles everything in full, to the fen") {
  const DemoWorld world;
  for (const char* code : kShippedTemplates) {
    CAPTURE(code);
    const TemplateVersion version = shipped_template(code);
    const BasePlay sample{
        code, "", "urgency=urgent",  "21.3 inspection*2 bracket*1;33.7 ac_clean*1;5;5",
        "",   "", RunStatus::kEnded, ""};
    PlayInput input = world.input(code, sample_ticket(sample));
    input.candidates.clear();  // one person does everything
    Play play(version, &world.settler, input);
    REQUIRE(!play.start(DemoWorld::kBegin));
    AutoOptions options;
    // Where the first option leads past the visit, the other one is taken.
    options.choices = {{"field.remedy", "revisit"}, {"field.way", "pickup"}};
    CHECK(auto_run(play, options));
    CHECK(play.state().status == RunStatus::kEnded);
    CHECK_FALSE(play.state().visits.empty());
    CHECK(play.frames().back().ledger.waiting().empty());
    const std::string totals = text_of(play.totals());
    CHECK(totals.find("t:labour") != std::string::npos);
    CHECK(totals.find("t:urgent") != std::string::npos);
    CHECK(totals == text_of(SecondCount(play, world.settler).totals()));
    CHECK(totals == text_of(whole_settlement(play, world.settler)));
  }
}
