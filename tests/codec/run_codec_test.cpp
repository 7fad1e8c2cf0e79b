// Running tickets as JSON: what is written comes back, the log as text rebuilds the ticket, and
// nothing else is read.
#include "codec/run_codec.h"

#include "codec/json.h"
#include "codec/template_codec.h"
#include "engine/run_support.h"
#include "support/repository_file.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

std::string compact(const std::string& text) {
  const Result<Json> json = parse_json(text);
  REQUIRE(json.ok());
  return write_json(*json);
}

std::string refusal(const std::string& text) {
  const auto read = read_event(text);
  return read.ok() ? "read" : read.error().code + " " + read.error().field;
}

// Every member of every part that a random play leaves empty.
InstanceState full_state() {
  InstanceState state;
  state.code = "t";
  state.version = 3;
  state.status = RunStatus::kRunning;
  Token token;
  token.node = "n";
  token.edge = "e";
  token.done = {Action::kTake, Action::kArrive};
  token.handler = "wang";
  token.since = 1'790'000'000;
  token.entered = 7;
  token.visit = 1;
  token.draft = {{"field.x", "a"}, {"field.y", ""}};
  token.clock = Clock{1, 2, {3, 4}, true, true, 1};
  token.timer = 9;
  token.suspended = true;
  token.pause = SlaPause::kManufacturer;
  token.paused_since = 5;
  token.stopped = FlowCode::kUncoveredCase;
  state.marking = {token};
  state.facts = {{"division", "110101"}, {"field.x", ""}};
  state.times[1] = 1'790'000'000;
  VisitRecord visit;
  visit.node = "n";
  visit.windows = {{1, 2, "li", 3, "客户改约", true}, {4, 5, "", 6, "", false}};
  visit.people = {{"wang", Role::kAssistant, "gold"}};
  visit.arrived = 11;
  visit.departed = 12;
  visit.arrived_where = "39.9,116.4";
  visit.departed_where = "39.8,116.3";
  visit.outcome = VisitOutcome::kWrongAddress;
  visit.fault = Fault::kPartner;
  visit.items = {"i1"};
  visit.parts = {"p1", "p2"};
  visit.values = {{"field.z", "1"}};
  state.visits = {visit};
  state.ended_visit = 1;
  state.reached = {{Relation::kCustomerCompany, "labour", 1, 3000, "n", 2},
                   {Relation::kCompanyTechnician, "parts", 0, 10000, "", -1}};
  state.handlers = {{"n", "wang"}};
  state.dispatched = "li";
  state.urgency_raised = 2;
  state.final_node = "end";
  state.cancel_reason = "why";
  state.keys = {"a", "due/n/1/warning/0"};
  return state;
}

}  // namespace

TEST_CASE("random tickets, their events and their logs come back") {
  Dice dice(20261203);
  int events = 0;
  for (int i = 0; i < 150; ++i) {
    const Flow flow = random_flow(dice);
    Running ticket(flow.t);
    if (ticket.start() != "ok") continue;
    for (int k = 0; k < 20 && ticket.state.status == RunStatus::kRunning; ++k) {
      Event event;
      if (random_event(dice, flow.t, ticket, event)) ticket.go(event);
      const auto state = read_instance(write_instance(ticket.state));
      REQUIRE_MESSAGE(state.ok(), (state.ok() ? "" : state.error().field));
      CHECK(*state == ticket.state);
    }
    std::vector<RecordedEvent> log;
    for (const RecordedEvent& recorded : ticket.log) {
      const auto read = read_recorded(write_recorded(recorded));
      REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().field));
      CHECK(*read == recorded);
      const auto event = read_event(write_event(recorded.event));
      REQUIRE(event.ok());
      CHECK(*event == recorded.event);
      log.push_back(*read);
      ++events;
    }
    CHECK(*replay(flow.t, log) == ticket.state);
  }
  CHECK(events > 400);
}

TEST_CASE("every member comes back") {
  const InstanceState state = full_state();
  const auto read = read_instance(write_instance(state));
  REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().field));
  CHECK(*read == state);
  CHECK(write_instance(*read) == write_instance(state));
  Event event;
  event.kind = EventKind::kMigrate;
  event.key = "k";
  event.actor = "wang";
  event.node = "n";
  event.values = {{"field.x", ""}, {"field.y", "长文"}};
  event.outcome = VisitOutcome::kDone;
  event.fault = Fault::kCompany;
  event.people = {{"li", Role::kMaster, ""}};
  event.where = "1,2";
  event.items = {"i"};
  event.parts = {"p"};
  event.target = "t";
  event.person = "zhao";
  event.pause = SlaPause::kPart;
  event.visit = 2;
  event.from = 1'790'000'000;
  event.to = 1'790'003'600;
  event.why = "why";
  event.name = "paid";
  event.level = 3;
  event.version = 4;
  event.mapping = {{{"a", "b"}}, {{"e", "f"}}};
  const RecordedEvent recorded{5,
                               1'790'000'001,
                               event,
                               {{TakenKind::kInstants, "n", "", {1'790'000'000, 1'790'000'060}},
                                {TakenKind::kPosted, "n", "labour", {3000}},
                                {TakenKind::kEdge, "n", "e1", {}}}};
  const auto again = read_recorded(write_recorded(recorded));
  REQUIRE_MESSAGE(again.ok(), (again.ok() ? "" : again.error().field));
  CHECK(*again == recorded);
}

