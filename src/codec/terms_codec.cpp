#include "codec/terms_codec.h"

#include "codec/book_fields.h"

namespace fenming {
namespace {

enum class RestRole : uint8_t { kPartner, kPlatform, kMaster, kLead, kAssistant, kSupplier };
enum class AttributeType : uint8_t { kNumber, kText };
enum class TierKind : uint8_t { kPrice, kQuote };
enum class TripRule : uint8_t { kShared, kEachTicket };
enum class GroupRule : uint8_t { kHighest, kFirst };
enum class LimitKind : uint8_t { kMin, kMax };
enum class ShareOf : uint8_t { kLine, kLeft };

FM_NAMED_ENUM(RestRole, rest_role_name, parse_rest_role, "partner", "platform", "master", "lead",
              "assistant", "supplier")
FM_NAMED_ENUM(AttributeType, attribute_type_name, parse_attribute_type, "number", "text")
FM_NAMED_ENUM(TierKind, tier_kind_name, parse_tier_kind, "price", "quote")
FM_NAMED_ENUM(TripRule, trip_rule_name, parse_trip_rule, "shared", "each_ticket")
FM_NAMED_ENUM(GroupRule, group_rule_name, parse_group_rule, "highest", "first")
FM_NAMED_ENUM(LimitKind, limit_kind_name, parse_limit_kind, "min", "max")
FM_NAMED_ENUM(ShareOf, share_of_name, parse_share_of, "line", "left")
FM_NAMED_ENUM(QuoteCovers, quote_covers_name, parse_quote_covers, "labour", "ticket")
FM_NAMED_ENUM(Occasion, occasion_name, parse_occasion, "ticket", "visit", "line", "unit")
FM_NAMED_ENUM(RoundingMode, rounding_mode_name, parse_rounding_mode, "half_up", "down", "up")

constexpr size_t kName = kNameLength;

}  // namespace

// describe() stands outside the unnamed namespace: argument-dependent lookup does not look there.

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

template void describe(FieldReader&, Charge&);
template void describe(FieldWriter&, Charge&);
template void describe(FieldReader&, CityClassTable&);
template void describe(FieldWriter&, CityClassTable&);
template void describe(FieldReader&, Category&);
template void describe(FieldWriter&, Category&);
template void describe(FieldReader&, Item&);
template void describe(FieldWriter&, Item&);
template void describe(FieldReader&, ItemCode&);
template void describe(FieldWriter&, ItemCode&);
template void describe(FieldReader&, Part&);
template void describe(FieldWriter&, Part&);
template void describe(FieldReader&, Tier&);
template void describe(FieldWriter&, Tier&);
template void describe(FieldReader&, Surcharge&);
template void describe(FieldWriter&, Surcharge&);
template void describe(FieldReader&, SurchargeGroup&);
template void describe(FieldWriter&, SurchargeGroup&);
template void describe(FieldReader&, Limit&);
template void describe(FieldWriter&, Limit&);
template void describe(FieldReader&, Bundle&);
template void describe(FieldWriter&, Bundle&);
template void describe(FieldReader&, Rounding&);
template void describe(FieldWriter&, Rounding&);
template void describe(FieldReader&, Split&);
template void describe(FieldWriter&, Split&);

}  // namespace fenming
