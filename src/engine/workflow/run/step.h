// One step of a running ticket (workflow.md, Execution). Pure: it reads the world, the state and
// the event, and returns a new state with what is to be done about it, or says why not. The
// semantics are the verifier's (docs/templates.md, Tokens): whatever it proves of a template holds
// for every sequence of steps.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/condition.h"
#include "engine/workflow/run/event.h"
#include "engine/workflow/run/refusal.h"
#include "engine/workflow/verify/verify.h"
#include "engine/working_time.h"

namespace fenming::workflow {

// All that a step may read besides state and event. What it takes from here beyond the version goes
// into the recorded event.
struct World {
  const TemplateVersion& version;
  std::vector<WorkingHours> calendars;  // by the codes of SLAs; an SLA without code counts always
  LocalTime local;                      // of conditions that test a time
  std::vector<std::string> candidates;  // for the dispatch or best match in question, best first
  Values facts;  // that follow from others: city_class, zone, ring, distance, lead_grade …
  std::vector<BookPin> pins;              // of the books in force, by relation
  std::vector<ReachedShare> posted;       // by the ledger, where it knows more than the ticket
  const TemplateVersion* next = nullptr;  // the version that a migration leads to
};

// A share that must be posted (settlement.md L1): the caller settles the ticket as it is known now
// and posts through engine/ledger/trigger.h, whose Trigger has the same members.
struct Obligation {
  Relation relation = Relation::kCompanyTechnician;
  std::string trigger;  // "NODE/ACTION/PLACE": the same trigger has the same code for ever
  std::vector<std::string> categories;
  int32_t share_bp = 0;              // cumulative
  int32_t visit = 0;                 // 0: of the ticket
  std::optional<TimeName> pin;       // the event that pins the relation's book
  std::optional<int64_t> pinned_at;  // nothing: it has not come, and the obligation waits

  bool operator==(const Obligation&) const = default;
};

enum class NoticeKind : uint8_t {
  kAssigned,   // `to` has the node
  kMessage,    // a notify node
  kConverted,  // a convert node: the consultation is a formal ticket now
  kWarning,    // of an SLA
  kBroken,
  kEscalation,  // to a role or person
  kWebhook,     // `to` is the address
  kUrgency,     // is raised by one level
  kReassigned,
};
std::string_view notice_kind_name(NoticeKind kind);

struct Notice {
  NoticeKind kind = NoticeKind::kAssigned;
  std::string node;
  std::string to;  // a person, role or address; empty: whom the node names

  bool operator==(const Notice&) const = default;
};

// Something that will be due at a node (engine/workflow/run/due.h).
struct Timer {
  EventKind kind = EventKind::kTimer;
  std::string node;
  int32_t level = 0;
  int64_t entered = 0;  // number of the event that brought the token: one stay, one timer
  int64_t at = 0;

  bool operator==(const Timer&) const = default;
};

struct Stamped {
  TimeName time = TimeName::kTaken;
  int64_t at = 0;

  bool operator==(const Stamped&) const = default;
};

// What the caller stores and does in the transaction that stores the state.
struct Effects {
  std::vector<std::string> path;  // nodes reached, in their order
  std::vector<Obligation> obligations;
  std::vector<Notice> notices;
  std::vector<Timer> set, cancelled;
  std::vector<Stamped> stamped;
  std::optional<RunStatus> status;  // where it has changed
};

struct Stepped {
  InstanceState state;
  Effects effects;
  RecordedEvent recorded;
};

class StepResult {
 public:
  StepResult(Stepped stepped) : stepped_(std::move(stepped)) {}  // NOLINT: implicit by design
  StepResult(Refusal refusal) : refusal_(std::move(refusal)) {}  // NOLINT: implicit by design

  bool ok() const { return stepped_.has_value(); }
  explicit operator bool() const { return ok(); }
  const Stepped& operator*() const { return *stepped_; }
  const Stepped* operator->() const { return &*stepped_; }
  Stepped& operator*() { return *stepped_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  std::optional<Stepped> stepped_;
  Refusal refusal_;
};

// `now` is the instant of the event in UTC seconds. A state that is new takes a start only.
StepResult step(const World& world, const InstanceState& state, const Event& event, int64_t now);

// One recorded event again, read back from its record; `next` is the version that a migration leads
// to. As replay.
Result<Stepped> apply(const TemplateVersion& version, const TemplateVersion* next,
                      const InstanceState& state, const RecordedEvent& recorded);

// The state after the recorded events, from versions and log alone. Events are refused as by step;
// an event whose record does not fit the template gives an error with its number as field.
Result<InstanceState> replay(std::span<const TemplateVersion* const> versions,
                             std::span<const RecordedEvent> events);
Result<InstanceState> replay(const TemplateVersion& version, std::span<const RecordedEvent> events);

}  // namespace fenming::workflow
