// Running tickets move to another version: what is carried, and which mappings are refused.
#include "engine/workflow/run/migration.h"

#include "run_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// Labour: 30 % when work begins, the rest when it is accepted.
Flow first() {
  Flow flow;
  flow.choice("x", {"a", "b"});
  flow.labour();
  flow.node("start", NodeKind::kStart);
  flow.node("form", NodeKind::kForm).fields = {{"x", FieldAccess::kRequired}};
  flow.node("work").actions = {Action::kTake, Action::kComplete};
  flow.trigger("work", 3000, Action::kTake);
  flow.node("check").actions = {Action::kAccept};
  flow.trigger("check", 10000, Action::kAccept);
  flow.node("end", NodeKind::kEnd);
  flow.chain("start form work check end");
  return flow;
}

Flow second() {
  Flow flow = first();
  flow.t.version = 2;
  return flow;
}

Running at_check(const Flow& flow) {
  Running ticket(flow.t);
  REQUIRE(ticket.start() == "ok");
  REQUIRE(ticket.complete("form", {{"field.x", "b"}}) == "ok");
  REQUIRE(ticket.act(EventKind::kTake, "work") == "ok");
  REQUIRE(ticket.act(EventKind::kComplete, "work") == "ok");
  return ticket;
}

std::string told(const MigrationReport& report) {
  std::string text;
  for (const MigrationFinding& one : report.findings) {
    text += std::string(migration_info(one.code).name) + " " + one.node + ">" + one.target;
    if (!one.field.empty()) text += " " + one.field;
    if (one.finding) text += " " + code_of(*one.finding);
    text += "; ";
  }
  return text;
}

std::string plan(const Flow& from, const Flow& to, const InstanceState& state) {
  return told(plan_migration(from.t, to.t, same_ids(from.t, to.t), state));
}

Event migrate(const Flow& from, const Flow& to) {
  Event event = Running::make(EventKind::kMigrate, "");
  event.version = to.t.version;
  event.mapping = same_ids(from.t, to.t);
  return event;
}

}  // namespace

TEST_CASE("a migrated ticket keeps its shares and ends under the new version") {
  const Flow from = first();
  Flow to = second();
  to.at("check").sla->minutes = 10;
  Running ticket = at_check(from);
  CHECK(plan(from, to, ticket.state).empty());
  ticket.world.next = &to.t;
  ticket.now += 300;
  REQUIRE(ticket.go(migrate(from, to)) == "ok");
  CHECK(ticket.state.version == 2);
  CHECK(ticket.tokens() == "check");
  // The SLA of the new version, as if it had been that of the node since the token came.
  CHECK(ticket.state.token("check")->clock->due_at == ticket.now + 300);
  Running moved(to.t);
  moved.state = ticket.state;
  moved.log = ticket.log;
  REQUIRE(moved.act(EventKind::kAccept, "check") == "ok");
  CHECK(moved.state.status == RunStatus::kEnded);
  CHECK(moved.state.reached.size() == 1);
  CHECK(moved.state.reached[0].share_bp == 10000);
  const TemplateVersion* const both[] = {&to.t, &from.t};
  CHECK(*replay(both, moved.log) == moved.state);
  CHECK(!replay(from.t, moved.log).ok());
  // An old version steps a migrated ticket no more.
  CHECK(ticket.act(EventKind::kAccept, "check") == "wrong_version at check about version");
}

TEST_CASE("a mapping after which the money is wrong is refused") {
  const Flow from = first();
  const Running ticket = at_check(from);
  SUBCASE("nothing pays the rest") {
    Flow to = second();
    to.at("check").triggers.clear();
    to.trigger("work", 10000);
    CHECK(plan(from, to, ticket.state) == "refuted >end labour not_full; ");
    Running live = ticket;
    live.world.next = &to.t;
    CHECK(live.go(migrate(from, to)) == "bad_migration about mapping");
  }
  SUBCASE("what was paid is paid again") {
    Flow to = second();
    to.trigger("check", 3000, Action::kAccept);
    std::swap(to.at("check").triggers[0], to.at("check").triggers[1]);
    CHECK(plan(from, to, ticket.state) == "refuted >check labour settled_twice; ");
  }
  SUBCASE("less than was paid") {
    Flow to = second();
    to.trigger("check", 2000, Action::kAccept);
    std::swap(to.at("check").triggers[0], to.at("check").triggers[1]);
    CHECK(plan(from, to, ticket.state) == "refuted >check labour share_falls; ");
  }
  SUBCASE("the same trigger again is none, a renamed node included") {
    Flow to = second();
    to.at("work").node = "labour";
    for (Edge& edge : to.t.edges) {
      if (edge.from == "work") edge.from = "labour";
      if (edge.to == "work") edge.to = "labour";
    }
    NodeMapping mapping = same_ids(from.t, to.t);
    mapping.nodes["work"] = "labour";
    mapping.nodes["check"] = "labour";
    // Back to the beginning of the work: its 30 % are known as its own.
    CHECK(told(plan_migration(from.t, to.t, mapping, ticket.state)).empty());
    mapping.nodes.erase("work");
    CHECK(told(plan_migration(from.t, to.t, mapping, ticket.state)) ==
          "refuted >labour labour settled_twice; ");
  }
  SUBCASE("the category is gone, or is the visit's now") {
    Flow gone = second();
    gone.t.fees[0].never = "no more";
    for (Node& node : gone.t.nodes)
      node.triggers.clear();
    CHECK(plan(from, gone, ticket.state) == "fee_vanished > labour; ");
    Flow other = second();
    other.t.fees[0].occasion = FeeOccasion::kVisit;
    CHECK(plan(from, other, ticket.state) == "occasion_changed > labour; ");
  }
}

