// The table: virtualised, 32 px rows, sticky and sortable header, cells selected as in a
// spreadsheet by pointer and keyboard, editing in place, copying and pasting blocks. It asks for
// cells only while they are visible or copied; what it reports is data, the caller changes its
// model afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {

struct TableColumn {
  std::string_view title = {};
  float width = 0;  // pixels; 0 shares what is left by `flex`
  float flex = 1;
  Align align = Align::kLeft;
  bool sortable = false;
};

enum class CellTone : uint8_t {
  kNormal,
  kSecondary,
  kInherited,
  kStrong,
  kGood,
  kBad,
  kWarn,
  kAccent,
  kGain,
  kLoss
};

struct TableCell {
  std::string text = {};
  std::string edit_text;  // what the editor starts with; empty: `text`
  std::string error;      // marks the cell and is its tooltip
  std::string note;       // where the value comes from: announced, and the tooltip
  int indent = 0;         // levels of a tree that the text stands in
  CellTone tone = CellTone::kNormal;
  app::FieldKind kind = app::FieldKind::kText;
  bool editable = false;
  bool changed = false;  // a dot: differs from the baseline
};

// Fills the cell; it is handed over empty.
using CellSource = std::function<void(int row, int column, TableCell& cell)>;

// Transient state of one table; part of its panel's state.
struct TableState {
  int row = -1;  // cell with the keyboard, and the selected row
  int column = 0;
  int anchor_row = -1;  // opposite corner of a selected block; -1: one cell is selected
  int anchor_column = 0;
  bool dragging = false;  // the pointer that selects is down
  int sort_column = -1;   // as the rows are shown; the caller keeps it
  bool sort_descending = false;
  bool reveal = false;        // scroll the current cell into view on the next frame
  bool wants_column = false;  // the current cell's column is selected on the next frame
};

struct TableDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::span<const TableColumn> columns = {};
  int rows = 0;
  CellSource cell = {};
  std::string_view empty_text = {};
  int frozen = 0;       // columns that stay at the left edge, which the table's rect may lie beyond
  float frozen_x = 0;   // where that edge is, in pixels of the screen
  bool blocks = false;  // cells are selected, pasted, filled and cleared as blocks
};

struct TableEdit {
  int row = 0;
  int column = 0;
  std::string text = {};
};
// Many edits that are one step.
struct TableBlock {
  enum Kind : uint8_t { kNone, kPaste, kClear, kFill } kind = kNone;
  std::vector<TableEdit> edits = {};
  int left_out = 0;  // cells that were meant and cannot be typed over
};

struct TableResult {
  int sort_pressed = -1;   // the column whose header asks for its order
  int activated_row = -1;  // double click or Enter on a cell that is not editable
  int context_row = -1;    // right click
  ImVec2 context_at = {};
  bool edited = false;  // a commit: the caller parses `text`
  int edit_row = -1;
  int edit_column = -1;
  std::string text = {};
  TableBlock block = {};
  bool moved = false;      // the current cell is another one
  float current_left = 0;  // where its column lies, beneath the frozen ones too
  float current_right = 0;
  float frozen_right = 0;
};

TableResult table(Ui& ui, const Rect& rect, const TableDesc& desc, TableState& state);

}  // namespace fenming::ui
