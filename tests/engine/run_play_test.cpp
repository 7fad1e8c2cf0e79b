// Plays, scenarios and the replay of history: paths and fen worked out by hand.
#include "engine/workflow/run/history.h"
#include "engine/workflow/run/scenario.h"
#include "run_support.h"
#include "support/settle_support.h"
#include "support/shipped_templates.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// A job is 100 yuan, from July 2026 on; the day on which the ticket is taken decides.
BookFile hundred() {
  const auto version = [](const std::string& head, const std::string& fen) {
    return version_json(R"("items":[{"item":"job","price":{"model":"per_unit","unit_price_fen":)" +
                            fen + R"(}}],"tiers":[{"tier":"standard"}])",
                        R"("status":"in_force","pin_event":"taken",)" + head);
  };
  return technician_book(version(R"("version":1,"from":"2026-01-01")", "9000") + "," +
                         version(R"("version":2,"from":"2026-07-01")", "10000"));
}

Ticket two_jobs() {
  Ticket ticket;
  ticket.ticket = "t";
  ticket.fact(Fact::kDivision) = "110101";
  TicketLine& line = ticket.visits.emplace_back().lines.emplace_back();
  line.item = "job";
  line.quantity = 2000;
  return ticket;
}

// The nodes of every flow here, without what follows a visit.
Flow taken_and_visited() {
  Flow flow;
  flow.labour();
  flow.t.intake = {Fact::kDivision};
  flow.node("start", NodeKind::kStart);
  flow.node("take").actions = {Action::kTake};
  flow.at("take").stamps = {{Action::kTake, TimeName::kTaken}};
  flow.node("visit", NodeKind::kVisit);
  return flow;
}

// Taken, visited, accepted: 30 % on arrival, the rest when it is accepted.
Flow paid(bool with_check = true) {
  Flow flow = taken_and_visited();
  flow.trigger("visit", 3000, Action::kArrive);
  flow.node("check").actions = {Action::kAccept};
  flow.trigger("check", 10000, Action::kAccept);
  flow.node("end", NodeKind::kEnd);
  flow.node("stop", NodeKind::kCancel);
  flow.chain("start take visit");
  flow.when("visit", "check", one_of("outcome", {"done"}));
  flow.otherwise("visit", "stop");
  flow.chain("check end");
  if (!with_check) {
    flow.t.version = 2;
    flow.trigger("visit", 10000);
    flow.t.edges[2].to = "end";
    flow.t.nodes.erase(flow.t.nodes.begin() + 3);
    flow.t.edges.pop_back();
  }
  return flow;
}

constexpr int64_t kBegin = 1'790'000'000;

Event by(EventKind kind, const std::string& node) {
  return Running::make(kind, node, "wang");
}
Event ended(VisitOutcome outcome) {
  Event event = by(EventKind::kComplete, "visit");
  event.outcome = outcome;
  return event;
}

// Half an hour to take, an hour to arrive, two hours of work, a day until it is accepted.
Play whole(const Flow& flow, const Settler& settler, VisitOutcome outcome = VisitOutcome::kDone) {
  PlayInput input;
  input.subject = two_jobs();
  Play play(flow.t, &settler, input);
  REQUIRE(!play.start(kBegin));
  REQUIRE(!play.play(by(EventKind::kTake, "take"), kBegin + 1800));
  REQUIRE(!play.play(by(EventKind::kArrive, "visit"), kBegin + 5400));
  REQUIRE(!play.play(ended(outcome), kBegin + 12600));
  if (play.state().status == RunStatus::kRunning) {
    REQUIRE(!play.play(by(EventKind::kAccept, "check"), kBegin + 99000));
  }
  return play;
}

std::string amounts(const std::vector<CategoryAmount>& list) {
  std::string text;
  for (const CategoryAmount& one : list)
    text += one.category + " " + yuan(one.amount_fen) + "; ";
  return text;
}

HistoryCase case_of(const Play& play, const std::string& ticket) {
  HistoryCase one;
  one.ticket = ticket;
  one.subject = play.input().subject;
  for (const Frame& frame : play.frames())
    one.events.push_back(frame.recorded);
  return one;
}

