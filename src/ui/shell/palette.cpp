// The command palette: everything that can be done from anywhere, found by typing.
#include <string>
#include <vector>

#include "imgui_internal.h"
#include "ui/draw.h"
#include "ui/shell/shell.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;

struct Command {
  std::string text;
  Icon icon;
  app::Action action;
};

// The palette is opened and drawn in different id scopes; one explicit id serves both.
ImGuiID palette_id() {
  return ImHashStr("command-palette");
}

std::vector<Command> all_commands(const Ui& ui, const app::AppState& state,
                                  const Screens& screens) {
  std::vector<Command> commands;
  for (const auto& screen : screens) {
    commands.push_back({ui.tr(Key::palette_go, {ui.tr(screen->label())}), screen->icon(),
                        app::Navigate{app::Location{screen->id(), {}, {}}}});
  }
  if (state.account.has(app::Right::kPeople))
    commands.push_back({std::string(ui.tr(Key::palette_people)), Icon::kUser,
                        app::Navigate{app::Location{app::ScreenId::kSettings, "people", {}}}});
  commands.push_back({std::string(ui.tr(Key::settings_change_password)), Icon::kLock,
                      app::Action{app::settings::Intent{app::settings::ChangePassword{}}}});
  const bool dark = state.is_dark();
  commands.push_back({std::string(ui.tr(dark ? Key::shell_to_light : Key::shell_to_dark)),
                      dark ? Icon::kSun : Icon::kMoon,
                      app::SetTheme{dark ? app::ThemeChoice::kLight : app::ThemeChoice::kDark}});
  const bool english = state.preferences.language == app::Language::kEnglish;
  commands.push_back(
      {std::string(ui.tr(Key::shell_switch_language)), Icon::kGlobe,
       app::SetLanguage{english ? app::Language::kChinese : app::Language::kEnglish}});
  commands.push_back({std::string(ui.tr(Key::common_undo)), Icon::kUndo, app::Undo{}});
  commands.push_back({std::string(ui.tr(Key::common_redo)), Icon::kRedo, app::Redo{}});
  return commands;
}

int draw_commands(Ui& ui, Rect rows, const std::vector<Command>& commands, const std::string& query,
                  bool take_first) {
  int chosen = -1;
  bool first = true;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < commands.size(); ++i) {
    if (commands[i].text.find(query) == std::string::npos) continue;
    const Rect row = rows.cut_top(34);
    ImGui::PushID(static_cast<int>(i));
    const Interaction it = interact(ui, Ui::id("command"), row,
                                    {.role = a11y::Role::kOption, .name = commands[i].text});
    ImGui::PopID();
    if (it.hovered || it.ring || (first && !query.empty()))
      fill(list, row, ui.theme.dark ? ui.theme.pressed : ui.theme.hover, 4);
    draw_icon(list, {row.x + 8, row.y, 16, row.h}, commands[i].icon, ui.theme.secondary);
    draw_text(ui, list, {row.x + 34, row.y, row.w - 42, row.h}, commands[i].text, {});
    if (it.pressed || (take_first && first)) chosen = static_cast<int>(i);
    first = false;
  }
  if (first)
    label(ui, rows.cut_top(34), ui.tr(Key::common_no_match),
          {type::kBase, Weight::kRegular, ui.theme.tertiary, Align::kCenter});
  return chosen;
}

}  // namespace

void open_palette(Ui& ui) {
  open_popup(ui, palette_id());
}

void draw_palette(Ui& ui, const app::AppState& app_state, const Screens& screens, ShellState& state,
                  app::Actions& actions) {
  const auto commands = all_commands(ui, app_state, screens);
  const float width = 520;
  const float left = (ImGui::GetIO().DisplaySize.x - width) / 2;
  Rect content;
  if (!begin_popup(ui, palette_id(), {left, 60, width, 0},
                   {width, 50 + 34 * static_cast<float>(commands.size())},
                   {.role = a11y::Role::kDialog, .name = ui.tr(Key::palette_title)}, content)) {
    state.palette_query.clear();
    return;
  }
  ui.let_arrows_move_focus();
  content = content.inset(6);
  const auto field = text_field(ui, content.cut_top(32, 6),
                                {.id = "query",
                                 .label = ui.tr(Key::palette_title),
                                 .value = state.palette_query,
                                 .hint = ui.tr(Key::shell_search),
                                 .kind = app::FieldKind::kSearch,
                                 .autofocus = true});
  if (field.changed || field.committed) state.palette_query = field.text;
  const bool enter = field.committed && field.reason == app::CommitReason::kEnter;
  const int chosen = draw_commands(ui, content, commands, state.palette_query, enter);
  if (chosen >= 0) actions.push(commands[static_cast<size_t>(chosen)].action);
  if (chosen >= 0 || field.cancelled) close_popup();
  end_popup(ui);
}

}  // namespace fenming::ui
