#include "engine/workflow/verify/verify.h"

#include <algorithm>

#include "engine/workflow/verify/checks.h"

namespace fenming::workflow {
namespace {

bool rests_on_search(Group group) {
  return group >= Group::kSoundness && group <= Group::kFields;
}

// A refutation holds whatever else is unknown; a proof needs every state.
Verdict verdict_of(const VerifyReport& report, Group group) {
  bool possible = false;
  for (const FlowFinding& finding : report.findings) {
    if (flow_code_info(finding.code).group != group) continue;
    if (finding.refutes()) return Verdict::kRefuted;
    possible = possible || finding.possible;
  }
  if (possible) return Verdict::kPossible;
  return rests_on_search(group) && !report.complete ? Verdict::kUnknown : Verdict::kProved;
}

}  // namespace

VerifyReport verify(const TemplateVersion& version, const VerifyInput& input,
                    const VerifyOptions& options) {
  VerifyReport report;
  report.max_states = options.max_states;
  const FlowGraph graph(version);
  check_structure(graph, report.findings);
  check_conditions(graph, report.findings);
  if (is_searchable(graph, report.findings)) {
    const Net net(graph, input);
    Search search(net, options.max_states);
    search.run();
    report.states = search.states();
    report.complete = search.complete();
    explain_search(net, search, report.findings);
    report.cancelled = explain_cancelled(net, search);
  }
  check_fees(graph, input, report.findings);
  check_time(graph, report.findings);
  check_people(graph, input, report.findings);
  report.longest = longest_path(graph);
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const FlowFinding& a, const FlowFinding& b) {
                     return flow_code_info(a.code).group < flow_code_info(b.code).group;
                   });
  for (size_t g = 0; g < kGroupCount; ++g)
    report.verdicts[g] = verdict_of(report, static_cast<Group>(g));
  return report;
}

}  // namespace fenming::workflow
