#include "app/prices/value_index.h"

namespace fenming::app::prices {

const std::vector<size_t>& ValueIndex::order(const BookVersion& version, uint64_t edits) {
  const bool holds = ordered_ == version.tiers.data() && ordered_edits_ == edits &&
                     order_.size() == version.tiers.size();
  if (!holds) {
    order_ = tier_order(version);
    ordered_ = version.tiers.data();
    ordered_edits_ = edits;
  }
  return order_;
}

template <typename T>
const T* ValueIndex::find(Places& places, uint64_t edits, const std::vector<T>& list,
                          std::string T::*code, std::string_view wanted) {
  if (places.list != list.data() || places.size != list.size() || places.edits != edits) {
    places.at.clear();
    // Of two with the same code the first counts, as in a walk through the list.
    for (size_t i = 0; i < list.size(); ++i)
      places.at.emplace(list[i].*code, i);
    places.list = list.data();
    places.size = list.size();
    places.edits = edits;
  }
  const auto found = places.at.find(wanted);
  return found == places.at.end() ? nullptr : &list[found->second];
}

ValueIndex::TierPlaces& ValueIndex::places_of(const BookVersion& version, const Tier& tier) {
  tiers_.resize(version.tiers.size());
  return tiers_[static_cast<size_t>(&tier - version.tiers.data())];
}

Found<Charge> ValueIndex::price(const BookVersion& version, uint64_t edits, const Tier& tier,
                                std::string_view item) {
  for (const Tier* link : chain_of(version, tier)) {
    Places& places = places_of(version, *link).prices;
    const auto* own = find(places, edits, link->prices, &TierItemPrice::item, item);
    if (own != nullptr) return {&own->price, link};
  }
  return {};
}

Found<int64_t> ValueIndex::part_price(const BookVersion& version, uint64_t edits, const Tier& tier,
                                      std::string_view part) {
  for (const Tier* link : chain_of(version, tier)) {
    Places& places = places_of(version, *link).parts;
    const auto* own = find(places, edits, link->part_prices, &TierAmount::code, part);
    if (own != nullptr) return {&own->fen, link};
  }
  return {};
}

}  // namespace fenming::app::prices
