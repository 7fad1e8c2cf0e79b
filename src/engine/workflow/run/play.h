// 试跑: a template is played with conditions, time and money (workflow.md, Play). A play is a
// ticket that is moved by `step` and nothing else, with every step remembered. A run can be kept as
// a scenario, which is then a regression test of the template.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workflow/run/money.h"
#include "engine/workflow/run/offers.h"

namespace fenming::workflow {

// What a play is played with, besides the template.
struct PlayInput {
  Ticket subject;     // its facts start the ticket; its visits say what is priced (money.h)
  Visit later_visit;  // what is priced of every visit beyond the subject's
  Values facts;       // that follow from others; zone and ring are found where books have tables
  std::vector<std::string> candidates;
  std::vector<WorkingHours> calendars;
  LocalTime local;
  std::vector<BookPin> pins;
};

// A place of the scrubber: what was done, and how the ticket stood afterwards.
struct Frame {
  RecordedEvent recorded;
  InstanceState state;
  Effects effects;
  std::vector<Posted> posted;
  RunLedger ledger{nullptr};
};

class Play {
 public:
  // Version and settler must outlive this; without a settler nothing is posted.
  Play(const TemplateVersion& version, const Settler* settler, PlayInput input);

  // Frame 0. `fields` are those of the start node.
  std::optional<Refusal> start(int64_t now, const Values& fields = {});
  // One step; nothing where it was done. An event without key gets one.
  std::optional<Refusal> play(Event event, int64_t now);
  // What can be done now: tokens, actions, outcomes, timers.
  std::vector<Offer> moves() const;
  // Forgets all frames behind this one, so that the play goes on from there.
  void back_to(size_t frame);

  const TemplateVersion& version() const { return version_; }
  const PlayInput& input() const { return input_; }
  const std::vector<Frame>& frames() const { return frames_; }
  // The subject, with what is known of every visit that was made.
  Ticket subject() const { return subject_of(state()); }
  // Before the start: a new state.
  const InstanceState& state() const;
  int64_t now() const { return frames_.empty() ? 0 : frames_.back().recorded.at; }
  std::vector<std::string> path() const;  // nodes reached, in their order
  std::vector<CategoryAmount> totals() const;

 private:
  Ticket subject_of(const InstanceState& state) const;

  const TemplateVersion& version_;
  const Settler* settler_;
  PlayInput input_;
  InstanceState fresh_;
  std::vector<Frame> frames_;
};

// How a play that plays itself fills a field, by fact; otherwise its default, its first option, the
// least number, the day of 2026-01-01, or "1".
std::string sample_value(const CustomField& field, size_t turn = 0);

struct AutoOptions {
  Values choices;
  size_t max_moves = 200;
  int64_t minutes_per_move = 30;
};

// Goes on by the first action with the outcome done until the ticket ends, stops or `max_moves` are
// made; true where it ended. Timers fire when nobody can do anything; who comes to a node again
// fills it with the next option, so that loops are left.
bool auto_run(Play& play, const AutoOptions& options = {});

}  // namespace fenming::workflow
