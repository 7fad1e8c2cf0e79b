// The steps of a verification over a given graph, with or without an earlier search to begin from.
// Internal to the verifier.
#pragma once

#include <memory>
#include <utility>

#include "engine/workflow/verify/checks.h"
#include "engine/workflow/verify/past.h"

namespace fenming::workflow {

// A search that was made: what it found out, and the net that says what its numbers mean. The graph
// and the input must outlive it.
struct Searched {
  Net net;
  Explored explored;
};

// The searches of one template: over chains, and over single nodes where chains hid something.
struct SearchMemory {
  std::unique_ptr<Searched> chains, nodes;

  std::unique_ptr<Searched>& of(bool over_chains) { return over_chains ? chains : nodes; }
};

// What structure, conditions and the search say. `before` and `made` may be null: nothing to begin
// from, nothing to be kept.
VerifyReport verify_by_search(const FlowGraph& graph, const VerifyInput& input,
                              const VerifyOptions& options, SearchMemory* before,
                              SearchMemory* made);

// Adds what fees, times and people say, and the verdicts.
void complete_report(const FlowGraph& graph, const VerifyInput& input, VerifyReport& report);

}  // namespace fenming::workflow
