#include "app/settings/calendars.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/civil_time.h"
#include "codec/book_codec.h"

namespace fenming::app::settings {
namespace {

constexpr size_t kMostText = 200;

// Calendars are small: a step keeps the one that it replaces.
class ReplaceCalendar final : public Command<CalendarList> {
 public:
  ReplaceCalendar(std::string name, size_t index, Calendar calendar)
      : name_(std::move(name)), index_(index), other_(std::move(calendar)) {}
  std::string name() const override { return name_; }
  void execute(CalendarList& list) override { std::swap(list[index_], other_); }
  void undo(CalendarList& list) override { std::swap(list[index_], other_); }

 private:
  std::string name_;
  size_t index_;
  Calendar other_;
};

// The calendar that an edit means; null where there is none, or nothing may be edited now.
Calendar* find(AppState& state, int index) {
  Calendars& own = state.settings.calendars;
  const bool there = index >= 0 && static_cast<size_t>(index) < own.list.size() && !own.saving;
  return there ? &own.list[static_cast<size_t>(index)] : nullptr;
}

void replace(AppState& state, int index, Key step, std::string_view what, Calendar calendar) {
  Calendars& own = state.settings.calendars;
  const Locale locale(state.preferences.language);
  own.error.clear();
  own.log.execute(
      own.list, std::make_unique<ReplaceCalendar>(locale.format(step, {what}),
                                                  static_cast<size_t>(index), std::move(calendar)));
}

// The stored document with these calendars in it.
std::string with_calendars(const std::string& frame, const CalendarList& list) {
  Result<Json> document = parse_json(frame);
  Json calendars = Json::array();
  for (const Calendar& calendar : list) {
    if (Result<Json> json = parse_json(write_calendar(calendar)))
      calendars.items().push_back(std::move(*json));
  }
  if (!document) return {};
  for (auto& [name, value] : document->members()) {
    if (name != "calendars") continue;
    value = std::move(calendars);
    return write_json(*document);
  }
  document->members().emplace_back("calendars", std::move(calendars));
  return write_json(*document);
}

}  // namespace

void ask_calendars(AppState& state, Effects& effects) {
  state.settings.calendars.loading = true;
  send(state, effects, get_request("settings.calendars", "/api/v1/routing"));
}

void take_calendars(AppState& state, const HttpResponse& response) {
  Calendars& own = state.settings.calendars;
  own.loading = false;
  if (response.purpose == "settings.calendars_set") {
    own.saving = false;
    if (response.status != 200) {
      own.error = problem_text(response);
      return;
    }
    own.frame = with_calendars(own.frame, own.list);
    own.etag = response.header("etag").value_or("");
    own.log.mark_saved();
    return;
  }
  const Result<Json> json = parse_json(response.body);
  if (response.status != 200 || !json) {
    own.error = problem_text(response);
    return;
  }
  own.error.clear();
  own.frame = response.body;
  own.etag = response.header("etag").value_or("");
  own.list.clear();
  own.log = {};
  if (const Json* list = json->find("calendars"); list != nullptr) {
    for (const Json& entry : list->items()) {
      if (Result<Calendar> calendar = read_calendar(entry))
        own.list.push_back(std::move(*calendar));
    }
  }
}

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

void save_calendars(AppState& state, Effects& effects) {
  Calendars& own = state.settings.calendars;
  const std::string body = with_calendars(own.frame, own.list);
  if (own.saving || own.etag.empty() || body.empty() || !own.is_changed()) return;
  own.saving = true;
  own.error.clear();
  HttpRequest request = json_request("PUT", "settings.calendars_set", "/api/v1/routing", body);
  request.if_match = own.etag;
  send(state, effects, std::move(request));
}

}  // namespace fenming::app::settings
