// Dialogs of the people section: an invitation, its link, and what is asked before it is done.
#include <utility>

#include "ui/settings/settings_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::AccountRole;
using app::Key;
namespace settings = app::settings;
using settings::Person;
using settings::Place;

void draw_form(SettingsContext& context, Rect content, bool& closed) {
  Ui& ui = context.ui;
  SettingsPanel& panel = context.panel;
  const settings::State& own = context.own();
  Rect foot = content.cut_bottom(space::kControl, 12);
  const auto name = labelled_field(ui, content.cut_top(72, 4),
                                   {.id = "person-name",
                                    .label = ui.tr(Key::settings_name),
                                    .value = panel.name,
                                    .error = context.refusal(Place::kInviteName),
                                    .autofocus = true},
                                   ui.tr(Key::settings_name_help));
  if (name.committed || name.changed) panel.name = name.text;
  if (name.changed && own.refusal) context.push(settings::DismissRefusal{});
  label(ui, content.cut_top(18, 4), ui.tr(Key::settings_role),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const auto names = app::role_names(ui.locale);
  const int role = segmented(ui, content.cut_top(space::kControl, 8),
                             {.id = "role", .label = ui.tr(Key::settings_role), .options = names},
                             static_cast<int>(panel.invited_role));
  if (role >= 0) panel.invited_role = static_cast<AccountRole>(role);
  small_print(ui, content, settings::role_help(panel.invited_role, ui.locale), ui.theme.secondary,
              8);
  if (const auto error = context.refusal(Place::kInvite); !error.empty()) {
    ui.announce({.role = a11y::Role::kAlert, .name = error}, content);
    small_print(ui, content, error, ui.theme.bad, 8);
  }
  const bool enter = name.committed && name.reason == app::CommitReason::kEnter;
  const bool ready = !panel.name.empty() && !own.inviting;
  const bool pressed = button_right(ui, foot,
                                    {.id = "invite-now",
                                     .label = ui.tr(Key::settings_invite_now),
                                     .kind = ButtonKind::kPrimary,
                                     .disabled = !ready});
  if (pressed || (enter && ready)) context.push(settings::Invite{panel.name, panel.invited_role});
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
}

void draw_link(SettingsContext& context, Rect content, const settings::Link& link, bool& closed) {
  Ui& ui = context.ui;
  Rect foot = content.cut_bottom(space::kControl, 12);
  small_print(ui, content, ui.tr(Key::settings_link_text, {link.name}), ui.theme.text, 8);
  Rect row = content.cut_top(space::kControl, 8);
  const Key copy = context.panel.copied ? Key::settings_copied : Key::settings_copy;
  if (button_right(ui, row, {.id = "copy", .label = ui.tr(copy), .icon = Icon::kCopy})) {
    context.actions.push(app::CopyText{link.address});
    context.panel.copied = true;
  }
  // A real field: the link can also be marked and copied by hand. What is typed is not kept.
  text_field(ui, row, {.id = "address", .label = ui.tr(Key::settings_link), .value = link.address});
  small_print(ui, content, ui.tr(Key::settings_link_once), ui.theme.secondary, 8);
  if (button_right(
          ui, foot,
          {.id = "done", .label = ui.tr(Key::settings_done), .kind = ButtonKind::kPrimary}))
    closed = true;
}

// Whom the link is for is looked at next.
void select_named(SettingsContext& context, std::string_view name) {
  const auto& people = context.own().people;
  for (size_t i = 0; i < people.size(); ++i) {
    if (people[i].name == name) context.panel.people.row = static_cast<int>(i);
  }
}

// First the form, then the link that came of it; a new link for somebody begins with the second.
void draw_invite(SettingsContext& context) {
  Ui& ui = context.ui;
  SettingsPanel& panel = context.panel;
  const auto& link = context.own().link;
  const bool arrived = link.has_value() && !panel.had_link;
  panel.had_link = link.has_value();
  if (arrived) panel.copied = false;
  if (arrived) select_named(context, link->name);
  if (std::exchange(panel.wants_invite, false)) {
    panel.name.clear();
    context.push(settings::DismissRefusal{});
    open_dialog(ui, "invite-dialog");
  } else if (arrived && !panel.invite_open) {
    open_dialog(ui, "invite-dialog");
  }
  Rect content;
  bool closed = false;
  panel.invite_open =
      begin_dialog(ui,
                   {.id = "invite-dialog",
                    .title = ui.tr(link ? Key::settings_link_title : Key::settings_invite_title),
                    .width = 520,
                    .height = link ? 208.0f : 300.0f},
                   content, closed);
  if (!panel.invite_open) {
    // Closed by a click outside: the link was shown, and is not kept.
    if (link && !arrived) context.push(settings::ForgetLink{});
    return;
  }
  if (link)
    draw_link(context, content, *link, closed);
  else
    draw_form(context, content, closed);
  if (closed) {
    if (link) context.push(settings::ForgetLink{});
    close_popup();
  }
  end_dialog(ui);
}

struct QuestionTexts {
  Key title;
  Key text;
  Key action;
};

QuestionTexts texts_of(PeopleQuestion question) {
  switch (question) {
    case PeopleQuestion::kEnable:
      return {Key::settings_enable_title, Key::settings_enable_text, Key::settings_enable};
    case PeopleQuestion::kLink:
      return {Key::settings_reset_title, Key::settings_reset_text, Key::settings_reset_password};
    case PeopleQuestion::kOwnRole:
      return {Key::settings_own_role_title, Key::settings_own_role_text,
              Key::settings_own_role_change};
    case PeopleQuestion::kNone:
    case PeopleQuestion::kDisable:
      break;
  }
  return {Key::settings_disable_title, Key::settings_disable_text, Key::settings_disable};
}

void carry_out(SettingsContext& context, const Person& person) {
  switch (context.panel.question) {
    case PeopleQuestion::kDisable:
      return context.push(settings::SetDisabled{person.id, true});
    case PeopleQuestion::kEnable:
      return context.push(settings::SetDisabled{person.id, false});
    case PeopleQuestion::kLink:
      return context.push(settings::RenewLink{person.id});
    case PeopleQuestion::kOwnRole:
      return context.push(settings::SetRole{person.id, context.panel.asked_role});
    case PeopleQuestion::kNone:
      break;
  }
}

void draw_question(SettingsContext& context) {
  Ui& ui = context.ui;
  SettingsPanel& panel = context.panel;
  if (std::exchange(panel.wants_question, false)) open_dialog(ui, "question");
  const Person* person = selected_person(context);
  if (person == nullptr) return;
  const QuestionTexts texts = texts_of(panel.question);
  const std::string title = ui.tr(texts.title, {person->name});
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui, {.id = "question", .title = title, .width = 440, .height = 184}, content,
                    closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  paragraph(ui, content, ui.tr(texts.text), {type::kBase, Weight::kRegular, ui.theme.secondary});
  const bool gives = panel.question == PeopleQuestion::kEnable;
  if (button_right(ui, foot,
                   {.id = "yes",
                    .label = ui.tr(texts.action),
                    .kind = gives ? ButtonKind::kPrimary : ButtonKind::kDanger})) {
    carry_out(context, *person);
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed) close_popup();
  end_dialog(ui);
}

}  // namespace

void draw_people_dialogs(SettingsContext& context) {
  draw_invite(context);
  draw_question(context);
}

}  // namespace fenming::ui
