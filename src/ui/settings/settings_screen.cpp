#include "ui/settings/settings_screen.h"

#include <array>

#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using app::Right;
namespace settings = app::settings;

void draw_sections(SettingsContext& context, const Rect& row, bool people) {
  Ui& ui = context.ui;
  const std::array names = {ui.tr(Key::settings_preferences), ui.tr(Key::settings_people)};
  const ChoiceDesc desc{.id = "sections", .label = ui.tr(Key::settings_title), .options = names};
  const int chosen = tabs(ui, row, desc, people ? 1 : 0);
  if (chosen < 0) return;
  const std::string path(chosen == 1 ? settings::kPeoplePath : std::string_view());
  context.actions.push(app::Navigate{app::Location{app::ScreenId::kSettings, path, {}}});
}

}  // namespace

std::string_view SettingsContext::refusal(settings::Place place, std::string_view person) const {
  const auto& refused = own().refusal;
  const bool fits = refused && refused->place == place && refused->person == person;
  return fits ? std::string_view(refused->text) : std::string_view();
}

void SettingsScreen::draw_top_bar(Ui& ui, const app::AppState& state, app::Actions&, Rect& row) {
  if (settings::shows_people(state) && state.settings.load == settings::Load::kReady &&
      button_right(ui, row,
                   {.id = "invite",
                    .label = ui.tr(Key::settings_invite),
                    .icon = Icon::kPlus,
                    .kind = ButtonKind::kPrimary}))
    panel_.wants_invite = true;
}

void SettingsScreen::draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                          const Rect& area) {
  SettingsContext context{ui, state, panel_, actions};
  Rect rest = area.inset(16, 12);
  const bool people = settings::shows_people(state);
  // One section alone needs no tabs.
  if (state.account.has(Right::kPeople))
    draw_sections(context, rest.cut_top(36, space::kGap), people);
  if (people)
    draw_people(context, rest);
  else
    draw_preferences(context, rest);
  draw_people_dialogs(context);
}

}  // namespace fenming::ui
