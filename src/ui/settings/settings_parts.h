// What the sections of the settings share.
#pragma once

#include <span>

#include "ui/settings/settings_screen.h"

namespace fenming::ui {

// Name and explanation on the left, the choice on the right. Returns what was chosen, or -1; `free`
// receives what lies between them.
int choice_row(Ui& ui, Rect& rest, app::Key name, app::Key help, std::span<const app::Key> options,
               int selected, Rect* free = nullptr);

// Of calendars and zones, which are one document: the server's refusal, where there is one; undo,
// redo and save at the right of a row.
void draw_lists_error(SettingsContext& context, Rect& rest);
void draw_lists_tools(SettingsContext& context, Rect& row);

// A refusal as an alert, where there is one.
void draw_refusal(SettingsContext& context, Rect& rest, app::settings::Place place);

}  // namespace fenming::ui
