// What can happen to a ticket, and how it is kept in the log. A recorded event holds whatever its
// step took from the world, so that template and log alone rebuild the ticket.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/run/instance.h"

namespace fenming::workflow {

enum class EventKind : uint8_t {
  kStart,
  kTake,
  kArrive,
  kComplete,
  kAccept,
  kReturn,
  kTransfer,
  kSuspend,
  kResume,
  kAppoint,  // we agree a window with the customer
  kMove,     // the customer asks for another window
  kTimer,    // a wait's time is over
  kForeign,  // what a wait waits for has happened elsewhere
  kWarning,  // of an SLA, as are the next two
  kBroken,
  kEscalation,
  kWrite,  // a fact that was missing becomes known; stopped tokens try again
  kCancel,
  kMigrate,
};
inline constexpr size_t kEventKindCount = static_cast<size_t>(EventKind::kMigrate) + 1;
std::string_view event_kind_name(EventKind kind);
std::optional<EventKind> parse_event_kind(std::string_view name);

// The progress action that an event of this kind does; nothing for the other kinds.
std::optional<Action> action_of(EventKind kind);
EventKind event_of(Action action);

// Which node of another version takes the place of one, and which edge, where tokens wait in a
// join. What is not named has no place.
struct NodeMapping {
  std::map<std::string, std::string> nodes;
  std::map<std::string, std::string> edges;

  bool operator==(const NodeMapping&) const = default;
};

// Members that a kind does not need stay as they are.
struct Event {
  EventKind kind = EventKind::kStart;
  std::string key;    // idempotency: one key, one event
  std::string actor;  // the person; empty: the system
  std::string node;
  Values values;  // by fact; at a node its fields
  std::optional<VisitOutcome> outcome;
  std::optional<Fault> fault;             // where the node offers the outcome with several
  std::vector<Person> people;             // of a visit; none: the actor leads alone
  std::string where;                      // position at arrival and departure
  std::vector<std::string> items, parts;  // ids of the visit's lines
  std::string target;                     // of a return
  std::string person;                     // of a transfer, and whom a dispatch chooses
  std::optional<SlaPause> pause;
  int32_t visit = 0;         // which planned visit; 0: the first
  int64_t from = 0, to = 0;  // a window
  std::string why;
  std::string name;     // what a wait waits for
  int32_t level = 0;    // of the escalation chain, from 0
  int32_t version = 0;  // that a migration leads to; of a recorded start its own
  NodeMapping mapping;

  bool operator==(const Event&) const = default;
};

// What a step took from the world, in the order in which it asked.
enum class TakenKind : uint8_t {
  kEdge,      // `text` is the edge that was the first true one at the node
  kStop,      // none was; `text` is the code
  kPerson,    // who gets the node
  kInstants,  // of the node's SLA: warning, end, levels; of a resumed token those that are ahead
  kTimer,     // when the node's wait is over
  kPosted,    // the share that the ledger knows for the category `text`
};
std::string_view taken_kind_name(TakenKind kind);
std::optional<TakenKind> parse_taken_kind(std::string_view name);

struct Taken {
  TakenKind kind = TakenKind::kEdge;
  std::string node;
  std::string text;
  std::vector<int64_t> numbers;  // instants, or one share in basis points

  bool operator==(const Taken&) const = default;
};

struct RecordedEvent {
  int64_t sequence = 0;  // from 1
  int64_t at = 0;
  Event event;
  std::vector<Taken> taken;

  bool operator==(const RecordedEvent&) const = default;
};

}  // namespace fenming::workflow
