// What a cell decides: the tier, the ticket's surcharges, its limits.
#include <algorithm>

#include "engine/simulation/compiled.h"

namespace fenming {
namespace {

bool bit_of(const uint64_t* words, size_t index) {
  return (words[index / 64] >> (index % 64) & 1) != 0;
}

uint64_t low_bits(size_t count) {
  return count >= 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
}

const Condition* condition_of(const std::optional<Condition>& when) {
  return when ? &*when : nullptr;
}

}  // namespace

// The conditions that cells decide, in this order: tiers as they are tried, surcharges of the
// ticket and its visit, and fee rules where fees may be another party's.
struct CompiledVersion::CellConditions {
  std::vector<const Condition*> all;
  size_t tiers = 0;
  std::vector<size_t> surcharges;  // of the version
  size_t fee_rules_at = 0;
};

CompiledVersion::CellConditions CompiledVersion::conditions_of_cells() const {
  const BookVersion& v = prepared_->version();
  CellConditions conditions;
  for (const uint32_t index : prepared_->tier_order()) {
    conditions.all.push_back(condition_of(v.tiers[index].when));
    if (!v.tiers[index].when) break;  // nothing behind a default tier is reached
  }
  conditions.tiers = conditions.all.size();
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    const Occasion occasion = v.surcharges[i].occasion;
    if (occasion == Occasion::kLine || occasion == Occasion::kUnit) continue;
    conditions.surcharges.push_back(i);
    conditions.all.push_back(condition_of(v.surcharges[i].when));
  }
  conditions.fee_rules_at = conditions.all.size();
  if (charges_customer_) {
    for (const LineRule& rule : entitlement_->fees)
      conditions.all.push_back(condition_of(rule.when));
  }
  return conditions;
}

// The recipe of a tier's position in the order and the answers of all other conditions; 0, which
// needs the explaining path, when there are too many.
uint16_t CompiledVersion::add_recipe(const CellConditions& conditions, size_t position,
                                     const uint64_t* holds) {
  if (recipes_.size() >= 0xFFFF) return 0;
  const BookVersion& v = prepared_->version();
  const auto payer_of_fee = [&](std::string_view category) {
    for (size_t r = 0; r < entitlement_->fees.size(); ++r) {
      const LineRule& rule = entitlement_->fees[r];
      const bool names = rule.categories.empty() ||
                         std::find(rule.categories.begin(), rule.categories.end(), category) !=
                             rule.categories.end();
      if (names && bit_of(holds, conditions.fee_rules_at + r)) return rule.payer;
    }
    return entitlement_->otherwise;
  };
  const auto owns = [&](std::string_view category) {
    return !charges_customer_ || payer_of_fee(category) == Payer::kCustomer;
  };
  RecipeKey key{position, std::vector<bool>(v.surcharges.size(), false), owns("travel"),
                owns("on_site")};
  for (size_t k = 0; k < conditions.surcharges.size(); ++k) {
    const size_t s = conditions.surcharges[k];
    key.holding[s] = bit_of(holds, conditions.tiers + k) && owns(v.surcharges[s].category);
  }
  recipes_.push_back(make_recipe(key.position, key.holding, key.travels, key.stays));
  hot_recipes_.push_back(hot_recipe(recipes_.back()));
  recipe_keys_.push_back(std::move(key));
  return static_cast<uint16_t>(recipes_.size() - 1);
}

void CompiledVersion::compile_cells() {
  const BookVersion& v = prepared_->version();
  const CellConditions conditions = conditions_of_cells();
  if (conditions.all.size() > ConditionCells::kMaxConditions) {
    expressible_ = false;
    return;
  }
  ConditionCells::Context context{history_, prepared_->local(), &v.city_classes, v.pin_event};
  cells_ = std::make_unique<ConditionCells>(context, conditions.all);
  // Fee rules are decided in the file's local time; where it differs, cells would mislead.
  const LocalTime own = prepared_->local();
  const bool same_time =
      own.offset_minutes == file_local_.offset_minutes && own.calendar == file_local_.calendar;
  const bool fee_times = charges_customer_ && !entitlement_->fees.empty() && !same_time;
  if (!cells_->supported() || fee_times) {
    expressible_ = false;
    return;
  }
  recipe_of_cell_.assign(cells_->cell_count(), 0);
  recipes_.emplace_back();  // recipe 0 needs the explaining path
  hot_recipes_.emplace_back();
  constexpr size_t kTabulated = 10;
  const size_t answers = conditions.all.size() - conditions.tiers;
  if (cells_->answers_in_a_word() && answers <= kTabulated) {
    fill_cells_by_table(conditions);
  } else {
    fill_cells_by_key(conditions);
  }
}

// Few answers: a table finds the recipe of the first tier that may hold and of all other answers.
void CompiledVersion::fill_cells_by_table(const CellConditions& conditions) {
  const size_t answers = conditions.all.size() - conditions.tiers;
  const uint64_t tier_bits = low_bits(conditions.tiers);
  const uint64_t other_bits = low_bits(conditions.all.size()) & ~tier_bits;
  std::vector<uint16_t> table(conditions.tiers << answers, 0);
  uint16_t* recipe_of_cell = recipe_of_cell_.data();
  cells_->for_each_word([&](uint32_t cell, uint64_t holds, uint64_t may_hold) {
    const uint64_t candidates = may_hold & tier_bits;
    if (candidates == 0) return;
    const auto position = static_cast<size_t>(__builtin_ctzll(candidates));
    const uint64_t unsure = holds ^ may_hold;
    if ((unsure & (other_bits | uint64_t{1} << position)) != 0) return;
    uint16_t& recipe =
        table[position << answers | static_cast<size_t>((holds & other_bits) >> conditions.tiers)];
    if (recipe == 0) [[unlikely]]
      recipe = add_recipe(conditions, position, &holds);
    recipe_of_cell[cell] = recipe;
  });
}

