// Which rows the price tables show, and in which order: the filter and the order stand in the
// address, so that they can be shared and survive a reload.
#include <algorithm>
#include <string>

#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr std::string_view kFilter = "find";
constexpr std::string_view kOrder = "sort";

void set_parameter(PricesContext& context, std::string_view name, std::string value) {
  app::Location location = context.state.location;
  location.set_parameter(name, std::move(value));
  context.actions.push(app::Navigate{std::move(location), true});
}

// Enter goes to the next row that was found, Shift+Enter to the one before; the field stays open.
void step_through_hits(PricesContext& context, PricesTab tab, const TextFieldResult& edit,
                       ImGuiID field) {
  const int step = edit.reason == app::CommitReason::kEnter        ? 1
                   : edit.reason == app::CommitReason::kShiftEnter ? -1
                                                                   : 0;
  const int hits = static_cast<int>(shown_rows(context, tab).size());
  if (step == 0 || hits == 0) return;
  TableState& table = context.panel.tables[static_cast<size_t>(tab)];
  const int row = table.row < 0 && step < 0 ? 0 : table.row;
  table = {.row = (row + step + hits) % hits, .column = table.column, .reveal = true};
  context.ui.start_edit(field, edit.text, -1);
}

}  // namespace

std::string_view row_filter(const app::AppState& state) {
  return state.location.parameter(kFilter);
}

prices::RowOrder row_order(const app::AppState& state) {
  return prices::order_named(state.prices.document.version, section_of(current_tab(state)),
                             state.location.parameter(kOrder));
}

// A block that was selected would hold other rows now: only the cell stays.
void set_row_order(PricesContext& context, const prices::RowOrder& order) {
  context.panel.tables[static_cast<size_t>(current_tab(context.state))].anchor_row = -1;
  set_parameter(context, kOrder,
                prices::order_name(context.document().version,
                                   section_of(current_tab(context.state)), order));
}

void forget_rows(app::Location& location) {
  location.set_parameter(kFilter, {});
  location.set_parameter(kOrder, {});
}

const std::vector<int>& shown_rows(const PricesContext& context, PricesTab tab) {
  return context.panel.shown[static_cast<size_t>(tab)].rows();
}

void find_shown_rows(PricesContext& context, PricesTab tab) {
  PricesPanel& panel = context.panel;
  const auto at = static_cast<size_t>(tab);
  const std::vector<int>& rows = panel.shown[at].find(
      context.document(), section_of(tab), row_filter(context.state), row_order(context.state),
      context.ui.input->pinyin_initial, context.ui.locale);
  if (panel.next_row < 0) return;
  const auto found = std::find(rows.begin(), rows.end(), panel.next_row);
  if (found == rows.end() && !row_filter(context.state).empty())
    return set_parameter(context, kFilter, {});  // it hides the row, which is there next time
  panel.next_row = -1;
  if (found == rows.end()) return;
  TableState& table = panel.tables[at];
  table = {.row = static_cast<int>(found - rows.begin()), .column = table.column, .reveal = true};
}

int selected_row(PricesContext& context, PricesTab tab) {
  if (tab == PricesTab::kTiers) return selected_tier(context.state);
  const std::vector<int>& rows = shown_rows(context, tab);
  const int row = context.panel.tables[static_cast<size_t>(tab)].row;
  return row >= 0 && row < static_cast<int>(rows.size()) ? rows[static_cast<size_t>(row)] : -1;
}

// The steps of a split have neither name nor code.
void draw_filter(PricesContext& context, Rect& tools, PricesTab tab, bool narrow) {
  if (tab == PricesTab::kSplit) return;
  Ui& ui = context.ui;
  std::string filter(row_filter(context.state));
  ImGui::PushID(static_cast<int>(tab));
  const ImGuiID id = Ui::id("row-filter");
  const auto field =
      text_field(ui, tools.cut_left(narrow ? 148 : 200, 12),
                 {.id = "row-filter",
                  .label = ui.tr(Key::prices_filter_rows),
                  .value = filter,
                  .hint = ui.tr(narrow ? Key::common_search : Key::prices_filter_rows),
                  .kind = app::FieldKind::kSearch,
                  .takes_find = true});
  ImGui::PopID();
  if ((field.changed || field.committed) && field.text != filter) {
    filter = field.text;
    set_parameter(context, kFilter, filter);
  }
  if (filter.empty()) return;
  TableState& table = context.panel.tables[static_cast<size_t>(tab)];
  if (field.changed) table = {.row = 0, .column = table.column};  // the first that is found
  if (field.committed) step_through_hits(context, tab, field, id);
  const int hits = static_cast<int>(shown_rows(context, tab).size());
  const int at = std::min(table.row + 1, hits);
  label(ui, tools.cut_left(64), ui.tr(Key::prices_hits, {std::to_string(at), std::to_string(hits)}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

// That the order is only looked at, and the way back to the document's. Where there is no room for
// the words they are the button's tooltip.
void draw_order(PricesContext& context, Rect& tools, PricesTab tab) {
  Ui& ui = context.ui;
  const prices::RowOrder order = row_order(context.state);
  const bool is_tree = order.kind == prices::RowOrder::kTree;
  if (tab == PricesTab::kTiers &&
      button_right(ui, tools,
                   {.id = "tree",
                    .label = ui.tr(is_tree ? Key::prices_as_tried : Key::prices_as_tree),
                    .icon = Icon::kSort,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true,
                    .selected = is_tree}))
    set_row_order(context,
                  is_tree ? prices::RowOrder{} : prices::RowOrder{prices::RowOrder::kTree});
  if (order.is_listed() || tab == PricesTab::kSplit) return;
  const bool decides = tab == PricesTab::kTiers || tab == PricesTab::kSurcharges;
  const std::string_view text = ui.tr(decides ? Key::prices_sorted_decides : Key::prices_sorted);
  if (button_left(ui, tools,
                  {.id = "as-listed",
                   .label = ui.tr(Key::table_listed),
                   .icon = Icon::kClose,
                   .kind = ButtonKind::kQuiet,
                   .icon_only = true,
                   .tooltip = text}))
    set_row_order(context, {});
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.warn};
  const float width = text_size(ui, text, style).x + 4;
  if (width > tools.w) return;
  const Rect line = tools.cut_left(width, 12);
  ui.announce({.role = a11y::Role::kStatus, .name = text}, line);
  draw_text(ui, ImGui::GetWindowDrawList(), line, text, style);
}

}  // namespace fenming::ui
