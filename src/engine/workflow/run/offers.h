// What can be done with a ticket now: which tokens, which actions, which outcomes, which timers.
// Screens make buttons of it, a play moves. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/workflow/run/step.h"

namespace fenming::workflow {

struct Offer {
  Event event;                       // without key and actor
  std::vector<std::string> fields;   // that the node writes with it, by name
  std::vector<std::string> missing;  // of these, what must be given and has no value yet
  std::string handler;               // who alone may do it; empty: anybody whom the node names
  std::optional<int64_t> at;         // of timers: when it will be due
};

// In the order of nodes' ids. A transfer wants a person, an appointment a window; what may happen
// at any node at any time, a cancellation, a write, is not listed.
std::vector<Offer> offers(const TemplateVersion& version, const InstanceState& state);

}  // namespace fenming::workflow
