// The search of all states, breadth first, so that a counter-example is as short as any. States
// that are reached without a choice of a derived fact come first: what they show refutes. Internal
// to the verifier.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "engine/workflow/verify/explored.h"

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

class Search {
 public:
  // `past` may be null: what an earlier search found out, seen from this net. The result is the
  // same with it and without.
  Search(const Net& net, int64_t max_states, bool keeps = false, Past* past = nullptr);

  void run();

  bool complete() const { return complete_; }
  int64_t states() const { return static_cast<int64_t>(order_.size()); }
  const std::vector<Occurrence>& occurrences() const { return occurrences_; }
  const std::set<Cancelled>& cancelled() const { return cancelled_; }
  bool edge_taken(int32_t e) const { return taken_[static_cast<size_t>(e)]; }
  bool node_left(int32_t n) const { return left_[static_cast<size_t>(n)]; }

  // By the order of visiting.
  State state(uint32_t number) const { return explorer_.state(order_[number]); }
  // The moves from the start to the state, then one more unless it is kInState.
  std::vector<Move> path_to(uint32_t number, uint32_t last) const;
  // What a later search may begin with, if this one keeps it. Nothing can be asked afterwards.
  Explored take() { return explorer_.take(states()); }

 private:
  uint32_t visit(uint32_t known, Origination origin);
  void expand(uint32_t number, bool derived);
  void follow(uint32_t number, uint32_t ordinal, const Step& step);
  void record(const Incident& incident, uint32_t number, uint32_t move);
  void record_deadlock(uint32_t number);
  void find_endless();
  void find_who_can_end();

  const Net& net_;
  int64_t max_states_;
  Explorer explorer_;
  // States are numbered as they are visited; the explorer has numbers of its own.
  std::vector<uint32_t> order_;    // by number: the explorer's
  std::vector<uint32_t> numbers_;  // by the explorer's; kNoState: not visited
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
