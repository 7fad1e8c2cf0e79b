// Historical tickets in columns (settlement.md W1): what a simulation settles again and again.
// Equal combinations of facts are stored once in dictionaries, so that a ticket is a few integers;
// every ticket can be rebuilt exactly. HistoryBuilder makes it; only locate() (located.h) changes
// it, once, before anybody looks.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/ticket.h"

namespace fenming {

inline constexpr uint32_t kNoTime = 0;  // in columns of instants
inline constexpr uint32_t kNoDistance = 0xFFFFFFFF;
inline constexpr int64_t kNotPaid = -1;
// Instants are stored as seconds since 2000-01-01T00:00:00Z plus one, so that 0 is missing.
inline constexpr int64_t kTimeEpoch = 946684800;

// Texts stored once; id 0 is the empty text.
class TextPool {
 public:
  TextPool() { intern(""); }
  uint32_t intern(std::string_view text);
  const std::string& text(uint32_t id) const { return texts_[id]; }
  size_t size() const { return texts_.size(); }
  size_t bytes() const;

 private:
  std::vector<std::string> texts_;
  std::unordered_map<std::string, uint32_t> ids_;
};

// Text facts of a ticket, by Fact, as text ids.
using TicketSignature = std::array<uint32_t, kTicketTextFacts>;

// What a visit has besides its instants and its distance.
struct VisitSignature {
  uint32_t division = 0;
  uint32_t distance_kind = 0;
  uint32_t outcome = 0;
  uint32_t fault = 0;
  int32_t visit = 1;
  int32_t trip_place = 0;  // 0: absent
  uint32_t people = 0;     // index into History::crews
  auto operator<=>(const VisitSignature&) const = default;
};

// What a line has besides its serial number and its own instants, which few lines have.
struct LineSignature {
  uint32_t item = 0;
  uint32_t part = 0;
  int64_t quantity = 0;
  uint32_t product = 0;
  uint32_t model = 0;
  uint32_t warranty = 0;
  int8_t payer = -1;
  int8_t supplier = -1;
  int64_t receipt_fen = -1;
  int64_t unit_cost_fen = -1;
  uint32_t attributes = 0;  // index into History::attribute_sets
  auto operator<=>(const LineSignature&) const = default;
};

// The first and last instant of a column, as stored; kNoTime where it has none.
struct TimeRange {
  uint32_t first = kNoTime;
  uint32_t last = kNoTime;
};

// Everything that few tickets have, kept whole beside the columns.
using OddTickets = std::map<uint32_t, Ticket>;

struct History {
  TextPool texts;
  std::vector<TicketSignature> ticket_signatures;
  std::vector<VisitSignature> visit_signatures;
  std::vector<LineSignature> line_signatures;
  std::vector<std::vector<Person>> crews;
  std::vector<std::vector<Attribute>> attribute_sets;
  std::vector<uint32_t> distances_m;  // distinct distances; kNoDistance may be among them

  // One entry a ticket. Optional columns are empty when no ticket has the fact.
  std::vector<uint32_t> signature;
  std::array<std::vector<uint32_t>, kTicketTimes> times;
  std::vector<uint32_t> name_end;  // end of each ticket's code in `names`
  std::string names;
  std::vector<uint32_t> visit_end;  // empty: every ticket has one visit

  std::vector<int64_t> paid_fen;  // what was really paid (W5); kNotPaid where not known

  // One entry a visit.
  std::vector<uint32_t> visit_signature;
  std::vector<uint32_t> distance;  // index into distances_m
  std::vector<uint32_t> appointment, arrived, departed;
  std::vector<uint32_t> line_end;

  // One entry a line.
  std::vector<uint32_t> line_signature;

  // Derived by index(), for every version that is compiled against the history.
  std::array<TimeRange, kTimeCount> time_ranges;                   // by TimeName
  std::array<std::vector<uint32_t>, kTicketTextFacts> fact_texts;  // text ids that occur, by Fact

  // Tickets with facts outside the columns: serial numbers, quotes, shares, revisions, …
  OddTickets odd;

  uint32_t size() const { return static_cast<uint32_t>(signature.size()); }
  std::string_view name(uint32_t ticket) const;
  std::pair<uint32_t, uint32_t> visits_of(uint32_t ticket) const {
    if (visit_end.empty()) return {ticket, ticket + 1};
    return {ticket == 0 ? 0 : visit_end[ticket - 1], visit_end[ticket]};
  }
  std::pair<uint32_t, uint32_t> lines_of(uint32_t visit) const {
    return {visit == 0 ? 0 : line_end[visit - 1], line_end[visit]};
  }
  // The column of an instant, the ticket's or the visit's.
  const std::vector<uint32_t>& instants(TimeName time) const;
  // Derives what is derived; whoever fills the columns calls it once, at the end.
  void index();
  // What a signature says of a line, into a line that states none of it yet.
  void read_line(const LineSignature& stored, TicketLine& line) const;
  // What was really paid for a ticket, in fen; nothing where that is not known.
  std::optional<int64_t> paid(uint32_t ticket) const {
    if (paid_fen.empty() || paid_fen[ticket] == kNotPaid) return std::nullopt;
    return paid_fen[ticket];
  }
  // The ticket as it was added, exactly.
  Ticket ticket(uint32_t index) const;
  // Bytes of all columns and dictionaries.
  size_t bytes() const;
};

class HistoryBuilder {
 public:
  void add(const Ticket& ticket);
  History finish();

 private:
  template <typename T>
  struct Dictionary {
    std::map<T, uint32_t> ids;
    uint32_t intern(const T& value, std::vector<T>& list);
  };
  uint32_t crew_of(const std::vector<Person>& people);
  uint32_t attributes_of(const std::vector<Attribute>& attributes);
  void add_visit(const Visit& visit);
  void add_line(const TicketLine& line);
  void put_time(std::vector<uint32_t>& column, size_t at, std::optional<int64_t> instant);

  History history_;
  Dictionary<TicketSignature> tickets_;
  Dictionary<VisitSignature> visits_;
  Dictionary<LineSignature> lines_;
  Dictionary<uint32_t> distances_;
  std::map<std::string, uint32_t> crews_;
  std::map<std::string, uint32_t> attributes_;
  bool single_visits_ = true;
};

// A column's value as an instant; nothing where it is missing.
inline std::optional<int64_t> instant_of(uint32_t stored) {
  if (stored == kNoTime) return std::nullopt;
  return kTimeEpoch + stored - 1;
}

}  // namespace fenming
