#include "ui/widgets/date_field.h"

#include <algorithm>
#include <array>

#include "app/date_text.h"
#include "base/civil_time.h"
#include "imgui_internal.h"
#include "ui/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr float kDay = 36;
constexpr float kPadding = 12;
constexpr float kHead = 30;
constexpr float kWeekdays = 22;
constexpr float kFoot = 34;
constexpr int kWeeks = 6;
constexpr std::array kMonthNames = {Key::date_month_1,  Key::date_month_2,  Key::date_month_3,
                                    Key::date_month_4,  Key::date_month_5,  Key::date_month_6,
                                    Key::date_month_7,  Key::date_month_8,  Key::date_month_9,
                                    Key::date_month_10, Key::date_month_11, Key::date_month_12};
constexpr std::array kShortDays = {Key::date_day_1, Key::date_day_2, Key::date_day_3,
                                   Key::date_day_4, Key::date_day_5, Key::date_day_6,
                                   Key::date_day_7};
constexpr std::array kLongDays = {Key::weekday_1, Key::weekday_2, Key::weekday_3, Key::weekday_4,
                                  Key::weekday_5, Key::weekday_6, Key::weekday_7};

int32_t first_of_month(int32_t day) {
  CivilDate date = civil_from_days(day);
  date.day = 1;
  return days_from_civil(date);
}

// The same day of another month, or its last one where it has no such day.
int32_t add_months(int32_t day, int32_t months) {
  const CivilDate date = civil_from_days(day);
  const int32_t count = date.year * 12 + date.month - 1 + months;
  CivilDate moved{count / 12, count % 12 + 1, date.day};
  if (moved.year < 1 || moved.year > 9999) return day;
  while (!is_valid_date(moved))
    --moved.day;
  return days_from_civil(moved);
}

std::string day_name(const Ui& ui, int32_t day, int32_t today) {
  const auto weekday = static_cast<size_t>(weekday_of(day) - 1);
  std::string name = format_date(day) + " " + std::string(ui.tr(kLongDays[weekday]));
  if (day == today) name += " " + std::string(ui.tr(Key::date_today));
  return name;
}

// One open month. The day with the keyboard is the only one that Tab stops at.
class Month {
 public:
  Month(Ui& ui, const DateFieldDesc& desc, DateFieldState& state, std::optional<int32_t> selected)
      : ui_(ui), desc_(desc), state_(state), selected_(selected) {}

  // The chosen day.
  std::optional<int32_t> draw(Rect content, bool arrives) {
    content = content.inset(kPadding, 8);
    head(content.cut_top(kHead, 4));
    weekdays(content.cut_top(kWeekdays));
    grid(content.cut_top(kDay * kWeeks, 4));
    Rect foot = content;
    const bool allowed = !desc_.minimum || desc_.today >= *desc_.minimum;
    if (button_left(ui_, foot,
                    {.id = "today",
                     .label = ui_.tr(Key::date_today),
                     .kind = ButtonKind::kQuiet,
                     .disabled = !allowed}))
      chosen_ = desc_.today;
    // After the days: the key that opened the month does not choose one as well.
    if (arrives || moved_) ui_.set_focus(day_id(state_.cursor), true);
    if (moved_) ui_.output->request_repaint(0);
    return chosen_;
  }

 private:
  static ImGuiID day_id(int32_t day) {
    ImGui::PushID(day);
    const ImGuiID id = Ui::id("day");
    ImGui::PopID();
    return id;
  }

  void head(Rect row) {
    const auto step = [&](std::string_view id, Key label, Icon icon, Rect place, int32_t months) {
      if (button(ui_, place,
                 {.id = id,
                  .label = ui_.tr(label),
                  .icon = icon,
                  .kind = ButtonKind::kQuiet,
                  .icon_only = true}))
        state_.cursor = add_months(state_.cursor, months);
    };
    step("before", Key::date_month_before, Icon::kChevronLeft, row.cut_left(kHead), -1);
    step("after", Key::date_month_after, Icon::kChevronRight, row.cut_right(kHead), 1);
    const CivilDate date = civil_from_days(state_.cursor);
    const std::string title = ui_.tr(
        Key::date_month_title,
        {std::to_string(date.year), ui_.tr(kMonthNames[static_cast<size_t>(date.month - 1)])});
    heading(ui_, row, title, 3, {type::kBase, Weight::kSemibold, ui_.theme.text, Align::kCenter});
  }

  void weekdays(Rect row) {
    for (const Key name : kShortDays)
      label(ui_, row.cut_left(kDay), ui_.tr(name),
            {type::kSmall, Weight::kRegular, ui_.theme.tertiary, Align::kCenter});
  }

  void grid(const Rect& rect) {
    const CivilDate shown = civil_from_days(state_.cursor);
    const int32_t first = first_of_month(state_.cursor);
    const int32_t start = first - (weekday_of(first) - 1);
    for (int i = 0; i < kWeeks * 7; ++i) {
      const int32_t day = start + i;
      const Rect cell{rect.x + static_cast<float>(i % 7) * kDay,
                      rect.y + static_cast<float>(i / 7) * kDay, kDay, kDay};
      one_day(cell.inset(2), day, civil_from_days(day).month == shown.month);
    }
  }

