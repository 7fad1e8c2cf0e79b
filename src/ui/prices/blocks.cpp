// Blocks of cells in the price tables: the menu over a selection, what the selection holds, and the
// dialog that adjusts its amounts.
#include <array>
#include <string>
#include <utility>

#include "app/amount_text.h"
#include "app/prices/block_edits.h"
#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_block.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr int kMostSummed = 1000;  // cells of a selection that are added up while it is drawn
constexpr std::array<int64_t, 3> kUnits = {1, 10, 100};  // fen

// The sum of the selected amounts as they are shown, inherited ones included; no text where none
// is.
std::string sum_text(const PricesContext& context, PricesTab tab, const CellRange& range) {
  if (range.rows() * range.columns() > kMostSummed) return {};
  int64_t sum = 0;
  bool any = false;
  for (const prices::CellPlace& place : places_in(context, tab, range)) {
    const prices::CellView view = prices::cell_view(context.document(), section_of(tab), place.row,
                                                    place.column, context.ui.locale);
    if (view.kind != app::FieldKind::kMoney) continue;
    const Result<int64_t> fen = app::parse_money(view.edit_text);
    if (!fen) continue;
    any = true;
    sum += *fen;
  }
  return any ? app::format_money(sum) : std::string();
}

// Why the typed change cannot be read; empty where it can, or nothing is typed.
std::string_view adjust_error(const PricesContext& context) {
  const std::string& text = context.panel.adjust_text;
  const Result<prices::Adjustment> adjustment = prices::parse_adjustment(text);
  if (adjustment || text.empty()) return {};
  return prices::error_text(adjustment.error().code, context.ui.locale);
}

prices::AdjustedCells adjusted_cells(const PricesContext& context, PricesTab tab) {
  const PricesPanel& panel = context.panel;
  const Result<prices::Adjustment> adjustment = prices::parse_adjustment(panel.adjust_text);
  if (!adjustment) return {};
  return prices::adjust_cells(context.document(), section_of(tab), panel.adjust_places, *adjustment,
                              kUnits[static_cast<size_t>(panel.adjust_unit)], context.ui.locale);
}

void draw_adjust_preview(Ui& ui, Rect& content, const prices::AdjustedCells& cells) {
  const std::string text =
      ui.tr(Key::prices_adjust_preview,
            {std::to_string(cells.cells.size()), app::format_money(cells.before_fen),
             app::format_money(cells.after_fen),
             app::format_money_change(cells.after_fen - cells.before_fen)});
  Rect line = content.cut_top(22, 2);
  ui.announce({.role = a11y::Role::kStatus, .name = text}, line);
  draw_text(ui, ImGui::GetWindowDrawList(), line, text, {});
  if (cells.left_out == 0) return;
  label(ui, content.cut_top(20),
        ui.tr(Key::prices_adjust_left_out, {std::to_string(cells.left_out)}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

}  // namespace

std::vector<prices::CellPlace> places_in(const PricesContext& context, PricesTab tab,
                                         const CellRange& range) {
  const std::vector<int>& rows = shown_rows(context, tab);
  std::vector<prices::CellPlace> places;
  for (int row = range.top; row <= range.bottom && row < static_cast<int>(rows.size()); ++row) {
    for (int column = range.left; column <= range.right; ++column)
      places.push_back({rows[static_cast<size_t>(row)], column});
  }
  return places;
}

void ask_adjust(PricesContext& context, PricesTab tab) {
  const TableState& table = context.panel.tables[static_cast<size_t>(tab)];
  if (table.row < 0) return;
  context.panel.adjust_places = places_in(context, tab, selected_range(table));
  context.panel.wants_adjust = true;
}

void draw_adjust(PricesContext& context) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  const PricesTab tab = current_tab(context.state);
  if (std::exchange(panel.wants_adjust, false)) {
    panel.adjust_text.clear();
    open_dialog(ui, "adjust");
  }
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui,
          {.id = "adjust", .title = ui.tr(Key::prices_adjust_title), .width = 480, .height = 316},
          content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  const auto field = labelled_field(ui, content.cut_top(72, 6),
                                    {.id = "adjust-by",
                                     .label = ui.tr(Key::prices_adjust_field),
                                     .value = panel.adjust_text,
                                     .hint = ui.tr(Key::prices_adjust_hint),
                                     .error = adjust_error(context),
                                     .autofocus = true},
                                    ui.tr(Key::prices_adjust_help));
  if (field.committed || field.changed) panel.adjust_text = field.text;
  // After the field: Enter may follow its last key in the same frame.
  const prices::AdjustedCells cells = adjusted_cells(context, tab);
  Rect units = content.cut_top(space::kControl, 14);
  label(ui, units.cut_left(72, 8), ui.tr(Key::prices_adjust_unit),
        {type::kBase, Weight::kRegular, ui.theme.secondary});
  const std::array names = {ui.tr(Key::prices_adjust_unit_fen), ui.tr(Key::prices_adjust_unit_jiao),
                            ui.tr(Key::prices_adjust_unit_yuan)};
  const ChoiceDesc choice{
      .id = "adjust-unit", .label = ui.tr(Key::prices_adjust_unit), .options = names};
  const int unit =
      segmented(ui, units.cut_left(segmented_width(ui, choice)), choice, panel.adjust_unit);
  if (unit >= 0) panel.adjust_unit = unit;
  const bool ready = !cells.cells.empty();
  if (!panel.adjust_text.empty() && adjust_error(context).empty())
    draw_adjust_preview(ui, content, cells);
  const bool enter = field.committed && field.reason == app::CommitReason::kEnter;
  if (button_right(ui, foot,
                   {.id = "adjust-now",
                    .label = ui.tr(Key::prices_adjust_apply),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !ready}) ||
      (enter && ready)) {
    context.push(prices::EditBlock{section_of(tab), prices::BlockKind::kAdjust, cells.cells,
                                   cells.left_out});
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed) close_popup();
  end_dialog(ui);
}

void push_block(PricesContext& context, PricesTab tab, TableBlock block) {
  const std::vector<int>& rows = shown_rows(context, tab);
  prices::EditBlock edit{section_of(tab), prices::BlockKind::kPaste, {}, block.left_out};
  if (block.kind == TableBlock::kClear) edit.kind = prices::BlockKind::kClear;
  if (block.kind == TableBlock::kFill) edit.kind = prices::BlockKind::kFill;
  for (TableEdit& one : block.edits)
    edit.cells.push_back({rows[static_cast<size_t>(one.row)], one.column, std::move(one.text)});
  context.push(std::move(edit));
}

void draw_selection(PricesContext& context, const Rect& rect, PricesTab tab) {
  Ui& ui = context.ui;
  const CellRange range = selected_range(context.panel.tables[static_cast<size_t>(tab)]);
  if (range.rows() < 1 || range.is_single()) return;
  std::string text =
      ui.tr(Key::table_selection, {std::to_string(range.rows()), std::to_string(range.columns())});
  const std::string sum = sum_text(context, tab, range);
  if (!sum.empty()) text += "  ·  " + ui.tr(Key::table_sum, {sum});
  label(ui, rect, text, {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

}  // namespace fenming::ui
