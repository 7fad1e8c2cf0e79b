#include "app/prices/price_edits.h"

#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/document_edits.h"
#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "codec/fields.h"

namespace fenming::app::prices {
namespace {

constexpr size_t kMostSteps = 64;
constexpr int64_t kMostMetres = 100'000'000;
constexpr int32_t kFirstShare = 1000;

Error refused(std::string code) {
  return Error{std::move(code), {}, {}};
}

Result<int64_t> positive(std::string_view text, int64_t most) {
  const Result<int64_t> value = parse_quantity(text, 3);
  if (!value) return value.error();
  if (*value <= 0) return refused("not_positive");
  if (*value > most) return refused("out_of_range");
  return *value;
}

// Bounds grow from step to step; the last step has none.
template <typename Step>
Result<bool> set_bound(std::vector<Step>& steps, std::optional<int64_t> Step::*bound, size_t index,
                       std::string_view text, int64_t most) {
  if (index + 1 >= steps.size()) return true;
  const Result<int64_t> value = positive(text, most);
  if (!value) return value.error();
  const bool low = index > 0 && *value <= (steps[index - 1].*bound).value_or(0);
  const auto& next = steps[index + 1].*bound;
  if (low || (next && *value >= *next)) return refused("step_order");
  steps[index].*bound = *value;
  return true;
}

// The new step takes the upper half of the last one's range, at the same price.
template <typename Step>
void add_step(std::vector<Step>& steps, std::optional<int64_t> Step::*bound, int64_t width) {
  if (steps.size() >= kMostSteps) return;
  if (steps.empty()) {
    steps.push_back({});
    return;
  }
  const int64_t before = steps.size() > 1 ? (steps[steps.size() - 2].*bound).value_or(0) : 0;
  Step next = steps.back();
  steps.back().*bound = before + width;
  steps.push_back(next);
}

template <typename Step>
void remove_step(std::vector<Step>& steps, std::optional<int64_t> Step::*bound, size_t index) {
  if (steps.size() < 2 || index >= steps.size()) return;
  steps.erase(steps.begin() + static_cast<ptrdiff_t>(index));
  (steps.back().*bound).reset();
}

// The price stays what it was as far as the new model can say it; between an amount and a share
// nothing can stay.
void set_model(Charge& charge, ChargeModel model) {
  if (model == charge.model) return;
  if (model == ChargeModel::kPercentage) {
    charge = Charge{};
    charge.model = model;
    charge.bp = kFirstShare;
    charge.of = {"labour"};
    return;
  }
  charge.bp = 0;
  charge.of.clear();
  const bool stepped = model == ChargeModel::kGraduated || model == ChargeModel::kVolume ||
                       model == ChargeModel::kTable;
  if (stepped && charge.steps.empty()) charge.steps.push_back({std::nullopt, charge.fen});
  if (!stepped && !charge.steps.empty()) charge.fen = charge.steps.front().fen;
  if (!stepped) charge.steps.clear();
  if (model == ChargeModel::kPackage && charge.size == 0) charge.size = 1000;
  if (model == ChargeModel::kBasePlus && charge.unit_fen == 0) charge.unit_fen = charge.fen;
  if (model != ChargeModel::kPackage) charge.size = 0;
  if (model != ChargeModel::kBasePlus) {
    charge.unit_fen = charge.included = charge.included_times = 0;
    charge.included_item.clear();
  }
  charge.model = model;
}

// A percentage has a base: its last category stays.
Result<bool> toggle_base(Charge& charge, const std::string& category) {
  const auto found = std::find(charge.of.begin(), charge.of.end(), category);
  if (found == charge.of.end())
    charge.of.push_back(category);
  else if (charge.of.size() == 1)
    return refused("value_needed");
  else
    charge.of.erase(found);
  return true;
}

}  // namespace

Result<Charge> changed_charge(Charge charge, const PriceChange& change) {
  const auto index = static_cast<size_t>(std::max(0, change.index));
  switch (change.field) {
    case PriceField::kModel:
      set_model(charge, change.model);
      return charge;
    case PriceField::kAmount:
    case PriceField::kUnitAmount: {
      const Result<int64_t> fen = parse_amount(change.text);
      if (!fen) return fen.error();
      (change.field == PriceField::kAmount ? charge.fen : charge.unit_fen) = *fen;
      return charge;
    }
    case PriceField::kSize: {
      const Result<int64_t> size = positive(change.text, kMaxQuantity);
      if (!size) return size.error();
      charge.size = *size;
      return charge;
    }
    case PriceField::kIncluded: {
      const Result<int64_t> included = parse_quantity(change.text, 3);
      if (!included) return included.error();
      if (*included < 0) return refused("negative");
      if (*included > kMaxQuantity) return refused("out_of_range");
      charge.included = *included;
      return charge;
    }
    case PriceField::kStepBound: {
      const auto done =
          set_bound(charge.steps, &ChargeStep::up_to, index, change.text, kMaxQuantity);
      if (!done) return done.error();
      return charge;
    }
    case PriceField::kStepAmount: {
      const Result<int64_t> fen = parse_amount(change.text);
      if (!fen) return fen.error();
      if (index < charge.steps.size()) charge.steps[index].fen = *fen;
      return charge;
    }
    case PriceField::kAddStep:
      add_step(charge.steps, &ChargeStep::up_to, 1000);
      return charge;
    case PriceField::kRemoveStep:
      remove_step(charge.steps, &ChargeStep::up_to, index);
      return charge;
    case PriceField::kPercent: {
      const Result<int64_t> rate = parse_percent(change.text);
      if (!rate) return rate.error();
      if (*rate < 0) return refused("negative");
      if (*rate > kMaxBp) return refused("out_of_range");
      charge.bp = static_cast<int32_t>(*rate);
      return charge;
    }
    case PriceField::kOf: {
      const auto done = toggle_base(charge, change.text);
      if (!done) return done.error();
      return charge;
    }
  }
  return charge;
}

Result<Travel> changed_travel(Travel travel, const TravelChange& change) {
  const auto index = static_cast<size_t>(std::max(0, change.index));
  switch (change.field) {
    case TravelField::kUnit: {
      const Result<int64_t> unit = positive(change.text, kMostMetres);
      if (!unit) return unit.error();
      travel.unit_m = *unit;
      return travel;
    }
    case TravelField::kStartedUnit:
      travel.started_unit = !travel.started_unit;
      return travel;
    case TravelField::kBothWays:
      travel.both_ways = !travel.both_ways;
      return travel;
    case TravelField::kEachTicket:
      travel.each_ticket = !travel.each_ticket;
      return travel;
    case TravelField::kStepBound: {
      const auto done =
          set_bound(travel.steps, &TravelStep::up_to_m, index, change.text, kMostMetres);
      if (!done) return done.error();
      return travel;
    }
    case TravelField::kStepAmount: {
      const Result<int64_t> fen = parse_amount(change.text);
      if (!fen) return fen.error();
      if (index < travel.steps.size()) travel.steps[index].per_unit_fen = *fen;
      return travel;
    }
    case TravelField::kAddStep:
      add_step(travel.steps, &TravelStep::up_to_m, 10'000);
      return travel;
    case TravelField::kRemoveStep:
      remove_step(travel.steps, &TravelStep::up_to_m, index);
      return travel;
  }
  return travel;
}

const Charge* shown_charge(const BookVersion& version, int item, int tier) {
  if (!holds(version.items.size(), item)) return nullptr;
  const Item& own = version.items[static_cast<size_t>(item)];
  const Charge* base = own.price ? &*own.price : nullptr;
  if (!holds(version.tiers.size(), tier)) return base;
  const auto found = found_price(version, version.tiers[static_cast<size_t>(tier)], own.item);
  return found.value != nullptr ? found.value : base;
}

void edit_price(Document& document, const EditPrice& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || !holds(version.items.size(), edit.item)) return;
  forget_error(document, Section::kItems, edit.item, error_column(edit));
  const auto index = static_cast<size_t>(edit.item);
  const Charge* shown = shown_charge(version, edit.item, edit.tier);
  Charge start;
  start.model = ChargeModel::kPerUnit;
  const Result<Charge> charge = changed_charge(shown != nullptr ? *shown : start, edit.change);
  if (!charge)
    return keep_error(document, Section::kItems, edit.item, error_column(edit), edit.change.text,
                      charge.error().code);
  std::string step = locale.format(Key::prices_step_item, {version.items[index].name});
  if (!holds(version.tiers.size(), edit.tier)) {
    Item item = version.items[index];
    item.price = *charge;
    return replace_element(document, std::move(step), &BookVersion::items, index, std::move(item));
  }
  const auto place = static_cast<size_t>(edit.tier);
  Tier tier = version.tiers[place];
  const auto found = std::find_if(
      tier.prices.begin(), tier.prices.end(),
      [&](const TierItemPrice& entry) { return entry.item == version.items[index].item; });
  if (found != tier.prices.end())
    found->price = *charge;
  else
    tier.prices.push_back({version.items[index].item, *charge});
  replace_element(document, std::move(step), &BookVersion::tiers, place, std::move(tier));
}

void edit_surcharge_charge(Document& document, const EditSurchargeCharge& edit,
                           const Locale& locale) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || !holds(version.surcharges.size(), edit.surcharge)) return;
  forget_error(document, Section::kSurcharges, edit.surcharge, error_column(edit));
  const auto index = static_cast<size_t>(edit.surcharge);
  Surcharge surcharge = version.surcharges[index];
  const Result<Charge> charge = changed_charge(surcharge.charge.value_or(Charge{}), edit.change);
  if (!charge)
    return keep_error(document, Section::kSurcharges, edit.surcharge, error_column(edit),
                      edit.change.text, charge.error().code);
  surcharge.charge = *charge;
  replace_element(document, locale.format(Key::prices_step_surcharge, {surcharge.name}),
                  &BookVersion::surcharges, index, std::move(surcharge));
}

