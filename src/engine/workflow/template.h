// The template of a work order as data: nodes, edges, custom fields and how each fee category is
// settled (workflow.md, Model). Nothing here computes. Positions, notes and colours belong to the
// designer's document. A book names the event that pins it (settlement.md T1); the template only
// says which action sets which time.
//
// A token moves from node to node. A split puts one on each of its edges and a join waits for one
// on each; every other node passes each token on by the first edge whose condition holds. Cancel
// takes all tokens.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/condition.h"
#include "engine/facts.h"
#include "engine/workflow/custom_field.h"

namespace fenming::workflow {

enum class NodeKind : uint8_t {
  kStart,
  kForm,
  kTask,
  kAppoint,
  kDispatch,
  kApproval,
  kParts,
  kVisit,
  kWait,
  kBranch,
  kSplit,
  kJoin,
  kNotify,
  kConvert,
  kCallback,
  kCancel,
  kEnd,
};
inline constexpr size_t kNodeKindCount = static_cast<size_t>(NodeKind::kEnd) + 1;
std::string_view node_kind_name(NodeKind kind);
std::optional<NodeKind> parse_node_kind(std::string_view name);

// Whether a node of the kind is done by a person, and whether a ticket may stand still there.
bool is_human(NodeKind kind);
bool waits(NodeKind kind);
inline bool is_final(NodeKind kind) {
  return kind == NodeKind::kEnd || kind == NodeKind::kCancel;
}

// The first four are done in this order before a token leaves; the others are choices beside them.
enum class Action : uint8_t {
  kTake,
  kArrive,
  kComplete,
  kAccept,
  kReturn,
  kTransfer,
  kSuspend,
};
std::string_view action_name(Action action);
std::optional<Action> parse_action(std::string_view name);
inline bool is_progress(Action action) {
  return action <= Action::kAccept;
}

// Who does a node: any of these narrows the choice; at least one is given at a human node.
struct Who {
  std::string role;
  std::string team;
  std::string region_rule;
  std::string previous;     // the handler of this earlier node
  bool best_match = false;  // the candidate the dispatch ranks first

  bool empty() const {
    return role.empty() && team.empty() && region_rule.empty() && previous.empty() && !best_match;
  }

  bool operator==(const Who&) const = default;
};

enum class FieldAccess : uint8_t { kVisible, kOptional, kRequired };
std::string_view field_access_name(FieldAccess access);
std::optional<FieldAccess> parse_field_access(std::string_view name);

// A field at a node: shown only, or written when the node is completed.
struct NodeField {
  std::string field;
  FieldAccess access = FieldAccess::kVisible;

  bool operator==(const NodeField&) const = default;
};

enum class VisitOutcome : uint8_t {
  kDone,
  kPartNeeded,
  kCustomerAbsent,
  kCustomerMoved,
  kCustomerRefused,
  kWrongAddress,  // or a fault other than the one reported
  kOutOfScope,
  kTechnicianLate,  // or absent
};
std::string_view visit_outcome_name(VisitOutcome outcome);
std::optional<VisitOutcome> parse_visit_outcome(std::string_view name);

enum class Fault : uint8_t { kNobody, kCustomer, kTechnician, kPartner, kCompany, kManufacturer };
std::string_view fault_name(Fault fault);
std::optional<Fault> parse_fault(std::string_view name);

struct NodeOutcome {
  VisitOutcome outcome = VisitOutcome::kDone;
  Fault fault = Fault::kNobody;

  bool operator==(const NodeOutcome&) const = default;
};

// The time of the ticket that an action sets: taken, completed or accepted.
struct Stamp {
  Action action = Action::kTake;
  TimeName time = TimeName::kTaken;

  bool operator==(const Stamp&) const = default;
};

// What an action posts: the cumulative share that the categories reach by it (settlement.md L1).
struct SettlementTrigger {
  Action action = Action::kComplete;
  Relation relation = Relation::kCompanyTechnician;
  std::vector<std::string> categories;
  int32_t share_bp = 10000;  // 1 to 10000

