#include "engine/simulation/amount_tables.h"

#include <algorithm>

#include "engine/pricing/line_price.h"
#include "engine/pricing/travel.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {
namespace {

// Travel for a distance in metres, in fen; kUnsettled where it cannot be told or is too large.
int64_t travel_fen(const Travel& travel, uint32_t metres) {
  if (travel.steps.empty()) return travel.start_fee_fen;
  if (metres == kNoDistance) return kUnsettled;
  const Int128 exact = travel_amount(travel, metres);
  return within(exact, kMaxLineFen) ? static_cast<int64_t>(exact) : kUnsettled;
}

// By part: 1 where no tier states a price for it.
std::vector<uint8_t> parts_at_cost(const PreparedVersion& prepared) {
  std::vector<uint8_t> at_cost(prepared.version().parts.size(), 1);
  for (const TierView& tier : prepared.tiers()) {
    for (size_t p = 0; p < at_cost.size(); ++p) {
      if (tier.part_prices[p]) at_cost[p] = 0;
    }
  }
  return at_cost;
}

}  // namespace

AmountTables::AmountTables(const PreparedVersion& prepared, const History& history,
                           const CategorySums& sums, const LineKinds& kinds)
    : prepared_(&prepared), history_(&history), sums_(&sums), kinds_(&kinds) {
  surcharges_of_line.assign(kinds.kinds.size(), kNoSurcharge);
  bundled.resize(kinds.bundled_sets.size());
  const std::vector<bool> every_tier(prepared.tiers().size(), true);
  find_surcharged();
  read_markups();
  sort_lines();
  price_lines(every_tier);
  price_bundled(every_tier);
  price_travel(every_tier);
}

std::vector<bool> AmountTables::price_again(std::vector<bool> wanted) {
  find_surcharged();
  const std::vector<uint32_t> columns = line_of_column_;
  const bool every_tier = std::find(wanted.begin(), wanted.end(), false) == wanted.end();
  if (!read_markups() || every_tier || !surcharged.empty()) sort_lines();
  // A cost that gained or lost a fraction gives its line another column, in every tier's row.
  if (columns != line_of_column_) wanted.assign(wanted.size(), true);
  price_lines(wanted);
  price_bundled(wanted);
  price_travel(wanted);
  return wanted;
}

// Reads the tiers' markups; true where lines keep the columns that they were sorted into.
bool AmountTables::read_markups() {
  markups_bp.clear();
  for (const TierView& tier : prepared_->tiers())
    markups_bp.push_back(10000 + tier.markup_bp());
  const auto [low, high] = std::minmax_element(markups_bp.begin(), markups_bp.end());
  return *low >= 0 && *high <= markup_bound_;
}

// Sorts lines by how a tier prices them: at cost with its markup, or by a column of its row. The
// bound leaves room for markups to be edited.
void AmountTables::sort_lines() {
  const int32_t highest = *std::max_element(markups_bp.begin(), markups_bp.end());
  const bool can_mark_up = *std::min_element(markups_bp.begin(), markups_bp.end()) >= 0;
  markup_bound_ = can_mark_up ? 2 * std::max(highest, 10000) : -1;
  const std::vector<uint8_t> at_cost = parts_at_cost(*prepared_);
  const size_t count = kinds_->kinds.size();
  hot_lines.assign(count, HotLine{});
  column_of_line_.assign(count, kLongWayColumn);
  line_of_column_.clear();
  for (uint32_t i = 0; i < count; ++i) {
    const LineKind& kind = kinds_->kinds[i];
    if (!kind.stands_alone() || surcharges_of_line[i] == kLeft) continue;
    const bool listed = can_mark_up && !kinds_->facts[i].part.empty() &&
                        at_cost[static_cast<size_t>(kinds_->index[i])] != 0;
    const auto cost =
        static_cast<uint64_t>(listed ? kinds_->marked_up_cost(i).value_or(INT64_MAX) : INT64_MAX);
    const bool marked_up =
        cost <= UINT32_MAX && cost * static_cast<uint64_t>(markup_bound_) + 5000 < kSmallProduct;
    column_of_line_[i] = marked_up ? kNothingColumn : static_cast<uint32_t>(columns());
    if (!marked_up) line_of_column_.push_back(i);
    const bool is_plain = surcharges_of_line[i] == kNoSurcharge;
    const uint32_t column = is_plain ? column_of_line_[i] : kLongWayColumn;
    hot_lines[i] = HotLine::of(column, kind.sum, marked_up ? static_cast<uint32_t>(cost) : 0);
  }
}

