// Two versions of one book, compared member by member and put together again. A list whose elements
// have codes (tiers, items, …) is compared by code, so that an element that moved is no difference;
// conditions, prices and other lists are compared as wholes. Pure.
#pragma once

#include <string>
#include <vector>

#include "app/locale.h"
#include "app/prices/state.h"
#include "base/result.h"

namespace fenming::app::prices {

// Where the two differ, at most 500 places; what publishing sets (number, status, start) is left
// out. With `base`, the version that both were made from, a place that only `theirs` changed is
// taken over from it.
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
