#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/workflow/verify/checks.h"

namespace fenming::workflow {
namespace {

using Findings = std::vector<FlowFinding>;

void add_step(const FlowGraph& graph, CounterExample& example, int32_t node, PathMove move,
              std::string by) {
  example.steps.push_back({graph.node(node).node, move, std::move(by)});
}

std::string by_text(const FlowGraph& graph, const Move& move) {
  switch (move.kind) {
    case PathMove::kAct:
      return std::string(action_name(static_cast<Action>(move.by)));
    case PathMove::kEdge:
      return graph.edge(move.by).edge;
    case PathMove::kReturn:
      return graph.node(move.by).node;
    default:
      return {};
  }
}

void add_values(const Net& net, CounterExample& example, int32_t node, const Move& move) {
  const size_t step = example.steps.size() - 1;
  for (const Chosen& chosen : move.chosen) {
    if (chosen.outcome != kNone) {
      const NodeOutcome& outcome =
          net.graph.node(node).outcomes[static_cast<size_t>(chosen.outcome)];
      example.values.push_back(
          {step, "outcome", std::string(visit_outcome_name(outcome.outcome)), false});
      example.values.push_back({step, "fault", std::string(fault_name(outcome.fault)), false});
      continue;
    }
    const Variable& variable = net.domains.variable(chosen.variable);
    std::string value;
    if (chosen.value >= kFirstCell) {
      value = variable.cells[static_cast<size_t>(chosen.value - kFirstCell)];
    }
    example.values.push_back(
        {step, variable.name, std::move(value), variable.origin == Origin::kDerived});
  }
}

// The findings of one search, with what they share.
class Explainer {
 public:
  Explainer(const Net& net, const Search& search, Findings& findings)
      : net_(net), graph_(net.graph), search_(search), findings_(findings) {}

  void explain(const Occurrence& occurrence) {
    const Incident& incident = occurrence.incident;
    switch (incident.code) {
      case FlowCode::kNotSettled:
      case FlowCode::kNotFull:
      case FlowCode::kShareFalls:
      case FlowCode::kSettledTwice:
        return explain_money(occurrence);
      case FlowCode::kUncoveredCase:
      case FlowCode::kUndecidedCase:
      case FlowCode::kReadBeforeWritten:
        return explain_reading(occurrence);
      case FlowCode::kBeforePin:
        add(occurrence).relation =
            net_.fees.triggers[static_cast<size_t>(incident.trigger)].relation;
        return;
      default:
        return explain_soundness(occurrence);
    }
  }

 private:
  FlowFinding& add(const Occurrence& occurrence) {
    const Incident& incident = occurrence.incident;
    FlowFinding& finding = add_finding(findings_, incident.code, graph_.node(incident.node).node);
    if (incident.edge != kNone) finding.edges.push_back(graph_.edge(incident.edge).edge);
    finding.possible = occurrence.possible;
    finding.example = example_of(occurrence);
    return finding;
  }

  // Categories and bundles that stand or fall together share their path.
  const CounterExample& example_of(const Occurrence& occurrence) {
    const std::pair at(occurrence.state, occurrence.move);
    if (!last_example_ || last_at_ != at) last_example_ = explain_path(net_, search_, occurrence);
    last_at_ = at;
    return *last_example_;
  }

  void relate(FlowFinding& finding, int32_t node) const {
    if (node == kNone) return;
    const std::string& id = graph_.node(node).node;
    if (std::find(finding.nodes.begin(), finding.nodes.end(), id) == finding.nodes.end()) {
      finding.nodes.push_back(id);
    }
  }

