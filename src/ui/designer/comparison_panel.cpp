// The open template beside another version of it: what was added, removed and changed, each of
// which can be taken back; and the way to what it means in money.
#include "app/designer/difference_words.h"
#include "ui/designer/designer_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::ConflictRow;
using app::Key;
using namespace app::designer;

void draw_row(DesignerContext& context, Rect& rows, size_t index) {
  Ui& ui = context.ui;
  const ConflictRow& row = context.own().comparison->rows[index];
  Rect line = rows.cut_top(58, 4);
  ImGui::PushID(static_cast<int>(index));
  const std::string place = difference_place(context.content(), row, ui.locale);
  if (context.may_edit()) {
    Rect side = line.cut_right(30);
    if (button_right(ui, side,
                     {.id = "revert",
                      .label = ui.tr(Key::designer_revert),
                      .icon = Icon::kUndo,
                      .kind = ButtonKind::kQuiet,
                      .icon_only = true}))
      context.push(RevertRow{index});
  }
  const Key what = row.theirs.empty() ? Key::designer_added
                   : row.mine.empty() ? Key::designer_removed
                                      : Key::designer_changed;
  const Interaction it =
      interact(ui, Ui::id("row"), line,
               {.role = a11y::Role::kListItem, .name = place, .value = ui.tr(what)});
  ImGui::PopID();
  if (it.pressed) {
    if (std::string part = difference_part(row); !part.empty()) {
      context.panel.select(std::move(part));
      context.panel.wants_reveal = true;
    }
  }
  if (!it.shown) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (it.hovered) fill(list, line, ui.theme.hover, 4);
  const ImU32 colour = row.theirs.empty() ? ui.theme.good
                       : row.mine.empty() ? ui.theme.bad
                                          : ui.theme.warn;
  fill(list, {line.x, line.y + 4, 3, line.h - 8}, colour, 1);
  draw_text(ui, list, {line.x + 12, line.y + 4, line.w - 16, 18}, place,
            {type::kSmall, Weight::kSemibold});
  draw_text(ui, list, {line.x + 12, line.y + 22, line.w - 16, 16},
            difference_side(context.content(), row, row.theirs, ui.locale),
            {type::kMicro, Weight::kRegular, ui.theme.tertiary});
  draw_text(ui, list, {line.x + 12, line.y + 38, line.w - 16, 16},
            difference_side(context.content(), row, row.mine, ui.locale),
            {type::kMicro, Weight::kRegular, ui.theme.secondary});
  if (it.ring) focus_ring(ui, list, line, 4);
}

}  // namespace

void draw_comparison_panel(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const Comparison& comparison = *context.own().comparison;
  Rect rest = rect;
  Rect head = rest.cut_top(30, 8);
  if (button_right(ui, head,
                   {.id = "close-comparison",
                    .label = ui.tr(Key::common_close),
                    .icon = Icon::kClose,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true}))
    context.push(Compare{0});
  heading(ui, head, ui.tr(Key::designer_compared, {std::to_string(comparison.number)}), 2,
          {type::kTitle, Weight::kSemibold});
  Rect money = rest.cut_top(space::kControl, 8);
  if (button_left(ui, money,
                  {.id = "compare-money",
                   .label = ui.tr(Key::replay_start, {std::to_string(comparison.number)}),
                   .icon = Icon::kHistory}))
    context.push(StartReplay{comparison.number});
  if (comparison.rows.empty()) {
    small_print(ui, rest, ui.tr(Key::designer_equal), ui.theme.secondary, 8);
    return;
  }
  const Rect area = begin_scroll(ui, "comparison", rest);
  Rect rows = area;
  rows.h = 1e6f;
  for (size_t i = 0; i < comparison.rows.size(); ++i)
    draw_row(context, rows, i);
  end_scroll(area, rows.y);
}

}  // namespace fenming::ui