  void one_day(const Rect& cell, int32_t day, bool in_month) {
    const Theme& t = ui_.theme;
    const bool disabled = desc_.minimum && day < *desc_.minimum;
    const bool on = selected_ && *selected_ == day;
    const std::string name = day_name(ui_, day, desc_.today);
    const Interaction it =
        interact(ui_, day_id(day), cell,
                 {.role = a11y::Role::kButton, .name = name, .states = on ? a11y::kSelected : 0u},
                 {.disabled = disabled, .focusable = day == state_.cursor});
    keys(it, day);
    if (it.pressed) chosen_ = day;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (on)
      fill(list, cell, t.accent, space::kRadius);
    else if (it.hovered && !disabled)
      fill(list, cell, it.held ? t.pressed : t.hover, space::kRadius);
    const ImU32 colour = on                   ? t.on_accent
                         : disabled           ? with_alpha(t.tertiary, 110)
                         : day == desc_.today ? t.accent
                         : in_month           ? t.text
                                              : t.tertiary;
    const Weight weight = on || day == desc_.today ? Weight::kSemibold : Weight::kRegular;
    draw_text(ui_, list, cell, std::to_string(civil_from_days(day).day),
              {type::kBase, weight, colour, Align::kCenter});
    if (day == desc_.today)
      list->AddCircleFilled({cell.center().x, cell.bottom() - 5}, 1.5f,
                            on ? t.on_accent : t.accent);
    if (it.ring) focus_ring(ui_, list, cell.inset(1), space::kRadius);
  }

  void keys(const Interaction& it, int32_t day) {
    if (!it.focused || day != state_.cursor || moved_) return;
    const bool shift = ImGui::GetIO().KeyShift;
    const int32_t weekday = weekday_of(day);
    int32_t to = day;
    if (key_for(ui_, it, ImGuiKey_LeftArrow)) to = day - 1;
    if (key_for(ui_, it, ImGuiKey_RightArrow)) to = day + 1;
    if (key_for(ui_, it, ImGuiKey_UpArrow)) to = day - 7;
    if (key_for(ui_, it, ImGuiKey_DownArrow)) to = day + 7;
    if (key_for(ui_, it, ImGuiKey_PageUp)) to = add_months(day, shift ? -12 : -1);
    if (key_for(ui_, it, ImGuiKey_PageDown)) to = add_months(day, shift ? 12 : 1);
    if (key_for(ui_, it, ImGuiKey_Home)) to = day - weekday + 1;
    if (key_for(ui_, it, ImGuiKey_End)) to = day - weekday + 7;
    if (desc_.minimum) to = std::max(to, *desc_.minimum);
    if (to == day) return;
    state_.cursor = to;
    moved_ = true;
  }

  Ui& ui_;
  const DateFieldDesc& desc_;
  DateFieldState& state_;
  std::optional<int32_t> selected_;
  std::optional<int32_t> chosen_;
  bool moved_ = false;
};

std::optional<int32_t> draw_month(Ui& ui, ImGuiID popup, const Rect& rect,
                                  const DateFieldDesc& desc, DateFieldState& state) {
  const auto selected = app::parse_typed_date(desc.field.value);
  const bool arrives = !state.open;
  if (arrives && ImGui::IsPopupOpen(popup, ImGuiPopupFlags_None)) {
    state.cursor = selected.value_or(desc.today);
    if (desc.minimum) state.cursor = std::max(state.cursor, *desc.minimum);
  }
  Rect content;
  const ImVec2 size{kDay * 7 + kPadding * 2, kHead + 4 + kWeekdays + kDay * kWeeks + kFoot + 16};
  state.open =
      begin_popup(ui, popup, rect, size,
                  {.role = a11y::Role::kGroup, .name = ui.tr(Key::date_calendar)}, content);
  if (!state.open) return std::nullopt;
  const auto chosen = Month(ui, desc, state, selected).draw(content, arrives);
  if (chosen) close_popup();
  end_popup(ui);
  return chosen;
}

}  // namespace

TextFieldResult date_field(Ui& ui, const Rect& rect, const DateFieldDesc& desc,
                           DateFieldState& state) {
  const std::string_view own = desc.field.id.empty() ? desc.field.label : desc.field.id;
  ImGui::PushID(own.data(), own.data() + own.size());
  Rect field = rect;
  const Rect place = field.cut_right(space::kControl, 4);
  TextFieldResult result = text_field(ui, field, desc.field);
  const ImGuiID open_id = Ui::id("open");
  const ImGuiID popup = Ui::id("month");
  const bool was_open = state.open;
  const std::string name = ui.tr(Key::date_choose, {desc.field.label});
  if (button(ui, place,
             {.id = "open",
              .label = name,
              .icon = Icon::kCalendar,
              .icon_only = true,
              .disabled = desc.field.disabled}))
    open_popup(ui, popup);
  const auto chosen = draw_month(ui, popup, rect, desc, state);
  // Whichever way it closed, the keys are where they were.
  if (chosen || (was_open && !state.open)) ui.set_focus(open_id, ui.focus.ring);
  ImGui::PopID();
  if (result.committed) {
    if (const auto date = app::parse_typed_date(result.text)) result.text = format_date(*date);
  }
  if (chosen) {
    result.committed = true;
    result.changed = false;
    result.reason = app::CommitReason::kEnter;
    result.text = format_date(*chosen);
  }
  return result;
}

TextFieldResult labelled_date(Ui& ui, Rect rect, const DateFieldDesc& desc, DateFieldState& state,
                              std::string_view help) {
  field_label(ui, rect.cut_top(18, 4), desc.field);
  const TextFieldResult result = date_field(ui, rect.cut_top(space::kControl, 2), desc, state);
  field_message(ui, rect.cut_top(18), desc.field, help);
  return result;
}

}  // namespace fenming::ui
