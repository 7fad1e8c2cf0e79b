// A simulation's result as JSON (settlement.md W1): totals and deltas per relation, by division and
// month, by tier and person, what waits and why, and the margin.
#pragma once

#include <string>

#include "engine/pricing/book.h"
#include "engine/simulation/run.h"

namespace fenming {

// Settles the history, located under the files' zones, under both files and writes totals and
// deltas. Canonical, one line.
std::string simulate_to_json(const BookFile& baseline, const BookFile& candidate,
                             const History& history, RunOptions options);

}  // namespace fenming
