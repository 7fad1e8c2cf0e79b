// The loop over a block of tickets: first the recipes of all, then all their lines, then the
// totals. What a recipe or a line cannot say here goes the long way, ticket by ticket
// (settle_single).
#include <algorithm>

#include "engine/simulation/compiled.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {
namespace {

// Whether all three are so small that no line, correction or surcharge among them can pass a line's
// limit; in one comparison.
bool all_narrow(int64_t a, int64_t b, int64_t c) {
  constexpr uint64_t kHalf = uint64_t{1} << 39;
  static_assert(2 * kHalf > kMaxLineFen && kHalf < kMaxLineFen);
  const auto shifted = [](int64_t fen) { return static_cast<uint64_t>(fen) + kHalf; };
  return (shifted(a) | shifted(b) | shifted(c)) < 2 * kHalf;
}

}  // namespace

// The end of the block that begins with a ticket: as many as the scratch holds; none where the
// ticket alone is too large, or has no visit to begin with.
uint32_t CompiledVersion::block_end(uint32_t begin, uint32_t end) const {
  end = std::min(end, begin + SettleBlock::kTickets);
  const uint32_t first = history_->visits_of(begin).first;
  const uint32_t line = first == 0 ? 0 : history_->line_end[first - 1];
  for (; end > begin; end = begin + (end - begin) / 2) {
    const uint32_t last = history_->visits_of(end - 1).second;
    if (last == first) return begin;
    const bool fits = last - first <= SettleBlock::kVisits &&
                      history_->line_end[last - 1] - line <= SettleBlock::kLines;
    if (fits) break;
  }
  return end;
}

// Running sums over a block's lines. The amount of the row and that at cost with markup are both
// computed and one of them is nothing: a branch here would be a guess.
template <typename Signature>
void CompiledVersion::add_block_lines(SettleBlock& block, const BlockInput& input,
                                      const Signature* signatures) const {
  const uint32_t lines = input.lines();
  std::fill_n(block.ends.begin(), lines + 1, uint16_t{0});
  for (uint32_t visit = 0; visit < input.visits; ++visit)
    ++block.ends[input.line_end[visit] - input.first_line];
  const HotLine* hot_lines = tables_.hot_lines.data();
  const int64_t* rows = tables_.rows.data();
  SettleBlock::Running running;
  const SettleBlock::Visit* visit = block.visits.data();
  block.before[0] = running;
  for (uint32_t l = 0; l < lines; ++l) {
    visit += block.ends[l];
    const HotLine line = hot_lines[signatures[l]];
    const int64_t amount =
        rows[visit->row + line.column()] + small_rate(line.cost, visit->marked_up_bp);
    running.all += amount;
    running.in_base += amount & -static_cast<int64_t>(visit->base >> line.sum() & 1);
    block.before[l + 1] = running;
  }
}

// Totals of a block's tickets: lines, travel, fixed surcharges, one percentage, bounds. Marks the
// tickets that must go the long way. `kOneVisitEach`: ticket and visit have the same index.
template <bool kOneVisitEach>
bool CompiledVersion::finish_block(SettleBlock& block, const BlockInput& input, int64_t* totals,
                                   uint16_t* tiers) const {
  const uint32_t first_line = input.first_line;
  const uint32_t* line_end = input.line_end;
  const uint32_t* distance = input.distance;
  const int32_t* travel = tables_.hot_travel.data();
  const HotRecipe* recipes = recipes_.hot_recipes.data();
  const SettleBlock::Visit* visits = block.visits.data();
  const SettleBlock::Running* before = block.before.data();
  uint8_t* long_way = block.long_way.data();
  uint32_t from_line = 0;
  SettleBlock::Running from = before[0];
  uint8_t any = 0;
  for (uint32_t k = 0; k < input.tickets; ++k) {
    uint32_t visit = k;
    if constexpr (!kOneVisitEach) {
      visit = block.first_visit[k];
      from_line = visit == 0 ? 0 : line_end[visit - 1] - first_line;
      from = before[from_line];
    }
    const uint32_t to_line = line_end[visit] - first_line;
    const SettleBlock::Running to = before[to_line];
    const HotRecipe& recipe = recipes[visits[visit].recipe];
    const int64_t lines = to.all - from.all;
    const int64_t paid_travel = travel[recipe.travel + distance[visit]];
    const int64_t base =
        to.in_base - from.in_base + recipe.fixed_in_base + (paid_travel & recipe.travel_in_base);
    // A base that is too large for a small product, negative or met by the cap goes the long way.
    const bool small = static_cast<uint64_t>(base) <= recipe.small_base;
    const int64_t extra =
        small_rate(static_cast<uint64_t>(base), static_cast<uint64_t>(recipe.rate_bp));
    const int64_t total = lines + paid_travel + recipe.fixed + extra;
    totals[k] = std::min(std::max(total, recipe.low), recipe.high);
    tiers[k] = recipe.tier;
    const bool narrow = all_narrow(lines, extra, total);
    const bool known = paid_travel != kNoHotTravel && from_line != to_line;
    long_way[k] = static_cast<uint8_t>(recipe.slow | (small && narrow && known ? 0u : 1u));
    any |= long_way[k];
    from = to;
    from_line = to_line;
  }
  return any != 0;
}

