// What settling a history gives: columns by ticket, and the components of one ticket.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "engine/pricing/settle.h"

namespace fenming {

inline constexpr int64_t kUnsettled = INT64_MIN;  // the ticket waits: undecided, no price, …
inline constexpr uint16_t kNoTier = 0xFFFF;

// What a run keeps of each ticket.
struct SettledColumns {
  std::vector<int64_t> total;         // fen, or kUnsettled
  std::vector<uint16_t> tier;         // index into the tiers of the version that priced it
  std::map<uint32_t, Error> waiting;  // why a ticket is not settled
  std::vector<uint8_t> explained;     // 1: settled by the explaining path
};

// A ticket's total before and after it was settled again, in fen or kUnsettled.
struct Repriced {
  int64_t before = 0;
  int64_t after = 0;
};

// One settled component of a ticket.
struct CompiledLine {
  Component component;
  uint32_t line = 0;       // line signature, for labour, bundles, parts and handling
  uint16_t surcharge = 0;  // index, for surcharges
  int64_t amount_fen = 0;
  bool operator==(const CompiledLine&) const = default;
};

}  // namespace fenming
