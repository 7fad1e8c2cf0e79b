// A book version with its codes resolved: order of tiers, values through `extends` (T2a), limits in
// the order in which they apply (P6). Made once, read by every settlement. It points into the
// BookVersion and Calendar it was made from, which must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/pricing/book.h"

namespace fenming {

// A value and the tier that states it; `tier` is null where the book itself does.
template <typename T>
struct Stated {
  const T* value = nullptr;
  const Tier* tier = nullptr;
  explicit operator bool() const { return value != nullptr; }
};

// A tier with everything it inherits. Vectors are indexed like the version's items, parts, …
struct TierView {
  const Tier* tier = nullptr;
  std::vector<const Tier*> chain;      // the tier, its parent, …
  Stated<int32_t> factor;              // null: 10000
  std::vector<Stated<Charge>> prices;  // own or inherited; null: base price × factor
  Stated<Travel> travel;
  Stated<OnSite> on_site;
  Stated<int32_t> markup;  // null: 0
  std::vector<Stated<int64_t>> part_prices;
  Stated<int64_t> handling;
  std::vector<Stated<Charge>> surcharges;
  std::vector<Stated<int64_t>> limits;
  std::vector<Stated<int64_t>> bundles;

  int32_t factor_bp() const { return factor ? *factor.value : 10000; }
  int32_t markup_bp() const { return markup ? *markup.value : 0; }
};

class PreparedVersion {
 public:
  PreparedVersion(const Book& book, const BookVersion& version, const Calendar* calendar);

  const Book& book() const { return *book_; }
  const BookVersion& version() const { return *version_; }
  LocalTime local() const { return {version_->utc_offset_min, calendar_}; }

  // Tiers in the order in which they are tried (T2); indexes into tiers().
  const std::vector<uint32_t>& tier_order() const { return tier_order_; }
  const std::vector<TierView>& tiers() const { return tiers_; }
  // Limits in the order in which they apply (P6); indexes into version().limits.
  const std::vector<uint32_t>& limit_order() const { return limit_order_; }

  // Index of the item that a ticket's code means, through item_codes (T5); -1 if unmapped.
  int32_t find_item(std::string_view code) const;
  int32_t find_part(std::string_view code) const;
  // Position of a declared category; -1 if not declared.
  int32_t find_category(std::string_view code) const;
  bool is_optional(std::string_view fact) const;

 private:
  using Index = std::unordered_map<std::string_view, int32_t>;

  // Positions by code of what tiers state values for.
  struct Codes {
    const Index& items;
    const Index& parts;
    const Index surcharges, limits, bundles;
  };
  void resolve_tier(const Tier& tier, const Codes& codes);
  void map_item_codes();
  void order_limits();

  const Book* book_;
  const BookVersion* version_;
  const Calendar* calendar_;
  Index items_;
  Index parts_;
  Index categories_;
  std::vector<TierView> tiers_;
  std::vector<uint32_t> tier_order_;
  std::vector<uint32_t> limit_order_;
};

inline constexpr size_t kMaxTierDepth = 4;  // levels above a tier (T2a)

}  // namespace fenming
