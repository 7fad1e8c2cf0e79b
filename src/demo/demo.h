// The demo: a fictitious appliance-service company over all provinces, its price books in three
// versions, and its history. Deterministic: the same numbers on every machine. Prices, people and
// partners are invented; division codes, city classes and holidays are real (demo_data.cpp).
#pragma once

#include <cstdint>

#include "engine/pricing/book.h"
#include "engine/simulation/history.h"

namespace fenming {

// Routing, a technician book and a customer book with three versions each, a count plan.
BookFile demo_books();

// `tickets` historical tickets over 24 months, in the order of completion. A seed gives one
// history.
History demo_history(uint32_t tickets, uint64_t seed);

}  // namespace fenming
