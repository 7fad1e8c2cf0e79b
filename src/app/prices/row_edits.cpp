// Rows of the sections' tables: what a new one begins with, and what removing one takes along.
#include <algorithm>

#include "app/prices/document_edits.h"
#include "app/prices/edits.h"
#include "app/pricing/condition_edit.h"
#include "base/civil_time.h"

namespace fenming::app::prices {
namespace {

constexpr size_t kMostRows = 20'000;

// Rows moved: errors name places, so they would point at others.
void forget_errors(Document& document, Section section) {
  std::erase_if(document.errors, [&](const CellError& error) { return error.section == section; });
}

void add_city_class(Document& document, const Locale& locale) {
  const std::string step(locale.text(Key::prices_step_cities));
  CityClassTable table;
  if (document.version.city_classes.empty()) {
    table.from = kSinceEver;
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
    insert_element(document, step, &BookVersion::city_classes, 0, std::move(table));
  } else {
    replace_element(document, step, &BookVersion::city_classes,
                    document.version.city_classes.size() - 1, std::move(table));
  }
}

// A bundle holds something: the first two items, or two units of the only one.
void add_bundle(Document& document, const Locale& locale) {
  const BookVersion& version = document.version;
  if (version.items.empty()) return;
  Bundle bundle;
  bundle.bundle = free_code(version.bundles, &Bundle::bundle, "bundle");
  bundle.name = locale.text(Key::prices_new_bundle);
  bundle.members = {{version.items[0].item, version.items.size() > 1 ? 1 : 2}};
  if (version.items.size() > 1) bundle.members.push_back({version.items[1].item, 1});
  insert_element(document, std::string(locale.text(Key::prices_step_add)), &BookVersion::bundles,
                 version.bundles.size(), std::move(bundle));
}

// It does not apply before it has a charge, so that it needs no condition to begin with. Its
// category is its own: of one category only one surcharge applies.
void add_surcharge(Document& document, const Locale& locale) {
  const BookVersion& version = document.version;
  Surcharge surcharge;
  surcharge.surcharge = free_code(version.surcharges, &Surcharge::surcharge, "surcharge");
  surcharge.name = locale.text(Key::prices_new_surcharge);
  surcharge.category = surcharge.surcharge;
  insert_element(document, std::string(locale.text(Key::prices_step_add)), &BookVersion::surcharges,
                 version.surcharges.size(), std::move(surcharge));
}

// With it go the charges that tiers state for it.
void remove_surcharge(Document& document, size_t index, const std::string& step) {
  const std::string code = document.version.surcharges[index].surcharge;
  document.log.begin_group(step);
  remove_element(document, step, &BookVersion::surcharges, index);
  for (size_t i = 0; i < document.version.tiers.size(); ++i) {
    Tier tier = document.version.tiers[i];
    if (std::erase_if(tier.surcharges, [&](const auto& own) { return own.surcharge == code; }) > 0)
      replace_element(document, step, &BookVersion::tiers, i, std::move(tier));
  }
  document.log.end_group();
}

void add_split_step(Document& document, const Locale& locale) {
  constexpr size_t kMostSteps = 32;
  Split split = document.version.split;
  if (split.steps.size() >= kMostSteps) return;
  SplitStep step;
  step.role = Role::kAssistant;
  step.bp = 1000;
  split.steps.push_back(std::move(step));
  replace_member(document, std::string(locale.text(Key::prices_step_split)), &BookVersion::split,
                 std::move(split));
}

}  // namespace

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
    insert_element(document, step, &BookVersion::tiers, 0, std::move(tier));
  } else if (edit.section == Section::kItems) {
    Item item;
    item.item = free_code(version.items, &Item::item, "item");
    item.name = locale.text(Key::prices_new_item);
    insert_element(document, step, &BookVersion::items, version.items.size(), std::move(item));
  } else if (edit.section == Section::kParts) {
    Part part;
    part.part = free_code(version.parts, &Part::part, "part");
    part.name = locale.text(Key::prices_new_part);
    insert_element(document, step, &BookVersion::parts, version.parts.size(), std::move(part));
  } else if (edit.section == Section::kSurcharges) {
    add_surcharge(document, locale);
  } else if (edit.section == Section::kLimits) {
    Limit limit;
    limit.limit = free_code(version.limits, &Limit::limit, "limit");
    limit.name = locale.text(Key::prices_new_limit);
    limit.is_max = true;
    insert_element(document, step, &BookVersion::limits, version.limits.size(), std::move(limit));
  } else if (edit.section == Section::kCityClasses) {
    add_city_class(document, locale);
  } else if (edit.section == Section::kBundles) {
    add_bundle(document, locale);
  } else if (edit.section == Section::kSplit) {
    add_split_step(document, locale);
  }
}

