// The menu over the selected cells of a price table: what can be done with them, with the order of
// their column, and with the tier of their row.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/shortcuts.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

enum class Choice : uint8_t {
  kCopy,
  kFill,
  kSeries,
  kAdjust,
  kReplace,
  kClear,
  kInherit,
  kAscending,
  kDescending,
  kListed,
  kColumn,
  kHeir
};

// The cells of the block that state a value of their own where they could inherit one.
TableBlock own_cells(const PricesContext& context, PricesTab tab, const CellRange& range) {
  TableBlock block{TableBlock::kClear, {}, 0};
  const std::vector<int>& rows = shown_rows(context, tab);
  for (int row = range.top; row <= range.bottom; ++row) {
    for (int column = range.left; column <= range.right; ++column) {
      if (prices::can_inherit(context.document(), section_of(tab), rows[static_cast<size_t>(row)],
                              column))
        block.edits.push_back({row, column, {}});
    }
  }
  return block;
}

class BlockMenu {
 public:
  BlockMenu(PricesContext& context, PricesTab tab, const TableDesc& desc, TableState& table)
      : c_(context), tab_(tab), desc_(desc), table_(table), range_(selected_range(table)) {}

  void draw(ImGuiID id) {
    list();
    const int chosen = menu(c_.ui, id, c_.panel.menu_at, c_.ui.tr(Key::table_menu), items_);
    if (chosen >= 0) act(choices_[static_cast<size_t>(chosen)]);
  }

 private:
  void add(Choice choice, Key text, bool enabled, std::string_view shortcut = {},
           bool separated = false) {
    choices_.push_back(choice);
    items_.push_back({.label = c_.ui.tr(text),
                      .icon = choice == Choice::kCopy ? Icon::kCopy : Icon::kNone,
                      .shortcut = shortcut,
                      .disabled = !enabled,
                      .separator_before = separated});
  }

  void list() {
    const bool editable = c_.document().is_draft();
    add(Choice::kCopy, Key::table_copy, true, "Ctrl+C");
    add(Choice::kFill, Key::table_fill_down, editable && range_.rows() > 1, "Ctrl+D", true);
    add(Choice::kSeries, Key::table_fill_series, editable && range_.rows() > 2);
    add(Choice::kAdjust, Key::prices_adjust, editable);
    add(Choice::kReplace, Key::prices_replace, editable, "Ctrl+H");
    add(Choice::kClear, Key::table_clear, editable, "Del", true);
    if (prices::can_inherit(c_.document(), section_of(tab_), current_row(), table_.column))
      add(Choice::kInherit, Key::prices_inherit_again, editable, "Del");
    if (prices::can_sort(section_of(tab_))) list_orders();
    add(Choice::kColumn, Key::table_select_column, desc_.rows > 0);
    if (tab_ == PricesTab::kTiers) add(Choice::kHeir, Key::prices_heir, editable, {}, true);
  }

  void list_orders() {
    const prices::RowOrder order = row_order(c_.state);
    const bool here = order.kind == prices::RowOrder::kColumn && order.column == table_.column;
    add(Choice::kAscending, Key::table_ascending, !here || order.descending, {}, true);
    add(Choice::kDescending, Key::table_descending, !here || !order.descending);
    add(Choice::kListed, Key::table_listed, !order.is_listed());
  }

  int current_row() const {
    const std::vector<int>& rows = shown_rows(c_, tab_);
    const auto row = static_cast<size_t>(table_.row);
    return table_.row >= 0 && row < rows.size() ? rows[row] : -1;
  }

  void act(Choice choice) {
    switch (choice) {
      case Choice::kCopy:
        return c_.actions.push(app::CopyText{range_as_tsv(desc_, range_)});
      case Choice::kFill:
        return push_block(c_, tab_, filled_block(desc_, range_));
      case Choice::kSeries:
        return push_block(c_, tab_, series_block(desc_, range_));
      case Choice::kAdjust:
        return ask_adjust(c_, tab_);
      case Choice::kReplace:
        return ask_replace(c_, tab_);
      case Choice::kClear:
        return push_block(c_, tab_, cleared_block(desc_, range_));
      case Choice::kInherit:
        return push_block(c_, tab_, own_cells(c_, tab_, range_));
      case Choice::kAscending:
      case Choice::kDescending:
        return set_row_order(
            c_, {prices::RowOrder::kColumn, table_.column, choice == Choice::kDescending});
      case Choice::kListed:
        return set_row_order(c_, {});
      case Choice::kColumn:
        table_.wants_column = true;
        c_.ui.output->request_repaint(0);
        return;
      case Choice::kHeir:
        return ask_heir(c_, current_row());
    }
  }

  PricesContext& c_;
  PricesTab tab_;
  const TableDesc& desc_;
  TableState& table_;
  CellRange range_;
  std::vector<MenuItem> items_;
  std::vector<Choice> choices_;
};

}  // namespace

// Drawn beside the table, with its cells.
void draw_block_menu(PricesContext& context, PricesTab tab, const TableDesc& desc,
                     const TableResult& result) {
  PricesPanel& panel = context.panel;
  const ImGuiID id = Ui::id("block-menu");
  if (result.context_row >= 0) {
    panel.menu_at = {result.context_at.x, result.context_at.y, 1, 1};
    open_popup(context.ui, id);
  }
  BlockMenu(context, tab, desc, panel.tables[static_cast<size_t>(tab)]).draw(id);
}

}  // namespace fenming::ui
