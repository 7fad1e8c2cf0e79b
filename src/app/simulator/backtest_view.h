// The backtest as a screen shows it (settlement.md W5): how many tickets and how much money the
// candidate pays as it was really paid, what differs by which cause, and what has no price. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/locale.h"
#include "app/simulator/session.h"

namespace fenming::app::simulator {

struct BacktestRow {
  std::string cause;   // as a sentence
  std::string sample;  // the ticket with the greatest difference
  PaidCause kind = PaidCause::kEqual;
  uint32_t tickets = 0;
  int64_t paid_fen = 0;
  int64_t settled_fen = 0;
  int64_t delta_fen() const { return settled_fen - paid_fen; }
};

struct BacktestView {
  bool has_amounts = false;  // the history holds amounts that were paid
  int percent = 100;         // of the tickets judged
  uint32_t tickets = 0;      // judged, with an amount
  int64_t paid_fen = 0;
  BacktestRow equal, different, unpriced;  // sums; without a cause
  std::vector<BacktestRow> rows;
};
BacktestView backtest_view(const Session& session, const Locale& locale);

// What a simulation cannot price, carried at the amount that was paid.
struct Coverage {
  bool has_amounts = false;
  uint32_t unpriced = 0;  // of the candidate, with a paid amount
  int64_t unpriced_paid_fen = 0;
};
Coverage coverage_of(const Session& session);

}  // namespace fenming::app::simulator
