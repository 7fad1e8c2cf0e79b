// The people: a table, and the selected person beside it.
#include <algorithm>
#include <array>

#include "ui/settings/settings_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::AccountRole;
using app::Key;
namespace settings = app::settings;
using settings::Person;
using settings::PersonState;
using settings::Place;

constexpr float kPersonWidth = 336;

bool is_own(const SettingsContext& context, const Person& person) {
  return person.name == context.state.account.name;
}

CellTone state_tone(PersonState state) {
  return state == PersonState::kActive    ? CellTone::kNormal
         : state == PersonState::kInvited ? CellTone::kAccent
                                          : CellTone::kSecondary;
}

void fill_cell(const SettingsContext& context, int row, int column, TableCell& cell) {
  const Ui& ui = context.ui;
  const Person& person = context.own().people[static_cast<size_t>(row)];
  const auto moment = [&](int64_t seconds) {
    return settings::moment_text(seconds, context.state.surroundings, ui.locale);
  };
  switch (column) {
    case 0:
      cell.text = is_own(context, person) ? ui.tr(Key::settings_you, {person.name}) : person.name;
      cell.tone = CellTone::kStrong;
      break;
    case 1:
      cell.text = role_text(person.role, ui.locale);
      break;
    case 2:
      cell.text = settings::state_text(person.state, ui.locale);
      cell.tone = state_tone(person.state);
      break;
    case 3:
      cell.text = moment(person.last_seen);
      cell.tone = CellTone::kSecondary;
      break;
    default:
      cell.text = moment(person.created_at);
      cell.tone = CellTone::kSecondary;
  }
}

void draw_table(SettingsContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  Rect content = card(ui, rect, 1);
  const int rows = static_cast<int>(context.own().people.size());
  // Alone: below the one row stands what to do.
  if (rows == 1) {
    const Rect below = content.cut_bottom(content.h - 2 * space::kRow - 12);
    if (empty_state(ui, below,
                    {.title = ui.tr(Key::settings_alone_title),
                     .text = ui.tr(Key::settings_alone_text),
                     .action = ui.tr(Key::settings_invite),
                     .icon = Icon::kUser}))
      context.panel.wants_invite = true;
  }
  const std::array columns = {TableColumn{.title = ui.tr(Key::settings_name), .flex = 1},
                              TableColumn{.title = ui.tr(Key::settings_role), .width = 130},
                              TableColumn{.title = ui.tr(Key::settings_state), .width = 110},
                              TableColumn{.title = ui.tr(Key::settings_last_seen), .width = 150},
                              TableColumn{.title = ui.tr(Key::settings_created), .width = 150}};
  table(ui, content,
        {.id = "people",
         .label = ui.tr(Key::settings_people),
         .columns = columns,
         .rows = rows,
         .cell = [&](int row, int column,
                     TableCell& cell) { fill_cell(context, row, column, cell); }},
        context.panel.people);
}

void ask(SettingsContext& context, PeopleQuestion question) {
  context.panel.question = question;
  context.panel.wants_question = true;
}

void draw_error(Ui& ui, Rect& rest, std::string_view text) {
  if (text.empty()) return;
  const Rect place = small_print(ui, rest, text, ui.theme.bad, 8);
  ui.announce({.role = a11y::Role::kAlert, .name = text}, place);
}