std::string told(const std::optional<ScenarioDifference>& difference) {
  if (!difference) return "pass";
  return std::string(difference_kind_name(difference->kind)) + " " +
         std::to_string(difference->move) + " " + difference->what + ": " + difference->expected +
         " / " + difference->actual;
}

}  // namespace

TEST_CASE("a play shows moves, steps and the fen that each posts, and goes back") {
  const Flow flow = paid();
  const BookFile file = hundred();
  const Settler settler(file);
  Play play = whole(flow, settler);
  REQUIRE(play.frames().size() == 5);
  CHECK(play.state().status == RunStatus::kEnded);
  CHECK(play.frames()[2].posted[0].total_fen() == 6000);
  CHECK(play.frames()[4].posted[0].total_fen() == 14000);
  CHECK(play.frames()[4].posted[0].posting->entries[0].payee == "wang");
  CHECK(amounts(play.totals()) == "labour 200.00; ");
  CHECK(amounts(play.frames()[3].ledger.totals()) == "labour 60.00; ");
  CHECK(play.path() == std::vector<std::string>{"start", "take", "visit", "check", "end"});
  CHECK(play.moves().empty());
  play.back_to(2);
  CHECK(play.frames().size() == 3);
  CHECK(amounts(play.totals()) == "labour 60.00; ");
  // The visit may end in two ways; its SLA's three timers are on the list.
  std::string moves;
  for (const Offer& offer : play.moves()) {
    moves += std::string(event_kind_name(offer.event.kind));
    if (offer.event.outcome) moves += " " + std::string(visit_outcome_name(*offer.event.outcome));
    moves += "; ";
  }
  CHECK(moves == "complete done; complete customer_absent; warning; broken; escalation; ");
  REQUIRE(!play.play(ended(VisitOutcome::kCustomerAbsent), play.now() + 60));
  CHECK(play.state().status == RunStatus::kCancelled);
  CHECK(amounts(play.totals()) == "labour 60.00; ");
}

TEST_CASE("what cannot be posted waits and says why") {
  Flow flow = paid();
  flow.at("take").stamps.clear();
  flow.at("check").stamps = {{Action::kAccept, TimeName::kTaken}};
  const BookFile file = hundred();
  const Settler settler(file);
  const Play play = whole(flow, settler);
  REQUIRE(play.frames()[2].posted.size() == 1);
  CHECK(!play.frames()[2].posted[0].posting);
  CHECK(!play.frames()[2].posted[0].error.code.empty());
  REQUIRE(play.frames()[4].posted.size() == 2);
  CHECK(play.frames()[4].posted[0].total_fen() == 6000);
  CHECK(play.frames()[4].posted[1].total_fen() == 14000);
}

TEST_CASE("a kept run passes, and shows the first difference after an edit") {
  const Flow flow = paid();
  const BookFile file = hundred();
  const Settler settler(file);
  const Scenario scenario = scenario_of(whole(flow, settler), "安装成功");
  CHECK(scenario.moves.size() == 4);
  const auto run = [&](const Flow& edited) {
    return told(run_scenario(edited.t, &settler, {}, scenario));
  };
  CHECK(run(flow) == "pass");
  Flow edited = flow;
  edited.at("check").triggers[0].share_bp = 9000;
  CHECK(run(edited) == "amount 4 company_technician labour: 20000 / 18000");
  edited = flow;
  edited.t.edges[2].to = "end";
  CHECK(run(edited) == "path 3 4: check / end");
  edited = flow;
  edited.at("visit").outcomes.erase(edited.at("visit").outcomes.begin());
  CHECK(run(edited) == "refused 3 visit:  / outcome_not_offered");
  edited = flow;
  edited.t.intake.push_back(Fact::kBrand);
  CHECK(run(edited) == "refused 0 :  / fact_missing");
  edited = flow;
  edited.at("end").kind = NodeKind::kCancel;
  CHECK(run(edited) == "status 4 : ended / cancelled");
  Scenario longer = scenario;
  longer.path.push_back("more");
  CHECK(told(run_scenario(flow.t, &settler, {}, longer)) == "path 4 6: more / ");
}

