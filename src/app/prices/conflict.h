// Two authors, or two windows, changed one book: both sides stand until the user decides, place by
// place. A draft saved elsewhere meets the draft here; a version published meanwhile meets the
// draft that is to be published.
#pragma once

#include "app/app.h"

namespace fenming::app::prices {

// The draft here met another one on the server. What only one side changed since the server last
// acknowledged the draft is that side's; where nothing else differs both are put together at once,
// or as soon as no field is being typed in. The rest is asked.
void begin_conflict(AppState& state, const BookVersion& theirs, std::string etag, Effects& effects);
// Something was typed while a conflict waits: its rows are told again, choices stay.
void refresh_conflict(State& prices);
// Puts together what waited for a field to be left.
void merge_when_idle(AppState& state, Effects& effects);
// Another window's newer draft, and nothing unsaved here: it becomes the draft here, as a step.
void take_forward(AppState& state, const BookVersion& theirs, std::string etag);
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
