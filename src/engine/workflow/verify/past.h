// An earlier search seen from an edited net: which of its states are states still and under which
// number, which places have kept their moves, and what the moves led to in the new numbers.
// Internal to the verifier.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/workflow/verify/explored.h"
#include "engine/workflow/verify/matching.h"

namespace fenming::workflow {

class Past {
 public:
  Past(const Net& before, const Explored& known, const Net& after);

  // The states to begin with; to be taken once.
  StateSpace take_space() { return std::move(space_); }
  // Of the earlier search.
  size_t states() const { return static_cast<size_t>(known_.visited); }
  size_t steps() const { return known_.steps.size(); }
  // Steps of the state in the earlier search; none where it knew no such state.
  std::optional<std::span<const Step>> steps_of(uint32_t state) const;
  // Whether some token of the state, given by its words, has to be moved by the rules.
  bool is_stale(const uint16_t* words) const;
  // The marking's words: the places of all such tokens.
  void find_stale(const State& state, std::vector<uint16_t>& stale) const;
  // Whether the places that are left have the order that they had.
  bool keeps_order() const { return keeps_order_; }
  int32_t place_before(int32_t place) const {
    return matching_.places_before[static_cast<size_t>(place)];
  }
  // Makes it the step in the new net, without its incidents; false where it leads to what is lost.
  bool translate(Step& step) const;
  // Nothing where it names what is lost.
  std::optional<Incident> translate(const Incident& incident) const;
  std::span<const Incident> incidents_of(const Step& step) const {
    return {known_.incidents.data() + step.incidents, step.incident_count};
  }
  // By the number before; of those that are lost the node is kNone.
  std::vector<Cancelled> cancelled() const;

 private:
  void lose_grown_places();
  void find_changed_shares();
  bool has_same_words() const;
  void translate_states();
  bool translate_state(const State& old, State& now);
  void find_live();

  // A share that is another one now, and the places that read it.
  struct ChangedShare {
    size_t bundle = 0;
    uint16_t reached = 0;
    std::vector<uint16_t> readers;
  };

  const Explored& known_;
  const Net& before_;
  const Net& after_;
  Matching matching_;
  StateSpace space_;
  std::vector<uint32_t> forward_, backward_;  // numbers of states; empty: all are the same
  bool keeps_order_ = true;
  std::vector<uint64_t> live_;      // by place after: bits of the variables that are read behind it
  std::vector<uint64_t> live_now_;  // of the state that is being translated
  std::vector<uint16_t> stale_;
  std::vector<ChangedShare> changed_;
};

}  // namespace fenming::workflow
