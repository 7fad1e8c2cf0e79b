#include "app/prices/edits.h"

#include <algorithm>

#include "app/prices/document_edits.h"
#include "app/prices/inherit.h"
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

bool is_code(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\\' && c != ',';
  });
  return !text.empty() && text.size() <= kCodeLength && plain;
}

template <typename T>
std::string refuse_code(const std::vector<T>& list, std::string T::*code, size_t index,
                        std::string_view wanted) {
  if (!is_code(wanted)) return "bad_code";
  for (size_t i = 0; i < list.size(); ++i) {
    if (i != index && list[i].*code == wanted) return "duplicate_code";
  }
  return {};
}

void rename_in(std::vector<std::string>& list, const std::string& from, const std::string& to) {
  std::replace(list.begin(), list.end(), from, to);
}

// One step: the item and everything that names it.
void rename_item(Document& document, size_t index, const std::string& to, std::string step) {
  const BookVersion& version = document.version;
  const std::string from = version.items[index].item;
  document.log.begin_group(step);
  Item renamed = version.items[index];
  renamed.item = to;
  replace_element(document, step, &BookVersion::items, index, std::move(renamed));
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    for (TierItemPrice& price : tier.prices) {
      if (price.item == from) price.item = to;
    }
    replace_element(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  for (size_t i = 0; i < version.items.size(); ++i) {
    if (!version.items[i].price || version.items[i].price->included_item != from) continue;
    Item item = version.items[i];
    item.price->included_item = to;
    replace_element(document, step, &BookVersion::items, i, std::move(item));
  }
  for (size_t i = 0; i < version.surcharges.size(); ++i) {
    Surcharge surcharge = version.surcharges[i];
    rename_in(surcharge.items, from, to);
    replace_element(document, step, &BookVersion::surcharges, i, std::move(surcharge));
  }
  for (size_t i = 0; i < version.bundles.size(); ++i) {
    Bundle bundle = version.bundles[i];
    for (BundleMember& member : bundle.members) {
      if (member.item == from) member.item = to;
    }
    replace_element(document, step, &BookVersion::bundles, i, std::move(bundle));
  }
  for (size_t i = 0; i < version.item_codes.size(); ++i) {
    ItemCode code = version.item_codes[i];
    if (code.item == from) code.item = to;
    replace_element(document, step, &BookVersion::item_codes, i, std::move(code));
  }
  document.log.end_group();
}

void rename_part(Document& document, size_t index, const std::string& to, std::string step) {
  const BookVersion& version = document.version;
  const std::string from = version.parts[index].part;
  document.log.begin_group(step);
  Part renamed = version.parts[index];
  renamed.part = to;
  replace_element(document, step, &BookVersion::parts, index, std::move(renamed));
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    for (TierAmount& price : tier.part_prices) {
      if (price.code == from) price.code = to;
    }
    replace_element(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  document.log.end_group();
}

void rename_bundle(Document& document, size_t index, const std::string& to, std::string step) {
  const BookVersion& version = document.version;
  const std::string from = version.bundles[index].bundle;
  document.log.begin_group(step);
  Bundle renamed = version.bundles[index];
  renamed.bundle = to;
  replace_element(document, step, &BookVersion::bundles, index, std::move(renamed));
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    for (TierAmount& price : tier.bundles) {
      if (price.code == from) price.code = to;
    }
    replace_element(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  document.log.end_group();
}

void rename_surcharge(Document& document, size_t index, const std::string& to, std::string step) {
  const BookVersion& version = document.version;
  const std::string from = version.surcharges[index].surcharge;
  document.log.begin_group(step);
  Surcharge renamed = version.surcharges[index];
  renamed.surcharge = to;
  replace_element(document, step, &BookVersion::surcharges, index, std::move(renamed));
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    for (TierCharge& charge : tier.surcharges) {
      if (charge.surcharge == from) charge.surcharge = to;
    }
    replace_element(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  document.log.end_group();
}

void rename_tier(Document& document, size_t index, const std::string& to, std::string step) {
  const BookVersion& version = document.version;
  const std::string from = version.tiers[index].tier;
  document.log.begin_group(step);
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    if (i == index) tier.tier = to;
    if (tier.extends == from) tier.extends = to;
    replace_element(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  document.log.end_group();
}

void edit_tier_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.tiers.size(), edit.row)) return;
  std::string step = locale.format(Key::prices_step_tier, {version.tiers[index].name});
  if (edit.column == kTierCode) {
    const std::string code = trimmed(edit.text);
    const std::string refusal = refuse_code(version.tiers, &Tier::tier, index, code);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    return rename_tier(document, index, code, std::move(step));
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
    const std::string code = trimmed(edit.text);
    const std::string refusal = refuse_code(version.items, &Item::item, index, code);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    return rename_item(document, index, code, std::move(step));
  }
  if (edit.column < kItemTierPrice) {
    return commit(document, edit, std::move(step), &BookVersion::items, index,
                  item_with_cell(item, edit.column, edit.text));
  }
  const auto order = tier_order(version);
  const auto place = static_cast<size_t>(edit.column - kItemTierPrice);
  if (place >= order.size()) return;
  commit(document, edit, std::move(step), &BookVersion::tiers, order[place],
         tier_with_item_price(item, version.tiers[order[place]], edit.text));
}

void edit_part_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.parts.size(), edit.row)) return;
  const Part& part = version.parts[index];
  std::string step = locale.format(Key::prices_step_part, {part.name});
  if (edit.column == kPartCode) {
    const std::string code = trimmed(edit.text);
    const std::string refusal = refuse_code(version.parts, &Part::part, index, code);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    return rename_part(document, index, code, std::move(step));
  }
  if (edit.column < kPartTierPrice) {
    return commit(document, edit, std::move(step), &BookVersion::parts, index,
                  part_with_cell(part, edit.column, edit.text));
  }
  const auto order = tier_order(version);
  const auto place = static_cast<size_t>(edit.column - kPartTierPrice);
  if (place >= order.size()) return;
  commit(document, edit, std::move(step), &BookVersion::tiers, order[place],
         tier_with_part_price(part, version.tiers[order[place]], edit.text));
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
    const std::string code = trimmed(edit.text);
    const std::string refusal =
        refuse_code(table.classes, &CityClass::class_code, static_cast<size_t>(edit.row), code);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    entry.class_code = code;
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
    const std::string code = trimmed(edit.text);
    const std::string refusal = refuse_code(version.bundles, &Bundle::bundle, index, code);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    return rename_bundle(document, index, code, std::move(step));
  }
  if (edit.column < kBundleTierPrice) {
    return commit(document, edit, std::move(step), &BookVersion::bundles, index,
                  bundle_with_cell(version, bundle, edit.column, edit.text));
  }
  const auto order = tier_order(version);
  const auto place = static_cast<size_t>(edit.column - kBundleTierPrice);
  if (place >= order.size()) return;
  commit(document, edit, std::move(step), &BookVersion::tiers, order[place],
         tier_with_bundle_price(bundle, version.tiers[order[place]], edit.text));
}

void edit_surcharge_cell(Document& document, const EditCell& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(edit.row);
  if (!holds(version.surcharges.size(), edit.row)) return;
  const Surcharge& surcharge = version.surcharges[index];
  std::string step = locale.format(Key::prices_step_surcharge, {surcharge.name});
  if (edit.column == kSurchargeCode) {
    const std::string code = trimmed(edit.text);
    const std::string refusal = refuse_code(version.surcharges, &Surcharge::surcharge, index, code);
    if (!refusal.empty()) return keep_error(document, edit, refusal);
    return rename_surcharge(document, index, code, std::move(step));
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
