// Tables that hold from a date on, as those of city classes and zones do.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace fenming {

// The table in force on a local date (days since 1970-01-01); the last one where the date is
// unknown; null if none. Of two that begin on one day the later in the list counts.
template <typename Table>
const Table* table_on(const std::vector<Table>& tables, std::optional<int32_t> date) {
  const Table* best = nullptr;
  for (const Table& table : tables) {
    if (date && table.from > *date) continue;
    if (best == nullptr || table.from >= best->from) best = &table;
  }
  return best;
}

}  // namespace fenming
