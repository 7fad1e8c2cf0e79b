// Why a ticket was priced as it was, and why not otherwise (settlement.md X2). A value, not a log:
// screens overlay it, exports print it. Computed on demand from the same functions that settle.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/pricing/settle.h"

namespace fenming {

// What became of one tier, route or surcharge, and the first test that decided against it.
struct Verdict {
  std::string code;
  Tri result = Tri::kFalse;
  const Condition* blocking = nullptr;  // null where it holds or there is no condition
  std::string fact;                     // that the blocking test reads
  std::optional<std::string> value;     // the ticket's value; absent: missing
};

struct SurchargeVerdict {
  Verdict verdict;
  int32_t visit = 0;
  int32_t source = 0;
  std::string
      lost_to;  // the rule that won the group, category or replacement; empty: applied or failed
};

struct Explanation {
  std::string book;
  int32_t version = 0;
  std::string city_class;
  std::vector<Verdict> tiers;  // in the order in which they are tried, all of them
  std::vector<SurchargeVerdict> surcharges;
};

// Explains an outcome of `ticket`; nothing where no book version was found. The explanation points
// into the settler's book file.
std::optional<Explanation> explain(const Settler& settler, const Ticket& ticket,
                                   const Outcome& outcome);

// The ticket's value that a leaf reads, as text: instants local, numbers decimal.
std::optional<std::string> leaf_value(const Condition& leaf, const FactView& facts);

}  // namespace fenming
