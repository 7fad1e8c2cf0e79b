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
};

TableLayout lay_out(const Rect& rect, const TableDesc& desc);
Rect cell_rect(const TableLayout& layout, size_t column, float y);
ImU32 tone_colour(const Theme& theme, CellTone tone);

}  // namespace fenming::ui