// A heir that changes one part of the journey's price takes over the rest of it.
void edit_travel(Document& document, const EditTravel& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || !holds(version.tiers.size(), edit.tier)) return;
  forget_error(document, Section::kTiers, edit.tier, error_column(edit));
  const auto index = static_cast<size_t>(edit.tier);
  Tier tier = version.tiers[index];
  const auto found = found_travel(version, version.tiers[index]);
  const Result<Travel> travel =
      changed_travel(found.value != nullptr ? *found.value : Travel{}, edit.change);
  if (!travel)
    return keep_error(document, Section::kTiers, edit.tier, error_column(edit), edit.change.text,
                      travel.error().code);
  tier.travel = *travel;
  replace_element(document, locale.format(Key::prices_step_tier, {tier.name}), &BookVersion::tiers,
                  index, std::move(tier));
}

int error_column(const EditPrice& edit) {
  return kEditorColumn + (edit.tier + 1) * 10'000 + static_cast<int>(edit.change.field) * 100 +
         edit.change.index;
}

int error_column(const EditSurchargeCharge& edit) {
  return kEditorColumn + static_cast<int>(edit.change.field) * 100 + edit.change.index;
}

int error_column(const EditTravel& edit) {
  return kEditorColumn + static_cast<int>(edit.change.field) * 100 + edit.change.index;
}

}  // namespace fenming::app::prices
