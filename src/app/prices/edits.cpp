#include "app/prices/edits.h"

#include <algorithm>

#include "app/prices/code_edits.h"
#include "app/prices/document_edits.h"
#include "app/prices/inherit.h"
#include "app/prices/tier_prices.h"
#include "app/pricing/condition_sentence.h"
#include "codec/fields.h"

namespace fenming::app::prices {
namespace {

void keep_error(Document& document, const EditCell& edit, std::string code) {
  keep_error(document, edit.section, edit.row, edit.column, edit.text, std::move(code));
}

template <typename T>
void commit(Document& document, const EditCell& edit, std::string name,
            std::vector<T> BookVersion::*list, size_t index, Result<T> changed) {
  if (!changed) {
    keep_error(document, edit, changed.error().code);
    return;
  }
  replace_element(document, std::move(name), list, index, std::move(*changed));
}

// One step: the row and everything that names it.
void edit_code(Document& document, const EditCell& edit, std::string step) {
  NewCodes codes(codes_of(document.version, edit.section));
  const std::string refusal = codes.set(static_cast<size_t>(edit.row), edit.text);
  if (!refusal.empty()) return keep_error(document, edit, refusal);
  if (!codes.any()) return;
  BookVersion renamed = document.version;
  codes.apply(renamed, edit.section);
  run(document, std::make_unique<ReplaceVersion>(std::move(step), std::move(renamed)));
}

// A tier's own price in the column `first` and those beside it, one for each tier as they are
// tried.
template <typename T, typename Entry, typename Set>
void edit_own_price(Document& document, const EditCell& edit, int first, std::string step,
                    std::string T::*code, std::vector<T> BookVersion::*rows,
                    std::vector<Entry> Tier::*list, const Set& set) {
  const BookVersion& version = document.version;
  const auto order = tier_order(version);
  const auto place = static_cast<size_t>(edit.column - first);
  if (place >= order.size()) return;
  TierPrices prices;
  const Result<bool> done = set(prices, order[place]);
  if (!done) return keep_error(document, edit, done.error().code);
  Tier tier = version.tiers[order[place]];
  prices.apply(order[place], tier.*list,
               [&](size_t row) -> const std::string& { return (version.*rows)[row].*code; });
  replace_element(document, std::move(step), &BookVersion::tiers, order[place], std::move(tier));
}

void edit_tier_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.tiers.size(), edit.row)) return;
  std::string step = locale.format(Key::prices_step_tier, {version.tiers[index].name});
  if (edit.column == kTierCode) {
    return edit_code(document, edit, std::move(step));
  }
  commit(document, edit, std::move(step), &BookVersion::tiers, index,
         tier_with_cell(version, version.tiers[index], edit.column, edit.text));
}

void edit_item_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.items.size(), edit.row)) return;
  const Item& item = version.items[index];
  std::string step = locale.format(Key::prices_step_item, {item.name});
  if (edit.column == kItemCode) {
    return edit_code(document, edit, std::move(step));
  }
  if (edit.column < kItemTierPrice) {
    return commit(document, edit, std::move(step), &BookVersion::items, index,
                  item_with_cell(item, edit.column, edit.text));
  }
  edit_own_price(document, edit, kItemTierPrice, std::move(step), &Item::item, &BookVersion::items,
                 &Tier::prices, [&](TierPrices& prices, size_t tier) {
                   return prices.set_price(item, index, tier, edit.text);
                 });
}

void edit_part_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.parts.size(), edit.row)) return;
  const Part& part = version.parts[index];
  std::string step = locale.format(Key::prices_step_part, {part.name});
  if (edit.column == kPartCode) {
    return edit_code(document, edit, std::move(step));
  }
  if (edit.column < kPartTierPrice) {
    return commit(document, edit, std::move(step), &BookVersion::parts, index,
                  part_with_cell(part, edit.column, edit.text));
  }
  edit_own_price(document, edit, kPartTierPrice, std::move(step), &Part::part, &BookVersion::parts,
                 &Tier::part_prices, [&](TierPrices& prices, size_t tier) {
                   return prices.set_amount(index, tier, edit.text);
                 });
}