TEST_CASE("what does not belong is refused with its field") {
  const std::string head = R"({"schema":"fenming.event/1","kind":"take")";
  CHECK(refusal(head + "}") == "read");
  CHECK(refusal(head + R"(,"x":1})") == "unknown_field x");
  CHECK(refusal(R"({"schema":"fenming.event/2","kind":"take"})") == "wrong_schema schema");
  CHECK(refusal(R"({"schema":"fenming.event/1","kind":"fly"})") == "bad_value kind");
  CHECK(refusal(head + R"(,"from":"yesterday"})") == "bad_value from");
  CHECK(refusal(head + R"(,"values":[{"fact":"a","value":"1"},{"fact":"a"}]})") ==
        "duplicate values");
  CHECK(refusal(head + R"(,"values":[{"value":"1"}]})") == "missing_field values[0].fact");
  const auto state = [](const std::string& members) {
    const auto read =
        read_instance(R"({"schema":"fenming.instance/1","status":"running",)" + members + "}");
    return read.ok() ? "read" : read.error().code + " " + read.error().field;
  };
  CHECK(state(R"("template":"t")") == "read");
  CHECK(state(R"("ended_visit":1)") == "out_of_range ended_visit");
  const std::string token = R"({"node":"n","since":"2026-01-01T00:00:00Z","entered":1)";
  CHECK(state("\"marking\":[" + token + "}," + token + "}]") == "bad_value marking");
  CHECK(state("\"marking\":[" + token + R"(,"visit":1}])") == "out_of_range marking");
  CHECK(state(R"("marking":[{"node":"n","entered":1}])") == "missing_field marking[0].since");
  CHECK(state("\"marking\":[" + token + R"(,"stopped":"deadlock"}])") ==
        "bad_value marking[0].stopped");
}

TEST_CASE("answers are JSON, and say what they are about") {
  Flow flow;
  flow.labour();
  flow.node("start", NodeKind::kStart);
  flow.node("work").stamps = {{Action::kComplete, TimeName::kCompleted}};
  flow.trigger("work", 10000);
  flow.node("end", NodeKind::kEnd);
  flow.chain("start work end");
  Running ticket(flow.t);
  ticket.world.pins = {{Relation::kCompanyTechnician, "b", TimeName::kCompleted}};
  REQUIRE(ticket.start() == "ok");
  CHECK(
      write_due(due(ticket.state, ticket.now + 48 * 60)) ==
      R"([{"at":"1970-01-12T14:34:40+00:00","event":{"schema":"fenming.event/1","kind":"warning",)"
      R"("key":"due/)"
      R"(work/1/warning/0","node":"work"}}])");
  Event done = Running::make(EventKind::kComplete, "work", "wang");
  done.key = "k";
  const StepResult result = step(ticket.world, ticket.state, done, ticket.now);
  REQUIRE(result.ok());
  const std::string effects = write_effects(result->effects);
  CHECK(compact(effects) == effects);
  CHECK(effects.starts_with(
      R"({"path":["end"],"obligations":[{"relation":"company_technician","trigger":)"
      R"("work/complete/1","categories":["labour"],"share_bp":10000,"pin":"completed",)"
      R"("pinned_at":"1970-01-12T13:46:40+00:00"}],"notices":[],"set":[],"cancelled":[{"kind":"warning")"));
  CHECK(effects.ends_with(R"("status":"ended"})"));
  const std::string answer = write_step(result);
  CHECK(compact(answer) == answer);
  done.node = "elsewhere";
  const std::string refused = write_step(step(ticket.world, ticket.state, done, ticket.now));
  CHECK(refused == R"({"refusal":{"code":"no_token","node":"elsewhere","field":"node","message":)"
                   R"("Nothing is to be done at this node now."}})");
  Flow next = flow;
  next.t.version = 2;
  next.at("work").triggers.clear();
  const std::string report =
      write_migration(plan_migration(flow.t, next.t, same_ids(flow.t, next.t), ticket.state));
  CHECK(compact(report) == report);
  CHECK(report.find(R"("possible":false)") != std::string::npos);
  CHECK(report.find(R"("code":"not_settled")") != std::string::npos);
  REQUIRE(ticket.complete("work") == "ok");
  const std::string history = write_history(
      replay_history({flow.t, nullptr, {}}, {next.t, nullptr, {}}, {{"t1", {}, {}, ticket.log}}));
  CHECK(compact(history) == history);
  CHECK(history.starts_with(R"([{"ticket":"t1","same":true)"));
}

TEST_CASE("the example scenario plays, passes and is canonical") {
  const auto version = read_template(repository_file("assets/templates/ac_install.json"));
  REQUIRE(version.ok());
  const std::string text = compact(repository_file("docs/schema/example-scenario.json"));
  const auto scenario = read_scenario(text);
  REQUIRE_MESSAGE(scenario.ok(), (scenario.ok() ? "" : scenario.error().field));
  CHECK(write_scenario(*scenario) == text);
  Calendar calendar;
  calendar.years = {2026};
  PlayInput input;
  input.calendars = {{"cn", &calendar, 480, {{540, 1080}}}};
  CHECK(write_scenario_result(run_scenario(*version, nullptr, input, *scenario)) ==
        R"({"passes":true})");
  // Its log and last state are the other examples.
  input.subject = scenario->ticket;
  input.candidates = scenario->candidates;
  Play play(*version, nullptr, input);
  REQUIRE(!play.start(scenario->begins, scenario->fields));
  std::string log = write_recorded(play.frames()[0].recorded) + "\n";
  for (const ScenarioMove& move : scenario->moves) {
    REQUIRE(!play.play(move.event, play.now() + move.after_s));
    log += write_recorded(play.frames().back().recorded) + "\n";
  }
  CHECK(log == repository_file("docs/schema/example-log.jsonl"));
  CHECK(write_instance(play.state()) ==
        compact(repository_file("docs/schema/example-instance.json")));
  Scenario other = *scenario;
  other.path.pop_back();
  CHECK(write_scenario_result(run_scenario(*version, nullptr, input, other))
            .starts_with(R"({"passes":false,"kind":"path")"));
}
