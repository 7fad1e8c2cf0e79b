// The frame around every screen: top bar, rail, user menu, command palette, toasts, global keys.
#pragma once

#include "ui/shell/screen.h"
#include "ui/widgets/feedback.h"

namespace fenming::ui {

struct ShellState {
  ToastState toasts;
  std::string palette_query;
};

// Draws everything of one frame.
void draw_shell(Ui& ui, const app::AppState& app_state, Screens& screens, ShellState& state,
                app::Actions& actions);

// The command palette (Ctrl+K), drawn while open.
void open_palette(Ui& ui);
void draw_palette(Ui& ui, const app::AppState& app_state, const Screens& screens, ShellState& state,
                  app::Actions& actions);

}  // namespace fenming::ui
