#include "app/prices/code_edits.h"

#include <algorithm>
#include <utility>

#include "app/prices/edits.h"
#include "codec/fields.h"

namespace fenming::app::prices {
namespace {

using Renamed = std::unordered_map<std::string, std::string>;

bool is_code(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\\' && c != ',';
  });
  return !text.empty() && text.size() <= kCodeLength && plain;
}

void rename(std::string& code, const Renamed& renamed) {
  const auto found = renamed.find(code);
  if (found != renamed.end()) code = found->second;
}

template <typename T>
void rename_all(std::vector<T>& list, std::string T::*code, const Renamed& renamed) {
  for (T& entry : list)
    rename(entry.*code, renamed);
}

void rename_items(BookVersion& version, const Renamed& renamed) {
  rename_all(version.items, &Item::item, renamed);
  for (Item& item : version.items) {
    if (item.price) rename(item.price->included_item, renamed);
  }
  for (Tier& tier : version.tiers)
    rename_all(tier.prices, &TierItemPrice::item, renamed);
  for (Surcharge& surcharge : version.surcharges) {
    for (std::string& item : surcharge.items)
      rename(item, renamed);
  }
  for (Bundle& bundle : version.bundles)
    rename_all(bundle.members, &BundleMember::item, renamed);
  rename_all(version.item_codes, &ItemCode::item, renamed);
}

template <typename T>
std::vector<std::string> codes_in(const std::vector<T>& list, std::string T::*code) {
  std::vector<std::string> codes;
  codes.reserve(list.size());
  for (const T& entry : list)
    codes.push_back(entry.*code);
  return codes;
}

}  // namespace

NewCodes::NewCodes(std::vector<std::string> codes)
    : codes_(std::move(codes)), taken_(codes_.begin(), codes_.end()) {}

std::string NewCodes::set(size_t row, std::string_view typed) {
  std::string code = trimmed(typed);
  if (!is_code(code)) return "bad_code";
  if (code == codes_[row]) return {};
  if (taken_.contains(code)) return "duplicate_code";
  taken_.erase(codes_[row]);
  taken_.insert(code);
  changed_.emplace(row, codes_[row]);
  codes_[row] = std::move(code);
  return {};
}

void NewCodes::apply(BookVersion& version, Section section) const {
  Renamed renamed;
  for (const auto& [row, before] : changed_)
    renamed.emplace(before, codes_[row]);
  if (section == Section::kItems) rename_items(version, renamed);
  if (section == Section::kParts) rename_all(version.parts, &Part::part, renamed);
  if (section == Section::kBundles) rename_all(version.bundles, &Bundle::bundle, renamed);
  if (section == Section::kSurcharges)
    rename_all(version.surcharges, &Surcharge::surcharge, renamed);
  for (Tier& tier : version.tiers) {
    if (section == Section::kParts) rename_all(tier.part_prices, &TierAmount::code, renamed);
    if (section == Section::kBundles) rename_all(tier.bundles, &TierAmount::code, renamed);
    if (section == Section::kSurcharges)
      rename_all(tier.surcharges, &TierCharge::surcharge, renamed);
    if (section != Section::kTiers) continue;
    rename(tier.tier, renamed);
    rename(tier.extends, renamed);
  }
}

std::vector<std::string> codes_of(const BookVersion& version, Section section) {
  switch (section) {
    case Section::kTiers:
      return codes_in(version.tiers, &Tier::tier);
    case Section::kItems:
      return codes_in(version.items, &Item::item);
    case Section::kParts:
      return codes_in(version.parts, &Part::part);
    case Section::kSurcharges:
      return codes_in(version.surcharges, &Surcharge::surcharge);
    case Section::kLimits:
      return codes_in(version.limits, &Limit::limit);
    case Section::kBundles:
      return codes_in(version.bundles, &Bundle::bundle);
    case Section::kCityClasses:
      return version.city_classes.empty()
                 ? std::vector<std::string>()
                 : codes_in(version.city_classes.back().classes, &CityClass::class_code);
    case Section::kSplit:
      break;
  }
  return {};
}

}  // namespace fenming::app::prices
