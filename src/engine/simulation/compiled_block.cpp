// The loops over a block of tickets: all with one line, all with two, and so on. What a recipe or a
// line cannot say here goes the long way, ticket by ticket (settle_single).
#include <algorithm>

#include "engine/simulation/compiled.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {
namespace {

// Whether a sum of amounts is within a line's limit, in one comparison.
bool is_narrow(int64_t fen) {
  constexpr uint64_t kHalf = uint64_t{1} << 39;
  static_assert(kHalf <= kMaxLineFen);
  return static_cast<uint64_t>(fen) + kHalf < 2 * kHalf;
}

}  // namespace

// Totals of a loop's tickets: lines, travel, fixed surcharges, one percentage, bounds. `kLines`:
// how many each has; 0: as the block says. Marks the tickets that must go the long way; 1 where
// some must. The amount of a line's column and that at cost with markup are both computed and one
// of them is nothing: a branch here would be a guess.
template <uint32_t kLines, typename Signature>
uint8_t CompiledVersion::settle_alike(SettleBlock& block, uint32_t loop,
                                      const Signature* signatures,
                                      const BlockColumns& columns) const {
  const HotLine* hot_lines = tables_.hot_lines.data();
  const int64_t* rows = tables_.rows.data();
  const int32_t* travel = tables_.hot_travel.data();
  const HotRecipe* recipes = recipes_.hot_recipes.data();
  const auto [distances, totals, tiers] = columns;
  const uint32_t* order = block.order[loop].data();
  const uint32_t tickets = block.tickets[loop];
  uint8_t any = 0;
  for (uint32_t at = 0; at < tickets; ++at) {
    const uint32_t k = order[at] & 0xFF;
    const Signature* signature = signatures + (order[at] >> 8);
    const HotRecipe& recipe = recipes[block.recipe[k]];
    const int64_t* row = rows + recipe.row;
    const uint32_t count = kLines != 0 ? kLines : block.lines[k];
    int64_t lines = 0;
    int64_t base = recipe.fixed_in_base;
    for (uint32_t l = 0; l < count; ++l) {
      const HotLine line = hot_lines[signature[l]];
      const int64_t amount = row[line.column()] + small_rate(line.cost, recipe.marked_up_bp);
      lines += amount;
      base += amount & line.mask_in(recipe.base);
    }
    const int64_t paid_travel = travel[recipe.travel + distances[k]];
    base += paid_travel & recipe.travel_in_base;
    // A base that is too large for a small product, negative or met by the cap goes the long way.
    const bool small = static_cast<uint64_t>(base) <= recipe.small_base;
    const int64_t extra =
        small_rate(static_cast<uint64_t>(base), static_cast<uint64_t>(recipe.rate_bp));
    const int64_t total = lines + paid_travel + recipe.fixed + extra;
    totals[k] = std::min(std::max(total, recipe.low), recipe.high);
    tiers[k] = recipe.tier;
    // One line that goes the long way makes the total too wide, however many there are.
    const bool known = small & is_narrow(total) & (paid_travel != kNoHotTravel);
    const auto leaves = static_cast<uint8_t>(recipe.slow | (known ? 0u : 1u));
    block.long_way[k] = leaves;
    any |= leaves;
  }
  return any;
}

// From recipes and order to totals. True where some ticket must go the long way.
template <typename Signature>
bool CompiledVersion::settle_ordered(SettleBlock& block, uint32_t tickets,
                                     const Signature* signatures,
                                     const BlockColumns& columns) const {
  static_assert(SettleBlock::kTickets == 256 && SettleBlock::kCounted == 4);
  uint8_t any = block.tickets[0] != 0 ? 1 : 0;
  for (uint32_t at = 0; at < block.tickets[0]; ++at)
    block.long_way[block.order[0][at] & 0xFF] = 1;
  any |= settle_alike<1>(block, 1, signatures, columns);
  any |= settle_alike<2>(block, 2, signatures, columns);
  any |= settle_alike<3>(block, 3, signatures, columns);
  any |= settle_alike<4>(block, 4, signatures, columns);
  any |= settle_alike<0>(block, 5, signatures, columns);
  round_block(block, tickets, columns.totals);
  return any != 0;
}

