#include "ui/widgets/table_block.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/amount_text.h"

namespace fenming::ui {
namespace {

TableCell cell_at(const TableDesc& desc, int row, int column) {
  TableCell cell;
  desc.cell(row, column, cell);
  return cell;
}

// What the cell's editor would start with; a blank where it would start empty.
std::string_view value_of(const TableCell& cell) {
  if (!cell.editable || cell.edit_text.empty()) return cell.text;
  return cell.edit_text == " " ? std::string_view() : std::string_view(cell.edit_text);
}

void append_cell(std::string& tsv, std::string_view text) {
  if (text.find_first_of("\t\r\n\"") == std::string_view::npos) {
    tsv += text;
    return;
  }
  tsv.push_back('"');
  for (const char c : text) {
    if (c == '"') tsv.push_back('"');
    tsv.push_back(c);
  }
  tsv.push_back('"');
}

// Where the quoted cell that begins here has its closing quote; `at` itself where none does: a lone
// quotation mark is text.
size_t end_of_quoted(std::string_view text, size_t at) {
  if (text[at] != '"') return at;
  for (size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != '"') continue;
    if (i + 1 < text.size() && text[i + 1] == '"') {
      ++i;
      continue;
    }
    const bool closes =
        i + 1 == text.size() || text[i + 1] == '\t' || text[i + 1] == '\n' || text[i + 1] == '\r';
    return closes ? i : at;
  }
  return at;
}

std::string unquoted(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    plain.push_back(text[i]);
    if (text[i] == '"') ++i;
  }
  return plain;
}

// Adds an edit where the cell can be typed over.
void put(TableBlock& block, const TableDesc& desc, int row, int column, std::string_view text) {
  const bool inside =
      row < desc.rows && column >= 0 && column < static_cast<int>(desc.columns.size());
  if (!inside || !cell_at(desc, row, column).editable) {
    ++block.left_out;
    return;
  }
  block.edits.push_back({row, column, std::string(text)});
}

constexpr int kSeriesPlaces = 4;

std::optional<int64_t> number_in(const TableDesc& desc, int row, int column) {
  const Result<int64_t> number =
      app::parse_quantity(value_of(cell_at(desc, row, column)), kSeriesPlaces);
  return number ? std::optional(*number) : std::nullopt;
}

}  // namespace

CellRange selected_range(const TableState& state) {
  if (state.row < 0) return {};
  if (state.anchor_row < 0) return {state.row, state.column, state.row, state.column};
  return {std::min(state.row, state.anchor_row), std::min(state.column, state.anchor_column),
          std::max(state.row, state.anchor_row), std::max(state.column, state.anchor_column)};
}

std::string range_as_tsv(const TableDesc& desc, const CellRange& range) {
  std::string tsv;
  for (int row = range.top; row <= range.bottom; ++row) {
    for (int column = range.left; column <= range.right; ++column) {
      if (column > range.left) tsv.push_back('\t');
      append_cell(tsv, value_of(cell_at(desc, row, column)));
    }
    if (!range.is_single()) tsv.push_back('\n');
  }
  return tsv;
}

app::ShownTable shown_table(Ui& ui, const TableDesc& desc) {
  app::ShownTable shown{.name = std::string(desc.label)};
  for (const TableColumn& column : desc.columns) {
    shown.titles.emplace_back(column.title);
    shown.numeric.push_back(column.align == Align::kRight);
  }
  const bool in_wan = std::exchange(ui.in_wan, false);
  const auto columns = static_cast<int>(desc.columns.size());
  shown.cells.reserve(static_cast<size_t>(desc.rows) * desc.columns.size());
  for (int row = 0; row < desc.rows; ++row) {
    for (int column = 0; column < columns; ++column)
      shown.cells.push_back(cell_at(desc, row, column).text);
  }
  ui.in_wan = in_wan;
  return shown;
}

std::vector<std::vector<std::string>> parse_tsv(std::string_view text) {
  std::vector<std::vector<std::string>> rows(1);
  std::string cell;
  size_t cells = 0;
  for (size_t at = 0; at < text.size() && cells < kMostPasted; ++at) {
    const size_t end = cell.empty() ? end_of_quoted(text, at) : at;
    if (end > at) {
      cell = unquoted(text.substr(at + 1, end - at - 1));
      at = end;
    } else if (text[at] == '\t' || text[at] == '\n') {
      rows.back().push_back(std::exchange(cell, {}));
      ++cells;
      if (text[at] == '\n') rows.emplace_back();
    } else if (text[at] != '\r') {
      cell.push_back(text[at]);
    }
  }
  if (!cell.empty() || !rows.back().empty())
    rows.back().push_back(std::move(cell));
  else
    rows.pop_back();
  return rows;
}

TableBlock pasted_block(const TableDesc& desc, const CellRange& range, std::string_view text) {
  TableBlock block{TableBlock::kPaste, {}, 0};
  const std::vector<std::vector<std::string>> cells = parse_tsv(text);
  if (cells.empty()) return block;
  const auto rows = static_cast<int>(cells.size());
  size_t widest = 0;
  for (const auto& row : cells)
    widest = std::max(widest, row.size());
  const auto columns = static_cast<int>(widest);
  const bool repeats = range.rows() % rows == 0 && range.columns() % columns == 0;
  const int height = repeats ? range.rows() : rows;
  const int width = repeats ? range.columns() : columns;
  for (int r = 0; r < height; ++r) {
    const std::vector<std::string>& row = cells[static_cast<size_t>(r % rows)];
    for (int c = 0; c < width; ++c) {
      const auto from = static_cast<size_t>(c % columns);
      put(block, desc, range.top + r, range.left + c, from < row.size() ? row[from] : "");
    }
  }
  return block;
}

TableBlock cleared_block(const TableDesc& desc, const CellRange& range) {
  TableBlock block{TableBlock::kClear, {}, 0};
  for (int row = range.top; row <= range.bottom; ++row) {
    for (int column = range.left; column <= range.right; ++column)
      put(block, desc, row, column, "");
  }
  return block;
}

TableBlock filled_block(const TableDesc& desc, const CellRange& range) {
  TableBlock block{TableBlock::kFill, {}, 0};
  for (int column = range.left; column <= range.right; ++column) {
    const TableCell first = cell_at(desc, range.top, column);
    for (int row = range.top + 1; row <= range.bottom; ++row)
      put(block, desc, row, column, value_of(first));
  }
  return block;
}

TableBlock series_block(const TableDesc& desc, const CellRange& range) {
  TableBlock block{TableBlock::kFill, {}, 0};
  for (int column = range.left; column <= range.right && range.rows() > 2; ++column) {
    const auto first = number_in(desc, range.top, column);
    const auto second = number_in(desc, range.top + 1, column);
    if (!first || !second) {
      block.left_out += range.rows() - 2;
      continue;
    }
    int64_t value = *second;
    for (int row = range.top + 2; row <= range.bottom; ++row) {
      value += *second - *first;
      put(block, desc, row, column, app::format_quantity(value, kSeriesPlaces));
    }
  }
  return block;
}

}  // namespace fenming::ui
