#include <algorithm>
#include <string>

#include "ui/draw.h"
#include "ui/widgets/button.h"

namespace fenming::ui {
namespace {

constexpr float kChipGap = 4;
constexpr float kWidestChip = 220;  // then its label is cut

std::string more_text(size_t rest) {
  return "+" + std::to_string(rest);
}

// How many chips fit, when what is left needs a "+3" behind them.
size_t fitting(const Ui& ui, float width, std::span<const ChipDesc> chips) {
  float used = 0;
  for (size_t i = 0; i < chips.size(); ++i) {
    used += std::min(kWidestChip, chip_width(ui, chips[i]));
    const size_t rest = chips.size() - i - 1;
    const float more = rest > 0 ? kChipGap + chip_width(ui, {.label = more_text(rest)}) : 0;
    if (used + more > width) return i;
    used += kChipGap;
  }
  return chips.size();
}

}  // namespace

ChipRowResult chip_row(Ui& ui, const Rect& rect, std::string_view id,
                       std::span<const ChipDesc> chips) {
  ChipRowResult result;
  ImGui::PushID(id.data(), id.data() + id.size());
  Rect row = rect.middle(26);
  const size_t shown = fitting(ui, row.w, chips);
  for (size_t i = 0; i < shown; ++i) {
    const float width = std::min(kWidestChip, chip_width(ui, chips[i]));
    const ChipEvent event = chip(ui, row.cut_left(width, kChipGap), chips[i]);
    if (event == ChipEvent::kRemoved) result.removed = static_cast<int>(i);
    if (event == ChipEvent::kPressed) result.pressed = static_cast<int>(i);
  }
  if (shown < chips.size()) {
    std::string names;
    for (size_t i = shown; i < chips.size(); ++i)
      names.append(names.empty() ? std::string_view() : ui.tr(app::Key::sentence_list_comma))
          .append(chips[i].label);
    const std::string label = more_text(chips.size() - shown);
    const float width = std::min(row.w, chip_width(ui, {.label = label}));
    result.overflow =
        button(ui, row.cut_left(width), {.id = "more", .label = label, .tooltip = names});
  }
  ImGui::PopID();
  return result;
}

}  // namespace fenming::ui