TEST_CASE("tokens, progress and fields must have a place") {
  const Flow from = first();
  const Running ticket = at_check(from);
  Flow to = second();
  NodeMapping mapping = same_ids(from.t, to.t);
  const auto with = [&](const std::string& target) {
    mapping.nodes["check"] = target;
    return told(plan_migration(from.t, to.t, mapping, ticket.state));
  };
  CHECK(with("") == "no_mapping check>; ");
  CHECK(with("moon") == "no_such_node check>moon; ");
  CHECK(with("end") == "cannot_stand check>end; ");
  CHECK(with("check").empty());
  SUBCASE("fields") {
    to.t.fields.clear();
    to.at("form").fields.clear();
    CHECK(with("check") == "field_vanished > field.x; ");
    to = second();
    to.t.fields[0].options.pop_back();
    CHECK(with("check") == "field_invalid > field.x; ");
  }
  SUBCASE("a field that nobody on the rest of the way has written") {
    to.choice("y", {"a"});
    to.at("form").fields.push_back({"y", FieldAccess::kRequired});
    to.node("look").fields = {{"y", FieldAccess::kVisible}};
    to.t.edges.pop_back();
    to.chain("check look end");
    CHECK(with("check") == "refuted >look read_before_written; ");
    CHECK(verify(to.t).verdict(Group::kFields) == Verdict::kProved);
  }
  SUBCASE("progress") {
    Running begun(from.t);
    REQUIRE(begun.start() == "ok");
    REQUIRE(begun.complete("form", {{"field.x", "b"}}) == "ok");
    REQUIRE(begun.act(EventKind::kTake, "work") == "ok");
    to.at("work").actions = {Action::kArrive, Action::kComplete};
    to.at("work").triggers[0].action = Action::kArrive;
    CHECK(plan(from, to, begun.state) == "progress_lost work>work; ");
  }
  SUBCASE("status and template") {
    Running cancelled = ticket;
    REQUIRE(cancelled.act(EventKind::kCancel, "") == "ok");
    CHECK(plan(from, to, cancelled.state) == "not_running >; ");
    to.t.code = "other";
    CHECK(plan(from, to, ticket.state) == "other_template >; ");
  }
  SUBCASE("the bound of the search") {
    Running begun(from.t);
    REQUIRE(begun.start() == "ok");
    CHECK(told(plan_migration(from.t, to.t, same_ids(from.t, to.t), begun.state, {}, {1})) ==
          "not_proved >; ");
  }
}

TEST_CASE("parallel branches move together or not at all") {
  Flow from;
  from.node("start", NodeKind::kStart);
  from.node("split", NodeKind::kSplit);
  from.node("a");
  from.node("b");
  from.node("join", NodeKind::kJoin);
  from.node("end", NodeKind::kEnd);
  from.chain("start split a join end").chain("split b join");
  Running ticket(from.t);
  REQUIRE(ticket.start() == "ok");
  REQUIRE(ticket.complete("a") == "ok");
  CHECK(ticket.tokens() == "b join@a-join");
  Flow to = from;
  to.t.version = 2;
  CHECK(plan(from, to, ticket.state).empty());
  NodeMapping mapping = same_ids(from.t, to.t);
  mapping.edges.erase("a-join");
  CHECK(told(plan_migration(from.t, to.t, mapping, ticket.state)) ==
        "no_mapping join>join a-join; ");
  mapping = same_ids(from.t, to.t);
  Flow renamed = to;
  for (Edge& edge : renamed.t.edges)
    if (edge.edge == "a-join") edge.edge = "ready";
  mapping.edges["a-join"] = "ready";
  CHECK(told(plan_migration(from.t, renamed.t, mapping, ticket.state)).empty());
  InstanceState carried = ticket.state;
  carry_over(from.t, renamed.t, mapping, carried);
  Running there(renamed.t);
  there.state = carried;
  there.log = ticket.log;
  CHECK(there.tokens() == "b join@ready");
  CHECK(there.complete("b") == "ok");
  CHECK(there.state.status == RunStatus::kEnded);
  mapping = same_ids(from.t, to.t);
  // A third branch: its token was never made, so the join would wait for ever.
  to.node("c");
  to.chain("split c join");
  CHECK(plan(from, to, ticket.state) == "refuted >join deadlock; ");
  Running both(from.t);
  REQUIRE(both.start() == "ok");
  mapping.nodes["a"] = "b";
  CHECK(told(plan_migration(from.t, to.t, mapping, both.state)) == "second_token b>b; ");
}

