// Rates, the plan by count (P9) and the months of a history.
#include <algorithm>
#include <array>

#include "base/checked.h"
#include "base/civil_time.h"
#include "base/text.h"
#include "engine/simulation/fast_rate.h"
#include "engine/simulation/plan.h"
#include "engine/simulation/run.h"

namespace fenming {
namespace {

constexpr uint32_t kTabulatedRanks = 1024;  // ranks beyond are looked up in the steps

bool names_payee(const Plan& plan, std::string_view payee) {
  return plan.payees.empty() ||
         std::find(plan.payees.begin(), plan.payees.end(), payee) != plan.payees.end();
}

}  // namespace

std::string Months::label(uint16_t month) const {
  const int32_t months = first_month - 1 + month;
  return pad_number(first_year + months / 12, 4) + "-" + pad_number(months % 12 + 1, 2);
}

Months months_of(const History& history, int32_t utc_offset_min) {
  Months months;
  months.of_ticket.assign(history.size(), Months::kNoMonth);
  std::array<const uint32_t*, 3> columns = {};
  size_t used = 0;
  for (const TimeName time : {TimeName::kCompleted, TimeName::kTaken, TimeName::kCreated}) {
    const auto& column = history.times[static_cast<size_t>(time)];
    if (!column.empty()) columns[used++] = column.data();
  }
  // Days since 2000-01-01; offsets of at most 14 hours before that day are not met in practice, and
  // a stored instant is at least that day's first second.
  const int64_t shift = int64_t{utc_offset_min} * 60 - 1;
  const auto day_of = [&](uint32_t ticket) -> int32_t {
    for (size_t k = 0; k < used; ++k) {
      const uint32_t stored = columns[k][ticket];
      if (stored != kNoTime) return static_cast<int32_t>((shift + stored) / 86400);
    }
    return -1;
  };
  int32_t low = INT32_MAX;
  int32_t high = INT32_MIN;
  for (uint32_t i = 0; i < history.size(); ++i) {
    const int32_t day = day_of(i);
    if (day < 0) continue;
    low = std::min(low, day);
    high = std::max(high, day);
  }
  if (low > high) return months;
  constexpr int32_t kEpochDay = static_cast<int32_t>(kTimeEpoch / 86400);
  const CivilDate first = civil_from_days(kEpochDay + low);
  months.first_year = first.year;
  months.first_month = first.month;
  std::vector<uint16_t> of_day;
  for (int32_t day = low; day <= high; ++day) {
    const CivilDate date = civil_from_days(kEpochDay + day);
    of_day.push_back(
        static_cast<uint16_t>((date.year - first.year) * 12 + date.month - first.month));
  }
  months.count = static_cast<uint16_t>(of_day.back() + 1);
  for (uint32_t i = 0; i < history.size(); ++i) {
    const int32_t day = day_of(i);
    if (day >= 0) months.of_ticket[i] = of_day[static_cast<size_t>(day - low)];
  }
  return months;
}

int64_t wide_rate(int64_t base_fen, int32_t bp) {
  return static_cast<int64_t>(div_half_away(Int128{base_fen} * bp, 10000));
}

PlanRates::PlanRates(const Plan& plan)
    : plan_(&plan), sign_(plan.takes ? -1 : 1), table_(kTabulatedRanks + 1, 0) {
  for (uint32_t rank = 1; rank <= kTabulatedRanks; ++rank)
    table_[rank] = bp_of_rank(rank);
  const auto [low, high] = std::minmax_element(table_.begin(), table_.end());
  if (*low >= 0) small_fen_ = (kSmallProduct - 5001) / static_cast<uint64_t>(std::max(*high, 1));
}

int32_t PlanRates::bp_of_rank(uint32_t rank) const {
  for (const PlanStep& step : plan_->steps) {
    if (!step.up_to || rank <= *step.up_to) return step.bp;
  }
  return plan_->steps.back().bp;
}

bool PlanRates::names(std::string_view payee) const {
  return names_payee(*plan_, payee);
}

}  // namespace fenming
