#include "app/simulator/knobs.h"

#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/edits.h"

namespace fenming::app::simulator {
namespace {

constexpr int64_t kOne = 10000;  // basis points of one

// A number inside a version; amounts and lengths are wide, rates are narrow.
struct Slot {
  int64_t* wide = nullptr;
  int32_t* narrow = nullptr;
  explicit operator bool() const { return wide != nullptr || narrow != nullptr; }
};
Slot slot_of(int64_t& value) {
  return {&value, nullptr};
}
Slot slot_of(int32_t& value) {
  return {nullptr, &value};
}
template <typename T>
Slot slot_of(std::optional<T>& value) {
  return value ? slot_of(*value) : Slot{};
}

template <typename T>
T* find_by(std::vector<T>& list, std::string T::*code, const std::string& wanted) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const T& entry) { return entry.*code == wanted; });
  return found == list.end() ? nullptr : &*found;
}

// Part 0 is the rate or the first amount; a base-plus charge has its unit price as part 1, charges
// by steps have one part a step.
Slot charge_slot(Charge& charge, int part) {
  switch (charge.model) {
    case ChargeModel::kPercentage:
      return part == 0 ? slot_of(charge.bp) : Slot{};
    case ChargeModel::kGraduated:
    case ChargeModel::kVolume:
    case ChargeModel::kTable:
      if (static_cast<size_t>(part) >= charge.steps.size()) return {};
      return slot_of(charge.steps[static_cast<size_t>(part)].fen);
    case ChargeModel::kBasePlus:
      if (part == 1) return slot_of(charge.unit_fen);
      [[fallthrough]];
    default:
      return part == 0 ? slot_of(charge.fen) : Slot{};
  }
}
Slot charge_slot(std::optional<Charge>& charge, int part) {
  return charge ? charge_slot(*charge, part) : Slot{};
}

Slot travel_slot(Tier& tier, const KnobAddress& address) {
  if (!tier.travel) return {};
  if (address.kind == KnobKind::kTravelStart) return slot_of(tier.travel->start_fee_fen);
  if (address.kind == KnobKind::kTravelIncluded) return slot_of(tier.travel->included_m);
  if (static_cast<size_t>(address.part) >= tier.travel->steps.size()) return {};
  return slot_of(tier.travel->steps[static_cast<size_t>(address.part)].per_unit_fen);
}

Slot tier_slot(Tier& tier, const KnobAddress& address) {
  switch (address.kind) {
    case KnobKind::kFactor:
      return slot_of(tier.factor_bp);
    case KnobKind::kTravelStart:
    case KnobKind::kTravelPerKm:
    case KnobKind::kTravelIncluded:
      return travel_slot(tier, address);
    case KnobKind::kMarkup:
      return slot_of(tier.markup_bp);
    case KnobKind::kOnSite:
      return tier.on_site ? slot_of(tier.on_site->per_block_fen) : Slot{};
    case KnobKind::kHandling:
      return slot_of(tier.handling_fen);
    case KnobKind::kTierPrice: {
      TierItemPrice* price = find_by(tier.prices, &TierItemPrice::item, address.code);
      return price != nullptr ? charge_slot(price->price, address.part) : Slot{};
    }
    case KnobKind::kTierCharge: {
      TierCharge* charge = find_by(tier.surcharges, &TierCharge::surcharge, address.code);
      return charge != nullptr ? charge_slot(charge->charge, address.part) : Slot{};
    }
    case KnobKind::kTierLimit: {
      TierAmount* amount = find_by(tier.limits, &TierAmount::code, address.code);
      return amount != nullptr ? slot_of(amount->fen) : Slot{};
    }
    case KnobKind::kBundle: {
      TierAmount* amount = find_by(tier.bundles, &TierAmount::code, address.code);
      return amount != nullptr ? slot_of(amount->fen) : Slot{};
    }
    default:
      return {};
  }
}

