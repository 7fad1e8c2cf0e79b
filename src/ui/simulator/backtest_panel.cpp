// What was really paid against what the candidate pays: three sums and a table by cause.
#include <vector>

#include "app/amount_text.h"
#include "ui/simulator/simulator_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace sim = app::simulator;

void draw_sums(Ui& ui, Rect row, const sim::BacktestView& view) {
  const float third = row.w / 3;
  const auto figure = [&](Key key, const sim::BacktestRow& sum, int64_t fen, uint32_t colour) {
    key_figure(ui, row.cut_left(third),
               {.label = ui.tr(key),
                .value = app::format_percent(sim::share_bp(sum.tickets, view.tickets)),
                .detail = ui.tr(Key::backtest_sum,
                                {app::format_count(sum.tickets), app::format_money(fen)}),
                .colour = colour,
                .stale = view.percent < 100});
  };
  figure(Key::backtest_equal, view.equal, view.equal.paid_fen, 0);
  figure(Key::backtest_different, view.different, view.different.paid_fen,
         view.different.tickets > 0 ? ui.theme.warn : 0);
  figure(Key::backtest_unpriced, view.unpriced, view.unpriced.paid_fen,
         view.unpriced.tickets > 0 ? ui.theme.bad : 0);
}

void fill(const sim::BacktestRow& row, int column, TableCell& cell) {
  const bool compared = row.kind != PaidCause::kNoAmount && row.kind != PaidCause::kNotPriced;
  const bool paid = row.kind != PaidCause::kNoAmount;
  switch (column) {
    case 0:
      cell.text = row.cause;
      break;
    case 1:
      cell.text = app::format_count(row.tickets);
      cell.tone = CellTone::kSecondary;
      break;
    case 2:
      cell.text = paid ? app::format_money(row.paid_fen) : "—";
      break;
    case 3:
      cell.text = row.kind == PaidCause::kNotPriced ? "—" : app::format_money(row.settled_fen);
      break;
    case 4:
      cell.text = compared ? app::format_money_change(row.delta_fen()) : "—";
      if (compared) cell.tone = change_tone(row.delta_fen());
      break;
    default:
      cell.text = row.sample;
      cell.tone = CellTone::kAccent;
  }
}

}  // namespace

void draw_backtest(Ui& ui, Rect content, const app::AppState& state, const SimulatorView& view,
                   SimulatorPanel& panel, app::Actions& actions) {
  const sim::BacktestView& test = view.backtest;
  if (!test.has_amounts) {
    empty_state(ui, content,
                {.title = ui.tr(Key::backtest_none_title), .text = ui.tr(Key::backtest_none_text)});
    return;
  }
  if (test.percent < 100)
    progress(ui, content.cut_top(44, 8),
             {.label = ui.tr(Key::backtest_busy),
              .done = test.percent,
              .total = 100,
              .can_cancel = false});
  draw_sums(ui, content.cut_top(74, 8), test);
  std::vector<TableColumn> columns = {
      TableColumn{.title = ui.tr(Key::backtest_cause)},
      TableColumn{ui.tr(Key::simulator_ticket_count), 62, 0, Align::kRight},
      TableColumn{ui.tr(Key::backtest_paid), 108, 0, Align::kRight},
      TableColumn{ui.tr(Key::backtest_settled), 108, 0, Align::kRight},
      TableColumn{ui.tr(Key::simulator_delta), 100, 0, Align::kRight}};
  // A narrow card leaves the sample to the dialog that a press on the row opens.
  if (content.w > 640) columns.push_back({.title = ui.tr(Key::backtest_sample), .width = 112});
  const int before = panel.backtest.row;
  const TableResult result = table(
      ui, content,
      {.id = "backtest",
       .label = ui.tr(Key::simulator_tab_backtest),
       .columns = columns,
       .rows = static_cast<int>(test.rows.size()),
       .cell = [&](int row, int column,
                   TableCell& cell) { fill(test.rows[static_cast<size_t>(row)], column, cell); },
       .empty_text = ui.tr(Key::simulator_computing)},
      panel.backtest);
  const int chosen = chosen_row(result, panel.backtest, before);
  if (chosen >= 0 && chosen < static_cast<int>(test.rows.size()))
    actions.push(app::Navigate{
        with_parameter(state, "ticket", test.rows[static_cast<size_t>(chosen)].sample)});
}

}  // namespace fenming::ui
