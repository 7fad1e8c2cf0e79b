// A workbook that came back from Excel: what it says otherwise, row by row, to be taken or left.
#include <array>
#include <utility>

#include "ui/prices/prices_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr const char* kDialog = "workbook";

std::string summary(const Ui& ui, const prices::WorkbookUpdate& update) {
  std::string text = update.changes.empty()
                         ? std::string(ui.tr(Key::workbook_same))
                         : ui.tr(Key::workbook_summary, {std::to_string(update.changes.size()),
                                                         std::to_string(update.chosen())});
  const auto add = [&](Key key, int count) {
    if (count > 0) text += " " + ui.tr(key, {std::to_string(count)});
  };
  add(Key::workbook_left_out, update.left_out);
  add(Key::workbook_missing, update.missing);
  if (!update.changes.empty()) text += " " + std::string(ui.tr(Key::workbook_hint));
  return text;
}

void draw_changes(PricesContext& context, const Rect& rect, const prices::WorkbookUpdate& update) {
  Ui& ui = context.ui;
  const std::array columns = {TableColumn{.title = ui.tr(Key::workbook_use), .width = 48},
                              TableColumn{.title = ui.tr(Key::workbook_what), .flex = 1.4f},
                              TableColumn{ui.tr(Key::workbook_before), 120, 0, Align::kRight},
                              TableColumn{ui.tr(Key::workbook_after), 120, 0, Align::kRight},
                              TableColumn{.title = ui.tr(Key::workbook_note), .flex = 1}};
  const TableResult result =
      table(ui, rect,
            {.id = "changes",
             .label = ui.tr(Key::workbook_title),
             .columns = columns,
             .rows = static_cast<int>(update.changes.size()),
             .cell =
                 [&](int row, int column, TableCell& cell) {
                   const auto& change = update.changes[static_cast<size_t>(row)];
                   if (column == 0)
                     cell.text = ui.tr(change.chosen ? Key::workbook_yes : Key::workbook_no);
                   if (column == 1) cell.text = change.what;
                   if (column == 2) cell.text = change.before;
                   if (column == 3) cell.text = change.after;
                   if (column == 4) cell.text = change.error;
                   if (column == 0 && change.chosen) cell.tone = CellTone::kAccent;
                   if (column == 2) cell.tone = CellTone::kSecondary;
                   if (column == 3 && change.chosen) cell.tone = CellTone::kStrong;
                   if (!change.error.empty() && column >= 3) cell.tone = CellTone::kBad;
                 },
             .empty_text = ui.tr(Key::workbook_same)},
            context.panel.workbook_table);
  if (result.activated_row >= 0) context.push(prices::ChooseChange{result.activated_row});
}

}  // namespace

void draw_workbook(PricesContext& context) {
  Ui& ui = context.ui;
  const auto& update = context.prices().workbook;
  const bool has = update != nullptr;
  if (has && !std::exchange(context.panel.had_workbook, true)) open_dialog(ui, kDialog);
  if (!has) context.panel.had_workbook = false;
  Rect content;
  bool closed = false;
  const DialogDesc desc{
      .id = kDialog, .title = ui.tr(Key::workbook_title), .width = 820, .height = 520};
  if (!begin_dialog(ui, desc, content, closed)) return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  if (has && update->reading != 0) {
    if (progress(ui, content.cut_top(60),
                 {.label = ui.tr(Key::workbook_reading, {update->file_name}),
                  .done = static_cast<int64_t>(update->next),
                  .total = static_cast<int64_t>(update->sheets.size())}))
      closed = true;
  } else if (has && !update->error.empty()) {
    const BannerDesc failed{.id = "failed", .text = update->error, .tone = Tone::kBad};
    banner(ui, content.cut_top(banner_height(ui, content.w, failed)), failed);
  } else if (has) {
    const std::string text = summary(ui, *update);
    const TextStyle style{type::kBase, Weight::kRegular, ui.theme.secondary};
    const float height = paragraph(ui, content, text, style, false);
    paragraph(ui, content.cut_top(height, 8), text, style);
    draw_changes(context, content, *update);
  }
  const int chosen = has ? update->chosen() : 0;
  const bool ready = has && update->reading == 0 && chosen > 0;
  if (button_right(ui, foot,
                   {.id = "take",
                    .label = ui.tr(Key::workbook_take, {std::to_string(chosen)}),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !ready})) {
    context.push(prices::ApplyWorkbook{});
    close_popup();
  } else if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)}) || closed) {
    context.push(prices::CloseWorkbook{});
    close_popup();
  } else if (!has) {
    close_popup();
  }
  end_dialog(ui);
}

}  // namespace fenming::ui