// From recipes to totals; `block.visits` must stand. True where some ticket must go the long way.
template <typename Signature>
bool CompiledVersion::settle_visits(SettleBlock& block, const BlockInput& input,
                                    const Signature* signatures, int64_t* totals,
                                    uint16_t* tiers) const {
  add_block_lines(block, input, signatures);
  const bool any_long_way = input.one_visit_each ? finish_block<true>(block, input, totals, tiers)
                                                 : finish_block<false>(block, input, totals, tiers);
  round_block(block, input, totals);
  return any_long_way;
}

// Each ticket's first visit, counted from the block's. A ticket without visits is odd: it goes the
// long way, whatever stands at its place here.
void CompiledVersion::find_first_visits(SettleBlock& block, uint32_t begin,
                                        const BlockInput& input) const {
  const uint32_t visit_begin = history_->visits_of(begin).first;
  for (uint32_t k = 0; k < input.tickets; ++k) {
    const uint32_t visit = history_->visits_of(begin + k).first - visit_begin;
    block.first_visit[k] = std::min(visit, input.visits - 1);
  }
  // Visits beyond a ticket's first have any recipe: their tickets are odd.
  std::fill_n(block.visits.begin(), input.visits, SettleBlock::Visit{});
}

void CompiledVersion::settle_block(SettleBlock& block, uint32_t begin, uint32_t end,
                                   SettledColumns& columns) const {
  const uint32_t visit_begin = history_->visits_of(begin).first;
  BlockInput input;
  input.tickets = end - begin;
  input.visits = history_->visits_of(end - 1).second - visit_begin;
  input.one_visit_each = history_->visit_end.empty();
  input.line_end = history_->line_end.data() + visit_begin;
  input.first_line = visit_begin == 0 ? 0 : history_->line_end[visit_begin - 1];
  input.distance = history_->distance.data() + visit_begin;
  recipes_.cells->cells_of(begin, end, block.cells.data());
  if (!input.one_visit_each) find_first_visits(block, begin, input);
  const uint16_t* recipe_of_cell = recipes_.of_cell.data();
  const HotRecipe* recipes = recipes_.hot_recipes.data();
  for (uint32_t k = 0; k < input.tickets; ++k) {
    const uint32_t id = recipe_of_cell[block.cells[k]];
    const HotRecipe& recipe = recipes[id];
    const uint32_t visit = input.one_visit_each ? k : block.first_visit[k];
    block.visits[visit] = {recipe.row, recipe.marked_up_bp, recipe.base, id};
  }
  bool any_long_way =
      settle_visits(block, input, history_->line_signature.data() + input.first_line,
                    columns.total.data() + begin, columns.tier.data() + begin);
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
void CompiledVersion::round_block(const SettleBlock& block, const BlockInput& input,
                                  int64_t* totals) const {
  const std::optional<Rounding>& rounding = prepared_->version().rounding;
  if (!rounding || rounding->unit_fen == 1) return;
  for (uint32_t k = 0; k < input.tickets; ++k) {
    if (block.long_way[k] != 0) continue;
    const uint32_t visit = input.one_visit_each ? k : block.first_visit[k];
    const Recipe& recipe = recipes_.recipes[block.visits[visit].recipe];
    totals[k] = static_cast<int64_t>(rounded_total(totals[k], *rounding, recipe.whole_limits));
  }
}

template bool CompiledVersion::settle_visits(SettleBlock&, const BlockInput&, const uint16_t*,
                                             int64_t*, uint16_t*) const;

}  // namespace fenming
