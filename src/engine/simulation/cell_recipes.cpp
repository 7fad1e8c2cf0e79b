#include "engine/simulation/cell_recipes.h"

#include <algorithm>
#include <map>

#include "engine/simulation/surcharge_order.h"

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
struct CellRecipes::Conditions {
  std::vector<const Condition*> all;
  size_t tiers = 0;
  std::vector<size_t> surcharges;  // of the version
  size_t fee_rules_at = 0;
};

CellRecipes::CellRecipes(const PreparedVersion& prepared, const Entitlement& entitlement,
                         const LocalTime& file_local, const History& history,
                         const CategorySums& sums, const AmountTables& tables)
    : prepared_(&prepared),
      entitlement_(&entitlement),
      history_(&history),
      sums_(&sums),
      tables_(&tables),
      charges_customer_(prepared.book().relation == Relation::kCustomerCompany) {
  const BookVersion& v = prepared.version();
  const Conditions conditions = conditions_of_cells();
  if (conditions.all.size() > ConditionCells::kMaxConditions) return;
  ConditionCells::Context context{&history, prepared.local(), &v.city_classes, v.pin_event};
  cells = std::make_unique<ConditionCells>(context, conditions.all);
  // Fee rules are decided in the file's local time; where it differs, cells would mislead.
  const LocalTime own = prepared.local();
  const bool same_time =
      own.offset_minutes == file_local.offset_minutes && own.calendar == file_local.calendar;
  const bool fee_times = charges_customer_ && !entitlement.fees.empty() && !same_time;
  if (!cells->supported() || fee_times) return;
  expressible = true;
  of_cell.assign(cells->cell_count(), 0);
  recipes.emplace_back();  // recipe 0 needs the explaining path
  hot_recipes.emplace_back();
  constexpr size_t kTabulated = 10;
  const size_t answers = conditions.all.size() - conditions.tiers;
  if (cells->answers_in_a_word() && answers <= kTabulated) {
    fill_by_table(conditions);
  } else {
    fill_by_key(conditions);
  }
}

CellRecipes::Conditions CellRecipes::conditions_of_cells() const {
  const BookVersion& v = prepared_->version();
  Conditions conditions;
  for (const uint32_t index : prepared_->tier_order()) {
    conditions.all.push_back(condition_of(v.tiers[index].when));
    if (!v.tiers[index].when) break;  // nothing behind a default tier is reached
  }
  conditions.tiers = conditions.all.size();
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    if (is_line_occasion(v.surcharges[i])) continue;
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
uint16_t CellRecipes::add_recipe(const Conditions& conditions, size_t position,
                                 const uint64_t* holds) {
  if (recipes.size() >= 0xFFFF) return 0;
  const BookVersion& v = prepared_->version();
  const auto payer_of_fee = [&](std::string_view category) {
    for (size_t r = 0; r < entitlement_->fees.size(); ++r) {
      const LineRule& rule = entitlement_->fees[r];
      const bool names = rule.categories.empty() || names_category(rule.categories, category);
      if (names && bit_of(holds, conditions.fee_rules_at + r)) return rule.payer;
    }
    return entitlement_->otherwise;
  };
  const auto owns = [&](std::string_view category) {
    return !charges_customer_ || payer_of_fee(category) == Payer::kCustomer;
  };
  Key key{position, std::vector<bool>(v.surcharges.size(), false), owns("travel"), owns("on_site")};
  for (size_t k = 0; k < conditions.surcharges.size(); ++k) {
    const size_t s = conditions.surcharges[k];
    key.holding[s] = bit_of(holds, conditions.tiers + k) && owns(v.surcharges[s].category);
  }
  recipes.push_back(make_recipe(key));
  hot_recipes.push_back(hot_recipe(recipes.back()));
  keys_.push_back(std::move(key));
  return static_cast<uint16_t>(recipes.size() - 1);
}

// Few answers: a table finds the recipe of the first tier that may hold and of all other answers.
void CellRecipes::fill_by_table(const Conditions& conditions) {
  const size_t answers = conditions.all.size() - conditions.tiers;
  const uint64_t tier_bits = low_bits(conditions.tiers);
  const uint64_t other_bits = low_bits(conditions.all.size()) & ~tier_bits;
  std::vector<uint16_t> table(conditions.tiers << answers, 0);
  uint16_t* recipe_of_cell = of_cell.data();
  cells->for_each_word([&](uint32_t cell, uint64_t holds, uint64_t may_hold) {
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

void CellRecipes::fill_by_key(const Conditions& conditions) {
  std::map<std::vector<uint64_t>, uint16_t> known;
  std::vector<uint64_t> key;
  cells->for_each_cell([&](uint32_t cell, const uint64_t* holds, const uint64_t* may_hold) {
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
    of_cell[cell] = entry->second;
  });
}

}  // namespace fenming