// City classes live in the last dated table; a version without one gets it with its first class.
void edit_city_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (version.city_classes.empty()) return;
  const size_t last = version.city_classes.size() - 1;
  CityClassTable table = version.city_classes[last];
  if (!holds(table.classes.size(), edit.row)) return;
  CityClass& entry = table.classes[static_cast<size_t>(edit.row)];
  if (edit.column == kCityDivisions) {
    entry.divisions = split_codes(edit.text);
    for (std::string& code : entry.divisions)
      code = code_of_name(ConditionOp::kDivisionWithin, code);
    const bool good = std::all_of(entry.divisions.begin(), entry.divisions.end(),
                                  [](const std::string& code) { return is_division_code(code); });
    if (!good || entry.divisions.empty()) return keep_error(document, edit, "bad_division");
  } else if (edit.column == kCityCode) {
    NewCodes codes(codes_of(version, edit.section));
    const auto row = static_cast<size_t>(edit.row);
    const std::string refusal = codes.set(row, edit.text);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    entry.class_code = codes.at(row);
  } else {
    if (is_blank(edit.text)) return keep_error(document, edit, "name_empty");
    entry.name = trimmed(edit.text);
  }
  replace_element(document, std::string(locale.text(Key::prices_step_cities)),
                  &BookVersion::city_classes, last, std::move(table));
}

void edit_bundle_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.bundles.size(), edit.row)) return;
  const Bundle& bundle = version.bundles[index];
  std::string step = locale.format(Key::prices_step_bundle, {bundle.name});
  if (edit.column == kBundleCode) {
    return edit_code(document, edit, std::move(step));
  }
  if (edit.column < kBundleTierPrice) {
    return commit(document, edit, std::move(step), &BookVersion::bundles, index,
                  bundle_with_cell(version, bundle, edit.column, edit.text));
  }
  edit_own_price(document, edit, kBundleTierPrice, std::move(step), &Bundle::bundle,
                 &BookVersion::bundles, &Tier::bundles, [&](TierPrices& prices, size_t tier) {
                   return prices.set_amount(index, tier, edit.text);
                 });
}

void edit_surcharge_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.surcharges.size(), edit.row)) return;
  const Surcharge& surcharge = version.surcharges[index];
  std::string step = locale.format(Key::prices_step_surcharge, {surcharge.name});
  if (edit.column == kSurchargeCode) {
    return edit_code(document, edit, std::move(step));
  }
  commit(document, edit, std::move(step), &BookVersion::surcharges, index,
         surcharge_with_cell(surcharge, edit.column, edit.text));
}

void edit_split_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (!holds(version.split.steps.size(), edit.row)) return;
  const Result<Split> changed =
      split_with_cell(version.split, static_cast<size_t>(edit.row), edit.column, edit.text);
  if (!changed) return keep_error(document, edit, changed.error().code);
  replace_member(document, std::string(locale.text(Key::prices_step_split)), &BookVersion::split,
                 *changed);
}

}  // namespace

void edit_cell(Document& document, const EditCell& edit, const Locale& locale) {
  if (!document.is_draft()) return;
  forget_error(document, edit.section, edit.row, edit.column);
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  switch (edit.section) {
    case Section::kTiers:
      return edit_tier_cell(document, edit, locale);
    case Section::kItems:
      return edit_item_cell(document, edit, locale);
    case Section::kParts:
      return edit_part_cell(document, edit, locale);
    case Section::kSurcharges:
      return edit_surcharge_cell(document, edit, locale);
    case Section::kLimits:
      if (!holds(version.limits.size(), edit.row)) return;
      return commit(document, edit,
                    locale.format(Key::prices_step_limit, {version.limits[index].name}),
                    &BookVersion::limits, index,
                    limit_with_cell(version.limits[index], edit.column, edit.text));
    case Section::kCityClasses:
      return edit_city_cell(document, edit, locale);
    case Section::kBundles:
      return edit_bundle_cell(document, edit, locale);
    case Section::kSplit:
      return edit_split_cell(document, edit, locale);
  }
}

}  // namespace fenming::app::prices
