// The open version as tables: one per section, cells from the application's view-models.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/prices/inherit.h"
#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_block.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

struct Sheet {
  std::vector<TableColumn> columns;
  Key empty = Key::prices_no_rows;
};

void add_tier_columns(Sheet& sheet, const BookVersion& version) {
  for (const size_t index : prices::tier_order(version)) {
    const Tier& tier = version.tiers[index];
    const std::string_view name = tier.name.empty() ? tier.tier : tier.name;
    sheet.columns.push_back({.title = name, .width = 104, .align = Align::kRight});
  }
}

Sheet tier_sheet(const Ui& ui, const BookVersion& version) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_tier), .width = 124},
                   {.title = ui.tr(Key::prices_col_place), .width = 52, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_priority), .width = 68, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_when), .flex = 1},
                   {.title = ui.tr(Key::prices_col_factor), .width = 76, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_start), .width = 84, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_included), .width = 84, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_per_km), .width = 84, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_markup), .width = 78, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_handling), .width = 84, .align = Align::kRight}};
  for (const Limit& limit : version.limits)
    sheet.columns.push_back({.title = limit.name.empty() ? limit.limit : limit.name,
                             .width = 92,
                             .align = Align::kRight});
  return sheet;
}

Sheet item_sheet(const Ui& ui, const BookVersion& version) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_item), .flex = 1.4f},
                   {.title = ui.tr(Key::prices_col_code), .flex = 1},
                   {.title = ui.tr(Key::prices_col_unit), .width = 56},
                   {.title = ui.tr(Key::prices_col_step), .width = 60, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_base), .width = 140, .align = Align::kRight}};
  add_tier_columns(sheet, version);
  return sheet;
}

Sheet part_sheet(const Ui& ui, const BookVersion& version) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_part), .flex = 1.4f},
                   {.title = ui.tr(Key::prices_col_code), .flex = 1},
                   {.title = ui.tr(Key::prices_col_unit), .width = 56},
                   {.title = ui.tr(Key::prices_col_cost), .width = 96, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_ceiling), .width = 96, .align = Align::kRight}};
  add_tier_columns(sheet, version);
  sheet.empty = Key::prices_no_parts;
  return sheet;
}

Sheet surcharge_sheet(const Ui& ui) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_surcharge), .width = 124},
                   {.title = ui.tr(Key::prices_col_when), .flex = 1},
                   {.title = ui.tr(Key::prices_col_occasion), .width = 84},
                   {.title = ui.tr(Key::prices_col_charge), .width = 136, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_cap), .width = 88, .align = Align::kRight}};
  sheet.empty = Key::prices_no_surcharges;
  return sheet;
}

Sheet limit_sheet(const Ui& ui) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_limit), .width = 180},
                   {.title = ui.tr(Key::prices_col_kind), .width = 104},
                   {.title = ui.tr(Key::prices_col_of), .flex = 1},
                   {.title = ui.tr(Key::prices_col_amount), .width = 120, .align = Align::kRight}};
  return sheet;
}

Sheet city_sheet(const Ui& ui) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_class), .width = 150},
                   {.title = ui.tr(Key::prices_col_code), .width = 130},
                   {.title = ui.tr(Key::prices_col_divisions), .flex = 1}};
  sheet.empty = Key::prices_no_classes;
  return sheet;
}

Sheet bundle_sheet(const Ui& ui, const BookVersion& version) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_bundle), .width = 150},
                   {.title = ui.tr(Key::prices_col_code), .width = 110},
                   {.title = ui.tr(Key::prices_col_members), .flex = 1},
                   {.title = ui.tr(Key::prices_col_base), .width = 104, .align = Align::kRight}};
  add_tier_columns(sheet, version);
  sheet.empty = Key::prices_no_bundles;
  return sheet;
}

Sheet split_sheet(const Ui& ui) {
  Sheet sheet;
  sheet.columns = {{.title = ui.tr(Key::prices_col_role), .width = 120},
                   {.title = ui.tr(Key::prices_col_of), .flex = 1},
                   {.title = ui.tr(Key::prices_col_share_base), .width = 150},
                   {.title = ui.tr(Key::prices_col_share), .width = 120, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_least), .width = 96, .align = Align::kRight},
                   {.title = ui.tr(Key::prices_col_most), .width = 96, .align = Align::kRight}};
  sheet.empty = Key::prices_no_split;
  return sheet;
}

Sheet make_sheet(const Ui& ui, const BookVersion& version, PricesTab tab) {
  switch (tab) {
    case PricesTab::kTiers:
      return tier_sheet(ui, version);
    case PricesTab::kItems:
      return item_sheet(ui, version);
    case PricesTab::kParts:
      return part_sheet(ui, version);
    case PricesTab::kSurcharges:
      return surcharge_sheet(ui);
    case PricesTab::kLimits:
      return limit_sheet(ui);
    case PricesTab::kCities:
      return city_sheet(ui);
    case PricesTab::kBundles:
      return bundle_sheet(ui, version);
    case PricesTab::kVersions:  // has a panel of its own
    case PricesTab::kSplit:
      return split_sheet(ui);
  }
  return {};
}

