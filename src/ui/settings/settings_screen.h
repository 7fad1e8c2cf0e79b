// The settings screen: everybody's own preferences, and the people for administrators.
#pragma once

#include <cstdint>
#include <string>

#include "app/settings/flow.h"
#include "ui/shell/screen.h"
#include "ui/widgets/date_field.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/table.h"

namespace fenming::ui {

// What is asked before it is done.
enum class PeopleQuestion : uint8_t { kNone, kDisable, kEnable, kLink, kOwnRole };

// Transient state of the screen's panels.
struct SettingsPanel {
  TableState people, entities, zones, unzoned;
  // The calendar that is shown: which one, its year, the chosen day (0: none).
  int calendar = 0;
  int32_t year = 0;
  int32_t day = 0;
  SelectState role, festival;
  int zone_table = -1;  // the last one
  DateFieldState zone_day;
  // The invitation that is being written.
  std::string name;
  app::AccountRole invited_role = app::AccountRole::kPriceManager;
  bool wants_invite = false;
  bool had_link = false;
  bool invite_open = false;
  bool copied = false;
  PeopleQuestion question = PeopleQuestion::kNone;
  bool wants_question = false;
  app::AccountRole asked_role = app::AccountRole::kViewer;
};

// What every panel of this screen gets.
struct SettingsContext {
  Ui& ui;
  const app::AppState& state;
  SettingsPanel& panel;
  app::Actions& actions;

  const app::settings::State& own() const { return state.settings; }
  void push(app::settings::Intent intent);
  // The refusal that belongs to a place, and to that person; empty where there is none.
  std::string_view refusal(app::settings::Place place, std::string_view person = {}) const;
};

void draw_preferences(SettingsContext& context, Rect rest);
void draw_company(SettingsContext& context, Rect rest);
void draw_calendars(SettingsContext& context, Rect rest);
void draw_zones(SettingsContext& context, Rect rest);
void draw_people(SettingsContext& context, Rect rect);
// The selected person: role, state, what can be done. Null where nobody is selected.
const app::settings::Person* selected_person(const SettingsContext& context);
void draw_person(SettingsContext& context, const Rect& rect, const app::settings::Person& person);
void draw_people_dialogs(SettingsContext& context);

class SettingsScreen final : public Screen {
 public:
  app::ScreenId id() const override { return app::ScreenId::kSettings; }
  Icon icon() const override { return Icon::kSettings; }
  app::Key label() const override { return app::Key::settings_title; }
  void list_commands(const Ui& ui, const app::AppState& state, CommandList& list) override;
  std::span<const app::Key> help() const override;
  void draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions, Rect& row) override;
  void draw(Ui& ui, const app::AppState& state, app::Actions& actions, const Rect& area) override;

 private:
  SettingsPanel panel_;
};

}  // namespace fenming::ui
