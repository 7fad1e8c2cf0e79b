// The tables of amounts: made once a version, made again when amounts are edited.
#include <algorithm>

#include "engine/pricing/parts.h"
#include "engine/pricing/travel.h"
#include "engine/simulation/compiled.h"
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

}  // namespace

// Cost in fen of the quantity of a part line, to which every tier adds its markup; nothing where it
// is no whole fen or the line is of another kind.
std::optional<int64_t> CompiledVersion::marked_up_cost(uint32_t signature) const {
  const TicketLine& facts = line_facts_[signature];
  const Line& line = lines_[signature];
  if (!line.plain() || line.component != Component::kParts || facts.part.empty())
    return std::nullopt;
  const Supplier supplier = facts.supplier.value_or(Supplier::kOwnStock);
  const bool listed = supplier == Supplier::kTechnician || supplier == Supplier::kPartner;
  if (!listed) return std::nullopt;
  const Part& part = prepared_->version().parts[static_cast<size_t>(item_or_part_[signature])];
  std::optional<int64_t> cost = facts.unit_cost_fen;
  if (!cost && !part.costs.empty()) cost = part.costs.front().cost_fen;
  if (!cost) return std::nullopt;
  const Int128 exact = product_of(billable_quantity(facts.quantity, part.stepping), *cost);
  const auto narrow = static_cast<int64_t>(exact);
  if (narrow != exact || narrow % 1000 != 0) return std::nullopt;
  return narrow / 1000;
}

// By part: 1 where no tier states a price for it.
std::vector<uint8_t> CompiledVersion::parts_at_cost() const {
  std::vector<uint8_t> at_cost(prepared_->version().parts.size(), 1);
  for (const TierView& tier : prepared_->tiers()) {
    for (size_t p = 0; p < at_cost.size(); ++p) {
      if (tier.part_prices[p]) at_cost[p] = 0;
    }
  }
  return at_cost;
}

// Reads the tiers' markups; true where lines keep the columns that they were sorted into.
bool CompiledVersion::read_markups() {
  marked_up_bp_.clear();
  for (const TierView& tier : prepared_->tiers())
    marked_up_bp_.push_back(10000 + tier.markup_bp());
  const auto [low, high] = std::minmax_element(marked_up_bp_.begin(), marked_up_bp_.end());
  return *low >= 0 && *high <= markup_bound_;
}

// Sorts lines by how a tier prices them: at cost with its markup, or by a column of its row. The
// bound leaves room for markups to be edited.
void CompiledVersion::sort_lines() {
  const int32_t highest = *std::max_element(marked_up_bp_.begin(), marked_up_bp_.end());
  const bool can_mark_up = *std::min_element(marked_up_bp_.begin(), marked_up_bp_.end()) >= 0;
  markup_bound_ = can_mark_up ? 2 * std::max(highest, 10000) : -1;
  const std::vector<uint8_t> at_cost = parts_at_cost();
  hot_lines_.assign(lines_.size(), HotLine{});
  column_of_line_.assign(lines_.size(), kLongWayColumn);
  line_of_column_.clear();
  for (uint32_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (line.full || !line.priced || line.may_bundle) continue;
    const bool listed = can_mark_up && !line_facts_[i].part.empty() &&
                        at_cost[static_cast<size_t>(item_or_part_[i])] != 0;
    const auto cost =
        static_cast<uint64_t>(listed ? marked_up_cost(i).value_or(INT64_MAX) : INT64_MAX);
    const bool marked_up =
        cost <= UINT32_MAX && cost * static_cast<uint64_t>(markup_bound_) + 5000 < kSmallProduct;
    column_of_line_[i] = marked_up ? kNothingColumn : static_cast<uint32_t>(columns());
    if (!marked_up) line_of_column_.push_back(i);
    const uint32_t column = line.extra ? kLongWayColumn : column_of_line_[i];
    hot_lines_[i] = {column << 8 | line.sum, marked_up ? static_cast<uint32_t>(cost) : 0};
  }
}

