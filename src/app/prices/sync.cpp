#include "app/prices/sync.h"

#include <algorithm>
#include <utility>

#include "app/prices/book_entry.h"
#include "app/prices/check.h"
#include "app/prices/conflict.h"
#include "app/prices/edits.h"
#include "app/prices/exports.h"
#include "app/prices/opening.h"
#include "base/civil_time.h"
#include "base/text.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

constexpr double kSaveAfterMs = 700;
constexpr double kCheckAfterMs = 250;

std::string local_key(const AppState& state) {
  return "fenming.draft." + state.account.name + "." + state.prices.document.book;
}

// What an earlier visit typed and the server never acknowledged.
void recover_local(AppState& state, Effects& effects) {
  Document& document = state.prices.document;
  if (effects.store == nullptr) return;
  const auto copy = effects.store->get(local_key(state));
  if (!copy) return;
  const size_t end = copy->find('\n');
  const Result<BookVersion> mine =
      read_book_version(std::string_view(*copy).substr(std::min(end + 1, copy->size())));
  if (!mine || write_book_version(*mine) == write_book_version(document.version)) {
    effects.store->remove(local_key(state));
    return;
  }
  const BookVersion theirs = document.version;
  const bool same_base = copy->substr(0, end) == document.etag;
  document.version = *mine;
  ++document.edits;
  document.save_at_ms = state.surroundings.now_ms;
  if (same_base) return;
  begin_conflict(state, theirs, document.etag);
}

void take_draft(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  if (response.status != 200) {
    prices.document_load = Load::kFailed;
    return show_problem(prices, response, "load");
  }
  const Result<BookVersion> version = read_book_version(response.body);
  if (!version) {
    prices.document_load = Load::kFailed;
    prices.problem = version.error().field + ": " + version.error().message;
    prices.problem_place = "load";
    return;
  }
  open_document(state, *version, 0);
  prices.document.etag = response.header("etag").value_or("");
  const auto base = parse_decimal(response.header("x-fenming-base").value_or("0"), 0);
  prices.document.base = static_cast<int32_t>(base.value_or(0));
  recover_local(state, effects);
}

void take_save(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  Document& document = prices.document;
  const uint64_t sent = std::exchange(document.sending, 0);
  if (response.status == 200 || response.status == 201) {
    document.etag = response.header("etag").value_or("");
    document.saved = sent;
    if (prices.problem_place == "save") prices.problem.clear();
    if (document.edits == document.saved) {
      if (effects.store != nullptr) effects.store->remove(local_key(state));
    } else {
      document.save_at_ms = state.surroundings.now_ms + kSaveAfterMs;
    }
    if (response.status == 201) load_books(state, effects);
    return;
  }
  if (response.status != 412) return show_problem(prices, response, "save");
  const Problem problem = read_problem(response);
  const Json* current = problem.document.find("current");
  if (current == nullptr && !document.etag.empty()) return keep_lost_draft(state, effects);
  if (current == nullptr) return show_problem(prices, response, "save");
  const Result<BookVersion> theirs = read_book_version(write_json(*current));
  if (!theirs) return show_problem(prices, response, "save");
  begin_conflict(state, *theirs, json_text(problem.document, "current_etag"));
}

void take_books(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  const Result<Json> json = parse_json(response.body);
  const Json* list = json ? json->find("books") : nullptr;
  if (response.status != 200 || list == nullptr) {
    prices.books_load = Load::kFailed;
    return show_problem(prices, response, "load");
  }
  prices.books.clear();
  for (const Json& entry : list->items())
    prices.books.push_back(read_entry(entry));
  prices.books_load = Load::kReady;
  follow_rights(state);
  if (find_book(prices, prices.created) == nullptr) return;
  open(state, effects, std::exchange(prices.created, {}), 0);
}

void take_file(AppState& state, const HttpResponse& response, Effects& effects) {
  if (response.status != 200) return;
  const Result<BookFile> file = read_book_file(response.body);
  if (file) state.prices.file = *file;
  take_newer(state, effects);
  state.prices.wanted.clear();  // a published version may be readable now
  if (state.prices.document.is_draft())
    state.prices.document.check_at_ms = state.surroundings.now_ms;
}

void take_published(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  prices.publishing = false;
  if (response.status == 409 && read_problem(response).code == "base_moved")
    return ask_newer(state, read_problem(response), effects);
  if (response.status != 201) return show_problem(prices, response, "publish");
  const Result<Json> json = parse_json(response.body);
  const auto number = json ? static_cast<int32_t>(json_integer(*json, "number", 1)) : 1;
  if (effects.store != nullptr) effects.store->remove(local_key(state));
  prices.problem.clear();
  const std::string book = prices.document.book;
  prices.document = Document{};
  load_books(state, effects);
  load_file(state, effects);
  open(state, effects, book, number);
  const Locale locale(state.preferences.language);
  state.toasts.push_back({state.next_toast++, ToastKind::kGood,
                          locale.format(Key::prices_published_toast, {std::to_string(number)})});
}

