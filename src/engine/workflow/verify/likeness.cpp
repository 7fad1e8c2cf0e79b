#include "engine/workflow/verify/likeness.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

const NodePlan& plan_of(const Net& net, int32_t n) {
  return net.nodes[static_cast<size_t>(n)];
}

const FlatTrigger& trigger_of(const Net& net, int32_t t) {
  return net.fees.triggers[static_cast<size_t>(t)];
}

std::vector<TimeName> pins_of(const Net& net, Relation relation) {
  std::vector<TimeName> pins;
  for (const BookPin& pin : net.input.pins) {
    if (pin.relation == relation) pins.push_back(pin.event);
  }
  return pins;
}

template <typename List, typename Same>
bool all_alike(const List& a, const List& b, const Same& same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

}  // namespace

Likeness::Likeness(const Matching& matching)
    : m_(matching), before_(matching.before), after_(matching.after) {
  for (size_t r = 0; r < kRelationCount; ++r) {
    const auto relation = static_cast<Relation>(r);
    same_relation_.push_back(pins_of(before_, relation) == pins_of(after_, relation) &&
                             same_variables(before_.price_reads[r], after_.price_reads[r]));
  }
  same_bundles_ = m_.bundles.size() == after_.fees.bundles.size();
  for (size_t b = 0; b < m_.bundles.size(); ++b)
    same_bundles_ = same_bundles_ && m_.bundles[b] == static_cast<int32_t>(b);
}

bool Likeness::same_place(int32_t p) const {
  const int32_t q = m_.place(p);
  if (q == kNone) return false;
  const Place& a = before_.places[static_cast<size_t>(p)];
  const Place& b = after_.places[static_cast<size_t>(q)];
  if (m_.node(a.node) != b.node || a.stage != b.stage || !same_kind_of_join(p, q)) return false;
  if (after_.graph.node(b.node).kind == NodeKind::kJoin) return same_leaving(a.node, b.node);
  const NodePlan& old = plan_of(before_, a.node);
  const NodePlan& now = plan_of(after_, b.node);
  if (old.stages.size() != now.stages.size() || old.return_stages != now.return_stages)
    return false;
  const auto stage = static_cast<size_t>(a.stage);
  if (stage < old.return_stages) {
    const bool returns =
        all_alike(before_.graph.returns(a.node), after_.graph.returns(b.node),
                  [&](int32_t x, int32_t y) { return same_entry(x, y, kNone, kNone); });
    if (!returns) return false;
  }
  if (stage == old.stages.size()) return same_leaving(a.node, b.node);
  return same_effect(old.stages[stage], now.stages[stage]) && m_.place(p + 1) == q + 1;
}

// Both are no joins, or both wait for the same edges.
bool Likeness::same_kind_of_join(int32_t p, int32_t q) const {
  const int32_t a = before_.places[static_cast<size_t>(p)].node;
  const int32_t b = after_.places[static_cast<size_t>(q)].node;
  const bool join = before_.graph.node(a).kind == NodeKind::kJoin;
  if (join != (after_.graph.node(b).kind == NodeKind::kJoin)) return false;
  return !join || all_alike(before_.graph.in(a), after_.graph.in(b), [&](int32_t x, int32_t y) {
    return m_.edge(x) == y && m_.place(before_.edge_place[static_cast<size_t>(x)]) ==
                                  after_.edge_place[static_cast<size_t>(y)];
  });
}

bool Likeness::same_leaving(int32_t a, int32_t b) const {
  const NodePlan& old = plan_of(before_, a);
  const NodePlan& now = plan_of(after_, b);
  const bool writes = all_alike(old.writes, now.writes, [&](const auto& x, const auto& y) {
    return m_.variable(x.first) == y.first && x.second == y.second;
  });
  const bool split = before_.graph.node(a).kind == NodeKind::kSplit;
  if (!writes || split != (after_.graph.node(b).kind == NodeKind::kSplit)) return false;
  if (!same_visit(a, b) || !same_effect(old.leave, now.leave)) return false;
  const auto& out = before_.graph.out(a);
  if (out.size() != after_.graph.out(b).size()) return false;
  for (size_t i = 0; i < out.size(); ++i) {
    if (!same_edge(a, b, i)) return false;
  }
  return true;
}

