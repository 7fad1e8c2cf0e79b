// The demo: a fictitious appliance-service company over all provinces, its price books in three
// versions, and its history. Deterministic: the same numbers on every machine. Prices, people and
// partners are invented; division codes, city classes and holidays are real (demo_data.cpp).
#pragma once

#include <cstdint>
#include <vector>

#include "engine/pricing/book.h"
#include "engine/simulation/history.h"
#include "engine/workflow/run/history.h"

namespace fenming {

// Routing, a technician book and a customer book with three versions each, a count plan.
BookFile demo_books();

// `tickets` historical tickets over 24 months, in the order of completion. A seed gives one
// history.
History demo_history(uint32_t tickets, uint64_t seed);

// As many tickets that were created in the month that begins on that day (days since 1970-01-01)
// and went through the template, as they were recorded: mostly done at once, some with other
// outcomes, returns, cancellations and broken SLAs. Fewer where the template asks at its start for
// what only people know. A seed gives one list.
std::vector<workflow::HistoryCase> demo_past_tickets(const workflow::TemplateVersion& version,
                                                     const BookFile& file, uint32_t tickets,
                                                     uint64_t seed, int32_t month);

}  // namespace fenming
