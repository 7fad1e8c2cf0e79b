// The simulator screen and the outside: loads histories and books as the location asks, starts the
// session, lets it work in slices, and applies the screen's intents.
#pragma once

#include "app/app.h"

namespace fenming::app::simulator {

// What is due now; returns the milliseconds until something is due again, negative: nothing is.
int tick(AppState& state, Effects& effects);
// An answer whose purpose begins with "simulator.".
void take(AppState& state, const HttpResponse& response, Effects& effects);
void apply(AppState& state, const Intent& intent, Effects& effects);
void undo(State& state);
void redo(State& state);

// Which simulation a location means, as far as the lists know it.
std::optional<Choice> choice_of(const State& state, const Location& location);
// Makes the session from what is loaded. False where the file does not hold what is wanted.
bool start_session(State& state);

}  // namespace fenming::app::simulator
