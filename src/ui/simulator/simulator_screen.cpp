#include "ui/simulator/simulator_screen.h"

#include <array>
#include <utility>

#include "app/amount_text.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace sim = app::simulator;

constexpr float kFiguresHeight = 96;
constexpr float kKnobsWidth = 332;
constexpr float kPeopleWidth = 372;

void push(app::Actions& actions, sim::Intent intent) {
  actions.push(std::move(intent));
}

void draw_loading(Ui& ui, const Rect& area, const sim::State& state) {
  const Rect box{area.x + area.w / 2 - 220, area.y + area.h / 3, 440, 90};
  ProgressDesc desc{.label = ui.tr(Key::simulator_loading), .can_cancel = false};
  std::string detail;
  if (state.download && state.download->total_bytes > 0) {
    desc.done = static_cast<int64_t>(state.download->bytes.size());
    desc.total = state.download->total_bytes;
    detail = ui.tr(Key::simulator_loading_part, {std::to_string(state.download->next + 1),
                                                 std::to_string(state.download->parts.size())});
  }
  desc.detail = detail;
  progress(ui, card(ui, box), desc);
}

// Why there is nothing to simulate yet, and the way out.
void draw_nothing(Ui& ui, const Rect& area, const app::AppState& state, app::Actions& actions) {
  const sim::State& simulator = state.simulator;
  if (simulator.failed) {
    if (empty_state(ui, area,
                    {.title = ui.tr(Key::simulator_failed),
                     .text = simulator.problem,
                     .action = ui.tr(Key::simulator_retry),
                     .icon = Icon::kError}))
      push(actions, sim::Reload{});
  } else if (simulator.has_histories && simulator.histories.empty()) {
    if (empty_state(ui, area,
                    {.title = ui.tr(Key::simulator_no_history),
                     .text = ui.tr(Key::simulator_no_history_text),
                     .action = ui.tr(Key::simulator_to_import),
                     .icon = Icon::kImport}))
      actions.push(app::Navigate{app::Location{app::ScreenId::kImport, {}, {}}});
  } else if (simulator.has_books && simulator.books.empty()) {
    if (empty_state(ui, area,
                    {.title = ui.tr(Key::simulator_no_book),
                     .text = ui.tr(Key::simulator_no_book_text),
                     .action = ui.tr(Key::simulator_to_prices),
                     .icon = Icon::kPrices}))
      actions.push(app::Navigate{app::Location{app::ScreenId::kPrices, {}, {}}});
  } else {
    draw_loading(ui, area, simulator);
  }
}

bool overwrites_draft(const sim::State& state) {
  if (!state.wanted || state.saved || state.wanted->candidate == 0) return false;
  if (state.wanted->baseline == 0) return false;  // the draft itself was moved on
  const sim::BookEntry* book = find_book(state, state.wanted->book);
  return book != nullptr && !book->draft_revision.empty();
}

void draw_overwrite_dialog(Ui& ui, app::Actions& actions) {
  Rect content;
  bool closed = false;
  const DialogDesc desc{.id = "overwrite", .title = ui.tr(Key::simulator_overwrite), .height = 190};
  if (!begin_dialog(ui, desc, content, closed)) return;
  paragraph(ui, content.cut_top(60), ui.tr(Key::simulator_overwrite_text), {});
  Rect row = content.cut_bottom(space::kControl);
  if (button_right(ui, row,
                   {.label = ui.tr(Key::simulator_overwrite_yes), .kind = ButtonKind::kDanger})) {
    push(actions, sim::SaveDraft{});
    closed = true;
  }
  if (button_right(ui, row, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed) close_popup();
  end_dialog(ui);
}

void draw_status(Ui& ui, const SimulatorView& view, Rect& row) {
  Tone tone = Tone::kAccent;
  std::string text(ui.tr(Key::simulator_exact));
  if (view.progress.busy) {
    tone = Tone::kWarn;
    text = ui.tr(Key::simulator_busy, {std::to_string(view.progress.percent())});
  } else if (view.summing_percent >= 0) {
    text = ui.tr(Key::simulator_summing, {std::to_string(view.summing_percent)});
  } else if (!view.exact) {
    text = ui.tr(Key::simulator_moving);
  }
  row.cut_left(badge(ui, row.x, row, text, tone), 12);
}

}  // namespace

int chosen_row(const TableResult& result, const TableState& table, int before) {
  if (result.activated_row >= 0) return result.activated_row;
  const bool clicked = ImGui::IsMouseClicked(0) || ImGui::IsMouseReleased(0);
  return table.row != before && clicked ? table.row : -1;
}

