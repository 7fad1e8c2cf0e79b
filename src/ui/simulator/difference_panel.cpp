// The middle: where the difference comes from, by place and month, tier, item, person, and spread.
#include <array>

#include "app/amount_text.h"
#include "ui/simulator/simulator_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace sim = app::simulator;

void draw_places(Ui& ui, Rect content, const app::AppState& state, const SimulatorView& view,
                 SimulatorPanel& panel, app::Actions& actions) {
  Rect row = content.cut_top(28, 6);
  const std::array levels = {ui.tr(Key::simulator_by_region), ui.tr(Key::simulator_by_province)};
  const ChoiceDesc choice{.id = "level", .label = ui.tr(Key::simulator_level), .options = levels};
  const int level = segmented(ui, row.cut_left(segmented_width(ui, choice), 12), choice,
                              static_cast<int>(view.level));
  if (level >= 0)
    actions.push(app::Navigate{with_parameter(state, "level", level == 1 ? "province" : ""), true});
  label(ui, row, ui.tr(Key::simulator_drill_hint),
        {type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kRight});
  if (!view.has_totals || view.heat.rows.empty()) return;
  const std::vector<std::string_view> rows(view.heat.rows.begin(), view.heat.rows.end());
  const std::vector<std::string_view> columns(view.heat.columns.begin(), view.heat.columns.end());
  // Ten thousands say nothing about a small history: below one everything is in yuan.
  constexpr int64_t kWan = 1'000'000;
  const bool small = view.heat.limit < kWan;
  const auto amount = [small](int64_t fen) {
    if (small) return app::format_money_change(fen);
    return (fen > 0 ? "+" : "") + app::format_wan(fen);
  };
  const std::string note = ui.tr(small ? Key::simulator_heat_note_yuan : Key::simulator_heat_note,
                                 {amount(view.heat.total)});
  const HeatMapResult result = heat_map(ui, content,
                                        {.id = "heat",
                                         .label = ui.tr(Key::simulator_heat),
                                         .rows = rows,
                                         .columns = columns,
                                         .values = view.heat.deltas,
                                         .limit = view.heat.limit,
                                         .format = amount,
                                         .legend_note = note,
                                         .sum_label = ui.tr(Key::simulator_total)},
                                        panel.heat);
  if (!result.pressed) return;
  app::Location location = with_parameter(state, "row", std::to_string(result.row));
  location.set_parameter("month", std::to_string(result.column));
  actions.push(app::Navigate{location});
}

void fill_sum(const Ui& ui, const sim::SumRow& row, int column, bool tickets, TableCell& cell) {
  if (!tickets && column > 0) ++column;
  if (column == 0)
    cell.text = row.code.empty() ? std::string(ui.tr(Key::simulator_no_tier)) : row.name;
  if (column == 1) {
    cell.text = app::format_count(row.candidate_tickets);
    cell.tone = CellTone::kSecondary;
  }
  if (column == 2) cell.text = app::format_money(row.baseline_fen);
  if (column == 3) cell.text = app::format_money(row.candidate_fen);
  if (column == 4) cell.text = app::format_money_change(row.delta_fen());
  if (column == 5) cell.text = app::format_percent_change(row.delta_bp());
  if (column >= 4) cell.tone = change_tone(row.delta_fen());
}

void draw_sums(Ui& ui, const Rect& rect, const app::AppState& state, const SimulatorView& view,
               SimulatorPanel& panel, app::Actions& actions) {
  const bool tiers = view.tab == SimulatorTab::kTiers;
  const auto& rows = tiers ? view.tiers : view.items;
  std::vector<TableColumn> columns = {
      TableColumn{.title = ui.tr(tiers ? Key::simulator_tier : Key::simulator_item)}};
  if (tiers) columns.push_back({ui.tr(Key::simulator_ticket_count), 74, 0, Align::kRight});
  columns.push_back({ui.tr(Key::simulator_column_now), 116, 0, Align::kRight});
  columns.push_back({ui.tr(Key::simulator_column_then), 116, 0, Align::kRight});
  columns.push_back({ui.tr(Key::simulator_delta), 104, 0, Align::kRight});
  columns.push_back({"%", 64, 0, Align::kRight});
  const int before = panel.sums.row;
  const TableResult result =
      table(ui, rect,
            {.id = tiers ? "by-tier" : "by-item",
             .label = ui.tr(tiers ? Key::simulator_tab_tiers : Key::simulator_tab_items),
             .columns = columns,
             .rows = static_cast<int>(rows.size()),
             .cell =
                 [&](int row, int column, TableCell& cell) {
                   fill_sum(ui, rows[static_cast<size_t>(row)], column, tiers, cell);
                 },
             .empty_text = ui.tr(Key::simulator_computing)},
            panel.sums);
  const int chosen = chosen_row(result, panel.sums, before);
  if (!tiers || chosen < 0) return;
  const std::string& code = rows[static_cast<size_t>(chosen)].code;
  actions.push(
      app::Navigate{with_parameter(state, "tier", code.empty() ? std::string(kNoTier) : code)});
}

