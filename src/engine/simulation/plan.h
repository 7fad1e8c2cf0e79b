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

  // round(amount × rate of the rank), in fen, negative where the plan takes. `rank` from 1.
  int64_t amount(int64_t fen, uint32_t rank) const;
  // Whether the plan concerns the account.
  bool names(std::string_view payee) const;

 private:
  const Plan* plan_;
  std::vector<int32_t> table_;
};

}  // namespace fenming
