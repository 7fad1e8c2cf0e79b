#include "codec/book_codec.h"

#include <array>

#include "codec/fields.h"

namespace fenming {
namespace {

template <typename E, size_t N>
constexpr std::string_view name_in(const std::array<std::string_view, N>& names, E value) {
  return names[static_cast<size_t>(value)];
}
template <typename E, size_t N>
std::optional<E> find_in(const std::array<std::string_view, N>& names, std::string_view name) {
  for (size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

#define FM_NAMED_ENUM(Type, print, parse, ...)                                          \
  constexpr std::array k##Type##Names = std::to_array<std::string_view>({__VA_ARGS__}); \
  std::string_view print(Type value) {                                                  \
    return name_in(k##Type##Names, value);                                              \
  }                                                                                     \
  std::optional<Type> parse(std::string_view name) {                                    \
    return find_in<Type>(k##Type##Names, name);                                         \
  }

enum class RestRole : uint8_t { kPartner, kPlatform, kMaster, kLead, kAssistant, kSupplier };
enum class AttributeType : uint8_t { kNumber, kText };
enum class TierKind : uint8_t { kPrice, kQuote };
enum class TripRule : uint8_t { kShared, kEachTicket };
enum class GroupRule : uint8_t { kHighest, kFirst };
enum class LimitKind : uint8_t { kMin, kMax };
enum class ShareOf : uint8_t { kLine, kLeft };
enum class Direction : uint8_t { kAdds, kTakes };
enum class Cycle : uint8_t { kMonth };

FM_NAMED_ENUM(RestRole, rest_role_name, parse_rest_role, "partner", "platform", "master", "lead",
              "assistant", "supplier")
FM_NAMED_ENUM(AttributeType, attribute_type_name, parse_attribute_type, "number", "text")
FM_NAMED_ENUM(TierKind, tier_kind_name, parse_tier_kind, "price", "quote")
FM_NAMED_ENUM(TripRule, trip_rule_name, parse_trip_rule, "shared", "each_ticket")
FM_NAMED_ENUM(GroupRule, group_rule_name, parse_group_rule, "highest", "first")
FM_NAMED_ENUM(LimitKind, limit_kind_name, parse_limit_kind, "min", "max")
FM_NAMED_ENUM(ShareOf, share_of_name, parse_share_of, "line", "left")
FM_NAMED_ENUM(Direction, direction_name, parse_direction, "adds", "takes")
FM_NAMED_ENUM(Cycle, cycle_name, parse_cycle, "month")
FM_NAMED_ENUM(QuoteCovers, quote_covers_name, parse_quote_covers, "labour", "ticket")
FM_NAMED_ENUM(Occasion, occasion_name, parse_occasion, "ticket", "visit", "line", "unit")
FM_NAMED_ENUM(RoundingMode, rounding_mode_name, parse_rounding_mode, "half_up", "down", "up")
FM_NAMED_ENUM(VersionStatus, version_status_name, parse_version_status, "draft", "scheduled",
              "in_force", "retired")
FM_NAMED_ENUM(PartPriceDay, part_price_day_name, parse_part_price_day, "use", "issue", "request")
#undef FM_NAMED_ENUM

constexpr size_t kName = kNameLength;

std::optional<TimeName> parse_pin_event(std::string_view name) {
  const std::optional<TimeName> time = parse_time_name(name);
  const bool pins = time && *time <= TimeName::kCompleted;
  return pins ? time : std::nullopt;
}

}  // namespace

// describe() stands outside the unnamed namespace: argument-dependent lookup does not look there.

// A field that is a bool inside and a word outside.
template <typename IO, typename E>
void choice_of(IO& io, std::string_view name, bool& flag, std::string_view (*print)(E),
               std::optional<E> (*parse)(std::string_view), std::optional<E> standard) {
  E value = static_cast<E>(flag ? 1 : 0);
  io.choice(name, value, print, parse, standard);
  if constexpr (IO::kReads) flag = value == static_cast<E>(1);
}

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
void require_some(IO& io, std::string_view name, bool empty) {
  if (IO::kReads && empty) io.fail(name, "bad_value", "The list must not be empty.");
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

template <typename IO>
void fen(IO& io, std::string_view name, int64_t& value, Need need = Need::kRequired) {
  io.integer(name, value, -kMaxFen, kMaxFen, need);
}
template <typename IO>
void fen_or_none(IO& io, std::string_view name, std::optional<int64_t>& value) {
  io.integer(name, value, 0, kMaxFen);
}

template <typename IO>
void describe_step(IO& io, ChargeStep& step, std::string_view price) {
  io.quantity("up_to", step.up_to);
  fen(io, price, step.fen);
}
struct PricedStep {
  ChargeStep step;
};
struct TableStep {
  ChargeStep step;
};
template <typename IO>
void describe(IO& io, PricedStep& s) {
  describe_step(io, s.step, "unit_price_fen");
}
template <typename IO>
void describe(IO& io, TableStep& s) {
  describe_step(io, s.step, "amount_fen");
}

// Steps of a graduated or volume price and of a table differ in the name of their money field.
template <typename Step, typename IO>
void describe_steps(IO& io, Charge& charge) {
  std::vector<Step> steps;
  for (const ChargeStep& step : charge.steps)
    steps.push_back({step});
  io.list("steps", steps, Need::kRequired, 64);
  require_some(io, "steps", steps.empty());
  charge.steps.clear();
  for (const Step& step : steps)
    charge.steps.push_back(step.step);
}

struct IncludedPer {
  std::string* item;
  int64_t* times;
};
template <typename IO>
void describe(IO& io, IncludedPer& per) {
  io.text("item", *per.item, Need::kRequired);
  io.quantity("times", *per.times, Need::kRequired);
}

template <typename IO>
void describe(IO& io, Charge& c) {
  io.choice("model", c.model, charge_model_name, parse_charge_model, std::optional<ChargeModel>{});
  switch (c.model) {
    case ChargeModel::kFlat:
      return fen(io, "amount_fen", c.fen);
    case ChargeModel::kPerUnit:
      return fen(io, "unit_price_fen", c.fen);
    case ChargeModel::kGraduated:
    case ChargeModel::kVolume:
      return describe_steps<PricedStep>(io, c);
    case ChargeModel::kPackage:
      io.quantity("size", c.size, Need::kRequired);
      if (IO::kReads && c.size == 0) io.fail("size", "out_of_range", "A package holds something.");
      return fen(io, "package_fen", c.fen);
    case ChargeModel::kBasePlus: {
      fen(io, "base_fen", c.fen);
      io.quantity("included", c.included, Need::kOptional);
      IncludedPer per{&c.included_item, &c.included_times};
      if (IO::kReads ? io.has("included_per") : !c.included_item.empty()) {
        io.object("included_per", per, Need::kOptional);
      }
      return fen(io, "unit_price_fen", c.unit_fen);
    }
    case ChargeModel::kTable:
      return describe_steps<TableStep>(io, c);
    case ChargeModel::kPercentage:
      io.integer("bp", c.bp, -kMaxBp, kMaxBp, Need::kRequired);
      io.texts("of", c.of, Need::kRequired);
      return require_some(io, "of", c.of.empty());
  }
}

template <typename IO>
void describe(IO& io, CityClass& c) {
  io.text("class", c.class_code, Need::kRequired);
  io.text("name", c.name, Need::kOptional, kName);
  io.texts("divisions", c.divisions, Need::kRequired);
}
template <typename IO>
void describe(IO& io, CityClassTable& t) {
  io.date("from", t.from);
  io.text("edition", t.edition, Need::kRequired);
  io.list("classes", t.classes, Need::kRequired);
  io.text("otherwise", t.otherwise, Need::kOptional);
}
template <typename IO>
void describe(IO& io, Category& c) {
  io.text("category", c.category, Need::kRequired);
  io.text("name", c.name, Need::kOptional, kName);
  std::optional<RestRole> role;
  if (c.rest_role) role = static_cast<RestRole>(*c.rest_role);
  if (c.rest_supplier) role = RestRole::kSupplier;
  io.choice("rest_role", role, rest_role_name, parse_rest_role);
  if constexpr (IO::kReads) {
    c.rest_supplier = role == RestRole::kSupplier;
    if (role && !c.rest_supplier) c.rest_role = static_cast<Role>(*role);
  }
  io.boolean("stacking", c.stacking);
}
template <typename IO>
void describe(IO& io, ItemAttribute& a) {
  io.text("attribute", a.attribute, Need::kRequired);
  io.text("name", a.name, Need::kOptional, kName);
  bool is_text = !a.number;
  choice_of<IO, AttributeType>(io, "type", is_text, attribute_type_name, parse_attribute_type,
                               std::nullopt);
  a.number = !is_text;
}
template <typename IO>
void describe_stepping(IO& io, Stepping& stepping) {
  io.quantity("step", stepping.step, Need::kOptional);
  io.boolean("started_step", stepping.started_counts);
}
template <typename IO>
void describe(IO& io, Item& i) {
  io.text("item", i.item, Need::kRequired);
  io.text("name", i.name, Need::kOptional, kName);
  io.text("service_type", i.service_type, Need::kOptional);
  io.text("unit", i.unit, Need::kOptional, kName);
  describe_stepping(io, i.stepping);
  io.text("category", i.category, Need::kOptional);
  io.boolean("deduction", i.deduction);
  io.object("price", i.price);
  io.list("attributes", i.attributes, Need::kOptional);
}
template <typename IO>
void describe(IO& io, ItemCode& c) {
  io.text("code", c.code, Need::kRequired);
  io.text("item", c.item, Need::kRequired);
}
template <typename IO>
void describe(IO& io, DatedCost& c) {
  io.date("from", c.from);
  io.integer("cost_fen", c.cost_fen, 0, kMaxFen, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Part& p) {
  io.text("part", p.part, Need::kRequired);
  io.text("name", p.name, Need::kOptional, kName);
  io.text("unit", p.unit, Need::kOptional, kName);
  describe_stepping(io, p.stepping);
  io.list("costs", p.costs, Need::kOptional);
  fen_or_none(io, "ceiling_fen", p.ceiling_fen);
}
template <typename IO>
void describe(IO& io, TravelStep& s) {
  io.integer("up_to_m", s.up_to_m, 1, 100'000'000);
  io.integer("per_unit_fen", s.per_unit_fen, 0, kMaxFen, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Travel& t) {
  io.integer("start_fee_fen", t.start_fee_fen, 0, kMaxFen, Need::kRequired);
  io.integer("included_m", t.included_m, 0, 100'000'000, Need::kOptional);
  io.list("steps", t.steps, Need::kOptional, 64);
  io.integer("unit_m", t.unit_m, 1, 100'000'000, Need::kOptional);
  io.boolean("started_unit", t.started_unit);
  io.boolean("both_ways", t.both_ways);
  choice_of<IO, TripRule>(io, "trip", t.each_ticket, trip_rule_name, parse_trip_rule,
                          TripRule::kShared);
}
template <typename IO>
void describe(IO& io, OnSite& o) {
  io.integer("included_min", o.included_min, 0, 1'000'000, Need::kRequired);
  io.integer("block_min", o.block_min, 1, 1'000'000, Need::kRequired);
  io.integer("per_block_fen", o.per_block_fen, 0, kMaxFen, Need::kRequired);
}
template <typename IO>
void describe(IO& io, QuoteTerms& q) {
  io.choice("covers", q.covers, quote_covers_name, parse_quote_covers,
            std::optional<QuoteCovers>{});
  fen_or_none(io, "floor_fen", q.floor_fen);
  fen_or_none(io, "ceiling_fen", q.ceiling_fen);
}
template <typename IO>
void describe(IO& io, TierItemPrice& p) {
  io.text("item", p.item, Need::kRequired);
  io.object("price", p.price, Need::kRequired);
}
template <typename IO>
void describe(IO& io, TierCharge& c) {
  io.text("surcharge", c.surcharge, Need::kRequired);
  io.object("charge", c.charge, Need::kRequired);
}

// Amounts that a tier states for parts, limits and bundles share a type; their field names differ.
template <int kWhich>
struct NamedAmount {
  TierAmount amount;
};
template <typename IO, int kWhich>
void describe(IO& io, NamedAmount<kWhich>& a) {
  constexpr std::string_view kCodes[] = {"part", "limit", "bundle"};
  constexpr std::string_view kMoney[] = {"price_fen", "amount_fen", "price_fen"};
  io.text(kCodes[kWhich], a.amount.code, Need::kRequired);
  io.integer(kMoney[kWhich], a.amount.fen, 0, kMaxFen, Need::kRequired);
}
template <int kWhich, typename IO>
void describe_amounts(IO& io, std::string_view name, std::vector<TierAmount>& amounts) {
  std::vector<NamedAmount<kWhich>> named;
  for (const TierAmount& amount : amounts)
    named.push_back({amount});
  io.list(name, named, Need::kOptional);
  amounts.clear();
  for (const auto& one : named)
    amounts.push_back(one.amount);
}

template <typename IO>
void describe(IO& io, Tier& t) {
  io.text("tier", t.tier, Need::kRequired);
  io.text("name", t.name, Need::kOptional, kName);
  io.integer("priority", t.priority, -1'000'000, 1'000'000, Need::kOptional);
  io.object("when", t.when);
  bool is_quote = t.quote.has_value();
  choice_of<IO, TierKind>(io, "kind", is_quote, tier_kind_name, parse_tier_kind, TierKind::kPrice);
  io.object("quote", t.quote);
  if constexpr (IO::kReads) {
    if (is_quote != t.quote.has_value()) {
      io.fail("quote", "bad_value", "A tier has quote terms exactly when its kind is quote.");
    }
  }
  io.text("extends", t.extends, Need::kOptional);
  io.integer("factor_bp", t.factor_bp, 0, kMaxBp);
  io.list("prices", t.prices, Need::kOptional);
  io.object("travel", t.travel);
  io.object("on_site", t.on_site);
  io.integer("markup_bp", t.markup_bp, -kMaxBp, kMaxBp);
  describe_amounts<0>(io, "part_prices", t.part_prices);
  fen_or_none(io, "handling_fen", t.handling_fen);
  io.list("surcharges", t.surcharges, Need::kOptional);
  describe_amounts<1>(io, "limits", t.limits);
  describe_amounts<2>(io, "bundles", t.bundles);
}
template <typename IO>
void describe(IO& io, Surcharge& s) {
  io.text("surcharge", s.surcharge, Need::kRequired);
  io.text("name", s.name, Need::kOptional, kName);
  io.text("category", s.category, Need::kRequired);
  io.object("when", s.when);
  io.choice("occasion", s.occasion, occasion_name, parse_occasion, std::optional<Occasion>{});
  io.texts("items", s.items, Need::kOptional);
  io.object("charge", s.charge);
  fen_or_none(io, "cap_fen", s.cap_fen);
  io.text("group", s.group, Need::kOptional);
  io.text("replaces", s.replaces, Need::kOptional);
  io.boolean("deduction", s.deduction);
}
template <typename IO>
void describe(IO& io, SurchargeGroup& g) {
  io.text("group", g.group, Need::kRequired);
  io.text("name", g.name, Need::kOptional, kName);
  bool first = !g.highest;
  choice_of<IO, GroupRule>(io, "rule", first, group_rule_name, parse_group_rule, std::nullopt);
  g.highest = !first;
}
template <typename IO>
void describe(IO& io, Limit& l) {
  io.text("limit", l.limit, Need::kRequired);
  io.text("name", l.name, Need::kOptional, kName);
  choice_of<IO, LimitKind>(io, "kind", l.is_max, limit_kind_name, parse_limit_kind, std::nullopt);
  io.texts("base", l.base, Need::kOptional);
  fen_or_none(io, "amount_fen", l.amount_fen);
}
template <typename IO>
void describe(IO& io, BundleMember& m) {
  io.text("item", m.item, Need::kRequired);
  io.integer("units", m.units, 1, 1000, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Bundle& b) {
  io.text("bundle", b.bundle, Need::kRequired);
  io.text("name", b.name, Need::kOptional, kName);
  io.list("members", b.members, Need::kRequired);
  require_some(io, "members", b.members.empty());
  io.integer("price_fen", b.price_fen, 0, kMaxFen, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Rounding& r) {
  io.integer("unit_fen", r.unit_fen, 1, 100, Need::kRequired);
  if (IO::kReads && r.unit_fen != 1 && r.unit_fen != 10 && r.unit_fen != 100) {
    io.fail("unit_fen", "bad_value", "Round to 1, 10 or 100 fen.");
  }
  io.choice("mode", r.mode, rounding_mode_name, parse_rounding_mode, std::optional<RoundingMode>{});
}
template <typename IO>
void describe(IO& io, SplitStep& s) {
  io.choice("role", s.role, role_name, parse_role, std::optional<Role>{});
  if constexpr (IO::kReads) s.fixed = io.has("fixed_fen");
  if (s.fixed) {
    io.integer("fixed_fen", s.fixed_fen, 0, kMaxFen, Need::kRequired);
    return io.text("category", s.category, Need::kRequired);
  }
  io.integer("bp", s.bp, 0, 10000, Need::kRequired);
  choice_of<IO, ShareOf>(io, "of", s.of_left, share_of_name, parse_share_of, ShareOf::kLine);
  io.texts("categories", s.categories, Need::kOptional);
  io.integer("min_bp", s.min_bp, 0, 10000);
  io.integer("max_bp", s.max_bp, 0, 10000);
}
template <typename IO>
void describe(IO& io, Agreement& a) {
  io.text("agreement", a.agreement, Need::kRequired);
  io.text("person", a.person, Need::kRequired);
  io.choice("role", a.role, role_name, parse_role, std::optional<Role>{});
  io.text("payee", a.payee, Need::kRequired);
  io.date("from", a.from);
  io.date("to", a.to);
  io.integer("bp", a.bp, 0, 10000, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Split& s) {
  io.list("steps", s.steps, Need::kOptional, 32);
  io.list("agreements", s.agreements, Need::kOptional);
}

template <typename IO>
void describe(IO& io, BookVersion& v) {
  io.integer("version", v.version, 1, 1'000'000, Need::kRequired);
  io.choice("status", v.status, version_status_name, parse_version_status,
            std::optional<VersionStatus>{});
  io.date("from", v.from);
  io.choice("pin_event", v.pin_event, time_name, parse_pin_event, std::optional<TimeName>{});
  io.integer("utc_offset_min", v.utc_offset_min, -840, 840, Need::kRequired);
  io.text("calendar", v.calendar, Need::kOptional);
  io.texts("optional_facts", v.optional_facts, Need::kOptional);
  io.list("city_classes", v.city_classes, Need::kOptional);
  io.list("categories", v.categories, Need::kOptional);
  io.list("items", v.items, Need::kOptional);
  io.list("item_codes", v.item_codes, Need::kOptional);
  io.list("parts", v.parts, Need::kOptional);
  io.choice("part_price_day", v.part_price_day, part_price_day_name, parse_part_price_day,
            std::optional(PartPriceDay::kUse));
  io.list("tiers", v.tiers, Need::kRequired, 10'000);
  io.list("surcharges", v.surcharges, Need::kOptional, 1'000);
  io.list("groups", v.groups, Need::kOptional, 1'000);
  io.list("limits", v.limits, Need::kOptional, 1'000);
  io.list("bundles", v.bundles, Need::kOptional, 1'000);
  io.object("rounding", v.rounding);
  bool has_split =
      IO::kReads ? io.has("split") : !(v.split.steps.empty() && v.split.agreements.empty());
  if (has_split) io.object("split", v.split, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Book& b) {
  io.text("book", b.book, Need::kRequired);
  io.text("name", b.name, Need::kOptional, kName);
  io.choice("relation", b.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.list("versions", b.versions, Need::kRequired, 10'000);
}
struct FeeRule {
  LineRule rule;
};
template <typename IO>
void describe_rule(IO& io, LineRule& r, bool fee) {
  io.text("rule", r.rule, Need::kRequired);
  io.text("name", r.name, Need::kOptional, kName);
  if (fee) io.texts("categories", r.categories, Need::kOptional);
  io.object("when", r.when);
  io.choice("payer", r.payer, payer_name, parse_payer, std::optional<Payer>{});
}
template <typename IO>
void describe(IO& io, LineRule& r) {
  describe_rule(io, r, false);
}
template <typename IO>
void describe(IO& io, FeeRule& r) {
  describe_rule(io, r.rule, true);
}
template <typename IO>
void describe(IO& io, Entitlement& e) {
  io.list("lines", e.lines, Need::kOptional, 1'000);
  std::vector<FeeRule> fees;
  for (const LineRule& rule : e.fees)
    fees.push_back({rule});
  io.list("fees", fees, Need::kOptional, 1'000);
  e.fees.clear();
  for (const FeeRule& rule : fees)
    e.fees.push_back(rule.rule);
  io.choice("otherwise", e.otherwise, payer_name, parse_payer, std::optional<Payer>{});
}
template <typename IO>
void describe(IO& io, RouteBook& r) {
  io.choice("relation", r.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.text("book", r.book, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Route& r) {
  io.text("route", r.route, Need::kRequired);
  io.text("name", r.name, Need::kOptional, kName);
  io.object("when", r.when);
  io.list("books", r.books, Need::kRequired, 16);
}
struct DatedDay {
  int32_t date = 0;
  CalendarDay day;
};
template <typename IO>
void describe(IO& io, DatedDay& d) {
  io.date("date", d.date);
  io.choice("kind", d.day.kind, day_kind_name, parse_day_kind, std::optional<DayKind>{});
  io.text("festival", d.day.festival, Need::kOptional);
}
template <typename IO>
void describe(IO& io, Calendar& c) {
  io.text("calendar", c.calendar, Need::kRequired);
  io.text("source", c.source, Need::kRequired, kName);
  io.integers("years", c.years, 1, 9999);
  std::vector<DatedDay> days;
  for (const auto& [date, day] : c.days)
    days.push_back({date, day});
  io.list("days", days, Need::kRequired);
  c.days.clear();
  for (const DatedDay& day : days)
    c.days[day.date] = day.day;
}
template <typename IO>
void describe(IO& io, PlanStep& s) {
  io.integer("up_to", s.up_to, 1, 1'000'000'000);
  io.integer("bp", s.bp, -kMaxBp, kMaxBp, Need::kRequired);
}
template <typename IO>
void describe(IO& io, Plan& p) {
  io.text("plan", p.plan, Need::kRequired);
  io.text("name", p.name, Need::kOptional, kName);
  io.integer("version", p.version, 1, 1'000'000, Need::kRequired);
  io.date("from", p.from);
  io.choice("relation", p.relation, relation_name, parse_relation, std::optional<Relation>{});
  choice_of<IO, Direction>(io, "direction", p.takes, direction_name, parse_direction, std::nullopt);
  Cycle cycle = Cycle::kMonth;
  io.choice("cycle", cycle, cycle_name, parse_cycle, std::optional<Cycle>{});
  io.integer("utc_offset_min", p.utc_offset_min, -840, 840, Need::kOptional);
  io.texts("payees", p.payees, Need::kOptional);
  io.list("steps", p.steps, Need::kRequired, 1'000);
  require_some(io, "steps", p.steps.empty());
}
template <typename IO>
void describe(IO& io, BookFile& f) {
  io.constant("schema", "fenming.book-file/1");
  io.list("calendars", f.calendars, Need::kOptional, 64);
  if (IO::kReads ? io.has("entitlement") : true) {
    io.object("entitlement", f.entitlement, Need::kRequired);
  }
  io.list("routing", f.routing, Need::kRequired, 10'000);
  io.list("books", f.books, Need::kRequired, 1'000);
  io.list("plans", f.plans, Need::kOptional, 1'000);
}

template <typename T>
Result<T> read_text(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  return read_document<T>(*json);
}

Result<BookFile> read_book_file(std::string_view text) {
  return read_text<BookFile>(text);
}
std::string write_book_file(const BookFile& file) {
  return write_document(file);
}
Result<BookVersion> read_book_version(std::string_view text) {
  return read_text<BookVersion>(text);
}
std::string write_book_version(const BookVersion& version) {
  return write_document(version);
}
Result<Condition> read_condition(std::string_view text) {
  return read_text<Condition>(text);
}
std::string write_condition(const Condition& condition) {
  return write_document(condition);
}

}  // namespace fenming
