#include "engine/workflow/run/stepper.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

constexpr std::string_view kField = "field.";

bool contains(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// The action that sets a visit's outcome.
Action ending_action(const Node& node) {
  return node.offers(Action::kComplete) ? Action::kComplete : progress_of(node).back();
}

}  // namespace

bool Stepper::run() {
  state_.keys.push_back(event_.key);
  if (event_.kind == EventKind::kStart) {
    if (state_.status != RunStatus::kNew) return refuse(RefusalCode::kAlreadyStarted);
    return start() && runner_.settle_down();
  }
  if (state_.status != RunStatus::kRunning) return refuse(RefusalCode::kNotRunning);
  return dispatch() && runner_.settle_down();
}

bool Stepper::dispatch() {
  if (const auto action = action_of(event_.kind)) return progress(*action);
  switch (event_.kind) {
    case EventKind::kReturn:
      return go_back();
    case EventKind::kTransfer:
      return transfer();
    case EventKind::kSuspend:
      return suspend();
    case EventKind::kResume:
      return resume();
    case EventKind::kAppoint:
      return appoint(false);
    case EventKind::kMove:
      return appoint(true);
    case EventKind::kTimer:
      return pass_wait(true);
    case EventKind::kForeign:
      return pass_wait(false);
    case EventKind::kWarning:
      return warn();
    case EventKind::kBroken:
      return break_sla();
    case EventKind::kEscalation:
      return escalate();
    case EventKind::kWrite:
      return write();
    case EventKind::kCancel:
      return cancel();
    default:
      return migrate();
  }
}

bool Stepper::start() {
  const auto start = std::find_if(version_.nodes.begin(), version_.nodes.end(),
                                  [](const Node& n) { return n.kind == NodeKind::kStart; });
  if (start == version_.nodes.end()) return refuse(RefusalCode::kNoToken);
  state_.code = version_.code;
  state_.version = version_.version;
  state_.status = RunStatus::kRunning;
  effects.status = state_.status;
  const auto created = static_cast<size_t>(TimeName::kCreated);
  state_.times[created] = now_;
  effects.stamped.push_back({TimeName::kCreated, now_});
  for (const auto& [name, value] : event_.values) {
    if (name.starts_with(kField)) continue;
    const auto fact = parse_fact(name);
    if (!fact || static_cast<size_t>(fact->fact) >= kTicketTextFacts) {
      return refuse(RefusalCode::kUnknownFact, name);
    }
    if (!value.empty()) state_.facts[name] = value;
  }
  for (const Fact fact : version_.intake) {
    const std::string name(fact_info(fact).name);
    if (!state_.facts.contains(name)) return refuse(RefusalCode::kFactMissing, name);
  }
  Token token;
  token.node = start->node;
  token.since = now_;
  token.entered = state_.sequence();
  if (!take_values(*start, token, true)) return false;
  effects.path.push_back(start->node);
  for (const Action action : progress_of(*start)) {
    if (action != progress_of(*start).back()) runner_.act(*start, action, 0);
  }
  return runner_.leave(*start, std::move(token));
}

Token* Stepper::find(const Node*& node, bool may_be_suspended) {
  node = find_node(version_, event_.node);
  Token* token = node == nullptr ? nullptr : runner_.token(event_.node);
  if (token == nullptr) {
    refuse(RefusalCode::kNoToken, "node");
  } else if (token->stopped) {
    refuse(RefusalCode::kStopped);
  } else if (token->suspended && !may_be_suspended) {
    refuse(RefusalCode::kSuspended);
  } else {
    return token;
  }
  return nullptr;
}

// First accept wins: who comes second hears who was first.
bool Stepper::may_act(const Node& node, const Token& token, Action action) {
  const std::vector<Action> progress = progress_of(node);
  const auto done = std::find(token.done.begin(), token.done.end(), action);
  if (done != token.done.end()) {
    const bool taken = action == Action::kTake;
    return refuse_for(taken ? RefusalCode::kTaken : RefusalCode::kOutOfOrder, token.handler);
  }
  if (std::find(progress.begin(), progress.end(), action) == progress.end()) {
    return refuse(RefusalCode::kNotOffered);
  }
  if (!token.handler.empty() && token.handler != event_.actor) {
    const bool taking = action == Action::kTake;
    return refuse_for(taking ? RefusalCode::kTaken : RefusalCode::kNotHandler, token.handler);
  }
  const Action expected = progress[token.done.size()];
  if (expected != action) {
    return refuse(RefusalCode::kOutOfOrder, std::string(action_name(expected)));
  }
  return true;
}

bool Stepper::refuse_for(RefusalCode code, const std::string& who) {
  runner_.refuse_for(code, event_.node, who);
  return false;
}

bool Stepper::progress(Action action) {
  const Node* node = nullptr;
  Token* token = find(node);
  if (token == nullptr || !may_act(*node, *token, action)) return false;
  if (node->kind == NodeKind::kDispatch && !choose_person(*node)) return false;
  const std::vector<Action> progress = progress_of(*node);
  const bool last = token->done.size() + 1 == progress.size();
  const bool checks = last || action == Action::kComplete;
  if (!take_values(*node, *token, checks)) return false;
  if (node->kind == NodeKind::kVisit) {
    if (action == Action::kArrive && !begin_visit(*node, *token)) return false;
    if (action == ending_action(*node) && !end_visit(*node, *token)) return false;
  }
  if (!event_.actor.empty()) {
    token->handler = event_.actor;
    state_.handlers[node->node] = event_.actor;
  }
  if (last) {
    Token leaving = *token;
    std::erase_if(state_.marking,
                  [&](const Token& t) { return t.node == node->node && t.edge.empty(); });
    return runner_.leave(*node, std::move(leaving));
  }
  token->done.push_back(action);
  runner_.act(*node, action, token->visit);
  return true;
}

