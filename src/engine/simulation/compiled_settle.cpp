// The settlement of one ticket in compiled form, and the hand-over to the explaining path.
#include <algorithm>

#include "base/assert.h"
#include "engine/pricing/travel.h"
#include "engine/simulation/compiled.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {

// A line that is not plain, or has an amount beyond 32 bits.
template <typename Sink>
bool CompiledVersion::add_line(uint32_t signature, const Recipe& recipe, Sums& sums,
                               const Sink& sink) const {
  const Line& line = lines_[signature];
  if (line.full) return false;
  if (!line.priced) return true;
  const int64_t amount = line_amounts_[recipe.line_row * lines_.size() + signature];
  if (amount == kUnsettled) return false;
  sums.fen[line.sum] += amount;
  sums.present |= 1u << line.sum;
  sink(line.component, signature, amount);
  if (!line.extra) return true;
  for (const auto& [sum, fen] :
       extras_[static_cast<size_t>(extra_of_line_[signature])].by_tier[recipe.line_row]) {
    sums.fen[sum] += fen;
    sums.present |= 1u << sum;
    sink(Component::kSurcharge, signature, fen);
  }
  return true;
}

// Adds a visit's lines, travel, time on site and surcharges to the sums; false where the explaining path must
// settle the ticket. `sink` hears of each component in the order of the explaining path, except
// that line surcharges follow their line.
template <typename Sink>
inline bool CompiledVersion::add_components(uint32_t at, const Recipe& recipe, Sums& sums,
                                            const Sink& sink) const {
  const auto [begin, end] = history_->lines_of(at);
  const uint32_t* signatures = history_->line_signature.data();
  const int32_t* row = line_amounts_32_.data() + recipe.line_row * lines_.size();
  const bool narrow = !line_amounts_32_.empty();
  bool open = begin == end;
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t signature = signatures[i];
    const uint8_t sum = line_sum_[signature];
    if (narrow && sum != kNotPlain) {
      sums.fen[sum] += row[signature];
      sums.present |= 1u << sum;
      sink(lines_[signature].component, signature, row[signature]);
      open = true;
      continue;
    }
    if (!add_line(signature, recipe, sums, sink)) return false;
    open = open || lines_[signature].priced;
  }
  if (open && recipe.travel_row >= 0) {
    const auto travel_row = static_cast<size_t>(recipe.travel_row);
    const bool later = !later_place_.empty() && !travel_rows_[travel_row]->each_ticket &&
                       later_place_[history_->visit_signature[at]] != 0;
    const size_t cell = travel_row * history_->distances_m.size() + history_->distance[at];
    int64_t amount = 0;
    if (!later) {
      amount = travel_amounts_32_.empty() ? travel_amounts_[cell] : travel_amounts_32_[cell];
      if (amount == kUnsettled) return false;
    }
    sums.fen[sum_of_travel_] += amount;
    sums.present |= 1u << sum_of_travel_;
    sink(Component::kTravel, 0, amount);
  }
  if (open && recipe.on_site != nullptr) {
    if (history_->arrived.empty() || history_->departed.empty()) return false;
    const uint32_t arrived = history_->arrived[at];
    const uint32_t departed = history_->departed[at];
    if (arrived == kNoTime || departed == kNoTime) return false;
    const int64_t seconds = int64_t{departed} - int64_t{arrived};
    if (seconds > 60 * recipe.on_site->included_min) {
      const int64_t blocks = on_site_blocks(*recipe.on_site, seconds);
      const Int128 amount = Int128{blocks} * recipe.on_site->per_block_fen;
      if (!within(amount, kMaxLineFen)) return false;
      sums.fen[sum_of_on_site_] += static_cast<int64_t>(amount);
      sums.present |= 1u << sum_of_on_site_;
      sink(Component::kOnSite, 0, static_cast<int64_t>(amount));
    }
  }
  for (const TicketCharge& charge : recipe.charges) {
    if (charge.of_visit && !open) continue;
    int64_t amount = charge.fen;
    if (charge.base != 0) {
      amount = std::clamp(rate_of(sums.of(charge.base), charge.bp), -charge.cap, charge.cap);
    }
    if (amount > kMaxLineFen || amount < -kMaxLineFen) return false;
    sums.fen[charge.sum] += amount;
    sums.present |= 1u << charge.sum;
    sink(Component::kSurcharge, 0, amount);
  }
  return true;
}

