// The open review: what the later version does to past tickets, to the fen, and every place where
// both differ.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/amount_text.h"
#include "app/prices/merge.h"
#include "app/prices/review.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;
namespace sim = app::simulator;

constexpr size_t kMostTiers = 5;

TextStyle small(const Ui& ui) {
  return {type::kSmall, Weight::kRegular, ui.theme.secondary};
}

// What is said instead of figures, while there are none.
std::string waiting_text(const PricesContext& context, const prices::Review& review) {
  const Ui& ui = context.ui;
  const sim::State& simulator = context.state.simulator;
  if (review.before_number == 0) return std::string(ui.tr(Key::prices_review_first));
  if (simulator.failed) return simulator.problem;
  if (!simulator.history && simulator.has_histories && simulator.histories.empty())
    return std::string(ui.tr(Key::prices_review_no_history));
  return ui.tr(Key::prices_review_computing, {std::to_string(money_percent(review))});
}

void draw_figures(Ui& ui, Rect& rest, const sim::Figures& figures) {
  const std::string detail =
      ui.tr(Key::prices_review_money_detail,
            {app::format_count(figures.tickets), figures.first_month, figures.last_month});
  Rect head = rest.cut_top(22, 4);
  head.cut_left(label(ui, head, ui.tr(Key::prices_review_money), {type::kBase, Weight::kSemibold}),
                10);
  label(ui, head, detail, small(ui));
  const std::string before = app::format_money(figures.baseline_fen);
  const std::string after = app::format_money(figures.candidate_fen);
  const std::string delta = app::format_money_change(figures.delta_fen());
  const std::string share =
      app::format_percent_change(sim::share_bp(figures.delta_fen(), figures.baseline_fen));
  const std::string people = ui.tr(
      Key::prices_review_people, {app::format_count(figures.up), app::format_count(figures.down)});
  const std::string undecided = ui.tr(
      Key::prices_review_waiting,
      {app::format_count(figures.baseline_waiting), app::format_count(figures.candidate_waiting)});
  Rect row = rest.cut_top(78, 8);
  const float width = row.w / 3;
  key_figure(ui, row.cut_left(width).inset(0, 2),
             {.label = ui.tr(Key::prices_review_before), .value = before, .detail = undecided});
  key_figure(ui, row.cut_left(width).inset(0, 2),
             {.label = ui.tr(Key::prices_review_after), .value = after, .detail = people});
  key_figure(ui, row.inset(0, 2),
             {.label = ui.tr(Key::prices_review_delta),
              .value = delta,
              .detail = share,
              .colour = ui.theme.change(figures.delta_fen())});
}

// The tiers that pay most more or less; what is not among them stands in the simulator.
void draw_tiers(Ui& ui, Rect& rest, const std::vector<sim::SumRow>& tiers) {
  std::vector<const sim::SumRow*> moved;
  for (const sim::SumRow& row : tiers) {
    if (row.delta_fen() != 0 || row.baseline_tickets != row.candidate_tickets)
      moved.push_back(&row);
  }
  std::stable_sort(moved.begin(), moved.end(), [](const sim::SumRow* a, const sim::SumRow* b) {
    return std::abs(a->delta_fen()) > std::abs(b->delta_fen());
  });
  if (moved.size() > kMostTiers) moved.resize(kMostTiers);
  for (const sim::SumRow* row : moved) {
    Rect line = rest.cut_top(22);
    const std::string tickets = row->baseline_tickets == row->candidate_tickets
                                    ? app::format_count(row->candidate_tickets)
                                    : app::format_count(row->baseline_tickets) + " → " +
                                          app::format_count(row->candidate_tickets);
    const std::string name =
        row->code.empty() ? std::string(ui.tr(Key::simulator_no_tier)) : row->name;
    const std::string delta = app::format_money_change(row->delta_fen());
    TextStyle right{type::kBase, Weight::kRegular, ui.theme.change(row->delta_fen()),
                    Align::kRight};
    label(ui, line.cut_right(130), delta, right);
    right.colour = ui.theme.secondary;
    label(ui, line.cut_right(180), std::string(ui.tr(Key::prices_review_tickets)) + " " + tickets,
          right);
    label(ui, line, name);
  }
  if (!moved.empty()) rest.cut_top(8);
}

// Tickets that are pinned and under way, with what the change would have been for them.
void draw_in_progress(Ui& ui, Rect& rest, const sim::InProgress& sum) {
  if (sum.tickets == 0) return;
  const std::string text = ui.tr(Key::prices_review_in_progress,
                                 {app::format_count(sum.tickets), app::format_money(sum.pinned_fen),
                                  app::format_money(sum.otherwise_fen)});
  const Rect line = rest.cut_top(22, 8);
  ui.announce({.role = a11y::Role::kStatus, .name = text}, line);
  label(ui, line, text, small(ui));
}

void draw_money(PricesContext& context, Rect& rest, const prices::Review& review) {
  Ui& ui = context.ui;
  if (review.money) {
    draw_figures(ui, rest, review.money->figures);
    draw_in_progress(ui, rest, review.money->in_progress);
    return draw_tiers(ui, rest, review.money->tiers);
  }
  const std::string text = waiting_text(context, review);
  const Rect line = rest.cut_top(44, 8);
  ui.announce({.role = a11y::Role::kStatus, .name = text}, line);
  paragraph(ui, line, text, {type::kBase, Weight::kRegular, ui.theme.secondary});
}

void fill_change(const Ui& ui, const prices::Review& review, int row, int column, TableCell& cell) {
  const app::ConflictRow& change = review.changes.rows[static_cast<size_t>(row)];
  if (column == 0)
    cell.text = prices::place_text(change, review.changes, review.before, ui.locale);
  else if (column == 1)
    cell.text = prices::side_text(change, false, review.before, ui.locale);
  else
    cell.text = prices::side_text(change, true, review.changes.theirs, ui.locale);
  if (column == 1) cell.tone = CellTone::kSecondary;
}

void draw_changes(PricesContext& context, Rect rest, const prices::Review& review) {
  Ui& ui = context.ui;
  const size_t count = review.changes.rows.size();
  Rect head = rest.cut_top(24, 2);
  const std::string title =
      ui.tr(Key::prices_review_changes, {app::format_count(static_cast<int64_t>(count))});
  head.cut_left(label(ui, head, title, {type::kBase, Weight::kSemibold}), 10);
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::prices_field), .flex = 1.5f},
      TableColumn{.title = ui.tr(Key::prices_review_before_column), .flex = 1},
      TableColumn{.title = ui.tr(Key::prices_review_after_column), .flex = 1}};
  table(ui, rest,
        {.id = "changes",
         .label = title,
         .columns = columns,
         .rows = static_cast<int>(count),
         .cell = [&](int row, int column,
                     TableCell& cell) { fill_change(ui, review, row, column, cell); },
         .empty_text = ui.tr(Key::prices_review_same)},
        context.panel.changes);
}

}  // namespace

void draw_review(PricesContext& context, Rect rect) {
  const prices::Review* review = context.prices().review.get();
  if (review == nullptr) return;
  draw_money(context, rect, *review);
  if (review->before_number != 0) draw_changes(context, rect, *review);
}

}  // namespace fenming::ui
