// Two authors, or two windows, changed one book: both sides stand until the user decides, place by
// place. A draft saved elsewhere meets the draft here; a version published meanwhile meets the
// draft that is to be published.
#pragma once

#include "app/app.h"

namespace fenming::app::prices {

// The draft here met another one on the server.
void begin_conflict(AppState& state, const BookVersion& theirs, std::string etag);
// Publishing was refused because a newer version exists: fetches it, then shows both.
void ask_newer(AppState& state, const Problem& problem, Effects& effects);
// The stored draft is gone: another window published or discarded it. What stands here becomes a
// new draft over the newest version.
void keep_lost_draft(AppState& state, Effects& effects);
// The book file came: the awaited version may be in it.
void take_newer(AppState& state, Effects& effects);

void choose_side(State& prices, const ChooseSide& choice);
void resolve_conflict(AppState& state, Effects& effects);
// A draft saved elsewhere stays in conflict; a newer version is only met again when publishing.
void leave_conflict(State& prices);

}  // namespace fenming::app::prices
