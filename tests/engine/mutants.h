// Defects made on purpose: each operator is named, is applied at every place of a template where it
// can be, and says which finding must name the place.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "flow_support.h"

namespace fenming::testing {

struct Mutant {
  std::string name;  // operator
  TemplateVersion t;
  std::vector<std::string> codes;  // one of these must be found
  std::string at;                  // the node, edge, field or category that was touched
};

class Mutants {
 public:
  explicit Mutants(const TemplateVersion& sound) : sound_(sound) {
    mutate_edges();
    mutate_nodes();
    mutate_money();
    mutate_fields();
    mutate_time_and_people();
  }
  std::vector<Mutant> all;

 private:
  using Codes = std::vector<std::string>;
  using Change = std::function<void(TemplateVersion&)>;

  void add(const std::string& name, Codes codes, const std::string& at, const Change& change) {
    Mutant& mutant = all.emplace_back(Mutant{name, sound_, std::move(codes), at});
    change(mutant.t);
  }
  size_t degree(const std::string& node, bool incoming) const {
    return static_cast<size_t>(
        std::count_if(sound_.edges.begin(), sound_.edges.end(),
                      [&](const Edge& e) { return (incoming ? e.to : e.from) == node; }));
  }
  bool into_join(const Edge& e) const {
    return std::any_of(sound_.nodes.begin(), sound_.nodes.end(),
                       [&](const Node& n) { return n.node == e.to && n.kind == NodeKind::kJoin; });
  }

  void mutate_edges() {
    for (size_t i = 0; i < sound_.edges.size(); ++i) {
      const Edge& e = sound_.edges[i];
      if (e.otherwise) {
        add("delete an else", {"uncovered_case"}, e.from,
            [&](auto& t) { t.edges.erase(t.edges.begin() + static_cast<int64_t>(i)); });
      } else if (degree(e.from, false) == 1) {
        add("drop the only edge", {"no_way_to_end"}, e.from,
            [&](auto& t) { t.edges.erase(t.edges.begin() + static_cast<int64_t>(i)); });
      } else if (degree(e.to, true) == 1) {
        add("drop an edge", {"unreachable_node"}, e.to,
            [&](auto& t) { t.edges.erase(t.edges.begin() + static_cast<int64_t>(i)); });
      }
      add("lead an edge nowhere", {"dangling_edge"}, e.edge,
          [&](auto& t) { t.edges[i].to = "nowhere"; });
      if (into_join(e)) {
        add("lead a branch past its join", {"tokens_left"}, e.edge,
            [&](auto& t) { t.edges[i].to = "end"; });
      }
      if (e.when && e.when->op == ConditionOp::kIn) {
        add("narrow a constant", {"uncovered_case", "hidden_edge"}, e.from,
            [&](auto& t) { t.edges[i].when->values.pop_back(); });
        if (e.when->fact.fact == Fact::kField) {
          add("test an unknown option", {"unknown_option"}, e.edge,
              [&](auto& t) { t.edges[i].when->values.push_back("no such option"); });
        }
      }
    }
  }

  void mutate_nodes() {
    for (size_t i = 0; i < sound_.nodes.size(); ++i) {
      const Node& n = sound_.nodes[i];
      const auto become = [&](NodeKind kind) {
        return [i, kind](TemplateVersion& t) { t.nodes[i].kind = kind; };
      };
      if (n.kind == NodeKind::kJoin) {
        add("turn a join into a merge", {"second_token"}, n.node, become(NodeKind::kBranch));
      }
      if (n.kind == NodeKind::kSplit) {
        add("turn a split into a branch", {"deadlock"}, n.node, become(NodeKind::kBranch));
      }
      if (n.kind == NodeKind::kBranch && degree(n.node, true) > 1) {
        add("turn a merge into a join", {"deadlock"}, n.node, become(NodeKind::kJoin));
      }
      if (n.kind == NodeKind::kBranch && degree(n.node, false) > 1) {
        add("turn a branch into a split", {"condition_on_split"}, n.node, become(NodeKind::kSplit));
      }
      if (is_human(n.kind)) {
        add("make a second start", {"several_starts"}, n.node, become(NodeKind::kStart));
        if (!n.offers(Action::kReturn)) {
          add("return to what comes later", {"bad_return"}, n.node, [&](auto& t) {
            t.nodes[i].actions.push_back(Action::kReturn);
            t.nodes[i].return_to = {"end"};
          });
        } else {
          add("redirect a return", {"bad_return"}, n.node,
              [&](auto& t) { t.nodes[i].return_to = {"review"}; });
        }
      }
      if (!n.stamps.empty() || !n.triggers.empty()) {
        add("no longer offer an action", {"action_not_offered"}, n.node,
            [&](auto& t) { t.nodes[i].actions.clear(); });
      }
      if (n.kind == NodeKind::kVisit) {
        add("forget the outcomes", {"no_outcome"}, n.node,
            [&](auto& t) { t.nodes[i].outcomes.clear(); });
      }
    }
  }

