// Amounts of P4, shared by the explaining and the compiled path.
#pragma once

#include <cstdint>
#include <optional>

#include "base/checked.h"
#include "engine/pricing/book.h"

namespace fenming {

// quantity × unit price × (10000 + markup) / 10000, rounded once. Quantity in thousandths.
Int128 part_amount(int64_t quantity, int64_t unit_fen, int32_t markup_bp);

// The cost in force on a local date; the first listed where the date is unknown; null if none.
const DatedCost* cost_on(const Part& part, std::optional<int32_t> date);

}  // namespace fenming
