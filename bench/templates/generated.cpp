#include "templates/generated.h"

#include <array>
#include <string>
#include <utility>

namespace fenming::bench {
namespace {

using namespace workflow;

constexpr auto kBoth = std::to_array({Relation::kCompanyTechnician, Relation::kCustomerCompany});

Condition one_of(const std::string& fact, std::vector<std::string> values) {
  Condition condition;
  condition.op = ConditionOp::kIn;
  condition.fact = *parse_fact(fact);
  condition.values = std::move(values);
  return condition;
}

Condition from_on(const std::string& fact, int64_t yuan) {
  Condition condition;
  condition.op = ConditionOp::kBetween;
  condition.fact = *parse_fact(fact);
  condition.from = yuan * 1000;
  return condition;
}

class Generator {
 public:
  Generator(size_t nodes, uint64_t seed, bool parallel)
      : wanted_(nodes), dice_(seed), parallel_(parallel) {
    t_.code = (parallel ? "parallel_" : "mixed_") + std::to_string(nodes);
    t_.name = t_.name_en = t_.code;
    t_.intake = {Fact::kServiceType, Fact::kCustomerClass, Fact::kChannel};
    for (const Relation relation : kBoth) {
      for (const char* category : {"labour", "parts", "travel"})
        t_.fees.push_back({relation, category, FeeOccasion::kTicket, {}});
    }
  }

  TemplateVersion make() {
    last_ = add(NodeKind::kStart);
    intake();
    // What distinguishes tickets does so when they come in and again before they end.
    const size_t distinctions = wanted_ < 30 ? 0 : wanted_ < 50 ? 2 : 3;
    for (size_t which = 0; which < distinctions; ++which)
      decide(which);
    while (t_.nodes.size() + 4 * distinctions + 2 < wanted_)
      part();
    for (size_t which = 0; which < distinctions; ++which)
      decide(which);
    pay(10000);
    append(NodeKind::kCallback);
    append(NodeKind::kEnd);
    return std::move(t_);
  }

 private:
  std::string add(NodeKind kind) {
    Node& node = t_.nodes.emplace_back();
    node.node = "n" + std::to_string(t_.nodes.size());
    node.title = std::string(node_kind_name(kind)) + " " + std::to_string(t_.nodes.size());
    node.kind = kind;
    if (is_human(kind)) {
      node.who.role = "worker";
      node.actions = {Action::kComplete};
    }
    if (waits(kind)) {
      node.sla = Sla{static_cast<int32_t>(30 + 30 * dice_.below(16)),
                     "",
                     {},
                     80,
                     {{30, EscalationAction::kNotify, EscalationTarget::kRole, "dispatcher"},
                      {120, EscalationAction::kNotify, EscalationTarget::kRole, "manager"}}};
    }
    if (kind == NodeKind::kWait) node.event = "ready";
    return node.node;
  }
  Node& at(const std::string& id) {
    return t_.nodes[static_cast<size_t>(std::stoul(id.substr(1))) - 1];
  }
  Edge& edge(const std::string& from, const std::string& to) {
    Edge& edge = t_.edges.emplace_back();
    edge.edge = "e" + std::to_string(t_.edges.size());
    edge.from = from;
    edge.to = to;
    return edge;
  }
  // A node behind the last one, which it becomes.
  std::string append(NodeKind kind) {
    std::string id = add(kind);
    edge(last_, id);
    return last_ = id;
  }
  std::string some_task() {
    constexpr auto kKinds = std::to_array(
        {NodeKind::kTask, NodeKind::kTask, NodeKind::kAppoint, NodeKind::kWait, NodeKind::kNotify});
    return append(kKinds[dice_.below(kKinds.size())]);
  }

  std::string choice(std::vector<std::string> options) {
    CustomField& field = t_.fields.emplace_back();
    field.field = "f" + std::to_string(t_.fields.size());
    field.name = field.field;
    field.kind = FieldKind::kChoice;
    field.in_conditions = true;
    for (std::string& option : options)
      field.options.push_back({std::move(option), {}});
    return field.field;
  }
  std::string money() {
    CustomField& field = t_.fields.emplace_back();
    field.field = "f" + std::to_string(t_.fields.size());
    field.name = field.field;
    field.kind = FieldKind::kMoney;
    field.in_conditions = true;
    field.min = 0;
    return field.field;
  }

  void intake() {
    const std::string form = append(NodeKind::kForm);
    amount_ = money();
    urgent_ = choice({"yes", "no"});
    at(form).fields = {{amount_, FieldAccess::kRequired}, {urgent_, FieldAccess::kRequired}};
    const std::string dispatch = append(NodeKind::kDispatch);
    at(dispatch).actions = {Action::kTake, Action::kComplete};
    at(dispatch).stamps = {{Action::kTake, TimeName::kTaken}};
    cancel_ = add(NodeKind::kCancel);
    ask(true);
  }

  void part() {
    if (parallel_ && !dice_.once_in(3)) return together();
    switch (dice_.below(9)) {
      case 0:
      case 7:
      case 8:
        return decide(dice_.below(5));
      case 1:
        return ask(dice_.once_in(2));
      case 2:
        return visit();
      case 3:
        return approve();
      case 4:
      case 5:
        return together();
      default:
        for (size_t i = 2 + dice_.below(3); i > 0; --i)
          some_task();
        if (share_ < 9000 && dice_.once_in(2)) pay(share_ + 500 + 500 * dice_.below(2));
    }
  }

  // A task whose completion raises the shares of both relations.
  void pay(size_t share) {
    const std::string task = append(NodeKind::kTask);
    for (const Relation relation : kBoth) {
      at(task).triggers.push_back({Action::kComplete,
                                   relation,
                                   {"labour", "parts", "travel"},
                                   static_cast<int32_t>(share)});
    }
    share_ = share;
  }

