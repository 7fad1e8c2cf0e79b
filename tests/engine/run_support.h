// Tickets played in tests: a ticket that is stepped by hand, and one that moves at random.
#pragma once

#include "engine/workflow/run/due.h"
#include "engine/workflow/run/offers.h"
#include "flow_support.h"
#include "random_flows.h"

namespace fenming::testing {

inline std::string text_of(const Refusal& refusal) {
  std::string text(refusal_info(refusal.code).name);
  if (!refusal.node.empty()) text += " at " + refusal.node;
  if (!refusal.field.empty()) text += " about " + refusal.field;
  if (!refusal.who.empty()) text += " by " + refusal.who;
  return text;
}

// A ticket with its log. Every step is checked: the log alone must give the same state.
struct Running {
  explicit Running(const TemplateVersion& version) : world{version, {}, {}, {}, {}, {}, {}} {}

  World world;
  InstanceState state;
  Effects last;
  std::vector<RecordedEvent> log;
  int64_t now = 1'000'000;

  // "ok", or the refusal.
  std::string go(Event event) {
    if (event.key.empty()) event.key = "k" + std::to_string(log.size() + 1);
    const StepResult result = step(world, state, event, now);
    if (!result) return text_of(result.refusal());
    state = result->state;
    last = result->effects;
    log.push_back(result->recorded);
    return "ok";
  }
  std::string start(const Values& values = {}) {
    Event event;
    event.kind = EventKind::kStart;
    event.values = values;
    return go(event);
  }
  static Event make(EventKind kind, const std::string& node, const std::string& actor = "") {
    Event event;
    event.kind = kind;
    event.node = node;
    event.actor = actor;
    return event;
  }
  std::string act(EventKind kind, const std::string& node, const std::string& actor = "wang",
                  const Values& values = {}) {
    Event event = make(kind, node, actor);
    event.values = values;
    return go(event);
  }
  std::string complete(const std::string& node, const Values& values = {}) {
    return act(EventKind::kComplete, node, "", values);
  }
  std::string end_visit(const std::string& node, VisitOutcome outcome,
                        const std::string& actor = "wang") {
    Event event = make(EventKind::kComplete, node, actor);
    event.outcome = outcome;
    return go(event);
  }
  // "a b@edge": nodes with a token.
  std::string tokens() const {
    std::string text;
    for (const Token& token : state.marking) {
      text += (text.empty() ? "" : " ") + token.node;
      if (!token.edge.empty()) text += "@" + token.edge;
      if (token.stopped) text += "!" + std::string(flow_code_info(*token.stopped).name);
    }
    return text;
  }
};

// One random event that the ticket offers, with random values; false where nothing is offered.
inline bool random_event(Dice& dice, const TemplateVersion& version, Running& ticket,
                         Event& event) {
  const std::vector<Offer> list = offers(version, ticket.state);
  if (list.empty()) return false;
  const Offer& offer = list[dice.below(list.size())];
  event = offer.event;
  ticket.now += static_cast<int64_t>(dice.below(4000));
  if (offer.at && dice.once_in(2)) ticket.now = std::max(ticket.now, *offer.at);
  event.actor =
      offer.handler.empty() && !offer.at ? (dice.once_in(2) ? "wang" : "li") : offer.handler;
  event.person = event.kind == EventKind::kTransfer ? "zhao" : "";
  if (event.kind == EventKind::kAppoint) {
    event.from = ticket.now + 600;
    event.to = event.from + 3600;
  }
  for (const std::string& name : offer.fields) {
    const bool needed =
        std::find(offer.missing.begin(), offer.missing.end(), name) != offer.missing.end();
    if (!needed && dice.once_in(2)) continue;
    const CustomField& field = *version.field(name.substr(6));
    event.values[name] =
        field.options.empty() ? "1" : field.options[dice.below(field.options.size())].option;
  }
  return true;
}

}  // namespace fenming::testing
