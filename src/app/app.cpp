#include "app/app.h"

#include "app/designer/flow.h"
#include "app/designer/presence.h"
#include "app/imports/flow.h"
#include "app/prices/presence.h"
#include "app/prices/sync.h"
#include "app/settings/flow.h"
#include "app/simulator/flow.h"
#include "app/trials/flow.h"

namespace fenming::app {
namespace {

constexpr std::string_view kLanguageKey = "fenming.language";
constexpr std::string_view kThemeKey = "fenming.theme";
constexpr std::string_view kGainKey = "fenming.gain";
constexpr std::string_view kAmountsKey = "fenming.amounts";
constexpr std::string_view kKeysKey = "fenming.keys";

std::string_view theme_name(ThemeChoice theme) {
  switch (theme) {
    case ThemeChoice::kLight:
      return "light";
    case ThemeChoice::kDark:
      return "dark";
    case ThemeChoice::kSystem:
      break;
  }
  return "system";
}

Preferences read_preferences(KeyValuePort& store) {
  Preferences preferences;
  if (const auto tag = store.get(kLanguageKey)) preferences.language = language_from_tag(*tag);
  if (const auto theme = store.get(kThemeKey)) {
    if (*theme == "light") preferences.theme = ThemeChoice::kLight;
    if (*theme == "dark") preferences.theme = ThemeChoice::kDark;
  }
  if (const auto gain = store.get(kGainKey)) preferences.gain_is_red = *gain != "green";
  if (const auto amounts = store.get(kAmountsKey)) preferences.in_wan = *amounts == "wan";
  if (auto keys = store.get(kKeysKey)) preferences.keys = std::move(*keys);
  return preferences;
}

// A store that refuses costs only the memory of the choice.
void write_preferences(KeyValuePort& store, const Preferences& preferences) {
  store.put(kLanguageKey, Locale(preferences.language).tag());
  store.put(kThemeKey, theme_name(preferences.theme));
  store.put(kGainKey, preferences.gain_is_red ? "red" : "green");
  store.put(kAmountsKey, preferences.in_wan ? "wan" : "full");
  store.put(kKeysKey, preferences.keys);
}

}  // namespace

App::App(HttpPort& http, KeyValuePort& store) : http_(http), store_(store) {
  state_.preferences = read_preferences(store);
  state_.tour_seen = store.get(kTourKey).has_value();
}

void App::start(std::string_view url, bool system_dark, std::string_view origin) {
  state_.location = parse_url(url);
  state_.system_dark = system_dark;
  state_.origin = origin;
}

void App::collect(Actions& actions) {
  for (auto& progress : http_.take_progress())
    actions.push(ProgressArrived{progress});
  for (auto& response : http_.take_responses()) {
    actions.push(ResponseArrived{std::move(response)});
  }
}

void App::apply(Actions& actions, PlatformOutput& output) {
  Effects effects(output);
  effects.store = &store_;
  for (const Action& action : actions.take())
    update(state_, action, effects);
  if (effects.preferences_chosen) send_preferences(state_, effects);
  execute(effects);
}

void App::tick(const PlatformInput& input, PlatformOutput& output, bool editing) {
  state_.surroundings = {input.now_ms, input.unix_seconds, input.random, input.clock_ms, editing};
  if (state_.window.empty()) state_.window = std::to_string(input.random);
  Effects effects(output);
  effects.store = &store_;
  if (!input.watched.empty()) {
    const bool drawing = state_.location.screen == ScreenId::kTemplates;
    (drawing ? designer::take_others : prices::take_others)(state_, input.watched, effects);
  }
  settings::tick(state_, effects);
  for (const int pause : {tick_backend(state_, effects), prices::tick(state_, effects),
                          simulator::tick(state_, effects), trials::tick(state_, effects),
                          imports::tick(state_, effects), designer::tick(state_, effects)}) {
    if (pause >= 0) output.request_repaint(pause);
  }
  execute(effects);
  if (state_.reload_wanted && !has_unsent_changes()) {
    state_.reload_wanted = false;
    output.leave_for = format_url(state_.location);
  }
}

void App::execute(Effects& effects) {
  for (const RequestId id : effects.cancels) {
    state_.backend.sent.erase(id);
    http_.cancel(id);
  }
  for (const HttpRequest& request : effects.requests)
    http_.send(request);
  if (effects.preferences_changed) write_preferences(store_, state_.preferences);
  effects.output.unsent_changes = has_unsent_changes();
}

bool App::has_unsent_changes() const {
  return !state_.gallery.log.is_saved() || prices::has_unsaved(state_.prices) ||
         designer::has_unsaved(state_.designer) || state_.settings.shared.is_changed();
}

}  // namespace fenming::app
