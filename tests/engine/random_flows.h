// Small random templates, sound and unsound: what the verifier and the execution are compared on.
#pragma once

#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include "flow_support.h"

namespace fenming::testing {

class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  size_t below(size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<size_t>((state_ >> 33) % n);
  }
  bool once_in(size_t n) { return below(n) == 0; }

 private:
  uint64_t state_;
};

inline std::string id_of(size_t i) {
  return "n" + std::to_string(i);
}

inline void random_node(Dice& dice, Flow& flow, size_t i) {
  constexpr NodeKind kKinds[] = {NodeKind::kTask,  NodeKind::kTask,   NodeKind::kForm,
                                 NodeKind::kForm,  NodeKind::kBranch, NodeKind::kBranch,
                                 NodeKind::kSplit, NodeKind::kJoin,   NodeKind::kVisit};
  const NodeKind kind = kKinds[dice.below(std::size(kKinds))];
  Node& node = flow.node(id_of(i), kind);
  if (kind == NodeKind::kTask && dice.once_in(3)) node.actions = {Action::kTake, Action::kAccept};
  if (kind == NodeKind::kForm) {
    const char* field = dice.once_in(2) ? "x" : "y";
    constexpr FieldAccess kAccess[] = {FieldAccess::kRequired, FieldAccess::kRequired,
                                       FieldAccess::kOptional, FieldAccess::kVisible};
    node.fields = {{field, kAccess[dice.below(4)]}};
  }
  if (is_human(kind) && dice.once_in(3)) {
    constexpr int32_t kShares[] = {3000, 5000, 10000, 10000};
    const Action action = node.actions[dice.below(node.actions.size())];
    flow.trigger(id_of(i), kShares[dice.below(4)], action);
  }
  if (is_human(kind) && i > 1 && dice.once_in(6)) {
    const std::string target = id_of(dice.below(i));
    if (flow.at(target).kind != NodeKind::kJoin) {
      flow.at(id_of(i)).actions.push_back(Action::kReturn);
      flow.at(id_of(i)).return_to = {target};
    }
  }
}

inline std::optional<Condition> random_condition(Dice& dice) {
  switch (dice.below(6)) {
    case 0:
      return one_of("outcome", {"done"});
    case 1:
      return one_of("field.x", {"a", "b"});
    case 2:
      return one_of("field.x", {"a"});
    case 3:
      return one_of("field.y", {"a"});
    case 4: {
      Condition both;
      both.op = dice.once_in(2) ? ConditionOp::kAll : ConditionOp::kAny;
      both.of = {one_of("field.x", {"b"}), one_of("field.y", {"b"})};
      return both;
    }
    default:
      return std::nullopt;
  }
}

inline Flow random_flow(Dice& dice) {
  Flow flow;
  flow.choice("x", {"a", "b", "c"});
  flow.choice("y", {"a", "b"});
  flow.labour();
  flow.node(id_of(0), NodeKind::kStart);
  const size_t inner = 2 + dice.below(5);
  for (size_t i = 1; i <= inner; ++i)
    random_node(dice, flow, i);
  flow.node("end", NodeKind::kEnd);
  flow.node("stop", NodeKind::kCancel);
  const auto connect = [&](size_t from, const std::string& to) {
    Edge& edge = flow.edge(id_of(from), to);
    edge.edge = "e" + std::to_string(flow.t.edges.size());
    edge.order = static_cast<int32_t>(dice.below(2));
  };
  for (size_t i = 1; i <= inner; ++i)
    connect(dice.once_in(3) ? dice.below(i) : i - 1, id_of(i));
  for (size_t i = 1; i <= inner; ++i) {
    if (i == inner || dice.once_in(4)) connect(i, dice.once_in(6) ? "stop" : "end");
    if (dice.once_in(3)) connect(i, id_of(1 + dice.below(inner)));
  }
  // An edge out of a node with several is tested, or is the else edge.
  std::set<std::string> with_else;
  for (Edge& edge : flow.t.edges) {
    const auto same = [&](const Edge& other) { return other.from == edge.from; };
    const bool several = std::count_if(flow.t.edges.begin(), flow.t.edges.end(), same) > 1;
    if (!several || flow.at(edge.from).kind == NodeKind::kSplit) continue;
    edge.otherwise = dice.once_in(2) && with_else.insert(edge.from).second;
    if (!edge.otherwise) edge.when = random_condition(dice);
  }
  return flow;
}

}  // namespace fenming::testing
