// One step of a running ticket: what it does, what it refuses, and that the log rebuilds it.
#include "run_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// start, form (field x), task (take, complete), visit, end; labour 30 % on arrival, the rest when
// the visit is complete; a visit fee each time.
Flow small() {
  Flow flow;
  flow.choice("x", {"a", "b"});
  flow.labour();
  flow.t.fees.push_back({Relation::kCompanyTechnician, "visit_fee", FeeOccasion::kVisit, {}});
  flow.node("start", NodeKind::kStart);
  flow.node("form", NodeKind::kForm).fields = {{"x", FieldAccess::kRequired}};
  flow.node("task").actions = {Action::kTake, Action::kComplete, Action::kReturn, Action::kTransfer,
                               Action::kSuspend};
  flow.at("task").return_to = {"form"};
  flow.at("task").stamps = {{Action::kTake, TimeName::kTaken}};
  flow.at("task").sla->pauses = {SlaPause::kPart};
  Node& visit = flow.node("visit", NodeKind::kVisit);
  visit.actions.push_back(Action::kReturn);
  visit.return_to = {"task"};
  visit.who.previous = "task";
  flow.trigger("visit", 3000, Action::kArrive);
  flow.trigger("visit", 10000);
  flow.at("visit").triggers.push_back(
      {Action::kComplete, Relation::kCompanyTechnician, {"visit_fee"}, 10000});
  flow.node("end", NodeKind::kEnd);
  flow.chain("start form task visit");
  flow.when("visit", "end", one_of("outcome", {"done"}));
  flow.otherwise("visit", "task");
  return flow;
}

