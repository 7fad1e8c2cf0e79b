// Whether the token at a place of an edited net has the moves that it had before: what its node
// does, where it leads, and what is read on the way are compared under a matching. Internal to the
// verifier.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/workflow/verify/matching.h"

namespace fenming::workflow {

class Likeness {
 public:
  explicit Likeness(const Matching& matching);

  // Whether the moves at place p of the net before are those of the place it is matched with, in
  // every state in which no share reached has changed that the place reads.
  bool same_place(int32_t p) const;

 private:
  bool same_kind_of_join(int32_t p, int32_t q) const;
  bool same_leaving(int32_t a, int32_t b) const;
  bool same_visit(int32_t a, int32_t b) const;
  bool same_edge(int32_t a, int32_t b, size_t place) const;
  bool same_entry(int32_t a, int32_t b, int32_t edge_a, int32_t edge_b) const;
  bool same_final(int32_t a, int32_t b) const;
  bool same_effect(const Effect& a, const Effect& b) const;
  bool same_effects(const std::vector<Effect>& a, const std::vector<Effect>& b) const;
  bool same_trigger(int32_t a, int32_t b) const;
  bool same_guard(const Guard& a, const Guard& b) const;
  bool same_variables(const std::vector<int32_t>& a, const std::vector<int32_t>& b) const;

  const Matching& m_;
  const Net& before_;
  const Net& after_;
  std::vector<bool> same_relation_;  // what the books of it ask when a trigger fires
  bool same_bundles_ = true;
};

// The places whose moves read the share that the bundle has reached.
std::vector<int32_t> readers_of(const Net& net, int32_t bundle);

}  // namespace fenming::workflow
