// The execution against the verifier, on random small templates: what the search calls impossible
// never happens, what it proves holds in every play, and what it refutes can be shown by steps.
#include <map>

#include "engine/workflow/run/runner.h"
#include "engine/workflow/verify/search.h"
#include "run_support.h"
#include "support/shipped_templates.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

constexpr uint64_t kSeed = 20261202;

// Marking and shares reached of all states that the search has visited, with their values.
class Visited {
 public:
  using Key = std::vector<uint16_t>;

  explicit Visited(const TemplateVersion& version)
      : graph_(version), net_(graph_, input_), search_(net_, 1'000'000) {
    search_.run();
    for (int64_t i = 0; i < search_.states(); ++i) {
      const State state = search_.state(static_cast<uint32_t>(i));
      Key key;
      for (size_t p = 0; p < net_.places.size(); ++p)
        key.push_back(state.marked(static_cast<int32_t>(p)) ? 1 : 0);
      for (size_t b = 0; b < net_.fees.bundles.size(); ++b)
        key.push_back(state.reached()[b]);
      std::vector<uint16_t> values;
      for (size_t v = 0; v < net_.domains.size(); ++v)
        values.push_back(state.value(static_cast<int32_t>(v)));
      states_[key].push_back(std::move(values));
    }
  }

  enum class Fit { kKnown, kTwoInAPlace, kUnknown };
  // Whether the search has seen what the ticket is in.
  Fit fit(const InstanceState& ticket) const {
    Key key(net_.places.size() + net_.fees.bundles.size());
    for (const Token& token : ticket.marking) {
      int32_t place = kNone;
      if (token.edge.empty()) {
        place = net_.place_of(graph_.index_of(token.node), token.done);
      } else {
        for (const int32_t e : graph_.in(graph_.index_of(token.node)))
          if (graph_.edge(e).edge == token.edge) place = net_.edge_place[static_cast<size_t>(e)];
      }
      REQUIRE(place != kNone);
      if (key[static_cast<size_t>(place)]++ != 0) return Fit::kTwoInAPlace;
    }
    for (size_t b = 0; b < net_.fees.bundles.size(); ++b)
      key[net_.places.size() + b] = reached(net_.fees.bundles[b], ticket);
    const auto found = states_.find(key);
    if (found == states_.end()) return Fit::kUnknown;
    const bool any = std::any_of(found->second.begin(), found->second.end(),
                                 [&](const auto& values) { return may_have(values, ticket); });
    return any ? Fit::kKnown : Fit::kUnknown;
  }

 private:
  uint16_t reached(const FeeBundle& bundle, const InstanceState& ticket) const {
    for (const Reached& one : ticket.reached) {
      if (one.category != bundle.categories[0] || one.relation != bundle.relation) continue;
      int32_t flat = one.trigger;
      for (size_t t = 0; t < net_.fees.triggers.size(); ++t) {
        if (graph_.node(net_.fees.triggers[t].node).node == one.node) {
          flat += static_cast<int32_t>(t);
          break;
        }
      }
      const auto place = std::find(bundle.triggers.begin(), bundle.triggers.end(), flat);
      return static_cast<uint16_t>(place - bundle.triggers.begin() + 1);
    }
    return 0;
  }

  bool may_have(const std::vector<uint16_t>& values, const InstanceState& ticket) const {
    for (size_t v = 0; v < values.size(); ++v) {
      const Variable& variable = net_.domains.variables()[v];
      if (variable.origin == Origin::kDerived || values[v] < kEmpty) continue;
      std::string value;
      const auto known = ticket.facts.find(variable.name);
      if (known != ticket.facts.end()) value = known->second;
      if (variable.origin == Origin::kVisit && ticket.ended_visit != 0) {
        const VisitRecord& visit = ticket.visits[static_cast<size_t>(ticket.ended_visit) - 1];
        value = variable.name == "outcome" ? visit_outcome_name(*visit.outcome)
                                           : fault_name(visit.fault);
      }
      const uint16_t expected =
          value.empty() ? kEmpty : net_.domains.cell_or_open(static_cast<int32_t>(v), value);
      if (values[v] != expected) return false;
    }
    return true;
  }

  VerifyInput input_;
  FlowGraph graph_;
  Net net_;
  Search search_;
  std::map<Key, std::vector<std::vector<uint16_t>>> states_;
};

bool has_stopped(const InstanceState& state) {
  return std::any_of(state.marking.begin(), state.marking.end(),
                     [](const Token& token) { return token.stopped.has_value(); });
}

bool has_code(const VerifyReport& report, FlowCode code) {
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [&](const FlowFinding& finding) { return finding.code == code; });
}

bool is_stuck(const TemplateVersion& version, const InstanceState& state) {
  return state.status == RunStatus::kRunning && !has_stopped(state) &&
         offers(version, state).empty();
}

bool shows_defect(const std::string& answer) {
  return answer.starts_with("second_token") || answer.starts_with("tokens_left") ||
         answer.starts_with("endless");
}

