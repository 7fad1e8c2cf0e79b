#include "engine/workflow/run/step.h"

#include <algorithm>

#include "engine/workflow/run/due.h"
#include "engine/workflow/run/stepper.h"

namespace fenming::workflow {
namespace {

constexpr auto kNotices =
    std::to_array<std::string_view>({"assigned", "message", "converted", "warning", "broken",
                                     "escalation", "webhook", "urgency", "reassigned"});

std::vector<Timer> without(const std::vector<Timer>& these, const std::vector<Timer>& those) {
  std::vector<Timer> rest;
  for (const Timer& timer : these) {
    if (std::find(those.begin(), those.end(), timer) == those.end()) rest.push_back(timer);
  }
  return rest;
}

bool same_version(const TemplateVersion& version, const InstanceState& state) {
  return version.code == state.code && version.version == state.version;
}

}  // namespace

std::string_view notice_kind_name(NoticeKind kind) {
  return kNotices[static_cast<size_t>(kind)];
}

StepResult step(const World& world, const InstanceState& state, const Event& event, int64_t now) {
  const auto known = std::find(state.keys.begin(), state.keys.end(), event.key);
  if (known != state.keys.end()) {
    return Refusal{RefusalCode::kAlreadyDone, event.node, {}, {}, known - state.keys.begin() + 1};
  }
  if (event.key.empty()) return Refusal{RefusalCode::kNoKey, event.node, "key", {}, 0};
  if (state.status != RunStatus::kNew && !same_version(world.version, state)) {
    return Refusal{RefusalCode::kWrongVersion, event.node, "version", {}, 0};
  }
  if (state.status == RunStatus::kRunning && !belongs(world.version, state)) {
    return Refusal{RefusalCode::kWrongVersion, event.node, "marking", {}, 0};
  }
  Stepped stepped;
  stepped.state = state;
  stepped.recorded = {state.sequence() + 1, now, event, {}};
  if (event.kind == EventKind::kStart) stepped.recorded.event.version = world.version.version;
  Stepper stepper(world.version, &world, world.next, stepped.state, stepped.recorded);
  if (!stepper.run()) return stepper.refusal();
  stepped.effects = std::move(stepper.effects);
  const std::vector<Timer> before = timers_of(state);
  const std::vector<Timer> after = timers_of(stepped.state);
  stepped.effects.set = without(after, before);
  stepped.effects.cancelled = without(before, after);
  return stepped;
}

Result<Stepped> apply(const TemplateVersion& version, const TemplateVersion* next,
                      const InstanceState& state, const RecordedEvent& recorded) {
  const std::string place = "events[" + std::to_string(state.sequence()) + "]";
  if (state.status != RunStatus::kNew && !same_version(version, state)) {
    return Error{"wrong_version", place, "The log needs another version."};
  }
  if (state.status == RunStatus::kRunning && !belongs(version, state)) {
    return Error{"wrong_version", place, "The state is none of this version."};
  }
  Stepped stepped{state, {}, recorded};
  Stepper stepper(version, nullptr, next, stepped.state, stepped.recorded);
  if (!stepper.run()) {
    const RefusalInfo& info = refusal_info(stepper.refusal().code);
    return Error{std::string(info.name), place, std::string(info.message)};
  }
  if (!stepper.finished()) {
    return Error{"wrong_version", place, "The record holds more than its event takes."};
  }
  stepped.effects = std::move(stepper.effects);
  return stepped;
}

Result<InstanceState> replay(std::span<const TemplateVersion* const> versions,
                             std::span<const RecordedEvent> events) {
  InstanceState state;
  const auto find = [&](int32_t number) {
    const auto found = std::find_if(versions.begin(), versions.end(), [&](const auto* version) {
      return number == 0 || version->version == number;
    });
    return found == versions.end() ? nullptr : *found;
  };
  for (const RecordedEvent& recorded : events) {
    const bool starts = state.status == RunStatus::kNew;
    const TemplateVersion* version = find(starts ? recorded.event.version : state.version);
    if (version == nullptr) {
      return Error{"wrong_version", "events[" + std::to_string(state.sequence()) + "]",
                   "The log needs another version."};
    }
    Result<Stepped> stepped = apply(*version, find(recorded.event.version), state, recorded);
    if (!stepped) return stepped.error();
    state = std::move(stepped->state);
  }
  return state;
}

Result<InstanceState> replay(const TemplateVersion& version,
                             std::span<const RecordedEvent> events) {
  const TemplateVersion* const one[] = {&version};
  return replay(one, events);
}

}  // namespace fenming::workflow
