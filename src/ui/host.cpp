#include "ui/host.h"

#include <algorithm>

namespace fenming::ui {

Host::Host(GlyphSource& glyphs, KeptShapes& shapes) : screens_(make_screens()) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
  io.MouseDragThreshold = 4;
  ui_.fonts = add_fonts(glyphs);
  ui_.shapes = &shapes;
}

Host::~Host() {
  ImGui::DestroyContext();
}

void Host::use_preferences(const app::AppState& state) {
  const bool gain_is_red = state.preferences.gain_is_red;
  ui_.theme = make_theme(state.is_dark(), gain_is_red);
  ui_.locale.set_language(state.preferences.language);
  ui_.in_wan = state.preferences.in_wan;
  if (keys_ != state.preferences.keys) {
    keymap_ = Keymap(keys_ = state.preferences.keys);
    own_keys_ = ui::own_keys(keymap_);
  }
  use_keymap(keymap_);
  apply_style(ui_.theme);
}

void Host::frame(const app::PlatformInput& input, app::App& app, app::PlatformOutput& output) {
  app.collect(actions_);
  if (!actions_.empty()) app.apply(actions_, output);
  // The field that was open in the last frame counts: its commit is among this frame's input.
  app.tick(input, output,
           ui_.edit.id != 0);  // after the answers: what they make due is done in the same frame
  use_preferences(app.state());
  ImGui::NewFrame();
  ui_.begin_frame(input, output);
  // A font learns how dense the screen's pixels are when it is pushed; drawn without, it is
  // blurred.
  ImGui::PushFont(ui_.fonts.semibold, type::kBase);
  ImGui::PopFont();
  ImGui::PushFont(ui_.fonts.regular, type::kBase);
  draw_shell(ui_, app.state(), screens_, shell_, actions_);
  ImGui::PopFont();
  ui_.end_frame();
  ImGui::Render();
  output.unsent_changes = app.has_unsent_changes();
  if (actions_.empty()) return;
  app.apply(actions_, output);
  output.request_repaint(0);  // what was applied is seen on the next frame
}

bool Host::awaits_rest(const app::AppState& state) const {
  return std::any_of(screens_.begin(), screens_.end(), [&](const auto& screen) {
    return screen->id() == state.location.screen && !is_there(state, *screen);
  });
}

}  // namespace fenming::ui
