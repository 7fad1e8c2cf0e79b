// Blocks of table cells: what is selected, as tab-separated text for a spreadsheet and back, and
// the edits that pasting, clearing and filling mean. Pure functions of a table's cells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/table.h"

namespace fenming::ui {

struct CellRange {
  int top = 0;
  int left = 0;
  int bottom = -1;  // inclusive, as `right`
  int right = -1;

  int rows() const { return bottom - top + 1; }
  int columns() const { return right - left + 1; }
  bool is_single() const { return rows() == 1 && columns() == 1; }
  bool contains(int row, int column) const {
    return row >= top && row <= bottom && column >= left && column <= right;
  }
};

// What is selected: the current cell, or the rectangle between it and the anchor.
CellRange selected_range(const TableState& state);

// Texts as a spreadsheet reads them: cells with tabs, line ends or quotes are quoted. A cell that
// can be edited gives what its editor would start with, so that amounts stay numbers.
std::string range_as_tsv(const TableDesc& desc, const CellRange& range);
// All cells as they are shown, large sums to the fen.
app::ShownTable shown_table(Ui& ui, const TableDesc& desc);
// The cells of tab-separated text from a spreadsheet; at most kMostPasted cells are read.
inline constexpr size_t kMostPasted = 400'000;
std::vector<std::vector<std::string>> parse_tsv(std::string_view text);

// Pastes from the top left corner of the selection. One value fills the whole selection, and a
// block is repeated where the selection is a multiple of it.
TableBlock pasted_block(const TableDesc& desc, const CellRange& range, std::string_view text);
TableBlock cleared_block(const TableDesc& desc, const CellRange& range);
// The first row's values in the rows below it.
TableBlock filled_block(const TableDesc& desc, const CellRange& range);
// Continues, in each column, the numbers of the first two rows by their difference; a column whose
// first two cells are not numbers is left out.
TableBlock series_block(const TableDesc& desc, const CellRange& range);

}  // namespace fenming::ui
