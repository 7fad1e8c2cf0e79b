// The column snapshot of a history: what the server stores and the browser loads. A header, then
// each dictionary and column as plain little-endian integers. Reading checks every length and every
// index, so that a damaged or hostile snapshot is an error and never a crash.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/simulation/history.h"

namespace fenming {

std::string write_history(const History& history);
Result<History> read_history(std::string_view bytes);

inline constexpr size_t kHistoryPartBytes = size_t{4} << 20;

// A piece of a snapshot: at most kHistoryPartBytes, with its SHA-256.
struct HistoryPart {
  size_t bytes = 0;
  std::string digest;
};
std::vector<HistoryPart> history_parts(std::string_view snapshot);

}  // namespace fenming
