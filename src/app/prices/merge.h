// Two versions of one book, compared member by member and put together again. A list whose elements
// have codes (tiers, items, …) is compared by code; the order of tiers and surcharges, which
// decides, is a place of its own. Conditions, prices and other lists are compared as wholes. Pure.
#pragma once

#include <string>
#include <vector>

#include "app/locale.h"
#include "app/prices/state.h"
#include "base/result.h"

namespace fenming::app::prices {

// Where the two differ; what publishing sets (number, status, start) is left out. With `base`, the
// version that both were made from, a place that only one side changed is settled: that side's.
std::vector<ConflictRow> differences(const BookVersion& mine, const BookVersion& theirs,
                                     const BookVersion* base);

// `mine` with every row that says so replaced by what `theirs` has there.
Result<BookVersion> merged(const BookVersion& mine, const std::vector<ConflictRow>& rows);

// The place in words: "档位 · 高级档 · 系数".
std::string place_text(const ConflictRow& row, const Conflict& conflict, const BookVersion& mine,
                       const Locale& locale);
// One side's value in words and units.
std::string side_text(const ConflictRow& row, bool of_theirs, const BookVersion& version,
                      const Locale& locale);

}  // namespace fenming::app::prices
