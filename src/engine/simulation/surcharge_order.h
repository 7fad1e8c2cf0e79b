// What the compiled form has to know of a version's surcharges before it compiles anything.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/pricing/settle.h"

namespace fenming {

// Whether a surcharge is one of single lines, not of a ticket or its visit.
bool is_line_occasion(const Surcharge& surcharge);

// Every charge that a surcharge may have, over all tiers.
std::vector<const Charge*> charges_over_tiers(const BookVersion& version,
                                              const Surcharge& surcharge);

bool names_category(const std::vector<std::string>& categories, std::string_view category);

// The compiled form adds line surcharges before those of the ticket, and decides lines by what they
// are alone. False where a percentage would see another order of lines, or a rule of a line reads
// more than the line: then every ticket needs the explaining path.
bool order_is_plain(const PreparedVersion& prepared, const Entitlement& entitlement);

}  // namespace fenming
