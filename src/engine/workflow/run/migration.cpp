#include "engine/workflow/run/migration.h"

#include <algorithm>
#include <array>

#include "engine/workflow/run/runner.h"

namespace fenming::workflow {
namespace {

// In the order of MigrationCode.
constexpr auto kInfos = std::to_array<MigrationInfo>({
    {"not_running", false, "Only a running ticket is migrated."},
    {"other_template", false, "The ticket does not run on this version of this template."},
    {"no_mapping", false, "A token stands here; say which node takes its place."},
    {"no_such_node", false, "The mapping leads to a node or edge that is not there."},
    {"cannot_stand", false, "A token cannot stay at this node."},
    {"progress_lost", false, "Actions done already are not those that the new node begins with."},
    {"visit_lost", false, "A visit goes on here; it leads to a visit that has begun."},
    {"second_token", false, "Two tokens would stand in one node."},
    {"field_vanished", false, "A required field that has a value is gone."},
    {"field_invalid", false, "The value does not fit the field as it is now."},
    {"fee_vanished", false, "The category has been settled in part and would not be completed."},
    {"occasion_changed", false, "The category is settled on another occasion than before."},
    {"refuted", false, "From here a path of the new version goes wrong."},
    {"not_proved", false, "There are more states than the search may visit."},
    {"field_dropped", true, "The field is gone; its value stays in the log."},
});
static_assert(kInfos.size() == static_cast<size_t>(MigrationCode::kFieldDropped) + 1);

std::string_view mapped(const std::map<std::string, std::string>& mapping, const std::string& id) {
  const auto found = mapping.find(id);
  return found == mapping.end() ? std::string_view() : std::string_view(found->second);
}

bool has_edge(const TemplateVersion& version, std::string_view edge, std::string_view to) {
  return std::any_of(version.edges.begin(), version.edges.end(),
                     [&](const Edge& e) { return e.edge == edge && e.to == to; });
}

const Fee* fee_of(const TemplateVersion& version, const Reached& reached) {
  const auto found = std::find_if(version.fees.begin(), version.fees.end(), [&](const Fee& fee) {
    return fee.relation == reached.relation && fee.category == reached.category;
  });
  return found == version.fees.end() ? nullptr : &*found;
}

bool was_required(const TemplateVersion& version, const std::string& code) {
  const CustomField* field = version.field(code);
  if (field != nullptr && field->required) return true;
  return std::any_of(version.nodes.begin(), version.nodes.end(), [&](const Node& node) {
    return std::any_of(node.fields.begin(), node.fields.end(), [&](const NodeField& one) {
      return one.field == code && one.access == FieldAccess::kRequired;
    });
  });
}

class Planner {
 public:
  Planner(const TemplateVersion& from, const TemplateVersion& to, const NodeMapping& mapping,
          const InstanceState& state, MigrationReport& report)
      : from_(from), to_(to), mapping_(mapping), state_(state), report_(report) {}

  void check() {
    std::set<std::pair<std::string, std::string>> places;
    for (const Token& token : state_.marking) {
      const std::string target(mapped(mapping_.nodes, token.node));
      const std::string edge(mapped(mapping_.edges, token.edge));
      report_.tokens.push_back({token.node, target});
      check_token(token, target, edge);
      if (!target.empty() && !places.insert({target, edge}).second) {
        add(MigrationCode::kSecondToken, token.node, target);
      }
    }
    for (const auto& [name, value] : state_.facts)
      check_fact(name, value);
    for (const Reached& reached : state_.reached)
      check_share(reached);
  }

 private:
  MigrationFinding& add(MigrationCode code, const std::string& node, const std::string& target,
                        const std::string& field = {}) {
    report_.findings.push_back({code, node, target, field, std::nullopt});
    return report_.findings.back();
  }

