#include "ui/settings/settings_screen.h"

#include <array>
#include <optional>
#include <vector>

#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using app::Right;
namespace settings = app::settings;

struct Section {
  Key label;
  std::string_view path;
  void (*draw)(SettingsContext&, Rect);
  std::optional<Right> needed;  // nothing: everybody may see it
};
constexpr std::array kSections = {
    Section{Key::settings_preferences, "", draw_preferences, std::nullopt},
    Section{Key::settings_company, settings::kCompanyPath, draw_company, Right::kCompany},
    Section{Key::settings_calendars, settings::kCalendarsPath, draw_calendars, std::nullopt},
    Section{Key::settings_zones, settings::kZonesPath, draw_zones, std::nullopt},
    Section{Key::settings_people, settings::kPeoplePath, draw_people, Right::kPeople}};

// The sections that the account may see, in their order.
std::vector<const Section*> sections_of(const app::AppState& state) {
  std::vector<const Section*> list;
  for (const Section& section : kSections) {
    if (!section.needed || state.account.has(*section.needed)) list.push_back(&section);
  }
  return list;
}

}  // namespace

void SettingsContext::push(app::settings::Intent intent) {
  actions.push(std::move(intent));
}

std::string_view SettingsContext::refusal(settings::Place place, std::string_view person) const {
  const auto& refused = own().refusal;
  const bool fits = refused && refused->place == place && refused->person == person;
  return fits ? std::string_view(refused->text) : std::string_view();
}

void SettingsScreen::list_commands(const Ui&, const app::AppState& state, CommandList& list) {
  if (settings::shows_people(state) && state.settings.load == settings::Load::kReady)
    list.add(Key::settings_invite, Icon::kPlus,
             [this](app::Actions&) { panel_.wants_invite = true; });
}

std::span<const Key> SettingsScreen::help() const {
  static constexpr std::array kLines = {Key::help_settings_own, Key::help_settings_people,
                                        Key::help_settings_roles, Key::help_settings_leave};
  return kLines;
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
  const std::vector<const Section*> sections = sections_of(state);
  size_t shown = 0;
  std::vector<std::string_view> names;
  for (size_t i = 0; i < sections.size(); ++i) {
    names.push_back(ui.tr(sections[i]->label));
    if (sections[i]->path == state.location.path) shown = i;
  }
  const ChoiceDesc desc{.id = "sections", .label = ui.tr(Key::settings_title), .options = names};
  const int chosen = tabs(ui, rest.cut_top(36, space::kGap), desc, static_cast<int>(shown));
  if (chosen >= 0) {
    const std::string path(sections[static_cast<size_t>(chosen)]->path);
    actions.push(app::Navigate{app::Location{app::ScreenId::kSettings, path, {}}});
  }
  sections[shown]->draw(context, rest);
  draw_people_dialogs(context);
}

}  // namespace fenming::ui
