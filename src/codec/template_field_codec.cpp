#include "codec/book_fields.h"
#include "codec/template_fields.h"

namespace fenming {
namespace {

using namespace workflow;

FM_NAMED_ENUM(Level, level_name, parse_level, "ticket", "visit", "line")

constexpr int64_t kMaxLength = 10'000;

}  // namespace

template <typename IO>
void describe(IO& io, FieldOption& o) {
  io.text("option", o.option, Need::kRequired);
  io.text("name", o.name, Need::kOptional, kNameLength);
}

// Bounds are written as their kind is: fen, a decimal or a date. Other kinds have none.
template <typename IO>
void describe_bounds(IO& io, CustomField& f) {
  if (f.kind == FieldKind::kMoney) {
    io.integer("min", f.min, -kMaxFen, kMaxFen);
    io.integer("max", f.max, -kMaxFen, kMaxFen);
  } else if (f.kind == FieldKind::kNumber) {
    io.decimal("min", f.min);
    io.decimal("max", f.max);
  } else if (f.kind == FieldKind::kDate) {
    const auto day = [](const std::optional<int64_t>& bound) {
      return bound ? std::optional(static_cast<int32_t>(*bound)) : std::nullopt;
    };
    std::optional<int32_t> first = day(f.min);
    std::optional<int32_t> last = day(f.max);
    io.date("min", first);
    io.date("max", last);
    if constexpr (IO::kReads) {
      if (first) f.min = *first;
      if (last) f.max = *last;
    }
  }
  if (IO::kReads && f.min && f.max && *f.min > *f.max) {
    io.fail("max", "min_above_max", "The largest value is below the smallest; correct one.");
  }
}

template <typename IO>
void describe(IO& io, CustomField& f) {
  io.text("field", f.field, Need::kRequired);
  io.text("name", f.name, Need::kOptional, kNameLength);
  io.choice("kind", f.kind, field_kind_name, parse_field_kind, std::optional<FieldKind>{});
  io.choice("level", f.level, level_name, parse_level, std::optional(Level::kTicket));
  io.text("default", f.standard, Need::kOptional, kNameLength);
  io.boolean("required", f.required);
  describe_bounds(io, f);
  if (f.kind == FieldKind::kText) io.integer("max_length", f.max_length, 1, kMaxLength);
  if (f.kind == FieldKind::kChoice || f.kind == FieldKind::kMultipleChoice) {
    io.list("options", f.options, Need::kRequired, 1'000);
    require_some(io, "options", f.options.empty());
  }
  io.texts("visible_to", f.visible_to, Need::kOptional);
  io.boolean("in_prices", f.in_prices);
  io.boolean("in_conditions", f.in_conditions);
}

template void describe(FieldReader&, CustomField&);
template void describe(FieldWriter&, CustomField&);

}  // namespace fenming
