#include "app/prices/conflict.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "app/prices/commands.h"
#include "app/prices/merge.h"
#include "app/prices/opening.h"
#include "app/prices/sync.h"

namespace fenming::app::prices {
namespace {

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

// Where the draft here and another one differ, as seen from what both came from.
std::vector<ConflictRow> draft_rows(const State& prices, const BookVersion& theirs) {
  const Document& document = prices.document;
  const BookVersion* base = document.acknowledged.has_value()
                                ? document.acknowledged.get()
                                : find_version(prices.file, document.book, document.base);
  return differences(document.version, theirs, base);
}

// A newer version is looked at as a whole: nothing of it is settled unseen.
std::vector<ConflictRow> newer_rows(const State& prices, const BookVersion& newer) {
  const Document& document = prices.document;
  std::vector<ConflictRow> rows =
      differences(document.version, newer, find_version(prices.file, document.book, document.base));
  for (ConflictRow& row : rows)
    row.settled = false;
  return rows;
}

}  // namespace

void begin_conflict(AppState& state, const BookVersion& theirs, std::string etag,
                    Effects& effects) {
  State& prices = state.prices;
  Conflict conflict{theirs, std::move(etag), 0, draft_rows(prices, theirs), false};
  conflict.is_automatic = std::all_of(conflict.rows.begin(), conflict.rows.end(),
                                      [](const ConflictRow& row) { return row.settled; });
  prices.conflict = std::move(conflict);
  merge_when_idle(state, effects);
}

void merge_when_idle(AppState& state, Effects& effects) {
  State& prices = state.prices;
  if (!prices.conflict || !prices.conflict->is_automatic || state.surroundings.editing) return;
  // What was typed while it waited counts.
  const std::vector<ConflictRow> rows = draft_rows(prices, prices.conflict->theirs);
  const bool settled =
      std::all_of(rows.begin(), rows.end(), [](const ConflictRow& row) { return row.settled; });
  prices.conflict->rows = rows;
  prices.conflict->is_automatic = settled;
  if (!settled) return;
  const auto taken = std::count_if(rows.begin(), rows.end(),
                                   [](const ConflictRow& row) { return row.take_theirs; });
  resolve_conflict(state, effects);
  if (taken == 0) return;
  const Locale locale(state.preferences.language);
  show_toast(state, {.kind = ToastKind::kInfo,
                     .text = locale.format(Key::prices_merged_toast, {std::to_string(taken)})});
}

void refresh_conflict(State& prices) {
  if (!prices.conflict || prices.conflict->newer > 0) return;
  std::vector<ConflictRow> rows = draft_rows(prices, prices.conflict->theirs);
  for (ConflictRow& row : rows) {
    for (const ConflictRow& known : prices.conflict->rows) {
      if (!row.settled && known.path == row.path) row.take_theirs = known.take_theirs;
    }
  }
  prices.conflict->rows = std::move(rows);
}

void take_forward(AppState& state, const BookVersion& theirs, std::string etag) {
  State& prices = state.prices;
  Document& document = prices.document;
  document.etag = std::move(etag);
  document.acknowledged.set(theirs);
  const bool same = document.text() == document.acknowledged.text();
  if (same) return;
  const Locale locale(state.preferences.language);
  const auto changed = differences(document.version, theirs, nullptr).size();
  document.log.execute(document.version,
                       std::make_unique<ReplaceVersion>(
                           std::string(locale.text(Key::prices_step_other_window)), theirs));
  document.errors.clear();
  document.saved = ++document.edits;
  document.check_at_ms = state.surroundings.now_ms;
  show_toast(state, {.kind = ToastKind::kInfo,
                     .text = locale.format(Key::prices_merged_toast, {std::to_string(changed)})});
}

void ask_newer(AppState& state, const Problem& problem, Effects& effects) {
  state.prices.awaited = static_cast<int32_t>(json_integer(problem.document, "latest", 0));
  load_books(state, effects);
  load_file(state, effects);
}

void keep_lost_draft(AppState& state, Effects& effects) {
  State& prices = state.prices;
  prices.document.etag.clear();
  prices.document.acknowledged.reset();
  prices.awaited = kAwaitNewest;
  const Locale locale(state.preferences.language);
  show_toast(state, {.kind = ToastKind::kWarn,
                     .text = std::string(locale.text(Key::prices_draft_gone_toast))});
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
  Conflict conflict{*newer, document.etag, number, newer_rows(prices, *newer), false};
  if (conflict.rows.empty()) return rebase(state, number, effects);
  prices.conflict = std::move(conflict);
}

void choose_side(State& prices, const ChooseSide& choice) {
  if (!prices.conflict) return;
  auto& rows = prices.conflict->rows;
  for (size_t i = 0; i < rows.size(); ++i) {
    // "All" means all that is asked: what one side alone changed stays that side's.
    const bool meant = choice.row < 0 ? !rows[i].settled : static_cast<size_t>(choice.row) == i;
    if (meant) rows[i].take_theirs = choice.theirs;
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
  if (conflict.newer > 0) return rebase(state, conflict.newer, effects);
  document.acknowledged.set(conflict.theirs);
  rebase(state, document.base, effects);
}

void leave_conflict(State& prices) {
  if (prices.conflict && prices.conflict->newer > 0) prices.conflict.reset();
}

}  // namespace fenming::app::prices