void AmountTables::price_lines(const std::vector<bool>& wanted) {
  const std::vector<TierView>& tiers = prepared_->tiers();
  rows.resize(tiers.size() * columns(), 0);
  for (size_t t = 0; t < tiers.size(); ++t) {
    if (!wanted[t]) continue;
    const LinePricer pricer(*prepared_, tiers[t]);
    int64_t* row = rows.data() + t * columns();
    row[kNothingColumn] = 0;
    row[kLongWayColumn] = kLongWay;
    for (size_t c = kLineColumns; c < columns(); ++c) {
      const uint32_t line = line_of_column_[c - kLineColumns];
      row[c] = pricer.amount(kinds_->facts[line], kinds_->index[line]).value_or(kLongWay);
    }
  }
}

int64_t AmountTables::line_amount(size_t tier, uint32_t signature) const {
  const uint32_t column = column_of_line_[signature];
  if (column == kNothingColumn) return rate_of(hot_lines[signature].cost, markups_bp[tier]);
  return rows[tier * columns() + column];
}

// Travel that only unwanted tiers have stays as it was.
void AmountTables::price_travel(const std::vector<bool>& wanted) {
  const std::vector<uint32_t>& distances = history_->distances_m;
  const std::vector<TierView>& tiers = prepared_->tiers();
  const auto is_wanted = [&](const Travel* terms) {
    for (size_t t = 0; t < tiers.size(); ++t) {
      if (wanted[t] && tiers[t].travel.value == terms) return true;
    }
    return false;
  };
  for (const TierView& tier : tiers) {
    const Travel* terms = tier.travel.value;
    const bool known = terms == nullptr || std::find(travel_terms.begin(), travel_terms.end(),
                                                     terms) != travel_terms.end();
    if (!known) travel_terms.push_back(terms);
  }
  travel.resize(travel_terms.size() * distances.size(), 0);
  hot_travel.assign(travel.size() + distances.size(), 0);
  for (size_t row = 0; row < travel_terms.size(); ++row) {
    const bool priced_again = is_wanted(travel_terms[row]);
    for (size_t d = 0; d < distances.size(); ++d) {
      int64_t& amount = travel[row * distances.size() + d];
      if (priced_again) amount = travel_fen(*travel_terms[row], distances[d]);
      const auto narrow = static_cast<int32_t>(amount);
      hot_travel[row * distances.size() + d] = narrow == amount ? narrow : kNoHotTravel;
    }
  }
}

void AmountTables::compare(const AmountTables& before, const std::vector<bool>& wanted,
                           AmountChanges& changes) const {
  const bool comparable =
      before.surcharged.size() == surcharged.size() && before.line_of_column_ == line_of_column_;
  if (!comparable) {
    changes.whole_tier.assign(changes.whole_tier.size(), true);
    return;
  }
  for (size_t t = 0; t < changes.line_tier.size(); ++t) {
    for (size_t c = kLineColumns; wanted[t] && c < columns(); ++c) {
      if (before.rows[t * columns() + c] == rows[t * columns() + c]) continue;
      changes.line_tier[t] = true;
      changes.lines[line_of_column_[c - kLineColumns]] = true;
    }
    for (size_t s = 0; s < surcharged.size(); ++s) {
      if (before.surcharged[s].by_tier[t] == surcharged[s].by_tier[t]) continue;
      changes.line_tier[t] = true;
      changes.lines[surcharged[s].line] = true;
    }
  }
  compare_bundled(before, changes);
  compare_marked_up(before, changes);
}

void AmountTables::compare_bundled(const AmountTables& before, AmountChanges& changes) const {
  for (size_t b = 0; b < bundled.size(); ++b) {
    for (size_t t = 0; t < changes.line_tier.size(); ++t) {
      if (before.bundled[b][t] == bundled[b][t]) continue;
      changes.line_tier[t] = true;
      for (const uint32_t line : kinds_->bundled_sets[b])
        changes.lines[line] = changes.lines[line] || kinds_->kinds[line].may_bundle;
    }
  }
}

void AmountTables::compare_marked_up(const AmountTables& before, AmountChanges& changes) const {
  const bool new_markup = before.markups_bp != markups_bp;
  bool new_cost = false;
  for (size_t i = 0; i < hot_lines.size(); ++i) {
    if (column_of_line_[i] != kNothingColumn) continue;
    const bool differs = before.hot_lines[i].cost != hot_lines[i].cost;
    new_cost = new_cost || differs;
    if (differs || new_markup) changes.lines[i] = true;
  }
  for (size_t t = 0; t < changes.line_tier.size(); ++t) {
    if (new_cost || before.markups_bp[t] != markups_bp[t]) changes.line_tier[t] = true;
  }
}

bool AmountTables::same_travel(int32_t terms, const AmountTables& before,
                               int32_t terms_before) const {
  if ((terms_before < 0) != (terms < 0)) return false;
  if (terms < 0) return true;
  const size_t distances = history_->distances_m.size();
  const int64_t* now = travel.data() + static_cast<size_t>(terms) * distances;
  const int64_t* was = before.travel.data() + static_cast<size_t>(terms_before) * distances;
  return std::equal(was, was + distances, now);
}

}  // namespace fenming