  // Where the paths to the node part lies the other half of such a defect.
  void explain_soundness(const Occurrence& occurrence) {
    const int32_t node = occurrence.incident.node;
    const int32_t parting = graph_.dominator(node);
    FlowFinding& finding = add(occurrence);
    for (const int32_t join : occurrence.joins)
      relate(finding, join);
    relate(finding, parting);
    for (const int32_t join : occurrence.joins)
      relate(finding, graph_.dominator(join));
    const bool split = parting != kNone && graph_.node(parting).kind == NodeKind::kSplit;
    Fix fix;
    fix.node = graph_.node(node).node;
    if (finding.code == FlowCode::kDeadlock && !split) {
      fix.kind = FixKind::kMakeBranch;
      finding.fix = fix;
    } else if (finding.code == FlowCode::kSecondToken && split && graph_.in(node).size() > 1) {
      fix.kind = FixKind::kMakeJoin;
      finding.fix = fix;
    }
  }

  void explain_reading(const Occurrence& occurrence) {
    const Incident& incident = occurrence.incident;
    FlowFinding& finding = add(occurrence);
    if (incident.variable != kNone) finding.field = net_.domains.variable(incident.variable).name;
    if (incident.trigger != kNone) {
      finding.relation = net_.fees.triggers[static_cast<size_t>(incident.trigger)].relation;
    }
    Fix fix;
    if (incident.code == FlowCode::kUncoveredCase) {
      const int32_t last = graph_.out(incident.node).back();
      fix.kind = FixKind::kAddElse;
      fix.node = graph_.node(incident.node).node;
      fix.target = graph_.node(graph_.to(last)).node;
      finding.edges.push_back(graph_.edge(last).edge);
      finding.fix = fix;
    } else if (incident.code == FlowCode::kUndecidedCase) {
      const int32_t writer = last_writer(*finding.example, finding.field);
      if (writer == kNone) return;
      relate(finding, writer);
      fix.kind = FixKind::kRequireField;
      fix.node = graph_.node(writer).node;
      fix.target = finding.field.substr(6);
      finding.fix = fix;
    }
  }

  // The node that wrote the field last on the path; kNone for a fact of the ticket.
  int32_t last_writer(const CounterExample& example, const std::string& fact) const {
    for (size_t i = example.steps.size(); i-- > 0;) {
      const int32_t n = graph_.index_of(example.steps[i].node);
      for (const NodeField& field : graph_.node(n).fields) {
        if (field.access == FieldAccess::kOptional && "field." + field.field == fact) return n;
      }
    }
    return kNone;
  }

  void explain_money(const Occurrence& occurrence) {
    const Incident& incident = occurrence.incident;
    if (incident.fee != kNone) {
      const Fee& fee = graph_.version().fees[static_cast<size_t>(incident.fee)];
      return add_fee(occurrence, fee.relation, fee.category, incident.node, Action::kComplete);
    }
    const FeeBundle& bundle = net_.fees.bundles[static_cast<size_t>(incident.bundle)];
    for (const std::string& category : bundle.categories) {
      if (incident.code == FlowCode::kNotSettled) {
        add_fee(occurrence, bundle.relation, category, kNone, Action::kComplete);
        continue;
      }
      const int32_t at = incident.code == FlowCode::kNotFull ? incident.earlier : incident.trigger;
      const FlatTrigger& trigger = net_.fees.triggers[static_cast<size_t>(at)];
      add_fee(occurrence, bundle.relation, category, trigger.node, trigger.action);
      const FlatTrigger& before = net_.fees.triggers[static_cast<size_t>(incident.earlier)];
      relate(findings_.back(), before.node);
    }
  }

  // `node` and `action` say where the trigger stands or should; kNone: where work is finished last.
  void add_fee(const Occurrence& occurrence, Relation relation, const std::string& category,
               int32_t node, Action action) {
    FlowFinding& finding = add(occurrence);
    finding.relation = relation;
    finding.category = category;
    if (node == kNone) std::tie(node, action) = last_finish(*finding.example);
    if (node == kNone) return;
    relate(finding, node);
    Fix fix;
    fix.node = graph_.node(node).node;
    fix.action = action;
    fix.relation = relation;
    fix.category = category;
    switch (finding.code) {
      case FlowCode::kNotSettled:
        fix.kind = FixKind::kAddTrigger;
        fix.share_bp = 10000;
        break;
      case FlowCode::kNotFull:
        fix.kind = FixKind::kSetShare;
        fix.share_bp = 10000;
        break;
      default:
        fix.kind = FixKind::kRemoveTrigger;
    }
    finding.fix = fix;
  }

