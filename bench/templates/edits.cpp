#include "templates/edits.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "templates/generated.h"

namespace fenming::bench {
namespace {

using namespace workflow;

// Changes the template at one place; false where it has none of the kind.
using Change = std::function<bool(TemplateVersion&, Dice&)>;

template <typename List, typename Fits>
auto* pick(List& list, Dice& dice, const Fits& fits) {
  std::vector<decltype(list.data())> found;
  for (auto& one : list) {
    if (fits(one)) found.push_back(&one);
  }
  return found.empty() ? nullptr : found[dice.below(found.size())];
}

Node* node_of(TemplateVersion& t, const std::string& id) {
  const auto found =
      std::find_if(t.nodes.begin(), t.nodes.end(), [&](const Node& n) { return n.node == id; });
  return found == t.nodes.end() ? nullptr : &*found;
}

std::vector<Edge*> edges_at(TemplateVersion& t, const std::string& id, bool incoming) {
  std::vector<Edge*> found;
  for (Edge& edge : t.edges) {
    if ((incoming ? edge.to : edge.from) == id) found.push_back(&edge);
  }
  return found;
}

bool is_work(const Node& node) {
  return node.kind == NodeKind::kTask || node.kind == NodeKind::kAppoint ||
         node.kind == NodeKind::kForm || node.kind == NodeKind::kCallback;
}

bool retitle(TemplateVersion& t, Dice& dice) {
  pick(t.nodes, dice, [](const Node&) { return true; })->title += " again";
  return true;
}

bool change_sla(TemplateVersion& t, Dice& dice) {
  Node* node = pick(t.nodes, dice, [](const Node& n) { return n.sla.has_value(); });
  if (node == nullptr) return false;
  node->sla->minutes += 15;
  return true;
}

bool change_people(TemplateVersion& t, Dice& dice) {
  Node* node = pick(t.nodes, dice, [](const Node& n) { return is_human(n.kind); });
  if (node == nullptr) return false;
  node->who.team = node->who.team.empty() ? "team" : "";
  return true;
}

// A task between two nodes, as the editor's "+" on an edge makes it.
bool insert_task(TemplateVersion& t, Dice& dice) {
  const size_t e = dice.below(t.edges.size());
  Node task;
  task.node = "inserted";
  task.kind = NodeKind::kTask;
  task.title = "Inserted";
  task.who.role = "worker";
  task.actions = {Action::kComplete};
  task.sla =
      Sla{60, "", {}, 80, {{30, EscalationAction::kNotify, EscalationTarget::kRole, "dispatcher"}}};
  Edge behind;
  behind.edge = "behind";
  behind.from = task.node;
  behind.to = std::exchange(t.edges[e].to, task.node);
  t.nodes.push_back(std::move(task));
  t.edges.push_back(std::move(behind));
  return true;
}

// A node with one edge out of it goes; what led to it leads on.
bool remove_node(TemplateVersion& t, Dice& dice) {
  const Node* node = pick(t.nodes, dice, [&](const Node& n) {
    const bool named = std::any_of(t.nodes.begin(), t.nodes.end(), [&](const Node& other) {
      const auto& list = other.return_to;
      return std::find(list.begin(), list.end(), n.node) != list.end() ||
             other.who.previous == n.node;
    });
    return is_work(n) && n.triggers.empty() && !named && edges_at(t, n.node, false).size() == 1;
  });
  if (node == nullptr) return false;
  const std::string id = node->node;
  const std::string next = edges_at(t, id, false)[0]->to;
  for (Edge* edge : edges_at(t, id, true))
    edge->to = next;
  std::erase_if(t.edges, [&](const Edge& edge) { return edge.from == id; });
  std::erase_if(t.nodes, [&](const Node& n) { return n.node == id; });
  return true;
}

bool change_share(TemplateVersion& t, Dice& dice) {
  Node* node = pick(t.nodes, dice, [](const Node& n) { return !n.triggers.empty(); });
  if (node == nullptr) return false;
  SettlementTrigger& trigger = node->triggers[dice.below(node->triggers.size())];
  trigger.share_bp += trigger.share_bp > 5000 ? -100 : 100;
  return true;
}

// The bound of a range moves; a list of options loses one, or gains another of the field's.
bool change_constant(TemplateVersion& t, Dice& dice) {
  Edge* edge = pick(t.edges, dice, [](const Edge& e) {
    return e.when && (e.when->op == ConditionOp::kIn || e.when->op == ConditionOp::kBetween);
  });
  if (edge == nullptr) return false;
  Condition& when = *edge->when;
  if (when.op == ConditionOp::kBetween) {
    if (when.from) *when.from += 100'000;
    if (when.to) *when.to += 100'000;
    return true;
  }
  const CustomField* field =
      when.fact.fact == Fact::kField ? t.field(when.fact.attribute) : nullptr;
  if (field != nullptr) {
    for (const FieldOption& option : field->options) {
      if (std::find(when.values.begin(), when.values.end(), option.option) != when.values.end()) {
        continue;
      }
      when.values[0] = option.option;
      return true;
    }
  }
  if (when.fact.fact == Fact::kOutcome || when.fact.fact == Fact::kFault) return false;
  when.values[0] += "_other";
  return true;
}

// An edge leads to what comes next but one.
bool redirect_edge(TemplateVersion& t, Dice& dice) {
  Edge* edge = pick(t.edges, dice, [&](const Edge& e) {
    const Node* to = node_of(t, e.to);
    const auto out = edges_at(t, e.to, false);
    if (to == nullptr || out.size() != 1 || edges_at(t, e.to, true).size() < 2) return false;
    const Node* next = node_of(t, out[0]->to);
    return next != nullptr && to->kind != NodeKind::kJoin && next->kind != NodeKind::kJoin;
  });
  if (edge == nullptr) return false;
  edge->to = edges_at(t, edge->to, false)[0]->to;
  return true;
}

bool change_kind(TemplateVersion& t, Dice& dice) {
  Node* node = pick(t.nodes, dice, [](const Node& n) {
    return n.kind == NodeKind::kTask || n.kind == NodeKind::kAppoint || n.kind == NodeKind::kNotify;
  });
  if (node == nullptr) return false;
  node->kind = node->kind == NodeKind::kTask ? NodeKind::kCallback : NodeKind::kTask;
  return true;
}

bool change_access(TemplateVersion& t, Dice& dice) {
  Node* node = pick(t.nodes, dice, [](const Node& n) { return !n.fields.empty(); });
  if (node == nullptr) return false;
  FieldAccess& access = node->fields[dice.below(node->fields.size())].access;
  access = access == FieldAccess::kRequired ? FieldAccess::kOptional : FieldAccess::kRequired;
  return true;
}

bool add_exit(TemplateVersion& t, Dice& dice) {
  const Node* cancel =
      pick(t.nodes, dice, [](const Node& n) { return n.kind == NodeKind::kCancel; });
  const Node* branch = pick(t.nodes, dice, [&](const Node& n) {
    return n.kind == NodeKind::kBranch && edges_at(t, n.node, false).size() > 1;
  });
  if (cancel == nullptr || branch == nullptr) return false;
  const Edge* tested = pick(
      t.edges, dice, [&](const Edge& e) { return e.from == branch->node && e.when.has_value(); });
  if (tested == nullptr) return false;
  Edge exit;
  exit.edge = "exit";
  exit.from = branch->node;
  exit.to = cancel->node;
  exit.when = tested->when;
  exit.order = 1;
  t.edges.push_back(std::move(exit));
  return true;
}

bool drop_edge(TemplateVersion& t, Dice& dice) {
  t.edges.erase(t.edges.begin() + static_cast<std::ptrdiff_t>(dice.below(t.edges.size())));
  return true;
}

const std::pair<const char*, Change> kKinds[] = {
    {"title", retitle},
    {"SLA", change_sla},
    {"people", change_people},
    {"insert a task", insert_task},
    {"remove a node", remove_node},
    {"share", change_share},
    {"constant", change_constant},
    {"redirect an edge", redirect_edge},
    {"kind", change_kind},
    {"field required or not", change_access},
    {"exit to cancel", add_exit},
    {"drop an edge", drop_edge},
};

}  // namespace

std::vector<Edited> ordinary_edits(const TemplateVersion& version, uint64_t seed, size_t each) {
  std::vector<Edited> all;
  Dice dice(seed);
  for (const auto& [kind, change] : kKinds) {
    for (size_t i = 0; i < each; ++i) {
      Edited edited{kind, version};
      if (change(edited.t, dice)) all.push_back(std::move(edited));
    }
  }
  return all;
}

}  // namespace fenming::bench
