// Drilling: the tickets behind a figure, and one ticket under both versions.
#include <array>

#include "app/amount_text.h"
#include "ui/simulator/simulator_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_layout.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace sim = app::simulator;

constexpr const char* kDialog = "ticket";

void fill_ticket(const Ui& ui, const sim::Session& session, uint32_t ticket, int column,
                 TableCell& cell) {
  const sim::TicketRow row = ticket_row(session, ticket, ui.locale);
  const int64_t delta = row.candidate_fen - row.baseline_fen;
  const auto amount = [&](int64_t fen, bool waits) {
    return waits ? std::string(ui.tr(Key::simulator_waits)) : app::format_money(fen);
  };
  if (column == 0) cell.text = row.name;
  if (column == 1) cell.text = row.place;
  if (column == 2) cell.text = row.tier;
  if (column == 3) cell.text = amount(row.baseline_fen, row.baseline_waits);
  if (column == 4) cell.text = amount(row.candidate_fen, row.candidate_waits);
  if (column == 5) cell.text = app::format_money_change(delta);
  if (column == 1 || column == 2) cell.tone = CellTone::kSecondary;
  if (column == 5) cell.tone = change_tone(delta);
}

std::array<TableColumn, 6> line_columns(Ui& ui) {
  return {TableColumn{.title = ui.tr(Key::simulator_line), .flex = 1.1f},
          TableColumn{.title = ui.tr(Key::simulator_line_detail), .flex = 1.1f},
          TableColumn{.title = ui.tr(Key::simulator_shares), .flex = 1.3f},
          TableColumn{ui.tr(Key::simulator_column_now), 96, 0, Align::kRight},
          TableColumn{ui.tr(Key::simulator_column_then), 96, 0, Align::kRight},
          TableColumn{ui.tr(Key::simulator_delta), 92, 0, Align::kRight}};
}

void draw_lines(Ui& ui, const Rect& rect, const sim::TicketView& ticket, SimulatorPanel& panel) {
  const auto columns = line_columns(ui);
  table(ui, rect,
        {.id = "lines",
         .label = ui.tr(Key::simulator_lines),
         .columns = columns,
         .rows = static_cast<int>(ticket.lines.size()),
         .cell =
             [&](int index, int column, TableCell& cell) {
               const sim::LineRow& line = ticket.lines[static_cast<size_t>(index)];
               const int64_t delta = line.candidate_fen - line.baseline_fen;
               if (column == 0) cell.text = line.name;
               if (column == 1) cell.text = line.detail;
               if (column == 2) cell.text = line.shares;
               if (column == 3)
                 cell.text = line.in_baseline ? app::format_money(line.baseline_fen) : "—";
               if (column == 4)
                 cell.text = line.in_candidate ? app::format_money(line.candidate_fen) : "—";
               if (column == 5) cell.text = app::format_money_change(delta);
               if (column == 1 || column == 2) cell.tone = CellTone::kSecondary;
               if (column == 5) cell.tone = change_tone(delta);
             }},
        panel.lines);
}

// The sums stand in the columns of the lines above them.
void draw_total(Ui& ui, const Rect& row, const sim::TicketView& ticket) {
  const int64_t delta = ticket.candidate_fen - ticket.baseline_fen;
  horizontal_line(ImGui::GetWindowDrawList(), row.x, row.right(), row.y, ui.theme.line);
  const auto columns = line_columns(ui);
  const TableLayout layout = lay_out(row, {.columns = columns});
  const auto in_column = [&](size_t column, std::string_view text, TextStyle style) {
    Rect cell = cell_rect(layout, column, row.y).inset(kCellPadding, 0);
    cell.h = row.h;
    label(ui, cell, text, style);
  };
  const auto amount = [&](int64_t fen, const std::string& error) {
    return error.empty() ? app::format_money(fen) : std::string(ui.tr(Key::simulator_waits));
  };
  const TextStyle strong{type::kBase, Weight::kSemibold, 0, Align::kRight};
  in_column(0, ui.tr(Key::simulator_total), {type::kBase, Weight::kSemibold});
  in_column(3, amount(ticket.baseline_fen, ticket.baseline_error), strong);
  in_column(4, amount(ticket.candidate_fen, ticket.candidate_error), strong);
  in_column(5, app::format_money_change(delta),
            {type::kBase, Weight::kSemibold, ui.theme.change(delta), Align::kRight});
}

