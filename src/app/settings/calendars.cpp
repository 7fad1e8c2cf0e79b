#include "app/settings/calendars.h"

#include <algorithm>
#include <utility>

#include "base/civil_time.h"

namespace fenming::app::settings {
namespace {

constexpr size_t kMostText = 200;

// The calendar that an edit means; null where there is none, or nothing may be edited now.
Calendar* find(AppState& state, int index) {
  Shared& own = state.settings.shared;
  CalendarList& list = own.lists.calendars;
  const bool there = index >= 0 && static_cast<size_t>(index) < list.size() && !own.saving;
  return there ? &list[static_cast<size_t>(index)] : nullptr;
}

void replace(AppState& state, int index, Key step, std::string_view what, Calendar calendar) {
  Shared& own = state.settings.shared;
  const Locale locale(state.preferences.language);
  CalendarList list = own.lists.calendars;
  list[static_cast<size_t>(index)] = std::move(calendar);
  replace_list(own, locale.format(step, {what}), &SharedLists::calendars, std::move(list));
}

}  // namespace

void set_day(AppState& state, const SetDay& action) {
  Calendar* found = find(state, action.calendar);
  if (found == nullptr || action.festival.size() > kMostText || !found->knows(action.date)) return;
  Calendar calendar = *found;
  if (action.kind)
    calendar.days[action.date] = {*action.kind, action.festival};
  else
    calendar.days.erase(action.date);
  replace(state, action.calendar, Key::calendar_step_day, format_date(action.date),
          std::move(calendar));
}

void add_year(AppState& state, const AddYear& action) {
  Calendar* found = find(state, action.calendar);
  const bool has = found != nullptr && std::find(found->years.begin(), found->years.end(),
                                                 action.year) != found->years.end();
  if (found == nullptr || has || action.year < 2000 || action.year > 2100) return;
  Calendar calendar = *found;
  calendar.years.push_back(action.year);
  std::sort(calendar.years.begin(), calendar.years.end());
  replace(state, action.calendar, Key::calendar_step_year, std::to_string(action.year),
          std::move(calendar));
}

void set_source(AppState& state, const SetSource& action) {
  Calendar* found = find(state, action.calendar);
  if (found == nullptr || action.text.empty() || action.text.size() > kMostText) return;
  Calendar calendar = *found;
  calendar.source = action.text;
  replace(state, action.calendar, Key::calendar_step_source, action.text, std::move(calendar));
}

}  // namespace fenming::app::settings
