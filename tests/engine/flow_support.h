// Small templates for tests, and a player that follows a counter-example on its own: it knows the
// rules of workflow.md and nothing of the verifier.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/workflow/verify/verify.h"

namespace fenming::testing {

using namespace fenming::workflow;

inline Condition one_of(const std::string& fact, std::vector<std::string> values) {
  Condition condition;
  condition.op = ConditionOp::kIn;
  condition.fact = *parse_fact(fact);
  condition.values = std::move(values);
  return condition;
}

// A template in the making: task nodes have an SLA, somebody who does them, and "complete".
struct Flow {
  TemplateVersion t;

  explicit Flow(const std::string& code = "flow") { t.code = t.name = code; }

  Node& node(const std::string& id, NodeKind kind = NodeKind::kTask) {
    Node& node = t.nodes.emplace_back();
    node.node = id;
    node.kind = kind;
    if (is_human(kind)) {
      node.who.role = "worker";
      node.actions = {Action::kComplete};
    }
    if (kind == NodeKind::kVisit) {
      node.actions = {Action::kArrive, Action::kComplete};
      node.outcomes = {{VisitOutcome::kDone, Fault::kNobody},
                       {VisitOutcome::kCustomerAbsent, Fault::kCustomer}};
    }
    if (waits(kind)) {
      node.sla =
          Sla{60, "", {}, 80, {{30, EscalationAction::kNotify, EscalationTarget::kRole, "boss"}}};
    }
    return node;
  }
  // "a b c": a leads to b, b to c. Edges are named after their ends.
  Flow& chain(const std::string& ids) {
    std::string last, id;
    for (size_t i = 0; i <= ids.size(); ++i) {
      if (i < ids.size() && ids[i] != ' ') {
        id += ids[i];
        continue;
      }
      if (!last.empty()) edge(last, id);
      last = id;
      id.clear();
    }
    return *this;
  }
  Edge& edge(const std::string& from, const std::string& to) {
    Edge& edge = t.edges.emplace_back();
    edge.edge = from + "-" + to;
    edge.from = from;
    edge.to = to;
    return edge;
  }
  Edge& when(const std::string& from, const std::string& to, Condition condition) {
    Edge& added = edge(from, to);
    added.when = std::move(condition);
    return added;
  }
  Edge& otherwise(const std::string& from, const std::string& to) {
    Edge& added = edge(from, to);
    added.otherwise = true;
    return added;
  }
  void choice(const std::string& code, const std::vector<std::string>& options) {
    CustomField& field = t.fields.emplace_back();
    field.field = code;
    field.kind = FieldKind::kChoice;
    field.in_conditions = true;
    for (const std::string& option : options)
      field.options.push_back({option, {}});
  }
  Node& at(const std::string& id) {
    return *std::find_if(t.nodes.begin(), t.nodes.end(),
                         [&](const Node& node) { return node.node == id; });
  }
  void labour() { t.fees.push_back({Relation::kCompanyTechnician, "labour", {}, {}}); }
  void trigger(const std::string& id, int32_t share, Action action = Action::kComplete) {
    at(id).triggers.push_back({action, Relation::kCompanyTechnician, {"labour"}, share});
  }
};

// Follows a path and says what state it leads to.
class Player {
 public:
  Player(const TemplateVersion& version, const CounterExample& example) : t_(version) {
    for (const Node& node : t_.nodes) {
      if (node.kind == NodeKind::kStart) tokens_.insert(node.node);
    }
    for (size_t i = 0; i < example.steps.size() && problem.empty(); ++i) {
      for (const PathValue& value : example.values) {
        if (value.step == i) facts_[value.fact] = value.value;
      }
      if (ended || stopped || !collision.empty()) problem = "a step after the last";
      step(example.steps[i]);
    }
  }

  std::string problem;    // why the path is none; empty: it is one
  std::string collision;  // the node that a second token reached
  bool ended = false;
  bool stopped = false;                            // a token could not leave: no edge was true
  bool undecided = false;                          // ... because a condition was unknown
  std::map<Relation, std::vector<int32_t>> fired;  // shares of labour, in their order
  const std::multiset<std::string>& tokens() const { return tokens_; }

  // No token can move: each waits in a join for another.
  bool stuck() const {
    for (const Node& node : t_.nodes) {
      if (node.kind != NodeKind::kJoin && tokens_.contains(node.node)) return false;
      if (node.kind == NodeKind::kJoin && can_join(node)) return false;
    }
    return true;
  }

 private:
  const Node& node_of(const std::string& id) const {
    return *std::find_if(t_.nodes.begin(), t_.nodes.end(),
                         [&](const Node& node) { return node.node == id; });
  }
  bool can_join(const Node& node) const {
    return std::all_of(t_.edges.begin(), t_.edges.end(), [&](const Edge& edge) {
      return edge.to != node.node || tokens_.contains("@" + edge.edge);
    });
  }
  std::vector<const Edge*> edges_of(const std::string& id) const {
    std::vector<const Edge*> edges;
    for (const Edge& edge : t_.edges) {
      const bool dangles = std::none_of(t_.nodes.begin(), t_.nodes.end(),
                                        [&](const Node& node) { return node.node == edge.to; });
      if (edge.from == id && !dangles) edges.push_back(&edge);
    }
    std::stable_sort(edges.begin(), edges.end(), [](const Edge* a, const Edge* b) {
      return a->otherwise != b->otherwise ? b->otherwise : a->order < b->order;
    });
    return edges;
  }