std::string shares(const Effects& effects) {
  std::string text;
  for (const Obligation& one : effects.obligations) {
    text += one.trigger + " " + one.categories[0] + " " + std::to_string(one.share_bp) + " visit " +
            std::to_string(one.visit) + "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("a ticket goes from its start to its end") {
  const Flow flow = small();
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  CHECK(ticket.tokens() == "form");
  CHECK(ticket.last.path == std::vector<std::string>{"start", "form"});
  REQUIRE(ticket.complete("form", {{"field.x", "b"}}) == "ok");
  CHECK(ticket.state.facts.at("field.x") == "b");
  ticket.now += 60;
  REQUIRE(ticket.act(EventKind::kTake, "task") == "ok");
  CHECK(ticket.state.times[static_cast<size_t>(TimeName::kTaken)] == ticket.now);
  CHECK(ticket.last.stamped == std::vector<Stamped>{{TimeName::kTaken, ticket.now}});
  REQUIRE(ticket.act(EventKind::kComplete, "task") == "ok");
  CHECK(ticket.state.token("visit")->handler == "wang");
  REQUIRE(ticket.act(EventKind::kArrive, "visit") == "ok");
  CHECK(shares(ticket.last) == "visit/arrive/1 labour 3000 visit 0; ");
  REQUIRE(ticket.end_visit("visit", VisitOutcome::kCustomerAbsent) == "ok");
  CHECK(shares(ticket.last) ==
        "visit/complete/2 labour 10000 visit 0; visit/complete/3 visit_fee 10000 visit 1; ");
  CHECK(ticket.tokens() == "task");
  // Taken again: the book that the first time has pinned stays pinned.
  const int64_t taken = ticket.now;
  ticket.now += 500;
  REQUIRE(ticket.act(EventKind::kTake, "task", "li") == "ok");
  CHECK(ticket.state.times[static_cast<size_t>(TimeName::kTaken)] == taken);
  CHECK(ticket.last.stamped.empty());
  REQUIRE(ticket.act(EventKind::kComplete, "task", "li") == "ok");
  // The trigger on arrival is below what has been reached, so it posts nothing.
  REQUIRE(ticket.act(EventKind::kArrive, "visit", "li") == "ok");
  CHECK(ticket.last.obligations.empty());
  REQUIRE(ticket.end_visit("visit", VisitOutcome::kDone, "li") == "ok");
  CHECK(shares(ticket.last) == "visit/complete/3 visit_fee 10000 visit 2; ");
  CHECK(ticket.state.status == RunStatus::kEnded);
  CHECK(ticket.state.final_node == "end");
  CHECK(ticket.state.visits.size() == 2);
  CHECK(ticket.state.visits[0].fault == Fault::kCustomer);
  CHECK(ticket.state.visits[1].people == std::vector<Person>{{"li", Role::kLead, ""}});
  const auto again = replay(flow.t, ticket.log);
  REQUIRE(again.ok());
  CHECK(*again == ticket.state);
}

TEST_CASE("windows stand beside each other, and the last before the visit says what is on time") {
  const Flow flow = small();
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  REQUIRE(ticket.complete("form", {{"field.x", "a"}}) == "ok");
  REQUIRE(ticket.act(EventKind::kTake, "task") == "ok");
  REQUIRE(ticket.act(EventKind::kComplete, "task") == "ok");
  Event window = Running::make(EventKind::kAppoint, "visit", "wang");
  window.from = ticket.now + 3600;
  window.to = ticket.now + 7200;
  REQUIRE(ticket.go(window) == "ok");
  Event moved = window;
  moved.kind = EventKind::kMove;
  moved.actor = "customer";
  moved.why = "not at home";
  moved.from += 7200;
  moved.to += 7200;
  REQUIRE(ticket.go(moved) == "ok");
  REQUIRE(ticket.state.visits.size() == 1);
  const VisitRecord& visit = ticket.state.visits[0];
  REQUIRE(visit.windows.size() == 2);
  CHECK(visit.windows[0].from == 1'003'600);
  CHECK(visit.windows[1].by_customer);
  CHECK(visit.windows[1].why == "not at home");
  CHECK(!on_time(visit));
  SUBCASE("in the first window only") {
    ticket.now = window.from;
    REQUIRE(ticket.act(EventKind::kArrive, "visit") == "ok");
    CHECK(on_time(ticket.state.visits[0]) == false);
  }
  SUBCASE("at the last second of the last") {
    ticket.now = moved.to;
    REQUIRE(ticket.act(EventKind::kArrive, "visit") == "ok");
    CHECK(on_time(ticket.state.visits[0]) == true);
    CHECK(ticket.go(moved) == "no_visit at visit about visit");
    moved.visit = 1;
    CHECK(ticket.go(moved) == "visit_begun at visit about visit");
  }
}

TEST_CASE("each refusal says what is wrong") {
  Flow flow = small();
  flow.t.intake = {Fact::kDivision};
  Running ticket(flow.t);
  CHECK(ticket.act(EventKind::kTake, "task") == "not_running at task");
  CHECK(ticket.start() == "fact_missing about division");
  CHECK(ticket.start({{"outcome", "done"}}) == "unknown_fact about outcome");
  CHECK(ticket.start({{"division", "110101"}, {"field.x", "a"}}) ==
        "field_not_offered about field.x");
  const StepResult keyless = step(ticket.world, ticket.state, Event{}, 0);
  CHECK(text_of(keyless.refusal()) == "no_key about key");
  REQUIRE(ticket.start({{"division", "110101"}}) == "ok");
  CHECK(ticket.start({{"division", "110101"}}) == "already_started");
  CHECK(ticket.complete("nowhere") == "no_token at nowhere about node");
  CHECK(ticket.complete("task") == "no_token at task about node");
  CHECK(ticket.complete("form") == "field_missing at form about field.x");
  CHECK(ticket.complete("form", {{"field.x", "c"}}) == "field_invalid at form about field.x");
  CHECK(ticket.complete("form", {{"field.y", "c"}}) == "field_not_offered at form about field.y");
  CHECK(ticket.act(EventKind::kArrive, "form") == "not_offered at form");
  CHECK(ticket.act(EventKind::kReturn, "form") == "not_offered at form");
  CHECK(ticket.act(EventKind::kTransfer, "form") == "not_offered at form");
  CHECK(ticket.act(EventKind::kSuspend, "form") == "not_offered at form");
  CHECK(ticket.act(EventKind::kAppoint, "form") == "not_offered at form");
  CHECK(ticket.act(EventKind::kWrite, "", "wang", {{"field.x", "a"}}) == "nothing_waits");
  REQUIRE(ticket.complete("form", {{"field.x", "a"}}) == "ok");

  CHECK(ticket.act(EventKind::kComplete, "task") == "out_of_order at task about take");
  Event back = Running::make(EventKind::kReturn, "task", "wang");
  back.target = "visit";
  CHECK(ticket.go(back) == "bad_target at task about target");
  REQUIRE(ticket.act(EventKind::kTake, "task") == "ok");
  CHECK(ticket.act(EventKind::kTake, "task", "li") == "taken at task by wang");
  CHECK(ticket.act(EventKind::kComplete, "task", "li") == "not_handler at task by wang");
  CHECK(ticket.act(EventKind::kTransfer, "task") == "no_person at task about person");
  CHECK(ticket.act(EventKind::kResume, "task") == "not_suspended at task");
  Event pause = Running::make(EventKind::kSuspend, "task", "wang");
  pause.pause = SlaPause::kCustomer;
  CHECK(ticket.go(pause) == "pause_not_allowed at task about pause");
  pause.pause = SlaPause::kPart;
  REQUIRE(ticket.go(pause) == "ok");
  CHECK(ticket.act(EventKind::kComplete, "task") == "suspended at task");
  REQUIRE(ticket.act(EventKind::kResume, "task") == "ok");
  CHECK(ticket.act(EventKind::kWarning, "task", "") == "not_due at task");
  CHECK(ticket.act(EventKind::kBroken, "task", "") == "not_due at task");
  CHECK(ticket.act(EventKind::kEscalation, "task", "") == "not_due at task about level");
  CHECK(ticket.act(EventKind::kTimer, "task", "") == "nothing_waits at task about node");
  CHECK(ticket.act(EventKind::kForeign, "", "") == "nothing_waits about name");
  REQUIRE(ticket.act(EventKind::kComplete, "task") == "ok");

  Event window = Running::make(EventKind::kMove, "", "customer");
  window.from = 5;
  window.to = 5;
  CHECK(ticket.go(window) == "bad_window about to");
  window.to = 6;
  CHECK(ticket.go(window) == "no_visit about visit");
  Event arrive = Running::make(EventKind::kArrive, "visit", "wang");
  arrive.visit = 3;
  CHECK(ticket.go(arrive) == "no_visit at visit about visit");
  REQUIRE(ticket.act(EventKind::kArrive, "visit") == "ok");
  CHECK(ticket.act(EventKind::kArrive, "visit") == "out_of_order at visit by wang");
  CHECK(ticket.act(EventKind::kReturn, "visit") == "visit_begun at visit");
  CHECK(ticket.act(EventKind::kComplete, "visit") == "outcome_missing at visit about outcome");
  CHECK(ticket.end_visit("visit", VisitOutcome::kOutOfScope) ==
        "outcome_not_offered at visit about outcome");
  CHECK(ticket.act(EventKind::kCancel, "") == "visit_open");
  Event twice = ticket.log[3].event;
  twice.node = "elsewhere";
  const StepResult repeated = step(ticket.world, ticket.state, twice, ticket.now);
  CHECK(repeated.refusal().code == RefusalCode::kAlreadyDone);
  CHECK(repeated.refusal().sequence == 4);
  Flow other = small();
  other.t.version = 2;
  const World elsewhere{other.t, {}, {}, {}, {}, {}, {}};
  InstanceState strange = ticket.state;
  strange.marking[0].node = "nowhere";
  Event fresh = Running::make(EventKind::kCancel, "");
  fresh.key = "fresh";
  CHECK(step(elsewhere, ticket.state, fresh, 0).refusal().field == "version");
  CHECK(step(ticket.world, strange, fresh, 0).refusal().field == "marking");
  REQUIRE(ticket.end_visit("visit", VisitOutcome::kCustomerAbsent) == "ok");
  CHECK(ticket.act(EventKind::kCancel, "task") == "not_a_cancel at task about node");
  Event why = Running::make(EventKind::kCancel, "");
  why.why = "duplicate";
  REQUIRE(ticket.go(why) == "ok");
  CHECK(ticket.state.status == RunStatus::kCancelled);
  CHECK(ticket.state.cancel_reason == "duplicate");
  CHECK(ticket.state.marking.empty());
  CHECK(*replay(flow.t, ticket.log) == ticket.state);
}

TEST_CASE("a dispatch chooses among its candidates, and who grabs first has it") {
  Flow flow;
  flow.node("start", NodeKind::kStart);
  flow.node("dispatch", NodeKind::kDispatch);
  flow.node("task").actions = {Action::kTake};
  flow.at("task").who = {};
  flow.at("task").who.best_match = true;
  flow.node("end", NodeKind::kEnd);
  flow.chain("start dispatch task end");
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  CHECK(ticket.complete("dispatch") == "no_person at dispatch about person");
  ticket.world.candidates = {"zhao", "qian"};
  Event choice = Running::make(EventKind::kComplete, "dispatch", "desk");
  SUBCASE("the first is recommended") {
    REQUIRE(ticket.go(choice) == "ok");
    CHECK(ticket.state.token("task")->handler == "zhao");
    CHECK(ticket.last.notices == std::vector<Notice>{{NoticeKind::kAssigned, "task", "zhao"}});
    CHECK(ticket.act(EventKind::kTake, "task", "qian") == "taken at task by zhao");
  }
  SUBCASE("another is chosen") {
    choice.person = "sun";
    CHECK(ticket.go(choice) == "not_candidate at dispatch about person");
    choice.person = "qian";
    REQUIRE(ticket.go(choice) == "ok");
    CHECK(ticket.state.token("task")->handler == "qian");
  }
  SUBCASE("open for grabbing") {
    flow.at("dispatch").dispatch = DispatchMode::kGrab;
    choice.actor = "qian";
    REQUIRE(ticket.go(choice) == "ok");
    CHECK(ticket.state.token("task")->handler == "qian");
  }
  // The log holds whom the step found, so the candidates of today do not matter.
  CHECK(*replay(flow.t, ticket.log) == ticket.state);
}

TEST_CASE("a token stops where a condition is unknown, and goes on when the fact is known") {
  Flow flow;
  flow.node("start", NodeKind::kStart);
  flow.node("branch", NodeKind::kBranch);
  flow.node("end", NodeKind::kEnd);
  flow.chain("start branch");
  flow.when("branch", "end", one_of("brand", {"midea"}));
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  CHECK(ticket.tokens() == "branch!undecided_case");
  CHECK(ticket.complete("branch") == "stopped at branch");
  CHECK(ticket.act(EventKind::kWrite, "", "desk", {{"colour", "red"}}) ==
        "unknown_fact about colour");
  REQUIRE(ticket.act(EventKind::kWrite, "", "desk", {{"brand", "gree"}}) == "ok");
  CHECK(ticket.tokens() == "branch!undecided_case");
  CHECK(ticket.act(EventKind::kWrite, "", "desk", {{"brand", "midea"}}) ==
        "already_written about brand");
  CHECK(*replay(flow.t, ticket.log) == ticket.state);
  Running second(flow.t);
  REQUIRE(second.start() == "ok");
  REQUIRE(second.act(EventKind::kWrite, "", "desk", {{"brand", "midea"}}) == "ok");
  CHECK(second.state.status == RunStatus::kEnded);
  CHECK(*replay(flow.t, second.log) == second.state);
}

TEST_CASE("a field that was filled stays filled, and one left empty is known to be") {
  Flow flow;
  flow.choice("x", {"a", "b"});
  flow.choice("y", {"a"});
  flow.node("start", NodeKind::kStart);
  flow.node("first", NodeKind::kForm).fields = {{"x", FieldAccess::kOptional},
                                                {"y", FieldAccess::kOptional}};
  flow.node("second", NodeKind::kForm).fields = {{"x", FieldAccess::kOptional}};
  flow.node("end", NodeKind::kEnd);
  flow.chain("start first second end");
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  REQUIRE(ticket.complete("first", {{"field.x", "a"}}) == "ok");
  CHECK(ticket.state.facts.at("field.y").empty());
  CHECK(ticket.complete("second", {{"field.x", ""}}) == "field_missing at second about field.x");
  REQUIRE(ticket.complete("second") == "ok");
  CHECK(ticket.state.facts.at("field.x") == "a");
}

TEST_CASE("cancel takes all tokens, one that reaches an end with it included") {
  Flow flow;
  flow.node("start", NodeKind::kStart);
  flow.node("split", NodeKind::kSplit);
  flow.node("work");
  flow.node("end", NodeKind::kEnd);
  flow.node("stop", NodeKind::kCancel);
  flow.chain("start split end").chain("split work").chain("split stop");
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  CHECK(ticket.state.status == RunStatus::kCancelled);
  CHECK(ticket.state.final_node == "stop");
  CHECK(ticket.state.marking.empty());
}

TEST_CASE("unsound templates are refused at the step that would show it") {
  Flow flow;
  flow.node("start", NodeKind::kStart);
  flow.node("split", NodeKind::kSplit);
  flow.node("a");
  flow.node("b");
  flow.node("c");
  flow.node("end", NodeKind::kEnd);
  flow.chain("start split a c end");
  flow.chain("split b c");
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  REQUIRE(ticket.complete("a") == "ok");
  CHECK(ticket.complete("b") == "second_token at c");
  CHECK(ticket.complete("c") == "tokens_left at end");
  Flow loop;
  loop.node("start", NodeKind::kStart);
  loop.node("x", NodeKind::kBranch);
  loop.node("y", NodeKind::kBranch);
  loop.chain("start x y x");
  Running endless(loop.t);
  CHECK(endless.start().starts_with("endless"));
  Flow calendar;
  calendar.node("start", NodeKind::kStart);
  calendar.node("a").sla->calendar = "mars";
  calendar.chain("start a");
  CHECK(Running(calendar.t).start() == "no_calendar at a about mars");
}

TEST_CASE("the log rebuilds every ticket exactly") {
  Dice dice(20261130);
  int steps = 0, ended = 0;
  for (int i = 0; i < 600; ++i) {
    Flow flow = random_flow(dice);
    for (Node& node : flow.t.nodes) {
      if (!is_human(node.kind)) continue;
      if (dice.once_in(3)) node.actions.push_back(Action::kSuspend);
      if (dice.once_in(4)) node.actions.push_back(Action::kTransfer);
      if (dice.once_in(3)) node.sla->pauses = {SlaPause::kCustomer};
    }
    Running ticket(flow.t);
    if (ticket.start() != "ok") continue;
    for (int k = 0; k < 40 && ticket.state.status == RunStatus::kRunning; ++k) {
      Event event;
      if (!random_event(dice, flow.t, ticket, event)) break;
      if (ticket.go(event) == "ok") ++steps;
    }
    CAPTURE(i);
    ended += ticket.state.status == RunStatus::kEnded ? 1 : 0;
    const auto again = replay(flow.t, ticket.log);
    REQUIRE(again.ok());
    CHECK(*again == ticket.state);
    // And a log that lacks an event rebuilds something else, or nothing.
    if (ticket.log.size() < 2) continue;
    std::vector<RecordedEvent> shorter(ticket.log.begin(), ticket.log.end() - 1);
    const auto less = replay(flow.t, shorter);
    CHECK((!less.ok() || *less != ticket.state));
  }
  CHECK(steps > 2000);
  CHECK(ended > 40);
}
