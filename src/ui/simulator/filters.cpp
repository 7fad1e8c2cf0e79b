// The filter row and the key figures.
#include "app/amount_text.h"
#include "ui/simulator/simulator_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace sim = app::simulator;

struct Options {
  std::vector<std::string> texts;
  std::vector<std::string_view> views() const { return {texts.begin(), texts.end()}; }
};

// Filters replace the entry of the browser's history; a new choice also leaves every drill.
void choose(app::Actions& actions, const app::AppState& state, std::string_view name,
            std::string value) {
  app::Location location = with_parameter(state, name, std::move(value));
  for (const char* drill : {"row", "month", "tier", "person", "ticket"})
    location.set_parameter(drill, {});
  actions.push(app::Navigate{location, true});
}

std::string history_label(const Ui& ui, const sim::HistoryEntry& entry) {
  const std::string name = entry.is_demo()
                               ? entry.name + " · " + std::string(ui.tr(Key::simulator_demo_data))
                               : entry.name;
  return ui.tr(Key::simulator_history_option, {name, app::format_count(entry.tickets)});
}

void pick_history(Ui& ui, Rect& row, const app::AppState& state, SimulatorPanel& panel,
                  app::Actions& actions) {
  const sim::State& simulator = state.simulator;
  Options options;
  int selected = -1;
  for (size_t i = 0; i < simulator.histories.size(); ++i) {
    options.texts.push_back(history_label(ui, simulator.histories[i]));
    if (simulator.histories[i].id == simulator.wanted->history) selected = static_cast<int>(i);
  }
  const auto views = options.views();
  const int chosen =
      select(ui, row.cut_left(std::min(390.0f, row.w * 0.34f), 8),
             {.id = "history", .label = ui.tr(Key::simulator_history), .options = views}, selected,
             panel.history);
  if (chosen >= 0)
    choose(actions, state, "history", simulator.histories[static_cast<size_t>(chosen)].id);
}

void pick_book(Ui& ui, Rect& row, const app::AppState& state, SimulatorPanel& panel,
               app::Actions& actions) {
  const sim::State& simulator = state.simulator;
  Options options;
  int selected = -1;
  for (size_t i = 0; i < simulator.books.size(); ++i) {
    const sim::BookEntry& book = simulator.books[i];
    const Key relation = book.relation == Relation::kCompanyTechnician
                             ? Key::simulator_to_technician
                             : Key::simulator_to_company;
    options.texts.push_back(book.name + " · " + std::string(ui.tr(relation)));
    if (book.id == simulator.wanted->book) selected = static_cast<int>(i);
  }
  const auto views = options.views();
  const int chosen = select(ui, row.cut_left(std::min(280.0f, row.w * 0.36f), 8),
                            {.id = "book", .label = ui.tr(Key::simulator_book), .options = views},
                            selected, panel.book);
  if (chosen < 0) return;
  app::Location location = with_parameter(state, "base", {});
  location.set_parameter("with", {});
  location.set_parameter("book", simulator.books[static_cast<size_t>(chosen)].id);
  for (const char* drill : {"row", "month", "tier", "person", "ticket"})
    location.set_parameter(drill, {});
  actions.push(app::Navigate{location, true});
}

std::string version_text(int32_t number) {
  return "v" + std::to_string(number);
}

void pick_versions(Ui& ui, Rect& row, const app::AppState& state, SimulatorPanel& panel,
                   app::Actions& actions) {
  const sim::Choice& wanted = *state.simulator.wanted;
  const sim::BookEntry* book = find_book(state.simulator, wanted.book);
  if (book == nullptr) return;
  Options baseline;
  int selected = -1;
  const bool unpublished = book->versions.empty();
  if (unpublished) {
    baseline.texts.emplace_back(ui.tr(Key::simulator_my_draft));
    selected = 0;
  }
  for (size_t i = 0; i < book->versions.size(); ++i) {
    baseline.texts.push_back(ui.tr(Key::simulator_baseline, {version_text(book->versions[i])}));
    if (book->versions[i] == wanted.baseline) selected = static_cast<int>(i);
  }
  auto views = baseline.views();
  const int base =
      select(ui, row.cut_left(112, 4),
             {.id = "baseline", .label = ui.tr(Key::simulator_baseline_label), .options = views},
             selected, panel.baseline);
  if (base >= 0 && !unpublished)
    choose(actions, state, "base", std::to_string(book->versions[static_cast<size_t>(base)]));
  label(ui, row.cut_left(20, 4), "→", {.align = Align::kCenter});

  Options other;
  std::vector<int32_t> numbers = {-1};
  other.texts.push_back(
      ui.tr(Key::simulator_copy_of,
            {unpublished ? std::string(ui.tr(Key::status_draft)) : version_text(wanted.baseline)}));
  if (!book->draft_revision.empty() && !unpublished) {
    numbers.push_back(0);
    other.texts.emplace_back(ui.tr(Key::simulator_my_draft));
  }
  for (const int32_t number : book->versions) {
    numbers.push_back(number);
    other.texts.push_back(version_text(number));
  }
  selected = static_cast<int>(std::find(numbers.begin(), numbers.end(), wanted.candidate) -
                              numbers.begin());
  views = other.views();
  const int with =
      select(ui, row.cut_left(124, 12),
             {.id = "candidate", .label = ui.tr(Key::simulator_candidate_label), .options = views},
             selected, panel.candidate);
  if (with >= 0) choose(actions, state, "with", std::to_string(numbers[static_cast<size_t>(with)]));
}

