#include "app/trials/flow.h"

#include "app/prices/edits.h"
#include "app/simulator/flow.h"
#include "app/simulator/ticket_view.h"

namespace fenming::app::trials {
namespace {

constexpr uint32_t kPiece = 1024;
constexpr double kSliceMs = 4;  // leaves the rest of a frame to the frame

// Names everything that the count depends on.
std::string subject_of(const AppState& state) {
  const prices::Document& document = state.prices.document;
  const Watch& watched = *state.trials.watched;
  return document.book + "/" + std::to_string(document.number) + "/" +
         std::to_string(document.edits) + "/" + std::to_string(static_cast<int>(watched.section)) +
         "/" + std::to_string(watched.row) + "/" +
         (state.simulator.history ? state.simulator.history_id : std::string());
}

Occasion occasion_of(const BookVersion& version, const Watch& watched) {
  if (watched.section != prices::Section::kSurcharges) return Occasion::kTicket;
  return version.surcharges[static_cast<size_t>(watched.row)].occasion;
}

// The open version as the only one of its only book.
BookFile file_of(const prices::State& prices) {
  BookFile file;
  file.calendars = prices.file.calendars;
  file.zones = prices.file.zones;
  file.entitlement = prices.file.entitlement;
  Book book;
  book.book = prices.document.book;
  for (const prices::BookEntry& entry : prices.books) {
    if (entry.id == book.book) book.relation = entry.relation;
  }
  book.versions.push_back(prices.document.version);
  file.books.push_back(std::move(book));
  return file;
}

void test_again(State& trials) {
  trials.answer.reset();
  trials.refused.clear();
  if (!trials.trial || !trials.ticket) return;
  Ticket ticket = *trials.ticket;
  // What the ticket's zone was says nothing about another place.
  if (trials.typed.contains(fact_info(Fact::kDivision).name)) {
    ticket.fact(Fact::kZone).clear();
    ticket.fact(Fact::kRing).clear();
  }
  trials.refused = type_facts(ticket, trials.typed, trials.trial->version().utc_offset_min);
  trials.answer = trials.trial->answer(ticket);
}

void follow(AppState& state) {
  State& trials = state.trials;
  if (!trials.watched) return;
  std::string subject = subject_of(state);
  if (subject == trials.made_for) return;
  trials.made_for = std::move(subject);
  trials.trial.reset();
  const BookVersion& version = state.prices.document.version;
  const auto* condition =
      prices::condition_of(version, trials.watched->section, trials.watched->row);
  if (condition != nullptr && *condition) {
    trials.trial = std::make_unique<ConditionTrial>(file_of(state.prices), **condition,
                                                    occasion_of(version, *trials.watched),
                                                    state.simulator.history);
  }
  test_again(trials);
}

void take_ticket(State& trials, Ticket ticket) {
  trials.not_found = false;
  trials.typed.clear();
  trials.name = ticket.ticket;
  trials.ticket = std::move(ticket);
  test_again(trials);
}

struct Applier {
  AppState& state;
  Effects& effects;
  State& trials;

  void operator()(const Watch& intent) { trials.watched = intent; }
  void operator()(const LoadHistory&) {
    trials.wants_history = true;
    simulator::retry_history(state.simulator);
    simulator::want_history(state, effects);
  }
  void operator()(const TestTicket& intent) {
    if (!trials.trial) return;
    if (intent.name.empty()) return take_ticket(trials, blank_ticket(trials.trial->version()));
    const History* history = trials.trial->history();
    const uint32_t found = history == nullptr ? 0 : simulator::find_ticket(*history, intent.name);
    if (history != nullptr && found < history->size())
      return take_ticket(trials, history->ticket(found));
    trials.name = intent.name;
    trials.not_found = true;
    trials.ticket.reset();
    trials.answer.reset();
  }
  void operator()(const TestExample& intent) {
    if (!trials.trial || trials.trial->example(intent.fits) == ConditionTrial::kNone) return;
    take_ticket(trials, trials.trial->history()->ticket(trials.trial->example(intent.fits)));
  }
  void operator()(const TypeFact& intent) {
    if (!trials.trial) return;
    if (!trials.ticket) trials.ticket = blank_ticket(trials.trial->version());
    trials.typed[intent.fact] = intent.text;
    test_again(trials);
  }
};

}  // namespace

void apply(AppState& state, const Intent& intent, Effects& effects) {
  std::visit(Applier{state, effects, state.trials}, intent);
}

int tick(AppState& state, Effects& effects) {
  State& trials = state.trials;
  if (state.location.screen != ScreenId::kPrices) {
    trials.watched.reset();
    return -1;
  }
  if (trials.wants_history) simulator::want_history(state, effects);
  simulator::locate_history(state.simulator, state.prices.file.zones);
  follow(state);
  if (!trials.trial || trials.trial->is_done()) return -1;
  const Surroundings& now = state.surroundings;
  const double end = now.now_ms + kSliceMs;
  bool more = trials.trial->work(kPiece);
  while (more && now.clock_ms != nullptr && now.clock_ms() < end)
    more = trials.trial->work(kPiece);
  return more ? 0 : -1;
}

}  // namespace fenming::app::trials
