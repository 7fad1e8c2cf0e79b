#include "engine/workflow/verify/verify.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "engine/workflow/verify/searched.h"

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
                SearchMemory* before, SearchMemory* made, VerifyReport& report) {
  auto searched = std::make_unique<Searched>(Searched{Net(graph, input, chains), Explored(0)});
  const Net& net = searched->net;
  const Searched* earlier = before == nullptr ? nullptr : before->of(chains).get();
  std::optional<Past> past;
  if (earlier != nullptr) past.emplace(earlier->net, earlier->explored, net);
  Search search(net, max_states, made != nullptr, past ? &*past : nullptr);
  search.run();
  const bool hides = chains && chain_hides(net, search);
  if (!hides) {
    report.states = search.states();
    report.complete = search.complete();
    explain_search(net, search, report.findings);
    report.cancelled = explain_cancelled(net, search);
  }
  if (made != nullptr) {
    searched->explored = search.take();
    made->of(chains) = std::move(searched);
  }
  return !hides;
}

}  // namespace

VerifyReport verify_by_search(const FlowGraph& graph, const VerifyInput& input,
                              const VerifyOptions& options, SearchMemory* before,
                              SearchMemory* made) {
  VerifyReport report;
  report.max_states = options.max_states;
  check_structure(graph, report.findings);
  check_conditions(graph, report.findings);
  if (is_searchable(graph, report.findings)) {
    const int64_t bound = options.max_states;
    if (!search_all(graph, input, bound, true, before, made, report))
      search_all(graph, input, bound, false, before, made, report);
  }
  return report;
}

void complete_report(const FlowGraph& graph, const VerifyInput& input, VerifyReport& report) {
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
}

VerifyReport verify(const TemplateVersion& version, const VerifyInput& input,
                    const VerifyOptions& options) {
  const FlowGraph graph(version);
  VerifyReport report = verify_by_search(graph, input, options, nullptr, nullptr);
  complete_report(graph, input, report);
  return report;
}

}  // namespace fenming::workflow
