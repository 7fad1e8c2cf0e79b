// What a search keeps of the states it has met: the states themselves, and of each that it visited
// what its moves lead to. A later search of an edited template takes from here whatever the edit
// leaves as it was. Internal to the verifier.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "engine/workflow/verify/moves.h"

namespace fenming::workflow {

inline constexpr uint32_t kNoState = 0xFFFFFFFF;

// Shares reached when a cancel node is; equal ones are listed once.
struct Cancelled {
  int32_t node = kNone;
  std::vector<uint16_t> reached;
  bool visited = false;

  // libc++ 14 compares no vectors three ways.
  bool operator<(const Cancelled& other) const {
    return std::tie(node, reached, visited) < std::tie(other.node, other.reached, other.visited);
  }
};

// A move as far as the search needs it.
struct Step {
  uint32_t target = kNoState;  // the state that follows; of a cancel its place in `cancelled`
  int32_t place = kNone;       // whose token moved
  int32_t edge = kNone;        // of PathMove::kEdge
  uint32_t incidents = 0;      // the first in the list
  uint16_t incident_count = 0;
  Move::Result result = Move::Result::kState;
  bool leaves = false;   // by an edge or a split
  bool derived = false;  // reads a derived fact
};

struct Explored {
  explicit Explored(size_t words) : space(words) {}

  StateSpace space;
  std::vector<uint32_t> first;  // by state: its first step; kNoState where it was not visited
  std::vector<uint32_t> count;  // by state
  std::vector<Step> steps;
  std::vector<Incident> incidents;
  std::vector<Cancelled> cancelled;
  int64_t visited = 0;
  int64_t expanded = 0;  // tokens whose moves were found by the rules

  bool knows(uint32_t state) const { return state < first.size() && first[state] != kNoState; }
  std::span<const Step> steps_of(uint32_t state) const {
    return {steps.data() + first[state], count[state]};
  }
};

class Past;

// Hands out the steps of states: those of an earlier search where they are the same, else those
// that the rules give.
class Explorer {
 public:
  // Where `keeps` is false nothing but the states stays behind. `past` may be null; it is seen from
  // the same net.
  Explorer(const Net& net, bool keeps, Past* past);

  uint32_t initial();
  State state(uint32_t number) const;
  // In the order of the state's moves; they hold until the next call.
  std::span<const Step> steps(uint32_t number);
  std::span<const Incident> incidents(const Step& step) const {
    return {explored_.incidents.data() + step.incidents, step.incident_count};
  }
  const Cancelled& cancelled(const Step& step) const { return explored_.cancelled[step.target]; }
  const Moves& moves() const { return moves_; }
  int64_t known() const { return explored_.space.size(); }
  // All that was kept; the explorer is of no use afterwards.
  Explored take(int64_t visited);

 private:
  void recall(const State& here, std::span<const Step> before);
  bool take_over(std::span<const Step> before);
  void expand(const State& state, int32_t place);
  void add(const Move& move, const State& next);
  uint32_t cancelled_number(Cancelled cancelled);

  const Net& net_;
  Moves moves_;
  bool keeps_;
  Past* past_;
  Explored explored_;
  std::map<Cancelled, uint32_t> numbers_;  // of those in the list
  std::vector<uint32_t> numbers_now_;      // by number before
  std::vector<uint16_t> stale_;
};

}  // namespace fenming::workflow
