// Edits of small random templates that break and mend them: nothing is spared, so that whatever a
// verification keeps is put to the test.
#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "random_flows.h"

namespace fenming::testing {

class RandomEdits {
 public:
  RandomEdits(TemplateVersion& t, Dice& dice) : t_(t), dice_(dice) {}

  // Changes the template; some edits find no place and change nothing.
  void once() {
    switch (dice_.below(18)) {
      case 0:
        return insert_node();
      case 1:
        return remove_node();
      case 2:
        if (Edge* e = any(t_.edges)) e->to = node_id();
        return;
      case 3:
        if (Edge* e = any(t_.edges)) e->when = random_condition(dice_);
        return;
      case 4:
        if (Edge* e = any(t_.edges)) e->otherwise = !e->otherwise;
        return;
      case 5:
        return change_kind();
      case 6:
        return change_trigger();
      case 7:
        return change_field();
      case 8:
        return change_return();
      case 9:
        return add_edge();
      case 10:
        if (!t_.edges.empty()) t_.edges.erase(t_.edges.begin() + place(t_.edges));
        return;
      case 11:
        if (t_.nodes.size() > 1) std::swap(t_.nodes[dice_.below(t_.nodes.size())], t_.nodes[0]);
        return;
      case 12:
        return change_condition();
      case 13:
        return change_fee();
      case 14:
        if (Node* n = any(t_.nodes)) n->title += "!";
        return;
      case 15:
        return change_stamp();
      case 16:
        return change_outcomes();
      default:
        return change_intake();
    }
  }

 private:
  template <typename One>
  One* any(std::vector<One>& list) {
    return list.empty() ? nullptr : &list[dice_.below(list.size())];
  }
  template <typename List>
  std::ptrdiff_t place(const List& list) {
    return static_cast<std::ptrdiff_t>(dice_.below(list.size()));
  }
  std::string node_id() { return t_.nodes[dice_.below(t_.nodes.size())].node; }
  std::string fresh() {
    return "x" + std::to_string(++made_) + "_" + std::to_string(dice_.below(1000));
  }
  Relation relation() {
    return dice_.once_in(2) ? Relation::kCompanyTechnician : Relation::kCustomerCompany;
  }

