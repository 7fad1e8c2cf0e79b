// The table: virtualised, 32 px rows, sticky and sortable header, row selection, cell navigation by
// keyboard, editing in place, copying as TSV. It asks for cells only while they are visible; what
// it reports is data, the caller changes its model afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

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
  int anchor = -1;  // other end of a selected range of rows
  int sort_column = -1;
  bool sort_descending = false;
  bool reveal = false;  // scroll the current cell into view on the next frame
};

struct TableDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::span<const TableColumn> columns = {};
  int rows = 0;
  CellSource cell = {};
  std::string_view empty_text = {};
};

struct TableResult {
  bool sort_changed = false;
  int activated_row = -1;  // double click or Enter on a cell that is not editable
  int context_row = -1;    // right click
  ImVec2 context_at = {};
  bool edited = false;  // a commit: the caller parses `text`
  int edit_row = -1;
  int edit_column = -1;
  std::string text = {};
};

TableResult table(Ui& ui, const Rect& rect, const TableDesc& desc, TableState& state);

}  // namespace fenming::ui
