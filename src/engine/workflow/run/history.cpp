#include "engine/workflow/run/history.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/workflow/run/runner.h"

namespace fenming::workflow {
namespace {

// A choice of the record, and how long it took: since the token came to its node, or since the
// event before where it is about no node.
struct Choice {
  Event event;
  int64_t after_s = 0;
};

bool is_of_sla(EventKind kind) {
  return kind == EventKind::kWarning || kind == EventKind::kBroken ||
         kind == EventKind::kEscalation;
}

// Which stays lasted longer than their SLA. A clock that stands still is not late.
class Lateness {
 public:
  // Before the event of this instant changes the state.
  void see(const InstanceState& state, int64_t at) {
    for (const Token& token : state.marking) {
      const bool runs = token.clock && !token.paused_since;
      if (!runs || token.clock->due_at >= at) continue;
      if (seen_.emplace(token.node, token.entered).second) nodes_.push_back(token.node);
    }
  }
  std::vector<std::string> take() { return std::move(nodes_); }

 private:
  std::set<std::pair<std::string, int64_t>> seen_;
  std::vector<std::string> nodes_;
};

// The record under its own template, and the choices that it holds.
class Past {
 public:
  Past(const TemplateVersion& version, const Settler* settler, const HistoryCase& one)
      : version_(version), case_(one), ledger_(settler) {}

  std::optional<Error> follow(HistoryRun& run, std::vector<Choice>& choices) {
    for (const RecordedEvent& recorded : case_.events) {
      if (recorded.event.kind == EventKind::kMigrate) {
        return Error{"migrated", recorded.event.node, "The ticket has changed its version."};
      }
      if (!is_of_sla(recorded.event.kind)) {
        choices.push_back(choice_of(recorded));
        late_.see(state_, recorded.at);
      }
      Result<Stepped> stepped = apply(version_, nullptr, state_, recorded);
      if (!stepped) return stepped.error();
      state_ = std::move(stepped->state);
      const Effects& effects = stepped->effects;
      run.path.insert(run.path.end(), effects.path.begin(), effects.path.end());
      ledger_.post(state_, case_.subject, effects.obligations);
      if (!is_of_sla(recorded.event.kind)) last_ = recorded.at;
    }
    run.status = state_.status;
    run.minutes = case_.events.empty() ? 0 : (last_ - case_.events[0].at) / 60;
    run.amounts = ledger_.totals();
    run.waiting = ledger_.waiting().size();
    run.late = late_.take();
    return std::nullopt;
  }

  const InstanceState& state() const { return state_; }

 private:
  Choice choice_of(const RecordedEvent& recorded) const {
    Choice choice{recorded.event, recorded.at - (last_ == 0 ? recorded.at : last_)};
    if (const Token* token = state_.token(recorded.event.node)) {
      choice.after_s = recorded.at - token->since;
    }
    // Whom the dispatch found then is whom it would find again.
    for (const Taken& taken : recorded.taken) {
      const bool here = taken.kind == TakenKind::kPerson && taken.node == recorded.event.node;
      if (here && choice.event.person.empty()) choice.event.person = taken.text;
    }
    return choice;
  }

  const TemplateVersion& version_;
  const HistoryCase& case_;
  RunLedger ledger_;
  Lateness late_;
  InstanceState state_;
  int64_t last_ = 0;
};

// The same choices under the edited template.
class Future {
 public:
  Future(Play& play, std::vector<Choice> choices) : play_(play), open_(std::move(choices)) {}

  void follow() {
    while (play_.state().status == RunStatus::kRunning && play_one()) {
    }
  }

  std::vector<std::string> late() { return late_.take(); }

  std::vector<HistoryStop> stops() const {
    std::vector<HistoryStop> stops;
    if (play_.state().status != RunStatus::kRunning) return stops;
    for (const Token& token : play_.state().marking) {
      // Others are still to come to a join; they are told themselves.
      if (!token.edge.empty()) continue;
      HistoryStop stop{token.node, std::nullopt};
      const auto refused = refused_.find(token.node);
      if (refused != refused_.end()) stop.refusal = refused->second;
      stops.push_back(std::move(stop));
    }
    return stops;
  }

 private:
  struct Candidate {
    size_t choice = 0;
    int64_t at = 0;
  };

