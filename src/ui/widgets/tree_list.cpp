#include "ui/widgets/tree_list.h"

#include <algorithm>
#include <cmath>

#include "ui/draw.h"

namespace fenming::ui {
namespace {

constexpr float kIndent = 14;  // of each level

void draw_row(Ui& ui, const Rect& row, const TreeRow& item, const Interaction& it) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (item.selected)
    fill(list, row, t.accent_background, 4);
  else if (it.hovered)
    fill(list, row, it.held ? t.pressed : t.hover, 4);
  Rect parts = row.inset(6, 0);
  parts.cut_left(static_cast<float>(item.level) * kIndent);
  const Rect arrow = parts.cut_left(16, 4);
  if (item.has_children)
    draw_icon(list, arrow, item.open ? Icon::kChevronDown : Icon::kChevronRight, t.tertiary, 0.85f);
  const TextStyle name{type::kBase, item.level == 0 ? Weight::kSemibold : Weight::kRegular,
                       item.selected ? t.accent : t.text};
  const TextStyle beside{type::kSmall, Weight::kRegular, item.selected ? t.accent : t.secondary,
                         Align::kRight};
  // The note gives way first.
  constexpr float kGap = 6;
  const float room = std::max(parts.w * 0.4f, parts.w - kGap - text_size(ui, item.label, name).x);
  const TextStyle note = fitted(ui, item.note, beside, room - 2);
  draw_text(ui, list, parts.cut_right(std::ceil(text_size(ui, item.note, note).x) + 2, kGap),
            item.note, note);
  draw_text(ui, list, parts, item.label, fitted(ui, item.label, name, parts.w));
  if (it.ring) focus_ring(ui, list, row.inset(2), 4);
}

}  // namespace

TreeResult tree_list(Ui& ui, std::string_view id, std::string_view name, const Rect& rect,
                     std::span<const TreeRow> rows) {
  TreeResult result;
  const ImGuiID own = Ui::id(id);
  ui.tree.begin(own,
                {.role = a11y::Role::kTree, .name = name, .count = static_cast<int>(rows.size())},
                rect, visible_part(rect));
  ImGui::PushID(static_cast<int>(own));
  Rect rest = rect;
  for (size_t i = 0; i < rows.size(); ++i) {
    const TreeRow& item = rows[i];
    const Rect row = rest.cut_top(30);
    uint32_t states = item.selected ? a11y::kSelected : 0u;
    if (item.has_children) states |= item.open ? a11y::kExpanded : a11y::kCollapsed;
    const Interaction it = interact(ui, Ui::id(item.id), row,
                                    {.role = a11y::Role::kTreeItem,
                                     .name = item.label,
                                     .value = item.note,
                                     .states = states,
                                     .index = static_cast<int>(i),
                                     .count = static_cast<int>(rows.size()),
                                     .level = item.level + 1});
    const float arrow_end = row.x + 26 + static_cast<float>(item.level) * kIndent;
    const bool on_arrow =
        item.has_children && it.clicked_by_pointer && ImGui::GetMousePos().x < arrow_end;
    const bool by_key = (key_for(ui, it, ImGuiKey_RightArrow) && item.has_children && !item.open) ||
                        (key_for(ui, it, ImGuiKey_LeftArrow) && item.open);
    if (on_arrow || by_key)
      result.toggled = static_cast<int>(i);
    else if (it.pressed)
      result.pressed = static_cast<int>(i);
    const int step = key_for(ui, it, ImGuiKey_DownArrow) ? 1
                     : key_for(ui, it, ImGuiKey_UpArrow) ? -1
                                                         : 0;
    const auto target = static_cast<int>(i) + step;
    if (step != 0 && target >= 0 && target < static_cast<int>(rows.size())) {
      ui.set_focus(Ui::id(rows[static_cast<size_t>(target)].id), true);
      ui.output->request_repaint(0);
    }
    if (it.shown) draw_row(ui, row, item, it);
  }
  ImGui::PopID();
  ui.tree.end();
  return result;
}

}  // namespace fenming::ui