// The outcomes that a visit can have, and what its end settles.
bool Likeness::same_visit(int32_t a, int32_t b) const {
  const auto visit_with_fees = [](const Net& net, int32_t n) {
    return net.fees.has_visit_fees && net.graph.node(n).kind == NodeKind::kVisit;
  };
  if (visit_with_fees(before_, a) != visit_with_fees(after_, b)) return false;
  const auto& faults = before_.fees.visit_faults[static_cast<size_t>(a)];
  const bool same_faults =
      all_alike(faults, after_.fees.visit_faults[static_cast<size_t>(b)],
                [&](const VisitFault& x, const VisitFault& y) {
                  return x.code == y.code && m_.fees[static_cast<size_t>(x.fee)] == y.fee;
                });
  const bool chooses = plan_of(before_, a).chooses_outcome;
  if (!same_faults || chooses != plan_of(after_, b).chooses_outcome) return false;
  if (!chooses) return true;
  for (const Fact fact : {Fact::kOutcome, Fact::kFault}) {
    const int32_t old = before_.domains.fact(fact);
    const int32_t now = after_.domains.fact(fact);
    if ((old == kNone ? kNone : m_.variable(old)) != now) return false;
  }
  const auto cell = [](const Net& net, Fact fact, std::string_view value) {
    const int32_t variable = net.domains.fact(fact);
    return variable == kNone ? kNever : net.domains.cell_of(variable, value);
  };
  return all_alike(before_.graph.node(a).outcomes, after_.graph.node(b).outcomes,
                   [&](const NodeOutcome& x, const NodeOutcome& y) {
                     return cell(before_, Fact::kOutcome, visit_outcome_name(x.outcome)) ==
                                cell(after_, Fact::kOutcome, visit_outcome_name(y.outcome)) &&
                            cell(before_, Fact::kFault, fault_name(x.fault)) ==
                                cell(after_, Fact::kFault, fault_name(y.fault));
                   });
}

bool Likeness::same_edge(int32_t a, int32_t b, size_t place) const {
  const int32_t old = before_.graph.out(a)[place];
  const int32_t now = after_.graph.out(b)[place];
  const auto& guard = plan_of(before_, a).guards[place];
  const auto& other = plan_of(after_, b).guards[place];
  if (m_.edge(old) != now || guard.has_value() != other.has_value()) return false;
  if (guard && !same_guard(*guard, *other)) return false;
  const int32_t to = before_.graph.to(old);
  const int32_t to_now = after_.graph.to(now);
  if (is_final(before_.graph.node(to).kind)) return same_final(to, to_now);
  return !is_final(after_.graph.node(to_now).kind) && same_entry(to, to_now, old, now);
}

// A token that comes into node a or b, by these edges or by a return.
bool Likeness::same_entry(int32_t a, int32_t b, int32_t edge_a, int32_t edge_b) const {
  const bool join = before_.graph.node(a).kind == NodeKind::kJoin;
  if (m_.node(a) != b || join != (after_.graph.node(b).kind == NodeKind::kJoin)) return false;
  const NodePlan& old = plan_of(before_, a);
  const NodePlan& now = plan_of(after_, b);
  if (!same_variables(old.shows, now.shows)) return false;
  if (join && edge_a != kNone) {
    return m_.place(before_.edge_place[static_cast<size_t>(edge_a)]) ==
           after_.edge_place[static_cast<size_t>(edge_b)];
  }
  if (old.place == kNone || now.place == kNone) return old.place == now.place;
  const int32_t last = before_.places[static_cast<size_t>(old.place)].node;
  const int32_t last_now = after_.places[static_cast<size_t>(now.place)].node;
  const size_t stages = plan_of(before_, last).stages.size();
  if (stages != plan_of(after_, last_now).stages.size()) return false;
  for (int32_t stage = 0; stage <= static_cast<int32_t>(stages); ++stage) {
    if (m_.place(old.place + stage) != now.place + stage) return false;
  }
  return true;
}

