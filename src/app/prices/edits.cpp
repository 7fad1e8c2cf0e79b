#include "app/prices/edits.h"

#include <algorithm>
#include <memory>

#include "app/prices/commands.h"
#include "app/prices/inherit.h"
#include "app/pricing/condition_edit.h"
#include "base/civil_time.h"
#include "codec/fields.h"

namespace fenming::app::prices {
namespace {

constexpr size_t kMostRows = 2000;

void run(Document& document, std::unique_ptr<VersionCommand> command) {
  document.log.execute(document.version, std::move(command));
  ++document.edits;
}

template <typename T>
void replace(Document& document, std::string name, std::vector<T> BookVersion::*list, size_t index,
             T value) {
  run(document,
      std::make_unique<ReplaceElement<T>>(std::move(name), list, index, std::move(value)));
}
template <typename T>
void insert(Document& document, std::string name, std::vector<T> BookVersion::*list, size_t index,
            T value) {
  run(document, std::make_unique<InsertElement<T>>(std::move(name), list, index, std::move(value)));
}
template <typename T>
void remove(Document& document, std::string name, std::vector<T> BookVersion::*list, size_t index) {
  run(document, std::make_unique<RemoveElement<T>>(std::move(name), list, index));
}

bool holds(size_t size, int index) {
  return index >= 0 && static_cast<size_t>(index) < size;
}

void forget_error(Document& document, const EditCell& edit) {
  std::erase_if(document.errors, [&](const CellError& error) {
    return error.section == edit.section && error.row == edit.row && error.column == edit.column;
  });
}

void keep_error(Document& document, const EditCell& edit, std::string code) {
  document.errors.push_back({edit.section, edit.row, edit.column, edit.text, std::move(code)});
}

// Rows moved: errors name places, so they would point at others.
void forget_errors(Document& document, Section section) {
  std::erase_if(document.errors, [&](const CellError& error) { return error.section == section; });
}

template <typename T>
void commit(Document& document, const EditCell& edit, std::string name,
            std::vector<T> BookVersion::*list, size_t index, Result<T> changed) {
  if (!changed) {
    keep_error(document, edit, changed.error().code);
    return;
  }
  replace(document, std::move(name), list, index, std::move(*changed));
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
  replace(document, step, &BookVersion::items, index, std::move(renamed));
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    for (TierItemPrice& price : tier.prices) {
      if (price.item == from) price.item = to;
    }
    replace(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  for (size_t i = 0; i < version.items.size(); ++i) {
    if (!version.items[i].price || version.items[i].price->included_item != from) continue;
    Item item = version.items[i];
    item.price->included_item = to;
    replace(document, step, &BookVersion::items, i, std::move(item));
  }
  for (size_t i = 0; i < version.surcharges.size(); ++i) {
    Surcharge surcharge = version.surcharges[i];
    rename_in(surcharge.items, from, to);
    replace(document, step, &BookVersion::surcharges, i, std::move(surcharge));
  }
  for (size_t i = 0; i < version.bundles.size(); ++i) {
    Bundle bundle = version.bundles[i];
    for (BundleMember& member : bundle.members) {
      if (member.item == from) member.item = to;
    }
    replace(document, step, &BookVersion::bundles, i, std::move(bundle));
  }
  for (size_t i = 0; i < version.item_codes.size(); ++i) {
    ItemCode code = version.item_codes[i];
    if (code.item == from) code.item = to;
    replace(document, step, &BookVersion::item_codes, i, std::move(code));
  }
  document.log.end_group();
}

void rename_part(Document& document, size_t index, const std::string& to, std::string step) {
  const BookVersion& version = document.version;
  const std::string from = version.parts[index].part;
  document.log.begin_group(step);
  Part renamed = version.parts[index];
  renamed.part = to;
  replace(document, step, &BookVersion::parts, index, std::move(renamed));
  for (size_t i = 0; i < version.tiers.size(); ++i) {
    Tier tier = version.tiers[i];
    for (TierAmount& price : tier.part_prices) {
      if (price.code == from) price.code = to;
    }
    replace(document, step, &BookVersion::tiers, i, std::move(tier));
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
    replace(document, step, &BookVersion::tiers, i, std::move(tier));
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
                  part_with_cell(part, edit.column, edit.text, version.from));
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
  replace(document, std::string(locale.text(Key::prices_step_cities)), &BookVersion::city_classes,
          last, std::move(table));
}

void add_city_class(Document& document, const Locale& locale) {
  const std::string step(locale.text(Key::prices_step_cities));
  CityClassTable table;
  if (document.version.city_classes.empty()) {
    table.from = document.version.from;
    table.edition = format_date(document.version.from).substr(0, 4);
    table.otherwise = "other";
  } else {
    table = document.version.city_classes.back();
  }
  CityClass entry;
  entry.class_code = free_code(table.classes, &CityClass::class_code, "class");
  entry.name = locale.text(Key::prices_new_class);
  entry.divisions = {"11"};
  table.classes.push_back(std::move(entry));
  if (document.version.city_classes.empty()) {
    insert(document, step, &BookVersion::city_classes, 0, std::move(table));
  } else {
    replace(document, step, &BookVersion::city_classes, document.version.city_classes.size() - 1,
            std::move(table));
  }
}

}  // namespace

void edit_cell(Document& document, const EditCell& edit, const Locale& locale) {
  if (!document.is_draft()) return;
  forget_error(document, edit);
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
      if (!holds(version.surcharges.size(), edit.row)) return;
      return commit(document, edit,
                    locale.format(Key::prices_step_surcharge, {version.surcharges[index].name}),
                    &BookVersion::surcharges, index,
                    surcharge_with_cell(version.surcharges[index], edit.column, edit.text));
    case Section::kLimits:
      if (!holds(version.limits.size(), edit.row)) return;
      return commit(document, edit,
                    locale.format(Key::prices_step_limit, {version.limits[index].name}),
                    &BookVersion::limits, index,
                    limit_with_cell(version.limits[index], edit.column, edit.text));
    case Section::kCityClasses:
      return edit_city_cell(document, edit, locale);
  }
}

void add_row(Document& document, const AddRow& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || version.items.size() > kMostRows || version.tiers.size() > 200)
    return;
  forget_errors(document, edit.section);
  const std::string step(locale.text(Key::prices_step_add));
  if (edit.section == Section::kTiers) {
    Tier tier;
    tier.tier = free_code(version.tiers, &Tier::tier, "tier");
    tier.name = locale.text(Key::prices_new_tier);
    int32_t highest = 0;
    for (const Tier& other : version.tiers)
      highest = std::max(highest, other.priority);
    tier.priority = highest + 10;
    // A condition that says nothing would take every ticket: a new tier begins with a test.
    tier.when = first_test();
    for (const Tier& other : version.tiers) {
      if (!other.when && tier.extends.empty()) tier.extends = other.tier;
    }
    insert(document, step, &BookVersion::tiers, 0, std::move(tier));
  } else if (edit.section == Section::kItems) {
    Item item;
    item.item = free_code(version.items, &Item::item, "item");
    item.name = locale.text(Key::prices_new_item);
    insert(document, step, &BookVersion::items, version.items.size(), std::move(item));
  } else if (edit.section == Section::kParts) {
    Part part;
    part.part = free_code(version.parts, &Part::part, "part");
    part.name = locale.text(Key::prices_new_part);
    insert(document, step, &BookVersion::parts, version.parts.size(), std::move(part));
  } else if (edit.section == Section::kLimits) {
    Limit limit;
    limit.limit = free_code(version.limits, &Limit::limit, "limit");
    limit.name = locale.text(Key::prices_new_limit);
    limit.is_max = true;
    insert(document, step, &BookVersion::limits, version.limits.size(), std::move(limit));
  } else if (edit.section == Section::kCityClasses) {
    add_city_class(document, locale);
  }
}

