#include "engine/workflow/verify/search.h"

#include <algorithm>

#include "base/assert.h"

namespace fenming::workflow {

Search::Search(const Net& net, int64_t max_states)
    : net_(net), moves_(net), max_states_(max_states), space_(State(net).words().size()) {
  taken_.resize(net.graph.version().edges.size());
  left_.resize(static_cast<size_t>(net.graph.size()));
}

void Search::run() {
  bool added = false;
  space_.intern(moves_.initial().words(), 1, added);
  origins_.push_back({});
  can_end_.push_back(false);
  uint32_t next = 0;
  const auto drain = [&] {
    for (; next < origins_.size() && complete_; ++next)
      expand(next, possible_);
  };
  drain();
  possible_ = true;
  first_possible_ = static_cast<uint32_t>(origins_.size());
  for (size_t i = 0; i < deferred_.size() && complete_; ++i)
    expand(deferred_[i], true);
  drain();
  if (complete_) find_endless();
}

State Search::state(uint32_t number) const {
  State state(net_);
  space_.load(number, state.words());
  return state;
}

void Search::expand(uint32_t number, bool derived) {
  const State here = state(number);
  uint32_t ordinal = 0;
  bool wait = false;
  moves_.expand(here, [&](const Move& move, const State& next) {
    const uint32_t place = ordinal++;
    if (move.derived && !derived) {
      wait = true;
      return;
    }
    // In its second expansion a state's plain moves are known already.
    const bool again = derived && number < first_possible_;
    if (!again || move.derived) follow(number, place, move, next);
  });
  if (wait) deferred_.push_back(number);
  if (ordinal == 0) record_deadlock(number, here);
}

void Search::follow(uint32_t number, uint32_t ordinal, const Move& move, const State& next) {
  const int32_t node = net_.places[static_cast<size_t>(move.place)].node;
  if (move.kind == PathMove::kEdge || move.kind == PathMove::kSplit) {
    left_[static_cast<size_t>(node)] = true;
  }
  if (move.kind == PathMove::kEdge) taken_[static_cast<size_t>(move.by)] = true;
  for (const Incident& incident : move.incidents)
    record(incident, number, ordinal);
  if (move.result == Move::Result::kCancel) {
    Cancelled cancelled{move.final_node, {}, next.visited()};
    cancelled.reached.assign(next.reached(), next.reached() + net_.fees.bundles.size());
    cancelled_.insert(std::move(cancelled));
  }
  if (move.result != Move::Result::kState) {
    can_end_[number] = true;
    return;
  }
  bool added = false;
  const uint32_t target = space_.intern(next.words(), max_states_, added);
  if (target == StateSpace::kFull) {
    complete_ = false;
    return;
  }
  steps_.emplace_back(number, target);
  if (!added) return;
  origins_.push_back({number, ordinal});
  can_end_.push_back(false);
}

void Search::record(const Incident& incident, uint32_t number, uint32_t move) {
  // By which edge a token came makes a difference only where the edge is what is wrong.
  const Group group = flow_code_info(incident.code).group;
  const bool by_edge = group == Group::kBranches || group == Group::kFields;
  const bool new_one = recorded_
                           .insert({static_cast<int32_t>(incident.code), incident.node,
                                    by_edge ? incident.edge : kNone, incident.bundle, incident.fee,
                                    incident.trigger, incident.earlier, incident.variable})
                           .second;
  if (!new_one) return;
  Occurrence occurrence;
  occurrence.incident = incident;
  occurrence.state = number;
  occurrence.move = move;
  occurrence.possible = possible_;
  occurrences_.push_back(std::move(occurrence));
}

// Joins that wait, without those that wait only because of another one before them.
void Search::record_deadlock(uint32_t number, const State& state) {
  std::vector<int32_t> joins;
  for (size_t p = 0; p < net_.places.size(); ++p) {
    const int32_t node = net_.places[p].node;
    const bool waiting = state.marked(static_cast<int32_t>(p));
    if (waiting && (joins.empty() || joins.back() != node)) joins.push_back(node);
  }
  const std::vector<int32_t> all = joins;
  std::erase_if(joins, [&](int32_t join) {
    return std::any_of(all.begin(), all.end(), [&](int32_t other) {
      return other != join && net_.graph.leads_to(other, join) && !net_.graph.leads_to(join, other);
    });
  });
  can_end_[number] = true;
  if (joins.empty()) return;
  const size_t before = occurrences_.size();
  record({FlowCode::kDeadlock, joins[0]}, number, Occurrence::kInState);
  if (occurrences_.size() > before) occurrences_.back().joins = joins;
}

// States from which no end can be reached any more, though something can always happen.
void Search::find_endless() {
  std::sort(steps_.begin(), steps_.end(),
            [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<uint32_t> open;
  for (uint32_t number = 0; number < can_end_.size(); ++number) {
    if (can_end_[number]) open.push_back(number);
  }
  while (!open.empty()) {
    const uint32_t number = open.back();
    open.pop_back();
    auto step = std::lower_bound(steps_.begin(), steps_.end(), number,
                                 [](const auto& one, uint32_t to) { return one.second < to; });
    for (; step != steps_.end() && step->second == number; ++step) {
      if (can_end_[step->first]) continue;
      can_end_[step->first] = true;
      open.push_back(step->first);
    }
  }
  for (uint32_t number = 0; number < can_end_.size(); ++number) {
    if (can_end_[number]) continue;
    const State here = state(number);
    possible_ = number >= first_possible_;
    for (size_t p = 0; p < net_.places.size(); ++p) {
      if (here.marked(static_cast<int32_t>(p))) {
        record({FlowCode::kCannotFinish, net_.places[p].node}, number, Occurrence::kInState);
      }
    }
    return;
  }
}

std::vector<Move> Search::path_to(uint32_t number, uint32_t last) const {
  std::vector<std::pair<uint32_t, uint32_t>> steps;  // state, move
  if (last != Occurrence::kInState) steps.emplace_back(number, last);
  for (uint32_t at = number; at != 0; at = origins_[at].parent)
    steps.emplace_back(origins_[at].parent, origins_[at].move);
  std::reverse(steps.begin(), steps.end());
  std::vector<Move> path;
  for (const auto& step : steps) {
    uint32_t ordinal = 0;
    moves_.expand(state(step.first), [&](const Move& move, const State&) {
      if (ordinal++ == step.second) path.push_back(move);
    });
  }
  FM_ASSERT(path.size() == steps.size());
  return path;
}

}  // namespace fenming::workflow
