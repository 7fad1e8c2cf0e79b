// The search of all states, breadth first, so that a counter-example is as short as any. States
// that are reached without a choice of a derived fact come first: what they show refutes. Internal
// to the verifier.
#pragma once

#include <cstdint>
#include <set>
#include <tuple>
#include <vector>

#include "engine/workflow/verify/moves.h"

namespace fenming::workflow {

// How a state was first reached.
struct Origination {
  uint32_t parent = 0;
  uint32_t move = 0;  // its place in the order of the parent's moves
};

// The first occurrence of an incident of this code at this place.
struct Occurrence {
  Incident incident;
  uint32_t state = 0;
  uint32_t move = kInState;    // the move that shows it, or kInState: the state itself
  bool possible = false;       // rests on a derived fact
  std::vector<int32_t> joins;  // of a deadlock, those that wait

  static constexpr uint32_t kInState = 0xFFFFFFFF;
};

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

class Search {
 public:
  Search(const Net& net, int64_t max_states);

  void run();

  bool complete() const { return complete_; }
  int64_t states() const { return space_.size(); }
  const std::vector<Occurrence>& occurrences() const { return occurrences_; }
  const std::set<Cancelled>& cancelled() const { return cancelled_; }
  bool edge_taken(int32_t e) const { return taken_[static_cast<size_t>(e)]; }
  bool node_left(int32_t n) const { return left_[static_cast<size_t>(n)]; }

  State state(uint32_t number) const;
  // The moves from the start to the state, then one more unless it is kInState.
  std::vector<Move> path_to(uint32_t number, uint32_t last) const;

 private:
  void expand(uint32_t number, bool derived);
  void follow(uint32_t number, uint32_t ordinal, const Move& move, const State& next);
  void record(const Incident& incident, uint32_t number, uint32_t move);
  void record_deadlock(uint32_t number, const State& state);
  void find_endless();

  const Net& net_;
  Moves moves_;
  int64_t max_states_;
  StateSpace space_;
  std::vector<Origination> origins_;
  std::vector<std::pair<uint32_t, uint32_t>> steps_;  // from, to
  std::vector<bool> can_end_;  // a move of the state ends the ticket, or shows why it does not
  std::vector<uint32_t> deferred_;
  bool possible_ = false;  // the second part, where derived facts have been chosen
  uint32_t first_possible_ = 0xFFFFFFFF;
  bool complete_ = true;
  std::vector<Occurrence> occurrences_;
  std::set<std::vector<int32_t>> recorded_;
  std::set<Cancelled> cancelled_;
  std::vector<bool> taken_, left_;
};

}  // namespace fenming::workflow
