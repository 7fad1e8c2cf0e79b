// Who else is at the open template, and at which of its nodes.
#pragma once

#include <string_view>

#include "app/app.h"

namespace fenming::app::designer {

// Asks the platform to watch the open template.
void watch_others(AppState& state, Effects& effects);
// A new answer: the others; the list is fetched again where somebody published a version.
void take_others(AppState& state, std::string_view answer, Effects& effects);

}  // namespace fenming::app::designer
