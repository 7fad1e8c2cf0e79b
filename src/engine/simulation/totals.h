// What a run adds up to (settlement.md W1): over all, by group of places or facts and month, by
// person and month, with the plan by count. Integers only; parts add up to what stands above them.
#pragma once

#include <cstdint>
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

// Adds up a settled run in the history's order. `pay`, if not null, receives settlement plus plan
// of each ticket, 0 where it is not settled. Months count by `months`; a ticket without month is in
// the totals alone.
RunTotals totals_of(const RelationRun& run, const std::vector<Plan>& plans, const Groups& groups,
                    const Months& months, std::vector<int64_t>* pay = nullptr);

}  // namespace fenming