  void mutate_money() {
    for (size_t i = 0; i < sound_.nodes.size(); ++i) {
      const Node& n = sound_.nodes[i];
      for (size_t k = 0; k < n.triggers.size(); ++k) {
        const std::string category = n.triggers[k].categories[0];
        const bool full = n.triggers[k].share_bp == 10000;
        if (full) {
          add("lower a share", {"not_full"}, n.node,
              [&](auto& t) { t.nodes[i].triggers[k].share_bp = 9000; });
        } else {
          add("raise a share", {"settled_twice", "share_falls"}, n.node,
              [&](auto& t) { t.nodes[i].triggers[k].share_bp = 10000; });
        }
        add("remove a trigger", {"not_settled", "not_full"}, category, [&](auto& t) {
          t.nodes[i].triggers.erase(t.nodes[i].triggers.begin() + static_cast<int64_t>(k));
        });
        if (full) {
          add("repeat a trigger", {"settled_twice"}, n.node,
              [&](auto& t) { t.nodes[i].triggers.push_back(t.nodes[i].triggers[k]); });
        }
        if (full && n.kind == NodeKind::kVisit) {
          add("move a trigger off the visit", {"trigger_off_visit"}, "review", [&](auto& t) {
            for (Node& other : t.nodes) {
              if (other.node != "review") continue;
              other.triggers.push_back(t.nodes[i].triggers[k]);
              other.triggers.back().action = Action::kAccept;
            }
          });
        }
      }
    }
    for (size_t i = 0; i < sound_.fees.size(); ++i) {
      if (!sound_.fees[i].never.empty()) continue;
      const std::string& category = sound_.fees[i].category;
      add("forget a fee category", {"undeclared_fee"}, category,
          [&](auto& t) { t.fees.erase(t.fees.begin() + static_cast<int64_t>(i)); });
      add("declare a category never settled", {"never_but_triggered"}, category,
          [&](auto& t) { t.fees[i].never = "a mistake"; });
    }
  }

  void mutate_fields() {
    for (size_t i = 0; i < sound_.nodes.size(); ++i) {
      for (size_t k = 0; k < sound_.nodes[i].fields.size(); ++k) {
        const NodeField& field = sound_.nodes[i].fields[k];
        if (field.access == FieldAccess::kVisible) continue;
        add("remove a writer", {"read_before_written"}, "field." + field.field, [&](auto& t) {
          t.nodes[i].fields.erase(t.nodes[i].fields.begin() + static_cast<int64_t>(k));
        });
        if (field.access == FieldAccess::kOptional) continue;
        add("no longer require a field", {"undecided_case"}, sound_.nodes[i].node,
            [&](auto& t) { t.nodes[i].fields[k].access = FieldAccess::kOptional; });
      }
    }
    for (size_t i = 0; i < sound_.fields.size(); ++i) {
      const std::string code = sound_.fields[i].field;
      add("rename a field", {"unknown_field"}, code, [&](auto& t) { t.fields[i].field += "_"; });
      if (!sound_.fields[i].in_conditions) continue;
      add("close a field to conditions", {"bad_test"}, "field." + code,
          [&](auto& t) { t.fields[i].in_conditions = false; });
    }
  }

  void mutate_time_and_people() {
    for (size_t i = 0; i < sound_.nodes.size(); ++i) {
      const Node& n = sound_.nodes[i];
      if (is_human(n.kind)) {
        add("empty a role", {"nobody_named"}, n.node, [&](auto& t) { t.nodes[i].who = {}; });
      }
      if (n.open_ended) {
        add("close an open end", {"no_sla"}, n.node,
            [&](auto& t) { t.nodes[i].open_ended = false; });
      }
      if (!n.sla) continue;
      add("drop an SLA", {"no_sla"}, n.node, [&](auto& t) { t.nodes[i].sla.reset(); });
      add("empty a chain", {"no_chain"}, n.node, [&](auto& t) { t.nodes[i].sla->chain.clear(); });
      add("end a chain in a machine", {"chain_without_person"}, n.node,
          [&](auto& t) { t.nodes[i].sla->chain.back().action = EscalationAction::kWebhook; });
      if (n.sla->chain.size() > 1) {
        add("swap two delays", {"chain_out_of_order"}, n.node, [&](auto& t) {
          std::swap(t.nodes[i].sla->chain[0].after_min, t.nodes[i].sla->chain[1].after_min);
        });
      }
    }
  }

  const TemplateVersion& sound_;
};

}  // namespace fenming::testing
