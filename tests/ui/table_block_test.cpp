// Blocks of cells: tab-separated text both ways, pasting, filling.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ui/widgets/table_block.h"

namespace ui = fenming::ui;
using ui::TableBlock;
using Rows = std::vector<std::vector<std::string>>;

namespace {

// A table of texts; the first column is read-only.
struct Grid {
  std::vector<ui::TableColumn> columns;
  Rows texts;

  ui::TableDesc desc() const {
    ui::TableDesc result;
    result.columns = columns;
    result.rows = static_cast<int>(texts.size());
    result.blocks = true;
    result.cell = [this](int row, int column, ui::TableCell& cell) {
      cell.text = texts[static_cast<size_t>(row)][static_cast<size_t>(column)];
      cell.editable = column > 0;
    };
    return result;
  }
};

Grid grid(int rows) {
  Grid result{std::vector<ui::TableColumn>(4), {}};
  for (int row = 0; row < rows; ++row)
    result.texts.push_back({"r" + std::to_string(row), std::to_string(row), "b", "c"});
  return result;
}

std::string told(const TableBlock& block) {
  std::string text;
  for (const ui::TableEdit& edit : block.edits)
    text += std::to_string(edit.row) + "," + std::to_string(edit.column) + "=" + edit.text + ";";
  return text;
}

}  // namespace

TEST_CASE("text from a spreadsheet") {
  CHECK(ui::parse_tsv("").empty());
  CHECK(ui::parse_tsv("a") == Rows{{"a"}});
  CHECK(ui::parse_tsv("a\tb\r\nc\td\r\n") == Rows{{"a", "b"}, {"c", "d"}});
  CHECK(ui::parse_tsv("a\t\n\tb") == Rows{{"a", ""}, {"", "b"}});
  CHECK(ui::parse_tsv("\n\nx\n") == Rows{{""}, {""}, {"x"}});
  CHECK(ui::parse_tsv("\"two\nlines\"\t\"say \"\"so\"\"\"\nx\ty") ==
        Rows{{"two\nlines", "say \"so\""}, {"x", "y"}});
  CHECK(ui::parse_tsv("\"not closed\tb\nc") == Rows{{"\"not closed", "b"}, {"c"}});
  CHECK(ui::parse_tsv("65\" TV\t1") == Rows{{"65\" TV", "1"}});
}

TEST_CASE("what is copied comes back the same") {
  Grid table = grid(3);
  table.texts[1][2] = "two\nlines \"quoted\"";
  table.texts[2][3] = "";
  const std::string tsv = ui::range_as_tsv(table.desc(), {0, 1, 2, 3});
  CHECK(ui::parse_tsv(tsv) ==
        Rows{{"0", "b", "c"}, {"1", "two\nlines \"quoted\"", "c"}, {"2", "b", ""}});
  CHECK(ui::range_as_tsv(table.desc(), {1, 1, 1, 1}) == "1");
}

TEST_CASE("a block is pasted from the corner, one value fills, a multiple repeats") {
  const Grid table = grid(4);
  const ui::TableDesc desc = table.desc();
  CHECK(told(ui::pasted_block(desc, {1, 1, 1, 1}, "x\ty\nz\tw\n")) == "1,1=x;1,2=y;2,1=z;2,2=w;");
  CHECK(told(ui::pasted_block(desc, {0, 2, 1, 3}, "7")) == "0,2=7;0,3=7;1,2=7;1,3=7;");
  CHECK(told(ui::pasted_block(desc, {0, 1, 3, 1}, "1\n2")) == "0,1=1;1,1=2;2,1=1;3,1=2;");
  // Read-only cells and what lies beyond the table are left out and counted.
  const TableBlock beyond = ui::pasted_block(desc, {3, 3, 3, 3}, "a\tb\nc\td");
  CHECK(told(beyond) == "3,3=a;");
  CHECK(beyond.left_out == 3);
  CHECK(ui::pasted_block(desc, {0, 0, 0, 0}, "n\tm").left_out == 1);
}

TEST_CASE("filling down, series and clearing") {
  Grid table = grid(5);
  table.texts[0][1] = "1,000";
  table.texts[1][1] = "1,002.5";
  const ui::TableDesc desc = table.desc();
  CHECK(told(ui::filled_block(desc, {0, 1, 2, 2})) == "1,1=1,000;2,1=1,000;1,2=b;2,2=b;");
  const TableBlock series = ui::series_block(desc, {0, 1, 4, 2});
  CHECK(told(series) == "2,1=1,005;3,1=1,007.5;4,1=1,010;");
  CHECK(series.left_out == 3);  // letters have no difference
  CHECK(told(ui::cleared_block(desc, {0, 1, 0, 2})) == "0,1=;0,2=;");
}
