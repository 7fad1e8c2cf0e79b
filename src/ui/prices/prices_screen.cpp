#include "ui/prices/prices_screen.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/prices/flow.h"
#include "app/prices/inherit.h"
#include "app/prices/presence.h"
#include "app/prices/tabs.h"
#include "app/prices/view.h"
#include "ui/others.h"
#include "ui/shortcuts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr float kListWidth = 252;
constexpr float kLeastList = 200;
constexpr float kInspectorWidth = 336;
constexpr float kIconGap = 4;
// Beside a form, on a small window, the words of the tools give way to their symbols.
constexpr float kRoomForWords = 600;

void go(PricesContext& context, app::Location location) {
  location.screen = app::ScreenId::kPrices;
  context.actions.push(app::Navigate{std::move(location), true});
}

// How the document stands with the server, in a few words.
void draw_save_state(Ui& ui, const prices::State& own, bool offline, Rect& row) {
  const prices::Document& document = own.document;
  if (!document.is_open()) return;
  std::string text(ui.tr(Key::prices_read_only));
  Tone tone = Tone::kNeutral;
  if (document.is_draft()) {
    const uint64_t unsaved = document.edits - document.saved;
    text = ui.tr(Key::prices_saved);
    tone = Tone::kGood;
    if (own.conflict && !own.conflict->is_automatic) {
      text = ui.tr(Key::prices_conflict_badge);
      tone = Tone::kBad;
    } else if (document.sending != 0 && !offline) {
      text = ui.tr(Key::prices_saving);
      tone = Tone::kAccent;
    } else if (unsaved > 0) {
      text = ui.tr(Key::prices_unsaved, {std::to_string(unsaved)});
      tone = Tone::kWarn;
    }
  }
  ui.announce({.role = a11y::Role::kStatus, .name = text}, row);
  row.cut_left(badge(ui, row.x, row, text, tone), 12);
}

// Rows of the sections whose rows are moved and filled in beside their table; others: none.
int formed_rows(const BookVersion& version, PricesTab tab) {
  if (tab == PricesTab::kSurcharges) return static_cast<int>(version.surcharges.size());
  if (tab == PricesTab::kSplit) return static_cast<int>(version.split.steps.size());
  return 0;
}

// The form of the selected row. It always stands beside the tables that have one, but that of the
// tiers: one that opened at a click would move the cell away from under the second click.
void draw_form(PricesContext& context, Rect& rest, PricesTab tab) {
  const BookVersion& version = context.document().version;
  const int row = selected_row(context, tab);
  const auto shown = [&](size_t size) { return std::clamp(row, 0, static_cast<int>(size) - 1); };
  const auto place = [&] { return rest.cut_right(kInspectorWidth, space::kGap); };
  if (tab == PricesTab::kTiers && row >= 0) draw_inspector(context, place(), row);
  if (tab == PricesTab::kItems && !version.items.empty())
    draw_item_inspector(context, place(), shown(version.items.size()));
  if (tab == PricesTab::kSurcharges && !version.surcharges.empty())
    draw_surcharge_inspector(context, place(), shown(version.surcharges.size()));
  if (tab == PricesTab::kSplit && !version.split.steps.empty())
    draw_split_inspector(context, place(), shown(version.split.steps.size()));
}

void draw_toolbar(PricesContext& context, Rect& row, PricesTab tab, bool narrow) {
  Ui& ui = context.ui;
  const prices::Section section = section_of(tab);
  const int selected = selected_row(context, tab);
  if (!context.document().is_draft()) return;
  const auto icon = [&](std::string_view id, Key key, Icon symbol, bool disabled) {
    const ButtonDesc desc{.id = id,
                          .label = ui.tr(key),
                          .icon = symbol,
                          .kind = ButtonKind::kQuiet,
                          .icon_only = true,
                          .disabled = disabled};
    return button(ui, row.cut_right(button_width(ui, desc), kIconGap), desc);
  };
  const int rows = formed_rows(context.document().version, tab);
  const bool formed = tab == PricesTab::kSurcharges || tab == PricesTab::kSplit;
  if (button_right(ui, row,
                   {.id = "add",
                    .label = ui.tr(Key::prices_add),
                    .icon = Icon::kPlus,
                    .icon_only = narrow})) {
    context.push(prices::AddRow{section});
    // What was added at the end is filled in next.
    if (formed) context.panel.next_row = rows;
  }
  if (button_right(ui, row,
                   {.id = "adjust",
                    .label = ui.tr(Key::prices_adjust),
                    .icon = narrow ? Icon::kEdit : Icon::kNone,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = narrow,
                    .disabled = context.panel.tables[static_cast<size_t>(tab)].row < 0}) ||
      std::exchange(context.panel.wants_adjust_selected, false))
    ask_adjust(context, tab);
  if (shortcut_pressed(Shortcut::kReplace) && ui.edit.id == 0 &&
      !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup))
    context.panel.wants_replace = true;
  if (std::exchange(context.panel.wants_replace, false)) ask_replace(context, tab);
  if (icon("remove", Key::prices_remove, Icon::kTrash, selected < 0))
    context.push(prices::RemoveRow{section, selected});
  const bool tiers = tab == PricesTab::kTiers;
  if (tiers && icon("heir", Key::prices_heir, Icon::kLink, selected < 0))
    ask_heir(context, selected);
  if (tiers && icon("copy", Key::prices_duplicate, Icon::kCopy, selected < 0))
    context.push(prices::DuplicateTier{selected});
  if (!tiers && !formed) return;
  // The selection goes along with the row that moves; that of the tiers is held by their code.
  const auto move = [&](int direction) {
    context.push(prices::MoveRow{section, selected, direction});
    if (formed) context.panel.next_row = selected + direction;
  };
  // Another order than the document's is looked at, not moved in.
  const bool sorted = !row_order(context.state).is_listed();
  if (icon("down", tiers ? Key::prices_later : Key::prices_move_later, Icon::kChevronDown,
           sorted || selected < 0 || (formed && selected + 1 >= rows)))
    move(1);
  if (icon("up", tiers ? Key::prices_earlier : Key::prices_move_earlier, Icon::kChevronUp,
           sorted || selected < (formed ? 1 : 0)))
    move(-1);
}

