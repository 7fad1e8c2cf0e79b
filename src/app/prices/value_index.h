// Where a tier's own prices stand in its lists, so that a table of ten thousand items asks for a
// price without reading the list. Made again where the document has changed since; answers are the
// same as those of inherit.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/prices/inherit.h"

namespace fenming::app::prices {

class ValueIndex {
 public:
  // Indexes of tiers in the order in which they are tried (T2). `edits` counts the changes of the
  // version's document.
  const std::vector<size_t>& order(const BookVersion& version, uint64_t edits);
  Found<Charge> price(const BookVersion& version, uint64_t edits, const Tier& tier,
                      std::string_view item);
  Found<int64_t> part_price(const BookVersion& version, uint64_t edits, const Tier& tier,
                            std::string_view part);

 private:
  // Places of codes within one list; what it was made of says whether it still holds.
  struct Places {
    const void* list = nullptr;
    size_t size = 0;
    uint64_t edits = 0;
    std::unordered_map<std::string_view, size_t> at;
  };
  struct TierPlaces {
    Places prices;
    Places parts;
  };

  template <typename T>
  static const T* find(Places& places, uint64_t edits, const std::vector<T>& list,
                       std::string T::*code, std::string_view wanted);
  TierPlaces& places_of(const BookVersion& version, const Tier& tier);

  std::vector<TierPlaces> tiers_;
  std::vector<size_t> order_;
  const void* ordered_ = nullptr;
  uint64_t ordered_edits_ = 0;
};

}  // namespace fenming::app::prices
