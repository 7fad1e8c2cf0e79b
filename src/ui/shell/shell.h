// The frame around every screen: top bar, rail, user menu, command palette, toasts, global keys.
#pragma once

#include "ui/shell/screen.h"
#include "ui/shortcuts.h"
#include "ui/widgets/feedback.h"

namespace fenming::ui {

// What lies over the screen when it is asked for.
enum class Sheet : uint8_t { kNone, kHelp, kKeys };

struct ShellState {
  ToastState toasts;
  std::string palette_query;
  Sheet wanted = Sheet::kNone;            // opened by the next frame
  int tour_step = -1;                     // -1: closed
  Shortcut capturing = Shortcut::kCount;  // which gets another key; kCount: none
  int capture_frame = 0;                  // in which it was asked for
  std::string capture_problem;            // why the pressed one will not do
};

// Draws everything of one frame.
void draw_shell(Ui& ui, const app::AppState& app_state, Screens& screens, ShellState& state,
                app::Actions& actions);

// The command palette (Ctrl+K), drawn while open.
void open_palette(Ui& ui);
void draw_palette(Ui& ui, const app::AppState& app_state, const Screens& screens, ShellState& state,
                  app::Actions& actions);

// The tour through the program: offered once on demo data, started again from the help. It points
// at what is on the screen and stops nothing.
void draw_tour(Ui& ui, const app::AppState& app_state, ShellState& state, app::Actions& actions);

// Help of the open screen (F1) and the key map (?), drawn while open.
void draw_sheets(Ui& ui, const Screen& screen, ShellState& state, app::Actions& actions);
void draw_key_map(Ui& ui, const Screen& screen, ShellState& state, app::Actions& actions);

}  // namespace fenming::ui
