#include <algorithm>

#include "app/simulator/knobs.h"

namespace fenming::app::simulator {
namespace {

// Widest travel of a slider: twice the amount, at least something to move along.
int64_t rounded_up(int64_t value, int64_t unit) {
  return (value + unit - 1) / unit * unit;
}

void set_travel(Knob& knob) {
  const int64_t middle = std::max(knob.value, knob.baseline.value_or(0));
  switch (knob.unit) {
    case KnobUnit::kFactor:
      knob.step = 100;
      knob.minimum = 0;
      knob.maximum = std::max<int64_t>(30000, rounded_up(middle, 100));
      return;
    case KnobUnit::kPercent:
      knob.step = 50;
      knob.maximum = std::max<int64_t>(3000, rounded_up(middle * 2, 50));
      return;
    case KnobUnit::kDistance:
      knob.step = 1000;
      knob.maximum = std::max<int64_t>(50000, rounded_up(middle * 2, 1000));
      return;
    case KnobUnit::kMoney:
      break;
  }
  // Whole steps of at most a hundredth of the travel: 10 fen, 1, 5 or 10 yuan.
  knob.step = middle < 2000 ? 10 : middle < 20000 ? 100 : middle < 100000 ? 500 : 1000;
  knob.maximum = std::max<int64_t>(1000, rounded_up(middle * 2, knob.step));
}

class Lister {
 public:
  Lister(const BookVersion& baseline, const BookVersion& candidate, const Locale& locale)
      : baseline_(baseline), candidate_(candidate), locale_(locale) {}

  void tier(const Tier& tier) {
    const std::string& code = tier.tier;
    group_ = tier.name;
    add({KnobKind::kFactor, code}, KnobUnit::kFactor, text(Key::simulator_knob_factor));
    add({KnobKind::kTravelStart, code}, KnobUnit::kMoney, text(Key::simulator_knob_start));
    add({KnobKind::kTravelIncluded, code}, KnobUnit::kDistance, text(Key::simulator_knob_included));
    const size_t steps = tier.travel ? tier.travel->steps.size() : 0;
    for (size_t i = 0; i < steps; ++i) {
      add({KnobKind::kTravelPerKm, code, {}, static_cast<int>(i)}, KnobUnit::kMoney,
          numbered(text(Key::simulator_knob_per_km), i, steps));
    }
    add({KnobKind::kMarkup, code}, KnobUnit::kPercent, text(Key::simulator_knob_markup));
    add({KnobKind::kOnSite, code}, KnobUnit::kMoney, text(Key::simulator_knob_on_site));
    add({KnobKind::kHandling, code}, KnobUnit::kMoney, text(Key::simulator_knob_handling));
    for (const TierItemPrice& price : tier.prices)
      charge({KnobKind::kTierPrice, code, price.item}, price.price, item_name(price.item));
    for (const TierCharge& own : tier.surcharges)
      charge({KnobKind::kTierCharge, code, own.surcharge}, own.charge,
             surcharge_name(own.surcharge));
    for (const TierAmount& own : tier.limits)
      add({KnobKind::kTierLimit, code, own.code}, KnobUnit::kMoney, limit_name(own.code));
    for (const TierAmount& own : tier.bundles)
      add({KnobKind::kBundle, code, own.code}, KnobUnit::kMoney, bundle_name(own.code));
  }

  void version() {
    group_ = text(Key::simulator_group_surcharges);
    for (const Surcharge& rule : candidate_.surcharges) {
      if (rule.charge) charge({KnobKind::kSurcharge, {}, rule.surcharge}, *rule.charge, rule.name);
      add({KnobKind::kCap, {}, rule.surcharge}, KnobUnit::kMoney,
          locale_.format(Key::simulator_knob_cap, {rule.name}));
    }
    group_ = text(Key::simulator_group_limits);
    for (const Limit& limit : candidate_.limits)
      add({KnobKind::kLimit, {}, limit.limit}, KnobUnit::kMoney, limit.name);
    for (const Bundle& bundle : candidate_.bundles)
      add({KnobKind::kBundle, {}, bundle.bundle}, KnobUnit::kMoney, bundle.name);
    group_ = text(Key::simulator_group_items);
    for (const Item& item : candidate_.items) {
      if (item.price) charge({KnobKind::kItem, {}, item.item}, *item.price, item.name);
    }
  }

  std::vector<Knob> knobs;

 private:
  std::string text(Key key) const { return std::string(locale_.text(key)); }
  static std::string numbered(std::string name, size_t index, size_t count) {
    return count < 2 ? name : name + " " + std::to_string(index + 1);
  }

  void add(KnobAddress address, KnobUnit unit, std::string label) {
    const auto value = read_knob(candidate_, address);
    if (!value) return;
    Knob knob;
    knob.baseline = read_knob(baseline_, address);
    knob.address = std::move(address);
    knob.unit = unit;
    knob.group = group_;
    knob.label = std::move(label);
    knob.value = *value;
    set_travel(knob);
    knobs.push_back(std::move(knob));
  }
  void charge(KnobAddress address, const Charge& charge, const std::string& name) {
    const KnobUnit unit =
        charge.model == ChargeModel::kPercentage ? KnobUnit::kPercent : KnobUnit::kMoney;
    const size_t parts = charge.model == ChargeModel::kBasePlus ? 2
                         : charge.steps.empty()                 ? 1
                                                                : charge.steps.size();
    for (size_t i = 0; i < parts; ++i) {
      address.part = static_cast<int>(i);
      add(address, unit, numbered(name, i, parts));
    }
  }

  std::string item_name(const std::string& code) const {
    return name_in(candidate_.items, &Item::item, &Item::name, code);
  }
  std::string surcharge_name(const std::string& code) const {
    return name_in(candidate_.surcharges, &Surcharge::surcharge, &Surcharge::name, code);
  }
  std::string limit_name(const std::string& code) const {
    return name_in(candidate_.limits, &Limit::limit, &Limit::name, code);
  }
  std::string bundle_name(const std::string& code) const {
    return name_in(candidate_.bundles, &Bundle::bundle, &Bundle::name, code);
  }
  template <typename T>
  static std::string name_in(const std::vector<T>& list, std::string T::*code, std::string T::*name,
                             const std::string& wanted) {
    for (const T& entry : list) {
      if (entry.*code == wanted) return entry.*name;
    }
    return wanted;
  }

  const BookVersion& baseline_;
  const BookVersion& candidate_;
  const Locale& locale_;
  std::string group_;
};

}  // namespace

std::vector<Knob> list_knobs(const BookVersion& baseline, const BookVersion& candidate,
                             const Locale& locale) {
  Lister lister(baseline, candidate, locale);
  std::vector<const Tier*> order;
  for (const Tier& tier : candidate.tiers)
    order.push_back(&tier);
  std::stable_sort(order.begin(), order.end(),
                   [](const Tier* a, const Tier* b) { return a->priority > b->priority; });
  for (const Tier* tier : order)
    lister.tier(*tier);
  lister.version();
  return std::move(lister.knobs);
}

}  // namespace fenming::app::simulator
