// Calendars of the company: kinds of days, festivals, make-up days (settlement.md C1). Each edit is
// one step.
#pragma once

#include "app/settings/shared_lists.h"

namespace fenming::app::settings {

void set_day(AppState& state, const SetDay& action);
void add_year(AppState& state, const AddYear& action);
void set_source(AppState& state, const SetSource& action);

}  // namespace fenming::app::settings