  void check_token(const Token& token, const std::string& target, const std::string& edge) {
    if (target.empty()) return void(add(MigrationCode::kNoMapping, token.node, target));
    const Node* node = find_node(to_, target);
    if (node == nullptr) return void(add(MigrationCode::kNoSuchNode, token.node, target));
    if (!token.edge.empty()) {
      if (edge.empty()) return void(add(MigrationCode::kNoMapping, token.node, target, token.edge));
      const bool joins = node->kind == NodeKind::kJoin && has_edge(to_, edge, target);
      if (!joins) add(MigrationCode::kNoSuchNode, token.node, target, edge);
      return;
    }
    const bool stays = token.stopped ? !is_final(node->kind) : stands(*node);
    if (!stays || node->kind == NodeKind::kJoin) {
      return void(add(MigrationCode::kCannotStand, token.node, target));
    }
    if (token.visit != 0 && !token.stopped &&
        (node->kind != NodeKind::kVisit || !node->offers(Action::kArrive))) {
      add(MigrationCode::kVisitLost, token.node, target);
    }
    const std::vector<Action> progress = progress_of(*node);
    const bool prefix = token.done.size() < progress.size() + (token.stopped ? 1 : 0) &&
                        std::equal(token.done.begin(), token.done.end(), progress.begin());
    if (!prefix && !token.stopped) add(MigrationCode::kProgressLost, token.node, target);
  }

  void check_fact(const std::string& name, const std::string& value) {
    const auto fact = parse_fact(name);
    if (!fact || fact->fact != Fact::kField || value.empty()) return;
    const CustomField* field = to_.field(fact->attribute);
    if (field == nullptr) {
      const bool required = was_required(from_, fact->attribute);
      add(required ? MigrationCode::kFieldVanished : MigrationCode::kFieldDropped, {}, {}, name);
    } else if (check_value(*field, value)) {
      add(MigrationCode::kFieldInvalid, {}, {}, name);
    }
  }

  void check_share(const Reached& reached) {
    report_.carried.push_back({reached.relation, reached.category, reached.share_bp});
    const Fee* fee = fee_of(to_, reached);
    if (fee == nullptr || !fee->never.empty()) {
      if (reached.share_bp < 10000) add(MigrationCode::kFeeVanished, {}, {}, reached.category);
    } else if ((fee->occasion == FeeOccasion::kVisit) != (reached.visit != 0)) {
      add(MigrationCode::kOccasionChanged, {}, {}, reached.category);
    }
  }

