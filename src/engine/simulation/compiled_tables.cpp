// The tables of amounts: made once a version, made again when amounts are edited.
#include <algorithm>

#include "engine/pricing/parts.h"
#include "engine/pricing/travel.h"
#include "engine/simulation/compiled.h"

namespace fenming {

void CompiledVersion::price_lines(const std::vector<bool>& wanted) {
  const size_t count = lines_.size();
  const std::vector<TierView>& tiers = prepared_->tiers();
  line_amounts_.resize(tiers.size() * count, 0);
  for (size_t t = 0; t < tiers.size(); ++t) {
    if (!wanted[t]) continue;
    const LinePricer pricer(*prepared_, tiers[t]);
    for (size_t i = 0; i < count; ++i) {
      if (lines_[i].full || !lines_[i].priced) continue;
      const std::optional<int64_t> amount = pricer.amount(line_facts_[i], item_or_part_[i]);
      line_amounts_[t * count + i] = amount.value_or(kUnsettled);
    }
  }
}

void CompiledVersion::price_travel() {
  const std::vector<uint32_t>& distances = history_->distances_m;
  for (const TierView& tier : prepared_->tiers()) {
    const Travel* travel = tier.travel.value;
    const bool known = travel == nullptr || std::find(travel_rows_.begin(), travel_rows_.end(),
                                                      travel) != travel_rows_.end();
    if (known) continue;
    travel_rows_.push_back(travel);
    for (const uint32_t metres : distances) {
      int64_t amount = travel->start_fee_fen;
      if (!travel->steps.empty()) {
        const Int128 exact = metres == kNoDistance ? Int128{-1} : travel_amount(*travel, metres);
        const bool fits = exact >= 0 && within(exact, kMaxLineFen);
        amount = fits ? static_cast<int64_t>(exact) : kUnsettled;
      }
      travel_amounts_.push_back(amount);
    }
  }
}

// Cost in fen of a part line that every tier prices at cost with its markup; nothing where a tier
// states a price, the cost is no whole fen or the line is of another kind.
std::optional<int64_t> CompiledVersion::marked_up_cost(uint32_t signature) const {
  const TicketLine& facts = line_facts_[signature];
  const Line& line = lines_[signature];
  if (!line.plain() || line.component != Component::kParts || facts.part.empty())
    return std::nullopt;
  const Supplier supplier = facts.supplier.value_or(Supplier::kOwnStock);
  const bool listed = supplier == Supplier::kTechnician || supplier == Supplier::kPartner;
  if (!listed) return std::nullopt;
  const auto index = static_cast<size_t>(item_or_part_[signature]);
  for (const TierView& tier : prepared_->tiers()) {
    if (tier.part_prices[index] || tier.markup_bp() < -10000) return std::nullopt;
  }
  const Part& part = prepared_->version().parts[index];
  std::optional<int64_t> cost = facts.unit_cost_fen;
  if (!cost && !part.costs.empty()) cost = part.costs.front().cost_fen;
  if (!cost) return std::nullopt;
  const Int128 exact = Int128{billable_quantity(facts.quantity, part.stepping)} * *cost;
  if (exact % 1000 != 0 || exact / 1000 > INT32_MAX) return std::nullopt;
  return static_cast<int64_t>(exact / 1000);
}

// The inner loop's tables; kUnsettled has no 32-bit form and leaves its line the long way.
void CompiledVersion::narrow_tables() {
  later_place_.clear();
  for (size_t i = 0; i < history_->visit_signatures.size(); ++i) {
    if (history_->visit_signatures[i].trip_place <= 1) continue;
    later_place_.resize(history_->visit_signatures.size(), 0);
    later_place_[i] = 1;
  }
  const auto fits = [](int64_t fen) { return fen <= INT32_MAX && fen >= -INT32_MAX; };
  const size_t tiers = prepared_->tiers().size();
  hot_lines_.assign(lines_.size(), HotLine{});
  std::vector<uint32_t> in_rows;
  for (uint32_t i = 0; i < lines_.size(); ++i) {
    if (!lines_[i].plain()) continue;
    HotLine& hot = hot_lines_[i];
    hot.sum = lines_[i].sum;
    if (const auto cost = marked_up_cost(i)) {
      hot.kind = HotKind::kMarkup;
      hot.value = static_cast<uint32_t>(*cost);
      continue;
    }
    bool all_fit = true;
    for (size_t t = 0; t < tiers; ++t)
      all_fit = all_fit && fits(line_amounts_[t * lines_.size() + i]);
    if (!all_fit) continue;
    hot.kind = HotKind::kRow;
    hot.value = static_cast<uint32_t>(in_rows.size());
    in_rows.push_back(i);
  }
  hot_columns_ = in_rows.size();
  hot_rows_.assign(tiers * hot_columns_, 0);
  for (size_t t = 0; t < tiers; ++t) {
    for (size_t k = 0; k < hot_columns_; ++k) {
      hot_rows_[t * hot_columns_ + k] =
          static_cast<int32_t>(line_amounts_[t * lines_.size() + in_rows[k]]);
    }
  }
  travel_amounts_32_.clear();
  if (!std::all_of(travel_amounts_.begin(), travel_amounts_.end(), fits)) return;
  for (const int64_t fen : travel_amounts_)
    travel_amounts_32_.push_back(static_cast<int32_t>(fen));
}

void CompiledVersion::reprice(const std::vector<bool>& wanted) {
  if (!expressible_) return;
  extras_.clear();
  for (Line& line : lines_)
    line.extra = false;
  find_extras();
  price_lines(wanted);
  travel_rows_.clear();
  travel_amounts_.clear();
  price_travel();
  narrow_tables();
  for (size_t i = 0; i < recipe_keys_.size(); ++i) {
    const RecipeKey& key = recipe_keys_[i];
    recipes_[i + 1] = make_recipe(key.position, key.holding, key.travels, key.stays);
  }
}

CompiledVersion::Changes CompiledVersion::reprice_and_compare(const std::vector<bool>& wanted) {
  const size_t tiers = prepared_->tiers().size();
  Changes changes{std::vector<bool>(tiers, !expressible_), std::vector<bool>(tiers, false),
                  std::vector<bool>(lines_.size(), false)};
  if (!expressible_) return changes;
  const std::vector<int64_t> line_amounts = line_amounts_;
  const std::vector<int64_t> travel_amounts = travel_amounts_;
  const std::vector<Recipe> recipes = recipes_;
  const std::vector<Extra> extras = extras_;
  reprice(wanted);
  compare_lines(wanted, line_amounts, extras, changes);
  for (size_t r = 1; r < recipes_.size(); ++r) {
    const Recipe& before = recipes[r];
    const Recipe& now = recipes_[r];
    const bool same = before.full == now.full && before.charges == now.charges &&
                      before.limits == now.limits && before.on_site == now.on_site &&
                      same_travel(before, travel_amounts, now);
    if (!same) changes.whole_tier[now.tier] = true;
  }
  return changes;
}

void CompiledVersion::compare_lines(const std::vector<bool>& wanted,
                                    const std::vector<int64_t>& line_amounts,
                                    const std::vector<Extra>& extras, Changes& changes) const {
  for (size_t t = 0; t < changes.line_tier.size(); ++t) {
    for (size_t i = 0; wanted[t] && i < lines_.size(); ++i) {
      const size_t at = t * lines_.size() + i;
      if (line_amounts[at] == line_amounts_[at]) continue;
      changes.line_tier[t] = true;
      changes.lines[i] = true;
    }
  }
  const bool comparable = extras.size() == extras_.size();
  for (size_t e = 0; e < extras_.size(); ++e) {
    for (size_t t = 0; t < changes.line_tier.size(); ++t) {
      if (comparable && extras[e].by_tier[t] == extras_[e].by_tier[t]) continue;
      changes.line_tier[t] = true;
      changes.lines[extras_[e].line] = true;
    }
  }
  if (!comparable) changes.whole_tier.assign(changes.whole_tier.size(), true);
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