bool Likeness::same_final(int32_t a, int32_t b) const {
  const NodeKind kind = before_.graph.node(a).kind;
  if (m_.node(a) != b || kind != after_.graph.node(b).kind) return false;
  if (kind == NodeKind::kEnd && !same_bundles_) return false;
  return same_effects(plan_of(before_, a).stages, plan_of(after_, b).stages) &&
         same_effect(plan_of(before_, a).leave, plan_of(after_, b).leave);
}

bool Likeness::same_effects(const std::vector<Effect>& a, const std::vector<Effect>& b) const {
  return all_alike(a, b, [&](const Effect& x, const Effect& y) { return same_effect(x, y); });
}

bool Likeness::same_effect(const Effect& a, const Effect& b) const {
  return a.takes == b.takes && a.completes == b.completes &&
         all_alike(a.triggers, b.triggers,
                   [&](int32_t x, int32_t y) { return same_trigger(x, y); });
}

bool Likeness::same_trigger(int32_t a, int32_t b) const {
  const FlatTrigger& old = trigger_of(before_, a);
  const FlatTrigger& now = trigger_of(after_, b);
  if (m_.trigger(a) != b || old.share_bp != now.share_bp) return false;
  return same_relation_[static_cast<size_t>(old.relation)] &&
         all_alike(old.settles, now.settles, [&](const auto& x, const auto& y) {
           return m_.bundle(x.first) == y.first &&
                  m_.reached[static_cast<size_t>(x.first)][x.second] == y.second;
         });
}

bool Likeness::same_guard(const Guard& a, const Guard& b) const {
  if (a.op != b.op || (a.variable == kNone) != (b.variable == kNone)) return false;
  const auto same = [&](const Guard& x, const Guard& y) { return same_guard(x, y); };
  if (a.variable == kNone) return all_alike(a.of, b.of, same);
  if (m_.variable(a.variable) != b.variable) return false;
  const Variable& old = before_.domains.variable(a.variable);
  const Variable& now = after_.domains.variable(b.variable);
  if (old.origin != now.origin || old.initial != now.initial ||
      old.cells.size() != now.cells.size()) {
    return false;
  }
  const auto test = static_cast<size_t>(a.test);
  const auto test_now = static_cast<size_t>(b.test);
  for (size_t cell = 0; cell < old.cells.size(); ++cell) {
    if (old.truth[cell][test] != now.truth[cell][test_now]) return false;
  }
  return old.when_missing[test] == now.when_missing[test_now];
}

bool Likeness::same_variables(const std::vector<int32_t>& a, const std::vector<int32_t>& b) const {
  return all_alike(a, b, [&](int32_t x, int32_t y) {
    return x == kNone || y == kNone ? x == y : m_.variable(x) == y;
  });
}

std::vector<int32_t> readers_of(const Net& net, int32_t bundle) {
  const auto settles = [&](const Effect& effect) {
    return std::any_of(effect.triggers.begin(), effect.triggers.end(), [&](int32_t t) {
      const auto& list = trigger_of(net, t).settles;
      return std::any_of(list.begin(), list.end(),
                         [&](const auto& one) { return one.first == bundle; });
    });
  };
  const auto ends = [&](int32_t e) {
    const int32_t n = net.graph.to(e);
    const NodePlan& plan = plan_of(net, n);
    return net.graph.node(n).kind == NodeKind::kEnd ||
           (is_final(net.graph.node(n).kind) &&
            (settles(plan.leave) || std::any_of(plan.stages.begin(), plan.stages.end(), settles)));
  };
  std::vector<int32_t> readers;
  for (size_t p = 0; p < net.places.size(); ++p) {
    const NodePlan& plan = plan_of(net, net.places[p].node);
    const auto stage = static_cast<size_t>(net.places[p].stage);
    const auto& out = net.graph.out(net.places[p].node);
    const bool last = stage == plan.stages.size();
    if (settles(last ? plan.leave : plan.stages[stage]) ||
        (last && std::any_of(out.begin(), out.end(), ends))) {
      readers.push_back(static_cast<int32_t>(p));
    }
  }
  return readers;
}

}  // namespace fenming::workflow
