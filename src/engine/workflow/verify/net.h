// The template compiled for the search: the places where a token can stand, and what happens when
// it moves. A chain of nodes between which nothing happens that anybody can see is one place, as
// long as no second token comes into it; where one does, verify searches again without chains.
// Internal to the verifier.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "engine/workflow/verify/domains.h"
#include "engine/workflow/verify/fees.h"
#include "engine/workflow/verify/graph.h"
#include "engine/workflow/verify/verify.h"

namespace fenming::workflow {

// What an action does besides moving the token.
struct Effect {
  Action action = Action::kComplete;
  std::vector<int32_t> triggers;  // in FeePlan::triggers
  bool takes = false;             // sets the time taken, which a pin waits for
  bool completes = false;
};

struct Place {
  int32_t node = kNone;         // whose next step it is
  int32_t stage = 0;            // effects done already
  std::vector<int32_t> passed;  // nodes of the chain before it
  std::vector<bool> live;       // by variable: whether it may be read from here on
};

struct NodePlan {
  int32_t place = kNone;       // its first; kNone for joins and final nodes
  std::vector<Effect> stages;  // done one by one, before the token leaves
  Effect leave;                // done when it leaves
  size_t return_stages = 0;    // a return is possible in so many of the first stages
  std::vector<int32_t> shows;  // variables that the node reads when a token comes
  std::vector<std::pair<int32_t, bool>> writes;  // variable, required
  std::vector<std::optional<Guard>> guards;      // by outgoing edge
  bool chooses_outcome = false;
};

struct Net {
  // Without chains every node is a place of its own.
  Net(const FlowGraph& graph, const VerifyInput& input, bool chains = true);

  const FlowGraph& graph;
  const VerifyInput& input;
  Domains domains;
  FeePlan fees;
  std::vector<Place> places;
  std::vector<NodePlan> nodes;
  std::vector<int32_t> edge_place;                // of an edge into a join; else kNone
  std::vector<std::vector<int32_t>> price_reads;  // variables by relation
  bool pins_taken = false;                        // some book is pinned when the ticket is taken
  bool pins_completed = false;

  // Where a token stands in a node, no join, of which these actions are done; kNone: no path of the
  // template leads there.
  int32_t place_of(int32_t n, const std::vector<Action>& done) const;

 private:
  void plan_node(int32_t n);
  void make_places(bool chains);
  bool continues_chain(int32_t n) const;
  void find_live();

  const NodePlan& plan(int32_t n) const { return nodes[static_cast<size_t>(n)]; }
};

}  // namespace fenming::workflow
