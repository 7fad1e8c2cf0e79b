#include "ui/widgets/charts.h"

#include <algorithm>
#include <cmath>

#include "ui/interact.h"

namespace fenming::ui {

int bar_list(Ui& ui, std::string_view id, const Rect& rect, std::span<const Bar> bars) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  int64_t longest = 1;
  float label_width = 40;
  float value_width = 40;
  for (const Bar& bar : bars) {
    longest = std::max<int64_t>(longest, bar.value < 0 ? -bar.value : bar.value);
    label_width = std::max(label_width, std::ceil(text_size(ui, bar.label, {}).x));
    value_width = std::max(value_width, std::ceil(text_size(ui, bar.value_text, {}).x));
  }
  label_width = std::min(label_width, rect.w * 0.4f);
  int pressed = -1;
  Rect rows = rect;
  ImGui::PushID(static_cast<int>(Ui::id(id)));
  for (size_t i = 0; i < bars.size(); ++i) {
    const Bar& bar = bars[i];
    const Rect row = rows.cut_top(28);
    ImGui::PushID(static_cast<int>(i));
    const Interaction it = interact(ui, Ui::id("bar"), row,
                                    {.role = a11y::Role::kButton,
                                     .name = bar.label,
                                     .value = bar.value_text,
                                     .index = static_cast<int>(i),
                                     .count = static_cast<int>(bars.size())});
    ImGui::PopID();
    if (it.pressed) pressed = static_cast<int>(i);
    if (!it.shown) continue;
    if (it.hovered) fill(list, row, t.hover, 4);
    Rect parts = row.inset(8, 0);
    draw_text(ui, list, parts.cut_left(label_width + 2, 12), bar.label, {});
    draw_text(ui, list, parts.cut_right(value_width + 2, 12), bar.value_text,
              {type::kBase, Weight::kRegular, bar.value < 0 ? t.change(bar.value) : t.text,
               Align::kRight});
    const Rect track = parts.middle(8);
    const int64_t size = bar.value < 0 ? -bar.value : bar.value;
    const float length = track.w * static_cast<float>(size) / static_cast<float>(longest);
    fill(list, {track.x, track.y, std::max(2.0f, std::round(length)), track.h},
         bar.value < 0 ? t.loss() : t.accent, 2);
    if (it.ring) focus_ring(ui, list, row.inset(2), 4);
  }
  ImGui::PopID();
  return pressed;
}

}  // namespace fenming::ui