std::string waiting_text(const Ui& ui, uint32_t waiting) {
  return waiting == 0 ? std::string(ui.tr(Key::simulator_none_waiting))
                      : ui.tr(Key::simulator_waiting, {app::format_count(waiting)});
}

std::string side_detail(const Ui& ui, uint32_t waiting, int64_t plan_fen) {
  if (plan_fen == 0) return waiting_text(ui, waiting);
  return waiting_text(ui, waiting) + " · " +
         ui.tr(Key::simulator_plan, {app::format_money(plan_fen)});
}

}  // namespace

void draw_simulator_filters(Ui& ui, const Rect& rect, const app::AppState& state,
                            const SimulatorView& view, SimulatorPanel& panel,
                            app::Actions& actions) {
  Rect row = rect;
  pick_history(ui, row, state, panel, actions);
  pick_book(ui, row, state, panel, actions);
  pick_versions(ui, row, state, panel, actions);
  if (view.has_totals && view.figures.months > 0) {
    label(ui, row,
          ui.tr(Key::simulator_months, {view.figures.first_month, view.figures.last_month}),
          {type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kRight});
  }
}

void draw_simulator_figures(Ui& ui, const Rect& rect, const SimulatorView& view) {
  Rect content = card(ui, rect, 14);
  const sim::Figures& f = view.figures;
  const float width = content.w / 5;
  const bool stale = view.progress.busy;
  const int64_t delta = f.delta_fen();
  // Where the history holds what was paid, how much of it has a price.
  const sim::Coverage& cover = view.coverage;
  const std::string months =
      !cover.has_amounts ? ui.tr(Key::simulator_all_exact, {std::to_string(f.months)})
      : cover.unpriced == 0
          ? std::string(ui.tr(Key::simulator_covered))
          : ui.tr(Key::simulator_coverage,
                  {app::format_count(cover.unpriced), app::format_money(cover.unpriced_paid_fen)});
  key_figure(ui, content.cut_left(width * 0.85f),
             {ui.tr(Key::simulator_tickets), app::format_count(f.tickets), months});
  const std::string before = side_detail(ui, f.baseline_waiting, f.baseline_plan_fen);
  key_figure(ui, content.cut_left(width * 1.1f),
             {.label = ui.tr(Key::simulator_now),
              .value = figure_money(ui, f.baseline_fen),
              .detail = before,
              .stale = !view.has_totals});
  const std::string after = side_detail(ui, f.candidate_waiting, f.candidate_plan_fen);
  key_figure(ui, content.cut_left(width * 1.1f),
             {.label = ui.tr(Key::simulator_then),
              .value = figure_money(ui, f.candidate_fen),
              .detail = after,
              .stale = stale});
  key_figure(ui, content.cut_left(width * 1.05f),
             {.label = ui.tr(Key::simulator_delta),
              .value = figure_change(ui, delta),
              .detail = app::format_percent_change(sim::share_bp(delta, f.baseline_fen)),
              .colour = delta == 0 ? ui.theme.text : ui.theme.change(delta),
              .stale = stale});
  const std::string moved =
      ui.tr(Key::simulator_up_down, {app::format_count(f.up), app::format_count(f.down)});
  const std::string worst =
      f.worst_bp < 0
          ? ui.tr(Key::simulator_worst, {app::format_percent_change(f.worst_bp)})
          : ui.tr(Key::simulator_nobody_less, {app::format_count(f.people - f.up - f.down)});
  key_figure(ui, content,
             {.label = ui.tr(Key::simulator_people, {app::format_count(f.people)}),
              .value = moved,
              .detail = worst,
              .stale = !view.exact});
}

}  // namespace fenming::ui