void draw_role(SettingsContext& context, Rect& rest, const Person& person) {
  Ui& ui = context.ui;
  label(ui, rest.cut_top(18, 4), ui.tr(Key::settings_role),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const auto names = app::role_names(ui.locale);
  const std::string_view error = context.refusal(Place::kRole, person.id);
  const int chosen = select(ui, rest.cut_top(space::kControl, 6),
                            {.id = "role",
                             .label = ui.tr(Key::settings_role),
                             .options = names,
                             .disabled = !context.own().changing.empty(),
                             .invalid = !error.empty()},
                            static_cast<int>(person.role), context.panel.role);
  draw_error(ui, rest, error);
  small_print(ui, rest, settings::role_help(person.role, ui.locale), ui.theme.secondary, 16);
  const auto role = static_cast<AccountRole>(chosen);
  if (chosen < 0 || role == person.role) return;
  if (!is_own(context, person)) return context.push(settings::SetRole{person.id, role});
  context.panel.asked_role = role;
  ask(context, PeopleQuestion::kOwnRole);
}

void draw_actions(SettingsContext& context, Rect& rest, const Person& person) {
  Ui& ui = context.ui;
  const TextStyle note{type::kSmall, Weight::kRegular, ui.theme.secondary};
  if (is_own(context, person)) {
    const std::string_view text = ui.tr(Key::settings_own_note);
    paragraph(ui, rest, text, note);
    return;
  }
  const bool busy = !context.own().changing.empty();
  const bool disabled = person.state == PersonState::kDisabled;
  const bool invited = person.state == PersonState::kInvited;
  if (!disabled &&
      button(ui, rest.cut_top(space::kControl, 8),
             {.id = "link",
              .label = ui.tr(invited ? Key::settings_new_link : Key::settings_reset_password),
              .icon = Icon::kLink,
              .disabled = busy})) {
    // A link that was not used yet takes nothing away from anybody.
    if (invited)
      context.push(settings::RenewLink{person.id});
    else
      ask(context, PeopleQuestion::kLink);
  }
  draw_error(ui, rest, context.refusal(Place::kLink, person.id));
  if (button(ui, rest.cut_top(space::kControl, 8),
             {.id = "disable",
              .label = ui.tr(disabled ? Key::settings_enable : Key::settings_disable),
              .icon = disabled ? Icon::kCheck : Icon::kLock,
              .kind = disabled ? ButtonKind::kNormal : ButtonKind::kDanger,
              .disabled = busy}))
    ask(context, disabled ? PeopleQuestion::kEnable : PeopleQuestion::kDisable);
  draw_error(ui, rest, context.refusal(Place::kDisabled, person.id));
}

}  // namespace

const Person* selected_person(const SettingsContext& context) {
  const auto& people = context.own().people;
  if (people.empty()) return nullptr;
  const int last = static_cast<int>(people.size()) - 1;
  return &people[static_cast<size_t>(std::clamp(context.panel.people.row, 0, last))];
}

void draw_person(SettingsContext& context, const Rect& rect, const Person& person) {
  Ui& ui = context.ui;
  Rect rest = titled_card(ui, rect, person.name);
  Rect row = rest.cut_top(24, 10);
  const Tone tone = person.state == PersonState::kActive    ? Tone::kGood
                    : person.state == PersonState::kInvited ? Tone::kAccent
                                                            : Tone::kNeutral;
  badge(ui, row.x, row, settings::state_text(person.state, ui.locale), tone);
  draw_role(context, rest, person);
  draw_actions(context, rest, person);
}

void draw_people(SettingsContext& context, Rect rect) {
  Ui& ui = context.ui;
  const settings::State& own = context.own();
  if (own.load == settings::Load::kFailed) {
    card(ui, rect);
    if (empty_state(ui, rect,
                    {.title = ui.tr(Key::settings_failed),
                     .text = context.refusal(Place::kList),
                     .action = ui.tr(Key::shell_retry),
                     .icon = Icon::kError}))
      context.push(settings::ReloadPeople{});
    return;
  }
  if (own.people.empty()) {
    card(ui, rect);
    label(ui, rect, ui.tr(Key::prices_loading),
          {type::kBase, Weight::kRegular, ui.theme.tertiary, Align::kCenter});
    return;
  }
  const Person* person = selected_person(context);
  draw_person(context, rect.cut_right(kPersonWidth, space::kGap), *person);
  draw_table(context, rect);
}

}  // namespace fenming::ui
