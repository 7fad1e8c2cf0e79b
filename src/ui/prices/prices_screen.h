// The prices screen: books and versions on the left, the open version as tables in the middle, the
// selected tier with its condition on the right, what the checks found below.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/prices/block_edits.h"
#include "ui/shell/screen.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"

namespace fenming::ui {

enum class PricesTab : int {
  kTiers,
  kItems,
  kParts,
  kSurcharges,
  kLimits,
  kCities,
  kBundles,
  kSplit
};

// Transient state of the screen's panels.
struct PricesPanel {
  std::array<TableState, 8> tables;  // by PricesTab
  std::unordered_map<ImGuiID, SelectState> selects;
  // By tab: rows that its table shows, as indexes within the version's list; made once a frame.
  std::array<std::vector<int>, 8> shown_rows;
  std::array<std::string, 8> filters;  // by tab
  int next_row = -1;  // of the version's list; selected in the next frame, when the row is there
  Rect menu_at;       // of the menu over the selected cells
  std::vector<app::prices::CellPlace> adjust_places;
  std::string adjust_text;
  int adjust_unit = 0;
  bool wants_adjust = false;
  bool problems_open = true;
  // Dialogs are asked for inside of panels and opened at the screen's level.
  bool wants_create = false;
  bool wants_publish = false;
  bool wants_discard = false;
  bool had_witness = false;
  bool had_conflict = false;
  bool wants_conflict = false;
  std::string price_owner;  // the tier whose price the item's inspector shows; empty: the base
  std::string new_code;
  std::string new_name;
  int new_relation = 0;
  std::string publish_from;
  std::vector<std::string> acknowledged;
};

// What every panel of this screen gets.
struct PricesContext {
  Ui& ui;
  const app::AppState& state;
  PricesPanel& panel;
  app::Actions& actions;

  const app::prices::State& prices() const { return state.prices; }
  const app::prices::Document& document() const { return state.prices.document; }
  // Whether this account may change prices; a draft is open only then.
  bool may_edit() const { return state.account.has(app::Right::kPrices); }
  void push(app::prices::Intent intent) { actions.push(std::move(intent)); }
  SelectState& select_state(std::string_view id) { return panel.selects[Ui::id(id)]; }
};

PricesTab current_tab(const app::AppState& state);
app::prices::Section section_of(PricesTab tab);
// Index of the tier that the address names; -1 if it names none.
int selected_tier(const app::AppState& state);
void go_to_tab(PricesContext& context, PricesTab tab);
void select_tier(PricesContext& context, int tier);

void draw_book_list(PricesContext& context, const Rect& rect);
void draw_price_table(PricesContext& context, const Rect& rect, PricesTab tab);
// The row of the version's list that is selected in a tab's table; -1: none.
int selected_row(PricesContext& context, PricesTab tab);
// Shows the rows that the filter leaves; once a frame, before anything asks which is selected.
void find_shown_rows(PricesContext& context, PricesTab tab);
// A block of cells as one step, and what is offered for the selected ones.
void push_block(PricesContext& context, PricesTab tab, TableBlock block);
void draw_block_menu(PricesContext& context, PricesTab tab, const TableDesc& desc,
                     const TableResult& result);
void draw_selection(PricesContext& context, const Rect& rect, PricesTab tab);
void ask_adjust(PricesContext& context, PricesTab tab);
void draw_adjust(PricesContext& context);
void draw_inspector(PricesContext& context, const Rect& rect, int tier);
// The selected item's prices with their models and steps.
void draw_item_inspector(PricesContext& context, const Rect& rect, int item);
// A tier's journey: steps, unit and when it is paid; returns the bottom of what was drawn.
float draw_travel_editor(PricesContext& context, const Rect& area, int tier);
// The condition of a tier or surcharge as a sentence and, in a draft, as a tree that can be edited;
// returns the bottom of what was drawn.
float draw_condition(PricesContext& context, const Rect& area, app::prices::Section section,
                     int row);
// The selected surcharge: what it is called, when it applies and what it costs.
void draw_surcharge_inspector(PricesContext& context, const Rect& rect, int surcharge);
// The selected step of the split: who gets what of which fees.
void draw_split_inspector(PricesContext& context, const Rect& rect, int step);
void draw_problems(PricesContext& context, const Rect& rect);
void draw_conflict(PricesContext& context);
void draw_price_dialogs(PricesContext& context);

class PricesScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kPrices; }
  Icon icon() const override { return Icon::kPrices; }
  app::Key label() const override { return app::Key::prices_title; }
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  PricesPanel panel_;
};

}  // namespace fenming::ui
