// What the files of the designer's conversation with the server share; internal to them.
#pragma once

#include <string>
#include <string_view>

#include "app/app.h"

namespace fenming::app::designer {

std::string template_path(std::string_view code);
std::string draft_path(std::string_view code);
// The server's refusal, beside what was asked for.
void show_problem(State& designer, const HttpResponse& response, std::string place);
// Opens the document of that name; 0 is the draft.
void go_to(AppState& state, std::string_view code, int32_t number, Effects& effects);

// Answers to what creating.cpp and replay_flow.cpp asked, by what stands behind "designer.".
void take_created(AppState& state, std::string_view what, const HttpResponse& response,
                  Effects& effects);
void take_replay(AppState& state, std::string_view what, const HttpResponse& response);

}  // namespace fenming::app::designer
