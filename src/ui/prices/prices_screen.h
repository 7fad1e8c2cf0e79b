// The prices screen: books and versions on the left, the open version as tables in the middle, the
// selected tier with its condition on the right, what the checks found below.
#pragma once

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/prices/block_edits.h"
#include "app/prices/replace.h"
#include "app/prices/shown_rows.h"
#include "ui/shell/screen.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"
#include "ui/widgets/table_block.h"
#include "ui/widgets/tree_picker.h"

namespace fenming::ui {

enum class PricesTab : int {
  kTiers,
  kItems,
  kParts,
  kSurcharges,
  kLimits,
  kCities,
  kBundles,
  kSplit,
  kVersions  // of the book: no table of the open version
};
inline constexpr size_t kTableTabs = 8;

// Find and replace: what is asked, and what it would do.
struct ReplaceForm {
  app::prices::ReplaceQuery query;
  std::vector<app::prices::CellPlace> places;  // that are searched
  int rows = 0;
  int columns = 0;  // of the selection; 0: the whole table
  bool wanted = false;
  bool planned = false;
  app::prices::ReplaceQuery planned_query;
  uint64_t edits = 0;
  double changed_ms = 0;
  app::prices::Replacement plan;
};
// A new tier below another.
struct HeirForm {
  int parent = -1;
  std::string division = {};
  std::string name = {};
  bool wanted = false;
};

// Transient state of the screen's panels.
struct PricesPanel {
  std::array<TableState, kTableTabs> tables;  // by PricesTab
  std::unordered_map<ImGuiID, SelectState> selects;
  std::unordered_map<ImGuiID, TreePickerState> trees;
  std::unordered_map<ImGuiID, DateFieldState> dates;
  std::array<app::prices::ShownRows, kTableTabs> shown;  // by tab; asked once a frame
  int next_row = -1;  // of the version's list; selected in the next frame, when the row is there
  Rect menu_at;       // of the menu over the selected cells
  std::vector<app::prices::CellPlace> adjust_places;
  std::string adjust_text;
  int adjust_unit = 0;
  bool wants_adjust = false;
  ReplaceForm replace;
  HeirForm heir;
  bool problems_open = true;
  // Dialogs are asked for inside of panels and opened at the screen's level.
  bool wants_create = false;
  bool wants_publish = false;
  bool wants_discard = false;
  bool had_witness = false;
  bool had_conflict = false;
  bool had_workbook = false;
  TableState workbook_table;
  bool wants_conflict = false;
  bool wants_adjust_selected = false;
  bool wants_replace = false;
  std::string price_owner;  // the tier whose price the item's inspector shows; empty: the base
  std::string new_code;
  std::string new_name;
  int new_relation = 0;
  std::string publish_from;
  std::string publish_note;
  bool publishing = false;  // the dialog is open
  bool reviewed = false;    // it had a review in the last frame
  TableState changes;       // of the open review
  TableState versions;
  bool wants_comparison = false;
  bool comparing = false;
  std::string submission;  // the id of the one whose dialog is open
  std::string reject_reason;
  DateFieldState publish_date;
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
  void push(app::prices::Intent intent);
  // What the server refused at a place of the screen.
  std::string_view problem_at(std::string_view place) const {
    return prices().problem_place == place ? std::string_view(prices().problem)
                                           : std::string_view();
  }
  SelectState& select_state(std::string_view id) { return panel.selects[Ui::id(id)]; }
};

PricesTab current_tab(const app::AppState& state);
app::prices::Section section_of(PricesTab tab);
// Index of the tier that the address names; -1 if it names none.
int selected_tier(const app::AppState& state);
// Where a tab is.
app::Location tab_location(const app::AppState& state, PricesTab tab);
void go_to_tab(PricesContext& context, PricesTab tab);
void select_tier(PricesContext& context, int tier);

void draw_book_list(PricesContext& context, const Rect& rect);
void draw_price_table(PricesContext& context, const Rect& rect, PricesTab tab);
// The row of the version's list that is selected in a tab's table; -1: none.
int selected_row(PricesContext& context, PricesTab tab);
// Finds the rows that the filter leaves, in the order of the table; once a frame, before anything
// asks which is selected.
void find_shown_rows(PricesContext& context, PricesTab tab);
// Them, as indexes within the version's list.
const std::vector<int>& shown_rows(const PricesContext& context, PricesTab tab);
// What the address says of the rows of the tab that is open.
std::string_view row_filter(const app::AppState& state);
app::prices::RowOrder row_order(const app::AppState& state);
void set_row_order(PricesContext& context, const app::prices::RowOrder& order);
void forget_rows(app::Location& location);
// The field that filters them; cuts what it used from `tools`.
void draw_filter(PricesContext& context, Rect& tools, PricesTab tab, bool narrow);
void draw_order(PricesContext& context, Rect& tools, PricesTab tab);
// A block of cells as one step, and what is offered for the selected ones.
void push_block(PricesContext& context, PricesTab tab, TableBlock block);
void draw_block_menu(PricesContext& context, PricesTab tab, const TableDesc& desc,
                     const TableResult& result);
void draw_selection(PricesContext& context, const Rect& rect, PricesTab tab);
// The cells of a block of the table, as places of the document.
std::vector<app::prices::CellPlace> places_in(const PricesContext& context, PricesTab tab,
                                              const CellRange& range);
int columns_of(const PricesContext& context, PricesTab tab);
// Within the selected cells, or, where only one is, in all that are shown.
void ask_replace(PricesContext& context, PricesTab tab);
void draw_replace(PricesContext& context);
void ask_heir(PricesContext& context, int tier);
void draw_heir(PricesContext& context);
// Where a tier stands in the order in which they are tried, as a sentence.
std::string place_text(const Ui& ui, const BookVersion& version, int tier);
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
// How the condition in sight answers to past tickets, and to one of them test by test; returns the
// bottom of what was drawn.
float draw_trial(PricesContext& context, const Rect& area, app::prices::Section section, int row);
void draw_problems(PricesContext& context, const Rect& rect);
void draw_conflict(PricesContext& context);
void draw_workbook(PricesContext& context);
// What went wrong or has to be known; cuts what it used from `rest`.
void draw_notice(PricesContext& context, Rect& rest);
// The versions of the open book: the calendar, and what may be done with each.
void draw_versions(PricesContext& context, const Rect& rect);
// The open review: what the change does to past tickets, and where both versions differ.
void draw_review(PricesContext& context, Rect rect);
void draw_publish(PricesContext& context);
void draw_comparison(PricesContext& context);
void draw_submission(PricesContext& context);
void draw_price_dialogs(PricesContext& context);

class PricesScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kPrices; }
  Icon icon() const override { return Icon::kPrices; }
  app::Key label() const override { return app::Key::prices_title; }
  void list_commands(const Ui& ui, const app::AppState& state, CommandList& list) override;
  void list_places(const app::AppState& state, CommandList& list) override;
  std::span<const app::Key> help() const override;
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  PricesPanel panel_;
};

}  // namespace fenming::ui
