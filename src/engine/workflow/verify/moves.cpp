#include "engine/workflow/verify/moves.h"

#include <algorithm>

namespace fenming::workflow {

// A token that leaves its node: the state without it, and the move as far as it is known.
struct Moves::Leaving {
  State state;
  Move move;
  int32_t node = kNone;
};

State Moves::initial() const {
  State state(net_);
  for (size_t v = 0; v < net_.domains.size(); ++v)
    state.value(static_cast<int32_t>(v)) = net_.domains.variables()[v].initial;
  if (net_.input.resume == nullptr) {
    state.mark(plan(net_.graph.start()).place);
  } else {
    resume(state, *net_.input.resume);
  }
  forget(state);
  return state;
}

void Moves::resume(State& state, const Resume& from) const {
  for (const ResumeToken& token : from.tokens) {
    const int32_t node = net_.graph.index_of(token.node);
    int32_t place = kNone;
    if (token.edge.empty()) {
      place = net_.place_of(node, token.done);
    } else {
      for (const int32_t e : net_.graph.in(node))
        if (net_.graph.edge(e).edge == token.edge) place = net_.edge_place[static_cast<size_t>(e)];
    }
    if (place != kNone) state.mark(place);
  }
  for (size_t v = 0; v < net_.domains.size(); ++v) {
    const auto index = static_cast<int32_t>(v);
    const Variable& variable = net_.domains.variable(index);
    if (variable.origin == Origin::kDerived) continue;
    const auto known = from.facts.find(variable.name);
    if (known != from.facts.end()) {
      state.value(index) =
          known->second.empty() ? kEmpty : net_.domains.cell_or_open(index, known->second);
    } else {
      state.value(index) = variable.origin == Origin::kTicket ? kEmpty : kNever;
    }
  }
  for (size_t b = 0; b < net_.fees.bundles.size(); ++b)
    state.reached(b) = net_.fees.bundles[b].initial;
  if (from.taken) state.set_taken();
  if (from.completed) state.set_completed();
  if (from.visited && net_.fees.has_visit_fees) state.set_visited();
}

void Moves::expand(const State& state, const Sink& sink) const {
  for (size_t p = 0; p < net_.places.size(); ++p) {
    const auto place = static_cast<int32_t>(p);
    if (state.marked(place)) expand_place(state, place, sink);
  }
}

void Moves::expand_place(const State& state, int32_t place, const Sink& sink) const {
  const Place& from = net_.places[static_cast<size_t>(place)];
  if (net_.graph.node(from.node).kind == NodeKind::kJoin) return join(state, place, sink);
  if (static_cast<size_t>(from.stage) < plan(from.node).stages.size()) {
    act(state, place, sink);
  } else {
    Leaving leaving{state, {}, from.node};
    leaving.move.place = place;
    leaving.state.unmark(place);
    leave(std::move(leaving), sink);
  }
  go_back(state, place, sink);
}

// Leaves as soon as a token waits on each edge; of the join's places the first one acts.
void Moves::join(const State& state, int32_t place, const Sink& sink) const {
  const int32_t node = net_.places[static_cast<size_t>(place)].node;
  const auto& edges = net_.graph.in(node);
  if (net_.edge_place[static_cast<size_t>(edges[0])] != place) return;
  Leaving leaving{state, {}, node};
  leaving.move.place = place;
  for (const int32_t e : edges) {
    if (!state.marked(net_.edge_place[static_cast<size_t>(e)])) return;
    leaving.state.unmark(net_.edge_place[static_cast<size_t>(e)]);
  }
  leave(std::move(leaving), sink);
}

void Moves::act(const State& state, int32_t place, const Sink& sink) const {
  const Place& from = net_.places[static_cast<size_t>(place)];
  const Effect& effect = plan(from.node).stages[static_cast<size_t>(from.stage)];
  State next = state;
  Move move;
  move.place = place;
  move.kind = PathMove::kAct;
  move.by = static_cast<int32_t>(effect.action);
  next.unmark(place);
  next.mark(place + 1);
  settle(next, move, from.node, effect);
  forget(next);
  sink(move, next);
}

void Moves::go_back(const State& state, int32_t place, const Sink& sink) const {
  const Place& from = net_.places[static_cast<size_t>(place)];
  if (static_cast<size_t>(from.stage) >= plan(from.node).return_stages) return;
  for (const int32_t target : net_.graph.returns(from.node)) {
    State next = state;
    Move move;
    move.place = place;
    move.kind = PathMove::kReturn;
    move.by = target;
    next.unmark(place);
    if (!enter(next, move, target, kNone)) move.result = Move::Result::kStuck;
    forget(next);
    sink(move, next);
  }
}

// What the last action does, in this order: it writes fields, sets times, posts, and only then is
// an edge chosen.
void Moves::leave(Leaving leaving, const Sink& sink) const {
  const NodePlan& node = plan(leaving.node);
  for (const auto& [variable, required] : node.writes) {
    uint16_t& value = leaving.state.value(variable);
    const bool filled = value == kOpen || value >= kFirstCell;
    value = required || filled ? kOpen : kOpenOrEmpty;
  }
  if (!node.chooses_outcome) return finish(leaving, sink);
  const auto& outcomes = net_.graph.node(leaving.node).outcomes;
  const int32_t outcome = net_.domains.fact(Fact::kOutcome);
  const int32_t fault = net_.domains.fact(Fact::kFault);
  for (size_t i = 0; i < outcomes.size(); ++i) {
    Leaving one = leaving;
    one.move.chosen.push_back({kNone, kEmpty, static_cast<int32_t>(i)});
    if (outcome != kNone) {
      one.state.value(outcome) =
          net_.domains.cell_of(outcome, visit_outcome_name(outcomes[i].outcome));
    }
    if (fault != kNone) {
      one.state.value(fault) = net_.domains.cell_of(fault, fault_name(outcomes[i].fault));
    }
    finish(one, sink);
  }
}

void Moves::finish(Leaving& leaving, const Sink& sink) const {
  const NodePlan& node = plan(leaving.node);
  const NodeKind kind = net_.graph.node(leaving.node).kind;
  settle(leaving.state, leaving.move, leaving.node, node.leave);
  if (kind == NodeKind::kVisit && net_.fees.has_visit_fees) {
    leaving.state.set_visited();
    for (const VisitFault& fault : net_.fees.visit_faults[static_cast<size_t>(leaving.node)]) {
      Incident incident{fault.code, leaving.node};
      incident.fee = fault.fee;
      leaving.move.incidents.push_back(incident);
    }
  }
  const auto& edges = net_.graph.out(leaving.node);
  if (edges.empty()) return stop(leaving, {FlowCode::kLostToken, leaving.node}, sink);
  if (kind == NodeKind::kSplit) {
    leaving.move.kind = PathMove::kSplit;
    return take_edges(leaving, edges, sink);
  }
  std::vector<uint16_t> values;
  for (size_t v = 0; v < net_.domains.size(); ++v)
    values.push_back(leaving.state.value(static_cast<int32_t>(v)));
  for (size_t v = 0; v < values.size(); ++v) {
    const Variable& variable = net_.domains.variables()[v];
    if (variable.origin == Origin::kDerived) values[v] = variable.initial;
  }
  decide(leaving, values, sink);
}

// Tries the edges in order; where a value decides that has not been read yet, each of its cells is
// a case.
void Moves::decide(Leaving& leaving, std::vector<uint16_t>& values, const Sink& sink) const {
  const NodePlan& node = plan(leaving.node);
  const auto& edges = net_.graph.out(leaving.node);
  for (size_t i = 0; i < edges.size(); ++i) {
    int32_t open = kNone;
    const auto& guard = node.guards[i];
    const Answer answer = guard ? net_.domains.answer(*guard, values, open) : Answer::kTrue;
    if (answer == Answer::kFalse) continue;
    if (answer == Answer::kDepends) return choose(leaving, values, open, sink);
    if (answer == Answer::kUnknown) {
      Incident incident{FlowCode::kUndecidedCase, leaving.node, edges[i]};
      incident.variable = net_.domains.blocking(*guard, values);
      const bool never = values[static_cast<size_t>(incident.variable)] == kNever;
      if (never) incident.code = FlowCode::kReadBeforeWritten;
      return stop(leaving, incident, sink);
    }
    leaving.move.kind = PathMove::kEdge;
    leaving.move.by = edges[i];
    return take_edges(leaving, {edges[i]}, sink);
  }
  stop(leaving, {FlowCode::kUncoveredCase, leaving.node}, sink);
}

void Moves::choose(Leaving& leaving, std::vector<uint16_t>& values, int32_t variable,
                   const Sink& sink) const {
  const auto index = static_cast<size_t>(variable);
  const Variable& read = net_.domains.variable(variable);
  const uint16_t before = values[index];
  const bool derived = leaving.move.derived;
  const auto with = [&](uint16_t value) {
    values[index] = value;
    leaving.move.derived = derived || read.origin == Origin::kDerived;
    leaving.move.chosen.push_back({variable, value, kNone});
    if (read.origin != Origin::kDerived) leaving.state.value(variable) = value;
    decide(leaving, values, sink);
    leaving.move.chosen.pop_back();
  };
  for (size_t cell = 0; cell < read.cells.size(); ++cell)
    with(static_cast<uint16_t>(kFirstCell + cell));
  if (before == kOpenOrEmpty) with(kEmpty);
  values[index] = before;
  leaving.move.derived = derived;
  if (read.origin != Origin::kDerived) leaving.state.value(variable) = before;
}

void Moves::stop(const Leaving& leaving, Incident incident, const Sink& sink) const {
  Move move = leaving.move;
  move.kind = PathMove::kStop;
  move.by = kNone;
  move.result = Move::Result::kStuck;
  move.incidents.push_back(incident);
  sink(move, leaving.state);
}

// Tokens that stay in the ticket first, then those that end it: an end sees all the others.
void Moves::take_edges(const Leaving& leaving, const std::vector<int32_t>& edges,
                       const Sink& sink) const {
  State next = leaving.state;
  Move move = leaving.move;
  std::vector<int32_t> ends;
  for (const int32_t e : edges) {
    const int32_t target = net_.graph.to(e);
    if (is_final(net_.graph.node(target).kind)) {
      ends.push_back(e);
    } else if (!enter(next, move, target, e)) {
      move.result = Move::Result::kStuck;
      return sink(move, next);
    }
  }
  if (!ends.empty()) {
    const bool others = next.has_tokens() || ends.size() > 1;
    const auto cancels = [&](int32_t e) {
      return net_.graph.node(net_.graph.to(e)).kind == NodeKind::kCancel;
    };
    const auto cancel = std::find_if(ends.begin(), ends.end(), cancels);
    const int32_t e = cancel == ends.end() ? ends[0] : *cancel;
    end(next, move, e, others);
  }
  forget(next);
  sink(move, next);
}

// Puts a token into a node; false where one is there already.
bool Moves::enter(State& state, Move& move, int32_t node, int32_t edge) const {
  const bool join = net_.graph.node(node).kind == NodeKind::kJoin && edge != kNone;
  const NodePlan& entered = plan(node);
  if (!join && entered.place == kNone) {
    // A return into a join or a final node is an error of structure; nothing follows.
    return false;
  }
  const int32_t place = join ? net_.edge_place[static_cast<size_t>(edge)] : entered.place;
  bool occupied = state.marked(place);
  const int32_t last = net_.places[static_cast<size_t>(place)].node;
  if (!join) {
    for (size_t stage = 1; stage <= plan(last).stages.size(); ++stage)
      occupied = occupied || state.marked(place + static_cast<int32_t>(stage));
  }
  if (occupied) {
    move.incidents.push_back({FlowCode::kSecondToken, node, edge});
    return false;
  }
  state.mark(place);
  for (const int32_t variable : entered.shows) {
    if (state.value(variable) != kNever) continue;
    Incident incident{FlowCode::kReadBeforeWritten, node};
    incident.variable = variable;
    move.incidents.push_back(incident);
  }
  return true;
}

// A final node does all its actions as soon as a token comes.
void Moves::end(State& state, Move& move, int32_t edge, bool others) const {
  const int32_t node = net_.graph.to(edge);
  move.final_node = node;
  for (const Effect& stage : plan(node).stages)
    settle(state, move, node, stage);
  settle(state, move, node, plan(node).leave);
  if (net_.graph.node(node).kind == NodeKind::kCancel) {
    move.result = Move::Result::kCancel;
    return;
  }
  if (others) {
    move.incidents.push_back({FlowCode::kTokensLeft, node, edge});
    move.result = Move::Result::kStuck;
    return;
  }
  move.result = Move::Result::kEnd;
  for (size_t b = 0; b < net_.fees.bundles.size(); ++b) {
    const uint16_t reached = state.reached(b);
    if (net_.fees.share_of(b, reached) == 10000) continue;
    Incident incident{reached == 0 ? FlowCode::kNotSettled : FlowCode::kNotFull, node, edge};
    incident.bundle = static_cast<int32_t>(b);
    if (reached != 0) incident.earlier = net_.fees.bundles[b].triggers[reached - 1u];
    move.incidents.push_back(incident);
  }
}

void Moves::settle(State& state, Move& move, int32_t node, const Effect& effect) const {
  if (effect.takes) state.set_taken();
  if (effect.completes) state.set_completed();
  for (const int32_t trigger : effect.triggers) {
    const FlatTrigger& flat = net_.fees.triggers[static_cast<size_t>(trigger)];
    for (const BookPin& pin : net_.input.pins) {
      const bool early = (pin.event == TimeName::kTaken && !state.taken()) ||
                         (pin.event == TimeName::kCompleted && !state.completed());
      if (pin.relation != flat.relation || !early) continue;
      Incident incident{FlowCode::kBeforePin, node};
      incident.trigger = trigger;
      move.incidents.push_back(incident);
    }
    for (const int32_t variable : net_.price_reads[static_cast<size_t>(flat.relation)]) {
      if (state.value(variable) != kNever) continue;
      Incident incident{FlowCode::kReadBeforeWritten, node};
      incident.variable = variable;
      incident.trigger = trigger;
      move.incidents.push_back(incident);
    }
    fire(state, move, trigger);
  }
}

// The same trigger again posts nothing new (L3); another one must raise the share.
void Moves::fire(State& state, Move& move, int32_t trigger) const {
  const FlatTrigger& flat = net_.fees.triggers[static_cast<size_t>(trigger)];
  for (const auto& [bundle, place] : flat.settles) {
    uint16_t& reached = state.reached(static_cast<size_t>(bundle));
    if (reached == place) continue;
    const int32_t share = net_.fees.share_of(static_cast<size_t>(bundle), reached);
    if (reached != 0 && flat.share_bp <= share) {
      Incident incident{flat.share_bp < share ? FlowCode::kShareFalls : FlowCode::kSettledTwice,
                        flat.node};
      incident.bundle = bundle;
      incident.trigger = trigger;
      incident.earlier = net_.fees.bundles[static_cast<size_t>(bundle)].triggers[reached - 1u];
      move.incidents.push_back(incident);
      continue;
    }
    reached = place;
  }
}

// What nobody will read again is the same whatever it is.
void Moves::forget(State& state) const {
  for (size_t v = 0; v < net_.domains.size(); ++v) {
    bool live = false;
    for (size_t p = 0; p < net_.places.size() && !live; ++p)
      live = net_.places[p].live[v] && state.marked(static_cast<int32_t>(p));
    if (!live) state.value(static_cast<int32_t>(v)) = kNever;
  }
}

}  // namespace fenming::workflow
