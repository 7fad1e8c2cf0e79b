// One running interface: ImGui's context, fonts, the shell and its screens. The platform sets
// ImGui's display size and feeds its input queue, then asks for a frame and executes the output.
#pragma once

#include <string>
#include <vector>

#include "app/app.h"
#include "ui/kept_shapes.h"
#include "ui/keymap.h"
#include "ui/shell/shell.h"

namespace fenming::ui {

class Host {
 public:
  // Creates the ImGui context; both must outlive it.
  Host(GlyphSource& glyphs, KeptShapes& shapes);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Draws, then applies the actions that were asked for. Ends with ImGui::Render().
  void frame(const app::PlatformInput& input, app::App& app, app::PlatformOutput& output);
  // Platform events that are actions wait for the next frame.
  app::Actions& pending() { return actions_; }
  Ui& ui() { return ui_; }
  // What the browser must leave to the interface; another list after somebody changed a key.
  const std::vector<OwnKey>& own_keys() const { return own_keys_; }
  bool has_actions() const { return !actions_.empty(); }
  // Whether the screen that is open cannot be drawn until the rest of the program is there.
  bool awaits_rest(const app::AppState& state) const;

 private:
  void use_preferences(const app::AppState& state);

  Keymap keymap_;
  std::string keys_;  // the text that it was made of
  std::vector<OwnKey> own_keys_ = ui::own_keys(keymap_);
  Ui ui_;
  Screens screens_;
  ShellState shell_;
  app::Actions actions_;
};

}  // namespace fenming::ui
