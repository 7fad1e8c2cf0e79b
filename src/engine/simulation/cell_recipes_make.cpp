// A recipe, made of what holds in a cell and of the amounts that the tier states.
#include <algorithm>

#include "engine/simulation/cell_recipes.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {
namespace {

// The largest base whose rate is a small product and not above the cap.
uint64_t small_base(int32_t bp, int64_t cap) {
  if (bp == 0) return kSmallProduct;
  if (bp < 0 || cap < 0) return 0;
  const auto rate = static_cast<uint64_t>(bp);
  const uint64_t most = (kSmallProduct - 5001) / rate;
  // Of a base up to cap × 10000 / bp the rate rounds to the cap at most.
  const auto capped = static_cast<uint64_t>(std::min<int64_t>(cap, INT64_MAX / 10000)) * 10000;
  return std::min(most, capped / rate);
}

// Of a group's surcharges that hold at the same occasion: how many there are, and whether another
// surcharge replaces the group.
struct Peers {
  size_t members = 0;
  bool replaced = false;
};
Peers peers_of(const BookVersion& version, const Surcharge& surcharge,
               const std::vector<bool>& holding) {
  Peers peers;
  if (surcharge.group.empty()) return peers;
  for (size_t k = 0; k < version.surcharges.size(); ++k) {
    const Surcharge& other = version.surcharges[k];
    if (!holding[k] || other.occasion != surcharge.occasion) continue;
    peers.replaced = peers.replaced || other.replaces == surcharge.group;
    peers.members += other.group == surcharge.group ? 1 : 0;
  }
  return peers;
}

// Whether the highest of a group's surcharges applies, not the first.
bool takes_highest(const BookVersion& version, const std::string& group) {
  const auto rule = std::find_if(version.groups.begin(), version.groups.end(),
                                 [&](const SurchargeGroup& one) { return one.group == group; });
  return rule == version.groups.end() || rule->highest;
}

bool contains(const std::vector<std::string_view>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Minimums that follow a maximum, or a part of the categories, are no plain bounds.
void add_limit(Recipe& recipe, const TicketLimit& limit, bool over_everything) {
  recipe.limits.push_back(limit);
  recipe.bounded = recipe.bounded && over_everything && (limit.is_max || recipe.high == INT64_MAX);
  if (limit.is_max) {
    recipe.high = std::min(recipe.high, limit.fen);
  } else {
    recipe.low = std::max(recipe.low, limit.fen);
  }
}

}  // namespace

void CellRecipes::make_again(const std::vector<bool>& wanted) {
  for (size_t i = 0; i < keys_.size(); ++i) {
    if (!wanted[prepared_->tier_order()[keys_[i].position]]) continue;
    recipes[i + 1] = make_recipe(keys_[i]);
    hot_recipes[i + 1] = hot_recipe(recipes[i + 1]);
  }
}

void CellRecipes::compare(const std::vector<Recipe>& before, const AmountTables& tables_before,
                          AmountChanges& changes) const {
  for (size_t r = 1; r < recipes.size(); ++r) {
    const Recipe& was = before[r];
    const Recipe& now = recipes[r];
    const bool same = was.full == now.full && was.charges == now.charges &&
                      was.limits == now.limits && was.on_site == now.on_site &&
                      tables_->same_travel(now.travel_row, tables_before, was.travel_row);
    if (!same) changes.whole_tier[now.tier] = true;
  }
}

Recipe CellRecipes::make_recipe(const Key& key) const {
  const BookVersion& v = prepared_->version();
  const uint32_t index = prepared_->tier_order()[key.position];
  const TierView& tier = prepared_->tiers()[index];
  Recipe recipe;
  recipe.tier = static_cast<uint16_t>(index);
  recipe.full = tier.tier->quote.has_value();
  recipe.line_row = index;
  recipe.marked_up_bp = 10000 + tier.markup_bp();
  if (tier.travel && key.travels) {
    const auto row =
        std::find(tables_->travel_terms.begin(), tables_->travel_terms.end(), tier.travel.value);
    recipe.travel_row = static_cast<int32_t>(row - tables_->travel_terms.begin());
  }
  if (tier.on_site && key.stays) recipe.on_site = *tier.on_site.value;
  if (!recipe.full && !add_charges(recipe, tier, key.holding)) recipe.full = true;
  for (const uint32_t limit : prepared_->limit_order()) {
    if (!tier.limits[limit]) continue;
    const Limit& stated = v.limits[limit];
    add_limit(recipe, {sums_->bits_of(stated.base), stated.is_max, *tier.limits[limit].value},
              stated.base.empty());
  }
  for (size_t i = 0; i < v.limits.size(); ++i) {
    if (v.limits[i].base.empty() && tier.limits[i]) {
      recipe.whole_limits.push_back({v.limits[i].is_max, *tier.limits[i].value});
    }
  }
  return recipe;
}

// The surcharges that apply, in order. False where only amounts could decide (a group's highest).
bool CellRecipes::add_charges(Recipe& recipe, const TierView& tier,
                              std::vector<bool> holding) const {
  const BookVersion& v = prepared_->version();
  for (size_t i = 0; i < v.surcharges.size(); ++i)
    holding[i] = holding[i] && bool{tier.surcharges[i]};
  std::vector<std::string_view> used;
  std::vector<std::string_view> groups;
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    if (!holding[i]) continue;
    const Surcharge& s = v.surcharges[i];
    const Peers peers = peers_of(v, s, holding);
    if (peers.replaced) continue;
    if (!s.group.empty()) {
      if (contains(groups, s.group)) continue;
      groups.push_back(s.group);
      if (peers.members > 1 && takes_highest(v, s.group)) return false;
    }
    const int32_t declared = prepared_->find_category(s.category);
    const bool stacks = declared >= 0 && v.categories[static_cast<size_t>(declared)].stacking;
    if (!stacks && contains(used, s.category)) continue;
    used.push_back(s.category);
    if (!add_charge(recipe, i, *tier.surcharges[i].value)) return false;
  }
  return true;
}