void CompiledVersion::order_tickets(SettleBlock& block, uint32_t begin, uint32_t end) const {
  const uint32_t* line_end = history_->line_end.data();
  const uint32_t first = begin == 0 ? 0 : line_end[begin - 1];
  const uint32_t* cells = block.cells.data();
  const uint16_t* recipe_of_cell = recipes_.of_cell.data();
  uint32_t from = first;
  for (uint32_t i = begin; i < end; ++i) {
    block.recipe[i - begin] = recipe_of_cell[cells[i - begin]];
    block.add(i - begin, from - first, line_end[i] - from);
    from = line_end[i];
  }
}

// The same where tickets have not one visit each; those that have not are odd.
void CompiledVersion::order_first_visits(SettleBlock& block, uint32_t begin, uint32_t end) const {
  const uint32_t first_visit = history_->visits_of(begin).first;
  const uint32_t first = first_visit == 0 ? 0 : history_->line_end[first_visit - 1];
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t k = i - begin;
    const auto [visit, visits_end] = history_->visits_of(i);
    block.recipe[k] = recipes_.of_cell[block.cells[k]];
    if (visit == visits_end) {
      block.add(k, 0, 0);
      continue;
    }
    const auto [line, lines_end] = history_->lines_of(visit);
    block.distance[k] = history_->distance[visit];
    block.add(k, line - first, lines_end - line);
  }
}

void CompiledVersion::settle_block(SettleBlock& block, uint32_t begin, uint32_t end,
                                   SettledColumns& columns) const {
  const uint32_t visit = history_->visits_of(begin).first;
  const uint32_t line = visit == 0 ? 0 : history_->line_end[visit - 1];
  BlockColumns own;
  own.totals = columns.total.data() + begin;
  own.tiers = columns.tier.data() + begin;
  recipes_.cells->cells_of(begin, end, block.cells.data());
  block.clear();
  if (history_->visit_end.empty()) {
    own.distance = history_->distance.data() + begin;
    order_tickets(block, begin, end);
  } else {
    own.distance = block.distance.data();
    order_first_visits(block, begin, end);
  }
  bool any_long_way =
      settle_ordered(block, end - begin, history_->line_signature.data() + line, own);
  if (!columns.waiting.empty()) {
    columns.waiting.erase(columns.waiting.lower_bound(begin), columns.waiting.lower_bound(end));
  }
  std::fill_n(columns.explained.data() + begin, end - begin, uint8_t{0});
  any_long_way = mark_odd(block, begin, end) || any_long_way;
  if (!any_long_way) return;
  for (uint32_t i = begin; i < end; ++i) {
    if (block.long_way[i - begin] != 0) [[unlikely]]
      settle_single(hot_columns(), i, columns);
  }
}

// Marks what no recipe can tell; false where the history has nothing of the kind: tickets beyond
// the columns, visits at a later place of a trip.
bool CompiledVersion::mark_odd(SettleBlock& block, uint32_t begin, uint32_t end) const {
  if (odd_.empty() && later_place_.empty()) return false;
  for (uint32_t i = begin; !odd_.empty() && i < end; ++i)
    block.long_way[i - begin] |= odd_[i];
  if (later_place_.empty()) return true;
  for (uint32_t i = begin; i < end; ++i) {
    const auto [visit, visits_end] = history_->visits_of(i);
    if (visit == visits_end) continue;
    block.long_way[i - begin] |= later_place_[history_->visit_signature[visit]];
  }
  return true;
}

// Rounds the totals; those of the long way are computed again.
void CompiledVersion::round_block(const SettleBlock& block, uint32_t tickets,
                                  int64_t* totals) const {
  const std::optional<Rounding>& rounding = prepared_->version().rounding;
  if (!rounding || rounding->unit_fen == 1) return;
  for (uint32_t k = 0; k < tickets; ++k) {
    if (block.long_way[k] != 0) continue;
    const Recipe& recipe = recipes_.recipes[block.recipe[k]];
    totals[k] = static_cast<int64_t>(rounded_total(totals[k], *rounding, recipe.whole_limits));
  }
}

template bool CompiledVersion::settle_ordered(SettleBlock&, uint32_t, const uint16_t*,
                                              const BlockColumns&) const;
template bool CompiledVersion::settle_ordered(SettleBlock&, uint32_t, const uint32_t*,
                                              const BlockColumns&) const;

}  // namespace fenming
