// Files that only the server can read: workbooks, and CSV that is not UTF-8. The bytes go there, a
// table as UTF-8 CSV comes back, and the rest of the screen works as with a file read here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"

namespace fenming::app::imports {

// Whether these bytes are a zip or OLE container (.xlsx, .xls) rather than text.
bool is_container(std::string_view bytes);
// Sends the file; `sheet` is a sheet's number, negative for the first that holds something.
void ask_sheets(AppState& state, Effects& effects, int sheet);
struct SheetsAnswer {
  std::vector<Sheet> sheets;
  int chosen = 0;
  std::string csv;  // the chosen one's table
};
std::optional<SheetsAnswer> read_sheets(std::string_view body);

// The SHA-256 by which the server knows a header row.
std::string header_digest(const CsvTable& table);
// Asks for the mapping that was accepted last for this header row.
void ask_remembered(AppState& state, Effects& effects);
// Takes the answer unless columns were mapped by hand or another file was opened meanwhile. True
// where the mapping is now another than the guess.
bool take_remembered(State& own, const HttpResponse& response);

}  // namespace fenming::app::imports
