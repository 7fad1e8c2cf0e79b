// The import screen's work: reading a chosen file (or having the server read it, sheets.h), mapping
// its columns, and handing it to the server in three requests (file, mapping, acceptance).
#pragma once

#include <string_view>

#include "app/app.h"

namespace fenming::app::imports {

void apply(AppState& state, const Intent& intent, Effects& effects);
// A file that was chosen, or dropped on the page.
void open_file(AppState& state, const PickedFile& file, Effects& effects);
// Reads on in a large file for a slice; the pause until the next one in ms, -1 for none.
int tick(AppState& state, Effects& effects);
// An answer whose purpose begins with "import.".
void take(AppState& state, const HttpResponse& response, Effects& effects);

std::string_view field_label(std::string_view field, const Locale& locale);
std::string row_error_text(const ImportError& error, const Locale& locale);

}  // namespace fenming::app::imports
