#include "app/prices/inherit.h"

#include <algorithm>
#include <numeric>

namespace fenming::app::prices {
namespace {

// `pick` answers a pointer to a tier's own value, or null.
template <typename T, typename F>
Found<T> first_in_chain(const BookVersion& version, const Tier& tier, const F& pick) {
  for (const Tier* link : chain_of(version, tier)) {
    if (const T* value = pick(*link)) return {value, link};
  }
  return {};
}

const int64_t* amount_of(const std::vector<TierAmount>& list, std::string_view code) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.code == code; });
  return found == list.end() ? nullptr : &found->fen;
}

template <typename T>
const T* stated(const std::optional<T>& value) {
  return value ? &*value : nullptr;
}

}  // namespace

const Tier* find_tier(const BookVersion& version, std::string_view code) {
  if (code.empty()) return nullptr;
  for (const Tier& tier : version.tiers) {
    if (tier.tier == code) return &tier;
  }
  return nullptr;
}

std::vector<const Tier*> chain_of(const BookVersion& version, const Tier& tier) {
  std::vector<const Tier*> chain;
  const Tier* link = &tier;
  while (link != nullptr && std::find(chain.begin(), chain.end(), link) == chain.end()) {
    chain.push_back(link);
    link = find_tier(version, link->extends);
  }
  return chain;
}

std::vector<size_t> tier_order(const BookVersion& version) {
  std::vector<size_t> order(version.tiers.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return version.tiers[a].priority > version.tiers[b].priority;
  });
  return order;
}

Found<int32_t> found_factor(const BookVersion& version, const Tier& tier) {
  return first_in_chain<int32_t>(version, tier,
                                 [](const Tier& link) { return stated(link.factor_bp); });
}

Found<int32_t> found_markup(const BookVersion& version, const Tier& tier) {
  return first_in_chain<int32_t>(version, tier,
                                 [](const Tier& link) { return stated(link.markup_bp); });
}

Found<int64_t> found_handling(const BookVersion& version, const Tier& tier) {
  return first_in_chain<int64_t>(version, tier,
                                 [](const Tier& link) { return stated(link.handling_fen); });
}

Found<Travel> found_travel(const BookVersion& version, const Tier& tier) {
  return first_in_chain<Travel>(version, tier,
                                [](const Tier& link) { return stated(link.travel); });
}

Found<Charge> found_price(const BookVersion& version, const Tier& tier, std::string_view item) {
  return first_in_chain<Charge>(version, tier, [&](const Tier& link) -> const Charge* {
    for (const TierItemPrice& entry : link.prices) {
      if (entry.item == item) return &entry.price;
    }
    return nullptr;
  });
}

Found<int64_t> found_limit(const BookVersion& version, const Tier& tier, std::string_view limit) {
  return first_in_chain<int64_t>(version, tier,
                                 [&](const Tier& link) { return amount_of(link.limits, limit); });
}

}  // namespace fenming::app::prices
