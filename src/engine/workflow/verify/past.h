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
  // Steps of the state in the earlier search; none where it knew no such state.
  std::optional<std::span<const Step>> steps_of(uint32_t state) const;
  // The marking's words: places whose moves have to be found again in this state.
  void find_stale(const State& state, std::vector<uint16_t>& stale) const;
  int32_t place_before(int32_t place) const {
    return matching_.places_before[static_cast<size_t>(place)];
  }
  // The step in the new net, without its incidents; nothing where it leads to what is lost.
  std::optional<Step> translate(const Step& step) const;
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
  bool translate_state(const State& old, State& now) const;

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
  std::vector<uint16_t> stale_;
  std::vector<ChangedShare> changed_;
};

}  // namespace fenming::workflow
