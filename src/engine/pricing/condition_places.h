// Where a condition is asked about a ticket: once for the ticket, at each visit, or at each line.
// The same views as a settlement makes, for who wants to know how a condition answers and not what
// it costs.
#pragma once

#include <vector>

#include "engine/condition.h"
#include "engine/pricing/book.h"
#include "engine/pricing/prepared.h"

namespace fenming {

class ConditionPlaces {
 public:
  // All of them must outlive this. A tier's condition is asked as that of a ticket's surcharge.
  ConditionPlaces(const PreparedVersion& prepared, const Entitlement& entitlement,
                  const LocalTime& file_local, Occasion occasion);

  // What is asked of a ticket, in the order of its visits and lines; empty where there is no place,
  // as for lines that the book does not price. The views point into the ticket and into this, until
  // the next call.
  const std::vector<FactView>& views_of(const Ticket& ticket);

  // True where it holds at one place, unknown where it holds nowhere and is unknown at one.
  Tri answer(const Condition& condition, const Ticket& ticket);

 private:
  void add_lines(const Ticket& ticket);

  const PreparedVersion& prepared_;
  const Entitlement& entitlement_;
  LocalTime file_local_;
  Occasion occasion_;
  std::string city_class_;
  std::vector<FactView> views_;
};

}  // namespace fenming
