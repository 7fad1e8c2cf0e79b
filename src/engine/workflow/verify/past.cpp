#include "engine/workflow/verify/past.h"

#include <algorithm>

#include "engine/workflow/verify/likeness.h"

namespace fenming::workflow {
namespace {

void mark(std::vector<uint16_t>& words, size_t place) {
  words[place / 16] = static_cast<uint16_t>(words[place / 16] | 1u << place % 16);
}

bool is_given(const Variable& variable) {
  return variable.origin == Origin::kTicket || variable.origin == Origin::kDerived;
}

}  // namespace

Past::Past(const Net& before, const Explored& known, const Net& after)
    : known_(known),
      before_(before),
      after_(after),
      matching_(before, after),
      space_(State(after).words().size()),
      stale_((after.places.size() + 15) / 16) {
  const Likeness likeness(matching_);
  std::vector<bool> alike;
  for (size_t p = 0; p < before.places.size(); ++p)
    alike.push_back(likeness.same_place(static_cast<int32_t>(p)));
  for (size_t q = 0; q < after.places.size(); ++q) {
    const int32_t p = matching_.places_before[q];
    if (p == kNone || !alike[static_cast<size_t>(p)]) mark(stale_, q);
  }
  lose_grown_places();
  find_changed_shares();
  int32_t last = kNone;
  for (const int32_t q : matching_.places) {
    if (q == kNone) continue;
    keeps_order_ = keeps_order_ && q > last;
    last = q;
  }
  // Numbers of states that no search has visited any more are given up when they are the most.
  const bool crowded = known.space.size() > 2 * known.visited + 1000;
  if (!crowded && has_same_words()) {
    space_ = known.space;
  } else {
    translate_states();
  }
}

// At a place where more is read later than before, states know more than they knew. Facts that are
// given from the start are no secret to them.
void Past::lose_grown_places() {
  for (size_t p = 0; p < before_.places.size(); ++p) {
    const int32_t q = matching_.places[p];
    if (q == kNone) continue;
    const auto& live = after_.places[static_cast<size_t>(q)].live;
    for (size_t v = 0; v < live.size(); ++v) {
      if (!live[v]) continue;
      const int32_t old = matching_.variables_before[v];
      const bool known = old == kNone ? is_given(after_.domains.variables()[v])
                                      : before_.places[p].live[static_cast<size_t>(old)];
      if (known) continue;
      matching_.lose_place(static_cast<int32_t>(p));
      break;
    }
  }
}

void Past::find_changed_shares() {
  for (size_t b = 0; b < matching_.bundles.size(); ++b) {
    const int32_t now = matching_.bundles[b];
    if (now == kNone) continue;
    const auto bundle = static_cast<size_t>(now);
    const auto& reached = matching_.reached[b];
    for (size_t place = 1; place < reached.size(); ++place) {
      if (reached[place] == kLost || before_.fees.share_of(b, static_cast<uint16_t>(place)) ==
                                         after_.fees.share_of(bundle, reached[place])) {
        continue;
      }
      ChangedShare& changed = changed_.emplace_back();
      changed = {bundle, reached[place], std::vector<uint16_t>(stale_.size())};
      for (const int32_t reader : readers_of(after_, now))
        mark(changed.readers, static_cast<size_t>(reader));
    }
  }
}

// Whether each state is written as it was, and nothing is read earlier or later than before.
bool Past::has_same_words() const {
  const auto same = [](const std::vector<int32_t>& list, size_t size) {
    if (list.size() != size) return false;
    for (size_t i = 0; i < size; ++i) {
      if (list[i] != static_cast<int32_t>(i)) return false;
    }
    return true;
  };
  const auto same_words = [](const std::vector<std::vector<uint16_t>>& tables) {
    return std::all_of(tables.begin(), tables.end(), [](const auto& table) {
      for (size_t i = 0; i < table.size(); ++i) {
        if (table[i] != i) return false;
      }
      return true;
    });
  };
  if (!same(matching_.places, after_.places.size()) ||
      !same(matching_.variables, after_.domains.size()) ||
      !same(matching_.bundles, after_.fees.bundles.size()) || !same_words(matching_.values) ||
      !same_words(matching_.reached)) {
    return false;
  }
  for (size_t p = 0; p < after_.places.size(); ++p) {
    if (before_.places[p].live != after_.places[p].live) return false;
  }
  return true;
}

void Past::find_live() {
  const size_t words = (after_.domains.size() + 63) / 64;
  live_.assign(after_.places.size() * words, 0);
  live_now_.assign(words, 0);
  for (size_t q = 0; q < after_.places.size(); ++q) {
    const auto& live = after_.places[q].live;
    for (size_t v = 0; v < live.size(); ++v) {
      if (live[v]) live_[q * words + v / 64] |= uint64_t{1} << v % 64;
    }
  }
}

void Past::translate_states() {
  find_live();
  space_.reserve(static_cast<size_t>(known_.visited));
  State old(before_);
  State now(after_);
  forward_.assign(static_cast<size_t>(known_.space.size()), kNoState);
  for (uint32_t number = 0; number < forward_.size(); ++number) {
    if (!known_.knows(number)) continue;
    known_.space.load(number, old.words());
    if (!translate_state(old, now)) continue;
    const uint32_t other = space_.intern(now.words());
    forward_[number] = other;
    // Several may have become one; any of them says what follows.
    if (other == backward_.size()) backward_.push_back(number);
  }
}

// What nobody reads any more is forgotten, as it would have been.
bool Past::translate_state(const State& old, State& now) {
  std::fill(now.words().begin(), now.words().end(), uint16_t{0});
  std::fill(live_now_.begin(), live_now_.end(), uint64_t{0});
  bool lost = false;
  old.for_each_place([&](int32_t p) {
    const int32_t q = matching_.place(p);
    lost = lost || q == kNone;
    if (q == kNone) return;
    now.mark(q);
    const uint64_t* live = live_.data() + static_cast<size_t>(q) * live_now_.size();
    for (size_t word = 0; word < live_now_.size(); ++word)
      live_now_[word] |= live[word];
  });
  if (lost) return false;
  for (size_t v = 0; v < after_.domains.size(); ++v) {
    if ((live_now_[v / 64] >> v % 64 & 1) == 0) continue;
    const auto index = static_cast<int32_t>(v);
    const int32_t before = matching_.variables_before[v];
    if (before == kNone) {
      now.value(index) = after_.domains.variables()[v].initial;
      continue;
    }
    now.value(index) = matching_.values[static_cast<size_t>(before)][old.value(before)];
    if (now.value(index) == kLost) return false;
  }
  for (size_t b = 0; b < after_.fees.bundles.size(); ++b) {
    if (matching_.bundles_before[b] == kNone) continue;
    const auto before = static_cast<size_t>(matching_.bundles_before[b]);
    now.reached(b) = matching_.reached[before][old.reached()[before]];
    if (now.reached(b) == kLost) return false;
  }
  now.words().back() = old.words().back();
  return true;
}

std::optional<std::span<const Step>> Past::steps_of(uint32_t state) const {
  uint32_t before = state;
  if (!forward_.empty()) before = state < backward_.size() ? backward_[state] : kNoState;
  if (before == kNoState || !known_.knows(before)) return std::nullopt;
  return known_.steps_of(before);
}

bool Past::is_stale(const uint16_t* words) const {
  for (size_t word = 0; word < stale_.size(); ++word) {
    if ((words[word] & stale_[word]) != 0) return true;
  }
  const size_t bundles = stale_.size() + after_.domains.size();
  return std::any_of(changed_.begin(), changed_.end(), [&](const ChangedShare& changed) {
    if (words[bundles + changed.bundle] != changed.reached) return false;
    for (size_t word = 0; word < stale_.size(); ++word) {
      if ((words[word] & changed.readers[word]) != 0) return true;
    }
    return false;
  });
}

void Past::find_stale(const State& state, std::vector<uint16_t>& stale) const {
  stale = stale_;
  for (const ChangedShare& changed : changed_) {
    if (state.reached()[changed.bundle] != changed.reached) continue;
    for (size_t word = 0; word < stale.size(); ++word)
      stale[word] = static_cast<uint16_t>(stale[word] | changed.readers[word]);
  }
}

bool Past::translate(Step& step) const {
  step.place = matching_.place(step.place);
  if (step.place == kNone) return false;
  if (step.edge != kNone) {
    step.edge = matching_.edge(step.edge);
    if (step.edge == kNone) return false;
  }
  if (step.result != Move::Result::kState || forward_.empty()) return true;
  step.target = forward_[step.target];
  return step.target != kNoState;
}

std::optional<Incident> Past::translate(const Incident& incident) const {
  Incident now = incident;
  bool lost = false;
  const auto follow = [&](int32_t& index, const std::vector<int32_t>& list) {
    if (index == kNone) return;
    index = list[static_cast<size_t>(index)];
    lost = lost || index == kNone;
  };
  follow(now.node, matching_.nodes);
  follow(now.edge, matching_.edges);
  follow(now.bundle, matching_.bundles);
  follow(now.fee, matching_.fees);
  follow(now.trigger, matching_.triggers);
  follow(now.earlier, matching_.triggers);
  follow(now.variable, matching_.variables);
  return lost ? std::nullopt : std::optional(now);
}

std::vector<Cancelled> Past::cancelled() const {
  std::vector<Cancelled> list;
  for (const Cancelled& old : known_.cancelled) {
    Cancelled& now = list.emplace_back();
    now = {matching_.node(old.node), std::vector<uint16_t>(after_.fees.bundles.size()),
           old.visited};
    for (size_t b = 0; b < now.reached.size(); ++b) {
      if (matching_.bundles_before[b] == kNone) continue;
      const auto before = static_cast<size_t>(matching_.bundles_before[b]);
      now.reached[b] = matching_.reached[before][old.reached[before]];
      if (now.reached[b] == kLost) now.node = kNone;
    }
  }
  return list;
}

}  // namespace fenming::workflow
