// What the loop over a block of tickets reads: small records, so that they stay in the processor's
// nearest memory. Made from the version's tables; whatever has no place here goes the long way.
#pragma once

#include <array>
#include <cstdint>

namespace fenming {

// Columns of a tier's row of line amounts; columns of single lines follow.
inline constexpr uint32_t kNothingColumn = 0;  // nothing in every row
inline constexpr uint32_t kLongWayColumn = 1;  // kLongWay in every row
inline constexpr uint32_t kLineColumns = 2;

// In a row: this line sends its ticket the long way. Above what a block's lines can add up to, and
// as many of it as a block has lines still have 64 bits.
inline constexpr int64_t kLongWay = int64_t{1} << 52;

// A line signature: its amount is the row's column plus its cost with the tier's markup, of which
// one is nothing.
struct HotLine {
  uint32_t column_and_sum = kLongWayColumn << 8;
  uint32_t cost = 0;  // of the whole quantity, in fen

  uint32_t column() const { return column_and_sum >> 8; }
  uint32_t sum() const { return column_and_sum & 0xFF; }  // which sum its amount enters
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

// Scratch of the loop over a block: cells and recipes of its tickets, then running sums over all
// its lines, from which each ticket's sums are differences. One pass over the lines of many tickets
// has no short inner loop whose end a processor cannot foresee.
struct SettleBlock {
  static constexpr uint32_t kTickets = 256;
  static constexpr uint32_t kVisits = 512;
  static constexpr uint32_t kLines = 1024;
  // What the lines of a visit read of its recipe.
  struct Visit {
    uint32_t row = 0;
    uint32_t marked_up_bp = 0;
    uint32_t base = 0;
    uint32_t recipe = 0;
  };
  struct Running {
    int64_t all = 0;
    int64_t in_base = 0;
  };
  std::array<uint32_t, kTickets> cells;
  std::array<uint32_t, kTickets> first_visit;  // where tickets have not one visit each
  std::array<Visit, kVisits + 1> visits;
  std::array<uint8_t, kTickets> long_way;  // by ticket: not settled here
  std::array<uint16_t, kLines + 1> ends;   // visits that end before the line
  std::array<Running, kLines + 1> before;  // sums over the lines before a line
};

// What the loop over a block reads beside its scratch, wherever that lies: visits side by side.
struct BlockInput {
  uint32_t tickets = 0;
  uint32_t visits = 0;
  bool one_visit_each = true;
  const uint32_t* line_end = nullptr;  // by visit
  uint32_t first_line = 0;             // the line_end before the block
  const uint32_t* distance = nullptr;  // by visit, index of a distance

  uint32_t lines() const { return line_end[visits - 1] - first_line; }
};

}  // namespace fenming
