// The settlement of one ticket in compiled form, and the hand-over to the explaining path.
#include <algorithm>
#include <numeric>

#include "base/assert.h"
#include "engine/pricing/travel.h"
#include "engine/simulation/compiled.h"
#include "engine/simulation/divider.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {
namespace {

// The explaining path's order of components; lines and equal surcharges keep theirs.
uint32_t place_of(const CompiledLine& line) {
  switch (line.component) {
    case Component::kLabour:
    case Component::kBundle:
      return 0;
    case Component::kTravel:
      return 1;
    case Component::kOnSite:
      return 2;
    case Component::kSurcharge:
      return 4u + line.surcharge;
    default:
      return 3;
  }
}

}  // namespace

// A line that does not stand alone in its row: with surcharges of its own, with an amount beyond
// the row, or not to be settled here.
template <typename Sink>
bool CompiledVersion::add_line(uint32_t signature, const Recipe& recipe, TicketSums& sums,
                               const Sink& sink) const {
  const LineKind& kind = lines_.kinds[signature];
  const int32_t surcharges = tables_.surcharges_of_line[signature];
  if (kind.full) return false;
  if (!kind.priced) return true;
  if (kind.may_bundle || surcharges == AmountTables::kLeft) return false;
  const int64_t amount = tables_.line_amount(recipe.line_row, signature);
  if (amount == kLongWay) return false;
  sums.add(kind.sum, amount);
  sink({kind.component, signature, 0, amount});
  if (surcharges == AmountTables::kNoSurcharge) return true;
  const auto& by_tier = tables_.surcharged[static_cast<size_t>(surcharges)].by_tier;
  for (const AmountTables::LineCharge& charge : by_tier[recipe.line_row]) {
    sums.add(charge.sum, charge.fen);
    sink({Component::kSurcharge, signature, charge.surcharge, charge.fen});
  }
  return true;
}

// The item lines of a ticket where a bundle may be; false where the explaining path must settle it.
template <typename Sink>
bool CompiledVersion::add_bundled(uint32_t set, const Recipe& recipe, TicketSums& sums,
                                  const Sink& sink) const {
  const auto& settled = tables_.bundled[set][recipe.line_row];
  if (!settled) return false;
  for (const AmountTables::SetLine& one : *settled) {
    sums.add(one.sum, one.line.amount_fen);
    sink(one.line);
  }
  return true;
}

