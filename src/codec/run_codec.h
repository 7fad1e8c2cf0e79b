// Running tickets as JSON (docs/execution.md): events, the log, states and scenarios are read and
// written, strict and canonical; what a step and its helpers answer is written only. Instants carry
// the offset of UTC.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/workflow/run/due.h"
#include "engine/workflow/run/history.h"
#include "engine/workflow/run/migration.h"
#include "engine/workflow/run/scenario.h"

namespace fenming {

// "fenming.event/1", docs/schema/event.schema.json. Errors as those of read_template.
Result<workflow::Event> read_event(std::string_view text);
std::string write_event(const workflow::Event& event);

// "fenming.recorded-event/1", docs/schema/recorded-event.schema.json: one line of a ticket's log.
Result<workflow::RecordedEvent> read_recorded(std::string_view text);
std::string write_recorded(const workflow::RecordedEvent& recorded);

// "fenming.instance/1", docs/schema/instance.schema.json.
Result<workflow::InstanceState> read_instance(std::string_view text);
std::string write_instance(const workflow::InstanceState& state);

// "fenming.scenario/1", docs/schema/scenario.schema.json.
Result<workflow::Scenario> read_scenario(std::string_view text);
std::string write_scenario(const workflow::Scenario& scenario);

// "fenming.past-ticket/1", docs/schema/past-ticket.schema.json: a ticket as it was recorded, for
// replays of history. Of several, one a line; an error names its line, counted from 1.
Result<workflow::HistoryCase> read_past_ticket(std::string_view text);
std::string write_past_ticket(const workflow::HistoryCase& past);
Result<std::vector<workflow::HistoryCase>> read_past_tickets(std::string_view lines);

// Written only. A step's answer is {"state","recorded","effects"} or {"refusal"}.
std::string write_step(const workflow::StepResult& result);
std::string write_effects(const workflow::Effects& effects);
std::string write_refusal(const workflow::Refusal& refusal);
std::string write_due(const std::vector<workflow::DueEvent>& events);
std::string write_migration(const workflow::MigrationReport& report);
// {"passes":true}, or the first difference.
std::string write_scenario_result(const std::optional<workflow::ScenarioDifference>& difference);
std::string write_history(const std::vector<workflow::HistoryDifference>& differences);

}  // namespace fenming
