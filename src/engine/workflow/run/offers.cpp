#include "engine/workflow/run/offers.h"

#include <algorithm>

#include "engine/workflow/run/due.h"
#include "engine/workflow/run/runner.h"

namespace fenming::workflow {
namespace {

class Offers {
 public:
  Offers(const TemplateVersion& version, const InstanceState& state)
      : version_(version), state_(state) {}

  std::vector<Offer> list() {
    for (const Token& token : state_.marking) {
      const Node* node = find_node(version_, token.node);
      if (node == nullptr || token.stopped || !token.edge.empty()) continue;
      if (token.suspended) {
        add(token, EventKind::kResume);
      } else {
        offer_progress(*node, token);
        offer_others(*node, token);
      }
      if (node->offers(Action::kTransfer)) add(token, EventKind::kTransfer);
    }
    for (const Timer& timer : timers_of(state_)) {
      Offer& offer = offers_.emplace_back();
      offer.event = workflow::event_of(timer);
      offer.event.key.clear();
      offer.at = timer.at;
      if (timer.kind == EventKind::kTimer) add_fields(offer, *find_node(version_, timer.node));
    }
    return std::move(offers_);
  }

 private:
  Offer& add(const Token& token, EventKind kind) {
    Offer& offer = offers_.emplace_back();
    offer.event.kind = kind;
    offer.event.node = token.node;
    return offer;
  }

  void add_fields(Offer& offer, const Node& node) const {
    const Token* token = state_.token(node.node);
    for (const NodeField& field : node.fields) {
      const CustomField* custom = version_.field(field.field);
      if (field.access == FieldAccess::kVisible || custom == nullptr) continue;
      const std::string name = "field." + field.field;
      offer.fields.push_back(name);
      const auto draft = token->draft.find(name);
      const auto known = state_.facts.find(name);
      const bool there = (draft != token->draft.end() && !draft->second.empty()) ||
                         (known != state_.facts.end() && !known->second.empty());
      const bool needed = custom->required || field.access == FieldAccess::kRequired;
      if (needed && !there && custom->standard.empty()) offer.missing.push_back(name);
    }
  }

  void offer_progress(const Node& node, const Token& token) {
    const std::vector<Action> progress = progress_of(node);
    if (token.done.size() < progress.size()) {
      const Action action = progress[token.done.size()];
      Offer offer;
      offer.event.kind = workflow::event_of(action);
      offer.event.node = node.node;
      offer.handler = token.handler;
      const bool ends = action == Action::kComplete || token.done.size() + 1 == progress.size();
      if (ends) add_fields(offer, node);
      const bool outcome =
          node.kind == NodeKind::kVisit && !node.outcomes.empty() &&
          action == (node.offers(Action::kComplete) ? Action::kComplete : progress.back());
      if (!outcome) {
        offers_.push_back(std::move(offer));
        return;
      }
      for (const NodeOutcome& one : node.outcomes) {
        offer.event.outcome = one.outcome;
        offer.event.fault = one.fault;
        offers_.push_back(offer);
      }
    }
  }

  void offer_others(const Node& node, const Token& token) {
    if (node.kind == NodeKind::kWait && !node.event.empty()) {
      Offer& offer = add(token, EventKind::kForeign);
      offer.event.name = node.event;
      add_fields(offer, node);
    }
    if (node.offers(Action::kReturn) && token.visit == 0) {
      for (const std::string& target : node.return_to) {
        Offer& offer = add(token, EventKind::kReturn);
        offer.event.target = target;
        offer.handler = token.handler;
      }
    }
    if (node.offers(Action::kSuspend)) {
      add(token, EventKind::kSuspend);
      if (node.sla) {
        for (const SlaPause pause : node.sla->pauses)
          add(token, EventKind::kSuspend).event.pause = pause;
      }
    }
    const bool appoints = node.kind == NodeKind::kAppoint || node.kind == NodeKind::kVisit;
    if (appoints && token.visit == 0) add(token, EventKind::kAppoint);
  }

  const TemplateVersion& version_;
  const InstanceState& state_;
  std::vector<Offer> offers_;
};

}  // namespace

std::vector<Offer> offers(const TemplateVersion& version, const InstanceState& state) {
  if (state.status != RunStatus::kRunning || !belongs(version, state)) return {};
  return Offers(version, state).list();
}

}  // namespace fenming::workflow
