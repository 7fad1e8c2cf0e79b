// What the prices screen's intents do: edits go to the document's log, the rest to the server.
#pragma once

#include "app/prices/sync.h"

namespace fenming::app::prices {

void apply(AppState& state, const Intent& intent, Effects& effects);
void undo(AppState& state, Effects& effects);
void redo(AppState& state, Effects& effects);

// Codes of the warnings that publishing must name, without doubles.
std::vector<std::string> warning_codes(const State& state);
bool has_errors(const State& state);
// True where no route names the open book's relation.
bool is_unrouted(const State& state);

}  // namespace fenming::app::prices