  // The first open choice of each node that has a token, and one about no node where none of a node
  // comes before it in the record.
  std::vector<Candidate> candidates() const {
    std::vector<Candidate> list;
    std::set<std::string> nodes;
    for (size_t i = 0; i < open_.size(); ++i) {
      const Event& event = open_[i].event;
      const Token* token = play_.state().token(event.node);
      if (event.node.empty() || (event.kind == EventKind::kCancel)) {
        if (list.empty()) list.push_back({i, play_.now() + open_[i].after_s});
        continue;
      }
      if (token == nullptr || !nodes.insert(event.node).second) continue;
      int64_t at = std::max(play_.now(), token->since + open_[i].after_s);
      if (event.kind == EventKind::kTimer && token->timer)
        at = std::max(play_.now(), *token->timer);
      list.push_back({i, at});
    }
    std::stable_sort(list.begin(), list.end(),
                     [](const Candidate& a, const Candidate& b) { return a.at < b.at; });
    return list;
  }

  bool play_one() {
    for (const Candidate& candidate : candidates()) {
      Event event = open_[candidate.choice].event;
      event.key.clear();
      const InstanceState before = play_.state();
      const auto refusal = play_.play(event, candidate.at);
      if (!refusal) {
        late_.see(before, candidate.at);
        refused_.erase(event.node);
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(candidate.choice));
        return true;
      }
      refused_[event.node] = *refusal;
    }
    return false;
  }

  Play& play_;
  std::vector<Choice> open_;
  std::map<std::string, Refusal> refused_;
  Lateness late_;
};

// Fields of a start node are kept by name, facts come from the subject: what is no longer a fact of
// the template's start is left out.
std::optional<Refusal> start(Play& play, const HistoryCase& one) {
  Values fields;
  for (const auto& [name, value] : one.events[0].event.values) {
    if (name.starts_with("field.")) fields[name] = value;
  }
  return play.start(one.events[0].at, fields);
}

Ticket with_facts(const HistoryCase& one) {
  Ticket subject = one.subject;
  for (const auto& [name, value] : one.events[0].event.values) {
    const auto fact = parse_fact(name);
    if (fact && static_cast<size_t>(fact->fact) < kTicketTextFacts) {
      subject.fact(fact->fact) = value;
    }
  }
  return subject;
}

}  // namespace

HistoryDifference replay_case(const HistorySide& before, const HistorySide& after,
                              const HistoryCase& one) {
  HistoryDifference difference;
  difference.ticket = one.ticket;
  if (one.events.empty() || one.events[0].event.kind != EventKind::kStart) {
    difference.error = {"no_start", "events[0]", "A ticket's record begins with its start."};
    return difference;
  }
  std::vector<Choice> choices;
  Past past(before.version, before.settler, one);
  if (auto error = past.follow(difference.before, choices)) {
    difference.error = *error;
    return difference;
  }
  choices.erase(choices.begin());
  PlayInput input = after.world;
  input.subject = with_facts(one);
  input.facts = one.facts;
  // Nobody is a candidate today: whom the record names has it.
  input.candidates.clear();
  Play play(after.version, after.settler, std::move(input));
  if (const auto refusal = start(play, one)) {
    difference.stops.push_back({{}, *refusal});
    return difference;
  }
  Future future(play, std::move(choices));
  future.follow();
  difference.after.path = play.path();
  difference.after.status = play.state().status;
  difference.after.minutes = (play.now() - one.events[0].at) / 60;
  difference.after.amounts = play.totals();
  difference.after.late = future.late();
  difference.after.waiting = play.frames().back().ledger.waiting().size();
  // A ticket that was still open then may be open now, at the same nodes.
  for (HistoryStop& stop : future.stops()) {
    const bool was_there = past.state().status == RunStatus::kRunning &&
                           past.state().token(stop.node) != nullptr && !stop.refusal;
    if (!was_there) difference.stops.push_back(std::move(stop));
  }
  return difference;
}

std::vector<HistoryDifference> replay_history(const HistorySide& before, const HistorySide& after,
                                              const std::vector<HistoryCase>& cases) {
  std::vector<HistoryDifference> differences;
  differences.reserve(cases.size());
  for (const HistoryCase& one : cases)
    differences.push_back(replay_case(before, after, one));
  return differences;
}

}  // namespace fenming::workflow
