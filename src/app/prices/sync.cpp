#include "app/prices/sync.h"

#include <algorithm>
#include <utility>

#include "app/backend/draft_request.h"
#include "app/prices/book_entry.h"
#include "app/prices/check.h"
#include "app/prices/conflict.h"
#include "app/prices/edits.h"
#include "app/prices/exports.h"
#include "app/prices/local_copies.h"
#include "app/prices/merge.h"
#include "app/prices/opening.h"
#include "app/prices/presence.h"
#include "app/prices/review.h"
#include "app/prices/workbook_flow.h"
#include "app/settings/company.h"
#include "base/civil_time.h"
#include "base/text.h"
#include "codec/book_codec.h"

namespace fenming::app::prices {
namespace {

constexpr double kSaveAfterMs = 700;
constexpr double kCheckAfterMs = 250;
// From this many bytes on a draft's local copy is written in frames of its own: with the
// edit it would hold up what the user sees.
constexpr size_t kLargeDraft = 200'000;

// Puts a copy together with the draft as it stands here, which may already hold other copies. False
// where both changed the same place: then it stays in the store until that is saved.
bool add_copy(Document& document, const LocalCopy& copy) {
  const auto rows = differences(copy.mine, document.version, copy.base ? &*copy.base : nullptr);
  const bool settled =
      std::all_of(rows.begin(), rows.end(), [](const ConflictRow& row) { return row.settled; });
  if (!settled) return false;
  Result<BookVersion> both = merged(copy.mine, rows);
  if (!both) return false;
  document.version = std::move(*both);
  return true;
}

// What other windows or earlier visits typed and the server never acknowledged, put together with
// the draft as the server has it. The first one meets the server's draft as a refused save would.
void recover_local(AppState& state, Effects& effects) {
  State& prices = state.prices;
  Document& document = prices.document;
  bool is_first = true;
  for (const LocalCopy& copy : find_copies(state, effects)) {
    if (write_book_version(copy.mine) == document.text()) {
      forget_copy(state, copy, effects);
      continue;
    }
    if (!is_first) {
      if (prices.conflict || !add_copy(document, copy)) continue;
      ++document.edits;
      note_edit(state, effects);
    } else if (copy.etag == document.etag) {
      document.version = copy.mine;
      ++document.edits;
      note_edit(state, effects);
    } else {
      const BookVersion theirs = std::exchange(document.version, copy.mine);
      const std::string etag = std::exchange(document.etag, copy.etag);
      document.acknowledged.reset();
      if (copy.base) document.acknowledged.set(*copy.base);
      ++document.edits;
      begin_conflict(state, theirs, etag, effects);
      keep_copy(state, effects);
    }
    is_first = false;
    forget_copy(state, copy, effects);
  }
  document.save_at_ms = state.surroundings.now_ms;
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
  prices.document.acknowledged.set_text(prices.document.text());
  prices.document.sends_whole = response.body != prices.document.acknowledged.text();
  recover_local(state, effects);
}

// The server has what was sent as edit number `sent`.
void take_acknowledged(AppState& state, uint64_t sent, Effects& effects) {
  State& prices = state.prices;
  Document& document = prices.document;
  document.saved = sent;
  document.sends_whole = false;
  document.acknowledged.set_text(document.sending_text);
  if (prices.problem_place == "save") prices.problem.clear();
  if (document.edits == document.saved) return forget_copy(state, effects);
  keep_copy(state, effects);  // what it rests on has changed
  document.save_at_ms = state.surroundings.now_ms + kSaveAfterMs;
}

void take_save(AppState& state, const HttpResponse& response, Effects& effects) {
  State& prices = state.prices;
  Document& document = prices.document;
  const uint64_t sent = std::exchange(document.sending, 0);
  if (response.status == 200 || response.status == 201) {
    document.etag = response.header("etag").value_or("");
    take_acknowledged(state, sent, effects);
    if (response.status == 201) load_books(state, effects);
    return;
  }
  if (asks_for_whole(response)) {
    document.sends_whole = true;
    return save_now(state, effects);
  }
  if (response.status != 412) return show_problem(prices, response, "save");
  const Problem problem = read_problem(response);
  const Json* current = problem.document.find("current");
  if (current == nullptr && !document.etag.empty()) return keep_lost_draft(state, effects);
  if (current == nullptr) return show_problem(prices, response, "save");
  const Result<BookVersion> theirs = read_book_version(write_json(*current));
  if (!theirs) return show_problem(prices, response, "save");
  // The answer to an earlier try was lost: the draft there is what this window sent.
  if (write_book_version(*theirs) == document.sending_text) {
    document.etag = json_text(problem.document, "current_etag");
    return take_acknowledged(state, sent, effects);
  }
  begin_conflict(state, *theirs, json_text(problem.document, "current_etag"), effects);
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
  forget_copy(state, effects);
  prices.problem.clear();
  prices.review.reset();
  const std::string book = prices.document.book;
  prices.document = Document{};
  load_books(state, effects);
  load_file(state, effects);
  open(state, effects, book, number);
  const Locale locale(state.preferences.language);
  show_toast(state, {.kind = ToastKind::kGood,
                     .text = locale.format(Key::prices_published_toast, {std::to_string(number)})});
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
  load_submissions(state, effects);
  settings::ask_company(state, effects);
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
  refresh_conflict(state.prices);
  const bool large = document.acknowledged.text().size() >= kLargeDraft;
  document.copy_steps = large ? kCopySteps : 0;
  if (!large) keep_copy(state, effects);
}

void save_now(AppState& state, Effects& effects) {
  Document& document = state.prices.document;
  document.save_at_ms = -1;
  if (!document.is_draft() || document.sending != 0 || !has_unsaved(state.prices) ||
      state.prices.conflict)
    return;
  document.sending = document.edits;
  document.sending_text = document.text();
  const DraftSave save{.purpose = "prices.save",
                       .path = draft_path(document.book),
                       .base = document.base,
                       .etag = document.etag,
                       .acknowledged = document.acknowledged.text(),
                       .whole = document.sends_whole};
  send(state, effects, draft_request(save, document.sending_text));
}

void take(AppState& state, const HttpResponse& response, Effects& effects) {
  if (take_workbook_sheet(state, response, effects)) return;
  if (take_export(state, response, effects) || take_review(state, response, effects)) return;
  const std::string_view what = std::string_view(response.purpose).substr(7);
  State& prices = state.prices;
  if (what == "books") take_books(state, response, effects);
  if (what == "file") take_file(state, response, effects);
  if (what == "draft") take_draft(state, response, effects);
  if (what == "refresh") take_refresh(state, response);
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
    forget_copy(state, effects);
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
  merge_when_idle(state, effects);
  watch_others(state, effects);
  if (document.copy_steps > 0 && has_unsaved(prices)) {
    keep_copy_part(state, document.copy_steps--, effects);
    return 0;  // nothing else that takes long in the same frame
  }
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
  if (work_on_review(state, effects)) return 0;
  int pause = -1;
  soonest(pause, document.save_at_ms, now);
  soonest(pause, document.check_at_ms, now);
  return pause;
}

}  // namespace fenming::app::prices
