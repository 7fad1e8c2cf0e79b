// Edits of many cells at once: one step of the log, whatever the number of cells. Cells that refuse
// their text keep it with the reason, like cells that are edited one by one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/locale.h"
#include "app/prices/intents.h"
#include "app/prices/state.h"
#include "base/result.h"

namespace fenming::app::prices {

// More refused cells than this are counted and not kept.
inline constexpr size_t kMostKeptErrors = 500;

struct BlockOutcome {
  int changed = 0;
  int refused = 0;
};
BlockOutcome edit_block(Document& document, const EditBlock& edit, const Locale& locale);

// A change of amounts as it is typed: "+3%", "-2.5%", "*1.03", "+5", "-0.5", "=99".
struct Adjustment {
  enum Kind : uint8_t { kPercent, kAdd, kSet } kind = kPercent;
  int64_t value = 0;  // basis points to add, or fen
};
// Error codes: empty, not_a_number, too_precise, out_of_range.
Result<Adjustment> parse_adjustment(std::string_view text);
// The amount after it, in fen, rounded half away from zero to whole units of `unit_fen`; an error
// with code out_of_range or negative.
Result<int64_t> adjusted(int64_t fen, const Adjustment& adjustment, int64_t unit_fen);

// What an adjustment makes of cells that hold an amount; the others are left out. Inherited amounts
// become the cell's own.
struct AdjustedCells {
  std::vector<BlockCell> cells;
  int left_out = 0;
  int64_t before_fen = 0;  // sums over `cells`
  int64_t after_fen = 0;
};
struct CellPlace {
  int row = 0;
  int column = 0;
};
AdjustedCells adjust_cells(const Document& document, Section section,
                           const std::vector<CellPlace>& places, const Adjustment& adjustment,
                           int64_t unit_fen, const Locale& locale);

}  // namespace fenming::app::prices