void draw_items(Ui& ui, Rect content, const app::AppState& state, const SimulatorView& view,
                SimulatorPanel& panel, app::Actions& actions) {
  const std::string text =
      view.items_percent < 100 || !view.exact
          ? ui.tr(Key::simulator_items_busy, {std::to_string(view.items_percent)})
          : std::string(ui.tr(Key::simulator_items_note));
  label(ui, content.cut_top(24, 4), text, {type::kSmall, Weight::kRegular, ui.theme.secondary});
  draw_sums(ui, content, state, view, panel, actions);
}

void draw_all_people(Ui& ui, const Rect& rect, const app::AppState& state,
                     const SimulatorView& view, SimulatorPanel& panel, app::Actions& actions) {
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::simulator_person)},
      TableColumn{ui.tr(Key::simulator_ticket_count), 70, 0, Align::kRight},
      TableColumn{ui.tr(Key::simulator_average), 112, 0, Align::kRight},
      TableColumn{ui.tr(Key::simulator_average_delta), 104, 0, Align::kRight},
      TableColumn{"%", 64, 0, Align::kRight}};
  const int before = panel.all_people.row;
  const TableResult result =
      table(ui, rect,
            {.id = "by-person",
             .label = ui.tr(Key::simulator_tab_people),
             .columns = columns,
             .rows = static_cast<int>(view.people.size()),
             .cell =
                 [&](int row, int column, TableCell& cell) {
                   const sim::PersonRow& person = view.people[static_cast<size_t>(row)];
                   if (column == 0) cell.text = person.person;
                   if (column == 1) cell.text = app::format_count(person.tickets);
                   if (column == 2) cell.text = app::format_money(person.average_fen);
                   if (column == 3) cell.text = app::format_money_change(person.average_delta_fen);
                   if (column == 4) cell.text = app::format_percent_change(person.delta_bp());
                   if (column == 1) cell.tone = CellTone::kSecondary;
                   if (column >= 3) cell.tone = change_tone(person.delta_fen);
                 },
             .empty_text = ui.tr(Key::simulator_no_people)},
            panel.all_people);
  const int chosen = chosen_row(result, panel.all_people, before);
  if (chosen >= 0)
    actions.push(app::Navigate{
        with_parameter(state, "person", view.people[static_cast<size_t>(chosen)].person)});
}

void draw_bands(Ui& ui, Rect content, const SimulatorView& view) {
  label(ui, content.cut_top(24, 8), ui.tr(Key::simulator_bands_note),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  std::vector<std::string> counts;
  for (const sim::Band& band : view.bands)
    counts.push_back(ui.tr(Key::simulator_people_count, {app::format_count(band.count)}));
  std::vector<Bar> bars;
  for (size_t i = 0; i < view.bands.size(); ++i) {
    const sim::Band& band = view.bands[i];
    bars.push_back({band.label, counts[i], band.sign < 0 ? -band.count : band.count});
  }
  bar_list(ui, "bands", content, bars);
}

}  // namespace