  bool operator==(const SettlementTrigger&) const = default;
};

enum class EscalationAction : uint8_t { kNotify, kRaiseUrgency, kReassign, kWebhook };
std::string_view escalation_action_name(EscalationAction action);
std::optional<EscalationAction> parse_escalation_action(std::string_view name);

enum class EscalationTarget : uint8_t { kRole, kPerson, kBestMatch, kUrl, kTicket };
std::string_view escalation_target_name(EscalationTarget target);
std::optional<EscalationTarget> parse_escalation_target(std::string_view name);

struct EscalationLevel {
  int32_t after_min = 0;  // from the moment the SLA is broken
  EscalationAction action = EscalationAction::kNotify;
  EscalationTarget to = EscalationTarget::kRole;
  std::string target;  // code of the role or person, or the address; empty for the others

  // A person hears of it: notified or given the work.
  bool reaches_person() const;

  bool operator==(const EscalationLevel&) const = default;
};

enum class SlaPause : uint8_t { kCustomer, kPart, kManufacturer };
std::string_view sla_pause_name(SlaPause pause);
std::optional<SlaPause> parse_sla_pause(std::string_view name);

struct Sla {
  int32_t minutes = 0;  // of the working calendar
  std::string calendar;
  std::vector<SlaPause> pauses;  // waiting for these counts for nobody
  int32_t warn_percent = 80;
  std::vector<EscalationLevel> chain;

  bool operator==(const Sla&) const = default;
};

enum class DispatchMode : uint8_t { kRecommend, kGrab };
std::string_view dispatch_mode_name(DispatchMode mode);
std::optional<DispatchMode> parse_dispatch_mode(std::string_view name);

enum class PartsStep : uint8_t { kRequest, kConsume, kReturn };
std::string_view parts_step_name(PartsStep step);
std::optional<PartsStep> parse_parts_step(std::string_view name);

struct Node {
  std::string node;  // its id
  NodeKind kind = NodeKind::kTask;
  std::string title;
  Who who;
  std::vector<std::string> checklist;
  std::vector<NodeField> fields;
  std::vector<Action> actions;
  std::vector<std::string> return_to;
  std::vector<NodeOutcome> outcomes;                 // of a visit
  DispatchMode dispatch = DispatchMode::kRecommend;  // of a dispatch
  PartsStep parts = PartsStep::kRequest;             // of a parts node
  std::optional<int64_t> timer_min;                  // of a wait; absent: it waits for `event`
  std::string event;
  std::vector<Stamp> stamps;
  std::vector<SettlementTrigger> triggers;
  std::optional<Sla> sla;
  bool open_ended = false;  // may wait for ever, on purpose

  bool offers(Action action) const;

  bool operator==(const Node&) const = default;
};

struct Edge {
  std::string edge;  // its id
  std::string from;
  std::string to;
  int32_t order = 0;              // lower is tried first; equal: as listed
  bool otherwise = false;         // the else edge: tried last, without a condition
  std::optional<Condition> when;  // absent: always true

  bool operator==(const Edge&) const = default;
};

enum class FeeOccasion : uint8_t { kTicket, kVisit };
std::string_view fee_occasion_name(FeeOccasion occasion);
std::optional<FeeOccasion> parse_fee_occasion(std::string_view name);

// A fee category of a relation: settled by triggers once per occasion, or never, for a reason.
struct Fee {
  Relation relation = Relation::kCompanyTechnician;
  std::string category;
  FeeOccasion occasion = FeeOccasion::kTicket;
  std::string never;  // the reason; empty: triggers settle it

  bool operator==(const Fee&) const = default;
};

enum class TemplateStatus : uint8_t { kDraft, kPublished, kRetired };
std::string_view template_status_name(TemplateStatus status);
std::optional<TemplateStatus> parse_template_status(std::string_view name);

struct TemplateVersion {
  std::string code;
  std::string name;
  std::string name_en;
  int32_t version = 1;
  TemplateStatus status = TemplateStatus::kDraft;
  std::vector<Fact> intake;  // facts of the ticket that it always has when it starts
  std::vector<CustomField> fields;
  std::vector<Fee> fees;
  std::vector<Node> nodes;
  std::vector<Edge> edges;

  const CustomField* field(std::string_view wanted) const;  // null: there is none
};

}  // namespace fenming::workflow
