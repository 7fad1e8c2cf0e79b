// Values through `extends` (settlement.md T2a) while a draft is being edited. Unlike the engine's
// PreparedVersion this also reads versions that a check would refuse: unknown parents end a chain,
// circles are cut.
#pragma once

#include <string_view>
#include <vector>

#include "engine/pricing/book.h"

namespace fenming::app::prices {

// A value and the tier that states it; `tier` is null where none does.
template <typename T>
struct Found {
  const T* value = nullptr;
  const Tier* tier = nullptr;
  bool is_own(const Tier& own) const { return tier == &own; }
};

const Tier* find_tier(const BookVersion& version, std::string_view code);
// The tier, its parent, and so on.
std::vector<const Tier*> chain_of(const BookVersion& version, const Tier& tier);
// Indexes of tiers in the order in which they are tried (T2).
std::vector<size_t> tier_order(const BookVersion& version);

Found<int32_t> found_factor(const BookVersion& version, const Tier& tier);
Found<int32_t> found_markup(const BookVersion& version, const Tier& tier);
Found<int64_t> found_handling(const BookVersion& version, const Tier& tier);
Found<Travel> found_travel(const BookVersion& version, const Tier& tier);
Found<Charge> found_price(const BookVersion& version, const Tier& tier, std::string_view item);
// Null: the version's own amount applies, if it has one.
Found<int64_t> found_limit(const BookVersion& version, const Tier& tier, std::string_view limit);

}  // namespace fenming::app::prices