// Columns that share what is left need at least this much each.
float needed_width(const Sheet& sheet) {
  constexpr float kFlexible = 150;
  float width = 12;
  for (const TableColumn& column : sheet.columns)
    width += column.width > 0 ? column.width : kFlexible * column.flex;
  return width;
}

// "Inherited from Standard", or of a heir's name "Level 2, below Standard".
std::string note_of(const Ui& ui, const prices::CellView& view) {
  if (view.source.empty()) return {};
  if (view.level > 0)
    return ui.tr(Key::prices_heir_of, {std::to_string(view.level + 1), view.source});
  return ui.tr(Key::prices_inherited_from, {view.source});
}

void fill_cell(PricesContext& context, PricesTab tab, int row, int column, TableCell& cell) {
  const prices::CellView view =
      prices::cell_view(context.document(), section_of(tab), row, column, context.ui.locale);
  cell.text = view.text;
  cell.edit_text = view.edit_text;
  cell.error = view.error;
  cell.kind = view.kind;
  cell.editable = view.editable;
  cell.indent = view.level;
  cell.note = note_of(context.ui, view);
  const bool is_name = column == 0;
  const bool is_sentence = !view.editable && view.kind == app::FieldKind::kText;
  cell.tone = view.inherited            ? CellTone::kInherited
              : is_name                 ? CellTone::kStrong
              : is_sentence && !is_name ? CellTone::kSecondary
                                        : CellTone::kNormal;
}

// Scrolls the current cell's column into view when the keyboard went there.
void scroll_to_current(const Rect& view, const TableResult& result, int column) {
  const bool in_view = column == 0 || ImGui::IsMouseDown(ImGuiMouseButton_Left);
  if (!result.moved || in_view) return;
  const float over = result.current_right - (view.right() - 12);
  const float under = result.frozen_right - result.current_left;
  if (over > 0) ImGui::SetScrollX(ImGui::GetScrollX() + over);
  if (under > 0) ImGui::SetScrollX(ImGui::GetScrollX() - under);
}

}  // namespace

int columns_of(const PricesContext& context, PricesTab tab) {
  return static_cast<int>(make_sheet(context.ui, context.document().version, tab).columns.size());
}

void draw_price_table(PricesContext& context, const Rect& rect, PricesTab tab) {
  Ui& ui = context.ui;
  Sheet sheet = make_sheet(ui, context.document().version, tab);
  for (TableColumn& column : sheet.columns)
    column.sortable = prices::can_sort(section_of(tab));
  const std::vector<int>& rows = shown_rows(context, tab);
  const std::string_view filter = row_filter(context.state);
  const prices::RowOrder order = row_order(context.state);
  TableState& state = context.panel.tables[static_cast<size_t>(tab)];
  const std::string nothing =
      filter.empty() ? std::string(ui.tr(sheet.empty)) : ui.tr(Key::prices_filter_none, {filter});
  state.sort_column = order.kind == prices::RowOrder::kColumn ? order.column : -1;
  state.sort_descending = order.descending;
  // Always within the same child: cells keep their ids, and the keyboard, when the width changes.
  const float needed = needed_width(sheet);
  const float width = std::max(needed, rect.w);
  ImGui::SetCursorScreenPos(rect.min());
  ImGui::BeginChild("wide", {rect.w, rect.h}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_HorizontalScrollbar);
  const Rect place{rect.x - ImGui::GetScrollX(), rect.y, width,
                   needed > rect.w ? rect.h - 12 : rect.h};
  const TableDesc desc{.id = "prices",
                       .label = ui.tr(Key::prices_table),
                       .columns = sheet.columns,
                       .rows = static_cast<int>(rows.size()),
                       .cell =
                           [&](int row, int column, TableCell& cell) {
                             fill_cell(context, tab, rows[static_cast<size_t>(row)], column, cell);
                           },
                       .empty_text = nothing,
                       .frozen = 1,
                       .frozen_x = rect.x,
                       .blocks = true};
  TableResult result = table(ui, place, desc, state);
  scroll_to_current(rect, result, state.column);
  draw_block_menu(context, tab, desc, result);
  ImGui::SetCursorScreenPos({place.x, rect.y});
  ImGui::Dummy({width, 1});
  ImGui::EndChild();
  if (result.sort_pressed >= 0)
    set_row_order(context, prices::next_order(order, result.sort_pressed));
  if (result.edited) {
    context.push(prices::EditCell{section_of(tab), rows[static_cast<size_t>(result.edit_row)],
                                  result.edit_column, result.text});
  }
  if (result.block.kind != TableBlock::kNone) push_block(context, tab, std::move(result.block));
  // The row with the keyboard is the tier that the inspector shows.
  if (tab == PricesTab::kTiers && state.row >= 0 && ui.edit.id == 0 &&
      static_cast<size_t>(state.row) < rows.size()) {
    const int tier = rows[static_cast<size_t>(state.row)];
    // Not while a block is being selected: the form would take the cells from under the pointer.
    const bool moved = ImGui::IsMouseReleased(ImGuiMouseButton_Left) &&
                       rect.contains(ImGui::GetMousePos()) && selected_range(state).is_single();
    if ((moved || result.activated_row >= 0) && tier != selected_tier(context.state))
      select_tier(context, tier);
  }
}

}  // namespace fenming::ui
