// A table as it is shown, as a file: the server writes it, so that all files defuse formulas alike
// (src/server/shown_tables.py).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace fenming::app {

enum class TableForm : uint8_t { kXlsx, kCsv };

struct ShownTable {
  std::string name = {};
  std::vector<std::string> titles = {};
  std::vector<bool> numeric = {};       // by column: its texts are numbers
  std::vector<std::string> cells = {};  // row by row, as they are shown
};

struct ExportTable {  // an action
  ShownTable table;
  TableForm form = TableForm::kXlsx;
};

struct AppState;
struct Effects;
struct HttpResponse;

void ask_table_file(AppState& state, const ShownTable& table, TableForm form, Effects& effects);
// The answer is saved as a file, a refusal told above the page.
void take_table_file(AppState& state, const HttpResponse& response, Effects& effects);

}  // namespace fenming::app
