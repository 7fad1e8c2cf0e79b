// P6 limits and P7 rounding: corrections of sums, divided over categories (P7a).
#include <algorithm>

#include "base/checked.h"
#include "engine/pricing/limits.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

Int128 sum_of(const std::vector<Work::CategorySum>& sums) {
  Int128 sum = 0;
  for (const Work::CategorySum& one : sums)
    sum += one.fen;
  return sum;
}

Int128 round_to(Int128 amount, int64_t unit, RoundingMode mode) {
  const Int128 magnitude = amount < 0 ? -amount : amount;
  const Int128 down = magnitude / unit * unit;
  const Int128 rest = magnitude - down;
  const bool up = mode == RoundingMode::kUp       ? rest > 0
                  : mode == RoundingMode::kHalfUp ? rest * 2 >= unit
                                                  : false;
  const Int128 rounded = down + (up ? unit : 0);
  return amount < 0 ? -rounded : rounded;
}

}  // namespace

Int128 rounded_total(Int128 amount, const Rounding& rounding,
                     const std::vector<WholeLimit>& limits) {
  Int128 rounded = round_to(amount, rounding.unit_fen, rounding.mode);
  for (const WholeLimit& limit : limits) {
    if (limit.is_max && amount <= limit.amount_fen && rounded > limit.amount_fen) {
      rounded = round_to(amount, rounding.unit_fen, RoundingMode::kDown);
    }
  }
  for (const WholeLimit& limit : limits) {
    if (!limit.is_max && amount >= limit.amount_fen && rounded < limit.amount_fen) {
      rounded = round_to(amount, rounding.unit_fen, RoundingMode::kUp);
    }
  }
  return rounded;
}

bool add_limits(Work& work) {
  for (const uint32_t index : work.prepared.limit_order()) {
    const Limit& limit = work.version().limits[index];
    const Stated<int64_t>& amount = work.tier.limits[index];
    if (!amount) continue;
    const auto sums = work.sums_of(limit.base);
    if (sums.empty()) continue;
    const Int128 sum = sum_of(sums);
    const bool corrects = limit.is_max ? sum > *amount.value : sum < *amount.value;
    if (!corrects) continue;
    SettlementLine pattern;
    pattern.component = Component::kLimit;
    pattern.payer = work.own_payer();
    if (amount.tier != nullptr) pattern.tier = amount.tier->tier;
    pattern.rule = "limit:" + limit.limit;
    if (!work.add_divided(pattern, *amount.value - sum, sums)) return false;
  }
  return true;
}

bool add_rounding(Work& work) {
  const std::optional<Rounding>& rounding = work.version().rounding;
  if (!rounding || rounding->unit_fen == 1) return true;
  std::vector<WholeLimit> whole;
  for (size_t i = 0; i < work.version().limits.size(); ++i) {
    const Limit& limit = work.version().limits[i];
    if (limit.base.empty() && work.tier.limits[i]) {
      whole.push_back({limit.is_max, *work.tier.limits[i].value});
    }
  }
  const auto sums = work.sums_of({});
  const Int128 sum = sum_of(sums);
  const Int128 rounded = rounded_total(sum, *rounding, whole);
  SettlementLine pattern;
  pattern.component = Component::kRounding;
  pattern.payer = work.own_payer();
  pattern.rule = "rounding";
  return work.add_divided(pattern, rounded - sum, sums);
}

}  // namespace fenming