void draw_main(PricesContext& context, const Rect& rect, PricesTab tab) {
  Ui& ui = context.ui;
  Rect content = card(ui, rect, 0);
  std::array<std::string_view, prices::kTabs.size()> names;
  for (size_t i = 0; i < names.size(); ++i)
    names[i] = ui.tr(prices::kTabs[i].key);
  const ChoiceDesc sections{
      .id = "sections", .label = ui.tr(Key::prices_sections), .options = names};
  Rect head = content.cut_top(46).inset(12, 0);
  const bool versions = tab == PricesTab::kVersions;
  if (!versions) {
    Rect tools = content.cut_top(40).inset(12, 0).middle(space::kControl);
    const bool narrow = tools.w < kRoomForWords;
    draw_filter(context, tools, tab, narrow);
    draw_toolbar(context, tools, tab, narrow);
    draw_order(context, tools, tab);
    draw_selection(context, tools, tab);
  }
  const Rect strip{head.x, head.y + 9, head.w, 36};
  const int chosen = tabs(ui, strip, sections, static_cast<int>(tab));
  horizontal_line(ImGui::GetWindowDrawList(), rect.x + 1, rect.right() - 1, head.bottom() - 1,
                  ui.theme.line);
  if (chosen >= 0) go_to_tab(context, static_cast<PricesTab>(chosen));
  if (versions)
    return draw_versions(context, {content.x + 1, content.y, content.w - 2, content.h - 6});
  draw_price_table(context, {content.x + 1, content.y, content.w - 2, content.h - 6}, tab);
}

// Nothing can be shown: says why, and what to do.
bool draw_placeholder(PricesContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const prices::State& own = context.prices();
  if (context.document().is_open()) return false;
  const bool no_books = own.books_load == prices::Load::kReady && own.books.empty();
  const bool failed =
      own.books_load == prices::Load::kFailed || own.document_load == prices::Load::kFailed;
  card(ui, rect);
  const bool only_reads = context.state.account.is_known() && !context.may_edit();
  if (only_reads && own.books_load == prices::Load::kReady && !prices::has_published(own)) {
    empty_state(ui, rect,
                {.title = ui.tr(Key::prices_none_published),
                 .text = ui.tr(Key::prices_none_published_text),
                 .icon = Icon::kPrices});
  } else if (no_books) {
    if (empty_state(ui, rect,
                    {.title = ui.tr(Key::prices_empty_title),
                     .text = ui.tr(Key::prices_empty_text),
                     .action = ui.tr(Key::prices_new_book),
                     .icon = Icon::kPrices}))
      context.panel.wants_create = true;
  } else if (failed) {
    empty_state(ui, rect,
                {.title = ui.tr(Key::prices_failed_title), .text = ui.tr(Key::prices_failed_text)});
  } else {
    label(ui, rect, ui.tr(Key::prices_loading),
          {type::kBase, Weight::kRegular, ui.theme.tertiary, Align::kCenter});
  }
  return true;
}

}  // namespace

void PricesContext::push(app::prices::Intent intent) {
  actions.push(std::move(intent));
}

PricesTab current_tab(const app::AppState& state) {
  for (size_t i = 0; i < prices::kTabs.size(); ++i) {
    if (state.location.parameter("tab") == prices::kTabs[i].name) return static_cast<PricesTab>(i);
  }
  return PricesTab::kTiers;
}

