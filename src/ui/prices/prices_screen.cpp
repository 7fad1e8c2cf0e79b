#include "ui/prices/prices_screen.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/prices/flow.h"
#include "app/prices/inherit.h"
#include "app/prices/view.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr std::array<std::string_view, 8> kTabNames = {"tiers",  "items",  "parts",   "surcharges",
                                                       "limits", "cities", "bundles", "split"};
constexpr float kListWidth = 236;
constexpr float kInspectorWidth = 336;

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
    if (own.conflict) {
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

void draw_toolbar(PricesContext& context, Rect& row, PricesTab tab) {
  Ui& ui = context.ui;
  const prices::Section section = section_of(tab);
  const int selected = selected_row(context, tab);
  if (!context.document().is_draft()) return;
  const auto icon = [&](std::string_view id, Key key, Icon symbol, bool disabled) {
    return button_right(ui, row,
                        {.id = id,
                         .label = ui.tr(key),
                         .icon = symbol,
                         .kind = ButtonKind::kQuiet,
                         .icon_only = true,
                         .disabled = disabled});
  };
  const int rows = formed_rows(context.document().version, tab);
  const bool formed = tab == PricesTab::kSurcharges || tab == PricesTab::kSplit;
  if (button_right(ui, row, {.id = "add", .label = ui.tr(Key::prices_add), .icon = Icon::kPlus})) {
    context.push(prices::AddRow{section});
    // What was added at the end is filled in next.
    if (formed) context.panel.next_row = rows;
  }
  if (button_right(ui, row,
                   {.id = "adjust",
                    .label = ui.tr(Key::prices_adjust),
                    .kind = ButtonKind::kQuiet,
                    .disabled = context.panel.tables[static_cast<size_t>(tab)].row < 0}))
    ask_adjust(context, tab);
  if (icon("remove", Key::prices_remove, Icon::kTrash, selected < 0))
    context.push(prices::RemoveRow{section, selected});
  const bool tiers = tab == PricesTab::kTiers;
  if (tiers && icon("copy", Key::prices_duplicate, Icon::kCopy, selected < 0))
    context.push(prices::DuplicateTier{selected});
  if (!tiers && !formed) return;
  // The selection goes along with the row that moves; that of the tiers is held by their code.
  const auto move = [&](int direction) {
    context.push(prices::MoveRow{section, selected, direction});
    if (formed) context.panel.next_row = selected + direction;
  };
  if (icon("down", tiers ? Key::prices_later : Key::prices_move_later, Icon::kChevronDown,
           selected < 0 || (formed && selected + 1 >= rows)))
    move(1);
  if (icon("up", tiers ? Key::prices_earlier : Key::prices_move_earlier, Icon::kChevronUp,
           selected < (formed ? 1 : 0)))
    move(-1);
}

// The steps of a split have neither name nor code.
void draw_filter(PricesContext& context, Rect& tools, PricesTab tab) {
  if (tab == PricesTab::kSplit) return;
  Ui& ui = context.ui;
  std::string& filter = context.panel.filters[static_cast<size_t>(tab)];
  ImGui::PushID(static_cast<int>(tab));
  const auto field = text_field(ui, tools.cut_left(200, 16),
                                {.id = "row-filter",
                                 .label = ui.tr(Key::prices_filter_rows),
                                 .value = filter,
                                 .hint = ui.tr(Key::prices_filter_rows),
                                 .kind = app::FieldKind::kSearch});
  ImGui::PopID();
  if (field.changed || field.committed) filter = field.text;
}

void draw_main(PricesContext& context, const Rect& rect, PricesTab tab) {
  Ui& ui = context.ui;
  Rect content = card(ui, rect, 0);
  const std::array names = {ui.tr(Key::prices_tiers),   ui.tr(Key::prices_items),
                            ui.tr(Key::prices_parts),   ui.tr(Key::prices_surcharges),
                            ui.tr(Key::prices_limits),  ui.tr(Key::prices_cities),
                            ui.tr(Key::prices_bundles), ui.tr(Key::prices_split)};
  const ChoiceDesc sections{
      .id = "sections", .label = ui.tr(Key::prices_sections), .options = names};
  Rect head = content.cut_top(46).inset(12, 0);
  Rect tools = content.cut_top(40).inset(12, 0).middle(space::kControl);
  draw_filter(context, tools, tab);
  draw_toolbar(context, tools, tab);
  draw_selection(context, tools, tab);
  const Rect strip{head.x, head.y + 9, head.w, 36};
  const int chosen = tabs(ui, strip, sections, static_cast<int>(tab));
  horizontal_line(ImGui::GetWindowDrawList(), rect.x + 1, rect.right() - 1, head.bottom() - 1,
                  ui.theme.line);
  if (chosen >= 0) go_to_tab(context, static_cast<PricesTab>(chosen));
  draw_price_table(context, {content.x + 1, content.y, content.w - 2, content.h - 6}, tab);
}

void draw_notice(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const prices::State& own = context.prices();
  const auto show = [&](const BannerDesc& desc) {
    const float height = banner_height(ui, rest.w, desc);
    return banner(ui, rest.cut_top(height, space::kGap), desc);
  };
  if (!own.problem.empty() && own.problem_place != "publish" && own.problem_place != "create" &&
      show({.id = "problem",
            .text = own.problem,
            .tone = Tone::kBad,
            .action = ui.tr(Key::common_close)}))
    context.push(prices::DismissProblem{});
  if (!prices::is_unrouted(own)) return;
  const bool may_route = context.state.account.has(app::Right::kRouting);
  if (show({.id = "unrouted",
            .text = ui.tr(may_route ? Key::prices_unrouted : Key::prices_unrouted_ask),
            .tone = Tone::kWarn,
            .action = may_route ? ui.tr(Key::prices_route_now) : std::string_view()}))
    context.push(prices::RouteBookNow{});
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

PricesTab current_tab(const app::AppState& state) {
  for (size_t i = 0; i < kTabNames.size(); ++i) {
    if (state.location.parameter("tab") == kTabNames[i]) return static_cast<PricesTab>(i);
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

void go_to_tab(PricesContext& context, PricesTab tab) {
  app::Location location = context.state.location;
  location.set_parameter("tab", tab == PricesTab::kTiers
                                    ? std::string()
                                    : std::string(kTabNames[static_cast<size_t>(tab)]));
  go(context, std::move(location));
}

void select_tier(PricesContext& context, int tier) {
  app::Location location = context.state.location;
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
  if (button_right(ui, row,
                   {.id = "publish",
                    .label = ui.tr(Key::prices_publish),
                    .kind = ButtonKind::kPrimary,
                    .disabled = own.publishing || own.conflict.has_value()}))
    panel_.wants_publish = true;
  if (own.conflict && button_right(ui, row,
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
  if (has_books) draw_book_list(context, rest.cut_left(kListWidth, space::kGap));
  if (!draw_placeholder(context, rest)) {
    const PricesTab tab = current_tab(state);
    find_shown_rows(context, tab);
    draw_form(context, rest, tab);
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
