// What leaves the prices screen as a file: the book file, and the tables of the open version. The
// server builds them from what it has.
#pragma once

#include "app/app.h"

namespace fenming::app::prices {

void ask_book_file(AppState& state, Effects& effects);
// Whether the server has all of the open version: a draft's last changes are saved a second later.
bool can_export_tables(const State& state);
void ask_tables(AppState& state, Effects& effects, const ExportTables& what);
// An answer whose purpose is "prices.export", or that and the name of the file. False for another.
bool take_export(AppState& state, const HttpResponse& response, Effects& effects);

}  // namespace fenming::app::prices
