// Explanations as JSON (settlement.md X2).
#pragma once

#include <string>

#include "engine/pricing/explain.h"

namespace fenming {

// A JSON object: book, version, city class, every tier and surcharge with its verdict. "{}" where
// there is nothing to explain.
std::string write_explanation(const Settler& settler, const Ticket& ticket, const Outcome& outcome);

}  // namespace fenming
