// The versions of the open book: a calendar of what holds when, what waits for a second person, and
// every version with what may be done with it.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/prices/sync.h"
#include "app/prices/view.h"
#include "app/settings/flow.h"
#include "base/civil_time.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr float kCalendarHeight = 92;
constexpr int32_t kDaysBefore = 365;  // that the calendar shows at most, and after
constexpr int32_t kDaysAfter = 90;

// When a version holds: days since 1970, the end exclusive and INT32_MAX where it is open.
struct Period {
  const prices::VersionEntry* version = nullptr;
  int32_t begin = 0;
  int32_t end = INT32_MAX;
};

// In the order of numbers, which is that of their beginnings.
std::vector<Period> periods_of(const prices::BookEntry& book) {
  std::vector<Period> periods;
  for (const prices::VersionEntry& version : book.versions)
    periods.push_back({&version, parse_date(version.from).value_or(0), INT32_MAX});
  for (size_t i = 0; i + 1 < periods.size(); ++i)
    periods[i].end = periods[i + 1].begin;
  return periods;
}

std::string end_text(const Ui& ui, const Period& period) {
  return period.end == INT32_MAX ? std::string(ui.tr(Key::prices_versions_open_end))
                                 : format_date(period.end - 1);
}

Tone tone_of(VersionStatus status) {
  return status == VersionStatus::kInForce     ? Tone::kGood
         : status == VersionStatus::kScheduled ? Tone::kAccent
                                               : Tone::kNeutral;
}

// One bar for each version over the days that are shown, a line where today is.
void draw_calendar(PricesContext& context, Rect rect, const std::vector<Period>& periods) {
  Ui& ui = context.ui;
  const int32_t today = app::local_today(context.state.surroundings);
  const int32_t first = std::max(today - kDaysBefore, std::min(periods.front().begin, today - 30));
  const int32_t last = std::max(today + kDaysAfter, periods.back().begin + 60);
  label(ui, rect.cut_top(22, 4), ui.tr(Key::prices_versions_timeline),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect bar = rect.cut_top(26);
  const auto x_of = [&](int32_t day) {
    const int32_t shown = std::clamp(day, first, last);
    return bar.x + bar.w * static_cast<float>(shown - first) / static_cast<float>(last - first);
  };
  for (const Period& period : periods) {
    const float x0 = x_of(period.begin);
    const float x1 = x_of(std::min(period.end, last));
    if (x1 - x0 < 1) continue;
    const ToneColours colours = tone_colours(ui.theme, tone_of(period.version->status));
    const Rect box{x0, bar.y, x1 - x0 - 1, bar.h};
    fill(list, box, colours.background, 4);
    const std::string name = "v" + std::to_string(period.version->number);
    ui.announce({.role = a11y::Role::kImage,
                 .name = ui.tr(Key::prices_versions_period,
                               {name, period.version->from, end_text(ui, period)})},
                box);
    if (box.w > 24)
      draw_text(ui, list, box.inset(6, 0), name, {type::kSmall, Weight::kSemibold, colours.text});
  }
  const float now = x_of(today);
  vertical_line(list, now, bar.y - 3, bar.bottom() + 3, ui.theme.text);
  const TextStyle style{type::kMicro, Weight::kRegular, ui.theme.secondary};
  const Rect axis = rect.cut_top(18);
  label(ui, axis, format_date(first), style);
  TextStyle right = style;
  right.align = Align::kRight;
  label(ui, axis, format_date(last), right);
  TextStyle centre = style;
  centre.align = Align::kCenter;
  label(ui, {std::clamp(now - 60, axis.x + 80, axis.right() - 200), axis.y, 120, axis.h},
        ui.tr(Key::prices_versions_now), centre);
}

void fill_version(PricesContext& context, const Period& period, int column, TableCell& cell) {
  const Ui& ui = context.ui;
  const prices::VersionEntry& version = *period.version;
  switch (column) {
    case 0:
      cell.text = "v" + std::to_string(version.number);
      cell.tone = CellTone::kStrong;
      break;
    case 1:
      cell.text = prices::status_text(version.status, ui.locale);
      cell.tone = version.status == VersionStatus::kInForce     ? CellTone::kGood
                  : version.status == VersionStatus::kScheduled ? CellTone::kAccent
                                                                : CellTone::kSecondary;
      break;
    case 2:
      cell.text = version.from;
      break;
    case 3:
      cell.text = end_text(ui, period);
      cell.tone = CellTone::kSecondary;
      break;
    case 4:
      cell.text = version.prepared_by == version.published_by || version.prepared_by.empty()
                      ? version.published_by
                      : version.prepared_by + " / " + version.published_by;
      break;
    default:
      cell.text =
          app::settings::moment_text(version.published_at, context.state.surroundings, ui.locale);
      cell.tone = CellTone::kSecondary;
  }
}

void compare(PricesContext& context, const std::string& book, int32_t before, int32_t after) {
  context.push(prices::OpenReview{book, before, after});
  context.panel.wants_comparison = true;
}

void open_version(PricesContext& context, const std::string& book, int32_t number) {
  app::Location location;
  location.screen = app::ScreenId::kPrices;
  location.path = book + "/" + std::to_string(number);
  context.actions.push(app::Navigate{std::move(location)});
}

// What may be done with the selected version.
void draw_actions(PricesContext& context, Rect row, const prices::BookEntry& book,
                  const prices::VersionEntry* chosen, int32_t before) {
  Ui& ui = context.ui;
  const int32_t number = chosen != nullptr ? chosen->number : 0;
  if (button_left(
          ui, row,
          {.id = "open", .label = ui.tr(Key::prices_versions_open), .disabled = chosen == nullptr}))
    open_version(context, book.id, number);
  if (button_left(ui, row,
                  {.id = "compare",
                   .label = ui.tr(Key::prices_versions_compare),
                   .disabled = chosen == nullptr || before == 0}))
    compare(context, book.id, before, number);
  const prices::Document& document = context.document();
  const bool draft = document.is_draft() && document.book == book.id;
  if (draft && button_left(ui, row,
                           {.id = "compare-draft",
                            .label = ui.tr(Key::prices_versions_compare_draft),
                            .disabled = chosen == nullptr}))
    compare(context, book.id, number, 0);
  if (context.may_edit() &&
      button_left(ui, row,
                  {.id = "restore",
                   .label = ui.tr(Key::prices_versions_restore),
                   .icon = Icon::kUndo,
                   .disabled = chosen == nullptr || (number == latest_number(book) && !draft),
                   .tooltip = ui.tr(Key::prices_versions_restore_help)}))
    context.push(prices::RestoreVersion{book.id, number});
}

}  // namespace

