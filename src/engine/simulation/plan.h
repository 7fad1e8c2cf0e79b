// The plan by count (settlement.md P9): the k-th ticket of an account in a cycle has the rate of
// rank k.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/pricing/book.h"

namespace fenming {

class PlanRates {
 public:
  explicit PlanRates(const Plan& plan);

  // The rate of the k-th ticket of an account in a cycle, in basis points; `rank` from 1. The plan
  // makes round(amount × rate) of that ticket, negative where it takes.
  int32_t bp_of_rank(uint32_t rank) const;
  // Rates of the ranks below this number, and the sign of amounts, for a loop that keeps them at
  // hand.
  const std::vector<int32_t>& first_ranks() const { return table_; }
  int64_t sign() const { return sign_; }
  // Up to this amount in fen the product with every first rate is small (fast_rate.h).
  uint64_t small_fen() const { return small_fen_; }

  // Whether the plan concerns the account.
  bool names(std::string_view payee) const;

 private:
  const Plan* plan_;
  int64_t sign_;                // -1 where the plan takes
  std::vector<int32_t> table_;  // rates of the first ranks
  uint64_t small_fen_ = 0;
};

}  // namespace fenming
