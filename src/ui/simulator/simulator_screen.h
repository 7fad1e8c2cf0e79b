// The simulator: what a candidate version of a price book would have paid for a history. Knobs on
// the left, the difference in the middle, the people it moves on the right; a ticket's explanation
// under both versions over it.
#pragma once

#include "ui/shell/screen.h"
#include "ui/simulator/simulator_view.h"
#include "ui/widgets/charts.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"

namespace fenming::ui {

struct SimulatorPanel {
  SelectState history, book, baseline, candidate;
  std::string search;
  app::simulator::KnobAddress selected;
  HeatMapState heat;
  TableState sums, backtest, people, all_people, tickets, lines, tiers, facts;
  bool wants_save = false;   // asked for by the palette
  std::string shown_ticket;  // whose dialog was opened
};

void draw_simulator_filters(Ui& ui, const Rect& row, const app::AppState& state,
                            const SimulatorView& view, SimulatorPanel& panel,
                            app::Actions& actions);
void draw_simulator_figures(Ui& ui, const Rect& rect, const SimulatorView& view);
void draw_knobs(Ui& ui, const Rect& rect, const SimulatorView& view, SimulatorPanel& panel,
                app::Actions& actions);
void draw_difference(Ui& ui, const Rect& rect, const app::AppState& state,
                     const SimulatorView& view, SimulatorPanel& panel, app::Actions& actions);
void draw_backtest(Ui& ui, Rect content, const app::AppState& state, const SimulatorView& view,
                   SimulatorPanel& panel, app::Actions& actions);
void draw_people(Ui& ui, const Rect& rect, const app::AppState& state, const SimulatorView& view,
                 SimulatorPanel& panel, app::Actions& actions);
void draw_tickets(Ui& ui, const Rect& rect, const app::AppState& state, const SimulatorView& view,
                  SimulatorPanel& panel, app::Actions& actions);
void draw_ticket_dialog(Ui& ui, const app::AppState& state, const SimulatorView& view,
                        SimulatorPanel& panel, app::Actions& actions);

// The row that was clicked or activated; -1: none. `before` is the table's row before it was drawn.
int chosen_row(const TableResult& result, const TableState& table, int before);
CellTone change_tone(int64_t fen);

class SimulatorScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kSimulator; }
  Icon icon() const override { return Icon::kSimulator; }
  app::Key label() const override { return app::Key::simulator_short; }
  void list_commands(const Ui& ui, const app::AppState& state, CommandList& list) override;
  std::span<const app::Key> help() const override;
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  SimulatorViewCache cache_;
  SimulatorPanel panel_;
};

}  // namespace fenming::ui
