// Which document is open: the one that the address names, else one that is worth opening. What may
// be opened depends on who asks.
#pragma once

#include <string>

#include "app/app.h"

namespace fenming::app::prices {

// Puts a version in place; number 0 is the draft.
void open_document(AppState& state, BookVersion version, int32_t number);
// Opens a book's version (0: the draft) by its address.
void open(AppState& state, Effects& effects, const std::string& book, int32_t number);
// Loads what the address names, where it is not open yet. The list of books and the account are
// there.
void load_wanted(AppState& state, Effects& effects);
// Who may not edit has no drafts here: every version that he opens is one that is read.
void follow_rights(AppState& state);

}  // namespace fenming::app::prices
