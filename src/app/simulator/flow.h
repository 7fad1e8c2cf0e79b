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

// For other screens. Sees to it that a history is loaded: the one that the simulator shows, else
// the first. True once it is there; called again until then.
bool want_history(AppState& state, Effects& effects);
// Somebody asks anew: what failed is tried again, and an empty list is read again.
void retry_history(State& state);
// Derives the zones of the loaded tickets, once, where there are zones.
void locate_history(State& state, const std::vector<ZoneTable>& zones);
// A session of `candidate` against `baseline`, both versions of `book`, the other books as `file`
// has them published. A book without a route stands as it would once it is routed.
std::unique_ptr<Session> make_session(BookFile file, const std::string& book,
                                      const BookVersion& baseline, const BookVersion& candidate,
                                      std::shared_ptr<const History> history);
// Works in small pieces until the frame's slice is over; without a clock, one piece. True: there is
// more to do.
bool work_for_a_slice(Session& session, SlicePace& pace, const Surroundings& now);

}  // namespace fenming::app::simulator