void draw_why_tiers(Ui& ui, const Rect& rect, const sim::TicketView& ticket,
                    SimulatorPanel& panel) {
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::simulator_tier), .flex = 0.7f},
      TableColumn{.title = ui.tr(Key::simulator_first_failing), .flex = 1.4f},
      TableColumn{.title = ui.tr(Key::simulator_ticket_has), .flex = 0.7f}};
  table(ui, rect,
        {.id = "tiers",
         .label = ui.tr(Key::simulator_why_not),
         .columns = columns,
         .rows = static_cast<int>(ticket.tiers.size() + ticket.lost.size()),
         .cell =
             [&](int index, int column, TableCell& cell) {
               const auto i = static_cast<size_t>(index);
               if (i >= ticket.tiers.size()) {
                 const sim::LostRow& lost = ticket.lost[i - ticket.tiers.size()];
                 if (column == 0) cell.text = lost.name;
                 if (column == 1) cell.text = lost.reason;
                 cell.tone = CellTone::kSecondary;
                 return;
               }
               const sim::TierRow& tier = ticket.tiers[i];
               if (column == 0) cell.text = tier.name;
               if (column == 1)
                 cell.text = tier.chosen ? std::string(ui.tr(Key::simulator_chosen)) : tier.reason;
               if (column == 2) cell.text = tier.value;
               cell.tone = tier.chosen  ? CellTone::kAccent
                           : column > 0 ? CellTone::kSecondary
                                        : CellTone::kNormal;
             }},
        panel.tiers);
}

void draw_facts(Ui& ui, const Rect& rect, const sim::TicketView& ticket, SimulatorPanel& panel) {
  const std::array columns = {TableColumn{ui.tr(Key::simulator_fact), 126, 0},
                              TableColumn{.title = ui.tr(Key::simulator_value)}};
  table(ui, rect,
        {.id = "facts",
         .label = ui.tr(Key::simulator_facts),
         .columns = columns,
         .rows = static_cast<int>(ticket.facts.size()),
         .cell =
             [&](int index, int column, TableCell& cell) {
               const sim::FactRow& fact = ticket.facts[static_cast<size_t>(index)];
               cell.text = column == 0 ? fact.label : fact.value;
               if (column == 0) cell.tone = CellTone::kSecondary;
             }},
        panel.facts);
}

