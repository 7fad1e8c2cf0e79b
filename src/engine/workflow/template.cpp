#include "engine/workflow/template.h"

#include <algorithm>
#include <array>

namespace fenming::workflow {
namespace {

// The tables name every value in the order of its enumeration.
template <typename Enum, size_t N>
std::string_view name_of(const std::array<std::string_view, N>& names, Enum value) {
  return names[static_cast<size_t>(value)];
}
template <typename Enum, size_t N>
std::optional<Enum> value_of(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

constexpr auto kFieldKinds = std::to_array<std::string_view>(
    {"text", "number", "money", "choice", "multiple_choice", "date", "address", "phone", "photo",
     "file", "signature", "item_lines", "part_lines"});
constexpr auto kNodeKinds = std::to_array<std::string_view>(
    {"start", "form", "task", "appoint", "dispatch", "approval", "parts", "visit", "wait", "branch",
     "split", "join", "notify", "convert", "callback", "cancel", "end"});
constexpr auto kActions = std::to_array<std::string_view>(
    {"take", "arrive", "complete", "accept", "return", "transfer", "suspend"});
constexpr auto kAccesses = std::to_array<std::string_view>({"visible", "optional", "required"});
constexpr auto kOutcomes = std::to_array<std::string_view>(
    {"done", "part_needed", "customer_absent", "customer_moved", "customer_refused",
     "wrong_address", "out_of_scope", "technician_late"});
constexpr auto kFaults = std::to_array<std::string_view>(
    {"nobody", "customer", "technician", "partner", "company", "manufacturer"});
constexpr auto kEscalations =
    std::to_array<std::string_view>({"notify", "raise_urgency", "reassign", "webhook"});
constexpr auto kTargets =
    std::to_array<std::string_view>({"role", "person", "best_match", "url", "ticket"});
constexpr auto kPauses = std::to_array<std::string_view>({"customer", "part", "manufacturer"});
constexpr auto kDispatches = std::to_array<std::string_view>({"recommend", "grab"});
constexpr auto kPartsSteps = std::to_array<std::string_view>({"request", "consume", "return"});
constexpr auto kOccasions = std::to_array<std::string_view>({"ticket", "visit"});
constexpr auto kStatuses = std::to_array<std::string_view>({"draft", "published", "retired"});

static_assert(kNodeKinds.size() == kNodeKindCount);

}  // namespace

std::string_view field_kind_name(FieldKind kind) {
  return name_of(kFieldKinds, kind);
}
std::optional<FieldKind> parse_field_kind(std::string_view name) {
  return value_of<FieldKind>(kFieldKinds, name);
}
std::string_view node_kind_name(NodeKind kind) {
  return name_of(kNodeKinds, kind);
}
std::optional<NodeKind> parse_node_kind(std::string_view name) {
  return value_of<NodeKind>(kNodeKinds, name);
}
std::string_view action_name(Action action) {
  return name_of(kActions, action);
}
std::optional<Action> parse_action(std::string_view name) {
  return value_of<Action>(kActions, name);
}
std::string_view field_access_name(FieldAccess access) {
  return name_of(kAccesses, access);
}
std::optional<FieldAccess> parse_field_access(std::string_view name) {
  return value_of<FieldAccess>(kAccesses, name);
}
std::string_view visit_outcome_name(VisitOutcome outcome) {
  return name_of(kOutcomes, outcome);
}
std::optional<VisitOutcome> parse_visit_outcome(std::string_view name) {
  return value_of<VisitOutcome>(kOutcomes, name);
}
std::string_view fault_name(Fault fault) {
  return name_of(kFaults, fault);
}
std::optional<Fault> parse_fault(std::string_view name) {
  return value_of<Fault>(kFaults, name);
}
std::string_view escalation_action_name(EscalationAction action) {
  return name_of(kEscalations, action);
}
std::optional<EscalationAction> parse_escalation_action(std::string_view name) {
  return value_of<EscalationAction>(kEscalations, name);
}
std::string_view escalation_target_name(EscalationTarget target) {
  return name_of(kTargets, target);
}
std::optional<EscalationTarget> parse_escalation_target(std::string_view name) {
  return value_of<EscalationTarget>(kTargets, name);
}
std::string_view sla_pause_name(SlaPause pause) {
  return name_of(kPauses, pause);
}
std::optional<SlaPause> parse_sla_pause(std::string_view name) {
  return value_of<SlaPause>(kPauses, name);
}
std::string_view dispatch_mode_name(DispatchMode mode) {
  return name_of(kDispatches, mode);
}
std::optional<DispatchMode> parse_dispatch_mode(std::string_view name) {
  return value_of<DispatchMode>(kDispatches, name);
}
std::string_view parts_step_name(PartsStep step) {
  return name_of(kPartsSteps, step);
}
std::optional<PartsStep> parse_parts_step(std::string_view name) {
  return value_of<PartsStep>(kPartsSteps, name);
}
std::string_view fee_occasion_name(FeeOccasion occasion) {
  return name_of(kOccasions, occasion);
}
std::optional<FeeOccasion> parse_fee_occasion(std::string_view name) {
  return value_of<FeeOccasion>(kOccasions, name);
}
std::string_view template_status_name(TemplateStatus status) {
  return name_of(kStatuses, status);
}
std::optional<TemplateStatus> parse_template_status(std::string_view name) {
  return value_of<TemplateStatus>(kStatuses, name);
}

bool is_human(NodeKind kind) {
  switch (kind) {
    case NodeKind::kForm:
    case NodeKind::kTask:
    case NodeKind::kAppoint:
    case NodeKind::kDispatch:
    case NodeKind::kApproval:
    case NodeKind::kParts:
    case NodeKind::kVisit:
    case NodeKind::kCallback:
      return true;
    default:
      return false;
  }
}

bool waits(NodeKind kind) {
  return is_human(kind) || kind == NodeKind::kWait;
}

FieldTest field_test(FieldKind kind) {
  switch (kind) {
    case FieldKind::kText:
    case FieldKind::kChoice:
      return FieldTest::kList;
    case FieldKind::kNumber:
    case FieldKind::kMoney:
      return FieldTest::kRange;
    default:
      return FieldTest::kPresence;
  }
}

bool EscalationLevel::reaches_person() const {
  const bool hears = action == EscalationAction::kNotify || action == EscalationAction::kReassign;
  const bool named =
      (to == EscalationTarget::kRole || to == EscalationTarget::kPerson) && !target.empty();
  return hears && (named || to == EscalationTarget::kBestMatch);
}

bool Node::offers(Action action) const {
  return std::find(actions.begin(), actions.end(), action) != actions.end();
}

const CustomField* TemplateVersion::field(std::string_view wanted) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const CustomField& field) { return field.field == wanted; });
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace fenming::workflow
