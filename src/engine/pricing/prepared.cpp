#include "engine/pricing/prepared.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace fenming {
namespace {

const Tier* find_tier(const BookVersion& version, std::string_view code) {
  for (const Tier& tier : version.tiers) {
    if (tier.tier == code) return &tier;
  }
  return nullptr;
}

// The tier and its ancestors; a cycle or a chain that is too long ends it (a check reports both).
std::vector<const Tier*> chain_of(const BookVersion& version, const Tier& tier) {
  std::vector<const Tier*> chain;
  for (const Tier* at = &tier; at != nullptr && chain.size() <= kMaxTierDepth;
       at = at->extends.empty() ? nullptr : find_tier(version, at->extends)) {
    if (std::find(chain.begin(), chain.end(), at) != chain.end()) break;
    chain.push_back(at);
  }
  return chain;
}

// First value along the chain that a member states.
template <typename T>
Stated<T> first_stated(const std::vector<const Tier*>& chain, std::optional<T> Tier::*member) {
  for (const Tier* tier : chain) {
    if ((tier->*member).has_value()) return {&*(tier->*member), tier};
  }
  return {};
}

// For each code of `position`, the first value along the chain that names it.
template <typename T, typename TierEntry>
std::vector<Stated<T>> stated_list(const std::vector<const Tier*>& chain, size_t count,
                                   const std::unordered_map<std::string_view, int32_t>& position,
                                   std::vector<TierEntry> Tier::*entries,
                                   std::string TierEntry::*tier_code, T TierEntry::*value) {
  std::vector<Stated<T>> stated(count);
  for (const Tier* tier : chain) {
    for (const TierEntry& entry : tier->*entries) {
      const auto found = position.find(entry.*tier_code);
      if (found == position.end() || stated[static_cast<size_t>(found->second)]) continue;
      stated[static_cast<size_t>(found->second)] = {&(entry.*value), tier};
    }
  }
  return stated;
}

template <typename Entry>
std::unordered_map<std::string_view, int32_t> index_by(const std::vector<Entry>& list,
                                                       std::string Entry::*code) {
  std::unordered_map<std::string_view, int32_t> index;
  for (size_t i = 0; i < list.size(); ++i)
    index.emplace(list[i].*code, static_cast<int32_t>(i));
  return index;
}

int32_t look_up(const std::unordered_map<std::string_view, int32_t>& index, std::string_view code) {
  const auto found = index.find(code);
  return found == index.end() ? -1 : found->second;
}

}  // namespace

PreparedVersion::PreparedVersion(const Book& book, const BookVersion& version,
                                 const Calendar* calendar)
    : book_(&book), version_(&version), calendar_(calendar) {
  items_ = index_by(version.items, &Item::item);
  parts_ = index_by(version.parts, &Part::part);
  categories_ = index_by(version.categories, &Category::category);
  const Codes codes{items_, parts_, index_by(version.surcharges, &Surcharge::surcharge),
                    index_by(version.limits, &Limit::limit),
                    index_by(version.bundles, &Bundle::bundle)};
  tiers_.reserve(version.tiers.size());
  for (const Tier& tier : version.tiers)
    resolve_tier(tier, codes);
  map_item_codes();
  tier_order_.resize(tiers_.size());
  std::iota(tier_order_.begin(), tier_order_.end(), 0u);
  std::stable_sort(tier_order_.begin(), tier_order_.end(), [&](uint32_t a, uint32_t b) {
    return version.tiers[a].priority > version.tiers[b].priority;
  });
  order_limits();
}

// A mapping leads to an item, never to another mapping; tiers name items alone.
void PreparedVersion::map_item_codes() {
  std::vector<std::pair<std::string_view, int32_t>> meant;
  for (const ItemCode& mapping : version_->item_codes)
    meant.emplace_back(mapping.code, look_up(items_, mapping.item));
  for (const auto& [code, item] : meant)
    items_.insert_or_assign(code, item);
}

void PreparedVersion::resolve_tier(const Tier& tier, const Codes& codes) {
  const BookVersion& v = *version_;
  TierView view;
  view.tier = &tier;
  view.chain = chain_of(v, tier);
  view.factor = first_stated(view.chain, &Tier::factor_bp);
  view.prices = stated_list(view.chain, v.items.size(), codes.items, &Tier::prices,
                            &TierItemPrice::item, &TierItemPrice::price);
  view.travel = first_stated(view.chain, &Tier::travel);
  view.on_site = first_stated(view.chain, &Tier::on_site);
  view.markup = first_stated(view.chain, &Tier::markup_bp);
  view.part_prices = stated_list(view.chain, v.parts.size(), codes.parts, &Tier::part_prices,
                                 &TierAmount::code, &TierAmount::fen);
  view.handling = first_stated(view.chain, &Tier::handling_fen);
  view.surcharges = stated_list(view.chain, v.surcharges.size(), codes.surcharges,
                                &Tier::surcharges, &TierCharge::surcharge, &TierCharge::charge);
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    if (!view.surcharges[i] && v.surcharges[i].charge) {
      view.surcharges[i] = {&*v.surcharges[i].charge, nullptr};
    }
  }
  view.limits = stated_list(view.chain, v.limits.size(), codes.limits, &Tier::limits,
                            &TierAmount::code, &TierAmount::fen);
  for (size_t i = 0; i < v.limits.size(); ++i) {
    if (!view.limits[i] && v.limits[i].amount_fen) {
      view.limits[i] = {&*v.limits[i].amount_fen, nullptr};
    }
  }
  view.bundles = stated_list(view.chain, v.bundles.size(), codes.bundles, &Tier::bundles,
                             &TierAmount::code, &TierAmount::fen);
  for (size_t i = 0; i < v.bundles.size(); ++i) {
    if (!view.bundles[i]) view.bundles[i] = {&v.bundles[i].price_fen, nullptr};
  }
  tiers_.push_back(std::move(view));
}

// A maximum that stands before minimums on the same base moves right behind the last of them (P6).
void PreparedVersion::order_limits() {
  const std::vector<Limit>& limits = version_->limits;
  const auto base_of = [&](size_t i) {
    return std::set<std::string>(limits[i].base.begin(), limits[i].base.end());
  };
  std::vector<std::vector<uint32_t>> after(limits.size());
  std::vector<bool> moved(limits.size(), false);
  for (size_t i = 0; i < limits.size(); ++i) {
    if (!limits[i].is_max) continue;
    for (size_t k = limits.size(); k-- > i + 1;) {
      if (limits[k].is_max || base_of(k) != base_of(i)) continue;
      after[k].push_back(static_cast<uint32_t>(i));
      moved[i] = true;
      break;
    }
  }
  for (size_t i = 0; i < limits.size(); ++i) {
    if (moved[i]) continue;
    limit_order_.push_back(static_cast<uint32_t>(i));
    limit_order_.insert(limit_order_.end(), after[i].begin(), after[i].end());
  }
}

int32_t PreparedVersion::find_item(std::string_view code) const {
  return look_up(items_, code);
}
int32_t PreparedVersion::find_part(std::string_view code) const {
  return look_up(parts_, code);
}
int32_t PreparedVersion::find_category(std::string_view code) const {
  return look_up(categories_, code);
}
bool PreparedVersion::is_optional(std::string_view fact) const {
  const auto& facts = version_->optional_facts;
  return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

}  // namespace fenming