void remove_row(Document& document, const RemoveRow& edit, const Locale& locale) {
  if (!document.is_draft()) return;
  forget_errors(document, edit.section);
  const BookVersion& version = document.version;
  const std::string step(locale.text(Key::prices_step_remove));
  const auto index = static_cast<size_t>(edit.row);
  if (edit.section == Section::kTiers && holds(version.tiers.size(), edit.row))
    remove(document, step, &BookVersion::tiers, index);
  if (edit.section == Section::kItems && holds(version.items.size(), edit.row))
    remove(document, step, &BookVersion::items, index);
  if (edit.section == Section::kParts && holds(version.parts.size(), edit.row))
    remove(document, step, &BookVersion::parts, index);
  if (edit.section == Section::kSurcharges && holds(version.surcharges.size(), edit.row))
    remove(document, step, &BookVersion::surcharges, index);
  if (edit.section == Section::kLimits && holds(version.limits.size(), edit.row))
    remove(document, step, &BookVersion::limits, index);
  if (edit.section == Section::kCityClasses && !version.city_classes.empty() &&
      holds(version.city_classes.back().classes.size(), edit.row)) {
    CityClassTable table = version.city_classes.back();
    table.classes.erase(table.classes.begin() + edit.row);
    replace(document, step, &BookVersion::city_classes, version.city_classes.size() - 1,
            std::move(table));
  }
}

}  // namespace fenming::app::prices