CellTone change_tone(int64_t fen) {
  return fen > 0 ? CellTone::kGain : fen < 0 ? CellTone::kLoss : CellTone::kSecondary;
}

void SimulatorScreen::list_commands(const Ui& ui, const app::AppState& state, CommandList& list) {
  const SimulatorView& view = cache_.of(state, ui.locale);
  if (!view.has_session) return;
  if (state.account.has(app::Right::kPrices) && view.changed > 0 && !state.simulator.saved)
    list.add(Key::simulator_save, Icon::kCheck,
             [this](app::Actions&) { panel_.wants_save = true; });
  list.add(Key::simulator_open_prices, Icon::kPrices,
           app::Action{sim::Intent{sim::OpenInPrices{}}});
  if (view.changed > 0)
    list.add(Key::simulator_reset_all, Icon::kUndo, app::Action{sim::Intent{sim::ResetAll{}}});
  for (const SimulatorTabName& tab : kSimulatorTabs) {
    list.add(
        [label = tab.label](const app::Locale& locale) {
          return locale.format(Key::palette_tab, {locale.text(label)});
        },
        Icon::kSimulator,
        [location =
             with_parameter(state, "tab", std::string(tab.parameter))](app::Actions& actions) {
          actions.push(app::Navigate{location, true});
        });
  }
}

std::span<const Key> SimulatorScreen::help() const {
  static constexpr std::array kLines = {Key::help_simulator_what,    Key::help_simulator_choose,
                                        Key::help_simulator_knobs,   Key::help_simulator_where,
                                        Key::help_simulator_tickets, Key::help_simulator_save};
  return kLines;
}

void SimulatorScreen::draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions,
                                   Rect& row) {
  const SimulatorView& view = cache_.of(state, ui.locale);
  if (!view.has_session) return;
  draw_status(ui, view, row);
  const bool can_save = view.changed > 0 && !state.simulator.saving && !state.simulator.saved;
  bool save = std::exchange(panel_.wants_save, false) && can_save;
  if (state.account.has(app::Right::kPrices) && button_right(ui, row,
                                                             {.label = ui.tr(Key::simulator_save),
                                                              .kind = ButtonKind::kPrimary,
                                                              .disabled = !can_save}))
    save = true;
  if (save) {
    if (overwrites_draft(state.simulator))
      open_dialog(ui, "overwrite");
    else
      push(actions, sim::SaveDraft{});
  }
  if (button_right(ui, row, {.label = ui.tr(Key::simulator_open_prices)}))
    push(actions, sim::OpenInPrices{});
  if (button_right(ui, row,
                   {.label = ui.tr(Key::common_redo),
                    .icon = Icon::kRedo,
                    .icon_only = true,
                    .disabled = !view.can_redo}))
    actions.push(app::Redo{});
  if (button_right(ui, row,
                   {.label = ui.tr(Key::common_undo),
                    .icon = Icon::kUndo,
                    .icon_only = true,
                    .disabled = !view.can_undo}))
    actions.push(app::Undo{});
  draw_overwrite_dialog(ui, actions);
}

void SimulatorScreen::draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                           const Rect& area) {
  const SimulatorView& view = cache_.of(state, ui.locale);
  Rect rest = area.inset(16, 12);
  const bool choosable = state.simulator.wanted.has_value();
  if (choosable)
    draw_simulator_filters(ui, rest.cut_top(space::kControl, space::kGap), state, view, panel_,
                           actions);
  if (!view.has_session || state.simulator.failed) return draw_nothing(ui, rest, state, actions);
  if (!state.simulator.problem.empty()) {
    const BannerDesc desc{.id = "problem",
                          .text = state.simulator.problem,
                          .tone = Tone::kBad,
                          .action = ui.tr(Key::common_close)};
    if (banner(ui, rest.cut_top(banner_height(ui, rest.w, desc), space::kGap), desc))
      push(actions, sim::DismissProblem{});
  }
  draw_simulator_figures(ui, rest.cut_top(kFiguresHeight, space::kGap), view);
  // Narrow windows keep the middle; the sides give way first.
  const float spare = std::max(0.0f, 1368 - rest.w);
  draw_knobs(ui, rest.cut_left(kKnobsWidth - std::min(16.0f, spare * 0.1f), space::kGap), view,
             panel_, actions);
  draw_people(ui, rest.cut_right(kPeopleWidth - std::min(60.0f, spare * 0.35f), space::kGap), state,
              view, panel_, actions);
  if (view.drilled)
    draw_tickets(ui, rest, state, view, panel_, actions);
  else
    draw_difference(ui, rest, state, view, panel_, actions);
  draw_ticket_dialog(ui, state, view, panel_, actions);
}

}  // namespace fenming::ui