void draw_ticket(Ui& ui, Rect content, const sim::TicketView& ticket, SimulatorPanel& panel) {
  // Both sides mostly wait for the same reason: it is said once.
  const bool same = ticket.baseline_error == ticket.candidate_error;
  for (const std::string* error : {&ticket.baseline_error, &ticket.candidate_error}) {
    if (error->empty() || (same && error == &ticket.candidate_error)) continue;
    const BannerDesc desc{.id = error == &ticket.baseline_error ? "now" : "then",
                          .text = *error,
                          .tone = Tone::kWarn};
    banner(ui, content.cut_top(banner_height(ui, content.w, desc), 8), desc);
  }
  const bool one_tier =
      ticket.baseline_tier.empty() || ticket.baseline_tier == ticket.candidate_tier;
  const std::string tiers =
      one_tier ? ui.tr(Key::simulator_same_tier, {ticket.candidate_tier})
               : ui.tr(Key::simulator_other_tier, {ticket.baseline_tier, ticket.candidate_tier});
  if (!ticket.candidate_tier.empty())
    label(ui, content.cut_top(20, 6), tiers, {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const float wanted = space::kRow * static_cast<float>(ticket.lines.size() + 1) + 6;
  draw_lines(ui, content.cut_top(std::min(wanted, content.h * 0.48f)), ticket, panel);
  draw_total(ui, content.cut_top(34, 12), ticket);
  Rect right = content.cut_right(content.w * 0.36f, 20);
  heading(ui, right.cut_top(26, 2), ui.tr(Key::simulator_facts), 3,
          {type::kBase, Weight::kSemibold});
  draw_facts(ui, right, ticket, panel);
  heading(ui, content.cut_top(26, 2), ui.tr(Key::simulator_why_not), 3,
          {type::kBase, Weight::kSemibold});
  draw_why_tiers(ui, content, ticket, panel);
}

}  // namespace

void draw_tickets(Ui& ui, const Rect& rect, const app::AppState& state, const SimulatorView& view,
                  SimulatorPanel& panel, app::Actions& actions) {
  Rect row;
  const std::string title =
      ui.tr(Key::simulator_tickets_of,
            {view.drill_title, app::format_count(static_cast<int64_t>(view.tickets.size()))});
  const Rect content = titled_card(ui, rect, title, &row);
  if (button_right(ui, row,
                   {.id = "back",
                    .label = ui.tr(Key::simulator_back),
                    .icon = Icon::kChevronLeft,
                    .kind = ButtonKind::kQuiet})) {
    app::Location location = state.location;
    for (const char* drill : {"row", "month", "tier", "person", "ticket"})
      location.set_parameter(drill, {});
    actions.push(app::Navigate{location});
  }
  const sim::Session& session = *state.simulator.session;
  const std::array columns = {TableColumn{ui.tr(Key::simulator_ticket), 112, 0},
                              TableColumn{.title = ui.tr(Key::simulator_place)},
                              TableColumn{.title = ui.tr(Key::simulator_tier)},
                              TableColumn{ui.tr(Key::simulator_column_now), 94, 0, Align::kRight},
                              TableColumn{ui.tr(Key::simulator_column_then), 94, 0, Align::kRight},
                              TableColumn{ui.tr(Key::simulator_delta), 90, 0, Align::kRight}};
  const int before = panel.tickets.row;
  const TableResult result = table(
      ui, content,
      {.id = "tickets",
       .label = ui.tr(Key::simulator_ticket_list),
       .columns = columns,
       .rows = static_cast<int>(view.tickets.size()),
       .cell =
           [&](int index, int column, TableCell& cell) {
             fill_ticket(ui, session, view.tickets[static_cast<size_t>(index)], column, cell);
           },
       .empty_text = ui.tr(view.exact ? Key::simulator_no_tickets : Key::simulator_computing)},
      panel.tickets);
  const int chosen = chosen_row(result, panel.tickets, before);
  if (chosen < 0 || static_cast<size_t>(chosen) >= view.tickets.size()) return;
  const uint32_t ticket = view.tickets[static_cast<size_t>(chosen)];
  actions.push(
      app::Navigate{with_parameter(state, "ticket", std::string(session.history().name(ticket)))});
}

void draw_ticket_dialog(Ui& ui, const app::AppState& state, const SimulatorView& view,
                        SimulatorPanel& panel, app::Actions& actions) {
  const std::string wanted = view.ticket ? view.ticket->name : std::string();
  if (wanted != panel.shown_ticket) {
    if (!wanted.empty() && panel.shown_ticket.empty()) open_dialog(ui, kDialog);
    panel.shown_ticket = wanted;
  }
  Rect content;
  bool closed = false;
  const std::string title = ui.tr(Key::simulator_ticket_title, {wanted});
  const DialogDesc desc{.id = kDialog, .title = title, .width = 980, .height = 660};
  if (!begin_dialog(ui, desc, content, closed)) return;
  if (view.ticket) draw_ticket(ui, content, *view.ticket, panel);
  const bool gone = wanted.empty() && view.exact;
  if (closed || gone) {
    close_popup();
    panel.tickets.row = -1;
    panel.people.row = -1;
    if (!gone) actions.push(app::Navigate{with_parameter(state, "ticket", {})});
  }
  end_dialog(ui);
}

}  // namespace fenming::ui
