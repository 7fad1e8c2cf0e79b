// What the file calls items, places, people and units: a table, the most money first, and below it
// the question what the chosen text means.
#pragma once

#include <string>

#include "app/actions.h"
#include "app/state.h"
#include "ui/ui.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"
#include "ui/widgets/tree_picker.h"

namespace fenming::ui {

struct NamesPanel {
  TableState table;
  SelectState select;
  TreePickerState tree;
};

void draw_names(Ui& ui, const app::AppState& state, NamesPanel& panel, app::Actions& actions,
                const Rect& rect);

}  // namespace fenming::ui
