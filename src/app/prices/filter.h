// Rows of a version's lists, in the order in which their tables show them, by name, code or amount.
#pragma once

#include <string_view>
#include <vector>

#include "app/prices/intents.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

// Indexes within the section's list whose name, code or first amount contains the query, whatever
// its case; an empty query takes all. Tiers come in the order in which they are tried (T2).
std::vector<int> rows_matching(const BookVersion& version, Section section, std::string_view query);

}  // namespace fenming::app::prices
