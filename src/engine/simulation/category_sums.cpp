#include "engine/simulation/category_sums.h"

#include <set>

#include "base/assert.h"
#include "engine/simulation/surcharge_order.h"

namespace fenming {
namespace {

// What percentages and limits add up: the lists of categories that have to be told apart.
std::set<std::vector<std::string>> bases_of(const BookVersion& version) {
  std::set<std::vector<std::string>> bases;
  for (const Surcharge& surcharge : version.surcharges) {
    if (is_line_occasion(surcharge)) continue;
    for (const Charge* charge : charges_over_tiers(version, surcharge)) {
      if (charge->model == ChargeModel::kPercentage) bases.insert(charge->of);
    }
  }
  for (const Limit& limit : version.limits) {
    if (!limit.base.empty()) bases.insert(limit.base);
  }
  return bases;
}

}  // namespace

CategorySums::CategorySums(const BookVersion& version) {
  std::set<std::string> categories = {"labour", "travel", "on_site", "parts", "handling"};
  for (const Item& item : version.items)
    categories.insert(item.category);
  for (const Surcharge& surcharge : version.surcharges)
    categories.insert(surcharge.category);
  const std::set<std::vector<std::string>> bases = bases_of(version);
  std::map<std::vector<bool>, uint8_t> groups;
  for (const std::string& category : categories) {
    std::vector<bool> membership;
    for (const auto& base : bases)
      membership.push_back(names_category(base, category));
    const auto [entry, fresh] = groups.try_emplace(membership, static_cast<uint8_t>(groups.size()));
    if (fresh && groups.size() > kMaxSums) {
      fit = false;
      return;
    }
    by_category_[category] = entry->second;
  }
  count = groups.size();
  travel = of("travel");
  on_site = of("on_site");
  parts = of("parts");
}

uint8_t CategorySums::of(std::string_view category) const {
  const auto found = by_category_.find(category);
  FM_ASSERT(found != by_category_.end());
  return found->second;
}

uint32_t CategorySums::bits_of(const std::vector<std::string>& categories) const {
  uint32_t bits = 0;
  for (const auto& [category, sum] : by_category_) {
    if (categories.empty() || names_category(categories, category)) bits |= 1u << sum;
  }
  return bits;
}

}  // namespace fenming
