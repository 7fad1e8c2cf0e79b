// Last month's tickets through an edited template: which of them would have gone differently, taken
// another time, been paid otherwise (workflow.md, Play). A ticket follows its own recorded choices,
// who acted, with which outcome and values and after how long; where the edited template does not
// offer such a choice, or asks for one that was never made, it stops there and says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/workflow/run/play.h"

namespace fenming::workflow {

struct HistoryCase {
  std::string ticket;
  Ticket subject;                     // what its visits are priced by (money.h)
  Values facts;                       // that follow from others
  std::vector<RecordedEvent> events;  // all under one version of the template
};

// How a ticket went under one of the two.
struct HistoryRun {
  std::vector<std::string> path;
  RunStatus status = RunStatus::kNew;
  int64_t minutes = 0;  // from the start to the last event
  // Nodes at which somebody acted, or from which the ticket was cancelled, after their SLA's end.
  std::vector<std::string> late;
  std::vector<CategoryAmount> amounts;
  size_t waiting = 0;  // obligations that could not be posted

  bool operator==(const HistoryRun&) const = default;
};

// Where a ticket cannot follow its choices any further.
struct HistoryStop {
  std::string node;
  // Why its own choice is refused there; nothing: the record holds no choice for this node.
  std::optional<Refusal> refusal;
};

struct HistoryDifference {
  std::string ticket;
  HistoryRun before;
  HistoryRun after;
  std::vector<HistoryStop> stops;
  Error error;  // the record does not fit the template that it is said to be of; then nothing else

  bool same() const { return before == after && stops.empty() && error.code.empty(); }
};

// What one side of a replay goes by: its template, its books, and the calendars and local time of
// `world`, whose ticket, facts and candidates are not read.
struct HistorySide {
  const TemplateVersion& version;
  const Settler* settler = nullptr;
  PlayInput world;
};

// SLA events are left out: they move no token. What an SLA changes is told by HistoryRun::late.
HistoryDifference replay_case(const HistorySide& before, const HistorySide& after,
                              const HistoryCase& one);
// One entry a case, in their order.
std::vector<HistoryDifference> replay_history(const HistorySide& before, const HistorySide& after,
                                              const std::vector<HistoryCase>& cases);

}  // namespace fenming::workflow
