// The checks that need no search, each for its group, and the findings that a search becomes.
// Internal to the verifier.
#pragma once

#include <vector>

#include "engine/workflow/verify/finding.h"
#include "engine/workflow/verify/graph.h"
#include "engine/workflow/verify/search.h"
#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

// Adds a finding about a node, or about none.
inline FlowFinding& add_finding(std::vector<FlowFinding>& findings, FlowCode code,
                                const std::string& node = {}) {
  FlowFinding& finding = findings.emplace_back();
  finding.code = code;
  if (!node.empty()) finding.nodes.push_back(node);
  return finding;
}

void check_structure(const FlowGraph& graph, std::vector<FlowFinding>& findings);
void check_conditions(const FlowGraph& graph, std::vector<FlowFinding>& findings);
// Whether what was found leaves a net that can be searched.
bool is_searchable(const FlowGraph& graph, const std::vector<FlowFinding>& findings);

void check_fees(const FlowGraph& graph, const VerifyInput& input,
                std::vector<FlowFinding>& findings);
void check_time(const FlowGraph& graph, std::vector<FlowFinding>& findings);
LongestPath longest_path(const FlowGraph& graph);
void check_people(const FlowGraph& graph, const VerifyInput& input,
                  std::vector<FlowFinding>& findings);

// Findings of soundness, branches, money and fields, with their counter-examples and fixes.
void explain_search(const Net& net, const Search& search, std::vector<FlowFinding>& findings);
std::vector<CancelledPath> explain_cancelled(const Net& net, const Search& search);
CounterExample explain_path(const Net& net, const Search& search, const Occurrence& occurrence);

}  // namespace fenming::workflow
