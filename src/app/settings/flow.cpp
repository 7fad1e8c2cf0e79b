#include "app/settings/flow.h"

#include <algorithm>
#include <utility>

#include "app/settings/calendars.h"
#include "app/settings/company.h"
#include "app/settings/zones.h"
#include "app/simulator/flow.h"
#include "base/civil_time.h"

namespace fenming::app::settings {
namespace {

constexpr int32_t kOffsetMinutes = 8 * 60;

Person read_person(const Json& json) {
  Person person;
  person.id = json_text(json, "id");
  person.name = json_text(json, "name");
  person.role = role_of(json_text(json, "role"));
  const std::string state = json_text(json, "state");
  person.state = state == "invited"    ? PersonState::kInvited
                 : state == "disabled" ? PersonState::kDisabled
                                       : PersonState::kActive;
  person.last_seen = json_integer(json, "last_seen", 0);
  person.created_at = json_integer(json, "created_at", 0);
  person.revision = json_text(json, "revision");
  return person;
}

// The newest word about a person replaces the older one, or is added.
void keep(State& own, Person person) {
  const auto found = std::find_if(own.people.begin(), own.people.end(),
                                  [&](const Person& known) { return known.id == person.id; });
  if (found == own.people.end())
    own.people.push_back(std::move(person));
  else
    *found = std::move(person);
}

void ask_people(AppState& state, Effects& effects) {
  state.settings.load = Load::kLoading;
  send(state, effects, get_request("settings.people", "/api/v1/people"));
}

void invite(AppState& state, const Invite& action, Effects& effects) {
  State& own = state.settings;
  if (own.inviting) return;
  own.inviting = true;
  own.refusal.reset();
  std::string body = "{\"name\":";
  append_json_string(body, action.name);
  body += ",\"role\":";
  append_json_string(body, role_code(action.role));
  send(state, effects, json_request("POST", "settings.invite", "/api/v1/people", body + "}"));
}

// One change of one person is on its way at a time.
bool begin_change(State& own, const std::string& id, Place place) {
  if (!own.changing.empty()) return false;
  own.changing = id;
  own.changing_at = place;
  own.refusal.reset();
  return true;
}

void change(AppState& state, const std::string& id, Place place, const std::string& body,
            Effects& effects) {
  const Person* person = find_person(state.settings, id);
  if (person == nullptr || !begin_change(state.settings, id, place)) return;
  HttpRequest request =
      json_request("PATCH", "settings.change", "/api/v1/people/" + percent_encoded(id), body);
  request.if_match = "\"" + person->revision + "\"";
  send(state, effects, std::move(request));
}

void renew(AppState& state, const std::string& id, Effects& effects) {
  if (find_person(state.settings, id) == nullptr || !begin_change(state.settings, id, Place::kLink))
    return;
  HttpRequest request =
      get_request("settings.link", "/api/v1/people/" + percent_encoded(id) + "/invitation");
  request.method = "POST";
  send(state, effects, std::move(request));
}

void take_people(State& own, const HttpResponse& response) {
  const Result<Json> json = parse_json(response.body);
  const Json* list = json ? json->find("people") : nullptr;
  if (response.status != 200 || list == nullptr) {
    own.load = Load::kFailed;
    own.refusal = Refusal{Place::kList, {}, problem_text(response)};
    return;
  }
  own.people.clear();
  for (const Json& entry : list->items())
    own.people.push_back(read_person(entry));
  own.load = Load::kReady;
}

void take_link(AppState& state, const Json& json) {
  const Json* invitation = json.find("invitation");
  if (invitation == nullptr) return;
  state.settings.link =
      Link{json_text(json, "name"), state.origin + json_text(*invitation, "path")};
}

// The server names the field; what it does not name concerns the whole invitation.
Place invite_place(const HttpResponse& response) {
  const Problem problem = read_problem(response);
  const Json* errors = problem.document.find("errors");
  const bool name = errors != nullptr && !errors->items().empty() &&
                    json_text(errors->items().front(), "pointer") == "/name";
  return name ? Place::kInviteName : Place::kInvite;
}

void take_invite(AppState& state, const HttpResponse& response) {
  State& own = state.settings;
  own.inviting = false;
  const Result<Json> json = parse_json(response.body);
  if (response.status != 201 || !json) {
    own.refusal = Refusal{invite_place(response), {}, problem_text(response)};
    return;
  }
  keep(own, read_person(*json));
  take_link(state, *json);
}

void take_change(AppState& state, const HttpResponse& response, Effects& effects) {
  State& own = state.settings;
  const std::string id = std::exchange(own.changing, {});
  const Result<Json> json = parse_json(response.body);
  if (response.status == 200 && json) {
    Person person = read_person(*json);
    // One's own role changes what is allowed from now on.
    if (person.name == state.account.name) ask_account(state, effects);
    keep(own, std::move(person));
    return take_link(state, *json);
  }
  own.refusal = Refusal{own.changing_at, id, problem_text(response)};
  const Json* current = json ? json->find("current") : nullptr;
  if (response.status != 412 || current == nullptr) return;
  // Somebody else was quicker: what holds now is shown, and is to be decided anew.
  keep(own, read_person(*current));
  own.refusal->text = Locale(state.preferences.language).text(Key::settings_changed_meanwhile);
}

bool shows_shared(const AppState& state) {
  return state.location.path == kCalendarsPath || state.location.path == kZonesPath;
}

struct Applier {
  AppState& state;
  Effects& effects;

