// What the company has decided for everybody: a second person at publishing, its legal entities.
#pragma once

#include "app/app.h"

namespace fenming::app::settings {

void ask_company(AppState& state, Effects& effects);
void set_second_person(AppState& state, bool needed, Effects& effects);
// An entity's cell as typed; a row beyond the last one is a new entity.
void set_entity(AppState& state, const SetEntity& action, Effects& effects);
void remove_entity(AppState& state, const RemoveEntity& action, Effects& effects);
void take_company(AppState& state, const HttpResponse& response, Effects& effects);

}  // namespace fenming::app::settings
