// Which action needs which right. update() asks here before it applies an action, so that this is
// the one place where the application refuses; panels only leave out what would be refused.
#pragma once

#include <optional>

#include "app/actions.h"

namespace fenming::app {

// Nothing where everybody may. An edit that this table does not know needs the right of its screen.
std::optional<Right> needed_right(const AppState& state, const Action& action);

// A sentence: which role is needed, which one's own is, whom to ask.
std::string refusal_text(const AppState& state, Right right);

}  // namespace fenming::app
