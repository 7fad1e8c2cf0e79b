// Edits of whole tiers: order, kind, parent; conditions; and the version to begin with.
#include <algorithm>
#include <memory>

#include "app/prices/document_edits.h"
#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "app/pricing/condition_edit.h"

namespace fenming::app::prices {
namespace {

bool has_tier(const Document& document, int index) {
  return document.is_draft() && index >= 0 &&
         static_cast<size_t>(index) < document.version.tiers.size();
}

void replace_tier(Document& document, std::string step, size_t index, Tier tier) {
  document.log.execute(document.version,
                       std::make_unique<ReplaceElement<Tier>>(std::move(step), &BookVersion::tiers,
                                                              index, std::move(tier)));
  ++document.edits;
}

std::string step_of(const Document& document, Key key, size_t index, const Locale& locale) {
  return locale.format(key, {document.version.tiers[index].name});
}

}  // namespace

void duplicate_tier(Document& document, const DuplicateTier& edit, const Locale& locale) {
  if (!has_tier(document, edit.tier)) return;
  const auto index = static_cast<size_t>(edit.tier);
  Tier copy = document.version.tiers[index];
  copy.tier = free_code(document.version.tiers, &Tier::tier, "tier");
  copy.name = locale.format(Key::prices_copy_of, {copy.name});
  // Before the original: a copy behind a tier with the same condition would never match.
  document.log.execute(document.version,
                       std::make_unique<InsertElement<Tier>>(
                           step_of(document, Key::prices_step_duplicate, index, locale),
                           &BookVersion::tiers, index, std::move(copy)));
  ++document.edits;
  document.errors.clear();
}

// Among equals the order of the list decides; else the two exchange their priorities as well.
void move_tier(Document& document, int tier, int direction, const Locale& locale) {
  if (!has_tier(document, tier)) return;
  const auto order = tier_order(document.version);
  const auto index = static_cast<size_t>(tier);
  const auto place = std::find(order.begin(), order.end(), index) - order.begin() + direction;
  if (place < 0 || static_cast<size_t>(place) >= order.size()) return;
  const size_t other = order[static_cast<size_t>(place)];
  const std::string step = step_of(document, Key::prices_step_move, index, locale);
  document.log.begin_group(step);
  Tier first = document.version.tiers[index];
  Tier second = document.version.tiers[other];
  if (first.priority != second.priority) {
    std::swap(first.priority, second.priority);
    replace_tier(document, step, index, std::move(first));
    replace_tier(document, step, other, std::move(second));
  } else {
    document.log.execute(document.version, std::make_unique<SwapElements<Tier>>(
                                               step, &BookVersion::tiers, index, other));
    ++document.edits;
  }
  document.log.end_group();
  document.errors.clear();
}

void set_tier_kind(Document& document, const SetTierKind& edit, const Locale& locale) {
  if (!has_tier(document, edit.tier)) return;
  const auto index = static_cast<size_t>(edit.tier);
  Tier tier = document.version.tiers[index];
  if (edit.kind == TierKind::kPrice) {
    tier.quote.reset();
  } else {
    if (!tier.quote) tier.quote = QuoteTerms{};
    tier.quote->covers =
        edit.kind == TierKind::kQuoteTicket ? QuoteCovers::kTicket : QuoteCovers::kLabour;
  }
  replace_tier(document, step_of(document, Key::prices_step_kind, index, locale), index,
               std::move(tier));
}

void set_tier_parent(Document& document, const SetTierParent& edit, const Locale& locale) {
  if (!has_tier(document, edit.tier)) return;
  const auto index = static_cast<size_t>(edit.tier);
  Tier tier = document.version.tiers[index];
  if (tier.extends == edit.parent || tier.tier == edit.parent) return;
  tier.extends = edit.parent;
  replace_tier(document, step_of(document, Key::prices_step_parent, index, locale), index,
               std::move(tier));
}

const std::optional<Condition>* condition_of(const BookVersion& version, Section section, int row) {
  const auto index = static_cast<size_t>(row);
  if (section == Section::kTiers && holds(version.tiers.size(), row))
    return &version.tiers[index].when;
  if (section == Section::kSurcharges && holds(version.surcharges.size(), row))
    return &version.surcharges[index].when;
  return nullptr;
}

void edit_condition(Document& document, const EditCondition& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  const auto* stored = condition_of(version, edit.section, edit.row);
  if (!document.is_draft() || stored == nullptr) return;
  const int column = edit.section == Section::kTiers ? int{kTierWhen} : int{kSurchargeWhen};
  forget_error(document, edit.section, edit.row, column);
  const Result<std::optional<Condition>> changed = changed_condition(*stored, edit);
  if (!changed)
    return keep_error(document, edit.section, edit.row, column, edit.text, changed.error().code);
  const auto index = static_cast<size_t>(edit.row);
  if (edit.section == Section::kTiers) {
    Tier tier = version.tiers[index];
    tier.when = *changed;
    return replace_tier(document, step_of(document, Key::prices_step_condition, index, locale),
                        index, std::move(tier));
  }
  Surcharge surcharge = version.surcharges[index];
  surcharge.when = *changed;
  replace_element(document, locale.format(Key::prices_step_condition, {surcharge.name}),
                  &BookVersion::surcharges, index, std::move(surcharge));
}

BookVersion first_version(Relation relation, int32_t from, const Locale& locale) {
  BookVersion version;
  version.from = from;
  const bool pays = relation == Relation::kCompanyTechnician;
  const auto add = [&](std::string code, Key name, bool is_part) {
    Category category;
    category.category = std::move(code);
    category.name = locale.text(name);
    if (pays && is_part) category.rest_supplier = true;
    if (pays && !is_part) category.rest_role = Role::kLead;
    version.categories.push_back(std::move(category));
  };
  add("labour", Key::category_labour, false);
  add("travel", Key::category_travel, false);
  add("on_site", Key::category_on_site, false);
  add("parts", Key::category_parts, true);
  add("handling", Key::category_handling, false);
  Item item;
  item.item = "item_1";
  item.name = locale.text(Key::prices_new_item);
  item.price = Charge{};
  item.price->model = ChargeModel::kPerUnit;
  item.price->fen = 10000;
  version.items.push_back(std::move(item));
  Tier tier;
  tier.tier = "standard";
  tier.name = locale.text(Key::prices_default_tier);
  tier.factor_bp = 10000;
  version.tiers.push_back(std::move(tier));
  Limit floor;
  floor.limit = "floor";
  floor.name = locale.text(Key::prices_floor);
  Limit cap;
  cap.limit = "cap";
  cap.name = locale.text(Key::prices_cap);
  cap.is_max = true;
  version.limits = {std::move(floor), std::move(cap)};
  return version;
}

}  // namespace fenming::app::prices
