#include "app/simulator/flow.h"

#include <algorithm>

#include "app/prices/sync.h"
#include "base/text.h"
#include "codec/book_codec.h"

namespace fenming::app::simulator {
namespace {

int32_t number_in(const Location& location, std::string_view name, int32_t otherwise) {
  const auto number = parse_decimal(location.parameter(name), 0);
  return number ? static_cast<int32_t>(*number) : otherwise;
}

void ask_lists(AppState& state, Effects& effects) {
  State& simulator = state.simulator;
  simulator.asked = true;
  simulator.was_left = false;
  simulator.has_books = false;
  simulator.has_histories = false;
  send(state, effects, get_request("simulator.histories", "/api/v1/histories"));
  send(state, effects, get_request("simulator.books", "/api/v1/books"));
}

void ask_history(AppState& state, const std::string& id, Effects& effects) {
  State& simulator = state.simulator;
  if (simulator.history_id == id || (simulator.download && simulator.download->id == id)) return;
  simulator.download = HistoryDownload{id, {}, 0, 0, {}};
  send(state, effects,
       get_request("simulator.manifest", "/api/v1/histories/" + percent_encoded(id)));
}

void ask_file(AppState& state, const Choice& choice, Effects& effects) {
  state.simulator.file.reset();
  std::string path = "/api/v1/book-file";
  if (!choice.draft_revision.empty()) path += "?with_draft=" + percent_encoded(choice.book);
  send(state, effects, get_request("simulator.file", path));
}

// What the location asks for now, if it is not what is loaded or being loaded.
void follow_location(AppState& state, Effects& effects) {
  State& simulator = state.simulator;
  const auto choice = choice_of(simulator, state.location);
  if (!choice || choice == simulator.wanted) return;
  // An edited candidate is not thrown away because a list was read again.
  const bool same_place = simulator.wanted && choice->history == simulator.wanted->history &&
                          choice->book == simulator.wanted->book &&
                          choice->baseline == simulator.wanted->baseline &&
                          choice->candidate == simulator.wanted->candidate;
  if (same_place && simulator.session && !simulator.session->log().is_saved()) return;
  simulator.wanted = choice;
  simulator.session.reset();
  simulator.failed = false;
  simulator.saved = false;
  simulator.problem.clear();
  simulator.knob_error.reset();
  ask_history(state, choice->history, effects);
  ask_file(state, *choice, effects);
}

// The version that a draft with the candidate's contents is made from: publishing asks whether a
// newer one has come in between.
int32_t base_of(const BookEntry& book, const Choice& choice) {
  if (choice.candidate > 0) return choice.candidate;
  return choice.candidate == 0 ? book.draft_base : choice.baseline;
}

// A book that no route names would price nothing; here it stands as it would once it is routed.
void route_book(BookFile& file, const std::string& book, Relation relation) {
  if (file.routing.empty()) file.routing.push_back({"all", "all", std::nullopt, {}});
  bool named = false;
  for (const Route& route : file.routing) {
    for (const RouteBook& entry : route.books)
      named = named || entry.book == book;
  }
  if (named) return;
  for (Route& route : file.routing) {
    std::erase_if(route.books, [&](const RouteBook& entry) { return entry.relation == relation; });
    route.books.push_back({relation, book});
  }
}

const BookVersion* find_version(const Book& book, int32_t number) {
  for (const BookVersion& version : book.versions) {
    const bool is_draft = version.status == VersionStatus::kDraft;
    if (number == 0 ? is_draft : !is_draft && version.version == number) return &version;
  }
  return nullptr;
}

void save_draft(AppState& state, Effects& effects) {
  State& simulator = state.simulator;
  if (!simulator.session || !simulator.wanted || simulator.saving) return;
  const BookEntry* book = find_book(simulator, simulator.wanted->book);
  if (book == nullptr) return;
  BookVersion version = simulator.session->candidate();
  version.status = VersionStatus::kDraft;
  const int32_t base = base_of(*book, *simulator.wanted);
  const std::string path = "/api/v1/books/" + percent_encoded(book->id) + "/draft" +
                           (base > 0 ? "?base=" + std::to_string(base) : std::string());
  HttpRequest request = json_request("PUT", "simulator.save", path, write_book_version(version));
  if (book->draft_revision.empty()) {
    request.headers.emplace_back("If-None-Match", "*");
  } else {
    request.if_match = "\"" + book->draft_revision + "\"";
  }
  simulator.saving = true;
  simulator.problem.clear();
  send(state, effects, std::move(request));
}

struct IntentApplier {
  AppState& state;
  Effects& effects;
  Session& session;

