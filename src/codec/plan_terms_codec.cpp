// Plans and the measures that they read (settlement.md P9, P13).
#include "codec/book_fields.h"
#include "codec/terms_codec.h"
#include "engine/plans/cycle_plans.h"

namespace fenming {
namespace {

enum class Direction : uint8_t { kAdds, kTakes };
enum class Cycle : uint8_t { kMonth };
enum class Per : uint8_t { kCycle, kDay };

FM_NAMED_ENUM(Direction, direction_name, parse_direction, "adds", "takes")
FM_NAMED_ENUM(Cycle, cycle_name, parse_cycle, "month")
FM_NAMED_ENUM(Per, per_name, parse_per, "cycle", "day")

std::optional<PlanKind> parse_ladder_kind(std::string_view name) {
  const std::optional<PlanKind> kind = parse_plan_kind(name);
  return kind == PlanKind::kGuarantee ? std::nullopt : kind;
}

}  // namespace

template <typename IO>
void describe(IO& io, PlanStep& s) {
  io.integer("up_to", s.up_to, 1, 1'000'000'000);
  io.integer("bp", s.bp, -kMaxBp, kMaxBp, Need::kRequired);
}

template <typename IO>
void describe(IO& io, CoefficientStep& s) {
  io.quantity("up_to", s.up_to);
  io.integer("bp", s.bp, 0, kMaxBp, Need::kRequired);
}

template <typename IO>
void describe(IO& io, Coefficient& c) {
  io.text("measure", c.measure, Need::kRequired);
  io.list("steps", c.steps, Need::kRequired, 64);
  require_some(io, "steps", c.steps.empty());
}

template <typename IO>
void describe(IO& io, Ladder& l) {
  io.choice("kind", l.kind, plan_kind_name, parse_ladder_kind, std::optional<PlanKind>{});
  io.text("category", l.category, Need::kRequired);
  io.text("measure", l.measure, Need::kOptional);
  io.object("charge", l.charge, Need::kRequired);
  io.list("coefficients", l.coefficients, Need::kOptional, kMaxCoefficients);
}

template <typename IO>
void describe(IO& io, Guarantee& g) {
  io.text("category", g.category, Need::kRequired);
  io.integer("amount_fen", g.amount_fen, 0, kMaxFen, Need::kRequired);
  choice_of<IO, Per>(io, "per", g.per_day, per_name, parse_per, std::nullopt);
  io.text("measure", g.measure, g.per_day ? Need::kRequired : Need::kOptional);
  const bool prorated = !g.per_day && !g.measure.empty();
  if (prorated) io.quantity("full", g.full, Need::kRequired);
  if (IO::kReads && prorated && g.full == 0) {
    io.fail("full", "out_of_range", "A whole cycle has something to attend.");
  }
  io.texts("compared", g.compared, Need::kRequired);
  require_some(io, "compared", g.compared.empty());
}

template <typename IO>
void describe(IO& io, Measure& m) {
  io.text("measure", m.measure, Need::kRequired);
  io.text("name", m.name, Need::kOptional, kNameLength);
  io.text("unit", m.unit, Need::kOptional, kNameLength);
  io.texts("amount_of", m.amount_of, Need::kOptional);
}

template <typename IO>
void describe(IO& io, Plan& p) {
  io.text("plan", p.plan, Need::kRequired);
  io.text("name", p.name, Need::kOptional, kNameLength);
  io.integer("version", p.version, 1, 1'000'000, Need::kRequired);
  io.date("from", p.from);
  io.choice("relation", p.relation, relation_name, parse_relation, std::optional<Relation>{});
  choice_of<IO, Direction>(io, "direction", p.takes, direction_name, parse_direction, std::nullopt);
  Cycle cycle = Cycle::kMonth;
  io.choice("cycle", cycle, cycle_name, parse_cycle, std::optional<Cycle>{});
  io.integer("utc_offset_min", p.utc_offset_min, -840, 840, Need::kOptional);
  io.texts("payees", p.payees, Need::kOptional);
  io.list("steps", p.steps, Need::kOptional, 1'000);
  io.object("ladder", p.ladder);
  io.object("guarantee", p.guarantee);
  if (!IO::kReads) return;
  const bool over_measures = p.ladder || p.guarantee;
  if (p.by_count() == over_measures) {
    io.fail("steps", "bad_value",
            "A plan has either steps, by count, or a ladder, a guarantee or both.");
  }
}

template void describe(FieldReader&, Measure&);
template void describe(FieldWriter&, Measure&);
template void describe(FieldReader&, Plan&);
template void describe(FieldWriter&, Plan&);

}  // namespace fenming
