#include <algorithm>
#include <set>

#include "engine/workflow/verify/checks.h"

namespace fenming::workflow {
namespace {

using Findings = std::vector<FlowFinding>;

Fix remove_edge(const std::string& edge) {
  Fix fix;
  fix.kind = FixKind::kRemoveEdge;
  fix.edge = edge;
  return fix;
}

void check_ids(const TemplateVersion& version, Findings& findings) {
  std::set<std::string> nodes, edges, fields;
  for (const Node& node : version.nodes) {
    if (!nodes.insert(node.node).second) {
      add_finding(findings, FlowCode::kDuplicateNode, node.node);
    }
  }
  for (const Edge& edge : version.edges) {
    if (!edges.insert(edge.edge).second) {
      add_finding(findings, FlowCode::kDuplicateEdge).edges.push_back(edge.edge);
    }
  }
  for (const CustomField& field : version.fields) {
    if (!fields.insert(field.field).second) {
      add_finding(findings, FlowCode::kDuplicateField).field = field.field;
    }
  }
}

void check_ends(const FlowGraph& graph, Findings& findings) {
  std::vector<std::string> starts;
  bool has_end = false;
  for (const Node& node : graph.version().nodes) {
    if (node.kind == NodeKind::kStart) starts.push_back(node.node);
    has_end = has_end || node.kind == NodeKind::kEnd;
  }
  if (starts.empty()) add_finding(findings, FlowCode::kNoStart);
  if (starts.size() > 1) add_finding(findings, FlowCode::kSeveralStarts).nodes = starts;
  if (!has_end) add_finding(findings, FlowCode::kNoEnd);
}

void check_edges(const FlowGraph& graph, Findings& findings) {
  for (int32_t e = 0; e < static_cast<int32_t>(graph.version().edges.size()); ++e) {
    const Edge& edge = graph.edge(e);
    const auto report = [&](FlowCode code, int32_t node) -> FlowFinding& {
      FlowFinding& finding =
          add_finding(findings, code, node == kNone ? std::string() : graph.node(node).node);
      finding.edges.push_back(edge.edge);
      return finding;
    };
    if (graph.from(e) == kNone || graph.to(e) == kNone) {
      const int32_t there = graph.from(e) == kNone ? graph.to(e) : graph.from(e);
      report(FlowCode::kDanglingEdge, there).fix = remove_edge(edge.edge);
      continue;
    }
    const NodeKind source = graph.node(graph.from(e)).kind;
    if (graph.node(graph.to(e)).kind == NodeKind::kStart) {
      report(FlowCode::kEdgeIntoStart, graph.to(e)).fix = remove_edge(edge.edge);
    }
    if (is_final(source)) {
      report(FlowCode::kEdgeOutOfEnd, graph.from(e)).fix = remove_edge(edge.edge);
    }
    if (source == NodeKind::kSplit && (edge.when || edge.otherwise)) {
      report(FlowCode::kConditionOnSplit, graph.from(e));
    }
  }
}

void check_degree(const FlowGraph& graph, int32_t n, Findings& findings) {
  const Node& node = graph.node(n);
  const auto simplify = [&](FlowCode code) {
    Fix fix;
    fix.kind = FixKind::kMakeBranch;
    fix.node = node.node;
    add_finding(findings, code, node.node).fix = fix;
  };
  if (node.kind == NodeKind::kSplit && graph.out(n).size() == 1) simplify(FlowCode::kSplitOfOne);
  if (node.kind == NodeKind::kJoin && graph.in(n).size() == 1) simplify(FlowCode::kJoinOfOne);
  std::vector<std::string> otherwise;
  for (const int32_t e : graph.out(n)) {
    if (graph.edge(e).otherwise) otherwise.push_back(graph.edge(e).edge);
  }
  if (otherwise.size() < 2) return;
  FlowFinding& finding = add_finding(findings, FlowCode::kSeveralElse, node.node);
  finding.edges = otherwise;
  finding.fix = remove_edge(otherwise.back());
}

void check_reach(const FlowGraph& graph, int32_t n, Findings& findings) {
  const Node& node = graph.node(n);
  if (graph.start() != kNone && !graph.reachable(n)) {
    Fix fix;
    fix.kind = FixKind::kRemoveNode;
    fix.node = node.node;
    add_finding(findings, FlowCode::kUnreachableNode, node.node).fix = fix;
  } else if (!graph.reaches_final(n)) {
    add_finding(findings, FlowCode::kNoWayToEnd, node.node);
  }
}

void check_actions(const Node& node, Findings& findings) {
  std::set<Action> missing;
  for (const SettlementTrigger& trigger : node.triggers) {
    if (!node.offers(trigger.action)) missing.insert(trigger.action);
  }
  for (const Stamp& stamp : node.stamps) {
    if (!node.offers(stamp.action)) missing.insert(stamp.action);
  }
  if (node.kind == NodeKind::kVisit) {
    for (const Action action : {Action::kArrive, Action::kComplete}) {
      if (!node.offers(action)) missing.insert(action);
    }
    if (node.outcomes.empty()) add_finding(findings, FlowCode::kNoOutcome, node.node);
  }
  for (const Action action : missing) {
    FlowFinding& finding = add_finding(findings, FlowCode::kActionNotOffered, node.node);
    finding.field = action_name(action);
    Fix fix;
    fix.kind = FixKind::kOfferAction;
    fix.node = node.node;
    fix.action = action;
    finding.fix = fix;
  }
  if (node.offers(Action::kReturn) == node.return_to.empty()) {
    add_finding(findings, FlowCode::kReturnMismatch, node.node);
  }
}

void check_returns(const FlowGraph& graph, int32_t n, Findings& findings) {
  const Node& node = graph.node(n);
  for (const std::string& id : node.return_to) {
    const int32_t target = graph.index_of(id);
    const bool kind_fits = target != kNone && graph.node(target).kind != NodeKind::kJoin;
    const bool passed = kind_fits && target != n && graph.dominates(target, n);
    if (!graph.reachable(n) || (passed && graph.same_region(target, n))) continue;
    FlowFinding& finding = add_finding(findings, FlowCode::kBadReturn, node.node);
    if (target != kNone) finding.nodes.push_back(id);
    Fix fix;
    fix.kind = FixKind::kRemoveReturn;
    fix.node = node.node;
    fix.target = id;
    finding.fix = fix;
  }
  if (node.who.previous.empty() || !graph.reachable(n)) return;
  const int32_t handler = graph.index_of(node.who.previous);
  const bool fits = handler != kNone && handler != n && is_human(graph.node(handler).kind) &&
                    graph.dominates(handler, n);
  if (!fits) add_finding(findings, FlowCode::kBadHandler, node.node).field = node.who.previous;
}

void check_node_fields(const TemplateVersion& version, const Node& node, Findings& findings) {
  for (const NodeField& field : node.fields) {
    if (version.field(field.field) != nullptr) continue;
    add_finding(findings, FlowCode::kUnknownField, node.node).field = field.field;
  }
}

}  // namespace

void check_structure(const FlowGraph& graph, Findings& findings) {
  check_ids(graph.version(), findings);
  check_ends(graph, findings);
  check_edges(graph, findings);
  for (int32_t n = 0; n < graph.size(); ++n) {
    check_degree(graph, n, findings);
    check_reach(graph, n, findings);
    check_actions(graph.node(n), findings);
    check_returns(graph, n, findings);
    check_node_fields(graph.version(), graph.node(n), findings);
  }
}

bool is_searchable(const FlowGraph& graph, const Findings& findings) {
  if (graph.start() == kNone) return false;
  return std::none_of(findings.begin(), findings.end(), [](const FlowFinding& finding) {
    return finding.code == FlowCode::kDuplicateNode || finding.code == FlowCode::kEdgeIntoStart ||
           finding.code == FlowCode::kDuplicateField || finding.code == FlowCode::kBadTest;
  });
}

}  // namespace fenming::workflow
