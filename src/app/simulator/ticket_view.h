// One ticket under both versions (settlement.md X1, X2): its facts, the lines side by side, why
// each tier was passed over, and which surcharges lost to which. Pure; made when a ticket is
// opened.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/locale.h"
#include "app/simulator/session.h"

namespace fenming::app::simulator {

struct FactRow {
  std::string label;
  std::string value;
};
struct LineRow {
  std::string name;    // what the line is for: item, part, travel, a surcharge's name
  std::string detail;  // quantity, rule, and the tier that states the value
  std::string shares;  // who gets what of it under the candidate
  int64_t baseline_fen = 0;
  int64_t candidate_fen = 0;
  bool in_baseline = false;
  bool in_candidate = false;
};
struct TierRow {
  std::string name;
  bool chosen = false;
  bool passed = false;  // holds, but an earlier tier held first
  std::string reason;   // the first test that failed, as a sentence
  std::string value;    // what the ticket has for it
};
struct LostRow {
  std::string name;
  std::string reason;
};

struct TicketView {
  std::string name;
  std::vector<FactRow> facts;
  std::vector<LineRow> lines;
  std::vector<TierRow> tiers;  // of the candidate, in the order in which they are tried
  std::vector<LostRow> lost;
  std::string baseline_tier;
  std::string candidate_tier;
  int64_t baseline_fen = 0;
  int64_t candidate_fen = 0;
  std::string baseline_error;  // where that side has no settlement
  std::string candidate_error;
};
TicketView ticket_view(const Session& session, uint32_t ticket, const Locale& locale);

// The ticket of that name; the history's size where there is none.
uint32_t find_ticket(const History& history, std::string_view name);

}  // namespace fenming::app::simulator
