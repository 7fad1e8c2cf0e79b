#include "engine/workflow/run/due.h"

#include <algorithm>

namespace fenming::workflow {

std::vector<Timer> timers_of(const InstanceState& state) {
  std::vector<Timer> timers;
  for (const Token& token : state.marking) {
    const auto add = [&](EventKind kind, int64_t at, int32_t level = 0) {
      timers.push_back({kind, token.node, level, token.entered, at});
    };
    if (token.timer && !token.suspended) add(EventKind::kTimer, *token.timer);
    if (!token.clock || token.paused_since) continue;
    const Clock& clock = *token.clock;
    if (!clock.warned && !clock.broken) add(EventKind::kWarning, clock.warn_at);
    if (!clock.broken) add(EventKind::kBroken, clock.due_at);
    for (size_t i = static_cast<size_t>(clock.levels_done); i < clock.levels.size(); ++i)
      add(EventKind::kEscalation, clock.levels[i], static_cast<int32_t>(i));
  }
  return timers;
}

Event event_of(const Timer& timer) {
  Event event;
  event.kind = timer.kind;
  event.node = timer.node;
  event.level = timer.level;
  event.key = "due/" + timer.node + "/" + std::to_string(timer.entered) + "/" +
              std::string(event_kind_name(timer.kind)) + "/" + std::to_string(timer.level);
  return event;
}

std::vector<DueEvent> due(const InstanceState& state, int64_t now) {
  std::vector<Timer> timers = timers_of(state);
  std::stable_sort(timers.begin(), timers.end(),
                   [](const Timer& a, const Timer& b) { return a.at < b.at; });
  std::vector<DueEvent> events;
  for (const Timer& timer : timers) {
    if (timer.at <= now) events.push_back({timer.at, event_of(timer)});
  }
  return events;
}

std::optional<int64_t> next_due(const InstanceState& state) {
  std::optional<int64_t> first;
  for (const Timer& timer : timers_of(state))
    first = first ? std::min(*first, timer.at) : timer.at;
  return first;
}

}  // namespace fenming::workflow
