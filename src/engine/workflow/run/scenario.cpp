#include "engine/workflow/run/scenario.h"

#include <algorithm>
#include <array>

namespace fenming::workflow {
namespace {

constexpr auto kKinds = std::to_array<std::string_view>({"refused", "path", "status", "amount"});

// The first node at which the path so far leaves the expected one.
std::optional<ScenarioDifference> leaves(const Scenario& scenario,
                                         const std::vector<std::string>& path, size_t move,
                                         bool whole) {
  const size_t length = whole ? std::max(path.size(), scenario.path.size()) : path.size();
  for (size_t i = 0; i < length; ++i) {
    const std::string expected = i < scenario.path.size() ? scenario.path[i] : std::string();
    const std::string actual = i < path.size() ? path[i] : std::string();
    if (expected == actual) continue;
    return ScenarioDifference{DifferenceKind::kPath, move, std::to_string(i + 1), expected, actual,
                              std::nullopt};
  }
  return std::nullopt;
}

std::optional<ScenarioDifference> pays(const Scenario& scenario,
                                       const std::vector<CategoryAmount>& posted) {
  std::vector<CategoryAmount> all = scenario.amounts;
  all.insert(all.end(), posted.begin(), posted.end());
  const auto fen = [](const std::vector<CategoryAmount>& list, const CategoryAmount& wanted) {
    int64_t sum = 0;
    for (const CategoryAmount& one : list) {
      const bool same = one.relation == wanted.relation && one.category == wanted.category;
      sum += same ? one.amount_fen : 0;
    }
    return sum;
  };
  for (const CategoryAmount& one : all) {
    const int64_t expected = fen(scenario.amounts, one);
    const int64_t actual = fen(posted, one);
    if (expected == actual) continue;
    return ScenarioDifference{DifferenceKind::kAmount,
                              scenario.moves.size(),
                              std::string(relation_name(one.relation)) + " " + one.category,
                              std::to_string(expected),
                              std::to_string(actual),
                              std::nullopt};
  }
  return std::nullopt;
}

ScenarioDifference refused(size_t move, const Refusal& refusal) {
  return {DifferenceKind::kRefused,
          move,
          refusal.node,
          {},
          std::string(refusal_info(refusal.code).name),
          refusal};
}

}  // namespace

std::string_view difference_kind_name(DifferenceKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}

Scenario scenario_of(const Play& play, const std::string& name) {
  Scenario scenario;
  scenario.name = name;
  scenario.ticket = play.subject();
  scenario.facts = play.input().facts;
  scenario.candidates = play.input().candidates;
  scenario.path = play.path();
  scenario.status = play.state().status;
  scenario.amounts = play.totals();
  for (size_t i = 0; i < play.frames().size(); ++i) {
    const RecordedEvent& recorded = play.frames()[i].recorded;
    if (i == 0) {
      scenario.begins = recorded.at;
      for (const auto& [fact, value] : recorded.event.values) {
        if (fact.starts_with("field.")) scenario.fields[fact] = value;
      }
      continue;
    }
    ScenarioMove& move = scenario.moves.emplace_back();
    move.after_s = recorded.at - play.frames()[i - 1].recorded.at;
    move.event = recorded.event;
    move.event.key.clear();
  }
  return scenario;
}

PlayInput scenario_input(const PlayInput& world, const Scenario& scenario) {
  PlayInput input = world;
  input.subject = scenario.ticket;
  input.facts = scenario.facts;
  input.candidates = scenario.candidates;
  return input;
}

std::optional<ScenarioRefusal> play_scenario(Play& play, const Scenario& scenario) {
  if (const auto refusal = play.start(scenario.begins, scenario.fields))
    return ScenarioRefusal{0, *refusal};
  for (size_t i = 0; i < scenario.moves.size(); ++i) {
    const ScenarioMove& move = scenario.moves[i];
    if (const auto refusal = play.play(move.event, play.now() + move.after_s))
      return ScenarioRefusal{i + 1, *refusal};
  }
  return std::nullopt;
}

std::optional<ScenarioDifference> run_scenario(const TemplateVersion& version,
                                               const Settler* settler, const PlayInput& world,
                                               const Scenario& scenario) {
  Play play(version, settler, scenario_input(world, scenario));
  if (const auto refusal = play.start(scenario.begins, scenario.fields)) {
    return refused(0, *refusal);
  }
  if (const auto difference = leaves(scenario, play.path(), 0, false)) return difference;
  for (size_t i = 0; i < scenario.moves.size(); ++i) {
    const ScenarioMove& move = scenario.moves[i];
    if (const auto refusal = play.play(move.event, play.now() + move.after_s)) {
      return refused(i + 1, *refusal);
    }
    if (const auto difference = leaves(scenario, play.path(), i + 1, false)) return difference;
  }
  const size_t last = scenario.moves.size();
  if (const auto difference = leaves(scenario, play.path(), last, true)) return difference;
  if (play.state().status != scenario.status) {
    return ScenarioDifference{DifferenceKind::kStatus,
                              last,
                              {},
                              std::string(run_status_name(scenario.status)),
                              std::string(run_status_name(play.state().status)),
                              std::nullopt};
  }
  return pays(scenario, play.totals());
}

}  // namespace fenming::workflow
