// The template's triggers in one list, and its fee categories gathered: those of a relation that
// the same triggers settle stand or fall together, so a state knows them as one. Internal to the
// verifier.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "engine/workflow/verify/finding.h"
#include "engine/workflow/verify/graph.h"
#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

struct FlatTrigger {
  int32_t node = kNone;
  Action action = Action::kComplete;
  Relation relation = Relation::kCompanyTechnician;
  int32_t share_bp = 0;
  // The bundles it settles, with its place in each one's list, counted from 1.
  std::vector<std::pair<int32_t, uint16_t>> settles;
};

// Categories of a ticket with equal triggers; a state holds the place of the trigger reached last,
// 0 for none.
struct FeeBundle {
  Relation relation = Relation::kCompanyTechnician;
  std::vector<std::string> categories;
  std::vector<int32_t> triggers;
  uint16_t initial = 0;  // the place reached where the search begins
};

// A category of a visit that the leaving action of a visit node does not settle exactly once.
struct VisitFault {
  FlowCode code = FlowCode::kNotSettled;
  int32_t fee = kNone;  // index in the template
};

struct FeePlan {
  FeePlan(const FlowGraph& graph, const Resume* resume);

  // In the order of nodes, and of each node's list; then one without a node for each share that a
  // running ticket reached under another version.
  std::vector<FlatTrigger> triggers;
  std::vector<FeeBundle> bundles;
  std::vector<std::vector<VisitFault>> visit_faults;  // by node
  bool has_visit_fees = false;

  int32_t share_of(size_t bundle, uint16_t place) const;
  std::vector<ReachedShare> reached(const uint16_t* places) const;

 private:
  int32_t carried(const FlowGraph& graph, const Fee& fee, const Resume* resume);
};

}  // namespace fenming::workflow