  void operator()(const Invite& action) { invite(state, action, effects); }
  void operator()(const SetRole& action) {
    const std::string body = R"({"role":")" + std::string(role_code(action.role)) + "\"}";
    change(state, action.person, Place::kRole, body, effects);
  }
  void operator()(const SetDisabled& action) {
    const std::string_view body =
        action.disabled ? R"({"disabled":true})" : R"({"disabled":false})";
    change(state, action.person, Place::kDisabled, std::string(body), effects);
  }
  void operator()(const RenewLink& action) { renew(state, action.person, effects); }
  void operator()(const ForgetLink&) { state.settings.link.reset(); }
  void operator()(const DismissRefusal&) { state.settings.refusal.reset(); }
  void operator()(const ReloadPeople&) { ask_people(state, effects); }
  void operator()(const SetSecondPerson& action) {
    set_second_person(state, action.needed, effects);
  }
  void operator()(const SetEntity& action) { set_entity(state, action, effects); }
  void operator()(const RemoveEntity& action) { remove_entity(state, action, effects); }
  void operator()(const SetDay& action) { set_day(state, action); }
  void operator()(const AddYear& action) { add_year(state, action); }
  void operator()(const SetSource& action) { set_source(state, action); }
  void operator()(const SetZoneCell& action) { set_zone_cell(state, action); }
  void operator()(const RemoveZone& action) { remove_zone(state, action); }
  void operator()(const AddZoneTable& action) { add_zone_table(state, action); }
  void operator()(const RemoveZoneTable& action) { remove_zone_table(state, action); }
  void operator()(const CheckZones&) {
    state.settings.shared.wants_tickets = true;
    simulator::retry_history(state.simulator);
  }
  void operator()(const SaveLists&) { save_lists(state, effects); }
  void operator()(const ReloadLists&) { ask_lists(state, effects); }
  void operator()(const ChangePassword&) {
    effects.output.leave_for =
        "/password?lang=" + std::string(Locale(state.preferences.language).tag());
  }
};

}  // namespace

bool shows_people(const AppState& state) {
  return state.location.screen == ScreenId::kSettings && state.location.path == kPeoplePath &&
         state.account.has(Right::kPeople);
}

void apply(AppState& state, const Intent& intent, Effects& effects) {
  std::visit(Applier{state, effects}, intent);
}

void take(AppState& state, const HttpResponse& response, Effects& effects) {
  const std::string_view what = std::string_view(response.purpose).substr(9);
  if (what == "people") take_people(state.settings, response);
  if (what == "invite") take_invite(state, response);
  if (what == "company" || what == "company_set") take_company(state, response, effects);
  if (what.starts_with("lists")) take_lists(state, response);
  if (what == "change" || what == "link") take_change(state, response, effects);
}

void tick(AppState& state, Effects& effects) {
  State& own = state.settings;
  const bool here = state.location.screen == ScreenId::kSettings;
  if (here && !own.company.asked) ask_company(state, effects);
  own.company.asked = here;  // once a visit
  const bool shared = here && shows_shared(state);
  if (shared && !own.shared.asked) ask_lists(state, effects);
  own.shared.asked = shared || own.shared.log.position() > 0;
  if (here && state.location.path == kZonesPath) follow_unzoned(state, effects);
  if (!shows_people(state)) {
    // What was shown may be old when one comes back.
    if (own.load == Load::kReady || own.load == Load::kFailed) own.load = Load::kIdle;
    return;
  }
  if (own.load == Load::kIdle) ask_people(state, effects);
}

void undo(AppState& state) {
  Shared& own = state.settings.shared;
  if (!shows_shared(state) || own.saving) return;
  own.log.undo(own.lists);
  ++own.edits;
}
void redo(AppState& state) {
  Shared& own = state.settings.shared;
  if (!shows_shared(state) || own.saving) return;
  own.log.redo(own.lists);
  ++own.edits;
}

const Person* find_person(const State& state, std::string_view id) {
  for (const Person& person : state.people) {
    if (person.id == id) return &person;
  }
  return nullptr;
}

std::string_view state_text(PersonState state, const Locale& locale) {
  return locale.text(state == PersonState::kActive    ? Key::settings_active
                     : state == PersonState::kInvited ? Key::settings_invited
                                                      : Key::settings_disabled);
}

std::string_view role_help(AccountRole role, const Locale& locale) {
  return locale.text(role == AccountRole::kViewer         ? Key::account_viewer_help
                     : role == AccountRole::kPriceManager ? Key::account_price_manager_help
                                                          : Key::account_administrator_help);
}

std::string moment_text(int64_t seconds, const Surroundings& now, const Locale& locale) {
  if (seconds <= 0) return std::string(locale.text(Key::settings_never));
  const std::string instant = format_instant(seconds, kOffsetMinutes);
  const std::string clock = instant.substr(11, 5);
  if (local_date(seconds, kOffsetMinutes) == local_today(now))
    return locale.format(Key::settings_today, {clock});
  return instant.substr(0, 10) + " " + clock;
}

}  // namespace fenming::app::settings