void CompiledVersion::price_lines(const std::vector<bool>& wanted) {
  const std::vector<TierView>& tiers = prepared_->tiers();
  line_rows_.resize(tiers.size() * columns(), 0);
  for (size_t t = 0; t < tiers.size(); ++t) {
    if (!wanted[t]) continue;
    const LinePricer pricer(*prepared_, tiers[t]);
    int64_t* row = line_rows_.data() + t * columns();
    row[kNothingColumn] = 0;
    row[kLongWayColumn] = kLongWay;
    for (size_t c = kLineColumns; c < columns(); ++c) {
      const uint32_t line = line_of_column_[c - kLineColumns];
      row[c] = pricer.amount(line_facts_[line], item_or_part_[line]).value_or(kLongWay);
    }
  }
}

int64_t CompiledVersion::line_amount(size_t tier, uint32_t signature) const {
  const uint32_t column = column_of_line_[signature];
  if (column == kNothingColumn) return rate_of(hot_lines_[signature].cost, marked_up_bp_[tier]);
  return line_rows_[tier * columns() + column];
}

// Travel that only unwanted tiers have stays as it was.
void CompiledVersion::price_travel(const std::vector<bool>& wanted) {
  const std::vector<uint32_t>& distances = history_->distances_m;
  const std::vector<TierView>& tiers = prepared_->tiers();
  const auto is_wanted = [&](const Travel* travel) {
    for (size_t t = 0; t < tiers.size(); ++t) {
      if (wanted[t] && tiers[t].travel.value == travel) return true;
    }
    return false;
  };
  for (const TierView& tier : tiers) {
    const Travel* travel = tier.travel.value;
    const bool known = travel == nullptr || std::find(travel_rows_.begin(), travel_rows_.end(),
                                                      travel) != travel_rows_.end();
    if (!known) travel_rows_.push_back(travel);
  }
  travel_amounts_.resize(travel_rows_.size() * distances.size(), 0);
  hot_travel_.assign(travel_amounts_.size() + distances.size(), 0);
  for (size_t row = 0; row < travel_rows_.size(); ++row) {
    const Travel& travel = *travel_rows_[row];
    const bool priced_again = is_wanted(&travel);
    for (size_t d = 0; d < distances.size(); ++d) {
      int64_t& amount = travel_amounts_[row * distances.size() + d];
      if (priced_again) amount = travel_fen(travel, distances[d]);
      const auto narrow = static_cast<int32_t>(amount);
      hot_travel_[row * distances.size() + d] = narrow == amount ? narrow : kNoHotTravel;
    }
  }
  if (!later_place_.empty()) return;
  for (size_t i = 0; i < history_->visit_signatures.size(); ++i) {
    if (history_->visit_signatures[i].trip_place <= 1) continue;
    later_place_.resize(history_->visit_signatures.size(), 0);
    later_place_[i] = 1;
  }
}

// What an edit of amounts is compared with.
struct CompiledVersion::Before {
  std::vector<HotLine> lines;
  std::vector<uint32_t> line_of_column;
  std::vector<int64_t> rows;
  std::vector<int32_t> marked_up_bp;
  std::vector<int64_t> travel_amounts;
  std::vector<Recipe> recipes;
  std::vector<Extra> extras;
  std::vector<Bundled> bundled;
};

void CompiledVersion::reprice(std::vector<bool> wanted) {
  extras_.clear();
  for (Line& line : lines_)
    line.extra = false;
  find_extras();
  const std::vector<uint32_t> columns = line_of_column_;
  const bool every_tier = std::find(wanted.begin(), wanted.end(), false) == wanted.end();
  if (!read_markups() || every_tier || !extras_.empty()) sort_lines();
  // A cost that gained or lost a fraction gives its line another column, in every tier's row.
  if (columns != line_of_column_) wanted.assign(wanted.size(), true);
  price_lines(wanted);
  price_bundled(wanted);
  price_travel(wanted);
  for (size_t i = 0; i < recipe_keys_.size(); ++i) {
    const RecipeKey& key = recipe_keys_[i];
    if (!wanted[prepared_->tier_order()[key.position]]) continue;
    recipes_[i + 1] = make_recipe(key.position, key.holding, key.travels, key.stays);
    hot_recipes_[i + 1] = hot_recipe(recipes_[i + 1]);
  }
}

