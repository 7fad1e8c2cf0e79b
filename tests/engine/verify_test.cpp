// Each kind of defect is found on the node that it touches, with a path that a player can follow;
// sound templates are proved.
#include "flow_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

using Rows = std::vector<std::string>;

std::string text(const Rows& rows) {
  std::string joined;
  for (const std::string& row : rows)
    joined += (joined.empty() ? "" : ", ") + row;
  return joined;
}

// start, two branches in parallel, end.
Flow parallel() {
  Flow f;
  f.node("s", NodeKind::kStart);
  f.node("fork", NodeKind::kSplit);
  f.node("a");
  f.node("b");
  f.node("meet", NodeKind::kJoin);
  f.node("close");
  f.node("e", NodeKind::kEnd);
  f.chain("s fork a meet close e").chain("fork b meet");
  f.labour();
  f.trigger("close", 10000);
  return f;
}

// A form writes a choice, a branch reads it.
Flow choosing() {
  Flow f;
  f.node("s", NodeKind::kStart);
  f.node("ask", NodeKind::kForm).fields = {{"way", FieldAccess::kRequired}};
  f.node("which", NodeKind::kBranch);
  f.node("left");
  f.node("right");
  f.node("e", NodeKind::kEnd);
  f.choice("way", {"l", "r"});
  f.chain("s ask which").chain("left e").chain("right e");
  f.when("which", "left", one_of("field.way", {"l"}));
  f.when("which", "right", one_of("field.way", {"r"}));
  f.labour();
  f.trigger("left", 10000);
  f.trigger("right", 10000);
  return f;
}

VerifyReport verified(const Flow& flow, const VerifyInput& input = {}) {
  VerifyReport report = verify(flow.t, input);
  for (const FlowFinding& finding : report.findings) {
    if (finding.example) CHECK(confirms(flow.t, finding));
  }
  return report;
}

Rows found(const Flow& flow, const VerifyInput& input = {}) {
  return errors_of(verified(flow, input));
}

bool all_proved(const VerifyReport& report) {
  return std::all_of(report.verdicts.begin(), report.verdicts.end(),
                     [](Verdict verdict) { return verdict == Verdict::kProved; });
}

// The first finding's fix, applied.
Flow fixed(Flow flow) {
  const VerifyReport report = verify(flow.t);
  REQUIRE_FALSE(report.findings.empty());
  REQUIRE(report.findings[0].fix);
  flow.t = apply_fix(flow.t, *report.findings[0].fix);
  return flow;
}

}  // namespace

TEST_CASE("sound templates are proved in every group") {
  CHECK(all_proved(verified(parallel())));
  CHECK(all_proved(verified(choosing())));
}

TEST_CASE("structure: starts, ends, edges, reach") {
  Flow f = parallel();
  f.edge("close", "nowhere");
  CHECK(text(found(f)) == "dangling_edge close");
  CHECK(all_proved(verified(fixed(f))));
  f = parallel();
  f.node("alone");
  f.edge("alone", "close");
  CHECK(text(found(f)) == "unreachable_node alone");
  CHECK(all_proved(verified(fixed(f))));
  f = choosing();
  f.node("pit");
  f.when("which", "pit", one_of("field.way", {"l"})).order = 0;
  CHECK(text(found(f)) == "no_way_to_end pit");
  f.at("pit").kind = NodeKind::kEnd;
  f.edge("pit", "left");
  CHECK(text(found(f)) == "edge_out_of_end pit");
  f = parallel();
  f.at("e").kind = NodeKind::kNotify;
  CHECK(found(f)[0] == "no_end");
  f = parallel();
  f.at("s").kind = NodeKind::kNotify;
  const VerifyReport report = verified(f);
  CHECK(text(errors_of(report)) == "no_start");
  CHECK(report.verdict(Group::kSoundness) == Verdict::kUnknown);
}

