// The gallery's second page: table, key figures, heat map, bars, tree, sentence.
#include <array>
#include <vector>

#include "app/amount_text.h"
#include "ui/gallery/gallery_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/tree_list.h"

namespace fenming::ui {
namespace {

using app::Key;

void draw_figures(Ui& ui, Rect row) {
  Rect content = card(ui, row, 16);
  const float quarter = content.w / 4;
  key_figure(ui, content.cut_left(quarter),
             {ui.tr(Key::gallery_figure_tickets), app::format_count(1000000),
              ui.tr(Key::gallery_figure_tickets_note)});
  key_figure(ui, content.cut_left(quarter),
             {ui.tr(Key::gallery_figure_now), app::format_money(17108345216),
              ui.tr(Key::gallery_figure_now_note)});
  key_figure(ui, content.cut_left(quarter),
             {ui.tr(Key::gallery_figure_change), app::format_money_change(186266624),
              app::format_percent_change(109), ui.theme.change(1), ui.theme.warn});
  key_figure(ui, content,
             {.label = ui.tr(Key::gallery_figure_stale),
              .value = app::format_money(17294611840),
              .detail = ui.tr(Key::gallery_computing),
              .stale = true});
}

void fill_cell(const Ui& ui, const GalleryView& view, int row, int column, TableCell& cell) {
  const app::GalleryRow& item = view.document->rows[static_cast<size_t>(row)];
  if (column == 0) cell.text = item.item;
  if (column == 1) {
    cell.text = item.tier;
    cell.tone = CellTone::kSecondary;
  }
  if (column == 2) {
    cell.text = app::format_money(item.price_fen);
    cell.edit_text = app::format_money_plain(item.price_fen);
    cell.kind = app::FieldKind::kMoney;
    cell.editable = true;
    cell.tone = item.inherited ? CellTone::kInherited : CellTone::kNormal;
    if (view.error_row == row) cell.error = ui.tr(view.error_text);
  }
  if (column == 3) {
    cell.text = app::format_money_change(item.change_fen);
    cell.tone = item.change_fen > 0   ? CellTone::kGain
                : item.change_fen < 0 ? CellTone::kLoss
                                      : CellTone::kSecondary;
  }
}

void draw_table(Ui& ui, const Rect& rect, const GalleryView& view, GalleryPanel& panel,
                app::Actions& actions) {
  const std::array columns = {TableColumn{.title = ui.tr(Key::gallery_item), .sortable = true},
                              TableColumn{.title = ui.tr(Key::gallery_tier)},
                              TableColumn{ui.tr(Key::gallery_price), 120, 0, Align::kRight, true},
                              TableColumn{ui.tr(Key::gallery_change), 110, 0, Align::kRight, true}};
  const TableResult result =
      table(ui, rect,
            {.id = "prices",
             .label = ui.tr(Key::gallery_table),
             .columns = columns,
             .rows = static_cast<int>(view.document->rows.size()),
             .cell = [&](int row, int column,
                         TableCell& cell) { fill_cell(ui, view, row, column, cell); }},
            panel.table);
  if (result.sort_pressed >= 0) {
    panel.table.sort_descending =
        result.sort_pressed == panel.table.sort_column && !panel.table.sort_descending;
    panel.table.sort_column = result.sort_pressed;
  }
  if (result.edited) actions.push(app::EditGalleryPrice{result.edit_row, result.text});
}

void draw_heat(Ui& ui, const Rect& rect, GalleryPanel& panel, app::Actions& actions) {
  const std::array rows = {ui.tr(Key::region_north),     ui.tr(Key::region_east),
                           ui.tr(Key::region_south),     ui.tr(Key::region_central),
                           ui.tr(Key::region_southwest), ui.tr(Key::region_northwest),
                           ui.tr(Key::region_northeast)};
  static constexpr std::array<std::string_view, 24> kMonths = {
      "24-12", "25-01", "25-02", "25-03", "25-04", "25-05", "25-06", "25-07",
      "25-08", "25-09", "25-10", "25-11", "25-12", "26-01", "26-02", "26-03",
      "26-04", "26-05", "26-06", "26-07", "26-08", "26-09", "26-10", "26-11"};
  std::vector<int64_t> values;
  for (int row = 0; row < 7; ++row) {
    for (int month = 0; month < 24; ++month)
      values.push_back(((row * 37 + month * 23 + row * month * 5) % 240 - 120) * 100000);
  }
  const HeatMapResult result = heat_map(ui, rect,
                                        {.id = "heat",
                                         .label = ui.tr(Key::gallery_heat),
                                         .rows = rows,
                                         .columns = kMonths,
                                         .values = values,
                                         .limit = 12000000,
                                         .format = [](int64_t fen) { return app::format_wan(fen); },
                                         .legend_note = ui.tr(Key::gallery_heat_note),
                                         .sum_label = ui.tr(Key::simulator_total)},
                                        panel.heat);
  if (result.pressed)
    actions.push(app::ShowToast{
        app::ToastKind::kInfo,
        ui.tr(Key::gallery_heat_pressed, {rows[static_cast<size_t>(result.row)],
                                          kMonths[static_cast<size_t>(result.column)]})});
}

void draw_bars(Ui& ui, const Rect& rect) {
  const std::array amounts = {int64_t{4128800}, int64_t{3310550}, int64_t{2719000},
                              int64_t{-912300}, int64_t{-280500}};
  const std::array names = {ui.tr(Key::region_north), ui.tr(Key::region_east),
                            ui.tr(Key::region_south), ui.tr(Key::region_central),
                            ui.tr(Key::region_southwest)};
  std::vector<std::string> texts;
  for (const int64_t amount : amounts)
    texts.push_back(app::format_money_change(amount));
  std::vector<Bar> bars;
  for (size_t i = 0; i < amounts.size(); ++i)
    bars.push_back({names[i], texts[i], amounts[i]});
  bar_list(ui, "bars", rect, bars);
}

void draw_tree(Ui& ui, const Rect& rect, GalleryPanel& panel) {
  std::vector<TreeRow> rows = {{"all", ui.tr(Key::gallery_tree_root), "12", 0, true,
                                panel.tree_open, panel.tree_selected == 0}};
  const std::array children = {Key::gallery_tier_1, Key::gallery_tier_2, Key::gallery_tier_3};
  const std::array<std::string_view, 3> ids = {"one", "two", "three"};
  for (size_t i = 0; panel.tree_open && i < children.size(); ++i) {
    rows.push_back({ids[i], ui.tr(children[i]), "4", 1, false, false,
                    panel.tree_selected == static_cast<int>(i) + 1});
  }
  const TreeResult result = tree_list(ui, "tiers", ui.tr(Key::gallery_tree), rect, rows);
  if (result.pressed >= 0) panel.tree_selected = result.pressed;
  if (result.toggled >= 0) panel.tree_open = !panel.tree_open;
}

}  // namespace

float draw_data_page(Ui& ui, const Rect& area, const GalleryView& view, GalleryPanel& panel,
                     app::Actions& actions) {
  Rect rest = area;
  rest.h = 1e6f;
  draw_figures(ui, rest.cut_top(104, space::kGap));
  Rect lower = rest.cut_top(640, space::kGap);
  const float left_width = std::min(620.0f, lower.w * 0.46f);
  const Rect left = lower.cut_left(left_width, space::kGap);
  draw_table(ui, titled_card(ui, left, ui.tr(Key::gallery_table)), view, panel, actions);
  Rect heat = titled_card(ui, lower.cut_top(330, space::kGap), ui.tr(Key::gallery_heat));
  draw_heat(ui, heat, panel, actions);
  Rect bars = lower;
  Rect tree = bars.cut_right((bars.w - space::kGap) * 0.48f, space::kGap);
  draw_bars(ui, titled_card(ui, bars, ui.tr(Key::gallery_bars)));
  Rect tree_content = titled_card(ui, tree, ui.tr(Key::gallery_tree));
  draw_tree(ui, tree_content.cut_top(124, 12), panel);
  const std::array parts = {SentencePart{ui.tr(Key::sentence_when), false},
                            SentencePart{ui.tr(Key::sentence_city), true},
                            SentencePart{ui.tr(Key::sentence_and), false},
                            SentencePart{ui.tr(Key::sentence_distance), true},
                            SentencePart{ui.tr(Key::sentence_then), false},
                            SentencePart{"1.50", true}};
  sentence(ui, "condition", tree_content, parts);
  return rest.y;
}

}  // namespace fenming::ui
