// What is due at an instant: nothing sleeps, the server asks (workflow.md, Execution). Pure. The
// instants were fixed when the token arrived, so neither template nor calendar is needed here.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/workflow/run/step.h"

namespace fenming::workflow {

// All that is still to come, by node; a level of the chain after the end of the SLA. The clock of a
// token that waits for the customer, a part or the manufacturer stands still and has none.
std::vector<Timer> timers_of(const InstanceState& state);

struct DueEvent {
  int64_t at = 0;  // when it was due
  Event event;     // to be stepped; its key is the same whoever asks
};

// In the order in which they were due. Each may make a later one pointless: one that step then
// refuses with no_token or not_due is dropped.
std::vector<DueEvent> due(const InstanceState& state, int64_t now);

// The first instant at which something will be due, or is already.
std::optional<int64_t> next_due(const InstanceState& state);

Event event_of(const Timer& timer);

}  // namespace fenming::workflow
