// Rounding of a total (P7), shared by the explaining and the compiled path.
#pragma once

#include <cstdint>
#include <vector>

#include "base/checked.h"
#include "engine/pricing/book.h"

namespace fenming {

// A limit over everything: rounding must not pass it.
struct WholeLimit {
  bool is_max = false;
  int64_t amount_fen = 0;
};

// The total in whole units; where the mode would pass a limit that the total keeps, the other way.
Int128 rounded_total(Int128 amount, const Rounding& rounding,
                     const std::vector<WholeLimit>& limits);

}  // namespace fenming