Slot version_slot(BookVersion& version, const KnobAddress& address) {
  switch (address.kind) {
    case KnobKind::kSurcharge: {
      Surcharge* rule = find_by(version.surcharges, &Surcharge::surcharge, address.code);
      return rule != nullptr ? charge_slot(rule->charge, address.part) : Slot{};
    }
    case KnobKind::kCap: {
      Surcharge* rule = find_by(version.surcharges, &Surcharge::surcharge, address.code);
      return rule != nullptr ? slot_of(rule->cap_fen) : Slot{};
    }
    case KnobKind::kLimit: {
      Limit* limit = find_by(version.limits, &Limit::limit, address.code);
      return limit != nullptr ? slot_of(limit->amount_fen) : Slot{};
    }
    case KnobKind::kItem: {
      Item* item = find_by(version.items, &Item::item, address.code);
      return item != nullptr ? charge_slot(item->price, address.part) : Slot{};
    }
    case KnobKind::kBundle: {
      Bundle* bundle = find_by(version.bundles, &Bundle::bundle, address.code);
      return bundle != nullptr ? slot_of(bundle->price_fen) : Slot{};
    }
    default:
      return {};
  }
}

Slot find_slot(BookVersion& version, const KnobAddress& address) {
  if (address.tier.empty()) return version_slot(version, address);
  Tier* tier = find_by(version.tiers, &Tier::tier, address.tier);
  return tier != nullptr ? tier_slot(*tier, address) : Slot{};
}

}  // namespace

std::optional<int64_t> read_knob(const BookVersion& version, const KnobAddress& address) {
  // The slot is only read here; one look-up serves reading and writing.
  const Slot slot = find_slot(const_cast<BookVersion&>(version), address);
  if (slot.wide != nullptr) return *slot.wide;
  if (slot.narrow != nullptr) return *slot.narrow;
  return std::nullopt;
}

bool write_knob(BookVersion& version, const KnobAddress& address, int64_t value) {
  const Slot slot = find_slot(version, address);
  if (slot.wide != nullptr) *slot.wide = value;
  if (slot.narrow != nullptr) *slot.narrow = static_cast<int32_t>(value);
  return static_cast<bool>(slot);
}

std::string format_knob_plain(KnobUnit unit, int64_t value) {
  switch (unit) {
    case KnobUnit::kMoney:
      return format_money_plain(value);
    case KnobUnit::kPercent: {
      std::string text = format_percent(value);
      return text.substr(0, text.find(' '));
    }
    case KnobUnit::kFactor:
      return prices::format_factor(value);
    case KnobUnit::kDistance:
      return format_quantity(value, 3);
  }
  return {};
}

std::string format_knob(KnobUnit unit, int64_t value) {
  if (unit == KnobUnit::kMoney) return format_money(value);
  if (unit == KnobUnit::kPercent) return format_percent(value);
  if (unit == KnobUnit::kDistance) return format_knob_plain(unit, value) + " km";
  return format_knob_plain(unit, value);
}

Result<int64_t> parse_knob(KnobUnit unit, std::string_view text) {
  Result<int64_t> value = unit == KnobUnit::kMoney      ? parse_money(text)
                          : unit == KnobUnit::kPercent  ? parse_percent(text)
                          : unit == KnobUnit::kDistance ? parse_quantity(text, 3)
                                                        : prices::parse_factor(text);
  if (!value) return value;
  const int64_t most = unit == KnobUnit::kMoney || unit == KnobUnit::kDistance
                           ? int64_t{100'000'000'000}
                           : 100 * kOne;
  if (*value < 0) return Error{"negative", {}, {}};
  if (*value > most) return Error{"out_of_range", {}, {}};
  return value;
}

void SetKnobs::execute(KnobDocument& document) {
  for (KnobChange& change : changes_) {
    const auto before = read_knob(document.version, change.address);
    if (!before) continue;
    write_knob(document.version, change.address, change.value);
    document.unheard.push_back(change);
    change.value = *before;
  }
  std::reverse(changes_.begin(), changes_.end());
}

}  // namespace fenming::app::simulator
