// The way of a workbook: chosen, read sheet by sheet by the server, compared, taken over.
#pragma once

#include "app/app.h"

namespace fenming::app::prices {

void ask_workbook(Effects& effects);
// A file that was chosen for the open draft.
void open_workbook(AppState& state, const PickedFile& file, Effects& effects);
// An answer whose purpose is "prices.workbook". False for another.
bool take_workbook_sheet(AppState& state, const HttpResponse& response, Effects& effects);
void apply_workbook(AppState& state, Effects& effects);
void choose_change(State& own, const ChooseChange& action);
void close_workbook(AppState& state, Effects& effects);

}  // namespace fenming::app::prices
