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

// One entry a case, in their order. `world` gives calendars, local time and pins. SLA events are
// left out: they move no token.
std::vector<HistoryDifference> replay_history(const TemplateVersion& before,
                                              const TemplateVersion& after, const Settler* settler,
                                              const PlayInput& world,
                                              const std::vector<HistoryCase>& cases);

}  // namespace fenming::workflow
