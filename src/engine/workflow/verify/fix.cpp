#include "engine/workflow/verify/fix.h"

#include <algorithm>
#include <array>

namespace fenming::workflow {
namespace {

constexpr auto kNames = std::to_array<std::string_view>(
    {"add_else", "remove_edge", "remove_node", "make_branch", "make_join", "add_trigger",
     "remove_trigger", "set_share", "remove_return", "offer_action", "require_field"});

bool has_edge(const TemplateVersion& version, const std::string& id) {
  return std::any_of(version.edges.begin(), version.edges.end(),
                     [&](const Edge& edge) { return edge.edge == id; });
}

std::string fresh_edge(const TemplateVersion& version, const std::string& node) {
  std::string id = node + "_else";
  while (has_edge(version, id))
    id += "_";
  return id;
}

void add_else(TemplateVersion& version, const Fix& fix) {
  Edge edge;
  edge.edge = fresh_edge(version, fix.node);
  edge.from = fix.node;
  edge.to = fix.target;
  edge.otherwise = true;
  version.edges.push_back(std::move(edge));
}

bool names(const SettlementTrigger& trigger, const Fix& fix) {
  return trigger.action == fix.action && trigger.relation == fix.relation &&
         std::find(trigger.categories.begin(), trigger.categories.end(), fix.category) !=
             trigger.categories.end();
}

// Takes the category out of the node's triggers at this action; those left without one go.
void remove_trigger(Node& node, const Fix& fix) {
  for (SettlementTrigger& trigger : node.triggers) {
    if (names(trigger, fix)) std::erase(trigger.categories, fix.category);
  }
  std::erase_if(node.triggers,
                [](const SettlementTrigger& trigger) { return trigger.categories.empty(); });
}

void add_trigger(Node& node, const Fix& fix) {
  if (!node.offers(fix.action)) node.actions.push_back(fix.action);
  node.triggers.push_back({fix.action, fix.relation, {fix.category}, fix.share_bp});
}

void set_share(Node& node, const Fix& fix) {
  const bool there = std::any_of(node.triggers.begin(), node.triggers.end(),
                                 [&](const SettlementTrigger& t) { return names(t, fix); });
  if (!there) return;
  // The other categories of the trigger keep their share.
  remove_trigger(node, fix);
  add_trigger(node, fix);
}

void change_node(Node& node, const Fix& fix) {
  switch (fix.kind) {
    case FixKind::kMakeBranch:
      node.kind = NodeKind::kBranch;
      return;
    case FixKind::kMakeJoin:
      node.kind = NodeKind::kJoin;
      return;
    case FixKind::kAddTrigger:
      return add_trigger(node, fix);
    case FixKind::kRemoveTrigger:
      return remove_trigger(node, fix);
    case FixKind::kSetShare:
      return set_share(node, fix);
    case FixKind::kRemoveReturn:
      std::erase(node.return_to, fix.target);
      return;
    case FixKind::kOfferAction:
      if (!node.offers(fix.action)) node.actions.push_back(fix.action);
      return;
    case FixKind::kRequireField:
      for (NodeField& field : node.fields) {
        if (field.field == fix.target) field.access = FieldAccess::kRequired;
      }
      return;
    default:
      return;
  }
}

}  // namespace

std::string_view fix_kind_name(FixKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

TemplateVersion apply_fix(TemplateVersion version, const Fix& fix) {
  if (fix.kind == FixKind::kAddElse) {
    add_else(version, fix);
  } else if (fix.kind == FixKind::kRemoveEdge) {
    std::erase_if(version.edges, [&](const Edge& edge) { return edge.edge == fix.edge; });
  } else if (fix.kind == FixKind::kRemoveNode) {
    std::erase_if(version.nodes, [&](const Node& node) { return node.node == fix.node; });
    std::erase_if(version.edges,
                  [&](const Edge& edge) { return edge.from == fix.node || edge.to == fix.node; });
    for (Node& node : version.nodes)
      std::erase(node.return_to, fix.node);
  } else {
    for (Node& node : version.nodes) {
      if (node.node == fix.node) change_node(node, fix);
    }
  }
  return version;
}

}  // namespace fenming::workflow
