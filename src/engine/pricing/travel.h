// Amounts of P2 and P3, shared by the explaining and the compiled path.
#pragma once

#include <cstdint>

#include "base/checked.h"
#include "engine/pricing/book.h"

namespace fenming {

// Start fee and steps for a distance in metres, in fen; both ways doubles the metres of each step,
// started units are rounded up after that (docs/settlement.md, P2).
Int128 travel_amount(const Travel& travel, int64_t distance_m);

// Started blocks beyond the included minutes.
int64_t on_site_blocks(const OnSite& terms, int64_t seconds);

}  // namespace fenming