  // What was given at intake is asked again: dear or urgent work takes a longer way.
  void decide(size_t which) {
    const std::string branch = append(NodeKind::kBranch);
    const std::string merge = add(NodeKind::kBranch);
    switch (which) {
      case 0:
        tested(branch, merge, from_on("field." + amount_, dice_.once_in(2) ? 500 : 2000));
        break;
      case 1:
        tested(branch, merge, one_of("field." + urgent_, {"yes"}));
        break;
      case 2:
        tested(branch, merge, one_of("customer_class", {"vip"}));
        break;
      case 3:
        tested(branch, merge, one_of("service_type", {"install", "move"}));
        break;
      default:
        tested(branch, merge, one_of("channel", {"dealer"}));
    }
    edge(branch, merge).otherwise = true;
    last_ = merge;
  }
  void tested(const std::string& branch, const std::string& merge, const Condition& condition) {
    last_ = branch;
    for (size_t i = 1 + dice_.below(3); i > 0; --i) {
      some_task();
      if (t_.edges.back().from == branch) t_.edges.back().when = condition;
    }
    edge(last_, merge);
  }

  // A form asks, and each answer has a way of its own; one of them may end the ticket.
  void ask(bool cancels) {
    const std::string form = append(NodeKind::kForm);
    const std::string field = choice({"a", "b", "c"});
    at(form).fields = {{field, FieldAccess::kRequired}};
    const std::string branch = append(NodeKind::kBranch);
    const std::string merge = add(NodeKind::kBranch);
    tested(branch, merge, one_of("field." + field, {"a"}));
    if (cancels) {
      edge(branch, cancel_).when = one_of("field." + field, {"b"});
    } else {
      tested(branch, merge, one_of("field." + field, {"b"}));
    }
    edge(branch, merge).otherwise = true;
    last_ = merge;
  }

  // Who finds nobody comes again; who lacks a part waits for it first.
  void visit() {
    const std::string appoint = append(NodeKind::kAppoint);
    const std::string visit = append(NodeKind::kVisit);
    at(visit).actions = {Action::kArrive, Action::kComplete};
    at(visit).outcomes = {{VisitOutcome::kDone, Fault::kNobody},
                          {VisitOutcome::kPartNeeded, Fault::kNobody},
                          {VisitOutcome::kCustomerAbsent, Fault::kCustomer}};
    const std::string branch = append(NodeKind::kBranch);
    const std::string done = add(NodeKind::kTask);
    const std::string parts = add(NodeKind::kParts);
    edge(branch, done).when = one_of("outcome", {"done"});
    edge(branch, parts).when = one_of("outcome", {"part_needed"});
    edge(branch, appoint).otherwise = true;
    last_ = parts;
    append(NodeKind::kWait);
    edge(last_, appoint);
    last_ = done;
  }

  void approve() {
    const std::string form = append(NodeKind::kForm);
    const std::string field = choice({"small", "large"});
    at(form).fields = {{field, FieldAccess::kRequired}};
    some_task();
    const std::string approval = append(NodeKind::kApproval);
    at(approval).actions = {Action::kAccept, Action::kReturn};
    at(approval).return_to = {form};
    const std::string branch = append(NodeKind::kBranch);
    const std::string merge = add(NodeKind::kBranch);
    tested(branch, merge, one_of("field." + field, {"large"}));
    edge(branch, merge).otherwise = true;
    last_ = merge;
  }

  // Branches side by side, in each of which something is entered, decided or paid. What was found
  // out in them is asked again when they have come together.
  void together() {
    const std::string split = append(NodeKind::kSplit);
    const std::string join = add(NodeKind::kJoin);
    std::vector<std::string> results;
    for (size_t branches = parallel_ || wanted_ >= 50 ? 3 : 2; branches > 0; --branches) {
      last_ = split;
      some_task();
      const std::string form = append(NodeKind::kForm);
      const std::string field = choice({"ok", "rework"});
      at(form).fields = {{field, FieldAccess::kRequired}};
      results.push_back("field." + field);
      if (dice_.once_in(2)) {
        const std::string branch = append(NodeKind::kBranch);
        const std::string merge = add(NodeKind::kBranch);
        tested(branch, merge, one_of(results.back(), {"rework"}));
        edge(branch, merge).otherwise = true;
        last_ = merge;
      }
      some_task();
      edge(last_, join);
    }
    last_ = join;
    for (const std::string& result : results) {
      if (dice_.once_in(2)) continue;
      const std::string branch = append(NodeKind::kBranch);
      const std::string merge = add(NodeKind::kBranch);
      tested(branch, merge, one_of(result, {"rework"}));
      edge(branch, merge).otherwise = true;
      last_ = merge;
    }
  }

  size_t wanted_;
  Dice dice_;
  bool parallel_;
  TemplateVersion t_;
  std::string last_, cancel_, amount_, urgent_;
  size_t share_ = 0;
};

}  // namespace

TemplateVersion generate_template(size_t nodes, uint64_t seed, bool parallel) {
  return Generator(nodes, seed, parallel).make();
}

std::vector<TemplateVersion> generated_templates() {
  constexpr auto kMixed = std::to_array<size_t>(
      {10, 20, 30, 40, 50, 60, 70, 80, 100, 120, 140, 160, 180, 200, 220, 250, 300});
  std::vector<TemplateVersion> all;
  for (const size_t nodes : kMixed)
    all.push_back(generate_template(nodes, 2026 + nodes));
  for (const size_t nodes : {60u, 90u, 120u})
    all.push_back(generate_template(nodes, 2026 + nodes, true));
  return all;
}

}  // namespace fenming::bench
