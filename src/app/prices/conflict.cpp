#include "app/prices/conflict.h"

#include <algorithm>
#include <memory>

#include "app/prices/commands.h"
#include "app/prices/merge.h"
#include "app/prices/sync.h"

namespace fenming::app::prices {
namespace {

const BookVersion* find_version(const BookFile& file, const std::string& code, int32_t number) {
  for (const Book& book : file.books) {
    if (book.book != code) continue;
    for (const BookVersion& version : book.versions) {
      if (version.version == number && version.status != VersionStatus::kDraft) return &version;
    }
  }
  return nullptr;
}

int32_t newest_number(const BookFile& file, const std::string& code) {
  int32_t number = 0;
  for (const Book& book : file.books) {
    if (book.book != code) continue;
    for (const BookVersion& version : book.versions) {
      if (version.status != VersionStatus::kDraft) number = std::max(number, version.version);
    }
  }
  return number;
}

// The draft now rests on the newer version.
void rebase(AppState& state, int32_t newer, Effects& effects) {
  Document& document = state.prices.document;
  document.base = newer;
  ++document.edits;
  note_edit(state, effects);
  save_now(state, effects);
}

}  // namespace

void begin_conflict(AppState& state, const BookVersion& theirs, std::string etag) {
  const Document& document = state.prices.document;
  const BookVersion* base = find_version(state.prices.file, document.book, document.base);
  state.prices.conflict =
      Conflict{theirs, std::move(etag), 0, differences(document.version, theirs, base)};
}

void ask_newer(AppState& state, const Problem& problem, Effects& effects) {
  state.prices.awaited = static_cast<int32_t>(json_integer(problem.document, "latest", 0));
  load_books(state, effects);
  load_file(state, effects);
}

void keep_lost_draft(AppState& state, Effects& effects) {
  State& prices = state.prices;
  prices.document.etag.clear();
  prices.awaited = kAwaitNewest;
  const Locale locale(state.preferences.language);
  state.toasts.push_back({state.next_toast++, ToastKind::kWarn,
                          std::string(locale.text(Key::prices_draft_gone_toast))});
  load_books(state, effects);
  load_file(state, effects);
}

void take_newer(AppState& state, Effects& effects) {
  State& prices = state.prices;
  const Document& document = prices.document;
  if (prices.awaited == 0 || !document.is_draft()) return;
  if (prices.awaited == kAwaitNewest) {
    prices.awaited = newest_number(prices.file, document.book);
    if (prices.awaited <= document.base) {  // discarded, not published
      prices.awaited = 0;
      return rebase(state, document.base, effects);
    }
  }
  const BookVersion* newer = find_version(prices.file, document.book, prices.awaited);
  if (newer == nullptr) return;
  const int32_t number = std::exchange(prices.awaited, 0);
  const BookVersion* base = find_version(prices.file, document.book, document.base);
  Conflict conflict{*newer, document.etag, number, differences(document.version, *newer, base)};
  if (conflict.rows.empty()) return rebase(state, number, effects);
  prices.conflict = std::move(conflict);
}

void choose_side(State& prices, const ChooseSide& choice) {
  if (!prices.conflict) return;
  auto& rows = prices.conflict->rows;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (choice.row < 0 || static_cast<size_t>(choice.row) == i) rows[i].take_theirs = choice.theirs;
  }
}

void resolve_conflict(AppState& state, Effects& effects) {
  State& prices = state.prices;
  if (!prices.conflict) return;
  Document& document = prices.document;
  const Result<BookVersion> result = merged(document.version, prices.conflict->rows);
  const Locale locale(state.preferences.language);
  if (!result) {
    prices.problem = locale.text(Key::prices_merge_failed);
    prices.problem_place = "save";
    return;
  }
  const Conflict conflict = std::move(*prices.conflict);
  prices.conflict.reset();
  document.log.execute(
      document.version,
      std::make_unique<ReplaceVersion>(std::string(locale.text(Key::prices_step_merge)), *result));
  document.errors.clear();
  document.etag = conflict.etag;
  rebase(state, conflict.newer > 0 ? conflict.newer : document.base, effects);
}

void leave_conflict(State& prices) {
  if (prices.conflict && prices.conflict->newer > 0) prices.conflict.reset();
}

}  // namespace fenming::app::prices
