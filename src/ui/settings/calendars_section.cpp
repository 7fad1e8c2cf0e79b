// A calendar of the company, a year at a glance: what each day is, and below the chosen day's kind
// and festival. Arrow keys move the day.
#include <algorithm>
#include <array>

#include "app/pricing/condition_sentence.h"
#include "base/civil_time.h"
#include "ui/settings/settings_parts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace settings = app::settings;

constexpr float kSide = 300;
constexpr float kTitle = 20;
constexpr int kWeeks = 6;
constexpr std::array kKinds = {DayKind::kWorkday, DayKind::kMakeUpDay, DayKind::kWeekend,
                               DayKind::kAdjustedRest, DayKind::kStatutory};

ImU32 colour_of(const Theme& theme, DayKind kind) {
  switch (kind) {
    case DayKind::kWorkday:
      return theme.text;
    case DayKind::kMakeUpDay:
      return theme.warn;
    case DayKind::kWeekend:
      return theme.tertiary;
    case DayKind::kAdjustedRest:
      return theme.good;
    case DayKind::kStatutory:
      return theme.bad;
  }
  return theme.text;
}

class Year {
 public:
  Year(SettingsContext& context, const Calendar& calendar)
      : ui_(context.ui), panel_(context.panel), calendar_(calendar) {}

  void draw(const Rect& rect) {
    const int columns = rect.w > 700 ? 4 : 3;
    const int rows = 12 / columns;
    const float width = rect.w / static_cast<float>(columns);
    const float height = rect.h / static_cast<float>(rows);
    for (int month = 0; month < 12; ++month) {
      const Rect place{rect.x + static_cast<float>(month % columns) * width,
                       rect.y + static_cast<float>(month / columns) * height, width, height};
      draw_month(place.inset(6, 4), month + 1);
    }
  }

 private:
  void draw_month(Rect rect, int month) {
    label(ui_, rect.cut_top(kTitle, 2), ui_.tr(Key::calendar_month, {std::to_string(month)}),
          {type::kSmall, Weight::kSemibold, ui_.theme.secondary});
    const int32_t first = days_from_civil({panel_.year, month, 1});
    const int32_t shift = weekday_of(first) - 1;
    const float width = rect.w / 7;
    const float height = rect.h / kWeeks;
    for (int32_t day = first; civil_from_days(day).month == month; ++day) {
      const int32_t place = day - first + shift;
      const Rect cell{rect.x + static_cast<float>(place % 7) * width,
                      rect.y + static_cast<float>(place / 7) * height, width, height};
      draw_day(cell.inset(1), day);
    }
  }

  void draw_day(const Rect& cell, int32_t day) {
    const DayKind kind = calendar_.kind_of(day).value_or(DayKind::kWorkday);
    const std::string festival(calendar_.festival_of(day).value_or(""));
    const std::string name =
        format_date(day) + " " + std::string(app::day_kind_label(kind, ui_.locale)) +
        (festival.empty() ? "" : " " + std::string(app::festival_label(festival, ui_.locale)));
    const bool on = panel_.day == day;
    const Interaction it = interact(
        ui_, ImGui::GetID(reinterpret_cast<void*>(static_cast<intptr_t>(day))), cell,
        {.role = a11y::Role::kButton, .name = name, .states = on ? a11y::kSelected : 0u},
        {.focusable = on || (panel_.day == 0 && day == days_from_civil({panel_.year, 1, 1}))});
    if (it.pressed) panel_.day = day;
    if (it.focused && on) keys(it);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 colour = colour_of(ui_.theme, kind);
    if (calendar_.days.contains(day)) fill(list, cell, with_alpha(colour, 36), space::kRadius);
    if (it.hovered) fill(list, cell, ui_.theme.hover, space::kRadius);
    draw_text(ui_, list, cell, std::to_string(civil_from_days(day).day),
              {type::kSmall, on ? Weight::kSemibold : Weight::kRegular, colour, Align::kCenter});
    if (on) outline(list, cell, ui_.theme.accent, space::kRadius);
    if (it.ring) focus_ring(ui_, list, cell, space::kRadius);
  }

  void keys(const Interaction& it) {
    int32_t to = panel_.day;
    if (key_for(ui_, it, ImGuiKey_LeftArrow)) --to;
    if (key_for(ui_, it, ImGuiKey_RightArrow)) ++to;
    if (key_for(ui_, it, ImGuiKey_UpArrow)) to -= 7;
    if (key_for(ui_, it, ImGuiKey_DownArrow)) to += 7;
    if (to == panel_.day || civil_from_days(to).year != panel_.year) return;
    panel_.day = to;
    ui_.focus.id = ImGui::GetID(reinterpret_cast<void*>(static_cast<intptr_t>(to)));
    ui_.focus.ring = true;
  }

  Ui& ui_;
  SettingsPanel& panel_;
  const Calendar& calendar_;
};

