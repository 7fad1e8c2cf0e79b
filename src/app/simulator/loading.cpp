#include <algorithm>

#include "app/simulator/flow.h"
#include "base/text.h"
#include "codec/book_codec.h"
#include "codec/history_codec.h"

namespace fenming::app::simulator {
namespace {

std::vector<HistoryEntry> read_histories(const Json& json) {
  std::vector<HistoryEntry> list;
  const Json* histories = json.find("histories");
  if (histories == nullptr) return list;
  for (const Json& entry : histories->items()) {
    list.push_back({json_text(entry, "id"), json_text(entry, "name"), json_text(entry, "origin"),
                    json_integer(entry, "tickets", 0)});
  }
  return list;
}

std::vector<BookEntry> read_books(const Json& json) {
  std::vector<BookEntry> list;
  const Json* books = json.find("books");
  if (books == nullptr) return list;
  for (const Json& entry : books->items()) {
    BookEntry book;
    book.id = json_text(entry, "id");
    book.name = json_text(entry, "name");
    book.relation =
        parse_relation(json_text(entry, "relation")).value_or(Relation::kCompanyTechnician);
    if (const Json* versions = entry.find("versions")) {
      for (const Json& version : versions->items())
        book.versions.push_back(static_cast<int32_t>(json_integer(version, "number", 0)));
    }
    std::sort(book.versions.begin(), book.versions.end());
    const Json* draft = entry.find("draft");
    if (draft != nullptr && draft->is(Json::Kind::kObject)) {
      book.draft_revision = json_text(*draft, "revision");
      book.draft_base = static_cast<int32_t>(json_integer(*draft, "base", 0));
    }
    if (!book.versions.empty() || !book.draft_revision.empty()) list.push_back(std::move(book));
  }
  return list;
}

void ask_part(AppState& state, Effects& effects) {
  const HistoryDownload& download = *state.simulator.download;
  const int64_t place = download.parts[download.next].place;
  send(state, effects,
       get_request("simulator.part", "/api/v1/histories/" + percent_encoded(download.id) +
                                         "/parts/" + std::to_string(place)));
}

void fail(State& simulator, std::string problem) {
  simulator.failed = true;
  simulator.download.reset();
  simulator.problem = std::move(problem);
}

void take_manifest(AppState& state, const Json& json, Effects& effects) {
  State& simulator = state.simulator;
  if (!simulator.download || simulator.download->id != json_text(json, "id")) return;
  HistoryDownload& download = *simulator.download;
  if (const Json* parts = json.find("parts")) {
    for (const Json& part : parts->items()) {
      download.parts.push_back({json_integer(part, "k", 0), json_integer(part, "bytes", 0)});
      download.total_bytes += download.parts.back().bytes;
    }
  }
  if (download.parts.empty()) return fail(simulator, json_text(json, "name"));
  ask_part(state, effects);
}

void take_part(AppState& state, const HttpResponse& response, Effects& effects) {
  State& simulator = state.simulator;
  if (!simulator.download || simulator.download->next >= simulator.download->parts.size()) return;
  HistoryDownload& download = *simulator.download;
  download.bytes += response.body;
  if (++download.next < download.parts.size()) return ask_part(state, effects);
  Result<History> history = read_history(download.bytes);
  if (!history) return fail(simulator, history.error().message);
  simulator.history = std::make_shared<History>(std::move(*history));
  simulator.history_id = download.id;
  simulator.located = false;
  simulator.download.reset();
  start_session(simulator);
}

}  // namespace

void take(AppState& state, const HttpResponse& response, Effects& effects) {
  State& simulator = state.simulator;
  if (response.purpose == "simulator.save") simulator.saving = false;
  if (response.status < 200 || response.status > 299) {
    std::string text = problem_text(response);
    if (response.purpose == "simulator.save") {
      simulator.problem = std::move(text);
    } else {
      fail(simulator, std::move(text));
    }
    return;
  }
  if (response.purpose == "simulator.part") return take_part(state, response, effects);
  if (response.purpose == "simulator.file") {
    Result<BookFile> file = read_book_file(response.body);
    if (!file) return fail(simulator, file.error().field + ": " + file.error().message);
    simulator.file = std::move(*file);
    start_session(simulator);
    return;
  }
  if (response.purpose == "simulator.save") {
    simulator.saved = true;
    if (simulator.session) simulator.session->mark_saved();
    const Locale locale(state.preferences.language);
    show_toast(state,
               {.kind = ToastKind::kGood, .text = std::string(locale.text(Key::simulator_saved))});
    send(state, effects, get_request("simulator.books", "/api/v1/books"));
    return;
  }
  const Result<Json> json = parse_json(response.body);
  if (!json) return fail(simulator, json.error().message);
  if (response.purpose == "simulator.histories") {
    simulator.histories = read_histories(*json);
    simulator.has_histories = true;
  }
  if (response.purpose == "simulator.books") {
    simulator.books = read_books(*json);
    simulator.has_books = true;
    // What was just saved is what runs: no reason to begin again.
    if (simulator.saved && simulator.wanted) {
      const BookEntry* book = find_book(simulator, simulator.wanted->book);
      if (book != nullptr) simulator.wanted->draft_revision = book->draft_revision;
      if (simulator.wanted->baseline != 0) simulator.wanted->candidate = 0;
    }
  }
  if (response.purpose == "simulator.manifest") take_manifest(state, *json, effects);
}

}  // namespace fenming::app::simulator