// Adds a visit's lines, travel, time on site and surcharges to the sums; false where the explaining
// path must settle the ticket. `sink` hears of each component in the order of the explaining path,
// except that line surcharges follow their line.
template <typename Sink>
inline bool CompiledVersion::add_components(const HotColumns& hot, uint32_t at,
                                            const Recipe& recipe, TicketSums& sums,
                                            const Sink& sink) const {
  const uint32_t begin = at == 0 ? 0 : hot.line_end[at - 1];
  const uint32_t end = hot.line_end[at];
  const int64_t* row = hot.rows + recipe.line_row * hot.columns;
  const int32_t marked_up_bp = recipe.marked_up_bp;
  int64_t marked_up = 0;
  bool any_marked_up = false;
  bool open = begin == end;
  const std::optional<uint32_t> bundled =
      lines_.bundled_visits.empty() ? std::nullopt : lines_.bundled_set_of(at);
  if (bundled) {
    if (!add_bundled(*bundled, recipe, sums, sink)) return false;
    open = true;
  }
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t signature = hot.line_signature[i];
    if (bundled && !lines_.facts[signature].item.empty()) continue;
    const HotLine line = hot.lines[signature];
    if (line.column() == kNothingColumn) {
      const int64_t amount = rate_of(line.cost, marked_up_bp);
      marked_up += amount;
      any_marked_up = true;
      sink({Component::kParts, signature, 0, amount});
    } else if (line.column() != kLongWayColumn) {
      const int64_t amount = row[line.column()];
      if (amount == kLongWay) return false;
      sums.add(line.sum(), amount);
      open = true;
      sink({lines_.kinds[signature].component, signature, 0, amount});
    } else {
      if (!add_line(signature, recipe, sums, sink)) return false;
      open = open || lines_.kinds[signature].priced;
    }
  }
  if (any_marked_up) {
    sums.add(hot.marked_up_sum, marked_up);
    open = true;
  }
  if (open && recipe.travel_row >= 0) {
    const auto travel_row = static_cast<size_t>(recipe.travel_row);
    const bool later = !later_place_.empty() && !tables_.travel_terms[travel_row]->each_ticket &&
                       later_place_[history_->visit_signature[at]] != 0;
    const size_t cell = travel_row * history_->distances_m.size() + hot.distance[at];
    const int64_t amount = later ? 0 : tables_.travel[cell];
    if (amount == kUnsettled) return false;
    sums.add(hot.travel_sum, amount);
    sink({Component::kTravel, 0, 0, amount});
  }
  if (open && recipe.on_site) {
    if (history_->arrived.empty() || history_->departed.empty()) return false;
    const uint32_t arrived = history_->arrived[at];
    const uint32_t departed = history_->departed[at];
    if (arrived == kNoTime || departed == kNoTime) return false;
    const int64_t seconds = int64_t{departed} - int64_t{arrived};
    if (seconds > 60 * recipe.on_site->included_min) {
      const int64_t blocks = on_site_blocks(*recipe.on_site, seconds);
      const Int128 amount = Int128{blocks} * recipe.on_site->per_block_fen;
      if (!within(amount, kMaxLineFen)) return false;
      sums.add(sums_.on_site, static_cast<int64_t>(amount));
      sink({Component::kOnSite, 0, 0, static_cast<int64_t>(amount)});
    }
  }
  for (const TicketCharge& charge : recipe.charges) {
    if (charge.of_visit && !open) continue;
    int64_t amount = charge.fen;
    if (charge.base != 0) {
      amount = std::clamp(rate_of(sums.of(charge.base), charge.bp), -charge.cap, charge.cap);
    }
    if (amount > kMaxLineFen || amount < -kMaxLineFen) return false;
    sums.add(charge.sum, amount);
    sink({Component::kSurcharge, 0, charge.surcharge, amount});
  }
  return true;
}

