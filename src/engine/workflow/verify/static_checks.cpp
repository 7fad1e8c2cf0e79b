#include <algorithm>
#include <set>

#include "engine/workflow/verify/checks.h"

namespace fenming::workflow {
namespace {

using Findings = std::vector<FlowFinding>;

const Fee* fee_of(const TemplateVersion& version, Relation relation, const std::string& category) {
  const auto found = std::find_if(version.fees.begin(), version.fees.end(), [&](const Fee& fee) {
    return fee.relation == relation && fee.category == category;
  });
  return found == version.fees.end() ? nullptr : &*found;
}

FlowFinding& add_fee_finding(Findings& findings, FlowCode code, const std::string& node,
                             Relation relation, const std::string& category) {
  FlowFinding& finding = add_finding(findings, code, node);
  finding.relation = relation;
  finding.category = category;
  return finding;
}

void check_trigger(const TemplateVersion& version, const Node& node,
                   const SettlementTrigger& trigger, Findings& findings) {
  for (const std::string& category : trigger.categories) {
    const Fee* fee = fee_of(version, trigger.relation, category);
    FlowCode code = FlowCode::kUndeclaredFee;
    if (fee != nullptr) {
      const bool ends_visit = node.kind == NodeKind::kVisit && trigger.action == Action::kComplete;
      if (!fee->never.empty()) {
        code = FlowCode::kNeverButTriggered;
      } else if (fee->occasion == FeeOccasion::kVisit && !ends_visit) {
        code = FlowCode::kTriggerOffVisit;
      } else {
        continue;
      }
    }
    Fix fix;
    fix.kind = FixKind::kRemoveTrigger;
    fix.node = node.node;
    fix.action = trigger.action;
    fix.relation = trigger.relation;
    fix.category = category;
    add_fee_finding(findings, code, node.node, trigger.relation, category).fix = fix;
  }
}

void check_chain(const Node& node, Findings& findings) {
  const std::vector<EscalationLevel>& chain = node.sla->chain;
  if (chain.empty()) {
    add_finding(findings, FlowCode::kNoChain, node.node);
    return;
  }
  if (!chain.back().reaches_person()) {
    add_finding(findings, FlowCode::kChainWithoutPerson, node.node).field =
        "sla.chain[" + std::to_string(chain.size() - 1) + "]";
  }
  for (size_t i = 1; i < chain.size(); ++i) {
    if (chain[i].after_min > chain[i - 1].after_min) continue;
    add_finding(findings, FlowCode::kChainOutOfOrder, node.node).field =
        "sla.chain[" + std::to_string(i) + "]";
    return;
  }
}

}  // namespace

void check_fees(const FlowGraph& graph, const VerifyInput& input, Findings& findings) {
  const TemplateVersion& version = graph.version();
  std::set<std::pair<Relation, std::string>> seen;
  for (const Fee& fee : version.fees) {
    if (!seen.insert({fee.relation, fee.category}).second) {
      add_fee_finding(findings, FlowCode::kDuplicateFee, {}, fee.relation, fee.category);
    }
  }
  for (const PricedCategory& priced : input.categories) {
    if (fee_of(version, priced.relation, priced.category) == nullptr) {
      add_fee_finding(findings, FlowCode::kFeeNotDeclared, {}, priced.relation, priced.category);
    }
  }
  for (const Node& node : version.nodes) {
    for (const SettlementTrigger& trigger : node.triggers)
      check_trigger(version, node, trigger, findings);
  }
}

void check_time(const FlowGraph& graph, Findings& findings) {
  for (int32_t n = 0; n < graph.size(); ++n) {
    const Node& node = graph.node(n);
    if (waits(node.kind) && !node.sla && !node.open_ended) {
      add_finding(findings, FlowCode::kNoSla, node.node);
    }
    if (node.sla) check_chain(node, findings);
  }
}

void check_people(const FlowGraph& graph, const VerifyInput& input, Findings& findings) {
  for (int32_t n = 0; n < graph.size(); ++n) {
    const Node& node = graph.node(n);
    if (is_human(node.kind) && node.who.empty()) {
      add_finding(findings, FlowCode::kNobodyNamed, node.node);
    }
  }
  for (const PeopleGap& gap : input.gaps) {
    if (!gap.regions.empty()) {
      add_finding(findings, FlowCode::kNobodyThere, gap.node).regions = gap.regions;
    }
  }
}

}  // namespace fenming::workflow
