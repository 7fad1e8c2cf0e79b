// The application: owns the state, applies actions, and talks to its ports. It has no clock, no
// window and no browser; a frame hands it actions and an output to write effects into.
#pragma once

#include <string_view>
#include <vector>

#include "app/actions.h"
#include "app/platform_io.h"
#include "app/ports.h"
#include "app/state.h"

namespace fenming::app {

// Under this name the browser remembers that the tour was seen.
inline constexpr std::string_view kTourKey = "fenming.tour";

// What applying an action asks of the outside.
struct Effects {
  explicit Effects(PlatformOutput& platform_output) : output(platform_output) {}
  PlatformOutput& output;
  std::vector<HttpRequest> requests;
  std::vector<RequestId> cancels;
  bool preferences_changed = false;
  bool preferences_chosen = false;  // by this user, now: the server is told
  KeyValuePort* store = nullptr;
};

// Shows a message above the page; of many the oldest goes.
void show_toast(AppState& state, Toast toast);

// Pure but for its arguments; requests get their id here.
void update(AppState& state, const Action& action, Effects& effects);

class App {
 public:
  // Both ports must outlive the application. Preferences are read from the store.
  App(HttpPort& http, KeyValuePort& store);

  const AppState& state() const { return state_; }
  // Before the first frame: where the browser is, `url` being path and query on `origin`.
  void start(std::string_view url, bool system_dark, std::string_view origin);
  // Moves arrived responses into actions.
  void collect(Actions& actions);
  void apply(Actions& actions, PlatformOutput& output);
  // What is due by time: autosave, checks, repeated requests. Asks to be drawn again when the next
  // one is. Called once a frame, before drawing. `editing`: a field is being typed in.
  void tick(const PlatformInput& input, PlatformOutput& output, bool editing);
  // The platform fetches a part of the program after the first screen, and has it.
  void await_rest() { state_.is_whole = false; }
  void take_rest() { state_.is_whole = true; }
  // True while something typed or edited exists only here.
  bool has_unsent_changes() const;

 private:
  void execute(Effects& effects);

  HttpPort& http_;
  KeyValuePort& store_;
  AppState state_;
};

}  // namespace fenming::app
