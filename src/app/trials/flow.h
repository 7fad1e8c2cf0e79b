// Conditions on trial: follows what is in sight, counts in slices, tests one ticket.
#pragma once

#include "app/app.h"

namespace fenming::app::trials {

void apply(AppState& state, const Intent& intent, Effects& effects);
// What is due now; returns the milliseconds until something is due again, negative: nothing is.
int tick(AppState& state, Effects& effects);

}  // namespace fenming::app::trials
