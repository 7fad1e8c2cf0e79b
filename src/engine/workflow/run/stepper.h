// One event applied to one state: who may, whether it is its turn, what is missing; then the runner
// moves the tokens. Internal to the execution; live steps and replays are the same code.
#pragma once

#include "engine/workflow/run/runner.h"

namespace fenming::workflow {

class Stepper {
 public:
  // `world` is null in a replay, whose `record` is read; live it is written. `next` is the version
  // that a migration leads to.
  Stepper(const TemplateVersion& version, const World* world, const TemplateVersion* next,
          InstanceState& state, RecordedEvent& record)
      : version_(version),
        world_(world),
        next_(next),
        state_(state),
        record_(record),
        event_(record.event),
        now_(record.at),
        tape_(world, record.taken),
        runner_(version, state, effects, tape_, record.at) {}

  bool run();
  const Refusal& refusal() const { return runner_.refusal(); }
  bool finished() const { return tape_.finished(); }

  Effects effects;

 private:
  bool refuse(RefusalCode code, const std::string& field = {}) {
    return runner_.refuse(code, event_.node, field);
  }
  bool refuse_for(RefusalCode code, const std::string& who);
  bool dispatch();
  bool start();
  bool progress(Action action);
  bool may_act(const Node& node, const Token& token, Action action);
  bool take_values(const Node& node, Token& token, bool checks);
  bool begin_visit(const Node& node, Token& token);
  bool end_visit(const Node& node, Token& token);
  bool choose_person(const Node& node);
  bool go_back();
  bool transfer();
  bool suspend();
  bool resume();
  bool appoint(bool by_customer);
  bool pass_wait(bool by_timer);
  bool warn();
  bool break_sla();
  bool escalate();
  bool write();
  bool cancel();
  bool migrate();

  // The token and node of the event; null where there is none, or it cannot be acted on.
  Token* find(const Node*& node, bool may_be_suspended = false);
  void notify(NoticeKind kind, const std::string& node, const std::string& to);

  const TemplateVersion& version_;
  const World* world_;
  const TemplateVersion* next_;
  InstanceState& state_;
  RecordedEvent& record_;
  const Event& event_;
  int64_t now_;
  Tape tape_;
  Runner runner_;
};

}  // namespace fenming::workflow
