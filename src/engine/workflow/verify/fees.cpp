#include "engine/workflow/verify/fees.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

bool names(const SettlementTrigger& trigger, const Fee& fee) {
  return trigger.relation == fee.relation &&
         std::find(trigger.categories.begin(), trigger.categories.end(), fee.category) !=
             trigger.categories.end();
}

// Exactly one trigger of 100 % at the action that ends a visit.
void check_visit(const Node& node, const Fee& fee, int32_t index, std::vector<VisitFault>& faults) {
  int32_t count = 0;
  int32_t share = 0;
  for (const SettlementTrigger& trigger : node.triggers) {
    if (!names(trigger, fee) || trigger.action != Action::kComplete) continue;
    ++count;
    share = std::max(share, trigger.share_bp);
  }
  if (count == 0) faults.push_back({FlowCode::kNotSettled, index});
  if (count == 1 && share < 10000) faults.push_back({FlowCode::kNotFull, index});
  if (count > 1) faults.push_back({FlowCode::kSettledTwice, index});
}

}  // namespace

// The trigger that reached the category's share before the search begins; kNone where none did.
int32_t FeePlan::carried(const FlowGraph& graph, const Fee& fee, const Resume* resume) {
  if (resume == nullptr) return kNone;
  const auto found =
      std::find_if(resume->reached.begin(), resume->reached.end(), [&](const ResumeShare& share) {
        return share.relation == fee.relation && share.category == fee.category;
      });
  if (found == resume->reached.end()) return kNone;
  if (!found->node.empty()) {
    const int32_t node = graph.index_of(found->node);
    const auto first = std::find_if(triggers.begin(), triggers.end(),
                                    [&](const FlatTrigger& one) { return one.node == node; });
    return static_cast<int32_t>(first - triggers.begin()) + found->trigger;
  }
  triggers.push_back({kNone, Action::kComplete, fee.relation, found->share_bp, {}});
  return static_cast<int32_t>(triggers.size()) - 1;
}

FeePlan::FeePlan(const FlowGraph& graph, const Resume* resume) {
  const TemplateVersion& version = graph.version();
  std::vector<const SettlementTrigger*> sources;
  for (int32_t n = 0; n < graph.size(); ++n) {
    for (const SettlementTrigger& trigger : graph.node(n).triggers) {
      triggers.push_back({n, trigger.action, trigger.relation, trigger.share_bp, {}});
      sources.push_back(&trigger);
    }
  }
  visit_faults.resize(static_cast<size_t>(graph.size()));
  for (size_t f = 0; f < version.fees.size(); ++f) {
    const Fee& fee = version.fees[f];
    if (!fee.never.empty()) continue;
    if (fee.occasion == FeeOccasion::kVisit) {
      has_visit_fees = true;
      for (int32_t n = 0; n < graph.size(); ++n) {
        if (graph.node(n).kind != NodeKind::kVisit) continue;
        check_visit(graph.node(n), fee, static_cast<int32_t>(f),
                    visit_faults[static_cast<size_t>(n)]);
      }
      continue;
    }
    FeeBundle bundle{fee.relation, {fee.category}, {}, 0};
    for (size_t t = 0; t < sources.size(); ++t) {
      if (names(*sources[t], fee)) bundle.triggers.push_back(static_cast<int32_t>(t));
    }
    if (const int32_t reached = carried(graph, fee, resume); reached != kNone) {
      const auto place = std::find(bundle.triggers.begin(), bundle.triggers.end(), reached);
      bundle.initial = static_cast<uint16_t>(place - bundle.triggers.begin() + 1);
      if (place == bundle.triggers.end()) bundle.triggers.push_back(reached);
    }
    const auto same = std::find_if(bundles.begin(), bundles.end(), [&](const FeeBundle& known) {
      return known.relation == bundle.relation && known.triggers == bundle.triggers &&
             known.initial == bundle.initial;
    });
    if (same != bundles.end()) {
      same->categories.push_back(fee.category);
    } else {
      bundles.push_back(std::move(bundle));
    }
  }
  for (size_t b = 0; b < bundles.size(); ++b) {
    for (size_t i = 0; i < bundles[b].triggers.size(); ++i) {
      triggers[static_cast<size_t>(bundles[b].triggers[i])].settles.emplace_back(
          static_cast<int32_t>(b), static_cast<uint16_t>(i + 1));
    }
  }
}

int32_t FeePlan::share_of(size_t bundle, uint16_t place) const {
  if (place == 0) return 0;
  return triggers[static_cast<size_t>(bundles[bundle].triggers[place - 1u])].share_bp;
}

std::vector<ReachedShare> FeePlan::reached(const uint16_t* places) const {
  std::vector<ReachedShare> shares;
  for (size_t b = 0; b < bundles.size(); ++b) {
    if (places[b] == 0) continue;
    for (const std::string& category : bundles[b].categories)
      shares.push_back({bundles[b].relation, category, share_of(b, places[b])});
  }
  return shares;
}

}  // namespace fenming::workflow
