#include "codec/book_fields.h"
#include "codec/terms_codec.h"

namespace fenming {

template <typename IO>
void describe_leaf(IO& io, Condition& c);

template <typename IO>
void describe(IO& io, Condition& c) {
  io.choice("op", c.op, condition_op_name, parse_condition_op, std::optional<ConditionOp>{});
  switch (c.op) {
    case ConditionOp::kAll:
    case ConditionOp::kAny:
      io.list("of", c.of, Need::kRequired, 64);
      return;
    case ConditionOp::kNot:
      if constexpr (IO::kReads) c.of.resize(1);
      io.object("of", c.of[0], Need::kRequired);
      return;
    default:
      describe_leaf(io, c);
  }
}

template <typename IO>
void describe_fact(IO& io, Condition& c) {
  std::string name = IO::kReads ? std::string() : fact_name(c.fact);
  io.text("fact", name, Need::kRequired);
  if constexpr (IO::kReads) {
    const std::optional<FactRef> fact = parse_fact(name);
    if (!fact) return io.fail("fact", "unknown_fact", "There is no fact of this name.");
    c.fact = *fact;
  }
}

template <typename IO>
void describe_leaf(IO& io, Condition& c) {
  const auto dates = [&] {
    std::optional<int32_t> from =
        c.from ? std::optional(static_cast<int32_t>(*c.from)) : std::nullopt;
    std::optional<int32_t> to = c.to ? std::optional(static_cast<int32_t>(*c.to)) : std::nullopt;
    io.date("from", from);
    io.date("to", to);
    if constexpr (IO::kReads) {
      if (from) c.from = *from;
      if (to) c.to = *to;
    }
  };
  if (c.tests_time()) {
    io.choice("time", c.time, time_name, parse_time_name, std::optional<TimeName>{});
  }
  switch (c.op) {
    case ConditionOp::kIn:
      describe_fact(io, c);
      io.texts("values", c.values, Need::kRequired);
      return require_some(io, "values", c.values.empty());
    case ConditionOp::kBetween:
      describe_fact(io, c);
      io.decimal("from", c.from);
      io.decimal("below", c.to);
      return;
    case ConditionOp::kMissing:
      return describe_fact(io, c);
    case ConditionOp::kDivisionWithin:
      io.texts("codes", c.values, Need::kRequired);
      require_some(io, "codes", c.values.empty());
      for (const std::string& code : c.values) {
        if (IO::kReads && !is_division_code(code)) {
          io.fail("codes", "bad_value", "A division code has 2, 4, 6 or 9 digits.");
        }
      }
      return;
    case ConditionOp::kDateWithin:
      return dates();
    case ConditionOp::kMonthDayWithin:
      io.month_day("from", c.from);
      io.month_day("to", c.to);
      return;
    case ConditionOp::kDayKind:
      io.choices("kinds", c.kinds, day_kind_name, parse_day_kind);
      return require_some(io, "kinds", c.kinds.empty());
    case ConditionOp::kFestival:
      io.texts("festivals", c.values, Need::kRequired);
      return require_some(io, "festivals", c.values.empty());
    case ConditionOp::kWindow:
      io.clock("from", c.from);
      io.clock("to", c.to);
      io.integers("weekdays", c.weekdays, 1, 7);
      io.choices("kinds", c.kinds, day_kind_name, parse_day_kind);
      io.texts("festivals", c.values, Need::kOptional);
      return;
    default:
      return;
  }
}

template void describe(FieldReader&, Condition&);
template void describe(FieldWriter&, Condition&);

}  // namespace fenming