TEST_CASE("structure: actions, outcomes, fields and tests") {
  Flow f = parallel();
  f.at("close").actions = {Action::kTake};
  CHECK(found(f)[0] == "action_not_offered close");
  CHECK(all_proved(verified(fixed(f))));
  f = choosing();
  f.at("left").fields = {{"nobody_knows", FieldAccess::kOptional}};
  CHECK(text(found(f)) == "unknown_field left");
  f = choosing();
  f.t.edges.back().when->values = {"r", "upwards"};
  CHECK(text(found(f)) == "unknown_option which");
  f = choosing();
  f.t.fields[0].in_conditions = false;
  CHECK(text(found(f)) == "bad_test which, bad_test which");
  f = parallel();
  f.at("a").who = {"", "", "", "close", false};
  CHECK(text(found(f)) == "bad_handler a");
}

TEST_CASE("a return leads to what every path has passed, in the same parallel region") {
  const auto with_return = [](const char* from, const char* to) {
    Flow f = parallel();
    f.at(from).actions.push_back(Action::kReturn);
    f.at(from).return_to = {to};
    return f;
  };
  CHECK(text(found(with_return("close", "fork"))) == "");
  CHECK(text(found(with_return("a", "s"))) == "bad_return a, second_token b, second_token meet");
  CHECK(text(found(with_return("close", "nowhere"))) == "bad_return close");
  CHECK(text(found(with_return("close", "close"))) == "bad_return close");
  Flow f = parallel();
  f.at("a").actions.push_back(Action::kReturn);
  CHECK(text(found(f)) == "return_mismatch a");
}

TEST_CASE("soundness: a join that is none, a merge that is one") {
  Flow f = parallel();
  f.at("meet").kind = NodeKind::kBranch;
  const VerifyReport report = verified(f);
  CHECK(text(errors_of(report)) == "second_token meet");
  CHECK(report.findings[0].nodes == Rows{"meet", "fork"});
  CHECK(all_proved(verified(fixed(f))));

  Flow g = choosing();
  g.at("e").node = "last";
  g.t.edges[2].to = g.t.edges[3].to = "both";
  g.node("both", NodeKind::kJoin);
  g.edge("both", "last");
  const VerifyReport waiting = verified(g);
  CHECK(text(errors_of(waiting)) == "deadlock both");
  CHECK(waiting.findings[0].nodes == Rows{"both", "which"});
  CHECK(all_proved(verified(fixed(g))));
}

TEST_CASE("soundness: an end that is not the last, a node without a way on") {
  Flow f = parallel();
  f.t.edges[2].to = "e";  // a no longer goes to the join
  CHECK(text(found(f)) == "tokens_left e");
  f = parallel();
  std::erase_if(f.t.edges, [](const Edge& edge) { return edge.edge == "b-meet"; });
  CHECK(text(found(f)) == "no_way_to_end b, lost_token b, tokens_left e");
}

TEST_CASE("branches: an uncovered case has a witness, a missing value stops") {
  Flow f = choosing();
  f.t.edges.back().when->values = {"l"};
  const VerifyReport report = verified(f);
  CHECK(text(errors_of(report)) == "uncovered_case which");
  REQUIRE(report.findings[0].example);
  CHECK(report.findings[0].example->values.back().value == "r");
  CHECK(verify(fixed(f).t).verdict(Group::kBranches) == Verdict::kProved);

  f = choosing();
  f.at("ask").fields[0].access = FieldAccess::kOptional;
  CHECK(text(found(f)) == "undecided_case which");
  CHECK(all_proved(verified(fixed(f))));

  f = choosing();
  f.otherwise("which", "left").edge = "never";
  const VerifyReport hidden = verified(f);
  REQUIRE(hidden.findings.size() == 1);
  CHECK(code_of(hidden.findings[0]) == "hidden_edge");
  CHECK(hidden.findings[0].edges == Rows{"never"});
  CHECK(all_proved(hidden));
}