  const TemplateVersion& from_;
  const TemplateVersion& to_;
  const NodeMapping& mapping_;
  const InstanceState& state_;
  MigrationReport& report_;
};

// The trigger of the new version that is what reached this share: bound alike, for as much.
int32_t same_trigger(const TemplateVersion& from, const Node& target, const Reached& reached) {
  const Node* source = find_node(from, reached.node);
  const bool known = source != nullptr && reached.trigger >= 0 &&
                     static_cast<size_t>(reached.trigger) < source->triggers.size();
  if (!known) return -1;
  const SettlementTrigger& old = source->triggers[static_cast<size_t>(reached.trigger)];
  for (size_t i = 0; i < target.triggers.size(); ++i) {
    const SettlementTrigger& one = target.triggers[i];
    const bool names = std::find(one.categories.begin(), one.categories.end(), reached.category) !=
                       one.categories.end();
    if (names && one.action == old.action && one.relation == old.relation &&
        one.share_bp == old.share_bp) {
      return static_cast<int32_t>(i);
    }
  }
  return -1;
}

bool same_terms(const Node& a, const Node& b) {
  const auto level = [](const EscalationLevel& one, const EscalationLevel& other) {
    return one.after_min == other.after_min;
  };
  if (a.timer_min != b.timer_min || a.sla.has_value() != b.sla.has_value()) return false;
  return !a.sla || (a.sla->minutes == b.sla->minutes && a.sla->calendar == b.sla->calendar &&
                    a.sla->warn_percent == b.sla->warn_percent &&
                    std::equal(a.sla->chain.begin(), a.sla->chain.end(), b.sla->chain.begin(),
                               b.sla->chain.end(), level));
}

}  // namespace

const MigrationInfo& migration_info(MigrationCode code) {
  return kInfos[static_cast<size_t>(code)];
}

bool MigrationReport::ok() const {
  return std::all_of(findings.begin(), findings.end(), [](const MigrationFinding& finding) {
    return migration_info(finding.code).warning;
  });
}

NodeMapping same_ids(const TemplateVersion& from, const TemplateVersion& to) {
  NodeMapping mapping;
  for (const Node& node : from.nodes) {
    const Node* other = find_node(to, node.node);
    if (other != nullptr && other->kind == node.kind) mapping.nodes[node.node] = node.node;
  }
  for (const Edge& edge : from.edges) {
    if (has_edge(to, edge.edge, edge.to)) mapping.edges[edge.edge] = edge.edge;
  }
  return mapping;
}

Resume resume_of(const TemplateVersion& version, const InstanceState& state) {
  Resume resume;
  for (const Token& token : state.marking) {
    resume.tokens.push_back({token.node, token.edge, token.done});
    // A stopped token leaves once more; its last action can only repeat what it has done.
    if (token.stopped && !token.done.empty()) resume.tokens.back().done.pop_back();
  }
  resume.facts = state.facts;
  if (state.ended_visit != 0) {
    const VisitRecord& visit = state.visits[static_cast<size_t>(state.ended_visit) - 1];
    if (visit.outcome) {
      resume.facts["outcome"] = visit_outcome_name(*visit.outcome);
      resume.facts["fault"] = fault_name(visit.fault);
    }
  }
  for (const Reached& one : state.reached) {
    if (one.visit != 0) continue;
    const Node* node = find_node(version, one.node);
    const bool there = node != nullptr && one.trigger >= 0 &&
                       static_cast<size_t>(one.trigger) < node->triggers.size();
    resume.reached.push_back({one.relation, one.category, one.share_bp,
                              there ? one.node : std::string(), there ? one.trigger : 0});
  }
  resume.taken = state.times[static_cast<size_t>(TimeName::kTaken)].has_value();
  resume.completed = state.times[static_cast<size_t>(TimeName::kCompleted)].has_value();
  resume.visited = state.ended_visit != 0;
  return resume;
}

MigrationReport plan_migration(const TemplateVersion& from, const TemplateVersion& to,
                               const NodeMapping& mapping, const InstanceState& state,
                               const VerifyInput& input, const VerifyOptions& options) {
  MigrationReport report;
  const auto stop = [&](MigrationCode code) {
    report.findings.push_back({code, {}, {}, {}, std::nullopt});
    return report;
  };
  if (state.status != RunStatus::kRunning) return stop(MigrationCode::kNotRunning);
  if (from.code != to.code || !belongs(from, state)) {
    return stop(MigrationCode::kOtherTemplate);
  }
  Planner(from, to, mapping, state, report).check();
  if (!report.ok()) return report;
  InstanceState moved = state;
  carry_over(from, to, mapping, moved);
  const Resume resume = resume_of(to, moved);
  VerifyInput from_there = input;
  from_there.resume = &resume;
  const VerifyReport verified = verify(to, from_there, options);
  report.states = verified.states;
  for (const FlowFinding& finding : verified.findings) {
    const Group group = flow_code_info(finding.code).group;
    const bool searched = group >= Group::kSoundness && group <= Group::kFields;
    if (!searched || !finding.refutes()) continue;
    const std::string node = finding.nodes.empty() ? std::string() : finding.nodes[0];
    report.findings.push_back({MigrationCode::kRefuted, {}, node, finding.category, finding});
  }
  if (!verified.complete) return stop(MigrationCode::kNotProved);
  return report;
}

std::set<std::string> carry_over(const TemplateVersion& from, const TemplateVersion& to,
                                 const NodeMapping& mapping, InstanceState& state) {
  std::set<std::string> changed;
  const auto move = [&](std::string& id) {
    const std::string_view target = mapped(mapping.nodes, id);
    if (!target.empty()) id = target;
  };
  for (Token& token : state.marking) {
    const Node* before = find_node(from, token.node);
    move(token.node);
    if (!token.edge.empty()) token.edge = mapped(mapping.edges, token.edge);
    const Node* after = find_node(to, token.node);
    if (before != nullptr && after != nullptr && !same_terms(*before, *after)) {
      changed.insert(token.node);
    }
    std::erase_if(token.draft, [&](const auto& one) {
      const auto fact = parse_fact(one.first);
      return !fact || to.field(fact->attribute) == nullptr;
    });
  }
  std::sort(state.marking.begin(), state.marking.end(), [](const Token& a, const Token& b) {
    return a.node != b.node ? a.node < b.node : a.edge < b.edge;
  });
  std::map<std::string, std::string> handlers;
  for (const auto& [node, person] : state.handlers) {
    std::string id = node;
    move(id);
    handlers[id] = person;
  }
  state.handlers = std::move(handlers);
  for (Reached& reached : state.reached) {
    std::string id = reached.node;
    move(id);
    const Node* target = find_node(to, id);
    reached.trigger = target == nullptr ? -1 : same_trigger(from, *target, reached);
    // No trigger of the new version has reached it: any of them may only raise it.
    reached.node = reached.trigger < 0 ? std::string() : id;
  }
  for (VisitRecord& visit : state.visits)
    move(visit.node);
  state.version = to.version;
  return changed;
}

}  // namespace fenming::workflow