// Follows a counter-example by steps; automatic nodes go by themselves.
class Follower {
 public:
  Follower(const TemplateVersion& version, const CounterExample& example)
      : ticket(version), version_(version), example_(example) {
    for (size_t i = 0; i < example.steps.size() && answer == "ok"; ++i)
      follow(i);
  }

  Running ticket;
  std::string answer = "ok";

 private:
  // What is read after this step and before another node writes it, or the field's first option.
  std::optional<std::string> value_of(const std::string& name, size_t step) const {
    for (size_t j = step; j < example_.steps.size(); ++j) {
      if (j > step && writes(j, name)) break;
      for (const PathValue& value : example_.values)
        if (value.step == j && value.fact == name) return value.value;
    }
    return std::nullopt;
  }
  bool writes(size_t step, const std::string& name) const {
    const PathStep& at = example_.steps[step];
    const bool leaves = at.move != PathMove::kAct && at.move != PathMove::kReturn;
    const Node* node = find_node(version_, at.node);
    return leaves && std::any_of(node->fields.begin(), node->fields.end(), [&](const auto& f) {
             return f.access != FieldAccess::kVisible && "field." + f.field == name;
           });
  }

  void act(const Node& node, Action action, size_t step, bool leaves) {
    Event event = Running::make(event_of(action), node.node);
    for (const NodeField& field : node.fields) {
      const std::string name = "field." + field.field;
      if (!leaves || field.access == FieldAccess::kVisible) continue;
      const auto value = value_of(name, step);
      const auto known = ticket.state.facts.find(name);
      const bool filled = known != ticket.state.facts.end() && !known->second.empty();
      if (value && !value->empty()) {
        event.values[name] = *value;
      } else if (!value && field.access == FieldAccess::kRequired && !filled) {
        event.values[name] = version_.field(field.field)->options[0].option;
      }
    }
    if (node.kind == NodeKind::kVisit && action == Action::kComplete) {
      event.outcome = node.outcomes[0].outcome;
      for (const PathValue& value : example_.values)
        if (value.step == step && value.fact == "outcome") {
          event.outcome = parse_visit_outcome(value.value);
        }
    }
    answer = ticket.go(event);
  }

  void follow(size_t i) {
    const PathStep& step = example_.steps[i];
    const Node& node = *find_node(version_, step.node);
    if (node.kind == NodeKind::kStart) {
      answer = ticket.start();
      return;
    }
    if (!stands(node)) return;
    if (step.move == PathMove::kReturn) {
      Event event = Running::make(EventKind::kReturn, node.node);
      event.target = step.by;
      answer = ticket.go(event);
      return;
    }
    const std::vector<Action> progress = progress_of(node);
    const Token* token = ticket.state.token(node.node);
    const size_t done = token == nullptr ? 0 : token->done.size();
    for (size_t k = done; k < progress.size() && answer == "ok"; ++k) {
      act(node, progress[k], i, k + 1 == progress.size());
      if (step.move == PathMove::kAct && action_name(progress[k]) == step.by) break;
    }
  }

  const TemplateVersion& version_;
  const CounterExample& example_;
};

// Whether the ticket shows what the finding says; "" where it does.
std::string shown(const TemplateVersion& version, const FlowFinding& finding,
                  const Follower& follower) {
  const InstanceState& state = follower.ticket.state;
  const std::string at = finding.nodes.empty() ? std::string() : finding.nodes[0];
  const Token* token = state.token(at);
  switch (finding.code) {
    case FlowCode::kDeadlock:
      return is_stuck(version, state) ? "" : "not stuck";
    case FlowCode::kLostToken:
    case FlowCode::kUncoveredCase:
    case FlowCode::kUndecidedCase:
      return token != nullptr && token->stopped == finding.code ? "" : "not stopped";
    case FlowCode::kSecondToken:
    case FlowCode::kTokensLeft:
      return shows_defect(follower.answer) ? "" : "not refused";
    case FlowCode::kNotSettled:
    case FlowCode::kNotFull: {
      const int32_t share = state.reached.empty() ? 0 : state.reached[0].share_bp;
      return state.status == RunStatus::kEnded && share < 10000 ? "" : "settled";
    }
    case FlowCode::kCannotFinish:
      return follower.answer == "ok" || follower.answer.starts_with("endless") ? "" : "can end";
    case FlowCode::kShareFalls:
    case FlowCode::kSettledTwice:
      // Its trigger fires, and posts nothing.
      return follower.answer == "ok" && follower.ticket.last.obligations.empty() ? "" : "posted";
    default:
      return follower.answer == "ok" ? "" : follower.answer;
  }
}

}  // namespace

TEST_CASE("no play reaches a state that the search calls impossible") {
  Dice dice(kSeed);
  int states = 0, twice = 0;
  for (int i = 0; i < 400; ++i) {
    const Flow flow = random_flow(dice);
    const VerifyReport report = verify(flow.t);
    const Visited visited(flow.t);
    for (int play = 0; play < 10; ++play) {
      Running ticket(flow.t);
      if (ticket.start() != "ok") break;
      for (int k = 0; k < 30; ++k) {
        if (ticket.state.status != RunStatus::kRunning || has_stopped(ticket.state)) break;
        CAPTURE(i);
        CAPTURE(ticket.tokens());
        const Visited::Fit fit = visited.fit(ticket.state);
        CHECK(fit != Visited::Fit::kUnknown);
        if (fit == Visited::Fit::kTwoInAPlace) {
          // A second token in a chain of nodes is one in its first node.
          CHECK(has_code(report, FlowCode::kSecondToken));
          ++twice;
          break;
        }
        ++states;
        Event event;
        if (!random_event(dice, flow.t, ticket, event)) break;
        ticket.go(event);
      }
    }
  }
  CHECK(states > 5000);
  CHECK(twice < states / 20);
}

