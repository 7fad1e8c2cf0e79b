// What the simulator screen shows, made from a session: figures, the heat map, tables by tier, item
// and person, the distribution, lists of tickets. Pure. Sums here equal the session's totals: each
// list adds up to the figure above it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/locale.h"
#include "app/simulator/session.h"

namespace fenming::app::simulator {

// part × 10000 / whole, rounded half away from zero; 0 where there is no whole.
int64_t share_bp(int64_t part, int64_t whole);

struct Figures {
  uint32_t tickets = 0;
  std::string first_month, last_month;
  uint16_t months = 0;
  int64_t baseline_fen = 0;
  int64_t candidate_fen = 0;
  uint32_t baseline_waiting = 0;
  uint32_t candidate_waiting = 0;
  int64_t baseline_plan_fen = 0;  // plans by count, their own row (P11)
  int64_t candidate_plan_fen = 0;
  uint32_t people = 0, up = 0, down = 0;
  int64_t worst_bp = 0;  // the largest decrease of a person
  int64_t delta_fen() const { return candidate_fen - baseline_fen; }
};
Figures figures_of(const Session& session);

// Tickets that are under way: the baseline's pin event has come and they are not completed (T1). A
// new version does not touch them.
struct InProgress {
  uint32_t tickets = 0;
  int64_t pinned_fen = 0;     // under the baseline
  int64_t otherwise_fen = 0;  // under the candidate, were they not pinned
};
InProgress in_progress_of(const Session& session);

enum class PlaceLevel : uint8_t { kRegion, kProvince };

struct HeatView {
  std::vector<std::string> rows;
  std::vector<std::vector<uint16_t>> groups;  // of the what-if, by row
  std::vector<std::string> columns;           // "24-12"
  std::vector<int64_t> deltas;                // rows × columns
  int64_t limit = 1;
  int64_t total = 0;
};
HeatView heat_of(const Session& session, PlaceLevel level, const Locale& locale);

struct SumRow {
  std::string code;
  std::string name;
  uint32_t baseline_tickets = 0;
  uint32_t candidate_tickets = 0;
  int64_t baseline_fen = 0;
  int64_t candidate_fen = 0;
  int64_t delta_fen() const { return candidate_fen - baseline_fen; }
  int64_t delta_bp() const { return share_bp(delta_fen(), baseline_fen); }
};
// Each side's tickets by the tier that priced them; an empty code where none did (waiting, quotes).
std::vector<SumRow> tiers_of(const Session& session);
std::vector<SumRow> items_of(const Session& session);

struct PersonRow {
  std::string person;
  uint32_t tickets = 0;
  int64_t average_fen = 0;  // the baseline's, of the months in which the person earned
  int64_t average_delta_fen = 0;
  int64_t baseline_fen = 0;  // over all months
  int64_t delta_fen = 0;
  int64_t delta_bp() const { return share_bp(delta_fen, baseline_fen); }
};
// Sorted by percentage, the largest decrease first.
std::vector<PersonRow> people_of(const Session& session);

struct Band {
  std::string label;
  int64_t count = 0;
  int sign = 0;
};
std::vector<Band> bands_of(const std::vector<PersonRow>& people);

// Which tickets a list shows; what is empty or negative does not filter.
struct TicketFilter {
  std::vector<uint16_t> groups;
  int month = -1;
  bool by_tier = false;
  std::string tier;
  std::string person;
};
// Tickets by the size of their difference, the largest first.
std::vector<uint32_t> tickets_of(const Session& session, const TicketFilter& filter);

struct TicketRow {
  std::string name;
  std::string place;
  std::string tier;
  int64_t baseline_fen = 0;
  int64_t candidate_fen = 0;
  bool baseline_waits = false;
  bool candidate_waits = false;
};
TicketRow ticket_row(const Session& session, uint32_t ticket, const Locale& locale);

std::string tier_name(const BookVersion& version, std::string_view code);

}  // namespace fenming::app::simulator
