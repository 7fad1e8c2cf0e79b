#include "app/prices/shown_rows.h"

#include "app/prices/filter.h"
#include "base/fnv.h"

namespace fenming::app::prices {
namespace {

// With a separator after each code.
class Listing {
 public:
  void add(std::string_view code) {
    hash_.add(code);
    hash_.add_byte(0xFF);
  }
  void add(int32_t number) {
    for (int shift = 0; shift < 32; shift += 8)
      hash_.add_byte(static_cast<uint32_t>(number) >> shift & 0xFFu);
  }
  template <typename T>
  void add(const std::vector<T>& list, std::string T::*code) {
    for (const T& entry : list)
      add(entry.*code);
  }
  uint64_t value() const { return hash_.value(); }

 private:
  Fnv1a hash_;
};

}  // namespace

uint64_t listing_of(const BookVersion& version, Section section) {
  Listing listing;
  switch (section) {
    case Section::kTiers:
      for (const Tier& tier : version.tiers) {
        listing.add(tier.tier);
        listing.add(tier.priority);
        listing.add(tier.extends);
      }
      break;
    case Section::kItems:
      listing.add(version.items, &Item::item);
      break;
    case Section::kParts:
      listing.add(version.parts, &Part::part);
      break;
    case Section::kSurcharges:
      listing.add(version.surcharges, &Surcharge::surcharge);
      break;
    case Section::kLimits:
      listing.add(version.limits, &Limit::limit);
      break;
    case Section::kCityClasses:
      if (!version.city_classes.empty())
        listing.add(version.city_classes.back().classes, &CityClass::class_code);
      break;
    case Section::kBundles:
      listing.add(version.bundles, &Bundle::bundle);
      break;
    case Section::kSplit:
      listing.add(static_cast<int32_t>(version.split.steps.size()));
      break;
  }
  return listing.value();
}

const std::vector<int>& ShownRows::find(const Document& document, Section section,
                                        std::string_view filter, const RowOrder& order,
                                        PinyinInitial initial_of, const Locale& locale) {
  const bool same = is_made_ && made_.opened == document.opened && made_.filter == filter &&
                    made_.order == order && made_.language == locale.language();
  if (same && made_.edits == document.edits) return rows_;
  const uint64_t listing = listing_of(document.version, section);
  const bool stays = same && made_.listing == listing;
  made_ = {document.opened, document.edits, listing, std::string(filter), order, locale.language()};
  is_made_ = true;
  if (stays) return rows_;
  rows_ = rows_matching(document.version, section, filter);
  put_in_order(rows_, document, section, order, initial_of, locale);
  return rows_;
}

}  // namespace fenming::app::prices
