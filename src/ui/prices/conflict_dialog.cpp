// Both sides of a conflict, place by place: which one stays is chosen here, and merged in one step.
#include <array>
#include <string>

#include "app/prices/merge.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr float kRowHeight = 38;
constexpr size_t kMostRows = 500;  // that are drawn
constexpr float kSides = 400;      // width of the two sides together

void draw_row(PricesContext& context, Rect row, size_t index) {
  Ui& ui = context.ui;
  const prices::Conflict& conflict = *context.prices().conflict;
  const app::ConflictRow& entry = conflict.rows[index];
  const BookVersion& mine = context.document().version;
  const std::string place = prices::place_text(entry, conflict, mine, ui.locale);
  const std::string left = prices::side_text(entry, false, mine, ui.locale);
  const std::string right = prices::side_text(entry, true, conflict.theirs, ui.locale);
  horizontal_line(ImGui::GetWindowDrawList(), row.x, row.right(), row.bottom() - 1,
                  ui.theme.faint_line);
  ImGui::PushID(static_cast<int>(index));
  const Rect sides = row.cut_right(std::min(kSides, row.w * 0.62f), 12).middle(space::kControl);
  const std::array<std::string_view, 2> options = {left, right};
  const int chosen = segmented(ui, sides, {.id = "side", .label = place, .options = options},
                               entry.take_theirs ? 1 : 0);
  ImGui::PopID();
  label(ui, row, place);
  if (chosen >= 0) context.push(prices::ChooseSide{static_cast<int>(index), chosen == 1});
}

// The rows that are asked about. What is settled is counted below them.
void draw_rows(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const auto& rows = context.prices().conflict->rows;
  size_t settled = 0;
  size_t shown = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].settled) {
      ++settled;
    } else if (shown < kMostRows) {
      draw_row(context, rest.cut_top(kRowHeight), i);
      ++shown;
    }
  }
  rest.cut_top(6);
  const ImU32 colour = ui.theme.secondary;
  if (shown + settled < rows.size())
    small_print(ui, rest, ui.tr(Key::prices_conflict_most, {std::to_string(kMostRows)}), colour, 4);
  if (settled > 0)
    small_print(ui, rest, ui.tr(Key::prices_conflict_settled, {std::to_string(settled)}), colour,
                4);
}

void draw_head(PricesContext& context, Rect row, std::string_view theirs) {
  Ui& ui = context.ui;
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary};
  row.cut_right(12);
  const float width = std::min(kSides, row.w * 0.62f);
  Rect sides = row.cut_right(width, 12);
  label(ui, row, ui.tr(Key::prices_field), style);
  TextStyle centred = style;
  centred.align = Align::kCenter;
  label(ui, sides.cut_left(width / 2), ui.tr(Key::prices_mine), centred);
  label(ui, sides, theirs, centred);
}

// The buttons below; true where the dialog is done with.
bool draw_foot(PricesContext& context, Rect foot) {
  Ui& ui = context.ui;
  bool closed = false;
  if (button_right(
          ui, foot,
          {.id = "merge", .label = ui.tr(Key::prices_merge), .kind = ButtonKind::kPrimary})) {
    context.push(prices::ResolveConflict{});
    closed = true;
  }
  if (button_right(ui, foot, {.id = "later", .label = ui.tr(Key::prices_decide_later)})) {
    context.push(prices::LeaveConflict{});
    closed = true;
  }
  if (button_left(ui, foot,
                  {.id = "mine", .label = ui.tr(Key::prices_all_mine), .kind = ButtonKind::kQuiet}))
    context.push(prices::ChooseSide{-1, false});
  if (button_left(
          ui, foot,
          {.id = "theirs", .label = ui.tr(Key::prices_all_theirs), .kind = ButtonKind::kQuiet}))
    context.push(prices::ChooseSide{-1, true});
  return closed;
}

}  // namespace

void draw_conflict(PricesContext& context) {
  Ui& ui = context.ui;
  const auto& conflict = context.prices().conflict;
  const bool has = conflict.has_value() && !conflict->is_automatic;
  const bool appeared = has && !context.panel.had_conflict;
  if (appeared || std::exchange(context.panel.wants_conflict, false)) open_dialog(ui, "conflict");
  context.panel.had_conflict = has;
  const bool newer = has && conflict->newer > 0;
  const std::string number = "v" + std::to_string(has ? conflict->newer : 0);
  const std::string title = newer ? ui.tr(Key::prices_newer_title, {number.substr(1)})
                                  : std::string(ui.tr(Key::prices_conflict_title));
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui, {.id = "conflict", .title = title, .width = 800, .height = 480}, content,
                    closed))
    return;
  if (closed) context.push(prices::LeaveConflict{});
  const Rect foot = content.cut_bottom(space::kControl, 12);
  if (has) {
    const std::string text = newer ? ui.tr(Key::prices_newer_text, {number.substr(1)})
                                   : std::string(ui.tr(Key::prices_conflict_text));
    const TextStyle style{type::kBase, Weight::kRegular, ui.theme.secondary};
    const float height = paragraph(ui, content, text, style, false);
    paragraph(ui, content.cut_top(height, 8), text, style);
    draw_head(context, content.cut_top(24),
              newer ? std::string_view(number) : ui.tr(Key::prices_theirs));
    Rect area = begin_scroll(ui, "rows", content);
    Rect rest = area;
    rest.h = 1e6f;
    rest.w -= 12;
    draw_rows(context, rest);
    end_scroll(area, rest.y);
  }
  if (draw_foot(context, foot)) closed = true;
  if (closed || !has) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