// The chosen day: what it is, and which festival.
void draw_day_form(SettingsContext& context, Rect rest, const Calendar& calendar, bool may) {
  Ui& ui = context.ui;
  SettingsPanel& panel = context.panel;
  const int32_t day = panel.day;
  const auto entry = calendar.days.find(day);
  const bool stated = entry != calendar.days.end();
  const std::string festival = stated ? entry->second.festival : std::string();
  heading(ui, rest.cut_top(24, 6), format_date(day), 3, {type::kTitle, Weight::kSemibold});
  const auto set = [&](std::optional<DayKind> kind, std::string text) {
    context.push(settings::SetDay{panel.calendar, day, kind, std::move(text)});
  };
  const DayKind kind = calendar.kind_of(day).value_or(DayKind::kWorkday);
  for (const DayKind each : kKinds) {
    Rect row = rest.cut_top(space::kControl, 4);
    ImGui::PushID(static_cast<int>(each));
    const ChipDesc desc{.id = "kind",
                        .label = app::day_kind_label(each, ui.locale),
                        .selected = each == kind,
                        .disabled = !may};
    row.w = chip_width(ui, desc);
    if (chip(ui, row.middle(26), desc) == ChipEvent::kPressed) set(each, festival);
    ImGui::PopID();
  }
  rest.cut_top(8);
  label(ui, rest.cut_top(18, 4), ui.tr(Key::calendar_festival),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const std::vector<std::string_view> codes = app::known_festivals();
  std::vector<std::string_view> names = {ui.tr(Key::calendar_no_festival)};
  for (const std::string_view code : codes)
    names.push_back(app::festival_label(code, ui.locale));
  const auto at = std::find(codes.begin(), codes.end(), festival);
  const int selected = festival.empty()    ? 0
                       : at == codes.end() ? -1
                                           : static_cast<int>(at - codes.begin()) + 1;
  const int chosen = select(ui, rest.cut_top(space::kControl, 8),
                            {.id = "festival",
                             .label = ui.tr(Key::calendar_festival),
                             .options = names,
                             .hint = festival,
                             .disabled = !may},
                            selected, panel.festival);
  if (chosen >= 0)
    set(kind, chosen == 0 ? std::string() : std::string(codes[static_cast<size_t>(chosen) - 1]));
  Rect row = rest.cut_top(space::kControl);
  if (stated && may &&
      button_left(ui, row,
                  {.id = "plain", .label = ui.tr(Key::calendar_plain), .kind = ButtonKind::kQuiet}))
    set(std::nullopt, {});
}

// Year, source, undo and save.
void draw_tools(SettingsContext& context, Rect row, const Calendar& calendar, bool may) {
  Ui& ui = context.ui;
  SettingsPanel& panel = context.panel;
  std::vector<std::string> texts;
  int selected = -1;
  for (const int32_t year : calendar.years) {
    if (year == panel.year) selected = static_cast<int>(texts.size());
    texts.push_back(std::to_string(year));
  }
  const std::vector<std::string_view> names(texts.begin(), texts.end());
  const ChoiceDesc years{.id = "year", .label = ui.tr(Key::calendar_year), .options = names};
  const int chosen = segmented(ui, row.cut_left(segmented_width(ui, years), 8), years, selected);
  if (chosen >= 0) {
    panel.year = calendar.years[static_cast<size_t>(chosen)];
    panel.day = 0;
  }
  const int32_t next = calendar.years.empty() ? 2026 : calendar.years.back() + 1;
  if (may && button_left(ui, row,
                         {.id = "add-year",
                          .label = ui.tr(Key::calendar_add_year, {std::to_string(next)}),
                          .icon = Icon::kPlus})) {
    context.push(settings::AddYear{panel.calendar, next});
    panel.year = next;
    panel.day = 0;
  }
  if (may) draw_lists_tools(context, row);
}

}  // namespace

void draw_calendars(SettingsContext& context, Rect rest) {
  Ui& ui = context.ui;
  SettingsPanel& panel = context.panel;
  const settings::Shared& own = context.own().shared;
  const app::settings::CalendarList& list = own.lists.calendars;
  const bool may = context.state.account.has(app::Right::kRouting);
  draw_lists_error(context, rest);
  if (list.empty()) {
    card(ui, rest);
    if (!own.loading)
      empty_state(ui, rest,
                  {.title = ui.tr(Key::calendar_none), .text = ui.tr(Key::calendar_none_text)});
    return;
  }
  panel.calendar = std::min(panel.calendar, static_cast<int>(list.size()) - 1);
  const Calendar& calendar = list[static_cast<size_t>(panel.calendar)];
  const bool known =
      std::find(calendar.years.begin(), calendar.years.end(), panel.year) != calendar.years.end();
  if (!known && !calendar.years.empty()) panel.year = calendar.years.back();
  draw_tools(context, rest.cut_top(space::kControl, space::kGap), calendar, may);
  Rect side = titled_card(ui, rest.cut_right(kSide, space::kGap), ui.tr(Key::calendar_day));
  Rect year = card(ui, rest, 10);
  const TextFieldResult source = labelled_field(ui, year.cut_bottom(56, 10),
                                                {.id = "source",
                                                 .label = ui.tr(Key::calendar_source),
                                                 .value = calendar.source,
                                                 .disabled = !may});
  Year(context, calendar).draw(year);
  if (source.committed && source.text != calendar.source)
    context.push(settings::SetSource{panel.calendar, source.text});
  if (panel.day != 0)
    draw_day_form(context, side, calendar, may);
  else
    paragraph(ui, side, ui.tr(Key::calendar_choose),
              {type::kBase, Weight::kRegular, ui.theme.secondary});
}

}  // namespace fenming::ui