namespace {

Action last_action(const Node& node) {
  Action last = Action::kComplete;
  for (const Action action : {Action::kTake, Action::kArrive, Action::kComplete, Action::kAccept})
    if (node.offers(action)) last = action;
  return last;
}

// Plays on at random; what the ticket has reached at a normal end, or -1.
int32_t share_at_end(Dice& dice, Running& ticket) {
  for (int k = 0; k < 60 && ticket.state.status == RunStatus::kRunning; ++k) {
    Event event;
    if (!random_event(dice, ticket.world.version, ticket, event)) break;
    const std::string answer = ticket.go(event);
    CHECK(!answer.starts_with("second_token"));
    CHECK(!answer.starts_with("tokens_left"));
    CHECK(!answer.starts_with("endless"));
    for (const Token& token : ticket.state.marking)
      CHECK(!token.stopped);
  }
  if (ticket.state.status != RunStatus::kEnded) return -1;
  return ticket.state.reached.empty() ? 0 : ticket.state.reached[0].share_bp;
}

bool all_proved(const VerifyReport& report) {
  return report.verdict(Group::kSoundness) == Verdict::kProved &&
         report.verdict(Group::kMoney) == Verdict::kProved &&
         report.verdict(Group::kBranches) == Verdict::kProved &&
         report.verdict(Group::kFields) == Verdict::kProved;
}

}  // namespace

TEST_CASE("random tickets of sound templates: a plan that is accepted keeps its promise") {
  Dice dice(20261201);
  int equal = 0, accepted = 0, refused = 0, paid = 0;
  for (int i = 0; i < 3000; ++i) {
    const Flow from = random_flow(dice);
    if (!all_proved(verify(from.t))) continue;
    for (int k = 0; k < 12; ++k) {
      Running ticket(from.t);
      if (ticket.start() != "ok") break;
      for (size_t steps = dice.below(6); steps > 0; --steps) {
        Event event;
        if (random_event(dice, from.t, ticket, event)) ticket.go(event);
      }
      if (ticket.state.status != RunStatus::kRunning) continue;
      Flow to = from;
      to.t.version = 2;
      CAPTURE(i);
      const auto plan_to = [&](const Flow& there) {
        return plan_migration(from.t, there.t, same_ids(from.t, there.t), ticket.state);
      };
      // To an equal version one can always go, and nothing changes but its number.
      CHECK_MESSAGE(plan_to(to).ok(), told(plan_to(to)));
      InstanceState after = ticket.state;
      carry_over(from.t, to.t, same_ids(from.t, to.t), after);
      after.version = 1;
      CHECK(after == ticket.state);
      ++equal;
      // Other shares and other places of the triggers.
      for (size_t n = 0; n < to.t.nodes.size(); ++n) {
        constexpr int32_t kShares[] = {2000, 3000, 10000};
        if (!is_human(to.t.nodes[n].kind)) continue;
        if (dice.once_in(3)) to.t.nodes[n].triggers.clear();
        if (dice.once_in(3)) {
          to.trigger(to.t.nodes[n].node, kShares[dice.below(3)], last_action(to.t.nodes[n]));
        }
      }
      if (!plan_to(to).ok()) {
        ++refused;
        continue;
      }
      ++accepted;
      ticket.world.next = &to.t;
      REQUIRE(ticket.go(migrate(from, to)) == "ok");
      Running moved(to.t);
      moved.state = ticket.state;
      moved.now = ticket.now;
      moved.log = ticket.log;
      const int32_t share = share_at_end(dice, moved);
      if (share >= 0) CHECK(share == 10000);
      paid += share >= 0 ? 1 : 0;
    }
  }
  CHECK(equal > 100);
  CHECK(accepted > 20);
  CHECK(refused > 20);
  CHECK(paid > 20);
}