  std::pair<int32_t, Action> last_finish(const CounterExample& example) const {
    for (const Action action : {Action::kAccept, Action::kComplete}) {
      for (size_t i = example.steps.size(); i-- > 0;) {
        const int32_t n = graph_.index_of(example.steps[i].node);
        if (graph_.node(n).offers(action)) return {n, action};
      }
    }
    return {kNone, Action::kComplete};
  }

  const Net& net_;
  const FlowGraph& graph_;
  const Search& search_;
  Findings& findings_;
  std::pair<uint32_t, uint32_t> last_at_;
  std::optional<CounterExample> last_example_;
};

bool is_soundness(const Occurrence& occurrence) {
  return flow_code_info(occurrence.incident.code).group == Group::kSoundness;
}

// A second token or a deadlock shows again at every node behind, on longer paths: only the first is
// told, the others come back if they outlive its correction.
bool is_consequence(const Net& net, const Search& search, size_t index) {
  const Occurrence& occurrence = search.occurrences()[index];
  if (!is_soundness(occurrence)) return false;
  const auto earlier = search.occurrences().begin() + static_cast<std::ptrdiff_t>(index);
  return std::any_of(search.occurrences().begin(), earlier, [&](const Occurrence& other) {
    const int32_t cause = other.incident.node;
    const bool certain = occurrence.possible || !other.possible;
    return is_soundness(other) && certain && cause != occurrence.incident.node &&
           net.graph.dominates(cause, occurrence.incident.node);
  });
}

void find_hidden_edges(const Net& net, const Search& search, Findings& findings) {
  for (int32_t n = 0; n < net.graph.size(); ++n) {
    if (net.graph.node(n).kind == NodeKind::kSplit || !search.node_left(n)) continue;
    for (const int32_t e : net.graph.out(n)) {
      if (search.edge_taken(e)) continue;
      FlowFinding& finding = add_finding(findings, FlowCode::kHiddenEdge, net.graph.node(n).node);
      finding.edges.push_back(net.graph.edge(e).edge);
      Fix fix;
      fix.kind = FixKind::kRemoveEdge;
      fix.edge = net.graph.edge(e).edge;
      finding.fix = fix;
    }
  }
}

}  // namespace

CounterExample explain_path(const Net& net, const Search& search, const Occurrence& occurrence) {
  CounterExample example;
  for (const Move& move : search.path_to(occurrence.state, occurrence.move)) {
    const Place& place = net.places[static_cast<size_t>(move.place)];
    if (place.stage == 0) {
      for (const int32_t passed : place.passed) {
        const int32_t e = net.graph.out(passed)[0];
        add_step(net.graph, example, passed, PathMove::kEdge, net.graph.edge(e).edge);
      }
    }
    add_step(net.graph, example, place.node, move.kind, by_text(net.graph, move));
    add_values(net, example, place.node, move);
  }
  return example;
}

void explain_search(const Net& net, const Search& search, Findings& findings) {
  Explainer explainer(net, search, findings);
  for (size_t i = 0; i < search.occurrences().size(); ++i) {
    if (!is_consequence(net, search, i)) explainer.explain(search.occurrences()[i]);
  }
  if (search.complete()) find_hidden_edges(net, search, findings);
}

std::vector<CancelledPath> explain_cancelled(const Net& net, const Search& search) {
  std::vector<CancelledPath> paths;
  for (const Cancelled& cancelled : search.cancelled()) {
    CancelledPath path;
    path.node = net.graph.node(cancelled.node).node;
    path.posted = net.fees.reached(cancelled.reached.data());
    path.after_visit = cancelled.visited;
    paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace fenming::workflow
