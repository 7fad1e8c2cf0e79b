// A ticket's facts on three levels: ticket, visit, line (settlement.md F1). Plain data; a
// settlement is a function of it and of book versions. Empty text is a missing fact. Instants are
// seconds since 1970-01-01T00:00:00Z, quantities thousandths, distances metres, money fen.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/facts.h"

namespace fenming {

struct Attribute {
  std::string attribute;
  std::string value;

  bool operator==(const Attribute&) const = default;
};

struct TicketLine {
  int32_t line = 1;
  std::string item;  // exactly one of item and part is given
  std::string part;
  int64_t quantity = 0;
  std::string product;
  std::string model;
  std::string serial;
  std::optional<int32_t> purchase_date;  // days since 1970-01-01
  std::string warranty;
  std::optional<Payer> payer;
  std::optional<Supplier> supplier;
  std::optional<int64_t> receipt_fen;
  std::optional<int64_t> unit_cost_fen;
  std::optional<int64_t> issued_at;
  std::optional<int64_t> requested_at;
  std::vector<Attribute> attributes;

  bool operator==(const TicketLine&) const = default;
};

struct Person {
  std::string person;
  Role role = Role::kLead;
  std::string grade;

  bool operator==(const Person&) const = default;
};

struct Visit {
  int32_t visit = 1;
  std::string division;
  std::optional<int64_t> appointment;
  std::optional<int64_t> arrived;
  std::optional<int64_t> departed;
  std::optional<int64_t> distance_m;
  std::string distance_kind;
  std::optional<int32_t> trip_place;
  std::string trip_carrier;
  std::string outcome;
  std::string fault;
  std::vector<Person> people;
  std::vector<TicketLine> lines;

  bool operator==(const Visit&) const = default;
};

struct Quote {
  std::string quote;
  Relation relation = Relation::kCompanyTechnician;
  int64_t amount_fen = 0;
  std::string author;
  std::string approved_by;
  std::optional<int64_t> valid_from;
  std::optional<int64_t> valid_to;

  bool operator==(const Quote&) const = default;
};

struct RoleShare {
  Role role = Role::kLead;
  int32_t bp = 0;

  bool operator==(const RoleShare&) const = default;
};

struct Ticket {
  std::string ticket;
  int32_t revision = 1;
  std::string source;
  std::string source_no;
  std::array<std::string, kTicketTextFacts> facts;  // by Fact, kDivision to kServiceType
  std::array<std::optional<int64_t>, kTicketTimes> times;
  std::vector<Visit> visits;
  std::vector<Quote> quotes;
  std::vector<RoleShare> shares;
  // What the technicians' side was really paid, in fen, where the ticket was settled elsewhere
  // (W5). It is compared with, never priced by: no condition reads it and no digest covers it.
  std::optional<int64_t> paid_fen;

  const std::string& fact(Fact f) const { return facts[static_cast<size_t>(f)]; }
  std::string& fact(Fact f) { return facts[static_cast<size_t>(f)]; }
  std::optional<int64_t> time(TimeName t) const { return times[static_cast<size_t>(t)]; }
  bool operator==(const Ticket&) const = default;
};

}  // namespace fenming