  std::string name(Key key) const {
    return std::string(Locale(state.preferences.language).text(key));
  }
  void changed() const {
    state.simulator.saved = false;
    state.simulator.knob_error.reset();
  }
  void operator()(const ShowKnob& intent) { session.show(intent.address, intent.value); }
  void operator()(const SetKnob& intent) {
    session.commit(name(Key::simulator_step_knob), {{intent.address, intent.value}});
    changed();
  }
  void operator()(const TypeKnob& intent) {
    const Result<int64_t> value = parse_knob(intent.unit, intent.text);
    if (value) return (*this)(SetKnob{intent.address, *value});
    state.simulator.knob_error = KnobError{intent.address, intent.text, value.error().code};
  }
  void operator()(const ResetKnob& intent) {
    const auto value = read_knob(session.baseline(), intent.address);
    if (!value) return;
    session.commit(name(Key::simulator_step_reset), {{intent.address, *value}});
    changed();
  }
  void operator()(const ResetAll&) {
    std::vector<KnobChange> changes;
    const Locale locale(state.preferences.language);
    for (const Knob& knob : list_knobs(session.baseline(), session.candidate(), locale)) {
      if (knob.changed() && knob.baseline) changes.push_back({knob.address, *knob.baseline});
    }
    session.commit(name(Key::simulator_step_reset_all), std::move(changes));
    changed();
  }
  void operator()(const SaveDraft&) { save_draft(state, effects); }
  void operator()(const OpenInPrices&) {
    const Choice& choice = *state.simulator.wanted;
    const bool draft = state.simulator.saved || choice.candidate == 0 || choice.baseline == 0;
    const std::string path = choice.book + (draft ? std::string("/draft") : std::string());
    prices::load_books(state, effects);
    update(state, Navigate{Location{ScreenId::kPrices, path, {}}}, effects);
  }
  void operator()(const Reload&) {}
  void operator()(const DismissProblem&) { state.simulator.problem.clear(); }
};

}  // namespace

const HistoryEntry* find_history(const State& state, std::string_view id) {
  for (const HistoryEntry& entry : state.histories) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}
const BookEntry* find_book(const State& state, std::string_view id) {
  for (const BookEntry& entry : state.books) {
    if (entry.id == id) return &entry;
  }
  return nullptr;
}

std::optional<Choice> choice_of(const State& state, const Location& location) {
  if (!state.has_histories || !state.has_books) return std::nullopt;
  const HistoryEntry* history = find_history(state, location.parameter("history"));
  if (history == nullptr && !state.histories.empty()) history = &state.histories.front();
  const BookEntry* book = find_book(state, location.parameter("book"));
  for (const BookEntry& entry : state.books) {
    if (book == nullptr && entry.relation == Relation::kCompanyTechnician) book = &entry;
  }
  if (book == nullptr && !state.books.empty()) book = &state.books.front();
  if (history == nullptr || book == nullptr) return std::nullopt;
  const auto published = [&](int32_t number) {
    return std::find(book->versions.begin(), book->versions.end(), number) != book->versions.end();
  };
  Choice choice;
  choice.history = history->id;
  choice.book = book->id;
  choice.draft_revision = book->draft_revision;
  choice.baseline = number_in(location, "base", 0);
  if (!published(choice.baseline))
    choice.baseline = book->versions.empty() ? 0 : book->versions.back();
  const bool draft_is_other = !book->draft_revision.empty() && choice.baseline != 0;
  choice.candidate = number_in(location, "with", draft_is_other ? 0 : -1);
  if (choice.candidate > 0 && !published(choice.candidate)) choice.candidate = -1;
  if (choice.candidate == 0 && !draft_is_other) choice.candidate = -1;
  return choice;
}

std::unique_ptr<Session> make_session(BookFile file, const std::string& book,
                                      const BookVersion& baseline, const BookVersion& candidate,
                                      std::shared_ptr<const History> history) {
  Relation relation = Relation::kCompanyTechnician;
  for (Book& entry : file.books) {
    if (entry.book == book) {
      entry.versions.assign(1, baseline);
      relation = entry.relation;
    } else {
      std::erase_if(entry.versions, [](const BookVersion& version) {
        return version.status == VersionStatus::kDraft;
      });
    }
  }
  std::erase_if(file.books, [](const Book& entry) { return entry.versions.empty(); });
  route_book(file, book, relation);
  return std::make_unique<Session>(file, book, candidate, std::move(history));
}

bool start_session(State& state) {
  if (!state.wanted || !state.file || !state.history) return false;
  const Choice& choice = *state.wanted;
  if (state.history_id != choice.history) return false;
  const BookVersion* baseline = nullptr;
  const BookVersion* candidate = nullptr;
  for (const Book& book : state.file->books) {
    if (book.book != choice.book) continue;
    baseline = find_version(book, choice.baseline);
    candidate = choice.candidate < 0 ? baseline : find_version(book, choice.candidate);
  }
  state.failed = baseline == nullptr || candidate == nullptr;
  if (state.failed) return false;
  locate_history(state, state.file->zones);
  state.session = make_session(*state.file, choice.book, *baseline, *candidate, state.history);
  for (const Book& book : state.file->books) {
    if (book.book == choice.book) state.session->set_published(book.versions);
  }
  ++state.sessions;
  state.pace.rest();
  return true;
}

bool want_history(AppState& state, Effects& effects) {
  State& simulator = state.simulator;
  if (simulator.history) return true;
  if (simulator.failed) return false;
  if (!simulator.asked) ask_lists(state, effects);
  if (simulator.has_histories && !simulator.histories.empty())
    ask_history(state, simulator.histories.front().id, effects);
  return false;
}

void locate_history(State& state, const std::vector<ZoneTable>& zones) {
  if (!state.history || state.located || zones.empty()) return;
  // A session that is running keeps what it began with; a history that nobody else holds is
  // located where it stands, for a million tickets take a tab's memory twice otherwise.
  auto located = state.history.use_count() == 1
                     ? std::const_pointer_cast<History>(std::exchange(state.history, nullptr))
                     : std::make_shared<History>(*state.history);
  locate(zones, *located);
  state.history = std::move(located);
  state.located = true;
}

void retry_history(State& state) {
  state.failed = false;
  if (state.histories.empty()) state.asked = false;
}

bool work_for_a_slice(Session& session, SlicePace& pace, const Surroundings& now) {
  constexpr uint32_t kPiece = 1000;  // tickets of the quick path: a fraction of a millisecond
  // A frame of a drag would rather come a little later than show another position's totals.
  constexpr double kDragSliceMs = 50;
  const double slice = pace.next(now.now_ms);
  const double end =
      now.now_ms + (session.preview().has_value() ? std::max(slice, kDragSliceMs) : slice);
  bool more = session.work(kPiece);
  while (more && now.clock_ms != nullptr && now.clock_ms() < end)
    more = session.work(kPiece);
  if (!more) pace.rest();
  return more;
}

void apply(AppState& state, const Intent& intent, Effects& effects) {
  if (std::holds_alternative<Reload>(intent)) {
    state.simulator.wanted.reset();
    state.simulator.failed = false;
    return ask_lists(state, effects);
  }
  if (!state.simulator.session) return;
  std::visit(IntentApplier{state, effects, *state.simulator.session}, intent);
}

void undo(State& state) {
  if (!state.session) return;
  state.session->undo();
  state.saved = false;
}
void redo(State& state) {
  if (!state.session) return;
  state.session->redo();
  state.saved = false;
}

int tick(AppState& state, Effects& effects) {
  State& simulator = state.simulator;
  if (state.location.screen != ScreenId::kSimulator) {
    simulator.was_left = simulator.asked;
    simulator.pace.rest();
    return -1;
  }
  if (!simulator.asked || simulator.was_left) ask_lists(state, effects);
  follow_location(state, effects);
  if (!simulator.session) return -1;
  const std::string_view tab = state.location.parameter("tab");
  simulator.session->ask_for_items(tab == "items");
  simulator.session->ask_for_backtest(tab == "backtest");
  return work_for_a_slice(*simulator.session, simulator.pace, state.surroundings) ? 0 : -1;
}

}  // namespace fenming::app::simulator