void draw_versions(PricesContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const prices::BookEntry* book = find_book(context.prices(), context.document().book);
  Rect rest = rect.inset(12, 8);
  if (book == nullptr || book->versions.empty()) {
    label(ui, rest, ui.tr(Key::prices_versions_empty),
          {type::kBase, Weight::kRegular, ui.theme.tertiary, Align::kCenter});
    return;
  }
  const std::vector<Period> periods = periods_of(*book);
  draw_calendar(context, rest.cut_top(kCalendarHeight, 8), periods);
  const auto period_at = [&](int row) {  // the newest stands first
    return periods.rbegin() + row;
  };
  TableState& state = context.panel.versions;
  const int rows = static_cast<int>(periods.size());
  state.row = std::min(state.row, rows - 1);
  const auto* chosen = state.row >= 0 ? period_at(state.row)->version : nullptr;
  const int32_t before =
      state.row >= 0 && state.row + 1 < rows ? period_at(state.row + 1)->version->number : 0;
  draw_actions(context, rest.cut_top(space::kControl, 8), *book, chosen, before);
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::prices_versions_col_version), .width = 80},
      TableColumn{.title = ui.tr(Key::prices_versions_col_status), .width = 100},
      TableColumn{.title = ui.tr(Key::prices_versions_col_from), .width = 110},
      TableColumn{.title = ui.tr(Key::prices_versions_col_to), .width = 110},
      TableColumn{.title = ui.tr(Key::prices_versions_col_people), .flex = 1},
      TableColumn{.title = ui.tr(Key::prices_versions_col_published), .width = 150}};
  const TableResult result =
      table(ui, rest,
            {.id = "versions",
             .label = ui.tr(Key::prices_versions),
             .columns = columns,
             .rows = rows,
             .cell = [&](int row, int column,
                         TableCell& cell) { fill_version(context, *period_at(row), column, cell); },
             .empty_text = ui.tr(Key::prices_versions_empty)},
            state);
  if (result.activated_row >= 0)
    open_version(context, book->id, period_at(result.activated_row)->version->number);
}

}  // namespace fenming::ui