// Adds one surcharge, by index; false where its fixed amount is out of range.
bool CellRecipes::add_charge(Recipe& recipe, size_t surcharge, const Charge& charge) const {
  const Surcharge& stated = prepared_->version().surcharges[surcharge];
  TicketCharge one;
  one.surcharge = static_cast<uint16_t>(surcharge);
  one.sum = sums_->of(stated.category);
  one.of_visit = stated.occasion == Occasion::kVisit;
  if (stated.cap_fen) one.cap = *stated.cap_fen;
  if (charge.model == ChargeModel::kPercentage) {
    one.base = sums_->bits_of(charge.of);
    one.bp = charge.bp;
    if (one.base == 0) return true;  // no category of the base can occur: the line is 0
  } else {
    const Int128 fixed = charge_amount(charge, 1000, charge.included);
    if (!within(fixed, kMaxLineFen)) return false;
    one.fen = std::clamp(static_cast<int64_t>(fixed), -one.cap, one.cap);
  }
  recipe.charges.push_back(one);
  return true;
}

// Records for the loop; a recipe with more than one percentage, limits on parts of the categories
// or time on site keeps `slow`.
HotRecipe CellRecipes::hot_recipe(const Recipe& recipe) const {
  HotRecipe hot;
  const size_t no_travel = tables_->travel_terms.size();
  if (recipe.full || recipe.on_site || !recipe.bounded || recipe.marked_up_bp < 0) return hot;
  hot.tier = recipe.tier;
  hot.row = static_cast<uint32_t>(recipe.line_row * tables_->columns());
  const size_t travel_row =
      recipe.travel_row < 0 ? no_travel : static_cast<size_t>(recipe.travel_row);
  hot.travel = static_cast<uint32_t>(travel_row * history_->distances_m.size());
  hot.marked_up_bp = static_cast<uint32_t>(recipe.marked_up_bp);
  size_t percentages = 0;
  for (const TicketCharge& charge : recipe.charges) {
    percentages += charge.base != 0 ? 1 : 0;
    if (charge.base == 0) continue;
    hot.base = charge.base;
    hot.rate_bp = charge.bp;
    hot.small_base = small_base(charge.bp, charge.cap);
  }
  if (percentages > 1) return hot;
  if (percentages == 0) hot.small_base = kSmallProduct;
  bool counted = percentages == 1;
  for (const TicketCharge& charge : recipe.charges) {
    if (charge.base != 0) {
      counted = false;
      continue;
    }
    if (charge.fen > kMaxLineFen || charge.fen < -kMaxLineFen) return hot;
    hot.fixed += charge.fen;
    if (counted && (hot.base >> charge.sum & 1) != 0) hot.fixed_in_base += charge.fen;
  }
  hot.travel_in_base = -static_cast<int64_t>(hot.base >> sums_->travel & 1);
  hot.low = recipe.low;
  hot.high = recipe.high;
  hot.slow = 0;
  return hot;
}

}  // namespace fenming
