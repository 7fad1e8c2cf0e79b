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

// Whether a second token came into a chain. As one place the chain ends the path there, although
// the first token may stand further on, and what follows would stay unseen.
bool chain_hides(const Net& net, const Search& search) {
  const auto& list = search.occurrences();
  return std::any_of(list.begin(), list.end(), [&](const Occurrence& one) {
    if (one.incident.code != FlowCode::kSecondToken) return false;
    const int32_t place = net.nodes[static_cast<size_t>(one.incident.node)].place;
    return place != kNone && !net.places[static_cast<size_t>(place)].passed.empty();
  });
}

// True where every state is told of as it is; false where only a search without chains would.
bool search_all(const FlowGraph& graph, const VerifyInput& input, int64_t max_states, bool chains,
                VerifyReport& report) {
  const Net net(graph, input, chains);
  Search search(net, max_states);
  search.run();
  if (chains && chain_hides(net, search)) return false;
  report.states = search.states();
  report.complete = search.complete();
  explain_search(net, search, report.findings);
  report.cancelled = explain_cancelled(net, search);
  return true;
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
    if (!search_all(graph, input, options.max_states, true, report)) {
      search_all(graph, input, options.max_states, false, report);
    }
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
