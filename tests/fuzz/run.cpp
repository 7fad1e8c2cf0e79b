// Running tickets: a log, a state, an event or a scenario as text, each on a shipped template. What
// is read comes back as it is, and nothing that it says breaks a step, a replay or a plan.
#include "codec/run_codec.h"
#include "codec/template_codec.h"
#include "fuzz/fuzz.h"

using namespace fenming;
using namespace fenming::workflow;

namespace {

const TemplateVersion& shipped() {
  static const TemplateVersion version =
      *read_template(fuzz::read_repository_file("assets/templates/ac_install.json"));
  return version;
}

void try_state(const InstanceState& state) {
  const Result<InstanceState> again = read_instance(write_instance(state));
  FM_ASSERT(again.ok() && *again == state);
  TemplateVersion next = shipped();
  ++next.version;
  const World world{shipped(), {{"cn", nullptr, 480, {}}}, {}, {"wang"}, {}, {}, {}, &next};
  const int64_t now = next_due(state).value_or(0);
  std::vector<Event> events;
  for (const Offer& offer : offers(shipped(), state))
    events.push_back(offer.event);
  for (const DueEvent& one : due(state, now))
    events.push_back(one.event);
  Event other;
  for (const EventKind kind : {EventKind::kCancel, EventKind::kWrite, EventKind::kMigrate}) {
    other.kind = kind;
    other.version = next.version;
    other.mapping = same_ids(shipped(), next);
    events.push_back(other);
  }
  for (Event& event : events) {
    if (event.key.empty()) event.key = "fuzz";
    const StepResult result = step(world, state, event, now);
    write_step(result);
    if (!result) continue;
    const TemplateVersion* const versions[] = {&shipped(), &next};
    const bool moves = event.kind == EventKind::kMigrate;
    const auto once = apply(*versions[0], moves ? &next : nullptr, state, result->recorded);
    FM_ASSERT(once.ok() && once->state == result->state);
  }
}

void try_log(std::string_view text) {
  std::vector<RecordedEvent> log;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const Result<RecordedEvent> recorded = read_recorded(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!recorded) return;
    FM_ASSERT(*read_recorded(write_recorded(*recorded)) == *recorded);
    log.push_back(*recorded);
    const Result<InstanceState> state = replay(shipped(), log);
    if (!state) return;
    try_state(*state);
  }
  const HistoryCase past{"t", {}, {}, log};
  replay_case({shipped(), nullptr, {}}, {shipped(), nullptr, {}}, past);
  FM_ASSERT(write_past_ticket(*read_past_ticket(write_past_ticket(past))) ==
            write_past_ticket(past));
}

}  // namespace

int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  try_log(text);
  if (const auto state = read_instance(text)) try_state(*state);
  if (const auto scenario = read_scenario(text)) {
    FM_ASSERT(read_scenario(write_scenario(*scenario)).ok());
    PlayInput input;
    input.calendars = {{"cn", nullptr, 480, {}}};
    write_scenario_result(run_scenario(shipped(), nullptr, input, *scenario));
  }
  return 0;
}
