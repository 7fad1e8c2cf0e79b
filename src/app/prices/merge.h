// Two versions of one book, compared place by place and put together again (app/json_merge.h).
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
