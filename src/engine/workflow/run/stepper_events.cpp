// Events beside progress: returns, pauses, appointments, timers, escalation, cancellation.
#include <algorithm>

#include "engine/workflow/run/migration.h"
#include "engine/workflow/run/stepper.h"

namespace fenming::workflow {

bool Stepper::go_back() {
  const Node* node = nullptr;
  Token* token = find(node);
  if (token == nullptr) return false;
  if (!node->offers(Action::kReturn)) return refuse(RefusalCode::kNotOffered);
  if (token->visit != 0) return refuse(RefusalCode::kVisitBegun);
  if (!token->handler.empty() && token->handler != event_.actor) {
    return refuse_for(RefusalCode::kNotHandler, token->handler);
  }
  std::string target = event_.target;
  if (target.empty() && node->return_to.size() == 1) target = node->return_to[0];
  const auto& named = node->return_to;
  const Node* to = find_node(version_, target);
  if (to == nullptr || std::find(named.begin(), named.end(), target) == named.end()) {
    return refuse(RefusalCode::kBadTarget, "target");
  }
  std::erase_if(state_.marking,
                [&](const Token& t) { return t.node == event_.node && t.edge.empty(); });
  return runner_.enter(*to, nullptr);
}

bool Stepper::transfer() {
  const Node* node = nullptr;
  Token* token = find(node, true);
  if (token == nullptr) return false;
  if (!node->offers(Action::kTransfer)) return refuse(RefusalCode::kNotOffered);
  if (event_.person.empty()) return refuse(RefusalCode::kNoPerson, "person");
  token->handler = event_.person;
  notify(NoticeKind::kAssigned, node->node, event_.person);
  return true;
}

// Only what the SLA names stops its clock; for any other reason it runs on.
bool Stepper::suspend() {
  const Node* node = nullptr;
  Token* token = find(node);
  if (token == nullptr) return false;
  if (!node->offers(Action::kSuspend)) return refuse(RefusalCode::kNotOffered);
  if (event_.pause) {
    const auto* pauses = node->sla ? &node->sla->pauses : nullptr;
    if (pauses == nullptr ||
        std::find(pauses->begin(), pauses->end(), *event_.pause) == pauses->end()) {
      return refuse(RefusalCode::kPauseNotAllowed, "pause");
    }
    token->paused_since = now_;
  }
  token->suspended = true;
  token->pause = event_.pause;
  return true;
}

bool Stepper::resume() {
  const Node* node = nullptr;
  Token* token = find(node, true);
  if (token == nullptr) return false;
  if (!token->suspended) return refuse(RefusalCode::kNotSuspended);
  if (!runner_.resume_clock(*token, *node)) return false;
  token->suspended = false;
  token->pause.reset();
  token->paused_since.reset();
  return true;
}

// A window belongs to a visit that has not begun, and never takes the place of an earlier one.
bool Stepper::appoint(bool by_customer) {
  if (!by_customer) {
    const Node* node = nullptr;
    if (find(node, true) == nullptr) return false;
    const bool offers = node->kind == NodeKind::kAppoint || node->kind == NodeKind::kVisit;
    if (!offers) return refuse(RefusalCode::kNotOffered);
    if (runner_.token(event_.node)->visit != 0) return refuse(RefusalCode::kVisitBegun);
  }
  if (event_.to <= event_.from) return refuse(RefusalCode::kBadWindow, "to");
  size_t index = 0;
  if (event_.visit != 0) {
    index = static_cast<size_t>(event_.visit) - 1;
    if (event_.visit < 0 || index >= state_.visits.size()) {
      return refuse(RefusalCode::kNoVisit, "visit");
    }
    if (state_.visits[index].begun()) return refuse(RefusalCode::kVisitBegun, "visit");
  } else {
    const auto planned = std::find_if(state_.visits.begin(), state_.visits.end(),
                                      [](const VisitRecord& visit) { return !visit.begun(); });
    index = static_cast<size_t>(planned - state_.visits.begin());
  }
  if (index == state_.visits.size()) {
    if (by_customer) return refuse(RefusalCode::kNoVisit, "visit");
    state_.visits.emplace_back();
  }
  Window window{event_.from, event_.to, event_.actor, now_, event_.why, by_customer};
  state_.visits[index].windows.push_back(std::move(window));
  return true;
}

bool Stepper::pass_wait(bool by_timer) {
  std::string id = event_.node;
  if (!by_timer && id.empty() && !event_.name.empty()) {
    for (const Token& token : state_.marking) {
      const Node* node = find_node(version_, token.node);
      const bool waits_for = node->kind == NodeKind::kWait && node->event == event_.name;
      if (waits_for && !token.stopped && id.empty()) id = token.node;
    }
  }
  const Node* node = find_node(version_, id);
  Token* token = node == nullptr ? nullptr : runner_.token(id);
  const bool fits = token != nullptr && node->kind == NodeKind::kWait && !token->stopped &&
                    (by_timer || (!event_.name.empty() && node->event == event_.name));
  if (!fits) return runner_.refuse(RefusalCode::kNothingWaits, id, by_timer ? "node" : "name");
  if (token->suspended) return runner_.refuse(RefusalCode::kSuspended, id);
  if (by_timer && (!token->timer || *token->timer > now_)) {
    return runner_.refuse(RefusalCode::kNotDue, id);
  }
  if (!take_values(*node, *token, true)) return false;
  Token leaving = *token;
  const std::vector<Action> progress = progress_of(*node);
  for (size_t i = leaving.done.size(); i + 1 < progress.size(); ++i)
    runner_.act(*node, progress[i], 0);
  std::erase_if(state_.marking, [&](const Token& t) { return t.node == id && t.edge.empty(); });
  return runner_.leave(*node, std::move(leaving));
}

void Stepper::notify(NoticeKind kind, const std::string& node, const std::string& to) {
  effects.notices.push_back({kind, node, to});
}

bool Stepper::warn() {
  const Node* node = nullptr;
  Token* token = find(node, true);
  if (token == nullptr) return false;
  const bool due = token->clock && !token->paused_since && !token->clock->warned &&
                   token->clock->warn_at <= now_;
  if (!due) return refuse(RefusalCode::kNotDue);
  token->clock->warned = true;
  notify(NoticeKind::kWarning, node->node, token->handler);
  return true;
}

bool Stepper::break_sla() {
  const Node* node = nullptr;
  Token* token = find(node, true);
  if (token == nullptr) return false;
  const bool due =
      token->clock && !token->paused_since && !token->clock->broken && token->clock->due_at <= now_;
  if (!due) return refuse(RefusalCode::kNotDue);
  token->clock->broken = true;
  notify(NoticeKind::kBroken, node->node, token->handler);
  return true;
}

// Escalation tells, raises and reassigns; it never moves a token.
bool Stepper::escalate() {
  const Node* node = nullptr;
  Token* token = find(node, true);
  if (token == nullptr) return false;
  const bool next = token->clock && !token->paused_since && token->clock->broken && node->sla &&
                    event_.level == token->clock->levels_done &&
                    static_cast<size_t>(event_.level) < token->clock->levels.size();
  if (!next || token->clock->levels[static_cast<size_t>(event_.level)] > now_) {
    return refuse(RefusalCode::kNotDue, "level");
  }
  ++token->clock->levels_done;
  const EscalationLevel& level = node->sla->chain[static_cast<size_t>(event_.level)];
  switch (level.action) {
    case EscalationAction::kNotify:
      notify(NoticeKind::kEscalation, node->node,
             level.to == EscalationTarget::kBestMatch ? token->handler : level.target);
      return true;
    case EscalationAction::kRaiseUrgency:
      // The fact that conditions and prices read stays as it was when the ticket came in.
      ++state_.urgency_raised;
      notify(NoticeKind::kUrgency, node->node, {});
      return true;
    case EscalationAction::kWebhook:
      notify(NoticeKind::kWebhook, node->node, level.target);
      return true;
    case EscalationAction::kReassign:
      break;
  }
  std::string person = level.to == EscalationTarget::kPerson ? level.target : std::string();
  if (level.to == EscalationTarget::kBestMatch) {
    const auto best =
        tape_.take(TakenKind::kPerson, node->node, [&](const World& world) -> std::optional<Taken> {
          for (const std::string& candidate : world.candidates) {
            if (candidate != token->handler) {
              return Taken{TakenKind::kPerson, node->node, candidate, {}};
            }
          }
          return std::nullopt;
        });
    if (best) person = best->text;
  }
  // Without anybody else it stays with whom it is; a role is told and sends somebody.
  if (!person.empty()) token->handler = person;
  notify(NoticeKind::kReassigned, node->node, person.empty() ? level.target : person);
  return true;
}

// Fills what is missing where a token has stopped for it. Otherwise only nodes write, as the
// verifier assumes; in a template that it has proved no token stops.
bool Stepper::write() {
  const bool stopped = std::any_of(state_.marking.begin(), state_.marking.end(),
                                   [](const Token& token) { return token.stopped.has_value(); });
  if (!stopped) return refuse(RefusalCode::kNothingWaits);
  for (const auto& [name, value] : event_.values) {
    const auto fact = parse_fact(name);
    const auto known = state_.facts.find(name);
    if (known != state_.facts.end() && !known->second.empty()) {
      return refuse(RefusalCode::kAlreadyWritten, name);
    }
    const CustomField* field =
        fact && fact->fact == Fact::kField ? version_.field(fact->attribute) : nullptr;
    const bool of_ticket = fact && static_cast<size_t>(fact->fact) < kTicketTextFacts;
    if (field == nullptr && !of_ticket) return refuse(RefusalCode::kUnknownFact, name);
    if (value.empty()) return refuse(RefusalCode::kFieldMissing, name);
    if (field != nullptr && check_value(*field, value)) {
      return refuse(RefusalCode::kFieldInvalid, name);
    }
    state_.facts[name] = value;
  }
  return true;
}

bool Stepper::cancel() {
  for (const VisitRecord& visit : state_.visits) {
    if (visit.begun() && !visit.departed) return refuse(RefusalCode::kVisitOpen);
  }
  state_.cancel_reason = event_.why;
  if (event_.node.empty()) {
    state_.marking.clear();
    state_.status = RunStatus::kCancelled;
    effects.status = state_.status;
    return true;
  }
  const Node* node = find_node(version_, event_.node);
  if (node == nullptr || node->kind != NodeKind::kCancel) {
    return refuse(RefusalCode::kNotACancel, "node");
  }
  return runner_.finish(*node);
}

bool Stepper::migrate() {
  const bool fits =
      next_ != nullptr && next_->code == version_.code && next_->version == event_.version;
  if (!fits) return refuse(RefusalCode::kWrongVersion, "version");
  if (world_ != nullptr) {
    VerifyInput input;
    input.pins = world_->pins;
    if (!plan_migration(version_, *next_, event_.mapping, state_, input).ok()) {
      return refuse(RefusalCode::kBadMigration, "mapping");
    }
  }
  const std::set<std::string> changed = carry_over(version_, *next_, event_.mapping, state_);
  Runner moved(*next_, state_, effects, tape_, now_);
  for (Token& token : state_.marking) {
    if (!changed.contains(token.node) || token.stopped || !token.edge.empty()) continue;
    const Node& node = *find_node(*next_, token.node);
    if (moved.renew_clock(token, node)) continue;
    return runner_.refuse(moved.refusal().code, node.node, moved.refusal().field);
  }
  if (moved.settle_down()) return true;
  return runner_.refuse(moved.refusal().code, moved.refusal().node, moved.refusal().field);
}

}  // namespace fenming::workflow
