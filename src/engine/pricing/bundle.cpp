// P14: a bundle prices a set of lines on one product as one.
#include <algorithm>
#include <set>

#include "base/checked.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

bool can_bundle(const PricedLine& line) {
  return line.priced && !line.goodwill && line.item >= 0;
}

// Lines of one product, in order of the group's first line (docs/settlement.md, P14).
std::vector<std::vector<size_t>> product_groups(const Work& work) {
  std::set<std::string_view> serials;
  std::set<std::string_view> products;
  for (const PricedLine& line : work.priced) {
    if (!can_bundle(line)) continue;
    if (!line.line->serial.empty()) serials.insert(line.line->serial);
    if (!line.line->product.empty()) products.insert(line.line->product);
  }
  const bool joins = serials.size() == 1 || (serials.empty() && products.size() == 1);
  std::vector<std::string_view> keys;
  std::vector<std::vector<size_t>> groups;
  for (size_t i = 0; i < work.priced.size(); ++i) {
    const PricedLine& line = work.priced[i];
    if (!can_bundle(line)) continue;
    std::string_view key = line.line->serial;
    if (key.empty()) {
      if (!joins) continue;
      if (!serials.empty()) key = *serials.begin();
    }
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end()) {
      keys.push_back(key);
      groups.push_back({i});
    } else {
      groups[static_cast<size_t>(found - keys.begin())].push_back(i);
    }
  }
  return groups;
}

// Takes `units` of an item from the group's lines in order.
void take_units(const Work& work, const std::vector<size_t>& group, int32_t item, int64_t units,
                size_t bundle, std::vector<int64_t>& left, std::vector<BundleUse>& uses) {
  for (const size_t index : group) {
    if (work.priced[index].item != item || units == 0) continue;
    const int64_t taken = std::min(units, left[index]);
    if (taken == 0) continue;
    left[index] -= taken;
    units -= taken;
    uses.push_back({index, bundle, taken});
  }
}

int64_t times_possible(const Work& work, const std::vector<size_t>& group, const Bundle& bundle,
                       const std::vector<int32_t>& items, const std::vector<int64_t>& left) {
  int64_t times = bundle.members.empty() ? 0 : INT64_MAX;
  for (size_t m = 0; m < items.size(); ++m) {
    int64_t whole = 0;
    for (const size_t index : group) {
      if (work.priced[index].item == items[m]) whole += left[index];
    }
    times = std::min(times, whole / bundle.members[m].units);
  }
  return times;
}

std::vector<int32_t> member_items(const BookVersion& version, const Bundle& bundle) {
  std::vector<int32_t> items;
  for (const BundleMember& member : bundle.members) {
    const auto found = std::find_if(version.items.begin(), version.items.end(),
                                    [&](const Item& item) { return item.item == member.item; });
    items.push_back(
        found == version.items.end() ? -1 : static_cast<int32_t>(found - version.items.begin()));
  }
  return items;
}

}  // namespace

std::vector<BundleUse> take_bundles(const Work& work) {
  std::vector<BundleUse> uses;
  const BookVersion& version = work.version();
  if (version.bundles.empty()) return uses;
  std::vector<int64_t> left(work.priced.size());
  for (size_t i = 0; i < left.size(); ++i)
    left[i] = work.priced[i].billable / 1000;
  for (const std::vector<size_t>& group : product_groups(work)) {
    for (size_t b = 0; b < version.bundles.size(); ++b) {
      const Bundle& bundle = version.bundles[b];
      const std::vector<int32_t> items = member_items(version, bundle);
      const int64_t times = times_possible(work, group, bundle, items, left);
      if (times <= 0) continue;
      for (size_t m = 0; m < items.size(); ++m) {
        take_units(work, group, items[m], times * bundle.members[m].units, b, left, uses);
      }
    }
  }
  return uses;
}

// The bundles' differences: one set of lines per bundle, in listed order. A line's single price of
// the units it gave is shared among the bundles that took them by largest remainder of units.
bool add_bundle_lines(Work& work, const std::vector<BundleUse>& uses,
                      const std::vector<int64_t>& single_fen) {
  const BookVersion& version = work.version();
  std::vector<int64_t> use_fen(uses.size(), 0);
  for (size_t line = 0; line < work.priced.size(); ++line) {
    std::vector<size_t> of_line;
    std::vector<int64_t> weights;
    for (size_t u = 0; u < uses.size(); ++u) {
      if (uses[u].priced_line != line) continue;
      of_line.push_back(u);
      weights.push_back(uses[u].units);
    }
    if (of_line.empty()) continue;
    const auto parts = split_largest_remainder(single_fen[line], weights);
    for (size_t k = 0; k < of_line.size(); ++k)
      use_fen[of_line[k]] = parts[k];
  }
  for (size_t b = 0; b < version.bundles.size(); ++b) {
    const Bundle& bundle = version.bundles[b];
    std::vector<Work::CategorySum> sums;
    Int128 single = 0;
    int64_t units = 0;
    for (size_t u = 0; u < uses.size(); ++u) {
      if (uses[u].bundle != b) continue;
      const PricedLine& line = work.priced[uses[u].priced_line];
      const std::string& category = version.items[static_cast<size_t>(line.item)].category;
      const auto found = std::find_if(sums.begin(), sums.end(),
                                      [&](const auto& sum) { return sum.category == category; });
      if (found == sums.end()) {
        sums.push_back({category, use_fen[u]});
      } else {
        found->fen += use_fen[u];
      }
      single += use_fen[u];
      units += uses[u].units;
    }
    if (units == 0) continue;
    int64_t units_per_bundle = 0;
    for (const BundleMember& member : bundle.members)
      units_per_bundle += member.units;
    const Stated<int64_t>& price = work.tier.bundles[b];
    work.sort_categories(sums);
    SettlementLine pattern;
    pattern.component = Component::kBundle;
    pattern.payer = work.own_payer();
    if (price.tier != nullptr) pattern.tier = price.tier->tier;
    pattern.rule = "bundle:" + bundle.bundle;
    const Int128 times = units / units_per_bundle;
    if (!work.add_divided(pattern, times * *price.value - single, sums)) return false;
  }
  return true;
}

}  // namespace fenming