void remove_row(Document& document, const RemoveRow& edit, const Locale& locale) {
  if (!document.is_draft()) return;
  forget_errors(document, edit.section);
  const BookVersion& version = document.version;
  const std::string step(locale.text(Key::prices_step_remove));
  const auto index = static_cast<size_t>(edit.row);
  if (edit.section == Section::kTiers && holds(version.tiers.size(), edit.row))
    remove_element(document, step, &BookVersion::tiers, index);
  if (edit.section == Section::kItems && holds(version.items.size(), edit.row))
    remove_element(document, step, &BookVersion::items, index);
  if (edit.section == Section::kParts && holds(version.parts.size(), edit.row))
    remove_element(document, step, &BookVersion::parts, index);
  if (edit.section == Section::kSurcharges && holds(version.surcharges.size(), edit.row))
    remove_surcharge(document, index, step);
  if (edit.section == Section::kLimits && holds(version.limits.size(), edit.row))
    remove_element(document, step, &BookVersion::limits, index);
  if (edit.section == Section::kCityClasses && !version.city_classes.empty() &&
      holds(version.city_classes.back().classes.size(), edit.row)) {
    CityClassTable table = version.city_classes.back();
    table.classes.erase(table.classes.begin() + edit.row);
    replace_element(document, step, &BookVersion::city_classes, version.city_classes.size() - 1,
                    std::move(table));
  }
  if (edit.section == Section::kBundles && holds(version.bundles.size(), edit.row))
    remove_element(document, step, &BookVersion::bundles, index);
  if (edit.section == Section::kSplit && holds(version.split.steps.size(), edit.row)) {
    Split split = version.split;
    split.steps.erase(split.steps.begin() + edit.row);
    replace_member(document, step, &BookVersion::split, std::move(split));
  }
}

// Of surcharges of one category the earlier applies; each step of the split takes of what is left.
void move_row(Document& document, const MoveRow& edit, const Locale& locale) {
  if (edit.section == Section::kTiers) return move_tier(document, edit.row, edit.direction, locale);
  const BookVersion& version = document.version;
  const int other = edit.row + edit.direction;
  const bool surcharges = edit.section == Section::kSurcharges;
  const size_t size = surcharges ? version.surcharges.size() : version.split.steps.size();
  const bool movable = surcharges || edit.section == Section::kSplit;
  if (!document.is_draft() || !movable || !holds(size, edit.row) || !holds(size, other)) return;
  forget_errors(document, edit.section);
  const std::string step(locale.text(Key::prices_step_move_row));
  const auto first = static_cast<size_t>(edit.row);
  const auto second = static_cast<size_t>(other);
  if (surcharges)
    return run(document, std::make_unique<SwapElements<Surcharge>>(step, &BookVersion::surcharges,
                                                                   first, second));
  Split split = version.split;
  std::swap(split.steps[first], split.steps[second]);
  replace_member(document, step, &BookVersion::split, std::move(split));
}

}  // namespace fenming::app::prices
