// A condition of the open version against past tickets: how many it fits, counted by the engine in
// pieces, and how each of its tests answers to one ticket.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/pricing/condition_places.h"
#include "engine/simulation/cells.h"

namespace fenming::app::trials {

// Facts of a ticket that were typed over, by name of the fact or time ("urgency", "created").
using TypedFacts = std::map<std::string, std::string, std::less<>>;

// One test of a condition.
struct ClauseAnswer {
  const Condition* leaf = nullptr;  // of the trial
  Tri result = Tri::kUnknown;
  std::optional<std::string> value;  // the ticket's, as leaf_value has it; none: missing
  bool may_type = false;
};
struct TicketAnswer {
  Tri result = Tri::kUnknown;
  std::vector<ClauseAnswer> clauses;  // in document order
  size_t places = 0;                  // of which the best one is shown
};

class ConditionTrial {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  // `file` holds the version as the only one of its only book, with calendars and entitlement. No
  // history: tickets can be tested, and nothing is counted.
  ConditionTrial(BookFile file, Condition condition, Occasion occasion,
                 std::shared_ptr<const History> history);

  // Counts at least `tickets` more; true while there are more.
  bool work(uint32_t tickets);
  bool is_done() const { return done_ == size(); }
  uint32_t done() const { return done_; }
  uint32_t size() const { return history_ ? history_->size() : 0; }
  uint32_t fits() const { return fits_; }
  uint32_t unknown() const { return unknown_; }
  // The first ticket that fits, or does not, of those counted so far; kNone: none does.
  uint32_t example(bool fits) const { return fits ? first_fit_ : first_other_; }
  const History* history() const { return history_.get(); }

  TicketAnswer answer(const Ticket& ticket);
  const BookVersion& version() const { return file_.books.front().versions.front(); }

 private:
  void count(uint32_t ticket, Tri result);
  void count_cells(uint32_t end);

  BookFile file_;
  ZoneFinder zones_{file_.zones};
  Condition condition_;
  Occasion occasion_;
  std::shared_ptr<const History> history_;
  std::unique_ptr<PreparedVersion> prepared_;
  std::unique_ptr<ConditionPlaces> places_;
  // Null where tickets are asked one by one: their lines, or several visits.
  std::unique_ptr<ConditionCells> cells_;
  std::vector<uint8_t> cell_answers_;  // Tri, or 3: not asked yet
  std::vector<uint32_t> block_;
  uint32_t done_ = 0, fits_ = 0, unknown_ = 0;
  uint32_t first_fit_ = kNone, first_other_ = kNone;
};

// Puts typed facts into a ticket; the name of the first that cannot be read, empty: all could.
std::string type_facts(Ticket& ticket, const TypedFacts& facts, int32_t utc_offset_min);
// Whether a test's fact can be typed: those that a ticket, its visits or lines state themselves.
bool may_type(const Condition& leaf);
// A ticket of which nothing is known but that somebody came and did something.
Ticket blank_ticket(const BookVersion& version);

}  // namespace fenming::app::trials
