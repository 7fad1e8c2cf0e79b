// A running ticket of a template: where its tokens stand, what is known, what has been settled
// (workflow.md, Execution). Plain data without behaviour; `step` alone makes one from another, and
// `replay` makes it again from the log. Instants are UTC seconds, shares basis points.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ticket.h"
#include "engine/workflow/template.h"
#include "engine/workflow/verify/finding.h"

namespace fenming::workflow {

// Values by the name of their fact: "field.CODE" or a ticket fact such as "division". An empty
// value was left empty on purpose; what is absent was never written.
using Values = std::map<std::string, std::string>;

enum class RunStatus : uint8_t { kNew, kRunning, kEnded, kCancelled };
std::string_view run_status_name(RunStatus status);
std::optional<RunStatus> parse_run_status(std::string_view name);

// What an SLA will ask for and has asked for. The instants are fixed when the token arrives, from
// the working calendar; a pause moves those that lie ahead.
struct Clock {
  int64_t warn_at = 0;
  int64_t due_at = 0;
  std::vector<int64_t> levels;  // of the escalation chain
  bool warned = false;
  bool broken = false;
  int32_t levels_done = 0;

  bool operator==(const Clock&) const = default;
};

struct Token {
  std::string node;
  std::string edge;          // of one that waits in a join: the edge it came by
  std::vector<Action> done;  // of the node's progress
  std::string handler;       // who has the node, or is meant to take it; empty: nobody yet
  int64_t since = 0;
  int64_t entered = 0;           // number of the event that brought it here
  int32_t visit = 0;             // the visit that goes on here; 0: none
  Values draft;                  // fields given, written when the token leaves
  std::optional<Clock> clock;    // where the node has an SLA
  std::optional<int64_t> timer;  // of a wait
  bool suspended = false;
  std::optional<SlaPause> pause;  // what it is suspended for; the clock then stands still
  std::optional<int64_t> paused_since;
  // Its work is done, and no edge could be taken: uncovered, undecided or no edge at all.
  std::optional<FlowCode> stopped;

  bool operator==(const Token&) const = default;
};

// An appointment as it was once agreed; a later one stands beside it, never in its place.
struct Window {
  int64_t from = 0;
  int64_t to = 0;
  std::string by;  // who asked
  int64_t at = 0;  // when
  std::string why;
  bool by_customer = false;

  bool operator==(const Window&) const = default;
};

// It is planned with its first window, begins with the arrival and ends with its outcome.
struct VisitRecord {
  std::string node;  // where it took place; empty while it is planned
  std::vector<Window> windows;
  std::vector<Person> people;
  std::optional<int64_t> arrived;
  std::optional<int64_t> departed;
  std::string arrived_where;  // positions, as the device gave them
  std::string departed_where;
  std::optional<VisitOutcome> outcome;
  Fault fault = Fault::kNobody;
  std::vector<std::string> items;  // ids of item and part lines
  std::vector<std::string> parts;
  Values values;  // fields of the visit's level, as written when it ended

  bool begun() const { return arrived.has_value(); }
  bool operator==(const VisitRecord&) const = default;
};

// Whether the arrival lay within the last window agreed before it; nothing without one of both.
std::optional<bool> on_time(const VisitRecord& visit);

// The share that a fee category has reached, and the trigger that reached it.
struct Reached {
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
  int32_t visit = 0;  // of a category of the visit; 0: of the ticket
  int32_t share_bp = 0;
  std::string node;     // the trigger's
  int32_t trigger = 0;  // its place in the node's list

  bool operator==(const Reached&) const = default;
};

struct InstanceState {
  std::string code;  // of the template
  int32_t version = 0;
  RunStatus status = RunStatus::kNew;
  std::vector<Token> marking;  // by node, then edge: at most one each
  Values facts;
  std::array<std::optional<int64_t>, kTicketTimes> times;  // by TimeName; the first stays
  std::vector<VisitRecord> visits;                         // visit N is the Nth
  int32_t ended_visit = 0;       // the one whose outcome conditions read: ended last
  std::vector<Reached> reached;  // in the order in which categories were first settled
  std::map<std::string, std::string> handlers;  // by node: who acted there last
  std::string dispatched;                       // whom the last dispatch chose
  int32_t urgency_raised = 0;
  std::string final_node;  // the end or cancel node that was reached
  std::string cancel_reason;
  std::vector<std::string> keys;  // of all events, in their order

  int64_t sequence() const { return static_cast<int64_t>(keys.size()); }
  const Token* token(std::string_view node, std::string_view edge = {}) const;
  bool operator==(const InstanceState&) const = default;
};

}  // namespace fenming::workflow
