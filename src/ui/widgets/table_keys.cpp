#include "ui/widgets/table_keys.h"

#include <algorithm>

#include "ui/shortcuts.h"
#include "ui/widgets/table_block.h"

namespace fenming::ui {
namespace {

bool command_key() {
  return ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeySuper;
}

void read_moves(const TableDesc& desc, TableState& state, int page_rows, TableKeys& keys) {
  const auto columns = static_cast<int>(desc.columns.size());
  int row = state.row;
  int column = state.column;
  const bool far = command_key();
  if (shortcut_key_pressed(Shortcut::kDown)) row = far ? desc.rows - 1 : row + 1;
  if (shortcut_key_pressed(Shortcut::kUp)) row = far ? 0 : row - 1;
  if (shortcut_key_pressed(Shortcut::kRight)) column = far ? columns - 1 : column + 1;
  if (shortcut_key_pressed(Shortcut::kLeft)) column = far ? 0 : column - 1;
  if (shortcut_key_pressed(Shortcut::kPageDown)) row += page_rows;
  if (shortcut_key_pressed(Shortcut::kPageUp)) row -= page_rows;
  if (shortcut_key_pressed(Shortcut::kRowStart)) (far ? row : column) = 0;
  if (shortcut_key_pressed(Shortcut::kRowEnd))
    (far ? row : column) = (far ? desc.rows : columns) - 1;
  row = std::clamp(row, 0, desc.rows - 1);
  column = std::clamp(column, 0, columns - 1);
  if (row == state.row && column == state.column) return;
  move_current(state, row, column, ImGui::GetIO().KeyShift);
  keys.moved = true;
}

void read_typing(Ui& ui, const TableDesc& desc, const TableState& state, TableKeys& keys) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool typed =
      io.InputQueueCharacters.Size > 0 && !command_key() && io.InputQueueCharacters[0] > ' ';
  const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !ui.focus.ring;
  if (!typed && !enter && !shortcut_pressed(Shortcut::kEditCell)) return;
  TableCell cell;
  desc.cell(state.row, state.column, cell);
  if (!cell.editable) return;
  keys.selects_all = !typed;
  keys.start = typed ? std::string(1, static_cast<char>(io.InputQueueCharacters[0]))
               : cell.edit_text.empty() ? cell.text
                                        : cell.edit_text;
}

// One value into one cell is an edit like typing it.
void paste(Ui& ui, const TableDesc& desc, const CellRange& range, TableKeys& keys) {
  TableCell cell;
  desc.cell(range.top, range.left, cell);
  const std::string_view pasted = ui.input->pasted;
  const bool one_value = pasted.find_first_of("\t\n") == std::string_view::npos;
  if (range.is_single() && one_value) {
    if (cell.editable) keys.typed = std::string(pasted);
  } else if (desc.blocks) {
    keys.block = pasted_block(desc, range, pasted);
  } else if (cell.editable) {
    keys.typed = std::string(pasted.substr(0, pasted.find_first_of("\t\r\n")));
  }
}

void read_blocks(Ui& ui, const TableDesc& desc, TableState& state, TableKeys& keys) {
  CellRange range = selected_range(state);
  if (!desc.blocks && range.rows() > 1) {  // rows are selected, not cells
    range.left = 0;
    range.right = static_cast<int>(desc.columns.size()) - 1;
  }
  if (ui.input->copy_requested || ui.input->cut_requested)
    ui.output->clipboard = range_as_tsv(desc, range);
  if (ui.input->has_pasted) return paste(ui, desc, range, keys);
  if (shortcut_pressed(Shortcut::kSelectAll)) {
    move_current(state, 0, 0, false);
    state.anchor_row = desc.rows - 1;
    state.anchor_column = static_cast<int>(desc.columns.size()) - 1;
    keys.moved = true;
  }
  if (!desc.blocks) return;
  const bool clears = shortcut_pressed(Shortcut::kClearCells) || ui.input->cut_requested;
  if (clears) keys.block = cleared_block(desc, range);
  if (shortcut_pressed(Shortcut::kFillDown)) keys.block = filled_block(desc, range);
}

}  // namespace

void move_current(TableState& state, int row, int column, bool extend) {
  if (!extend) {
    state.anchor_row = -1;
  } else if (state.anchor_row < 0) {
    state.anchor_row = state.row;
    state.anchor_column = state.column;
  }
  state.row = row;
  state.column = column;
  state.reveal = true;
}

TableKeys read_table_keys(Ui& ui, const TableDesc& desc, TableState& state, int page_rows) {
  TableKeys keys;
  read_moves(desc, state, page_rows, keys);
  read_typing(ui, desc, state, keys);
  read_blocks(ui, desc, state, keys);
  return keys;
}

}  // namespace fenming::ui