TEST_CASE("branches: a fact that follows from others makes a finding possible only") {
  Flow f = choosing();
  f.t.edges.back().when.reset();
  f.t.edges[f.t.edges.size() - 2].when = one_of("city_class", {"big"});
  const VerifyReport report = verified(f);
  CHECK(text(errors_of(report)) == "undecided_case which");
  CHECK(report.findings[0].possible);
  CHECK(report.verdict(Group::kBranches) == Verdict::kPossible);
  CHECK_FALSE(report.refuted());
  // A fact that every ticket has cannot be missing; one that it may lack can.
  f.t.edges[f.t.edges.size() - 2].when = one_of("brand", {"midea"});
  CHECK(text(found(f)) == "undecided_case which");
  f.t.intake = {Fact::kBrand};
  CHECK(text(found(f)) == "");
}

TEST_CASE("money: once, fully, rising") {
  Flow f = parallel();
  f.at("close").triggers.clear();
  CHECK(text(found(f)) == "not_settled e");
  CHECK(all_proved(verified(fixed(f))));
  f = parallel();
  f.at("close").triggers[0].share_bp = 9000;
  const VerifyReport report = verified(f);
  CHECK(text(errors_of(report)) == "not_full e");
  CHECK(report.findings[0].nodes == Rows{"e", "close"});
  CHECK(all_proved(verified(fixed(f))));
  f = parallel();
  f.trigger("a", 10000);
  CHECK(text(found(f)) == "settled_twice close");
  CHECK(all_proved(verified(fixed(f))));
  f = choosing();
  f.trigger("ask", 10000);
  f.at("left").triggers[0].share_bp = 5000;
  f.at("right").triggers.clear();
  CHECK(text(found(f)) == "share_falls left");
}

// The token behind `pass` may still be in `late` when `full` leads another one there. Both are one
// chain, and yet what `low` does after `full` has to be seen.
TEST_CASE("money: what follows a second token in a chain is seen") {
  Flow f("chain");
  f.labour();
  f.node("s", NodeKind::kStart);
  f.node("fork", NodeKind::kSplit);
  f.node("low");
  f.node("full");
  f.node("pass", NodeKind::kBranch);
  f.node("late");
  f.node("stop", NodeKind::kCancel);
  f.chain("s fork low stop").chain("fork full pass late stop").chain("fork pass");
  f.trigger("low", 3000);
  f.trigger("full", 10000);
  const auto rows = errors_of(verified(f));
  CHECK(std::count(rows.begin(), rows.end(), "second_token pass") == 1);
  CHECK(std::count(rows.begin(), rows.end(), "share_falls low") == 1);
}

TEST_CASE("money: declared categories, visits, cancelled paths, pins") {
  Flow f = parallel();
  f.at("a").triggers = {{Action::kComplete, Relation::kCompanyTechnician, {"gift"}, 10000}};
  CHECK(text(found(f)) == "undeclared_fee a");
  f.t.fees.push_back({Relation::kCompanyTechnician, "gift", {}, "goodwill"});
  CHECK(text(found(f)) == "never_but_triggered a");
  f.t.fees.back() = {Relation::kCompanyTechnician, "gift", FeeOccasion::kVisit, {}};
  CHECK(text(found(f)) == "trigger_off_visit a");
  CHECK(all_proved(verified(fixed(f))));

  f = parallel();
  f.t.nodes[2] = Flow().node("a", NodeKind::kVisit);
  f.t.fees.push_back({Relation::kCompanyTechnician, "visit_fee", FeeOccasion::kVisit, {}});
  CHECK(text(found(f)) == "not_settled a");
  CHECK(all_proved(verified(fixed(f))));

  f = choosing();
  f.node("gone", NodeKind::kCancel);
  f.trigger("ask", 3000);
  f.t.edges[3].to = "gone";
  const VerifyReport report = verified(f);
  CHECK(all_proved(report));
  REQUIRE(report.cancelled.size() == 1);
  CHECK(report.cancelled[0].node == "gone");
  CHECK(report.cancelled[0].posted ==
        std::vector<ReachedShare>{{Relation::kCompanyTechnician, "labour", 10000}});

  VerifyInput input;
  input.pins = {{Relation::kCompanyTechnician, "b", TimeName::kTaken}};
  CHECK(text(found(parallel(), input)) == "before_pin close");
  f = parallel();
  f.at("a").actions = {Action::kTake, Action::kComplete};
  f.at("a").stamps = {{Action::kTake, TimeName::kTaken}};
  CHECK(text(found(f, input)) == "");
  input.pins[0].event = TimeName::kCompleted;
  CHECK(text(found(f, input)) == "before_pin close");
  input = {};
  input.categories = {{Relation::kCompanyTechnician, "travel"}};
  CHECK(text(found(parallel(), input)) == "fee_not_declared");
}

