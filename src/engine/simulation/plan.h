// The plan by count (settlement.md P9): the k-th ticket of an account in a cycle has the rate of
// rank k.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/pricing/book.h"
#include "engine/simulation/fast_rate.h"

namespace fenming {

class PlanRates {
 public:
  explicit PlanRates(const Plan& plan);

  // round(amount × rate of the rank), in fen, negative where the plan takes. `rank` from 1.
  int64_t amount(int64_t fen, uint32_t rank) const {
    const int32_t bp = rank < table_.size() ? table_[rank] : rate_of_rank(rank);
    return rate_of(fen, bp) * sign_;
  }
  // Whether the plan concerns the account.
  bool names(std::string_view payee) const;

 private:
  int32_t rate_of_rank(uint32_t rank) const;

  const Plan* plan_;
  int64_t sign_;                // -1 where the plan takes
  std::vector<int32_t> table_;  // rates of the first ranks
};

}  // namespace fenming
