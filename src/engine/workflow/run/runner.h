// The token game of one step: what leaving, entering and ending do, and nothing about who may.
// Internal to the execution.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/workflow/run/step.h"

namespace fenming::workflow {

const Node* find_node(const TemplateVersion& version, std::string_view id);
// Outgoing edges in the order in which they are tried.
std::vector<const Edge*> edges_of(const TemplateVersion& version, std::string_view node);
// The actions after which a token leaves, in their order. A join does its last one only.
std::vector<Action> progress_of(const Node& node);
// Whether a token stays here until somebody does something; it passes the others by itself.
bool stands(const Node& node);
// Whether a stored state can be one of the version: every token stands at a node of it, with
// actions and clock that the node can have.
bool belongs(const TemplateVersion& version, const InstanceState& state);
std::string trigger_code(const Node& node, size_t trigger);

// Where a step's knowledge of the world comes from: live it is asked and written down, in a replay
// it is read back. Everything else is the same code.
class Tape {
 public:
  Tape(const World* world, std::vector<Taken>& taken) : world_(world), taken_(taken) {}

  // Null in a replay.
  const World* world() const { return world_; }
  // Live: what `ask` says, written down where it says something. In a replay the next entry, if it
  // is of this kind and node.
  template <typename Ask>
  std::optional<Taken> take(TakenKind kind, const std::string& node, const Ask& ask) {
    if (world_ != nullptr) {
      std::optional<Taken> taken = ask(*world_);
      if (taken) taken_.push_back(*taken);
      return taken;
    }
    const bool fits =
        read_ < taken_.size() && taken_[read_].kind == kind && taken_[read_].node == node;
    if (!fits) return std::nullopt;
    return taken_[read_++];
  }
  bool finished() const { return world_ != nullptr || read_ == taken_.size(); }

 private:
  const World* world_;
  std::vector<Taken>& taken_;
  size_t read_ = 0;
};

class Runner {
 public:
  Runner(const TemplateVersion& version, InstanceState& state, Effects& effects, Tape& tape,
         int64_t now)
      : version_(version), state_(state), effects_(effects), tape_(tape), now_(now) {}

  // Each returns false where the step is refused; refusal() says why.
  bool refuse(RefusalCode code, const std::string& node, const std::string& field = {});
  bool refuse_for(RefusalCode code, const std::string& node, const std::string& who);
  const Refusal& refusal() const { return *refusal_; }

  Token* token(std::string_view node, std::string_view edge = {});
  bool enter(const Node& node, const Edge* by);
  // What an action does besides moving the token: it sets times and fires triggers.
  void act(const Node& node, Action action, int32_t visit);
  // The token's last action: fields are written, then act, then an edge is taken.
  bool leave(const Node& node, Token token);
  // A final node does all its actions as soon as a token comes.
  bool finish(const Node& node);
  // Lets the tokens that pass by themselves pass, and those that had stopped try again.
  bool settle_down();
  bool set_clock(Token& token, const Node& node, int64_t since);
  // The SLA of another version, as if it had been that of the node since the token arrived.
  bool renew_clock(Token& token, const Node& node);
  // Moves what lies ahead by the time of the pause.
  bool resume_clock(Token& token, const Node& node);

 private:
  bool join(const Node& node);
  bool pass(const Node& node, Token token);
  void write_fields(const Node& node, Token& token);
  void fire(const Node& node, size_t trigger, int32_t visit);
  bool raise(const Node& node, size_t trigger, const Fee& fee, int32_t visit);
  const Edge* choose(const Node& node, std::optional<FlowCode>& stop, bool again);
  const Edge* first_true(const Node& node, FlowCode& stop) const;
  bool take_edges(const std::vector<const Edge*>& edges);
  void assign(Token& token, const Node& node);
  bool hours_of(const std::string& node, const Sla* sla, const WorkingHours*& hours);
  Token& put(Token token);

  const TemplateVersion& version_;
  InstanceState& state_;
  Effects& effects_;
  Tape& tape_;
  int64_t now_;
  std::deque<std::pair<std::string, std::string>> queue_;  // node and edge of who may pass
  size_t moves_ = 0;
  std::optional<Refusal> refusal_;
};

// The facts as a condition sees them.
class RunFacts {
 public:
  RunFacts(const InstanceState& state, const World& world);
  RunFacts(const RunFacts&) = delete;
  RunFacts& operator=(const RunFacts&) = delete;
  FactView view() const;

 private:
  Ticket ticket_;
  std::optional<Visit> visit_;
  std::vector<Attribute> fields_;
  std::string city_class_;
  LocalTime local_;
};

// Why a value does not fit the field; nothing where it does. An empty one is judged elsewhere.
std::optional<RefusalCode> check_value(const CustomField& field, const std::string& value);

}  // namespace fenming::workflow
