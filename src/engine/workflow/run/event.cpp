#include "engine/workflow/run/event.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

constexpr auto kKinds = std::to_array<std::string_view>(
    {"start", "take", "arrive", "complete", "accept", "return", "transfer", "suspend", "resume",
     "appoint", "move", "timer", "foreign", "warning", "broken", "escalation", "write", "cancel",
     "migrate"});
static_assert(kKinds.size() == kEventKindCount);
constexpr auto kTaken =
    std::to_array<std::string_view>({"edge", "stop", "person", "instants", "timer", "posted"});

template <typename Enum, size_t N>
std::optional<Enum> value_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view event_kind_name(EventKind kind) {
  return kKinds[static_cast<size_t>(kind)];
}
std::optional<EventKind> parse_event_kind(std::string_view name) {
  return value_of<EventKind>(kKinds, name);
}
std::string_view taken_kind_name(TakenKind kind) {
  return kTaken[static_cast<size_t>(kind)];
}
std::optional<TakenKind> parse_taken_kind(std::string_view name) {
  return value_of<TakenKind>(kTaken, name);
}

std::optional<Action> action_of(EventKind kind) {
  switch (kind) {
    case EventKind::kTake:
      return Action::kTake;
    case EventKind::kArrive:
      return Action::kArrive;
    case EventKind::kComplete:
      return Action::kComplete;
    case EventKind::kAccept:
      return Action::kAccept;
    default:
      return std::nullopt;
  }
}

EventKind event_of(Action action) {
  switch (action) {
    case Action::kTake:
      return EventKind::kTake;
    case Action::kArrive:
      return EventKind::kArrive;
    case Action::kComplete:
      return EventKind::kComplete;
    case Action::kAccept:
      return EventKind::kAccept;
    case Action::kReturn:
      return EventKind::kReturn;
    case Action::kTransfer:
      return EventKind::kTransfer;
    default:
      return EventKind::kSuspend;
  }
}

}  // namespace fenming::workflow
