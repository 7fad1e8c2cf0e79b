// Who else is at the open document, in the row above it.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "app/account.h"
#include "ui/ui.h"

namespace fenming::ui {

// The place of somebody in the document, in the user's words.
using PlaceOfOther = std::function<std::string(const app::Other&)>;

// Each as who and where, or only who where that finds no room; as many of them as stand beside
// `spare` pixels for what follows in the row; cuts what it used.
void draw_others(Ui& ui, std::span<const app::Other> others, const PlaceOfOther& place, float spare,
                 Rect& row);

}  // namespace fenming::ui
