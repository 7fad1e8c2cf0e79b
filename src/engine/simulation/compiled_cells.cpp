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

// The cells decide, in this order of conditions: tiers as they are tried, surcharges of the ticket
// and its visit, and fee rules once for each fee that may be charged.
void CompiledVersion::compile_cells() {
  const BookVersion& v = prepared_->version();
  const auto& order = prepared_->tier_order();
  std::vector<const Condition*> conditions;
  size_t tier_count = 0;
  for (const uint32_t index : order) {
    conditions.push_back(condition_of(v.tiers[index].when));
    ++tier_count;
    if (!v.tiers[index].when) break;  // nothing behind a default tier is reached
  }
  std::vector<size_t> surcharges;
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    const Occasion occasion = v.surcharges[i].occasion;
    if (occasion == Occasion::kLine || occasion == Occasion::kUnit) continue;
    surcharges.push_back(i);
    conditions.push_back(condition_of(v.surcharges[i].when));
  }
  const size_t fee_rules_at = conditions.size();
  if (charges_customer_) {
    for (const LineRule& rule : entitlement_->fees)
      conditions.push_back(condition_of(rule.when));
  }
  if (conditions.size() > ConditionCells::kMaxConditions) {
    expressible_ = false;
    return;
  }
  ConditionCells::Context context{history_, prepared_->local(), &v.city_classes, v.pin_event};
  cells_ = std::make_unique<ConditionCells>(context, conditions);
  // Fee rules are decided in the file's local time; where it differs, cells would mislead.
  const LocalTime own = prepared_->local();
  const bool same_time =
      own.offset_minutes == file_local_.offset_minutes && own.calendar == file_local_.calendar;
  const bool fee_times = charges_customer_ && !entitlement_->fees.empty() && !same_time;
  if (!cells_->supported() || fee_times) {
    expressible_ = false;
    return;
  }
  // Recipes by tier and answers; few answers are looked up in a table, many in a map.
  const size_t answers = conditions.size() - tier_count;
  constexpr size_t kTabulated = 10;
  std::vector<uint16_t> table(answers <= kTabulated ? tier_count << answers : 0, 0);
  std::map<std::vector<uint64_t>, uint16_t> known;
  recipe_of_cell_.assign(cells_->cell_count(), 0);
  recipes_.emplace_back();  // recipe 0 needs the explaining path
  std::vector<uint64_t> key;
  cells_->for_each_cell([&](uint32_t cell, const uint64_t* holds, const uint64_t* may_hold) {
    size_t position = 0;
    uint16_t* place = nullptr;
    if (cells_->words() == 1) {
      // One word holds every answer: the first tier that may hold, then all others at once.
      const uint64_t tiers = may_hold[0] & low_bits(tier_count);
      if (tiers == 0) return;
      position = static_cast<size_t>(__builtin_ctzll(tiers));
      const uint64_t unsure = holds[0] ^ may_hold[0];
      const uint64_t others = low_bits(conditions.size()) & ~low_bits(tier_count);
      if ((unsure & (uint64_t{1} << position)) != 0 || (unsure & others) != 0) return;
      if (!table.empty()) {
        const auto index = static_cast<size_t>((holds[0] & others) >> tier_count);
        place = &table[position << answers | index];
      }
    } else {
      while (position < tier_count && !bit_of(may_hold, position))
        ++position;
      if (position == tier_count || !bit_of(holds, position)) return;
    }
    if (place != nullptr && *place != 0) {
      recipe_of_cell_[cell] = *place;
      return;
    }
    key.assign(1, position);
    for (size_t i = tier_count; i < conditions.size(); ++i) {
      if (bit_of(holds, i) != bit_of(may_hold, i)) return;
      if (i % 64 == 0 || key.size() == 1) key.push_back(0);
      key.back() |= uint64_t{bit_of(holds, i)} << (i % 64);
    }
    const auto found = known.find(key);
    if (found != known.end()) {
      recipe_of_cell_[cell] = found->second;
      return;
    }
    std::vector<bool> holding(v.surcharges.size(), false);
    const auto payer_of_fee = [&](std::string_view category) {
      for (size_t r = 0; r < entitlement_->fees.size(); ++r) {
        const LineRule& rule = entitlement_->fees[r];
        const bool names = rule.categories.empty() ||
                           std::find(rule.categories.begin(), rule.categories.end(), category) !=
                               rule.categories.end();
        if (names && bit_of(holds, fee_rules_at + r)) return rule.payer;
      }
      return entitlement_->otherwise;
    };
    const auto owns = [&](std::string_view category) {
      return !charges_customer_ || payer_of_fee(category) == Payer::kCustomer;
    };
    for (size_t k = 0; k < surcharges.size(); ++k) {
      const size_t s = surcharges[k];
      holding[s] = bit_of(holds, tier_count + k) && owns(v.surcharges[s].category);
    }
    if (recipes_.size() >= 0xFFFF) return;
    const auto id = static_cast<uint16_t>(recipes_.size());
    recipe_keys_.push_back({position, holding, owns("travel"), owns("on_site")});
    recipes_.push_back(make_recipe(position, holding, owns("travel"), owns("on_site")));
    known.emplace(key, id);
    if (place != nullptr) *place = id;
    recipe_of_cell_[cell] = id;
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
    const auto row = std::find(travel_rows_.begin(), travel_rows_.end(), tier.travel.value);
    recipe.travel_row = static_cast<int32_t>(row - travel_rows_.begin());
  }
  if (tier.on_site && stays) recipe.on_site = *tier.on_site.value;
  if (!recipe.full && !add_charges(recipe, tier, holding)) recipe.full = true;
  for (const uint32_t limit : prepared_->limit_order()) {
    if (!tier.limits[limit]) continue;
    const TicketLimit one{bits_of(v.limits[limit].base), v.limits[limit].is_max,
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
    one.sum = sum_of(s.category);
    one.of_visit = s.occasion == Occasion::kVisit;
    if (s.cap_fen) one.cap = *s.cap_fen;
    if (charge.model == ChargeModel::kPercentage) {
      one.base = bits_of(charge.of);
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