CompiledVersion::Changes CompiledVersion::reprice_and_compare(const std::vector<bool>& wanted) {
  const size_t tiers = prepared_->tiers().size();
  Changes changes{std::vector<bool>(tiers, !expressible_), std::vector<bool>(tiers, false),
                  std::vector<bool>(lines_.size(), false)};
  if (!expressible_) return changes;
  const Before before{hot_lines_,      line_of_column_, line_rows_, marked_up_bp_,
                      travel_amounts_, recipes_,        extras_,    bundled_};
  reprice(wanted);
  compare_lines(wanted, before, changes);
  for (size_t r = 1; r < recipes_.size(); ++r) {
    const Recipe& was = before.recipes[r];
    const Recipe& now = recipes_[r];
    const bool same = was.full == now.full && was.charges == now.charges &&
                      was.limits == now.limits && was.on_site == now.on_site &&
                      same_travel(was, before.travel_amounts, now);
    if (!same) changes.whole_tier[now.tier] = true;
  }
  return changes;
}

void CompiledVersion::compare_lines(const std::vector<bool>& wanted, const Before& before,
                                    Changes& changes) const {
  const bool comparable =
      before.extras.size() == extras_.size() && before.line_of_column == line_of_column_;
  if (!comparable) {
    changes.whole_tier.assign(changes.whole_tier.size(), true);
    return;
  }
  for (size_t t = 0; t < changes.line_tier.size(); ++t) {
    for (size_t c = kLineColumns; wanted[t] && c < columns(); ++c) {
      if (before.rows[t * columns() + c] == line_rows_[t * columns() + c]) continue;
      changes.line_tier[t] = true;
      changes.lines[line_of_column_[c - kLineColumns]] = true;
    }
    for (size_t e = 0; e < extras_.size(); ++e) {
      if (before.extras[e].by_tier[t] == extras_[e].by_tier[t]) continue;
      changes.line_tier[t] = true;
      changes.lines[extras_[e].line] = true;
    }
  }
  for (size_t b = 0; b < bundled_.size(); ++b) {
    for (size_t t = 0; t < changes.line_tier.size(); ++t) {
      if (before.bundled[b].by_tier[t] == bundled_[b].by_tier[t]) continue;
      changes.line_tier[t] = true;
      for (const uint32_t line : bundled_[b].lines)
        changes.lines[line] = changes.lines[line] || lines_[line].may_bundle;
    }
  }
  const bool new_markup = before.marked_up_bp != marked_up_bp_;
  bool new_cost = false;
  for (size_t i = 0; i < hot_lines_.size(); ++i) {
    if (column_of_line_[i] != kNothingColumn) continue;
    const bool differs = before.lines[i].cost != hot_lines_[i].cost;
    new_cost = new_cost || differs;
    if (differs || new_markup) changes.lines[i] = true;
  }
  for (size_t t = 0; t < changes.line_tier.size(); ++t) {
    if (new_cost || before.marked_up_bp[t] != marked_up_bp_[t]) changes.line_tier[t] = true;
  }
}

bool CompiledVersion::same_travel(const Recipe& before, const std::vector<int64_t>& amounts_before,
                                  const Recipe& now) const {
  if ((before.travel_row < 0) != (now.travel_row < 0)) return false;
  if (now.travel_row < 0) return true;
  const size_t distances = history_->distances_m.size();
  const auto row = [&](const std::vector<int64_t>& amounts, const Recipe& recipe) {
    return amounts.data() + static_cast<size_t>(recipe.travel_row) * distances;
  };
  const int64_t* a = row(amounts_before, before);
  return std::equal(a, a + distances, row(travel_amounts_, now));
}

}  // namespace fenming