TEST_CASE("random plays of the shipped templates stay within what is proved") {
  Dice dice(kSeed + 3);
  Calendar calendar;
  calendar.years = {2026};
  for (const char* name : kShippedTemplates) {
    CAPTURE(name);
    const TemplateVersion version = shipped_template(name);
    const Visited visited(version);
    int ended = 0;
    for (int play = 0; play < 150; ++play) {
      Running ticket(version);
      ticket.now = 1'790'000'000;
      ticket.world.calendars = {{"cn", &calendar, 480, {{540, 1080}}}};
      ticket.world.candidates = {"wang", "li"};
      Values facts;
      for (const Fact fact : version.intake)
        facts[std::string(fact_info(fact).name)] = fact == Fact::kDivision ? "110101" : "x";
      REQUIRE(ticket.start(facts) == "ok");
      for (int k = 0; k < 500 && ticket.state.status == RunStatus::kRunning; ++k) {
        CAPTURE(ticket.tokens());
        REQUIRE(!has_stopped(ticket.state));
        REQUIRE(!is_stuck(version, ticket.state));
        CHECK(visited.fit(ticket.state) == Visited::Fit::kKnown);
        Event event;
        REQUIRE(random_event(dice, version, ticket, event));
        REQUIRE(!shows_defect(ticket.go(event)));
      }
      CHECK(*replay(version, ticket.log) == ticket.state);
      if (ticket.state.status != RunStatus::kEnded) continue;
      ++ended;
      for (const Reached& reached : ticket.state.reached)
        CHECK(reached.share_bp == 10000);
    }
    CHECK(ended >= 5);
  }
}

TEST_CASE("a template that is proved sound never gets stuck in 200 plays") {
  Dice dice(kSeed + 1);
  int sound = 0, ended = 0;
  for (int i = 0; i < 2000 && sound < 60; ++i) {
    const Flow flow = random_flow(dice);
    const VerifyReport report = verify(flow.t);
    if (report.verdict(Group::kSoundness) != Verdict::kProved ||
        report.verdict(Group::kBranches) != Verdict::kProved ||
        report.verdict(Group::kFields) != Verdict::kProved) {
      continue;
    }
    ++sound;
    const bool paid = report.verdict(Group::kMoney) == Verdict::kProved;
    for (int play = 0; play < 200; ++play) {
      Running ticket(flow.t);
      CAPTURE(i);
      REQUIRE(ticket.start() == "ok");
      for (int k = 0; k < 40 && ticket.state.status == RunStatus::kRunning; ++k) {
        REQUIRE(!has_stopped(ticket.state));
        REQUIRE(!is_stuck(flow.t, ticket.state));
        Event event;
        REQUIRE(random_event(dice, flow.t, ticket, event));
        REQUIRE(!shows_defect(ticket.go(event)));
      }
      if (ticket.state.status != RunStatus::kEnded) continue;
      ++ended;
      if (!paid) continue;
      REQUIRE(ticket.state.reached.size() == 1);
      CHECK(ticket.state.reached[0].share_bp == 10000);
    }
  }
  CHECK(sound == 60);
  CHECK(ended > 2000);
}

TEST_CASE("what the verifier refutes can be shown by steps") {
  Dice dice(kSeed + 2);
  std::map<std::string, int> shown_by, hidden;
  for (int i = 0; i < 600; ++i) {
    const Flow flow = random_flow(dice);
    const VerifyReport report = verify(flow.t);
    for (const FlowFinding& finding : report.findings) {
      if (!finding.example || !finding.refutes()) continue;
      const Follower follower(flow.t, *finding.example);
      const std::string problem = shown(flow.t, finding, follower);
      ++(problem.empty() ? shown_by : hidden)[code_of(finding)];
      CAPTURE(i);
      CAPTURE(code_of(finding));
      CAPTURE(problem);
      // A step lets all tokens pass that need nobody; an example may have one of them lag behind.
      // Then another defect of the template shows before it, or a cancel node is reached.
      if (problem.empty()) continue;
      const bool other =
          shows_defect(follower.answer) || follower.answer.starts_with("not_running");
      CHECK_MESSAGE(other, follower.answer);
    }
  }
  int missed = 0;
  for (const char* code : {"cannot_finish", "deadlock", "lost_token", "not_full", "not_settled",
                           "read_before_written", "second_token", "settled_twice", "share_falls",
                           "tokens_left", "uncovered_case", "undecided_case"}) {
    CHECK_MESSAGE(shown_by[code] >= 3, std::string(code));
    missed += hidden[code];
  }
  CHECK(missed <= 16);
}
