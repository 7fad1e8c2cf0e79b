#include "engine/condition.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/checked.h"
#include "base/civil_time.h"
#include "base/text.h"

namespace fenming {
namespace {

constexpr std::array<std::string_view, 12> kOpNames = {"all",
                                                       "any",
                                                       "not",
                                                       "in",
                                                       "between",
                                                       "missing",
                                                       "division_within",
                                                       "date_within",
                                                       "month_day_within",
                                                       "day_kind",
                                                       "festival",
                                                       "window"};

Tri tri(bool value) {
  return value ? Tri::kTrue : Tri::kFalse;
}

template <typename T, typename U>
bool contains(const std::vector<T>& list, const U& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::optional<std::string_view> known(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return text;
}

Tri test_division(const Condition& leaf, std::optional<std::string_view> place) {
  Tri result = Tri::kFalse;
  for (const std::string& code : leaf.values) {
    const Tri one = division_within(place.value_or(std::string_view{}), code);
    if (one == Tri::kTrue) return Tri::kTrue;
    if (one == Tri::kUnknown) result = Tri::kUnknown;
  }
  return result;
}

Tri test_festival(const Condition& leaf, int32_t date, const LocalTime& local) {
  if (local.calendar == nullptr) return Tri::kUnknown;
  const auto festival = local.calendar->festival_of(date);
  if (!festival) return Tri::kUnknown;
  return tri(!festival->empty() && contains(leaf.values, *festival));
}

Tri test_day_kind(const Condition& leaf, int32_t date, const LocalTime& local) {
  if (local.calendar == nullptr) return Tri::kUnknown;
  const auto kind = local.calendar->kind_of(date);
  return kind ? tri(contains(leaf.kinds, *kind)) : Tri::kUnknown;
}

// The days on which a window begins: every list that is present must hold.
Tri test_window_day(const Condition& leaf, int32_t date, const LocalTime& local) {
  if (!leaf.weekdays.empty() && !contains(leaf.weekdays, weekday_of(date))) return Tri::kFalse;
  const Tri kind = leaf.kinds.empty() ? Tri::kTrue : test_day_kind(leaf, date, local);
  const Tri festival = leaf.values.empty() ? Tri::kTrue : test_festival(leaf, date, local);
  if (kind == Tri::kFalse || festival == Tri::kFalse) return Tri::kFalse;
  return kind == Tri::kTrue && festival == Tri::kTrue ? Tri::kTrue : Tri::kUnknown;
}

Tri test_window(const Condition& leaf, int64_t local_seconds, const LocalTime& local) {
  const auto date = static_cast<int32_t>(div_floor(local_seconds, 86400));
  const int64_t minute = (local_seconds - int64_t{date} * 86400) / 60;
  const int64_t from = leaf.from.value_or(0);
  const int64_t to = leaf.to.value_or(0);
  const bool wraps = to <= from;
  const bool inside = wraps ? (minute >= from || minute < to) : (minute >= from && minute < to);
  if (!inside) return Tri::kFalse;
  const bool after_midnight = wraps && minute < to;
  return test_window_day(leaf, after_midnight ? date - 1 : date, local);
}

Tri test_month_day(const Condition& leaf, int32_t date) {
  const CivilDate civil = civil_from_days(date);
  const int64_t value = civil.month * 100 + civil.day;
  const int64_t from = leaf.from.value_or(0);
  const int64_t to = leaf.to.value_or(0);
  return tri(to <= from ? (value >= from || value < to) : (value >= from && value < to));
}

std::optional<std::string_view> value_of(const std::vector<Attribute>& list,
                                         std::string_view name) {
  for (const Attribute& attribute : list) {
    if (attribute.attribute == name) return known(attribute.value);
  }
  return std::nullopt;
}

bool in_range(const Condition& leaf, int64_t value) {
  return (!leaf.from || value >= *leaf.from) && (!leaf.to || value < *leaf.to);
}

Tri evaluate_leaf(const Condition& leaf, const FactView& facts) {
  if (leaf.tests_time()) return test_instant(leaf, facts.instant(leaf.time), facts.local);
  const FactKind kind = fact_info(leaf.fact.fact).kind;
  const bool numeric = leaf.op == ConditionOp::kBetween || kind == FactKind::kNumber;
  if (numeric) return test_number(leaf, facts.number(leaf.fact));
  return test_text(leaf, facts.text(leaf.fact));
}

}  // namespace

std::string_view condition_op_name(ConditionOp op) {
  return kOpNames[static_cast<size_t>(op)];
}

std::optional<ConditionOp> parse_condition_op(std::string_view name) {
  for (size_t i = 0; i < kOpNames.size(); ++i) {
    if (kOpNames[i] == name) return static_cast<ConditionOp>(i);
  }
  return std::nullopt;
}

Tri test_text(const Condition& leaf, std::optional<std::string_view> value) {
  switch (leaf.op) {
    case ConditionOp::kMissing:
      return tri(!value);
    case ConditionOp::kDivisionWithin:
      return test_division(leaf, value);
    case ConditionOp::kIn:
      return value ? tri(contains(leaf.values, *value)) : Tri::kUnknown;
    default:
      return Tri::kUnknown;
  }
}

Tri test_number(const Condition& leaf, std::optional<int64_t> thousandths) {
  if (leaf.op == ConditionOp::kMissing) return tri(!thousandths);
  if (leaf.op != ConditionOp::kBetween || !thousandths) return Tri::kUnknown;
  return tri(in_range(leaf, *thousandths));
}

Tri test_instant(const Condition& leaf, std::optional<int64_t> instant, const LocalTime& local) {
  if (!instant) return Tri::kUnknown;
  const int64_t local_seconds = *instant + int64_t{local.offset_minutes} * 60;
  const auto date = static_cast<int32_t>(div_floor(local_seconds, 86400));
  switch (leaf.op) {
    case ConditionOp::kDateWithin:
      return tri(in_range(leaf, date));
    case ConditionOp::kMonthDayWithin:
      return test_month_day(leaf, date);
    case ConditionOp::kDayKind:
      return test_day_kind(leaf, date, local);
    case ConditionOp::kFestival:
      return test_festival(leaf, date, local);
    case ConditionOp::kWindow:
      return test_window(leaf, local_seconds, local);
    default:
      return Tri::kUnknown;
  }
}

std::optional<std::string_view> FactView::text(const FactRef& ref) const {
  const auto index = static_cast<size_t>(ref.fact);
  if (index < kTicketTextFacts) return ticket ? known(ticket->facts[index]) : std::nullopt;
  if (ref.fact == Fact::kCityClass) return known(city_class);
  if (ref.fact == Fact::kField) return fields ? value_of(*fields, ref.attribute) : std::nullopt;
  if (fact_info(ref.fact).level == Level::kVisit) {
    if (visit == nullptr) return std::nullopt;
    if (ref.fact == Fact::kDistanceKind) return known(visit->distance_kind);
    if (ref.fact == Fact::kOutcome) return known(visit->outcome);
    if (ref.fact == Fact::kFault) return known(visit->fault);
    if (ref.fact != Fact::kLeadGrade) return std::nullopt;
    for (const Person& person : visit->people) {
      if (person.role == Role::kLead) return known(person.grade);
    }
    return std::nullopt;
  }
  if (line == nullptr) return std::nullopt;
  switch (ref.fact) {
    case Fact::kItem:
      return known(item);
    case Fact::kPart:
      return known(line->part);
    case Fact::kProduct:
      return known(line->product);
    case Fact::kModel:
      return known(line->model);
    case Fact::kWarranty:
      return known(line->warranty);
    case Fact::kPayer:
      return known(payer);
    case Fact::kSupplier:
      if (!line->supplier) return std::nullopt;
      return supplier_name(*line->supplier);
    case Fact::kAttribute:
      return value_of(line->attributes, ref.attribute);
    default:
      return std::nullopt;
  }
}

std::optional<int64_t> FactView::number(const FactRef& ref) const {
  switch (ref.fact) {
    case Fact::kDistance:
      if (visit == nullptr || !visit->distance_m) return std::nullopt;
      return *visit->distance_m * 1000;
    case Fact::kTripPlace:
      if (visit == nullptr) return std::nullopt;
      return int64_t{visit->trip_place.value_or(1)} * 1000;
    case Fact::kOnSiteMinutes:
      if (visit == nullptr || !visit->arrived || !visit->departed) return std::nullopt;
      return std::max<int64_t>(0, *visit->departed - *visit->arrived) / 60 * 1000;
    case Fact::kQuantity:
      if (line == nullptr) return std::nullopt;
      return line->quantity;
    case Fact::kAttribute:
    case Fact::kField: {
      const auto value = text(ref);
      return value ? parse_decimal(*value, 3) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

std::optional<int64_t> FactView::instant(TimeName time) const {
  if (static_cast<size_t>(time) < kTicketTimes) return ticket ? ticket->time(time) : std::nullopt;
  const Visit* where = visit;
  if (where == nullptr && ticket != nullptr && !ticket->visits.empty()) where = &ticket->visits[0];
  if (where == nullptr) return std::nullopt;
  if (time == TimeName::kAppointment) return where->appointment;
  return time == TimeName::kArrived ? where->arrived : where->departed;
}

Tri evaluate(const Condition& condition, const FactView& facts) {
  if (condition.is_leaf()) return evaluate_leaf(condition, facts);
  if (condition.op == ConditionOp::kNot) {
    FM_ASSERT(condition.of.size() == 1);
    const Tri inner = evaluate(condition.of[0], facts);
    return inner == Tri::kUnknown ? inner : tri(inner == Tri::kFalse);
  }
  const Tri deciding = condition.op == ConditionOp::kAll ? Tri::kFalse : Tri::kTrue;
  Tri result = condition.op == ConditionOp::kAll ? Tri::kTrue : Tri::kFalse;
  for (const Condition& member : condition.of) {
    const Tri one = evaluate(member, facts);
    if (one == deciding) return deciding;
    if (one == Tri::kUnknown) result = Tri::kUnknown;
  }
  return result;
}

std::vector<const Condition*> unknown_leaves(const Condition& condition, const FactView& facts) {
  std::vector<const Condition*> leaves;
  if (evaluate(condition, facts) != Tri::kUnknown) return leaves;
  if (condition.is_leaf()) return {&condition};
  for (const Condition& member : condition.of) {
    for (const Condition* leaf : unknown_leaves(member, facts))
      leaves.push_back(leaf);
  }
  return leaves;
}

const Condition* first_blocking(const Condition& condition, const FactView& facts) {
  if (evaluate(condition, facts) == Tri::kTrue) return nullptr;
  if (condition.op != ConditionOp::kAll) return &condition;
  for (const Condition& member : condition.of) {
    const Condition* blocking = first_blocking(member, facts);
    if (blocking != nullptr) return blocking;
  }
  return &condition;
}

std::string leaf_fact(const Condition& leaf) {
  if (leaf.tests_time()) return std::string(time_name(leaf.time));
  return fact_name(leaf.fact);
}

}  // namespace fenming
