// What the actions of a node do beside moving a token: the times that they stamp, the fees that
// they settle.
#include <algorithm>

#include "app/designer/edits.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

bool settles(const TemplateDocument& document, Relation relation, const std::string& category) {
  const auto& nodes = document.model.nodes;
  return std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
    return std::any_of(node.triggers.begin(), node.triggers.end(),
                       [&](const SettlementTrigger& trigger) {
                         const auto& list = trigger.categories;
                         return trigger.relation == relation &&
                                std::find(list.begin(), list.end(), category) != list.end();
                       });
  });
}

}  // namespace

std::vector<Stamp> usual_stamps(NodeKind kind) {
  if (kind == NodeKind::kTask)
    return {{Action::kTake, TimeName::kTaken}, {Action::kComplete, TimeName::kCompleted}};
  if (kind == NodeKind::kApproval) return {{Action::kAccept, TimeName::kAccepted}};
  return {};
}

void toggle_action(TemplateDocument& document, std::string_view id, Action action) {
  Node* node = find_node(document, id);
  if (node == nullptr || !is_human(node->kind)) return;
  if (std::erase(node->actions, action) > 0) {
    std::erase_if(node->stamps, [&](const Stamp& stamp) { return stamp.action == action; });
    if (action == Action::kReturn) node->return_to.clear();
    return;
  }
  node->actions.push_back(action);
  std::sort(node->actions.begin(), node->actions.end());
  for (const Stamp& usual : usual_stamps(node->kind)) {
    if (usual.action == action) set_stamp(document, id, action, usual.time);
  }
}

void set_stamp(TemplateDocument& document, std::string_view id, Action action,
               std::optional<TimeName> time) {
  Node* node = find_node(document, id);
  if (node == nullptr || !is_human(node->kind)) return;
  std::erase_if(node->stamps, [&](const Stamp& stamp) {
    return stamp.action == action || (time && stamp.time == *time);
  });
  if (time) node->stamps.push_back({action, *time});
}

FeeOccasion usual_occasion(std::string_view category) {
  const bool of_visit = category == "visit_fee" || category == "empty_trip";
  return of_visit ? FeeOccasion::kVisit : FeeOccasion::kTicket;
}

std::vector<std::string> open_fees(const TemplateDocument& document, std::string_view id,
                                   Action action, Relation relation) {
  const Node* node = find_node(document, id);
  const bool ends_visit =
      node != nullptr && node->kind == NodeKind::kVisit && action == Action::kComplete;
  const FeeOccasion occasion = ends_visit ? FeeOccasion::kVisit : FeeOccasion::kTicket;
  std::vector<std::string> fees;
  for (const Fee& fee : document.model.fees) {
    const bool here = fee.relation == relation && fee.occasion == occasion && fee.never.empty();
    if (here && !settles(document, relation, fee.category)) fees.push_back(fee.category);
  }
  if (fees.empty()) fees.emplace_back("labour");
  return fees;
}

}  // namespace fenming::app::designer
