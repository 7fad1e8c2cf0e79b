// The one condition model (settlement.md C1): a tree over tests that compare one fact with
// constants, evaluated in three values (F3). Conditions are data: forms edit them, checks analyse
// them, sentences print them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar.h"
#include "engine/division.h"
#include "engine/facts.h"
#include "engine/ticket.h"

namespace fenming {

enum class ConditionOp : uint8_t {
  kAll,
  kAny,
  kNot,
  kIn,
  kBetween,
  kMissing,
  kDivisionWithin,
  kDateWithin,
  kMonthDayWithin,
  kDayKind,
  kFestival,
  kWindow,
};
std::string_view condition_op_name(ConditionOp op);
std::optional<ConditionOp> parse_condition_op(std::string_view name);

struct Condition {
  ConditionOp op = ConditionOp::kAll;
  std::vector<Condition> of;        // kAll, kAny, kNot
  FactRef fact;                     // kIn, kBetween, kMissing; kDivision for kDivisionWithin
  std::vector<std::string> values;  // kIn; codes of kDivisionWithin; festivals
  std::optional<int64_t> from;      // kBetween in thousandths; dates in days; kMonthDayWithin as
  std::optional<int64_t> to;        //   month × 100 + day; kWindow in minutes. `to` is exclusive.
  TimeName time = TimeName::kCreated;
  std::vector<DayKind> kinds;
  std::vector<int32_t> weekdays;  // 1 Monday to 7 Sunday

  bool operator==(const Condition&) const = default;
  bool is_leaf() const { return op > ConditionOp::kNot; }
  bool tests_time() const { return op >= ConditionOp::kDateWithin; }
};

// What a test of time needs besides the instant.
struct LocalTime {
  int32_t offset_minutes = 480;
  const Calendar* calendar = nullptr;  // may be null: day kinds are unknown then
};

// The facts in view at one place of a settlement. Pointers may be null: the level is not in
// question. Derived facts come from the caller.
struct FactView {
  const Ticket* ticket = nullptr;
  const Visit* visit = nullptr;  // null: times of the visit are those of the ticket's first visit
  const TicketLine* line = nullptr;
  std::string_view city_class;
  std::string_view item;                           // the book's code of the line's item
  std::string_view payer;                          // found by P0
  const std::vector<Attribute>* fields = nullptr;  // custom fields; null in every settlement
  LocalTime local;

  std::optional<std::string_view> text(const FactRef& fact) const;
  std::optional<int64_t> number(const FactRef& fact) const;  // in thousandths
  std::optional<int64_t> instant(TimeName time) const;
};

// Single tests, shared with the compiled path, where a dictionary's value stands for the fact.
Tri test_text(const Condition& leaf, std::optional<std::string_view> value);
Tri test_number(const Condition& leaf, std::optional<int64_t> thousandths);
Tri test_instant(const Condition& leaf, std::optional<int64_t> instant, const LocalTime& local);

Tri evaluate(const Condition& condition, const FactView& facts);

// The unknown leaves that make an unknown condition unknown, in document order.
std::vector<const Condition*> unknown_leaves(const Condition& condition, const FactView& facts);

// The first test that failed or was unknown (X2); null where the condition holds.
const Condition* first_blocking(const Condition& condition, const FactView& facts);

// Name of the fact or time that a leaf tests.
std::string leaf_fact(const Condition& leaf);

// Calls `visit` for each leaf in document order.
template <typename F>
void for_each_leaf(const Condition& condition, const F& visit) {
  if (condition.is_leaf()) visit(condition);
  for (const Condition& member : condition.of)
    for_each_leaf(member, visit);
}

}  // namespace fenming