// Limits on parts of the categories. A correction of a base belongs to its sums; which of them is
// told apart only where a later limit reads a part of the base, and then the explaining path
// decides.
bool CompiledVersion::add_limits_of_parts(const Recipe& recipe, const TicketSums& sums,
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
inline bool CompiledVersion::add_corrections(const Recipe& recipe, const TicketSums& sums,
                                             int64_t& total) const {
  total = sums.whole(sums_.count);
  if (sums.present == 0) return true;
  // A correction is at most as large as the sum it corrects; beyond a line's limit the other path
  // decides.
  if (total > kMaxLineFen || total < -kMaxLineFen) return false;
  if (recipe.bounded) {
    total = std::min(std::max(total, recipe.low), recipe.high);
  } else if (!add_limits_of_parts(recipe, sums, total)) {
    return false;
  }
  const std::optional<Rounding>& rounding = prepared_->version().rounding;
  if (rounding && rounding->unit_fen != 1) {
    total = static_cast<int64_t>(rounded_total(total, *rounding, recipe.whole_limits));
  }
  return total <= kMaxLineFen && total >= -kMaxLineFen;
}

void CompiledVersion::settle_by_explaining(uint32_t ticket, SettledColumns& columns) const {
  Result<Settlement> settlement = settle_full(ticket);
  columns.total[ticket] = settlement ? settlement->total_fen : kUnsettled;
  columns.tier[ticket] = kNoTier;
  columns.explained[ticket] = 1;
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

CompiledVersion::HotColumns CompiledVersion::hot_columns() const {
  HotColumns hot;
  hot.line_end = history_->line_end.data();
  hot.line_signature = history_->line_signature.data();
  hot.distance = history_->distance.data();
  hot.lines = tables_.hot_lines.data();
  hot.rows = tables_.rows.data();
  hot.columns = tables_.columns();
  hot.marked_up_sum = sums_.parts;
  hot.travel_sum = sums_.travel;
  return hot;
}

// One ticket with all that a recipe can hold.
void CompiledVersion::settle_single(const HotColumns& hot, uint32_t ticket,
                                    SettledColumns& columns) const {
  if (!odd_.empty() && odd_[ticket] != 0) return settle_by_explaining(ticket, columns);
  const Recipe& recipe = recipe_of(ticket);
  TicketSums sums;
  int64_t total = 0;
  const auto ignore = [](const CompiledLine&) {};
  const bool settled =
      !recipe.full &&
      add_components(hot, history_->visits_of(ticket).first, recipe, sums, ignore) &&
      add_corrections(recipe, sums, total);
  if (!settled) return settle_by_explaining(ticket, columns);
  columns.total[ticket] = total;
  columns.tier[ticket] = recipe.tier;
  columns.explained[ticket] = 0;
  if (!columns.waiting.empty()) columns.waiting.erase(ticket);
}

// Whether a step of a fixed amount has somebody to give it to.
bool CompiledVersion::gives_fixed_share(uint32_t ticket) const {
  const auto [visit, visits_end] = history_->visits_of(ticket);
  if (visit == visits_end) return false;
  const TicketSignature& facts = history_->ticket_signatures[history_->signature[ticket]];
  const auto& crew =
      history_->crews[history_->visit_signatures[history_->visit_signature[visit]].people];
  const std::vector<SplitStep>& steps = prepared_->version().split.steps;
  return std::any_of(steps.begin(), steps.end(), [&](const SplitStep& step) {
    if (!step.fixed) return false;
    if (step.role == Role::kPlatform) return true;
    if (step.role == Role::kPartner) return facts[static_cast<size_t>(Fact::kPartner)] != 0;
    return std::any_of(crew.begin(), crew.end(),
                       [&](const Person& person) { return person.role == step.role; });
  });
}

// A share that its category cannot give is an error of the ticket (P8), whatever its amount.
void CompiledVersion::check_division(std::span<const uint32_t> tickets,
                                     SettledColumns& columns) const {
  if (!gives_fixed_shares_) return;
  TicketDivider divider(*this);
  for (const uint32_t ticket : tickets) {
    const bool settled_here = columns.explained[ticket] == 0;
    if (settled_here && gives_fixed_share(ticket) && !divider.divide(ticket)) {
      settle_by_explaining(ticket, columns);
    }
  }
}

void CompiledVersion::settle_list(std::span<const uint32_t> tickets,
                                  SettledColumns& columns) const {
  const HotColumns hot = expressible_ ? hot_columns() : HotColumns{};
  for (const uint32_t ticket : tickets) {
    if (expressible_) {
      settle_single(hot, ticket, columns);
    } else {
      settle_by_explaining(ticket, columns);
    }
  }
  check_division(tickets, columns);
}

void CompiledVersion::settle_range(uint32_t begin, uint32_t end, SettledColumns& columns) const {
  if (expressible_ && !gives_fixed_shares_) return settle_blocks(begin, end, columns);
  std::vector<uint32_t> tickets(end - begin);
  std::iota(tickets.begin(), tickets.end(), begin);
  if (!expressible_) return settle_list(tickets, columns);
  settle_blocks(begin, end, columns);
  check_division(tickets, columns);
}

void CompiledVersion::settle_blocks(uint32_t begin, uint32_t end, SettledColumns& columns) const {
  const auto block = std::make_unique<SettleBlock>();
  for (uint32_t from = begin; from < end;) {
    const uint32_t to = std::min(end, from + SettleBlock::kTickets);
    settle_block(*block, from, to, columns);
    from = to;
  }
}

Result<Settlement> CompiledVersion::settle_full(uint32_t ticket) const {
  return settle_under(*prepared_, *entitlement_, file_local_, history_->ticket(ticket));
}

std::optional<uint16_t> CompiledVersion::lines_of(uint32_t ticket,
                                                  std::vector<CompiledLine>& lines) const {
  lines.clear();
  if (!expressible_ || (!odd_.empty() && odd_[ticket] != 0)) return std::nullopt;
  const Recipe& recipe = recipe_of(ticket);
  if (recipe.full) return std::nullopt;
  // Few lines, nearly in order: each is put in its place.
  const auto keep = [&](const CompiledLine& line) {
    const auto behind = std::find_if(lines.rbegin(), lines.rend(), [&](const CompiledLine& other) {
      return place_of(other) <= place_of(line);
    });
    lines.insert(behind.base(), line);
  };
  TicketSums sums;
  const uint32_t visit = history_->visits_of(ticket).first;
  if (!add_components(hot_columns(), visit, recipe, sums, keep)) return std::nullopt;
  return recipe.tier;
}

}  // namespace fenming
