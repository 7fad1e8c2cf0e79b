// Who else is at the open book, and where: told to the server and heard from it while the window is
// used. The platform repeats the question (see Watch); only an answer that is new arrives here.
#pragma once

#include <string>

#include "app/app.h"

namespace fenming::app::prices {

// Asks the platform to watch the open draft.
void watch_others(AppState& state, Effects& effects);
// A new answer: the others; another window's newer draft is fetched where nothing unsaved is here;
// a version that somebody published is listed.
void take_others(AppState& state, std::string_view answer, Effects& effects);
// The draft that was fetched because another window saved it.
void take_refresh(AppState& state, const HttpResponse& response);

// Where somebody is, in words: "档位 · 高级档".
std::string other_text(const State& state, const Other& other, const Locale& locale);

}  // namespace fenming::app::prices
