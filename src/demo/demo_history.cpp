#include <algorithm>
#include <vector>

#include "base/civil_time.h"
#include "demo/demo.h"
#include "demo/demo_tickets.h"

namespace fenming {
namespace {

using demo::Dice;

constexpr uint32_t kDays = 730;  // 2024-12-01 to 2026-11-30

}  // namespace

History demo_history(uint32_t tickets, uint64_t seed) {
  // Completions are spread over the months with a summer peak; the order is the history's.
  Dice dice(seed ^ 0x5EED);
  const int32_t first = *parse_date("2024-12-01");
  std::vector<int64_t> completions;
  completions.reserve(tickets);
  while (completions.size() < tickets) {
    const int32_t day = first + static_cast<int32_t>(dice.below(kDays - 12));
    const int32_t month = civil_from_days(day).month;
    const bool peak = month >= 6 && month <= 8;
    if (!peak && dice.one_in(3)) continue;
    const int64_t minute = 8 * 60 + dice.below(14 * 60);
    completions.push_back(int64_t{day} * 86400 + minute * 60 + dice.below(60) - 8 * 3600);
  }
  std::sort(completions.begin(), completions.end());
  demo::TicketMaker maker(seed);
  HistoryBuilder builder;
  for (uint32_t i = 0; i < tickets; ++i)
    builder.add(maker.ticket(100001 + i, completions[i]));
  History history = builder.finish();
  demo::pay(history, seed);
  return history;
}

}  // namespace fenming
