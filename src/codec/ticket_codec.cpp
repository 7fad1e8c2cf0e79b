#include "codec/ticket_codec.h"

#include <set>

#include "base/civil_time.h"
#include "base/sha256.h"
#include "codec/ticket_fields.h"
#include "engine/division.h"

namespace fenming {

// describe() stands outside an unnamed namespace: argument-dependent lookup does not look there.
template <typename IO>
void describe(IO& io, Attribute& a) {
  io.text("attribute", a.attribute, Need::kRequired);
  io.text("value", a.value, Need::kRequired);
}

template <typename IO>
void describe(IO& io, TicketLine& l) {
  io.integer("line", l.line, 1, 10'000, Need::kRequired);
  io.text("item", l.item, Need::kOptional);
  io.text("part", l.part, Need::kOptional);
  if (IO::kReads && l.item.empty() == l.part.empty()) {
    io.fail("item", "bad_value", "A line names either an item or a part.");
  }
  io.quantity("quantity", l.quantity, Need::kRequired);
  io.text("product", l.product, Need::kOptional);
  io.text("model", l.model, Need::kOptional);
  io.text("serial", l.serial, Need::kOptional);
  io.date("purchase_date", l.purchase_date);
  io.text("warranty", l.warranty, Need::kOptional);
  io.choice("payer", l.payer, payer_name, parse_payer);
  io.choice("supplier", l.supplier, supplier_name, parse_supplier);
  io.integer("receipt_fen", l.receipt_fen, 0, kMaxFen);
  io.integer("unit_cost_fen", l.unit_cost_fen, 0, kMaxFen);
  io.instant("issued_at", l.issued_at);
  io.instant("requested_at", l.requested_at);
  io.list("attributes", l.attributes, Need::kOptional, 32);
}

template <typename IO>
void describe(IO& io, Person& p) {
  io.text("person", p.person, Need::kRequired);
  io.choice("role", p.role, role_name, parse_role, std::optional<Role>{});
  io.text("grade", p.grade, Need::kOptional);
}

template <typename IO>
void division_field(IO& io, std::string& division) {
  io.text("division", division, Need::kOptional);
  if (IO::kReads && !division.empty() && !is_division_code(division)) {
    io.fail("division", "bad_value", "A division code has 2, 4, 6 or 9 digits.");
  }
}

static bool is_distance_kind(std::string_view kind) {
  return kind == "road" || kind == "straight" || kind == "odometer" || kind == "table";
}

template <typename List, typename Number>
bool has_duplicates(const List& list, Number number) {
  std::set<int32_t> seen;
  for (const auto& entry : list) {
    if (!seen.insert(entry.*number).second) return true;
  }
  return false;
}

template <typename IO>
void describe(IO& io, Visit& v) {
  io.integer("visit", v.visit, 1, 1'000, Need::kRequired);
  division_field(io, v.division);
  io.instant("appointment", v.appointment);
  io.instant("arrived", v.arrived);
  io.instant("departed", v.departed);
  io.integer("distance_m", v.distance_m, 0, 100'000'000);
  io.text("distance_kind", v.distance_kind, Need::kOptional);
  if (IO::kReads && !v.distance_kind.empty() && !is_distance_kind(v.distance_kind)) {
    io.fail("distance_kind", "bad_value", "A distance is road, straight, odometer or table (F6).");
  }
  io.integer("trip_place", v.trip_place, 1, 1'000);
  io.text("trip_carrier", v.trip_carrier, Need::kOptional);
  io.text("outcome", v.outcome, Need::kOptional);
  io.text("fault", v.fault, Need::kOptional);
  io.list("people", v.people, Need::kOptional, 32);
  io.list("lines", v.lines, Need::kOptional, 500);
  if (IO::kReads && has_duplicates(v.lines, &TicketLine::line)) {
    io.fail("lines", "duplicate", "Line numbers must differ within a visit.");
  }
}

template <typename IO>
void describe(IO& io, Quote& q) {
  io.text("quote", q.quote, Need::kRequired);
  io.choice("relation", q.relation, relation_name, parse_relation, std::optional<Relation>{});
  io.integer("amount_fen", q.amount_fen, 0, kMaxFen, Need::kRequired);
  io.text("author", q.author, Need::kRequired);
  io.text("approved_by", q.approved_by, Need::kRequired);
  io.instant("valid_from", q.valid_from);
  io.instant("valid_to", q.valid_to);
}

template <typename IO>
void describe(IO& io, RoleShare& s) {
  io.choice("role", s.role, role_name, parse_role, std::optional<Role>{});
  io.integer("bp", s.bp, 0, 10000, Need::kRequired);
}

struct TicketFactsPart {
  Ticket* ticket;
};
template <typename IO>
void describe(IO& io, TicketFactsPart& part) {
  division_field(io, part.ticket->fact(Fact::kDivision));
  for (size_t i = 1; i < kTicketTextFacts; ++i) {
    io.text(fact_info(static_cast<Fact>(i)).name, part.ticket->facts[i], Need::kOptional);
  }
}

struct TicketTimesPart {
  Ticket* ticket;
};
template <typename IO>
void describe(IO& io, TicketTimesPart& part) {
  for (size_t i = 0; i < kTicketTimes; ++i) {
    io.instant(time_name(static_cast<TimeName>(i)), part.ticket->times[i]);
  }
}

template <typename IO>
void describe(IO& io, Ticket& t) {
  io.text("ticket", t.ticket, Need::kRequired);
  io.integer("revision", t.revision, 1, 1'000'000, IO::kReads ? Need::kOptional : Need::kRequired);
  io.text("source", t.source, Need::kOptional);
  io.text("source_no", t.source_no, Need::kOptional);
  TicketFactsPart facts{&t};
  io.object("facts", facts, Need::kOptional);
  TicketTimesPart times{&t};
  io.object("times", times, Need::kOptional);
  io.list("visits", t.visits, Need::kRequired, 50);
  if (IO::kReads && has_duplicates(t.visits, &Visit::visit)) {
    io.fail("visits", "duplicate", "Visit numbers must differ.");
  }
  io.list("quotes", t.quotes, Need::kOptional, 20);
  io.list("shares", t.shares, Need::kOptional, 8);
  io.integer("paid_fen", t.paid_fen, 0, kMaxFen);
}

template void describe(FieldReader&, Person&);
template void describe(FieldWriter&, Person&);
template void describe(FieldReader&, Ticket&);
template void describe(FieldWriter&, Ticket&);

// Settlement lines are written only; they use the same writer of fields.
template <typename IO>
void describe(IO& io, Share& s) {
  io.choice("role", s.role, role_name, parse_role, std::optional<Role>{});
  io.text("payee", s.payee, Need::kRequired);
  io.integer("amount_fen", s.amount_fen, -kMaxFen, kMaxFen, Need::kRequired);
}
template <typename IO>
void describe(IO& io, PassedTier& p) {
  io.text("tier", p.tier, Need::kRequired);
  io.text("fact", p.fact, Need::kRequired);
}

struct PrintedLine {
  int64_t number;
  SettlementLine* line;
  Settlement* settlement;
};

static void describe(FieldWriter& io, PrintedLine& p) {
  SettlementLine& l = *p.line;
  io.integer("line", p.number, 1, 0, Need::kRequired);
  std::string component(component_name(l.component));
  io.text("component", component, Need::kRequired);
  io.text("category", l.category, Need::kRequired);
  io.integer("visit", l.visit, 0, 0, Need::kOptional);
  io.integer("source", l.source, 0, 0, Need::kOptional);
  io.text("item", l.item, Need::kOptional);
  io.text("part", l.part, Need::kOptional);
  io.quantity("quantity", l.quantity);
  io.integer("unit_price_fen", l.unit_price_fen, 0, 0);
  io.integer("base_fen", l.base_fen, 0, 0);
  io.integer("rate_bp", l.rate_bp, 0, 0);
  io.integer("amount_fen", l.amount_fen, 0, 0, Need::kRequired);
  io.choice("payer", l.payer, payer_name, parse_payer, std::optional<Payer>{});
  io.choice("supplier", l.supplier, supplier_name, parse_supplier);
  io.integer("cost_fen", l.cost_fen, 0, 0);
  io.text("book", p.settlement->book, Need::kRequired);
  io.integer("version", p.settlement->version, 0, 0, Need::kRequired);
  io.text("tier", l.tier, Need::kOptional);
  io.text("rule", l.rule, Need::kOptional);
  io.text("carrier", l.carrier, Need::kOptional);
  io.list("passed_over", p.settlement->passed_over, Need::kOptional);
  io.list("shares", l.shares, Need::kOptional);
}

Result<Ticket> read_ticket(std::string_view text) {
  const Result<Json> json = parse_json(text, {.max_bytes = size_t{1} << 20});
  if (!json) return json.error();
  return read_document<Ticket>(*json);
}

std::string write_ticket(const Ticket& ticket, int32_t utc_offset_min) {
  return write_document(ticket, utc_offset_min);
}

std::string write_lines(const Settlement& settlement) {
  std::string out = "[";
  auto& mutable_settlement = const_cast<Settlement&>(settlement);  // FieldWriter reads only
  int64_t number = 0;
  for (SettlementLine& line : mutable_settlement.lines) {
    if (number > 0) out += ',';
    PrintedLine printed{++number, &line, &mutable_settlement};
    FieldWriter writer(out);
    describe(writer, printed);
    writer.finish();
  }
  return out + "]";
}

std::string settlement_digest(const Ticket& ticket, Relation relation,
                              const Settlement& settlement) {
  JsonText json;
  json.open('{').integer("rules", kRulesVersion).text("relation", relation_name(relation));
  json.text("book", settlement.book).integer("version", settlement.version);
  Ticket facts = ticket;
  facts.paid_fen.reset();  // no fact
  json.raw("ticket", write_ticket(facts, settlement.utc_offset_min));
  json.key("resolved").open('{');
  if (!settlement.city_class.empty()) {
    json.text("city_class", settlement.city_class);
    json.text("city_class_edition", settlement.city_class_edition);
  }
  if (settlement.zone_edition) json.text("zone_edition", format_date(*settlement.zone_edition));
  json.close('}').text("tier", settlement.tier).raw("lines", write_lines(settlement));
  return sha256_hex(json.close('}').take()).substr(0, 32);
}

std::string write_error(const Error& error) {
  JsonText json;
  json.open('{').text("code", error.code).text("field", error.field);
  return json.text("message", error.message).close('}').take();
}

std::string write_line_error(int64_t line, const Error& error) {
  JsonText json;
  return json.open('{').integer("line", line).raw("error", write_error(error)).close('}').take();
}

std::string write_outcome(const Ticket& ticket, const Outcome& outcome, std::string_view explain) {
  JsonText json;
  json.open('{').text("ticket", ticket.ticket);
  if (outcome.relation) {
    json.text("relation", relation_name(*outcome.relation));
  } else {
    json.raw("relation", "null");
  }
  if (!outcome.settlement) {
    json.raw("error", write_error(outcome.error));
  } else {
    const Settlement& settlement = *outcome.settlement;
    json.text("tier", settlement.tier).integer("total_fen", settlement.total_fen);
    json.raw("lines", write_lines(settlement));
    json.text("digest", settlement_digest(ticket, *outcome.relation, settlement));
  }
  if (!explain.empty()) json.raw("explain", explain);
  return json.close('}').take();
}

}  // namespace fenming
