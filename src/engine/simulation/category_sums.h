// The sums that a ticket's amounts enter. Categories that no base tells apart share one, so that a
// ticket has few of them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/pricing/book.h"

namespace fenming {

inline constexpr size_t kMaxSums = 8;  // groups of categories that bases tell apart

// Which sum each category of a version enters.
struct CategorySums {
  explicit CategorySums(const BookVersion& version);

  bool fit = true;  // false: the version needs more than kMaxSums, and nothing else stands
  size_t count = 1;
  uint8_t travel = 0;
  uint8_t on_site = 0;
  uint8_t parts = 0;

  uint8_t of(std::string_view category) const;
  // Bits of the sums of the categories; of all sums where none is named.
  uint32_t bits_of(const std::vector<std::string>& categories) const;

 private:
  std::map<std::string, uint8_t, std::less<>> by_category_;
};

// The sums of one ticket while it is settled, in fen.
struct TicketSums {
  std::array<int64_t, kMaxSums> fen = {};
  uint32_t present = 0;  // bits of the sums that something entered, be it 0

  void add(uint32_t sum, int64_t amount) {
    fen[sum] += amount;
    present |= 1u << sum;
  }
  // `base`: bits of sums.
  int64_t of(uint32_t base) const {
    int64_t sum = 0;
    for (uint32_t left = base; left != 0; left &= left - 1) {
      sum += fen[static_cast<size_t>(__builtin_ctz(left))];
    }
    return sum;
  }
  int64_t whole(size_t count) const {
    int64_t sum = 0;
    for (size_t i = 0; i < count; ++i)
      sum += fen[i];
    return sum;
  }
};

}  // namespace fenming
