#include "engine/workflow/verify/net.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

constexpr Action kProgress[] = {Action::kTake, Action::kArrive, Action::kComplete, Action::kAccept};

Effect effect_of(const Net& net, int32_t n, Action action) {
  Effect effect;
  effect.action = action;
  for (size_t t = 0; t < net.fees.triggers.size(); ++t) {
    const FlatTrigger& trigger = net.fees.triggers[t];
    if (trigger.node == n && trigger.action == action) {
      effect.triggers.push_back(static_cast<int32_t>(t));
    }
  }
  for (const Stamp& stamp : net.graph.node(n).stamps) {
    if (stamp.action != action) continue;
    effect.takes = effect.takes || (net.pins_taken && stamp.time == TimeName::kTaken);
    effect.completes =
        effect.completes || (net.pins_completed && stamp.time == TimeName::kCompleted);
  }
  return effect;
}

bool matters(const Effect& effect) {
  return !effect.triggers.empty() || effect.takes || effect.completes;
}

}  // namespace

Net::Net(const FlowGraph& flow, const VerifyInput& what, bool chains)
    : graph(flow), input(what), domains(flow, what), fees(flow, what.resume) {
  for (const BookPin& pin : input.pins) {
    pins_taken = pins_taken || pin.event == TimeName::kTaken;
    pins_completed = pins_completed || pin.event == TimeName::kCompleted;
  }
  price_reads.resize(kRelationCount);
  for (const PricedField& priced : input.fields)
    price_reads[static_cast<size_t>(priced.relation)].push_back(domains.field(priced.field));
  nodes.resize(static_cast<size_t>(graph.size()));
  for (int32_t n = 0; n < graph.size(); ++n)
    plan_node(n);
  make_places(chains);
  find_live();
}

void Net::plan_node(int32_t n) {
  const Node& node = graph.node(n);
  NodePlan& plan = nodes[static_cast<size_t>(n)];
  plan.return_stages = 1;
  bool arrived = false;
  for (const Action action : kProgress) {
    if (!node.offers(action)) continue;
    // A visit that has begun ends by its outcome, so nothing returns from it.
    arrived = arrived || (node.kind == NodeKind::kVisit && plan.leave.action == Action::kArrive);
    if (matters(plan.leave)) {
      plan.stages.push_back(plan.leave);
      if (!arrived) ++plan.return_stages;
    }
    plan.leave = effect_of(*this, n, action);
  }
  for (const NodeField& field : node.fields) {
    const int32_t variable = domains.field(field.field);
    if (variable == kNone) continue;
    if (field.access == FieldAccess::kVisible) {
      plan.shows.push_back(variable);
      continue;
    }
    const CustomField* custom = graph.version().field(field.field);
    const bool filled = custom != nullptr && (custom->required || !custom->standard.empty());
    plan.writes.emplace_back(variable, filled || field.access == FieldAccess::kRequired);
  }
  plan.chooses_outcome =
      node.kind == NodeKind::kVisit && !node.outcomes.empty() &&
      (domains.fact(Fact::kOutcome) != kNone || domains.fact(Fact::kFault) != kNone);
  for (const int32_t e : graph.out(n)) {
    const bool tested = graph.edge(e).when && node.kind != NodeKind::kSplit;
    plan.guards.push_back(tested ? std::optional(domains.compile(*graph.edge(e).when))
                                 : std::nullopt);
  }
}

// Whether a token comes to n by one edge only, from a node that it leaves without a trace; returns
// aside.
bool Net::continues_chain(int32_t n) const {
  const NodeKind kind = graph.node(n).kind;
  if (kind == NodeKind::kJoin || kind == NodeKind::kStart || is_final(kind)) return false;
  if (graph.in(n).size() != 1 || !plan(n).shows.empty()) return false;
  const int32_t before = graph.from(graph.in(n)[0]);
  const NodePlan& last = plan(before);
  const NodeKind kind_before = graph.node(before).kind;
  return kind_before != NodeKind::kSplit && kind_before != NodeKind::kJoin &&
         !is_final(kind_before) && before != n && graph.out(before).size() == 1 &&
         !last.guards[0] && last.stages.empty() && !matters(last.leave) && last.writes.empty() &&
         !last.chooses_outcome && fees.visit_faults[static_cast<size_t>(before)].empty() &&
         !(fees.has_visit_fees && kind_before == NodeKind::kVisit) && graph.returns(before).empty();
}

void Net::make_places(bool chains) {
  edge_place.assign(graph.version().edges.size(), kNone);
  std::vector<bool> continues;
  for (int32_t n = 0; n < graph.size(); ++n)
    continues.push_back(chains && continues_chain(n));
  for (int32_t n = 0; n < graph.size(); ++n) {
    for (const int32_t target : graph.returns(n))
      continues[static_cast<size_t>(target)] = false;
  }
  for (int32_t n = 0; n < graph.size(); ++n) {
    const NodeKind kind = graph.node(n).kind;
    if (kind == NodeKind::kJoin) {
      for (const int32_t e : graph.in(n)) {
        edge_place[static_cast<size_t>(e)] = static_cast<int32_t>(places.size());
        places.push_back({n, 0, {}, {}});
      }
    }
    if (kind == NodeKind::kJoin || is_final(kind) || continues[static_cast<size_t>(n)]) continue;
    // The chain from n on; its last node acts. A cycle has an entry, where it does not continue.
    std::vector<int32_t> passed;
    int32_t last = n;
    while (graph.out(last).size() == 1 && graph.node(last).kind != NodeKind::kSplit) {
      const int32_t next = graph.to(graph.out(last)[0]);
      if (!continues[static_cast<size_t>(next)]) break;
      passed.push_back(last);
      last = next;
    }
    nodes[static_cast<size_t>(n)].place = static_cast<int32_t>(places.size());
    for (size_t stage = 0; stage <= plan(last).stages.size(); ++stage)
      places.push_back({last, static_cast<int32_t>(stage), passed, {}});
  }
}

int32_t Net::place_of(int32_t n, const std::vector<Action>& done) const {
  for (size_t p = 0; p < places.size(); ++p) {
    const Place& place = places[p];
    if (place.stage != 0) continue;
    const bool passed =
        std::find(place.passed.begin(), place.passed.end(), n) != place.passed.end();
    if (passed) return static_cast<int32_t>(p);
    if (place.node != n) continue;
    int32_t stage = 0;
    for (const Effect& effect : plan(n).stages)
      stage += std::find(done.begin(), done.end(), effect.action) != done.end() ? 1 : 0;
    return static_cast<int32_t>(p) + stage;
  }
  return kNone;
}

}  // namespace fenming::workflow
