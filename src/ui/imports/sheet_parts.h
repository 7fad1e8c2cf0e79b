// What the import screen shows of a file that the server read: its sheets, and what was done to the
// cells of the chosen one.
#pragma once

#include "app/actions.h"
#include "app/imports/state.h"
#include "ui/ui.h"

namespace fenming::ui {

// A button in the top bar that opens the list of sheets; cut from the left of `row`.
void draw_sheet_menu(Ui& ui, const app::imports::State& own, app::Actions& actions, Rect& row);

// The notes, cut from the top of `rest`; nothing where there are none. `open` is turned by a press.
void draw_sheet_notes(Ui& ui, const app::imports::State& own, bool& open, Rect& rest);

}  // namespace fenming::ui
