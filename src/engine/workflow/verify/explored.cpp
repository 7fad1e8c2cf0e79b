#include "engine/workflow/verify/explored.h"

#include <algorithm>

#include "engine/workflow/verify/past.h"

namespace fenming::workflow {

Explorer::Explorer(const Net& net, bool keeps, Past* past)
    : net_(net), moves_(net), keeps_(keeps), past_(past), explored_(State(net).words().size()) {
  if (past_ == nullptr) return;
  explored_.space = past_->take_space();
  explored_.steps.reserve(past_->steps() + past_->steps() / 8);
  for (Cancelled& cancelled : past_->cancelled()) {
    const bool lost = cancelled.node == kNone;
    numbers_now_.push_back(lost ? kNoState : cancelled_number(std::move(cancelled)));
  }
}

uint32_t Explorer::initial() {
  return explored_.space.intern(moves_.initial().words());
}

State Explorer::state(uint32_t number) const {
  State state(net_);
  explored_.space.load(number, state.words());
  return state;
}

std::span<const Step> Explorer::steps(uint32_t number) {
  if (explored_.knows(number)) return explored_.steps_of(number);
  if (!keeps_) {
    explored_.steps.clear();
    explored_.incidents.clear();
  }
  const size_t first = explored_.steps.size();
  const auto before = past_ == nullptr ? std::nullopt : past_->steps_of(number);
  const bool all = before && past_->keeps_order() &&
                   !past_->is_stale(explored_.space.words(number)) && take_over(*before);
  if (!all) {
    const State here = state(number);
    if (before) {
      recall(here, *before);
    } else {
      here.for_each_place([&](int32_t place) { expand(here, place); });
    }
  }
  const std::span<const Step> found(explored_.steps.data() + first, explored_.steps.size() - first);
  if (keeps_) {
    if (number >= explored_.first.size()) {
      explored_.first.resize(static_cast<size_t>(known()), kNoState);
      explored_.count.resize(static_cast<size_t>(known()));
    }
    explored_.first[number] = static_cast<uint32_t>(first);
    explored_.count[number] = static_cast<uint32_t>(found.size());
  }
  return found;
}

// Place by place: what its token could do before, or else what it can do now.
void Explorer::recall(const State& here, std::span<const Step> before) {
  past_->find_stale(here, stale_);
  here.for_each_place([&](int32_t place) {
    const bool stale = (stale_[static_cast<size_t>(place) / 16] >> (place % 16) & 1) != 0;
    const int32_t old = past_->place_before(place);
    const auto is_its = [&](const Step& step) { return step.place == old; };
    const auto first = std::find_if(before.begin(), before.end(), is_its);
    const auto last = std::find_if_not(first, before.end(), is_its);
    if (stale || !take_over({first, last})) expand(here, place);
  });
}

// All of these steps or none.
bool Explorer::take_over(std::span<const Step> before) {
  const size_t steps = explored_.steps.size();
  const size_t incidents = explored_.incidents.size();
  const auto take = [&](const Step& old) {
    Step& step = explored_.steps.emplace_back(old);
    if (!past_->translate(step)) return false;
    if (step.result == Move::Result::kCancel) {
      step.target = numbers_now_[old.target];
      if (step.target == kNoState) return false;
    }
    step.incidents = static_cast<uint32_t>(explored_.incidents.size());
    for (const Incident& one : past_->incidents_of(old)) {
      const std::optional<Incident> incident = past_->translate(one);
      if (!incident) return false;
      explored_.incidents.push_back(*incident);
    }
    return true;
  };
  if (std::all_of(before.begin(), before.end(), take)) return true;
  explored_.steps.resize(steps);
  explored_.incidents.resize(incidents);
  return false;
}

void Explorer::expand(const State& state, int32_t place) {
  ++explored_.expanded;
  moves_.expand_place(state, place, [&](const Move& move, const State& next) { add(move, next); });
}

void Explorer::add(const Move& move, const State& next) {
  Step step;
  step.place = move.place;
  step.result = move.result;
  step.derived = move.derived;
  step.leaves = move.kind == PathMove::kEdge || move.kind == PathMove::kSplit;
  if (move.kind == PathMove::kEdge) step.edge = move.by;
  step.incidents = static_cast<uint32_t>(explored_.incidents.size());
  step.incident_count = static_cast<uint16_t>(move.incidents.size());
  explored_.incidents.insert(explored_.incidents.end(), move.incidents.begin(),
                             move.incidents.end());
  if (move.result == Move::Result::kState) step.target = explored_.space.intern(next.words());
  if (move.result == Move::Result::kCancel) {
    Cancelled cancelled{move.final_node, {}, next.visited()};
    cancelled.reached.assign(next.reached(), next.reached() + net_.fees.bundles.size());
    step.target = cancelled_number(std::move(cancelled));
  }
  explored_.steps.push_back(step);
}

uint32_t Explorer::cancelled_number(Cancelled cancelled) {
  const auto number = static_cast<uint32_t>(explored_.cancelled.size());
  const auto [place, added] = numbers_.emplace(std::move(cancelled), number);
  if (added) explored_.cancelled.push_back(place->first);
  return place->second;
}

Explored Explorer::take(int64_t visited) {
  explored_.visited = visited;
  return std::move(explored_);
}

}  // namespace fenming::workflow
