#include "engine/workflow/verify/search.h"

#include <algorithm>

#include "base/assert.h"
#include "engine/workflow/verify/past.h"

namespace fenming::workflow {

Search::Search(const Net& net, int64_t max_states, bool keeps, Past* past)
    : net_(net), max_states_(max_states), explorer_(net, keeps, past) {
  taken_.resize(net.graph.version().edges.size());
  left_.resize(static_cast<size_t>(net.graph.size()));
  if (past == nullptr) return;
  order_.reserve(past->states());
  origins_.reserve(past->states());
  steps_.reserve(past->steps());
}

void Search::run() {
  visit(explorer_.initial(), {});
  uint32_t next = 0;
  const auto drain = [&] {
    for (; next < order_.size() && complete_; ++next)
      expand(next, possible_);
  };
  drain();
  possible_ = true;
  first_possible_ = static_cast<uint32_t>(order_.size());
  for (size_t i = 0; i < deferred_.size() && complete_; ++i)
    expand(deferred_[i], true);
  drain();
  if (complete_) find_endless();
}

// The state's number; kNoState where it would be one too many.
uint32_t Search::visit(uint32_t known, Origination origin) {
  if (known >= numbers_.size()) numbers_.resize(static_cast<size_t>(explorer_.known()), kNoState);
  uint32_t& number = numbers_[known];
  if (number != kNoState) return number;
  if (!order_.empty() && states() >= max_states_) return kNoState;
  number = static_cast<uint32_t>(order_.size());
  order_.push_back(known);
  origins_.push_back(origin);
  can_end_.push_back(false);
  return number;
}

void Search::expand(uint32_t number, bool derived) {
  uint32_t ordinal = 0;
  bool wait = false;
  for (const Step& step : explorer_.steps(order_[number])) {
    const uint32_t place = ordinal++;
    if (step.derived && !derived) {
      wait = true;
      continue;
    }
    // In its second expansion a state's plain moves are known already.
    const bool again = derived && number < first_possible_;
    if (!again || step.derived) follow(number, place, step);
  }
  if (wait) deferred_.push_back(number);
  if (ordinal == 0) record_deadlock(number);
}

void Search::follow(uint32_t number, uint32_t ordinal, const Step& step) {
  if (step.leaves)
    left_[static_cast<size_t>(net_.places[static_cast<size_t>(step.place)].node)] = true;
  if (step.edge != kNone) taken_[static_cast<size_t>(step.edge)] = true;
  for (const Incident& incident : explorer_.incidents(step))
    record(incident, number, ordinal);
  if (step.result == Move::Result::kCancel) cancelled_.insert(explorer_.cancelled(step));
  if (step.result != Move::Result::kState) {
    can_end_[number] = true;
    return;
  }
  const uint32_t target = visit(step.target, {number, ordinal});
  if (target == kNoState) {
    complete_ = false;
    return;
  }
  steps_.emplace_back(number, target);
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
void Search::record_deadlock(uint32_t number) {
  const State here = state(number);
  std::vector<int32_t> joins;
  for (size_t p = 0; p < net_.places.size(); ++p) {
    const int32_t node = net_.places[p].node;
    const bool waiting = here.marked(static_cast<int32_t>(p));
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

// Backwards from the states that can, by lists of each state's predecessors.
void Search::find_who_can_end() {
  std::vector<uint32_t> first(order_.size() + 1);
  for (const auto& [from, to] : steps_)
    ++first[to + 1];
  for (size_t i = 1; i < first.size(); ++i)
    first[i] += first[i - 1];
  std::vector<uint32_t> before(steps_.size());
  std::vector<uint32_t> next(first.begin(), first.end() - 1);
  for (const auto& [from, to] : steps_)
    before[next[to]++] = from;
  std::vector<uint32_t> open;
  for (uint32_t number = 0; number < can_end_.size(); ++number) {
    if (can_end_[number]) open.push_back(number);
  }
  while (!open.empty()) {
    const uint32_t number = open.back();
    open.pop_back();
    for (uint32_t i = first[number]; i < first[number + 1]; ++i) {
      if (can_end_[before[i]]) continue;
      can_end_[before[i]] = true;
      open.push_back(before[i]);
    }
  }
}

// States from which no end can be reached any more, though something can always happen.
void Search::find_endless() {
  find_who_can_end();
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
    explorer_.moves().expand(state(step.first), [&](const Move& move, const State&) {
      if (ordinal++ == step.second) path.push_back(move);
    });
  }
  FM_ASSERT(path.size() == steps.size());
  return path;
}

}  // namespace fenming::workflow