// Limits on parts of the categories. A correction of a base belongs to its sums; which of them is
// told apart only where a later limit reads a part of the base, and then the explaining path decides.
bool CompiledVersion::add_limits_of_parts(const Recipe& recipe, const Sums& sums,
                                          int64_t& total) const {
  int64_t correction = 0;
  uint32_t corrected = 0;
  for (const TicketLimit& limit : recipe.limits) {
    if ((sums.present & limit.base) == 0) continue;
    const bool sees_all = (corrected & ~limit.base) == 0;
    const bool sees_none = (corrected & limit.base) == 0;
    if (corrected != 0 && !sees_all && !sees_none) return false;
    const int64_t sum = sums.of(limit.base) + (sees_all ? correction : 0);
    const bool corrects = limit.is_max ? sum > limit.fen : sum < limit.fen;
    if (!corrects) continue;
    if (corrected != 0 && sees_none) return false;
    correction += limit.fen - sum;
    corrected |= limit.base & sums.present;
  }
  total += correction;
  return correction <= kMaxLineFen && correction >= -kMaxLineFen;
}

// Limits and rounding; false where the explaining path must decide.
inline bool CompiledVersion::add_corrections(const Recipe& recipe, const Sums& sums,
                                             int64_t& total) const {
  total = sums.whole(sum_count_);
  if (sums.present == 0) return true;
  if (recipe.bounded) {
    total = std::min(std::max(total, recipe.low), recipe.high);
  } else if (!add_limits_of_parts(recipe, sums, total)) {
    return false;
  }
  const std::optional<Rounding>& rounding = prepared_->version().rounding;
  if (rounding && rounding->unit_fen != 1) {
    total = static_cast<int64_t>(rounded_total(total, *rounding, recipe.whole_limits));
  }
  // Corrections are at most as large as their totals; beyond a line's limit the other path decides.
  return total <= kMaxLineFen && total >= -kMaxLineFen;
}

void CompiledVersion::settle_by_explaining(uint32_t ticket, SettledColumns& columns) const {
  Result<Settlement> settlement = settle_full(ticket);
  columns.total[ticket] = settlement ? settlement->total_fen : kUnsettled;
  columns.tier[ticket] = kNoTier;
  if (!settlement) {
    columns.waiting.insert_or_assign(ticket, settlement.error());
    return;
  }
  if (!columns.waiting.empty()) columns.waiting.erase(ticket);
  const std::vector<Tier>& tiers = prepared_->version().tiers;
  for (size_t i = 0; i < tiers.size(); ++i) {
    if (tiers[i].tier == settlement->tier) columns.tier[ticket] = static_cast<uint16_t>(i);
  }
}

// In blocks: first the cells of all tickets of a block, then their amounts, so that each loop reads
// few columns.
void CompiledVersion::settle_range(uint32_t begin, uint32_t end, SettledColumns& columns) const {
  constexpr uint32_t kBlock = 1024;
  std::array<uint32_t, kBlock> cells;
  const auto ignore = [](Component, uint32_t, int64_t) {};
  for (uint32_t from = begin; from < end; from += kBlock) {
    const uint32_t to = std::min(end, from + kBlock);
    if (expressible_) cells_->cells_of(from, to, cells.data());
    for (uint32_t i = from; i < to; ++i) {
      if (!expressible_ || (!odd_.empty() && odd_[i] != 0)) {
        settle_by_explaining(i, columns);
        continue;
      }
      const Recipe& recipe = recipes_[recipe_of_cell_[cells[i - from]]];
      Sums sums;
      int64_t total = 0;
      if (recipe.full ||
          !add_components(history_->visits_of(i).first, recipe, sums, ignore) ||
          !add_corrections(recipe, sums, total)) {
        settle_by_explaining(i, columns);
        continue;
      }
      columns.total[i] = total;
      columns.tier[i] = recipe.tier;
      if (!columns.waiting.empty()) columns.waiting.erase(i);
    }
  }
}

Result<Settlement> CompiledVersion::settle_full(uint32_t ticket) const {
  return settle_under(*prepared_, *entitlement_, file_local_, history_->ticket(ticket));
}

std::optional<std::vector<CompiledLine>> CompiledVersion::lines_of(uint32_t ticket) const {
  if (!expressible_ || (!odd_.empty() && odd_[ticket] != 0)) return std::nullopt;
  const Recipe& recipe = recipe_of(ticket);
  if (recipe.full) return std::nullopt;
  std::vector<CompiledLine> lines;
  Sums sums;
  const auto keep = [&](Component component, uint32_t line, int64_t amount) {
    lines.push_back({component, line, amount});
  };
  if (!add_components(history_->visits_of(ticket).first, recipe, sums, keep)) return std::nullopt;
  return lines;
}

}  // namespace fenming
