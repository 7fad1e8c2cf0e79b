// A play that is kept: it must go the same way and post the same amounts again. A pure regression
// test of a template, run when it is edited and before it is published.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/run/play.h"

namespace fenming::workflow {

struct ScenarioMove {
  int64_t after_s = 0;  // seconds since the move before, or since the start
  Event event;

  bool operator==(const ScenarioMove&) const = default;
};

struct Scenario {
  std::string name;
  Ticket ticket;  // facts, and what its visits are priced by
  Values facts;   // that follow from others
  std::vector<std::string> candidates;
  int64_t begins = 0;  // UTC seconds
  Values fields;       // of the start node
  std::vector<ScenarioMove> moves;
  // What is expected: the nodes reached, how the ticket stands, what is posted without zeros.
  std::vector<std::string> path;
  RunStatus status = RunStatus::kEnded;
  std::vector<CategoryAmount> amounts;

  bool operator==(const Scenario&) const = default;
};

// The play as it went, with what it led to as what is expected.
Scenario scenario_of(const Play& play, const std::string& name);

enum class DifferenceKind : uint8_t { kRefused, kPath, kStatus, kAmount };
std::string_view difference_kind_name(DifferenceKind kind);

struct ScenarioDifference {
  DifferenceKind kind = DifferenceKind::kPath;
  size_t move = 0;       // 0: the start; N: move N
  std::string what;      // the node's place on the path, or "relation category"
  std::string expected;  // a node, a status or fen; empty: nothing
  std::string actual;    // likewise, or the refusal's name
  std::optional<Refusal> refusal;
};

// The input that a scenario is played with; `world` gives the rest.
PlayInput scenario_input(const PlayInput& world, const Scenario& scenario);
// Starts a play of such an input and makes the moves; the number of the move that was refused (0:
// the start), or nothing.
struct ScenarioRefusal {
  size_t move = 0;
  Refusal refusal;
};
std::optional<ScenarioRefusal> play_scenario(Play& play, const Scenario& scenario);

// Nothing where the scenario passes, else the first difference. `world` gives calendars, local time
// and pins; ticket, facts and candidates are the scenario's.
std::optional<ScenarioDifference> run_scenario(const TemplateVersion& version,
                                               const Settler* settler, const PlayInput& world,
                                               const Scenario& scenario);

}  // namespace fenming::workflow