TEST_CASE("fields: read by an edge, a form or a price before they are written") {
  Flow f = choosing();
  f.at("ask").fields.clear();
  CHECK(text(found(f)) == "read_before_written which");
  f = parallel();
  f.choice("way", {"l"});
  f.at("a").fields = {{"way", FieldAccess::kRequired}};
  f.at("b").fields = {{"way", FieldAccess::kVisible}};
  CHECK(text(found(f)) == "read_before_written b");
  f.at("b").fields.clear();
  f.at("close").fields = {{"way", FieldAccess::kVisible}};
  CHECK(text(found(f)) == "");
  f = choosing();
  f.at("ask").fields.push_back({"late", FieldAccess::kOptional});
  f.choice("late", {"l"});
  f.t.fields.back().in_prices = true;
  VerifyInput input;
  input.fields = {{Relation::kCompanyTechnician, "late"}};
  CHECK(text(found(f, input)) == "");
  f.at("ask").fields.pop_back();
  CHECK(text(found(f, input)) == "read_before_written left, read_before_written right");
}

TEST_CASE("time and people") {
  Flow f = parallel();
  f.at("a").sla.reset();
  CHECK(text(found(f)) == "no_sla a");
  f.at("a").open_ended = true;
  CHECK(text(found(f)) == "");
  f.at("b").sla->chain.clear();
  CHECK(text(found(f)) == "no_chain b");
  f.at("b").sla->chain = {{5, EscalationAction::kNotify, EscalationTarget::kRole, "boss"},
                          {9, EscalationAction::kWebhook, EscalationTarget::kUrl, "x"}};
  CHECK(text(found(f)) == "chain_without_person b");
  f.at("b").sla->chain = {{9, EscalationAction::kRaiseUrgency, EscalationTarget::kTicket, ""},
                          {9, EscalationAction::kReassign, EscalationTarget::kBestMatch, ""}};
  CHECK(text(found(f)) == "chain_out_of_order b");

  f = parallel();
  f.at("a").sla->minutes = 500;
  f.at("close").actions.push_back(Action::kReturn);
  f.at("close").return_to = {"fork"};
  const VerifyReport report = verified(f);
  CHECK(report.longest.minutes == 620);  // the cycle counts each of its nodes once
  REQUIRE(report.longest.cycles.size() == 1);
  CHECK(report.longest.cycles[0] == Rows{"fork", "a", "b", "meet", "close"});

  f = parallel();
  f.at("a").who = {};
  CHECK(text(found(f)) == "nobody_named a");
  VerifyInput input;
  input.gaps = {{"b", {"3101"}}};
  const VerifyReport gap = verified(parallel(), input);
  CHECK(all_proved(gap));
  CHECK(code_of(gap.findings.at(0)) == "nobody_there");
}

TEST_CASE("the bound on states is said, and a refutation holds below it") {
  const VerifyReport report = verify(parallel().t, {}, {.max_states = 2});
  CHECK_FALSE(report.complete);
  CHECK(report.max_states == 2);
  CHECK(report.states == 2);
  CHECK(report.verdict(Group::kSoundness) == Verdict::kUnknown);
  CHECK(report.verdict(Group::kTime) == Verdict::kProved);
}
