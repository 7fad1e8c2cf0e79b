// What a run adds up to (settlement.md W1): over all, by group of places or facts and month, by
// person and month, with the plan by count. Integers only; parts add up to what stands above them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/simulation/run.h"

namespace fenming {

// How tickets are grouped: by a text fact, divisions by their first `prefix` digits.
struct Grouping {
  Fact fact = Fact::kDivision;
  size_t prefix = 2;
};

// Groups of a history: labels, and the group of each ticket signature. Group 0 is "unknown".
struct Groups {
  std::vector<std::string> labels;
  std::vector<uint16_t> of_signature;
};
Groups groups_of(const History& history, const Grouping& grouping);

struct RunTotals {
  int64_t settled_fen = 0;  // of the relation's settlements
  int64_t plan_fen = 0;     // of the plans, their own row (P11)
  uint32_t settled = 0;     // tickets
  uint32_t waiting = 0;
  uint16_t months = 0;
  std::vector<int64_t> by_group;  // group × month, settlement and plan together
  std::vector<std::string_view> people;
  std::vector<int64_t> by_person;  // person × month, settlement and plan together
  std::vector<uint32_t> person_tickets;
};

// Sum of the cost of parts from own stock over a settled run (P11).
int64_t own_stock_cost_of(const RelationRun& run);

// Adds up a settled run, tickets in the history's order, as many at a time as the caller likes: a
// screen stays alive while shares are computed. The run must not be settled again meanwhile; run,
// groups and months must outlive the adder.
class TotalsAdder {
 public:
  // `storage`: memory for pay(), whatever it holds.
  TotalsAdder(const RelationRun& run, const std::vector<Plan>& plans, const Groups& groups,
              const Months& months, std::vector<int64_t> storage = {});
  ~TotalsAdder();
  TotalsAdder(TotalsAdder&&) noexcept;
  TotalsAdder& operator=(TotalsAdder&&) noexcept;

  // Adds up to `tickets` more; true while there are more.
  bool add(uint32_t tickets);
  uint32_t done() const { return next_; }
  RunTotals& totals() { return totals_; }
  // Settlement plus plan of each ticket added so far, 0 where it is not settled.
  std::vector<int64_t>& pay() { return pay_; }

 private:
  struct Accounts;
  void add_ticket(uint32_t ticket);
  template <typename PlansFen>
  void add_month(uint32_t begin, uint32_t end, uint16_t month, const PlansFen& plans_fen);
  template <typename PlansFen>
  void add_leads(uint32_t begin, uint32_t end, const PlansFen& plans_fen);
  void close_leads();
  int64_t add_person(uint32_t ticket, uint32_t person, int64_t fen);

  const RelationRun* run_;
  const Groups* groups_;
  const Months* months_;
  RunTotals totals_;
  std::vector<int64_t> pay_;
  std::unique_ptr<Accounts> accounts_;
  uint32_t next_ = 0;
};

// All at once. `pay`, if not null, receives settlement plus plan of each ticket. Months count by
// `months`; a ticket without month is in the totals alone.
RunTotals totals_of(const RelationRun& run, const std::vector<Plan>& plans, const Groups& groups,
                    const Months& months, std::vector<int64_t>* pay = nullptr);

}  // namespace fenming
