// The moves that are possible in a state (workflow.md, Semantics). People, timers and foreign
// events may act at any time or never, so each token that can move is a move of its own. Internal
// to the verifier.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/workflow/verify/states.h"

namespace fenming::workflow {

// Something wrong that a move shows.
struct Incident {
  FlowCode code = FlowCode::kDeadlock;
  int32_t node = kNone;
  int32_t edge = kNone;
  int32_t bundle = kNone;  // of fees
  int32_t fee = kNone;     // a visit's
  int32_t trigger = kNone;
  int32_t earlier = kNone;  // the trigger that reached the share before
  int32_t variable = kNone;
};

// The value that a move found when it read a variable, or the outcome that it set.
struct Chosen {
  int32_t variable = kNone;
  uint16_t value = kEmpty;
  int32_t outcome = kNone;  // in the node's list; then variable and value do not count
};

struct Move {
  int32_t place = kNone;  // of a join the first
  PathMove kind = PathMove::kStop;
  int32_t by = kNone;  // an action, an edge or a node
  std::vector<Chosen> chosen;
  bool derived = false;  // reads a derived fact

  // What follows.
  enum class Result : uint8_t { kState, kEnd, kCancel, kStuck };
  Result result = Result::kState;
  int32_t final_node = kNone;  // of kEnd and kCancel
  std::vector<Incident> incidents;
};

class Moves {
 public:
  using Sink = std::function<void(const Move& move, const State& next)>;

  explicit Moves(const Net& net) : net_(net) {}

  // Where the search begins: a token in the start node, or where a running ticket stands.
  State initial() const;
  // Every move in a fixed order. A move that is stuck has no next state worth reading.
  void expand(const State& state, const Sink& sink) const;
  // Those of the token at one place, which is marked; of a join all are the first place's.
  void expand_place(const State& state, int32_t place, const Sink& sink) const;

 private:
  void resume(State& state, const Resume& from) const;
  struct Leaving;  // a token on its way out of a node

  void join(const State& state, int32_t place, const Sink& sink) const;
  void act(const State& state, int32_t place, const Sink& sink) const;
  void go_back(const State& state, int32_t place, const Sink& sink) const;
  void leave(Leaving leaving, const Sink& sink) const;
  void finish(Leaving& leaving, const Sink& sink) const;
  void decide(Leaving& leaving, std::vector<uint16_t>& values, const Sink& sink) const;
  void choose(Leaving& leaving, std::vector<uint16_t>& values, int32_t variable,
              const Sink& sink) const;
  void stop(const Leaving& leaving, Incident incident, const Sink& sink) const;
  void take_edges(const Leaving& leaving, const std::vector<int32_t>& edges,
                  const Sink& sink) const;
  bool enter(State& state, Move& move, int32_t node, int32_t edge) const;
  void end(State& state, Move& move, int32_t edge, bool others) const;
  void settle(State& state, Move& move, int32_t node, const Effect& effect) const;
  void fire(State& state, Move& move, int32_t trigger) const;
  void forget(State& state) const;

  const NodePlan& plan(int32_t n) const { return net_.nodes[static_cast<size_t>(n)]; }

  const Net& net_;
};

}  // namespace fenming::workflow
