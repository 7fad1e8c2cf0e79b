// The condition in sight against the loaded history, and the ticket that it is tested with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "app/trials/condition_trial.h"
#include "app/trials/intents.h"

namespace fenming::app::trials {

struct State {
  std::optional<Watch> watched;
  std::unique_ptr<ConditionTrial> trial;  // null: no condition is in sight
  std::string made_for;                   // names the document, its state, the place, the history
  bool wants_history = false;

  std::string name;  // of the tested ticket; empty: a blank one
  bool not_found = false;
  std::optional<Ticket> ticket;  // as the history has it
  TypedFacts typed;
  std::string refused;                 // the fact whose typed text cannot be read
  std::optional<TicketAnswer> answer;  // of the ticket with what was typed
};

}  // namespace fenming::app::trials