void CompiledVersion::fill_cells_by_key(const CellConditions& conditions) {
  std::map<std::vector<uint64_t>, uint16_t> known;
  std::vector<uint64_t> key;
  cells_->for_each_cell([&](uint32_t cell, const uint64_t* holds, const uint64_t* may_hold) {
    size_t position = 0;
    while (position < conditions.tiers && !bit_of(may_hold, position))
      ++position;
    if (position == conditions.tiers || !bit_of(holds, position)) return;
    key.assign(1, position);
    for (size_t i = conditions.tiers; i < conditions.all.size(); ++i) {
      if (bit_of(holds, i) != bit_of(may_hold, i)) return;
      if (i % 64 == 0 || key.size() == 1) key.push_back(0);
      key.back() |= uint64_t{bit_of(holds, i)} << (i % 64);
    }
    const auto [entry, fresh] = known.try_emplace(key, uint16_t{0});
    if (fresh) entry->second = add_recipe(conditions, position, holds);
    recipe_of_cell_[cell] = entry->second;
  });
}

CompiledVersion::Recipe CompiledVersion::make_recipe(size_t position,
                                                     const std::vector<bool>& holding, bool travels,
                                                     bool stays) const {
  const BookVersion& v = prepared_->version();
  const uint32_t index = prepared_->tier_order()[position];
  const TierView& tier = prepared_->tiers()[index];
  Recipe recipe;
  recipe.tier = static_cast<uint16_t>(index);
  recipe.full = tier.tier->quote.has_value();
  recipe.line_row = index;
  recipe.marked_up_bp = 10000 + tier.markup_bp();
  if (tier.travel && travels) {
    const auto row =
        std::find(tables_.travel_terms.begin(), tables_.travel_terms.end(), tier.travel.value);
    recipe.travel_row = static_cast<int32_t>(row - tables_.travel_terms.begin());
  }
  if (tier.on_site && stays) recipe.on_site = *tier.on_site.value;
  if (!recipe.full && !add_charges(recipe, tier, holding)) recipe.full = true;
  for (const uint32_t limit : prepared_->limit_order()) {
    if (!tier.limits[limit]) continue;
    const TicketLimit one{sums_.bits_of(v.limits[limit].base), v.limits[limit].is_max,
                          *tier.limits[limit].value};
    recipe.limits.push_back(one);
    // Minimums that follow a maximum, or a part of the categories, are no plain bounds.
    recipe.bounded =
        recipe.bounded && v.limits[limit].base.empty() && (one.is_max || recipe.high == INT64_MAX);
    if (one.is_max) {
      recipe.high = std::min(recipe.high, one.fen);
    } else {
      recipe.low = std::max(recipe.low, one.fen);
    }
  }
  for (size_t i = 0; i < v.limits.size(); ++i) {
    if (v.limits[i].base.empty() && tier.limits[i]) {
      recipe.whole_limits.push_back({v.limits[i].is_max, *tier.limits[i].value});
    }
  }
  return recipe;
}

// The surcharges that apply, in order. False where only amounts could decide (a group's highest).
bool CompiledVersion::add_charges(Recipe& recipe, const TierView& tier,
                                  const std::vector<bool>& holding) const {
  const BookVersion& v = prepared_->version();
  const auto holds = [&](size_t i) { return holding[i] && bool{tier.surcharges[i]}; };
  std::vector<std::string_view> used;
  std::vector<std::string_view> groups;
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    if (!holds(i)) continue;
    const Surcharge& s = v.surcharges[i];
    bool replaced = false;
    size_t members = 0;
    for (size_t k = 0; k < v.surcharges.size(); ++k) {
      const Surcharge& other = v.surcharges[k];
      if (!holds(k) || s.group.empty() || other.occasion != s.occasion) continue;
      replaced = replaced || other.replaces == s.group;
      members += other.group == s.group ? 1 : 0;
    }
    if (replaced) continue;
    if (!s.group.empty()) {
      if (std::find(groups.begin(), groups.end(), s.group) != groups.end()) continue;
      groups.push_back(s.group);
      const auto rule = std::find_if(v.groups.begin(), v.groups.end(),
                                     [&](const SurchargeGroup& g) { return g.group == s.group; });
      const bool highest = rule == v.groups.end() || rule->highest;
      if (members > 1 && highest) return false;
    }
    const int32_t declared = prepared_->find_category(s.category);
    const bool stacks = declared >= 0 && v.categories[static_cast<size_t>(declared)].stacking;
    if (!stacks && std::find(used.begin(), used.end(), s.category) != used.end()) continue;
    used.push_back(s.category);
    const Charge& charge = *tier.surcharges[i].value;
    TicketCharge one;
    one.surcharge = static_cast<uint16_t>(i);
    one.sum = sums_.of(s.category);
    one.of_visit = s.occasion == Occasion::kVisit;
    if (s.cap_fen) one.cap = *s.cap_fen;
    if (charge.model == ChargeModel::kPercentage) {
      one.base = sums_.bits_of(charge.of);
      one.bp = charge.bp;
      if (one.base == 0) continue;  // no category of the base can occur: the line is 0
    } else {
      const Int128 fixed = charge_amount(charge, 1000, charge.included);
      if (!within(fixed, kMaxLineFen)) return false;
      one.fen = std::clamp(static_cast<int64_t>(fixed), -one.cap, one.cap);
    }
    recipe.charges.push_back(one);
  }
  return true;
}

}  // namespace fenming
