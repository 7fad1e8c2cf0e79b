// The settings screen's work: people are listed, invited, changed; answers find their place.
#pragma once

#include <string>
#include <string_view>

#include "app/app.h"

namespace fenming::app::settings {

inline constexpr std::string_view kPeoplePath = "people";
inline constexpr std::string_view kCompanyPath = "company";
inline constexpr std::string_view kCalendarsPath = "calendars";
inline constexpr std::string_view kZonesPath = "zones";

// True where the location shows the people and the account may see them.
bool shows_people(const AppState& state);

void apply(AppState& state, const Intent& intent, Effects& effects);
// An answer whose purpose begins with "settings.".
void take(AppState& state, const HttpResponse& response, Effects& effects);
// Asks for the list whenever the section is entered.
void tick(AppState& state, Effects& effects);

// Of calendars and zones, while they are shown.
void undo(AppState& state);
void redo(AppState& state);

const Person* find_person(const State& state, std::string_view id);
std::string_view state_text(PersonState state, const Locale& locale);
// What a role may do, in a sentence.
std::string_view role_help(AccountRole role, const Locale& locale);
// A moment as the company's clock shows it (UTC+8): the time for today, else the date; 0 is never.
std::string moment_text(int64_t seconds, const Surroundings& now, const Locale& locale);

}  // namespace fenming::app::settings