  void insert_node() {
    Edge* e = any(t_.edges);
    if (e == nullptr) return;
    Node task;
    task.node = fresh();
    task.actions = {Action::kComplete};
    if (dice_.once_in(3)) task.fields = {{"x", FieldAccess::kRequired}};
    Edge behind;
    behind.edge = fresh();
    behind.from = task.node;
    behind.to = std::exchange(e->to, task.node);
    t_.edges.push_back(behind);
    t_.nodes.insert(t_.nodes.begin() + place(t_.nodes), task);
  }
  void remove_node() {
    const Node gone = t_.nodes[dice_.below(t_.nodes.size())];
    if (gone.kind == NodeKind::kStart && !dice_.once_in(4)) return;
    std::string next = "end";
    for (const Edge& e : t_.edges)
      if (e.from == gone.node) next = e.to;
    for (Edge& e : t_.edges)
      if (e.to == gone.node) e.to = next;
    std::erase_if(t_.edges, [&](const Edge& e) { return e.from == gone.node; });
    std::erase_if(t_.nodes, [&](const Node& n) { return n.node == gone.node; });
    if (t_.nodes.empty()) t_.nodes.push_back(gone);
  }
  void change_kind() {
    constexpr NodeKind kKinds[] = {NodeKind::kTask, NodeKind::kForm,  NodeKind::kBranch,
                                   NodeKind::kJoin, NodeKind::kSplit, NodeKind::kVisit,
                                   NodeKind::kEnd,  NodeKind::kCancel};
    if (Node* n = any(t_.nodes); n->kind != NodeKind::kStart) n->kind = kKinds[dice_.below(8)];
  }
  void change_trigger() {
    Node* n = any(t_.nodes);
    if (!n->triggers.empty() && dice_.once_in(2)) {
      if (dice_.once_in(3)) return n->triggers.clear();
      n->triggers[0].share_bp = 1000 * static_cast<int32_t>(1 + dice_.below(10));
      return;
    }
    constexpr Action kActions[] = {Action::kTake, Action::kComplete, Action::kAccept};
    const Action action = kActions[dice_.below(3)];
    if (!n->offers(action)) n->actions.push_back(action);
    const char* category = dice_.once_in(3) ? "parts" : "labour";
    n->triggers.push_back(
        {action, relation(), {category}, 1000 * static_cast<int32_t>(1 + dice_.below(10))});
  }
  void change_field() {
    Node* n = any(t_.nodes);
    if (!n->fields.empty() && dice_.once_in(2)) return n->fields.clear();
    constexpr FieldAccess kAccess[] = {FieldAccess::kRequired, FieldAccess::kOptional,
                                       FieldAccess::kVisible};
    n->fields.push_back({dice_.once_in(2) ? "x" : "y", kAccess[dice_.below(3)]});
  }
  void change_return() {
    Node* n = any(t_.nodes);
    if (n->offers(Action::kReturn)) {
      std::erase(n->actions, Action::kReturn);
      return n->return_to.clear();
    }
    n->actions.push_back(Action::kReturn);
    n->return_to = {node_id()};
  }
  void add_edge() {
    Edge& e = t_.edges.emplace_back();
    e.edge = fresh();
    e.from = node_id();
    e.to = node_id();
    e.order = static_cast<int32_t>(dice_.below(3));
    if (dice_.once_in(2)) e.when = random_condition(dice_);
  }
  // Facts of the ticket, facts that follow from others, and times.
  void change_condition() {
    Edge* e = any(t_.edges);
    if (e == nullptr) return;
    switch (dice_.below(4)) {
      case 0:
        e->when = one_of("service_type", {dice_.once_in(2) ? "install" : "repair"});
        return;
      case 1:
        e->when = one_of("city_class", {dice_.once_in(2) ? "a" : "b"});
        return;
      case 2:
        e->when = one_of("field.x", {dice_.once_in(2) ? "c" : "b"});
        return;
      default:
        e->when = Condition();
        e->when->op = ConditionOp::kDateWithin;
        e->when->from = static_cast<int64_t>(20000 + dice_.below(2));
    }
  }
  void change_fee() {
    if (t_.fees.size() > 1 && dice_.once_in(2)) {
      Fee& fee = t_.fees[dice_.below(t_.fees.size())];
      if (dice_.once_in(2)) {
        fee.occasion =
            fee.occasion == FeeOccasion::kVisit ? FeeOccasion::kTicket : FeeOccasion::kVisit;
      } else {
        fee.never = fee.never.empty() ? "free" : "";
      }
      return;
    }
    t_.fees.push_back(
        {relation(), dice_.once_in(2) ? "parts" : "labour", FeeOccasion::kTicket, {}});
  }
  void change_stamp() {
    Node* n = any(t_.nodes);
    if (!n->stamps.empty()) return n->stamps.clear();
    if (!n->offers(Action::kComplete)) n->actions.push_back(Action::kComplete);
    n->stamps = {{Action::kComplete, dice_.once_in(2) ? TimeName::kTaken : TimeName::kCompleted}};
  }
  void change_outcomes() {
    Node* n = any(t_.nodes);
    if (n->kind != NodeKind::kVisit) return;
    const bool several = n->outcomes.size() > 1;
    n->outcomes = {{VisitOutcome::kDone, Fault::kNobody}};
    if (!several) n->outcomes.push_back({VisitOutcome::kPartNeeded, Fault::kCompany});
  }
  void change_intake() {
    if (t_.intake.empty()) {
      t_.intake = {Fact::kServiceType};
    } else {
      t_.intake.clear();
    }
  }

  TemplateVersion& t_;
  Dice& dice_;
  int made_ = 0;
};

}  // namespace fenming::testing
