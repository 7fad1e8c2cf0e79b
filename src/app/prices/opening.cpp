#include "app/prices/opening.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/prices/book_entry.h"
#include "app/prices/edits.h"
#include "app/prices/sync.h"

namespace fenming::app::prices {
namespace {

void open_published(AppState& state, int32_t number) {
  State& prices = state.prices;
  const BookVersion* version = find_version(prices.file, prices.document.book, number);
  if (version != nullptr) return open_document(state, *version, number);
  prices.document_load = Load::kFailed;
}

// The version that the address names, if the account may open it.
std::optional<std::pair<std::string, int32_t>> openable(const AppState& state) {
  auto wanted = wanted_document(state.location);
  const bool draft = wanted.second == 0;
  if (find_book(state.prices, wanted.first) == nullptr || wanted.second < 0 ||
      (draft && !state.account.has(Right::kPrices)))
    return std::nullopt;
  return wanted;
}

const BookEntry* first_published(const State& prices) {
  const auto found = std::find_if(prices.books.begin(), prices.books.end(),
                                  [](const BookEntry& entry) { return !entry.versions.empty(); });
  return found == prices.books.end() ? nullptr : &*found;
}

// Where the address names no version: the draft, else the newest version of the first book.
void choose_document(AppState& state, Effects& effects) {
  const auto [id, number] = wanted_document(state.location);
  const State& prices = state.prices;
  const BookEntry* book = find_book(prices, id);
  if (!state.account.has(Right::kPrices) && (book == nullptr || book->versions.empty())) {
    book = first_published(prices);
    if (book == nullptr) return;
  }
  if (book == nullptr && !prices.books.empty()) {
    const auto with_draft = std::find_if(prices.books.begin(), prices.books.end(),
                                         [](const BookEntry& entry) { return entry.has_draft; });
    book = with_draft != prices.books.end() ? &*with_draft : &prices.books.front();
  }
  if (book == nullptr) return;
  const bool unstored = prices.document.is_draft() && prices.document.book == book->id;
  if (!book->has_draft && book->versions.empty() && !unstored && book->id == id) return;
  Location location = state.location;
  location.path =
      book->id + "/" +
      (book->has_draft || book->versions.empty() ? "draft" : std::to_string(latest_number(*book)));
  if (location.path == state.location.path) return;
  state.location = location;
  effects.output.history = HistoryStep::kReplace;
  effects.output.url = format_url(location);
}

// A new book begins with a draft that is stored at once.
void open_first(AppState& state, const BookEntry& book) {
  open_document(state,
                first_version(book.relation, local_today(state.surroundings),
                              Locale(state.preferences.language)),
                0);
  Document& document = state.prices.document;
  document.edits = 1;
  document.save_at_ms = state.surroundings.now_ms;
}

}  // namespace

const BookVersion* find_version(const BookFile& file, std::string_view code, int32_t number) {
  for (const Book& book : file.books) {
    if (book.book != code) continue;
    for (const BookVersion& version : book.versions) {
      if (version.version == number && version.status != VersionStatus::kDraft) return &version;
    }
  }
  return nullptr;
}

void start_draft(AppState& state, const std::string& book, int32_t base, Effects& effects) {
  State& prices = state.prices;
  const BookEntry* entry = find_book(prices, book);
  if (entry == nullptr) return;
  if (entry->has_draft) return open(state, effects, book, 0);
  const BookVersion* version = find_version(prices.file, book, base);
  if (version == nullptr) return;
  Document document;
  document.book = book;
  document.number = 0;
  document.version = *version;
  document.version.status = VersionStatus::kDraft;
  document.version.from = std::max(version->from, local_today(state.surroundings) + 1);
  document.base = base;
  document.edits = 1;
  document.opened = ++prices.openings;
  prices.document = std::move(document);
  prices.document_load = Load::kReady;
  prices.findings.clear();
  prices.conflict.reset();
  prices.wanted = book + "/0";
  note_edit(state, effects);
  save_now(state, effects);
  open(state, effects, book, 0);
}

void open_document(AppState& state, BookVersion version, int32_t number) {
  Document& document = state.prices.document;
  const std::string book = std::move(document.book);
  document = Document{};
  document.book = book;
  document.number = number;
  document.opened = ++state.prices.openings;
  document.version = std::move(version);
  state.prices.document_load = Load::kReady;
  state.prices.findings.clear();
  state.prices.conflict.reset();
  if (number == 0) document.check_at_ms = state.surroundings.now_ms;
}

void open(AppState& state, Effects& effects, const std::string& book, int32_t number) {
  Location location = state.location;
  location.path = book + "/" + (number == 0 ? "draft" : std::to_string(number));
  if (location == state.location) return;
  state.location = location;
  effects.output.history = HistoryStep::kPush;
  effects.output.url = format_url(location);
}

void load_wanted(AppState& state, Effects& effects) {
  State& prices = state.prices;
  if (!openable(state)) choose_document(state, effects);
  const auto named = openable(state);
  if (!named) return;
  const auto& [id, number] = *named;
  const std::string wanted = id + "/" + std::to_string(number);
  const bool is_open = prices.document.book == id && prices.document.number == number;
  if (is_open || prices.wanted == wanted) return;
  save_now(state, effects);
  prices.wanted = wanted;
  prices.document = Document{};
  prices.document.book = id;
  prices.document_load = Load::kLoading;
  const BookEntry& book = *find_book(prices, id);
  if (number > 0) return open_published(state, number);
  if (book.has_draft)
    send(state, effects, get_request("prices.draft", draft_path(id)));
  else if (book.versions.empty())
    open_first(state, book);
  else
    prices.document_load = Load::kFailed;
}

void follow_rights(AppState& state) {
  if (!state.account.is_known() || state.account.has(Right::kPrices)) return;
  State& prices = state.prices;
  for (BookEntry& book : prices.books)
    book.has_draft = false;
  if (!prices.document.is_draft()) return;
  prices.document = Document{};
  prices.wanted.clear();
}

}  // namespace fenming::app::prices
