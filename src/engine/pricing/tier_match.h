// Which tier prices a ticket (settlement.md T2, F3), and why not another (X2).
#pragma once

#include <cstddef>
#include <vector>

#include "base/result.h"
#include "engine/condition.h"
#include "engine/pricing/prepared.h"
#include "engine/pricing/settlement.h"

namespace fenming {

struct TierMatch {
  size_t tier = 0;  // index into PreparedVersion::tiers()
  std::vector<PassedTier> passed_over;
};

// Tiers by priority, then listed order; the first whose condition holds. `facts` need the ticket
// level alone. Errors: undecided (a fact that is not optional is unknown), no_tier.
Result<TierMatch> match_tier(const PreparedVersion& prepared, const FactView& facts);

}  // namespace fenming
