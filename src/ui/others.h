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

// What the row says of one: who and where, or, where that finds no room, only who.
struct OtherWords {
  std::string whole;
  std::string brief;
};
OtherWords words_of_other(const Ui& ui, const app::Other& other, const PlaceOfOther& place);

// As many of them as find room beside `spare` pixels for what follows in the row; cuts what it
// used.
void draw_others(Ui& ui, std::span<const app::Other> others, const PlaceOfOther& place, float spare,
                 Rect& row);

}  // namespace fenming::ui
