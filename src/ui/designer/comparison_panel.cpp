// The open template beside another version of it: what was added, removed and changed, each of
// which can be taken back; and the way to what it means in money.
#include "app/designer/difference_words.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::ConflictRow;
using app::Key;
using namespace app::designer;

// The whole of it, in as many lines as it takes.
void draw_row(DesignerContext& context, Rect& rows, size_t index) {
  Ui& ui = context.ui;
  const ConflictRow& row = context.own().comparison->rows[index];
  const std::string place = difference_place(context.content(), row, ui.locale);
  Rect words{rows.x + 12, rows.y + 4, rows.w - 52, 1e6f};
  small_print(ui, words, place, ui.theme.text, 2);
  small_print(ui, words, difference_side(context.content(), row, row.theirs, ui.locale),
              ui.theme.tertiary, 2);
  small_print(ui, words, difference_side(context.content(), row, row.mine, ui.locale),
              ui.theme.secondary, 4);
  Rect line = rows.cut_top(words.y - rows.y, 6);
  ImGui::PushID(static_cast<int>(index));
  if (context.may_edit()) {
    Rect side = line.cut_right(36);
    side.h = space::kControl;
    if (button_left(ui, side,
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
  const ImU32 colour = row.theirs.empty() ? ui.theme.good
                       : row.mine.empty() ? ui.theme.bad
                                          : ui.theme.warn;
  fill(list, {line.x, line.y + 4, 3, line.h - 8}, colour, 1);
  if (it.hovered) outline(list, line, ui.theme.line, 4);
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
  rows.w -= kScrollBar;
  rows.h = 1e6f;
  for (size_t i = 0; i < comparison.rows.size(); ++i)
    draw_row(context, rows, i);
  end_scroll(area, rows.y);
}

}  // namespace fenming::ui
