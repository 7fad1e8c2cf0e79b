// Calendars of the company: kinds of days, festivals, make-up days (settlement.md C1). They stand
// in the document that also holds the routing; what is not a calendar in it stays as it is.
#pragma once

#include "app/app.h"

namespace fenming::app::settings {

void ask_calendars(AppState& state, Effects& effects);
void take_calendars(AppState& state, const HttpResponse& response);

// Edits; each is one step.
void set_day(AppState& state, const SetDay& action);
void add_year(AppState& state, const AddYear& action);
void set_source(AppState& state, const SetSource& action);
void save_calendars(AppState& state, Effects& effects);

}  // namespace fenming::app::settings
