#include "codec/book_codec.h"

#include "codec/book_fields.h"
#include "codec/terms_codec.h"

namespace fenming {
namespace {

FM_NAMED_ENUM(VersionStatus, version_status_name, parse_version_status, "draft", "scheduled",
              "in_force", "retired")
FM_NAMED_ENUM(PartPriceDay, part_price_day_name, parse_part_price_day, "use", "issue", "request")

constexpr size_t kName = kNameLength;

std::optional<TimeName> parse_pin_event(std::string_view name) {
  const std::optional<TimeName> time = parse_time_name(name);
  const bool pins = time && *time <= TimeName::kCompleted;
  return pins ? time : std::nullopt;
}

}  // namespace

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
void describe(IO& io, Zone& z) {
  io.text("zone", z.zone, Need::kRequired);
  io.text("name", z.name, Need::kOptional, kName);
  io.text("ring", z.ring, Need::kOptional);
  io.text("station", z.station, Need::kOptional);
  io.text("partner", z.partner, Need::kOptional);
  io.texts("places", z.places, Need::kOptional);
  io.texts("aliases", z.aliases, Need::kOptional);
}
template <typename IO>
void describe(IO& io, ZoneTable& t) {
  io.date("from", t.from);
  io.list("zones", t.zones, Need::kRequired, 10'000);
}
template <typename IO>
void describe(IO& io, BookFile& f) {
  io.constant("schema", "fenming.book-file/1");
  io.list("calendars", f.calendars, Need::kOptional, 64);
  io.list("zones", f.zones, Need::kOptional, 64);
  if (IO::kReads ? io.has("entitlement") : true) {
    io.object("entitlement", f.entitlement, Need::kRequired);
  }
  io.list("routing", f.routing, Need::kRequired, 10'000);
  io.list("measures", f.measures, Need::kOptional, 1'000);
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
Result<Calendar> read_calendar(const Json& json) {
  return read_document<Calendar>(json);
}
std::string write_calendar(const Calendar& calendar) {
  return write_document(calendar);
}
Result<ZoneTable> read_zone_table(const Json& json) {
  return read_document<ZoneTable>(json);
}
std::string write_zone_table(const ZoneTable& table) {
  return write_document(table);
}
std::string write_condition(const Condition& condition) {
  return write_document(condition);
}

}  // namespace fenming
