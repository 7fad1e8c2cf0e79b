// The prices screen and the server: loading books, versions and drafts, saving a draft within a
// second of its last change, publishing. What the server has not acknowledged is also kept in the
// local store, so that a reload or a crash loses nothing.
#pragma once

#include "app/app.h"

namespace fenming::app::prices {

bool has_unsaved(const State& state);
// What is due now: loading what the location asks for, checks, autosave. Returns the milliseconds
// until something is due again; negative: nothing is.
int tick(AppState& state, Effects& effects);
// An answer whose purpose begins with "prices.".
void take(AppState& state, const HttpResponse& response, Effects& effects);

void load_books(AppState& state, Effects& effects);
void load_file(AppState& state, Effects& effects);
void save_now(AppState& state, Effects& effects);
// After an edit: keeps the local copy and sets the times of check and save.
void note_edit(AppState& state, Effects& effects);

// Says what the server refused, at a place of the screen.
void show_problem(State& state, const HttpResponse& response, std::string place);

const BookEntry* find_book(const State& state, std::string_view id);
// Whether any book has a version that everybody may read.
bool has_published(const State& state);
int32_t latest_number(const BookEntry& book);
std::string draft_path(std::string_view book);

}  // namespace fenming::app::prices
