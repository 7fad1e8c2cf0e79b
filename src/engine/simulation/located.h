// Zones of past tickets (settlement.md F5). They are derived when a history meets the tables, not
// when its tickets came in, so that a table made later prices older tickets too.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "engine/simulation/history.h"
#include "engine/zones.h"

namespace fenming {

// What locate() does to a ticket, for all of them. A history without tables stays as it is.
void locate(const std::vector<ZoneTable>& tables, History& history);

// What a simulation answers whose two files have different zones: prices of different facts are not
// compared.
Error zones_differ();

// A division without a zone, and how many tickets lie in it: the queue of F5.
struct UnzonedPlace {
  std::string division;  // as the tickets state it
  uint32_t tickets = 0;
};
// Of a located history, the most tickets first. Tickets without a division are not among them.
std::vector<UnzonedPlace> unzoned_places(const History& history);

}  // namespace fenming
