// Which parts of an edited net are which of the net before. Any one-to-one matching is sound, as
// what is compared afterwards is compared under it; a good one finds much that is alike. Internal
// to the verifier.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/workflow/verify/net.h"

namespace fenming::workflow {

inline constexpr uint16_t kLost = 0xFFFF;

struct Matching {
  Matching(const Net& before, const Net& after);

  const Net& before;
  const Net& after;

  // By index before: the index after, or kNone.
  std::vector<int32_t> nodes, edges, fees, triggers, bundles, variables, places;
  // By index after: the index before, or kNone.
  std::vector<int32_t> bundles_before, variables_before, places_before;
  // By index before and word of a state: the word after, or kLost.
  std::vector<std::vector<uint16_t>> values, reached;

  int32_t node(int32_t n) const { return nodes[static_cast<size_t>(n)]; }
  int32_t edge(int32_t e) const { return edges[static_cast<size_t>(e)]; }
  int32_t trigger(int32_t t) const { return triggers[static_cast<size_t>(t)]; }
  int32_t bundle(int32_t b) const { return bundles[static_cast<size_t>(b)]; }
  int32_t variable(int32_t v) const { return variables[static_cast<size_t>(v)]; }
  int32_t place(int32_t p) const { return places[static_cast<size_t>(p)]; }

  void lose_place(int32_t p);

 private:
  void match_triggers();
  void match_bundles();
  void match_variables();
  void match_places();
  bool same_stages(int32_t p, int32_t q, int32_t stage) const;
};

}  // namespace fenming::workflow
