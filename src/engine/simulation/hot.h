// What the loop over a block of tickets reads: small records, so that they stay in the processor's
// nearest memory. Made from the version's tables; whatever has no place here goes the long way.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace fenming {

// Columns of a tier's row of line amounts; columns of single lines follow.
inline constexpr uint32_t kNothingColumn = 0;  // nothing in every row
inline constexpr uint32_t kLongWayColumn = 1;  // kLongWay in every row
inline constexpr uint32_t kLineColumns = 2;

// In a row: this line sends its ticket the long way. Above what a ticket's lines can add up to, and
// as many of it as a ticket has lines still have 64 bits.
inline constexpr int64_t kLongWay = int64_t{1} << 52;

// A line signature: its amount is the row's column plus its cost with the tier's markup, of which
// one is nothing.
struct HotLine {
  uint32_t column_and_shift = kLongWayColumn << 8;
  uint32_t cost = 0;  // of the whole quantity, in fen

  static HotLine of(uint32_t column, uint8_t sum, uint32_t cost) {
    return {column << 8 | (63u - sum), cost};
  }
  uint32_t column() const { return column_and_shift >> 8; }
  // Which sum its amount enters.
  uint8_t sum() const { return static_cast<uint8_t>(63 - (column_and_shift & 0xFF)); }
  // All bits where that sum is one of a base's, else none.
  int64_t mask_in(uint64_t base) const {
    return static_cast<int64_t>(base << (column_and_shift & 0xFF)) >> 63;
  }
};

inline constexpr int32_t kNoHotTravel = INT32_MIN;  // a distance that goes the long way

// A cell's recipe: one row of lines, one of travel, at most one percentage, bounds on the total.
struct HotRecipe {
  uint32_t row = 0;     // where the tier's row of lines begins
  uint32_t travel = 0;  // where its row of travel begins
  uint32_t marked_up_bp = 10000;
  uint32_t base = 0;  // bits of the sums that the percentage reads
  int32_t rate_bp = 0;
  uint16_t tier = 0;
  uint16_t slow = 1;           // 1: the ticket goes the long way
  int64_t travel_in_base = 0;  // all bits: yes
  int64_t fixed_in_base = 0;   // fixed surcharges before the percentage that its base names
  int64_t fixed = 0;           // all fixed surcharges
  uint64_t small_base = 0;     // up to here the percentage is a small product within its cap
  int64_t low = INT64_MIN;     // bounds on the whole ticket
  int64_t high = INT64_MAX;
};

// What the loops over a block of tickets read, beside the lines, and their scratch. Tickets with as
// many lines as others are settled in one loop: an inner loop whose length changes from ticket to
// ticket ends where no processor can foresee it.
struct SettleBlock {
  static constexpr uint32_t kTickets = 256;
  static constexpr uint32_t kCounted = 4;       // up to so many lines have loops of their own
  static constexpr uint32_t kMostLines = 1024;  // a ticket with more goes the long way
  static constexpr uint32_t kLines = 1u << 24;  // in a block; those beyond go the long way
  static constexpr uint32_t kLoops =
      kCounted + 2;  // and tickets without lines, and those with more
  std::array<uint32_t, kTickets> cells;
  std::array<uint16_t, kTickets> recipe;
  std::array<uint32_t, kTickets> distance;  // index of a distance, where visits are not tickets
  std::array<uint32_t, kTickets> lines;     // how many
  std::array<uint8_t, kTickets> long_way;   // 1: not settled here

  // By loop: ticket, and its first line, counted from the block's, in the bits above.
  std::array<std::array<uint32_t, kTickets>, kLoops> order;
  std::array<uint32_t, kLoops> tickets;  // by loop, how many

  void clear() { tickets.fill(0); }
  void add(uint32_t ticket, uint32_t first_line, uint32_t count) {
    const bool fits = count <= kMostLines && first_line < kLines;
    const uint32_t loop = fits ? std::min(count, kCounted + 1) : 0;
    lines[ticket] = count;
    order[loop][tickets[loop]++] = first_line << 8 | ticket;
  }
};

}  // namespace fenming
