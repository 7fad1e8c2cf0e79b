// Where a table's columns lie, and the colours of its cells: the parts of a table that need no
// state.
#pragma once

#include <vector>

#include "ui/widgets/table.h"

namespace fenming::ui {

inline constexpr float kCellPadding = 10;

struct TableLayout {
  std::vector<float> left;  // one more than columns
  Rect header;
  Rect body;
  size_t frozen = 0;       // columns that stay in view
  float shift = 0;         // how far they lie right of their place
  float frozen_width = 0;  // of all of them
};

TableLayout lay_out(const Rect& rect, const TableDesc& desc);
// Where a cell can be seen beside the frozen columns; without width where they cover it.
Rect cell_rect(const TableLayout& layout, size_t column, float y);
ImU32 tone_colour(const Theme& theme, CellTone tone);

}  // namespace fenming::ui
