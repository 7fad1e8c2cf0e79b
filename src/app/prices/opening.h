// Which document is open: the one that the address names, else one that is worth opening. What may
// be opened depends on who asks.
#pragma once

#include <string>
#include <string_view>

#include "app/app.h"

namespace fenming::app::prices {

// Puts a version in place; number 0 is the draft.
void open_document(AppState& state, BookVersion version, int32_t number);
// Opens a book's version (0: the draft) by its address.
void open(AppState& state, Effects& effects, const std::string& book, int32_t number);
// The book's draft: the one there is, else a new one with the contents of version `base`.
void start_draft(AppState& state, const std::string& book, int32_t base, Effects& effects);
// Loads what the address names, where it is not open yet. The list of books and the account are
// there.
void load_wanted(AppState& state, Effects& effects);
// Who may not edit has no drafts here: every version that he opens is one that is read.
void follow_rights(AppState& state);
// The published version of a book file; null where it is not there.
const BookVersion* find_version(const BookFile& file, std::string_view book, int32_t number);

}  // namespace fenming::app::prices