void take_created(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  if (response.status != 201) return show_problem(prices, response, "create");
  prices.problem.clear();
  load_books(state, effects);
  // The first book is routed at once: without a route nothing would ever be priced by it.
  if (state.account.has(Right::kRouting) && prices.file.routing.empty() &&
      prices.routing_text == R"({"routing":[]})") {
    const Result<Json> json = parse_json(response.body);
    if (!json) return;
    const std::string body = R"({"routing":[{"route":"all","name":"all","books":[{"relation":")" +
                             json_text(*json, "relation") + R"(","book":")" +
                             json_text(*json, "book") + "\"}]}]}";
    HttpRequest request = json_request("PUT", "prices.routed", "/api/v1/routing", body);
    request.if_match = prices.routing_etag;
    send(state, effects, std::move(request));
  }
}

}  // namespace

bool has_unsaved(const State& state) {
  return state.document.edits != state.document.saved;
}

const BookEntry* find_book(const State& state, std::string_view id) {
  for (const BookEntry& book : state.books) {
    if (book.id == id) return &book;
  }
  return nullptr;
}

bool has_published(const State& state) {
  return std::any_of(state.books.begin(), state.books.end(),
                     [](const BookEntry& entry) { return !entry.versions.empty(); });
}

int32_t latest_number(const BookEntry& book) {
  int32_t number = 0;
  for (const VersionEntry& version : book.versions)
    number = std::max(number, version.number);
  return number;
}

void show_problem(State& prices, const HttpResponse& response, std::string place) {
  prices.problem = problem_text(response);
  prices.problem_place = std::move(place);
}

std::string draft_path(std::string_view book) {
  return "/api/v1/books/" + percent_encoded(book) + "/draft";
}

void load_books(AppState& state, Effects& effects) {
  if (state.prices.books_load != Load::kReady) state.prices.books_load = Load::kLoading;
  send(state, effects, get_request("prices.books", "/api/v1/books"));
}

void load_file(AppState& state, Effects& effects) {
  send(state, effects, get_request("prices.file", "/api/v1/book-file"));
  send(state, effects, get_request("prices.routing", "/api/v1/routing"));
}

void note_edit(AppState& state, Effects& effects) {
  Document& document = state.prices.document;
  if (!has_unsaved(state.prices)) return;
  document.check_at_ms = state.surroundings.now_ms + kCheckAfterMs;
  document.save_at_ms = state.surroundings.now_ms + kSaveAfterMs;
  if (effects.store != nullptr)
    effects.store->put(local_key(state),
                       document.etag + "\n" + write_book_version(document.version));
}

void save_now(AppState& state, Effects& effects) {
  Document& document = state.prices.document;
  document.save_at_ms = -1;
  if (!document.is_draft() || document.sending != 0 || !has_unsaved(state.prices) ||
      state.prices.conflict)
    return;
  document.sending = document.edits;
  const std::string base =
      document.base > 0 ? "?base=" + std::to_string(document.base) : std::string();
  HttpRequest request = json_request("PUT", "prices.save", draft_path(document.book) + base,
                                     write_book_version(document.version));
  request.if_match = document.etag;
  if (document.etag.empty()) request.headers.emplace_back("If-None-Match", "*");
  send(state, effects, std::move(request));
}

void take(AppState& state, const HttpResponse& response, Effects& effects) {
  if (take_export(state, response, effects)) return;
  const std::string_view what = std::string_view(response.purpose).substr(7);
  State& prices = state.prices;
  if (what == "books") take_books(state, response, effects);
  if (what == "file") take_file(state, response, effects);
  if (what == "draft") take_draft(state, response, effects);
  if (what == "save") take_save(state, response, effects);
  if (what == "publish") take_published(state, response, effects);
  if (what == "created") take_created(state, response, effects);
  if (what == "routing" && response.status == 200) {
    prices.routing_text = response.body;
    prices.routing_etag = response.header("etag").value_or("");
  }
  if (what == "routed") {
    if (response.status != 200) show_problem(prices, response, "routing");
    load_file(state, effects);
  }
  if (what == "discarded") {
    if (effects.store != nullptr) effects.store->remove(local_key(state));
    prices.document = Document{};
    load_books(state, effects);
    Location location = state.location;
    location.path.clear();
    state.location = location;
    effects.output.history = HistoryStep::kReplace;
    effects.output.url = format_url(location);
  }
}

namespace {

void soonest(int& pause, double at_ms, double now_ms) {
  if (at_ms < 0) return;
  const int rest = std::max(0, static_cast<int>(at_ms - now_ms) + 1);
  if (pause < 0 || rest < pause) pause = rest;
}

}  // namespace

int tick(AppState& state, Effects& effects) {
  State& prices = state.prices;
  Document& document = prices.document;
  const double now = state.surroundings.now_ms;
  if (document.save_at_ms >= 0 && document.save_at_ms <= now) save_now(state, effects);
  if (state.location.screen == ScreenId::kPrices) {
    if (prices.books_load == Load::kIdle) {
      load_books(state, effects);
      load_file(state, effects);
    }
    // What may be opened depends on who asks.
    if (prices.books_load == Load::kReady && state.account.is_known()) load_wanted(state, effects);
  }
  if (document.is_draft() && document.check_at_ms >= 0 && document.check_at_ms <= now) {
    document.check_at_ms = -1;
    document.checked = document.edits;
    prices.findings = check_draft(prices, local_today(state.surroundings));
  }
  int pause = -1;
  soonest(pause, document.save_at_ms, now);
  soonest(pause, document.check_at_ms, now);
  return pause;
}

}  // namespace fenming::app::prices