  // The edge that the values select; null where the token stops.
  const Edge* select(const std::string& id) {
    std::vector<Attribute> fields;
    Ticket ticket;
    Visit visit;
    for (const auto& [name, value] : facts_) {
      const auto ref = parse_fact(name);
      if (!ref) continue;
      if (ref->fact == Fact::kField) fields.push_back({ref->attribute, value});
      if (ref->fact == Fact::kOutcome) visit.outcome = value;
      if (ref->fact == Fact::kFault) visit.fault = value;
      if (static_cast<size_t>(ref->fact) < kTicketTextFacts) ticket.fact(ref->fact) = value;
    }
    FactView view;
    view.ticket = &ticket;
    view.visit = &visit;
    view.fields = &fields;
    const auto city = facts_.find("city_class");
    if (city != facts_.end()) view.city_class = city->second;
    for (const Edge* edge : edges_of(id)) {
      const Tri answer = edge->when ? evaluate(*edge->when, view) : Tri::kTrue;
      undecided = answer == Tri::kUnknown;
      if (undecided) return nullptr;
      if (answer == Tri::kTrue) return edge;
    }
    return nullptr;
  }

  void fire(const Node& node, Action action) {
    for (const SettlementTrigger& trigger : node.triggers) {
      if (trigger.action != action || trigger.categories[0] != "labour") continue;
      fired[trigger.relation].push_back(trigger.share_bp);
    }
  }

  void enter(const Edge* edge, const std::string& id) {
    const Node& node = node_of(id);
    const bool join = node.kind == NodeKind::kJoin && edge != nullptr;
    const std::string place = join ? "@" + edge->edge : id;
    if (is_final(node.kind)) {
      for (const Action action : node.actions)
        fire(node, action);
      ended = true;
      return;
    }
    if (collision.empty() && tokens_.contains(place)) collision = id;
    tokens_.insert(place);
  }

  void step(const PathStep& step) {
    const Node& node = node_of(step.node);
    if (node.kind == NodeKind::kJoin ? !can_join(node) : !tokens_.contains(step.node)) {
      problem = "no token at " + step.node;
      return;
    }
    if (step.move == PathMove::kAct) {
      const auto action = parse_action(step.by);
      if (!action || !node.offers(*action)) problem = "no action " + step.by;
      if (action) fire(node, *action);
      done_[step.node].insert(step.by);
      return;
    }
    if (node.kind == NodeKind::kJoin) {
      for (const Edge& edge : t_.edges) {
        if (edge.to == node.node) tokens_.erase(tokens_.find("@" + edge.edge));
      }
    } else {
      tokens_.erase(tokens_.find(step.node));
    }
    if (step.move == PathMove::kReturn) {
      const auto& targets = node.return_to;
      if (std::find(targets.begin(), targets.end(), step.by) == targets.end()) {
        problem = "no return to " + step.by;
      }
      done_[step.node].clear();
      return enter(nullptr, step.by);
    }
    for (const Action action : node.actions) {
      if (is_progress(action) && !done_[step.node].contains(std::string(action_name(action)))) {
        fire(node, action);
      }
    }
    done_[step.node].clear();
    if (step.move == PathMove::kSplit) {
      for (const Edge* edge : edges_of(step.node))
        enter(edge, edge->to);
      return;
    }
    const Edge* edge = select(step.node);
    stopped = edge == nullptr;
    const bool agrees = step.move == PathMove::kStop ? stopped : edge && edge->edge == step.by;
    if (!agrees) problem = "the values select another edge at " + step.node;
    if (edge != nullptr) enter(edge, edge->to);
  }

  const TemplateVersion& t_;
  std::multiset<std::string> tokens_;  // "@EDGE" for a token that waits in a join
  std::map<std::string, std::string> facts_;
  std::map<std::string, std::set<std::string>> done_;
};

inline std::string code_of(const FlowFinding& finding) {
  return std::string(flow_code_info(finding.code).name);
}

// "code node" of each finding that is no warning.
inline std::vector<std::string> errors_of(const VerifyReport& report) {
  std::vector<std::string> rows;
  for (const FlowFinding& finding : report.findings) {
    if (flow_code_info(finding.code).warning) continue;
    rows.push_back(code_of(finding) + (finding.nodes.empty() ? "" : " " + finding.nodes[0]));
  }
  return rows;
}

// Whether the path shows what the finding says.
inline bool confirms(const TemplateVersion& version, const FlowFinding& finding) {
  if (!finding.example) return false;
  const Player player(version, *finding.example);
  INFO(code_of(finding), " ", player.problem);
  CHECK(player.problem.empty());
  switch (finding.code) {
    case FlowCode::kSecondToken:
      return player.collision == finding.nodes[0];
    case FlowCode::kTokensLeft:
      return player.ended && !player.tokens().empty();
    case FlowCode::kDeadlock:
      return player.stuck() && !player.tokens().empty();
    case FlowCode::kLostToken:
    case FlowCode::kUncoveredCase:
      return player.stopped && !player.undecided;
    case FlowCode::kUndecidedCase:
      return player.stopped && player.undecided;
    case FlowCode::kNotSettled:
    case FlowCode::kNotFull: {
      if (finding.category != "labour") return true;
      // A category of the visit shows at the visit, the others at an end.
      const bool at_end = finding.nodes[0] != finding.example->steps.back().node;
      const auto shares = player.fired.find(*finding.relation);
      const bool none = shares == player.fired.end();
      return player.ended == at_end && none == (finding.code == FlowCode::kNotSettled) &&
             (none || shares->second.back() < 10000);
    }
    case FlowCode::kShareFalls:
    case FlowCode::kSettledTwice:
      return finding.category != "labour" || player.fired.at(*finding.relation).size() > 1;
    default:
      return true;
  }
}

}  // namespace fenming::testing