TEST_CASE("a visit that nobody planned is priced by what the input says of later ones") {
  Flow flow = taken_and_visited();
  flow.node("end", NodeKind::kEnd);
  flow.trigger("visit", 10000);
  flow.chain("start take visit");
  flow.when("visit", "end", one_of("outcome", {"done"}));
  flow.otherwise("visit", "visit");
  const BookFile file = hundred();
  const Settler settler(file);
  PlayInput input;
  input.subject = two_jobs();
  input.later_visit.distance_m = 7000;
  Play play(flow.t, &settler, input);
  REQUIRE(!play.start(kBegin));
  CHECK(play.subject().visits.size() == 1);
  REQUIRE(!play.play(by(EventKind::kTake, "take"), kBegin + 60));
  REQUIRE(!play.play(by(EventKind::kArrive, "visit"), kBegin + 120));
  REQUIRE(!play.play(ended(VisitOutcome::kCustomerAbsent), kBegin + 180));
  REQUIRE(!play.play(by(EventKind::kArrive, "visit"), kBegin + 240));
  const Ticket subject = play.subject();
  REQUIRE(subject.visits.size() == 2);
  CHECK(subject.visits[1].distance_m == 7000);
  CHECK(subject.visits[1].lines.empty());
  // A kept play knows the visits that were made, wherever it runs again.
  const Scenario kept = scenario_of(play, "两次上门");
  CHECK(kept.ticket.visits.size() == 2);
  play.back_to(0);
  CHECK(scenario_of(play, "才开始").ticket.visits.size() == 1);
}

TEST_CASE("the shipped templates play themselves to their ends") {
  Calendar calendar;
  calendar.years = {2026};
  for (const char* name : kShippedTemplates) {
    CAPTURE(name);
    const TemplateVersion version = shipped_template(name);
    PlayInput input;
    input.calendars = {{"cn", &calendar, 480, {{540, 1080}}}};
    for (const Fact fact : version.intake)
      input.subject.fact(fact) = fact == Fact::kDivision ? "110101" : "x";
    Play play(version, nullptr, input);
    REQUIRE(!play.start(kBegin));
    CHECK(auto_run(play));
    CHECK(play.state().status == RunStatus::kEnded);
    // All that the template settles is settled in full.
    for (const Reached& reached : play.state().reached)
      CHECK(reached.share_bp == 10000);
    CHECK(!play.state().reached.empty());
    std::vector<RecordedEvent> log;
    for (const Frame& frame : play.frames())
      log.push_back(frame.recorded);
    CHECK(*replay(version, log) == play.state());
    const Scenario scenario = scenario_of(play, "auto");
    CHECK(told(run_scenario(version, nullptr, input, scenario)) == "pass");
  }
}

TEST_CASE("a play that plays itself is bounded, and leaves loops by other options") {
  Flow flow;
  flow.choice("again", {"yes", "no"});
  flow.node("start", NodeKind::kStart);
  flow.node("ask", NodeKind::kForm).fields = {{"again", FieldAccess::kRequired}};
  flow.node("end", NodeKind::kEnd);
  flow.chain("start ask");
  flow.when("ask", "end", one_of("field.again", {"no"}));
  flow.otherwise("ask", "ask");
  Play play(flow.t, nullptr, {});
  REQUIRE(!play.start(kBegin));
  CHECK(auto_run(play));
  CHECK(play.path() == std::vector<std::string>{"start", "ask", "ask", "end"});
  Play stubborn(flow.t, nullptr, {});
  REQUIRE(!stubborn.start(kBegin));
  AutoOptions options;
  options.choices = {{"field.again", "yes"}};
  options.max_moves = 7;
  CHECK(!auto_run(stubborn, options));
  CHECK(stubborn.frames().size() == 8);
}

