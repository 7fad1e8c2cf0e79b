// Two versions side by side, and what becomes of them: the differences in words and, over a
// history, in money; handing in for a second person; deciding; restoring an older version.
#pragma once

#include <string>

#include "app/app.h"

namespace fenming::app::prices {

void open_review(AppState& state, const OpenReview& action, Effects& effects);
void close_review(State& prices);
void open_submission(AppState& state, const OpenSubmission& action, Effects& effects);
void decide(AppState& state, const Decide& action, Effects& effects);
void restore_version(AppState& state, const RestoreVersion& action, Effects& effects);

void load_submissions(AppState& state, Effects& effects);
// Answers of the above; false where the response is for somebody else.
bool take_review(AppState& state, const HttpResponse& response, Effects& effects);
// Simulates the open review in slices. True while there is more to do.
bool work_on_review(AppState& state, Effects& effects);

const Submission* find_submission(const State& state, std::string_view id);
// Percent of the money that is computed; 100 where it is there.
int money_percent(const Review& review);
}  // namespace fenming::app::prices
