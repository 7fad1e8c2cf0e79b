#include "app/amount_text.h"
#include "app/pricing/condition_sentence.h"
#include "app/trials/condition_trial.h"
#include "base/civil_time.h"
#include "base/text.h"

namespace fenming::app::trials {
namespace {

// "2026-12-01 22:00" on the book's clock; the time of day may be left out.
std::optional<int64_t> parse_moment(std::string_view text, int32_t utc_offset_min) {
  const auto date = parse_date(text.substr(0, 10));
  if (!date) return std::nullopt;
  int64_t minutes = 0;
  if (text.size() > 10) {
    const auto clock = parse_clock(text.substr(std::min<size_t>(11, text.size())));
    if (!clock) return std::nullopt;
    minutes = *clock;
  }
  return int64_t{*date} * 86400 + (minutes - utc_offset_min) * 60;
}

bool type_time(Ticket& ticket, TimeName time, std::string_view text, int32_t utc_offset_min) {
  std::optional<int64_t> instant;
  if (!text.empty()) {
    instant = parse_moment(text, utc_offset_min);
    if (!instant) return false;
  }
  if (static_cast<size_t>(time) < kTicketTimes) {
    ticket.times[static_cast<size_t>(time)] = instant;
    return true;
  }
  for (Visit& visit : ticket.visits) {
    if (time == TimeName::kAppointment) visit.appointment = instant;
    if (time == TimeName::kArrived) visit.arrived = instant;
    if (time == TimeName::kDeparted) visit.departed = instant;
  }
  return true;
}

// Thousandths; an empty text is no number.
bool type_number(Ticket& ticket, Fact fact, std::string_view text) {
  const Result<int64_t> number = parse_quantity(text, 3);
  if (!number || *number < 0) return false;
  for (Visit& visit : ticket.visits) {
    if (fact == Fact::kDistance) visit.distance_m = *number / 1000;
    if (fact == Fact::kTripPlace) visit.trip_place = static_cast<int32_t>(*number / 1000);
    if (fact != Fact::kQuantity) continue;
    for (TicketLine& line : visit.lines)
      line.quantity = *number;
  }
  return true;
}

bool type_text(Ticket& ticket, Fact fact, const std::string& code) {
  if (static_cast<size_t>(fact) < kTicketTextFacts) {
    ticket.fact(fact) = code;
    return fact != Fact::kDivision || code.empty() || is_division_code(code);
  }
  const auto payer = parse_payer(code);
  const auto supplier = parse_supplier(code);
  if (fact == Fact::kPayer && !payer) return false;
  if (fact == Fact::kSupplier && !supplier) return false;
  for (Visit& visit : ticket.visits) {
    if (fact == Fact::kDistanceKind) visit.distance_kind = code;
    if (fact == Fact::kOutcome) visit.outcome = code;
    if (fact == Fact::kFault) visit.fault = code;
    for (TicketLine& line : visit.lines) {
      if (fact == Fact::kProduct) line.product = code;
      if (fact == Fact::kModel) line.model = code;
      if (fact == Fact::kWarranty) line.warranty = code;
      if (fact == Fact::kPayer) line.payer = payer;
      if (fact == Fact::kSupplier) line.supplier = supplier;
    }
  }
  return true;
}

bool type_fact(Ticket& ticket, std::string_view name, const std::string& text,
               int32_t utc_offset_min) {
  if (const auto time = parse_time_name(name))
    return type_time(ticket, *time, text, utc_offset_min);
  const auto fact = parse_fact(name);
  if (!fact) return false;
  if (fact_info(fact->fact).kind == FactKind::kNumber) return type_number(ticket, fact->fact, text);
  const ConditionOp op =
      fact->fact == Fact::kDivision ? ConditionOp::kDivisionWithin : ConditionOp::kIn;
  return type_text(ticket, fact->fact, code_of_name(op, text));
}

}  // namespace

std::string type_facts(Ticket& ticket, const TypedFacts& facts, int32_t utc_offset_min) {
  std::string refused;
  for (const auto& [name, text] : facts) {
    if (!type_fact(ticket, name, text, utc_offset_min) && refused.empty()) refused = name;
  }
  return refused;
}

bool may_type(const Condition& leaf) {
  if (leaf.tests_time()) return true;
  switch (leaf.fact.fact) {
    case Fact::kCityClass:      // follows from the place
    case Fact::kOnSiteMinutes:  // from two times
    case Fact::kLeadGrade:      // from a person
    case Fact::kItem:
    case Fact::kPart:
    case Fact::kAttribute:
    case Fact::kField:
      return false;
    default:
      return true;
  }
}

Ticket blank_ticket(const BookVersion& version) {
  Ticket ticket;
  Visit visit;
  TicketLine line;
  line.quantity = 1000;
  if (!version.items.empty()) line.item = version.items.front().item;
  visit.lines.push_back(line);
  ticket.visits.push_back(visit);
  return ticket;
}

}  // namespace fenming::app::trials