prices::Section section_of(PricesTab tab) {
  return static_cast<prices::Section>(tab);
}

int selected_tier(const app::AppState& state) {
  const auto code = state.location.parameter("tier");
  const auto& tiers = state.prices.document.version.tiers;
  for (size_t i = 0; i < tiers.size(); ++i) {
    if (!code.empty() && tiers[i].tier == code) return static_cast<int>(i);
  }
  return -1;
}

app::Location tab_location(const app::AppState& state, PricesTab tab) {
  app::Location location = state.location;
  if (tab != current_tab(state)) forget_rows(location);
  location.set_parameter("tab", tab == PricesTab::kTiers
                                    ? std::string()
                                    : std::string(prices::kTabs[static_cast<size_t>(tab)].name));
  return location;
}

void go_to_tab(PricesContext& context, PricesTab tab) {
  go(context, tab_location(context.state, tab));
}

void select_tier(PricesContext& context, int tier) {
  app::Location location = context.state.location;
  if (current_tab(context.state) != PricesTab::kTiers) forget_rows(location);
  const auto& tiers = context.document().version.tiers;
  const bool known = tier >= 0 && static_cast<size_t>(tier) < tiers.size();
  location.set_parameter("tier", known ? tiers[static_cast<size_t>(tier)].tier : std::string());
  location.set_parameter("tab", {});
  go(context, std::move(location));
}

void PricesScreen::draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions,
                                Rect& row) {
  const prices::State& own = state.prices;
  const prices::Document& document = own.document;
  if (const prices::BookEntry* book = prices::find_book(own, document.book)) {
    const std::string which = document.is_draft()
                                  ? std::string(ui.tr(Key::status_draft))
                                  : "v" + std::to_string(std::max(0, document.number));
    const std::array crumbs = {Crumb{book->name}, Crumb{which}};
    float used = 0;
    Rect part = row;
    part.w = std::min(part.w, 360.0f);
    breadcrumb(ui, part, crumbs, &used);
    row.cut_left(used, 8);
  }
  draw_save_state(ui, own, state.backend.offline, row);
  if (!document.is_draft()) return;
  constexpr float kButtons = 420;  // they come first
  draw_others(
      ui, own.others,
      [&](const app::Other& other) { return prices::other_text(own, other, ui.locale); }, kButtons,
      row);
  if (button_right(ui, row,
                   {.id = "publish",
                    .label = ui.tr(Key::prices_publish),
                    .kind = ButtonKind::kPrimary,
                    .disabled = own.publishing || own.conflict.has_value()}))
    panel_.wants_publish = true;
  if (own.conflict && !own.conflict->is_automatic &&
      button_right(ui, row,
                   {.id = "conflict",
                    .label = ui.tr(Key::prices_show_conflict),
                    .kind = ButtonKind::kDanger}))
    panel_.wants_conflict = true;
  const std::string redo = ui.tr(Key::prices_redo_named, {document.log.redo_name()});
  const std::string undo = ui.tr(Key::prices_undo_named, {document.log.undo_name()});
  if (button_right(ui, row,
                   {.id = "redo",
                    .label = ui.tr(Key::common_redo),
                    .icon = Icon::kRedo,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true,
                    .disabled = !document.log.can_redo(),
                    .tooltip = redo}))
    actions.push(app::Redo{});
  if (button_right(ui, row,
                   {.id = "undo",
                    .label = ui.tr(Key::common_undo),
                    .icon = Icon::kUndo,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true,
                    .disabled = !document.log.can_undo(),
                    .tooltip = undo}))
    actions.push(app::Undo{});
}

void PricesScreen::draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                        const Rect& area) {
  PricesContext context{ui, state, panel_, actions};
  Rect rest = area.inset(16, 12);
  draw_notice(context, rest);
  const bool has_books = !state.prices.books.empty();
  if (has_books) {
    const float width = std::clamp(rest.w * 0.225f, kLeastList, kListWidth);
    draw_book_list(context, rest.cut_left(width, space::kGap));
  }
  if (!draw_placeholder(context, rest)) {
    const PricesTab tab = current_tab(state);
    if (tab != PricesTab::kVersions) {
      find_shown_rows(context, tab);
      draw_form(context, rest, tab);
    }
    if (context.document().is_draft()) {
      const auto count = static_cast<float>(std::min<size_t>(state.prices.findings.size(), 4));
      const float height = panel_.problems_open && count > 0 ? 46 + 34 * count + 6 : 42;
      draw_problems(context, rest.cut_bottom(height, space::kGap));
    }
    draw_main(context, rest, tab);
  }
  draw_price_dialogs(context);
}

}  // namespace fenming::ui
