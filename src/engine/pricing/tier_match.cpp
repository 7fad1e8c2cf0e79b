#include "engine/pricing/tier_match.h"

namespace fenming {

Result<TierMatch> match_tier(const PreparedVersion& prepared, const FactView& facts) {
  TierMatch match;
  for (const uint32_t index : prepared.tier_order()) {
    const Tier& tier = *prepared.tiers()[index].tier;
    const Tri result = tier.when ? evaluate(*tier.when, facts) : Tri::kTrue;
    if (result == Tri::kFalse) continue;
    if (result == Tri::kTrue) {
      match.tier = index;
      return match;
    }
    const auto leaves = unknown_leaves(*tier.when, facts);
    for (const Condition* leaf : leaves) {
      const std::string fact = leaf_fact(*leaf);
      if (prepared.is_optional(fact)) continue;
      return Error{"undecided", "tier:" + tier.tier + "/" + fact,
                   "The tier cannot be decided because a fact is missing; enter it."};
    }
    match.passed_over.push_back({tier.tier, leaf_fact(*leaves.front())});
  }
  return Error{"no_tier", "tiers", "No tier fits and the book has no default tier; add one."};
}

}  // namespace fenming