// Keeps the fields of the event until the token leaves; `checks` where all must be there.
bool Stepper::take_values(const Node& node, Token& token, bool checks) {
  for (const auto& given : event_.values) {
    const std::string& name = given.first;
    if (event_.kind == EventKind::kStart && !name.starts_with(kField)) continue;
    const auto offered = std::find_if(node.fields.begin(), node.fields.end(), [&](const auto& f) {
      return f.access != FieldAccess::kVisible && name == std::string(kField) + f.field;
    });
    const CustomField* field =
        offered == node.fields.end() ? nullptr : version_.field(offered->field);
    if (field == nullptr) return refuse(RefusalCode::kFieldNotOffered, name);
    if (const auto code = check_value(*field, given.second)) return refuse(*code, name);
    token.draft[name] = given.second;
  }
  if (!checks) return true;
  for (const NodeField& offered : node.fields) {
    const CustomField* field = version_.field(offered.field);
    if (offered.access == FieldAccess::kVisible || field == nullptr) continue;
    const std::string name = std::string(kField) + offered.field;
    const auto given = token.draft.find(name);
    const auto known = state_.facts.find(name);
    const bool filled = known != state_.facts.end() && !known->second.empty();
    const bool empties = given != token.draft.end() && given->second.empty();
    const bool there = given != token.draft.end() ? !given->second.empty() : filled;
    const bool needed = field->required || offered.access == FieldAccess::kRequired;
    if (empties && filled) return refuse(RefusalCode::kFieldMissing, name);
    if (needed && !there && field->standard.empty()) {
      return refuse(RefusalCode::kFieldMissing, name);
    }
  }
  return true;
}

bool Stepper::begin_visit(const Node& node, Token& token) {
  const auto free = [](const VisitRecord& visit) { return !visit.begun() && !visit.outcome; };
  size_t index = state_.visits.size();
  if (event_.visit != 0) {
    index = static_cast<size_t>(event_.visit) - 1;
    if (event_.visit < 0 || index >= state_.visits.size() || !free(state_.visits[index])) {
      return refuse(RefusalCode::kNoVisit, "visit");
    }
  } else {
    const auto planned = std::find_if(state_.visits.begin(), state_.visits.end(), free);
    index = static_cast<size_t>(planned - state_.visits.begin());
  }
  if (index == state_.visits.size()) state_.visits.emplace_back();
  VisitRecord& visit = state_.visits[index];
  visit.node = node.node;
  visit.arrived = now_;
  visit.arrived_where = event_.where;
  visit.people = event_.people;
  if (visit.people.empty() && !event_.actor.empty()) {
    visit.people.push_back({event_.actor, Role::kLead, {}});
  }
  token.visit = static_cast<int32_t>(index) + 1;
  return true;
}

bool Stepper::end_visit(const Node& node, Token& token) {
  if (token.visit == 0 && !begin_visit(node, token)) return false;
  VisitRecord& visit = state_.visits[static_cast<size_t>(token.visit) - 1];
  if (!node.outcomes.empty()) {
    if (!event_.outcome) return refuse(RefusalCode::kOutcomeMissing, "outcome");
    const auto offered =
        std::find_if(node.outcomes.begin(), node.outcomes.end(), [&](const auto& o) {
          return o.outcome == *event_.outcome && (!event_.fault || o.fault == *event_.fault);
        });
    if (offered == node.outcomes.end()) return refuse(RefusalCode::kOutcomeNotOffered, "outcome");
    visit.outcome = offered->outcome;
    visit.fault = offered->fault;
  }
  visit.departed = now_;
  visit.departed_where = event_.where;
  visit.items = event_.items;
  visit.parts = event_.parts;
  if (!event_.people.empty()) visit.people = event_.people;
  return true;
}

// Whom a dispatch chooses: who is named, who grabs, or the best of the candidates.
bool Stepper::choose_person(const Node& node) {
  std::string person = event_.person;
  const bool grab = node.dispatch == DispatchMode::kGrab;
  if (person.empty() && grab) person = event_.actor;
  const bool unknown = world_ != nullptr && !world_->candidates.empty() && !person.empty() &&
                       !contains(world_->candidates, person);
  if (unknown) return refuse(RefusalCode::kNotCandidate, "person");
  if (person.empty()) {
    const auto best =
        tape_.take(TakenKind::kPerson, node.node, [&](const World& world) -> std::optional<Taken> {
          if (world.candidates.empty()) return std::nullopt;
          return Taken{TakenKind::kPerson, node.node, world.candidates[0], {}};
        });
    if (!best) return refuse(RefusalCode::kNoPerson, "person");
    person = best->text;
  }
  state_.dispatched = person;
  return true;
}

}  // namespace fenming::workflow
