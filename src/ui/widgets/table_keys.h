// The keyboard and the clipboard of a table whose current cell has them.
#pragma once

#include <optional>
#include <string>

#include "ui/ui.h"
#include "ui/widgets/table.h"

namespace fenming::ui {

struct TableKeys {
  bool moved = false;                // the current cell is another one
  std::optional<std::string> start;  // editing begins with this text
  bool selects_all = false;          // the text in the editor is selected, not added to
  std::optional<std::string> typed;  // the current cell takes this text
  TableBlock block;
};

// Moves the current cell and the selection, copies to the clipboard, and says what else is asked.
TableKeys read_table_keys(Ui& ui, const TableDesc& desc, TableState& state, int page_rows);

// Makes a cell the current one; with `extend` the block between it and the former corner is
// selected.
void move_current(TableState& state, int row, int column, bool extend);

}  // namespace fenming::ui