void draw_difference(Ui& ui, const Rect& rect, const app::AppState& state,
                     const SimulatorView& view, SimulatorPanel& panel, app::Actions& actions) {
  Rect row;
  const Rect content = titled_card(ui, rect, ui.tr(Key::simulator_difference), &row);
  std::array<std::string_view, kSimulatorTabs.size()> names;
  for (size_t i = 0; i < names.size(); ++i)
    names[i] = ui.tr(kSimulatorTabs[i].label);
  const ChoiceDesc choice{.id = "tab", .label = ui.tr(Key::simulator_difference), .options = names};
  const int chosen =
      segmented(ui, row.cut_right(segmented_width(ui, choice)), choice, static_cast<int>(view.tab));
  row.cut_right(8);
  if (view.has_totals && button_right(ui, row,
                                      {.id = "picture",
                                       .label = ui.tr(Key::simulator_save_picture),
                                       .icon = Icon::kDownload,
                                       .kind = ButtonKind::kQuiet,
                                       .icon_only = true}))
    actions.push(app::SavePicture{
        {{rect.x, rect.y, rect.w, rect.h}, std::string(ui.tr(Key::simulator_picture_name))}});
  if (chosen >= 0)
    actions.push(app::Navigate{
        with_parameter(state, "tab",
                       std::string(kSimulatorTabs[static_cast<size_t>(chosen)].parameter)),
        true});
  switch (view.tab) {
    case SimulatorTab::kPlaces:
      return draw_places(ui, content, state, view, panel, actions);
    case SimulatorTab::kTiers:
      return draw_sums(ui, content, state, view, panel, actions);
    case SimulatorTab::kItems:
      return draw_items(ui, content, state, view, panel, actions);
    case SimulatorTab::kPeople:
      return draw_all_people(ui, content, state, view, panel, actions);
    case SimulatorTab::kBands:
      return draw_bands(ui, content, view);
    case SimulatorTab::kBacktest:
      return draw_backtest(ui, content, state, view, panel, actions);
  }
}

void draw_people(Ui& ui, const Rect& rect, const app::AppState& state, const SimulatorView& view,
                 SimulatorPanel& panel, app::Actions& actions) {
  Rect row;
  const Rect content = titled_card(
      ui, rect, ui.tr(view.winners ? Key::simulator_most_gained : Key::simulator_most_lost), &row);
  const std::array names = {ui.tr(Key::simulator_less), ui.tr(Key::simulator_more)};
  const ChoiceDesc choice{
      .id = "side", .label = ui.tr(Key::simulator_tab_people), .options = names};
  const int side =
      segmented(ui, row.cut_right(segmented_width(ui, choice)), choice, view.winners ? 1 : 0);
  if (side >= 0)
    actions.push(app::Navigate{with_parameter(state, "side", side == 1 ? "up" : "down"), true});
  const auto at = [&](int index) -> const sim::PersonRow& {
    const auto i = static_cast<size_t>(index);
    return view.winners ? view.people[view.people.size() - 1 - i] : view.people[i];
  };
  int count = 0;
  const int size = static_cast<int>(view.people.size());
  while (count < size && (view.winners ? at(count).delta_fen > 0 : at(count).delta_fen < 0))
    ++count;
  // A narrow card leaves the average to the tab of people, which has every column.
  const bool narrow = content.w < 330;
  std::vector<TableColumn> columns = {TableColumn{.title = ui.tr(Key::simulator_person)}};
  if (!narrow) columns.push_back({ui.tr(Key::simulator_average), 96, 0, Align::kRight});
  columns.push_back({ui.tr(Key::simulator_average_delta), 92, 0, Align::kRight});
  columns.push_back({"%", 82, 0, Align::kRight});
  const int before = panel.people.row;
  const TableResult result = table(
      ui, content,
      {.id = "moved",
       .label = ui.tr(view.winners ? Key::simulator_most_gained : Key::simulator_most_lost),
       .columns = columns,
       .rows = count,
       .cell =
           [&](int index, int column, TableCell& cell) {
             const sim::PersonRow& person = at(index);
             if (narrow && column > 0) ++column;
             if (column == 0) cell.text = person.person;
             if (column == 1) cell.text = app::format_money(person.average_fen);
             if (column == 2) cell.text = app::format_money_change(person.average_delta_fen);
             if (column == 3) cell.text = app::format_percent_change(person.delta_bp());
             if (column >= 2) cell.tone = change_tone(person.delta_fen);
           },
       .empty_text = ui.tr(view.winners ? Key::simulator_none_gained : Key::simulator_none_lost)},
      panel.people);
  const int chosen = chosen_row(result, panel.people, before);
  if (chosen >= 0 && chosen < count)
    actions.push(app::Navigate{with_parameter(state, "person", at(chosen).person)});
}

}  // namespace fenming::ui
