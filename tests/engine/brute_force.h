// The rules of workflow.md once more, the slow and plain way: real values are written where a node
// writes them, each action of a node is a step, every state is a map that is compared whole. Shares
// no code with the verifier.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "engine/workflow/template.h"

namespace fenming::testing {

class BruteForce {
 public:
  explicit BruteForce(const workflow::TemplateVersion& version, size_t limit = 400'000)
      : t_(version), limit_(limit) {
    run();
  }

  // "code node", and the category behind it where there is one.
  std::set<std::string> incidents;
  bool complete = true;

 private:
  using Node = workflow::Node;
  using Edge = workflow::Edge;
  using Action = workflow::Action;
  using Kind = workflow::NodeKind;

  struct State {
    std::map<std::string, size_t> tokens;        // node or "@EDGE": actions done
    std::map<std::string, std::string> values;   // absent: never written; empty: left empty
    std::map<std::string, std::string> reached;  // category: trigger
    auto operator<=>(const State&) const = default;
  };

  const Node& node(const std::string& id) const {
    return *std::find_if(t_.nodes.begin(), t_.nodes.end(),
                         [&](const Node& n) { return n.node == id; });
  }
  std::vector<Action> progress(const Node& n) const {
    std::vector<Action> actions;
    for (const Action action :
         {Action::kTake, Action::kArrive, Action::kComplete, Action::kAccept}) {
      if (n.offers(action)) actions.push_back(action);
    }
    return actions;
  }
  std::vector<const Edge*> out(const std::string& id) const {
    std::vector<const Edge*> plain, otherwise;
    for (const Edge& e : t_.edges) {
      if (e.from == id) (e.otherwise ? otherwise : plain).push_back(&e);
    }
    std::stable_sort(plain.begin(), plain.end(),
                     [](const Edge* a, const Edge* b) { return a->order < b->order; });
    plain.insert(plain.end(), otherwise.begin(), otherwise.end());
    return plain;
  }

  // Values of which some test could tell any other from one; a single one where nothing tests.
  std::vector<std::string> values_of(const std::string& code) const {
    const workflow::CustomField& field = *t_.field(code);
    const int64_t unit = field.kind == workflow::FieldKind::kMoney ? 10 : 1;
    std::set<int64_t> numbers;
    bool tested = false;
    for (const Edge& e : t_.edges) {
      if (!e.when) continue;
      for_each_leaf(*e.when, [&](const Condition& leaf) {
        if (leaf.fact.fact != Fact::kField || leaf.fact.attribute != code) return;
        tested = true;
        for (const auto& bound : {leaf.from, leaf.to}) {
          if (bound) numbers.insert({*bound / unit * unit - unit, *bound / unit * unit});
        }
      });
    }
    std::vector<std::string> values;
    if (!tested) return {field.options.empty() ? "some" : field.options[0].option};
    for (const auto& option : field.options)
      values.push_back(option.option);
    for (const int64_t value : numbers) {
      const bool low = field.min && value < *field.min * unit;
      const bool high = field.max && value > *field.max * unit;
      if (!low && !high) values.push_back(format_decimal(value, 3));
    }
    if (values.empty()) values = {"some", "other"};
    return values;
  }

  const Edge* select(const State& s, const std::string& id, std::string& failure) const {
    std::vector<Attribute> fields;
    Ticket ticket;
    Visit visit;
    for (const auto& [name, value] : s.values) {
      if (name == "outcome")
        visit.outcome = value;
      else if (name == "fault")
        visit.fault = value;
      else
        fields.push_back({name, value});
    }
    FactView view;
    view.ticket = &ticket;
    view.visit = &visit;
    view.fields = &fields;
    for (const Edge* e : out(id)) {
      const Tri answer = e->when ? evaluate(*e->when, view) : Tri::kTrue;
      if (answer == Tri::kTrue) return e;
      if (answer != Tri::kUnknown) continue;
      bool never = false;
      for (const Condition* leaf : unknown_leaves(*e->when, view)) {
        const std::string name =
            leaf->fact.fact == Fact::kField ? leaf->fact.attribute : fact_name(leaf->fact);
        never = never || (leaf->op == ConditionOp::kIn || leaf->op == ConditionOp::kBetween
                              ? !s.values.contains(name)
                              : false);
      }
      failure = never ? "read_before_written " : "undecided_case ";
      return nullptr;
    }
    failure = out(id).empty() ? "lost_token " : "uncovered_case ";
    return nullptr;
  }

  void fire(State& s, const Node& n, Action action) {
    for (size_t i = 0; i < n.triggers.size(); ++i) {
      if (n.triggers[i].action != action) continue;
      for (const std::string& category : n.triggers[i].categories) {
        const std::string key = std::string(relation_name(n.triggers[i].relation)) + " " + category;
        const auto fee = std::find_if(t_.fees.begin(), t_.fees.end(), [&](const auto& f) {
          return f.relation == n.triggers[i].relation && f.category == category &&
                 f.occasion == workflow::FeeOccasion::kTicket && f.never.empty();
        });
        if (fee == t_.fees.end()) continue;
        const std::string me = n.node + "#" + std::to_string(i);
        std::string& reached = s.reached[key];
        if (reached == me) continue;
        const int32_t share = share_of(reached);
        if (n.triggers[i].share_bp > share) {
          reached = me;
        } else {
          incidents.insert((n.triggers[i].share_bp < share ? "share_falls " : "settled_twice ") +
                           n.node + " " + category);
        }
      }
    }
  }
  int32_t share_of(const std::string& trigger) const {
    if (trigger.empty()) return 0;
    const size_t mark = trigger.find('#');
    const auto index = static_cast<size_t>(std::stoi(trigger.substr(mark + 1)));
    return node(trigger.substr(0, mark)).triggers[index].share_bp;
  }

  void visit(State s) {
    const auto [place, added] = numbers_.emplace(std::move(s), states_.size());
    if (added) {
      states_.push_back(&place->first);
      can_end_.push_back(false);
    }
    steps_.emplace_back(now_, place->second);
  }
  void end_here() { can_end_[now_] = true; }
  void incident(const std::string& what) {
    incidents.insert(what);
    end_here();
  }

  // Puts a token into a node; false where the path ends.
  bool enter(State& s, const std::string& id, const Edge* by) {
    const Node& n = node(id);
    const bool join = n.kind == Kind::kJoin;
    if (!s.tokens.emplace(join ? "@" + by->edge : id, 0).second) {
      incident("second_token " + id);
      return false;
    }
    for (const auto& field : n.fields) {
      if (field.access == workflow::FieldAccess::kVisible && !s.values.contains(field.field)) {
        incidents.insert("read_before_written " + id);
      }
    }
    return true;
  }

  void take(State s, const std::vector<const Edge*>& edges) {
    std::vector<const Edge*> finals;
    for (const Edge* e : edges) {
      if (workflow::is_final(node(e->to).kind))
        finals.push_back(e);
      else if (!enter(s, e->to, e))
        return;
    }
    if (finals.empty()) return visit(std::move(s));
    end_here();
    for (const Edge* e : finals) {
      if (node(e->to).kind == Kind::kCancel) return;
    }
    const Node& end = node(finals[0]->to);
    for (const Action action : progress(end))
      fire(s, end, action);
    if (!s.tokens.empty() || finals.size() > 1) return incident("tokens_left " + end.node);
    for (const auto& fee : t_.fees) {
      if (!fee.never.empty() || fee.occasion != workflow::FeeOccasion::kTicket) continue;
      const std::string trigger =
          s.reached[std::string(relation_name(fee.relation)) + " " + fee.category];
      if (share_of(trigger) == 10000) continue;
      incidents.insert((trigger.empty() ? "not_settled " : "not_full ") + end.node + " " +
                       fee.category);
    }
  }

  // All ways to fill what the node writes, one field after the other.
  void fill(State s, const Node& n, size_t field) {
    if (field < n.fields.size()) {
      const auto& written = n.fields[field];
      if (written.access == workflow::FieldAccess::kVisible) return fill(s, n, field + 1);
      const auto* custom = t_.field(written.field);
      const bool filled = s.values.contains(written.field) && !s.values[written.field].empty();
      const bool required = custom->required || !custom->standard.empty() || filled ||
                            written.access == workflow::FieldAccess::kRequired;
      for (const std::string& value : values_of(written.field)) {
        State next = s;
        next.values[written.field] = value;
        fill(std::move(next), n, field + 1);
      }
      if (!required) {
        s.values[written.field] = "";
        fill(std::move(s), n, field + 1);
      }
      return;
    }
    if (n.kind != Kind::kVisit) return leave(std::move(s), n);
    for (const auto& outcome : n.outcomes) {
      State next = s;
      next.values["outcome"] = workflow::visit_outcome_name(outcome.outcome);
      next.values["fault"] = workflow::fault_name(outcome.fault);
      leave(std::move(next), n);
    }
  }

  void leave(State s, const Node& n) {
    const std::vector<Action> actions = progress(n);
    if (!actions.empty()) fire(s, n, actions.back());
    if (n.kind == Kind::kSplit) {
      if (out(n.node).empty()) return incident("lost_token " + n.node);
      return take(std::move(s), out(n.node));
    }
    std::string failure;
    const Edge* e = select(s, n.node, failure);
    if (e == nullptr) return incident(failure + n.node);
    take(std::move(s), {e});
  }

  bool move(const State& s, const std::string& place, size_t done) {
    if (place[0] == '@') return false;
    const Node& n = node(place);
    const std::vector<Action> actions = progress(n);
    State next = s;
    if (done + 1 < actions.size()) {
      next.tokens[place] = done + 1;
      fire(next, n, actions[done]);
      visit(std::move(next));
    } else {
      next.tokens.erase(place);
      fill(std::move(next), n, 0);
    }
    const auto arrive = std::find(actions.begin(), actions.end(), Action::kArrive);
    const bool begun =
        n.kind == Kind::kVisit && arrive - actions.begin() < static_cast<int64_t>(done);
    for (const std::string& target : n.return_to) {
      if (begun) break;
      State back = s;
      back.tokens.erase(place);
      if (enter(back, target, nullptr)) visit(std::move(back));
    }
    return true;
  }

  bool join(const State& s, const Node& n) {
    State next = s;
    for (const Edge& e : t_.edges) {
      if (e.to == n.node && next.tokens.erase("@" + e.edge) == 0) return false;
    }
    leave(std::move(next), n);
    return true;
  }

  void run() {
    State first;
    for (const Node& n : t_.nodes) {
      if (n.kind == Kind::kStart) first.tokens[n.node] = 0;
    }
    visit(first);
    for (now_ = 0; now_ < states_.size(); ++now_) {
      if (states_.size() > limit_) {
        complete = false;
        return;
      }
      const State s = *states_[now_];
      bool moved = false;
      for (const auto& [place, done] : s.tokens)
        moved = move(s, place, done) || moved;
      for (const Node& n : t_.nodes) {
        if (n.kind == Kind::kJoin) moved = join(s, n) || moved;
      }
      if (!moved) incident("deadlock");
    }
    find_endless();
  }

  void find_endless() {
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [from, to] : steps_) {
        if (can_end_[from] || !can_end_[to]) continue;
        can_end_[from] = changed = true;
      }
    }
    if (std::find(can_end_.begin(), can_end_.end(), false) != can_end_.end()) {
      incidents.insert("cannot_finish");
    }
  }

  const workflow::TemplateVersion& t_;
  size_t limit_;
  size_t now_ = 0;
  std::map<State, size_t> numbers_;
  std::vector<const State*> states_;
  std::vector<bool> can_end_;
  std::vector<std::pair<size_t, size_t>> steps_;
};

}  // namespace fenming::testing
