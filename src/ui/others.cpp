#include "ui/others.h"

#include <algorithm>

#include "ui/widgets/button.h"

namespace fenming::ui {

using app::Key;

namespace {

struct OtherWords {
  std::string whole;
  std::string brief;
};

OtherWords words_of_other(const Ui& ui, const app::Other& other, const PlaceOfOther& place) {
  if (other.own)
    return {ui.tr(Key::others_own_window, {place(other)}), std::string(ui.tr(Key::others_own))};
  return {ui.tr(Key::others_editing, {other.name, place(other)}), other.name};
}

}  // namespace

void draw_others(Ui& ui, std::span<const app::Other> others, const PlaceOfOther& place, float spare,
                 Rect& row) {
  constexpr size_t kMost = 2;
  for (const app::Other& other : others.first(std::min(others.size(), kMost))) {
    const OtherWords words = words_of_other(ui, other, place);
    const float room = row.w - spare;
    const bool is_whole = badge_width(ui, words.whole) <= room;
    const std::string& text = is_whole ? words.whole : words.brief;
    const float width = badge_width(ui, text);
    if (width > room) return;
    const Rect rect{row.x, row.y, width, row.h};
    ui.announce({.role = a11y::Role::kStatus, .name = words.whole}, rect);
    if (!is_whole && rect.contains(ImGui::GetMousePos()))
      ui.tooltip(Ui::id(words.whole), rect, words.whole);
    row.cut_left(badge(ui, row.x, row, text, Tone::kNeutral), 8);
  }
}

}  // namespace fenming::ui