TEST_CASE("history under an edited template") {
  const Flow before = paid();
  const BookFile file = hundred();
  const Settler settler(file);
  const std::vector<HistoryCase> cases = {
      case_of(whole(before, settler), "done"),
      case_of(whole(before, settler, VisitOutcome::kCustomerAbsent), "absent")};
  const auto replayed = [&](const Flow& after) {
    return replay_history({before.t, &settler, {}}, {after.t, &settler, {}}, cases);
  };
  SUBCASE("unchanged") {
    for (const HistoryDifference& one : replayed(before)) {
      CHECK(one.same());
      CHECK(one.before.status != RunStatus::kRunning);
    }
    CHECK(replayed(before)[0].before.minutes == 1650);
  }
  SUBCASE("a check less saves a day, and pays the same") {
    const auto list = replayed(paid(false));
    CHECK(!list[0].same());
    CHECK(list[0].stops.empty());
    CHECK(list[0].after.path == std::vector<std::string>{"start", "take", "visit", "end"});
    CHECK(list[0].after.minutes == 210);
    CHECK(amounts(list[0].before.amounts) == "labour 200.00; ");
    CHECK(amounts(list[0].after.amounts) == "labour 200.00; ");
    // The empty trip is paid in full now.
    CHECK(list[1].after.path == list[1].before.path);
    CHECK(amounts(list[1].before.amounts) == "labour 60.00; ");
    CHECK(amounts(list[1].after.amounts) == "labour 200.00; ");
  }
  SUBCASE("a choice that is no longer offered") {
    Flow after = before;
    after.at("visit").outcomes.pop_back();
    const auto list = replayed(after);
    CHECK(list[0].same());
    REQUIRE(list[1].stops.size() == 1);
    CHECK(list[1].stops[0].node == "visit");
    CHECK(list[1].stops[0].refusal->code == RefusalCode::kOutcomeNotOffered);
    CHECK(list[1].after.status == RunStatus::kRunning);
  }
  SUBCASE("a node that nobody was ever asked at") {
    Flow after = before;
    after.node("photo");
    after.t.edges[0].to = "photo";
    after.chain("photo take");
    const auto list = replayed(after);
    REQUIRE(list[0].stops.size() == 1);
    CHECK(list[0].stops[0].node == "photo");
    CHECK(!list[0].stops[0].refusal);
  }
  SUBCASE("a fact that was never asked for") {
    Flow after = before;
    after.t.intake.push_back(Fact::kBrand);
    const auto list = replayed(after);
    REQUIRE(list[0].stops.size() == 1);
    CHECK(list[0].stops[0].refusal->code == RefusalCode::kFactMissing);
  }
  SUBCASE("a record of another template") {
    Flow other = paid();
    other.at("visit").node = "call";
    for (Edge& edge : other.t.edges) {
      if (edge.from == "visit") edge.from = "call";
      if (edge.to == "visit") edge.to = "call";
    }
    const auto list = replay_history({other.t, &settler, {}}, {before.t, &settler, {}}, cases);
    CHECK(!list[0].error.code.empty());
    CHECK(!list[0].same());
  }
}

TEST_CASE("random tickets go through their own template unchanged") {
  Dice dice(20261205);
  int compared = 0;
  for (int i = 0; i < 400; ++i) {
    const Flow flow = random_flow(dice);
    Running ticket(flow.t);
    if (ticket.start() != "ok") continue;
    for (int k = 0; k < 20 && ticket.state.status == RunStatus::kRunning; ++k) {
      Event event;
      if (random_event(dice, flow.t, ticket, event)) ticket.go(event);
    }
    CAPTURE(i);
    const HistoryCase one{"t", {}, {}, ticket.log};
    const auto list = replay_history({flow.t, nullptr, {}}, {flow.t, nullptr, {}}, {one});
    CHECK(list[0].error.code.empty());
    CHECK(list[0].before.path == list[0].after.path);
    CHECK(list[0].before.minutes == list[0].after.minutes);
    CHECK(list[0].same());
    ++compared;
  }
  CHECK(compared > 100);
}
