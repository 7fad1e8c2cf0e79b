#include "app/prices/view.h"

#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/categories.h"
#include "app/prices/cells.h"
#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "app/pricing/condition_sentence.h"

namespace fenming::app::prices {
namespace {

std::string source_name(const Tier* source, const Tier& own) {
  return source == nullptr || source == &own ? std::string() : source->name;
}

template <typename T>
std::optional<int64_t> amount(const Found<T>& found) {
  return found.value != nullptr ? std::optional<int64_t>(*found.value) : std::nullopt;
}

CellView rate_cell(const Found<int32_t>& found, const Tier& tier, bool factor) {
  CellView cell;
  const int64_t rate = found.value != nullptr ? *found.value : factor ? 10000 : 0;
  cell.text = factor ? format_factor(rate) : format_percent(rate);
  cell.edit_text = factor ? format_factor(rate) : format_quantity(rate, 2);
  cell.kind = factor ? FieldKind::kQuantity : FieldKind::kPercent;
  cell.editable = true;
  cell.inherited = !found.is_own(tier);
  cell.source = source_name(found.tier, tier);
  return cell;
}

CellView travel_cell(const BookVersion& version, const Tier& tier, int column,
                     const Locale& locale) {
  const Found<Travel> found = found_travel(version, tier);
  const bool inherited = !found.is_own(tier);
  if (found.value == nullptr) return money_cell(std::nullopt, inherited);
  CellView cell;
  if (column == kTierIncluded) {
    cell.text =
        locale.format(Key::prices_kilometres, {format_quantity(found.value->included_m, 3)});
    cell.edit_text = format_quantity(found.value->included_m, 3);
    cell.kind = FieldKind::kQuantity;
    cell.editable = true;
    cell.inherited = inherited;
  } else if (column == kTierStartFee) {
    cell = money_cell(found.value->start_fee_fen, inherited);
  } else {
    const auto& steps = found.value->steps;
    cell = money_cell(steps.empty() ? 0 : steps[0].per_unit_fen, inherited);
    if (steps.size() > 1) cell.text += " …";
  }
  cell.source = source_name(found.tier, tier);
  return cell;
}

CellView limit_of_tier(const BookVersion& version, const Tier& tier, size_t index) {
  if (index >= version.limits.size()) return {};
  const Limit& limit = version.limits[index];
  const Found<int64_t> found = found_limit(version, tier, limit.limit);
  CellView cell =
      money_cell(found.value != nullptr ? amount(found) : limit.amount_fen, !found.is_own(tier));
  cell.source = source_name(found.tier, tier);
  return cell;
}

// As in "3": the third that is tried.
CellView place_cell(const Document& document, const Tier& tier) {
  const auto index = static_cast<size_t>(&tier - document.version.tiers.data());
  const auto& order = document.index.order(document.version, document.edits);
  const auto place = std::find(order.begin(), order.end(), index) - order.begin() + 1;
  CellView cell = plain_cell(std::to_string(place), false);
  cell.kind = FieldKind::kQuantity;
  return cell;
}

CellView name_cell(const BookVersion& version, const Tier& tier) {
  CellView cell = plain_cell(tier.name.empty() ? tier.tier : tier.name, true);
  if (const Tier* parent = find_tier(version, tier.extends)) {
    cell.level = static_cast<int>(chain_of(version, tier).size()) - 1;
    cell.source = parent->name.empty() ? parent->tier : parent->name;
  }
  return cell;
}

CellView tier_cell(const Document& document, const Tier& tier, int column, const Locale& locale) {
  const BookVersion& version = document.version;
  switch (column) {
    case kTierName:
      return name_cell(version, tier);
    case kTierPlace:
      return place_cell(document, tier);
    case kTierCode:
      return plain_cell(tier.tier, true);
    case kTierPriority: {
      CellView cell = plain_cell(std::to_string(tier.priority), true);
      cell.kind = FieldKind::kQuantity;
      return cell;
    }
    case kTierWhen:
      return plain_cell(condition_text(tier.when, locale, &version), false);
    case kTierFactor: {
      if (tier.quote) return plain_cell(std::string(locale.text(Key::prices_on_request)), false);
      return rate_cell(found_factor(version, tier), tier, true);
    }
    case kTierMarkup:
      return rate_cell(found_markup(version, tier), tier, false);
    case kTierHandling: {
      const Found<int64_t> found = found_handling(version, tier);
      return money_cell(amount(found), !found.is_own(tier));
    }
    case kTierFloor:
      return money_cell(tier.quote ? tier.quote->floor_fen : std::nullopt, false);
    case kTierCeiling:
      return money_cell(tier.quote ? tier.quote->ceiling_fen : std::nullopt, false);
    case kTierStartFee:
    case kTierIncluded:
    case kTierPerKm:
      return travel_cell(version, tier, column, locale);
    default:
      return limit_of_tier(version, tier, static_cast<size_t>(column - kTierLimit));
  }
}

bool has_steps(const Charge& charge) {
  return charge.model == ChargeModel::kGraduated || charge.model == ChargeModel::kVolume ||
         charge.model == ChargeModel::kTable || charge.model == ChargeModel::kPercentage;
}

CellView charge_cell(const BookVersion& version, const Charge* charge, bool inherited,
                     const Locale& locale) {
  CellView cell =
      money_cell(charge != nullptr ? std::optional<int64_t>(charge->fen) : std::nullopt, inherited);
  if (charge == nullptr) return cell;
  cell.text = charge_text(version, *charge, locale);
  cell.editable = !has_steps(*charge);
  return cell;
}

CellView item_tier_cell(const Document& document, const Item& item, const Tier& tier,
                        const Locale& locale) {
  const BookVersion& version = document.version;
  if (tier.quote && tier.quote->covers == QuoteCovers::kTicket)
    return plain_cell(std::string(locale.text(Key::prices_on_request)), false);
  const Found<Charge> found = document.index.price(version, document.edits, tier, item.item);
  if (found.value != nullptr) {
    CellView cell = charge_cell(version, found.value, !found.is_own(tier), locale);
    cell.source = source_name(found.tier, tier);
    return cell;
  }
  if (!item.price || has_steps(*item.price)) {
    CellView cell = charge_cell(version, item.price ? &*item.price : nullptr, true, locale);
    return cell;
  }
  const Found<int32_t> factor = found_factor(version, tier);
  const Charge price = scaled(*item.price, factor.value != nullptr ? *factor.value : 10000);
  return charge_cell(version, &price, true, locale);
}

CellView item_cell(const Document& document, const Item& item, int column, const Locale& locale) {
  const BookVersion& version = document.version;
  if (column == kItemName) return plain_cell(item.name.empty() ? item.item : item.name, true);
  if (column == kItemCode) return plain_cell(item.item, true);
  if (column == kItemUnit) return plain_cell(item.unit, true);
  if (column == kItemStep) {
    CellView cell = plain_cell(
        item.stepping.step > 0 ? format_quantity(item.stepping.step, 3) : std::string(), true);
    cell.kind = FieldKind::kQuantity;
    return cell;
  }
  if (column == kItemPrice)
    return charge_cell(version, item.price ? &*item.price : nullptr, false, locale);
  const auto& order = document.index.order(version, document.edits);
  const auto place = static_cast<size_t>(column - kItemTierPrice);
  if (place >= order.size()) return {};
  return item_tier_cell(document, item, version.tiers[order[place]], locale);
}

CellView part_cell(const Document& document, const Part& part, int column) {
  const BookVersion& version = document.version;
  if (column == kPartName) return plain_cell(part.name.empty() ? part.part : part.name, true);
  if (column == kPartCode) return plain_cell(part.part, true);
  if (column == kPartUnit) return plain_cell(part.unit, true);
  const std::optional<int64_t> cost =
      part.costs.empty() ? std::nullopt : std::optional<int64_t>(part.costs.back().cost_fen);
  if (column == kPartCost) return money_cell(cost, false);
  if (column == kPartCeiling) return money_cell(part.ceiling_fen, false);
  const auto& order = document.index.order(version, document.edits);
  const auto place = static_cast<size_t>(column - kPartTierPrice);
  if (place >= order.size()) return {};
  const Tier& tier = version.tiers[order[place]];
  const Found<int64_t> found = document.index.part_price(version, document.edits, tier, part.part);
  if (found.value != nullptr) {
    CellView cell = money_cell(*found.value, !found.is_own(tier));
    cell.source = source_name(found.tier, tier);
    return cell;
  }
  if (!cost) return money_cell(std::nullopt, true);
  const Found<int32_t> markup = found_markup(version, tier);
  const int32_t bp = 10000 + (markup.value != nullptr ? *markup.value : 0);
  return money_cell(static_cast<int64_t>(percentage_amount(*cost, bp)), true);
}

CellView surcharge_cell(const BookVersion& version, const Surcharge& surcharge, int column,
                        const Locale& locale) {
  if (column == kSurchargeName)
    return plain_cell(surcharge.name.empty() ? surcharge.surcharge : surcharge.name, true);
  if (column == kSurchargeCode) return plain_cell(surcharge.surcharge, true);
  if (column == kSurchargeWhen)
    return plain_cell(surcharge.when ? condition_text(surcharge.when, locale, &version)
                                     : std::string(locale.text(Key::sentence_always)),
                      false);
  if (column == kSurchargeOccasion)
    return plain_cell(std::string(occasion_text(surcharge.occasion, locale)), false);
  if (column == kSurchargeCap) return money_cell(surcharge.cap_fen, false);
  if (!surcharge.charge) return money_cell(std::nullopt, false);
  CellView cell = charge_cell(version, &*surcharge.charge, false, locale);
  if (surcharge.charge->model == ChargeModel::kPercentage) {
    cell.edit_text = format_quantity(surcharge.charge->bp, 2);
    cell.kind = FieldKind::kPercent;
    cell.editable = true;
  }
  return cell;
}

CellView limit_cell(const BookVersion& version, const Limit& limit, int column,
                    const Locale& locale) {
  if (column == kLimitName) return plain_cell(limit.name.empty() ? limit.limit : limit.name, true);
  if (column == kLimitKind)
    return plain_cell(
        std::string(locale.text(limit.is_max ? Key::prices_at_most : Key::prices_at_least)), false);
  if (column == kLimitAmount) return money_cell(limit.amount_fen, false);
  return plain_cell(categories_text(version, limit.base, locale), false);
}

CellView city_cell(const BookVersion& version, int row, int column, const Locale& locale) {
  if (version.city_classes.empty()) return {};
  const CityClass& entry = version.city_classes.back().classes[static_cast<size_t>(row)];
  if (column == kCityName) return plain_cell(entry.name, true);
  if (column == kCityCode) return plain_cell(entry.class_code, true);
  std::string shown;
  std::string codes;
  for (const std::string& code : entry.divisions) {
    const std::string_view name = division_label(code, locale);
    if (!shown.empty()) shown += locale.text(Key::sentence_list_comma);
    shown += name.empty() ? code : std::string(name) + " " + code;
    codes += (codes.empty() ? "" : " ") + code;
  }
  CellView cell = plain_cell(std::move(shown), true);
  cell.edit_text = std::move(codes);
  return cell;
}

CellView stored_cell(const Document& document, Section section, int row, int column,
                     const Locale& locale) {
  const BookVersion& version = document.version;
  const auto index = static_cast<size_t>(row);
  switch (section) {
    case Section::kTiers:
      return tier_cell(document, version.tiers[index], column, locale);
    case Section::kItems:
      return item_cell(document, version.items[index], column, locale);
    case Section::kParts:
      return part_cell(document, version.parts[index], column);
    case Section::kSurcharges:
      return surcharge_cell(version, version.surcharges[index], column, locale);
    case Section::kLimits:
      return limit_cell(version, version.limits[index], column, locale);
    case Section::kCityClasses:
      return city_cell(version, row, column, locale);
    case Section::kBundles:
      return bundle_cell(version, version.bundles[index], column);
    case Section::kSplit:
      return split_cell(version, version.split.steps[index], column, locale);
  }
  return {};
}

}  // namespace

CellView cell_view(const Document& document, Section section, int row, int column,
                   const Locale& locale) {
  CellView cell = stored_cell(document, section, row, column, locale);
  cell.editable = cell.editable && document.is_draft();
  for (const CellError& error : document.errors) {
    if (error.section != section || error.row != row || error.column != column) continue;
    const bool sentence = (section == Section::kTiers && column == kTierWhen) ||
                          (section == Section::kSurcharges && column == kSurchargeWhen);
    if (!sentence) {
      cell.text = error.text;
      cell.edit_text = error.text;
    }
    cell.error = error_text(error.code, locale);
  }
  return cell;
}

bool can_inherit(const Document& document, Section section, int row, int column) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || row < 0) return false;
  const auto index = static_cast<size_t>(row);
  bool may = false;
  if (section == Section::kTiers && index < version.tiers.size()) {
    const bool is_limit = column >= kTierLimit && column < kTierFloor;
    const bool is_value = column >= kTierFactor && column <= kTierHandling;
    may = is_limit || (is_value && find_tier(version, version.tiers[index].extends) != nullptr);
  }
  if (section == Section::kItems) may = index < version.items.size() && column >= kItemTierPrice;
  if (section == Section::kParts) may = index < version.parts.size() && column >= kPartTierPrice;
  if (section == Section::kBundles)
    may = index < version.bundles.size() && column >= kBundleTierPrice;
  if (!may) return false;
  const CellView cell = stored_cell(document, section, row, column, Locale());
  return cell.editable && !cell.inherited;
}

std::string charge_text(const BookVersion& version, const Charge& charge, const Locale& locale) {
  switch (charge.model) {
    case ChargeModel::kPercentage:
      return locale.format(Key::charge_percentage, {categories_text(version, charge.of, locale),
                                                    format_percent(charge.bp)});
    case ChargeModel::kGraduated:
    case ChargeModel::kVolume:
    case ChargeModel::kTable:
      return locale.format(Key::charge_steps,
                           {format_money(charge.steps.empty() ? 0 : charge.steps[0].fen),
                            std::to_string(charge.steps.size())});
    case ChargeModel::kPackage:
      return locale.format(Key::charge_package,
                           {format_money(charge.fen), format_quantity(charge.size, 3)});
    case ChargeModel::kBasePlus:
      return locale.format(Key::charge_base_plus,
                           {format_money(charge.fen), format_money(charge.unit_fen)});
    default:
      return format_money(charge.fen);
  }
}

}  // namespace fenming::app::prices
