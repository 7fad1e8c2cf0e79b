// Checks the open draft as it would be published, with the engine and without the server: the
// published file, the draft as its book's next version.
#pragma once

#include <optional>
#include <vector>

#include "app/locale.h"
#include "app/prices/state.h"

namespace fenming::app::prices {

// The file with only the draft as the version of its book; other books keep their heads, so that
// routing is checked against them.
BookFile file_with_draft(const State& state, int32_t today);

// Findings about the draft or about no book in particular. Searches for witnesses are bounded, so
// that an edit never waits long.
std::vector<Finding> check_draft(const State& state, int32_t today);

// The witness ticket's facts, and what the engine makes of it.
std::optional<Witness> explain_witness(const State& state, const Finding& finding, int32_t today,
                                       const Locale& locale);

}  // namespace fenming::app::prices
