#include "app/prices/filter.h"

#include <algorithm>
#include <string>

#include "app/prices/edits.h"
#include "app/prices/inherit.h"

namespace fenming::app::prices {
namespace {

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

// Whatever the case of ASCII letters, without copies: it is asked for every row of every frame.
bool contains(std::string_view text, std::string_view query) {
  return std::search(text.begin(), text.end(), query.begin(), query.end(),
                     [](char a, char b) { return folded(a) == folded(b); }) != text.end();
}

// Keeps the rows whose name or code contains the query.
template <typename T>
void keep(std::vector<int>& rows, const std::vector<T>& list, std::string T::*code,
          const std::string& query) {
  std::erase_if(rows, [&](int row) {
    const T& entry = list[static_cast<size_t>(row)];
    return !contains(entry.name, query) && !contains(entry.*code, query);
  });
}

size_t size_of(const BookVersion& version, Section section) {
  switch (section) {
    case Section::kTiers:
      return version.tiers.size();
    case Section::kItems:
      return version.items.size();
    case Section::kParts:
      return version.parts.size();
    case Section::kSurcharges:
      return version.surcharges.size();
    case Section::kLimits:
      return version.limits.size();
    case Section::kCityClasses:
      return version.city_classes.empty() ? 0 : version.city_classes.back().classes.size();
    case Section::kBundles:
      return version.bundles.size();
    case Section::kSplit:
      return version.split.steps.size();
  }
  return 0;
}

}  // namespace

std::vector<int> rows_matching(const BookVersion& version, Section section,
                               std::string_view typed) {
  std::vector<int> rows;
  const size_t count = size_of(version, section);
  if (section == Section::kTiers) {
    for (const size_t index : tier_order(version))
      rows.push_back(static_cast<int>(index));
  } else {
    for (size_t i = 0; i < count; ++i)
      rows.push_back(static_cast<int>(i));
  }
  const std::string query = trimmed(typed);
  if (query.empty()) return rows;
  if (section == Section::kTiers) keep(rows, version.tiers, &Tier::tier, query);
  if (section == Section::kItems) keep(rows, version.items, &Item::item, query);
  if (section == Section::kParts) keep(rows, version.parts, &Part::part, query);
  if (section == Section::kSurcharges) keep(rows, version.surcharges, &Surcharge::surcharge, query);
  if (section == Section::kLimits) keep(rows, version.limits, &Limit::limit, query);
  if (section == Section::kBundles) keep(rows, version.bundles, &Bundle::bundle, query);
  if (section == Section::kCityClasses && count > 0)
    keep(rows, version.city_classes.back().classes, &CityClass::class_code, query);
  return rows;
}

}  // namespace fenming::app::prices
