// The command palette: everything that can be done from anywhere, found by typing.
#include <algorithm>
#include <string>
#include <vector>

#include "imgui_internal.h"
#include "ui/draw.h"
#include "ui/shell/shell.h"
#include "ui/shortcuts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr float kRowHeight = 34;
constexpr size_t kMostRows = 10;

// The palette is opened and drawn in different id scopes; one explicit id serves both.
ImGuiID palette_id() {
  return ImHashStr("command-palette");
}

void add_settings(const app::AppState& state, CommandList& list) {
  if (state.account.has(app::Right::kPeople))
    list.add(Key::palette_people, Icon::kUser,
             app::Navigate{app::Location{app::ScreenId::kSettings, "people", {}}});
  list.add(Key::settings_change_password, Icon::kLock,
           app::Action{app::settings::Intent{app::settings::ChangePassword{}}});
  const bool dark = state.is_dark();
  list.add(dark ? Key::shell_to_light : Key::shell_to_dark, dark ? Icon::kSun : Icon::kMoon,
           app::SetTheme{dark ? app::ThemeChoice::kLight : app::ThemeChoice::kDark});
  const bool english = state.preferences.language == app::Language::kEnglish;
  list.add(Key::shell_switch_language, Icon::kGlobe,
           app::SetLanguage{english ? app::Language::kChinese : app::Language::kEnglish});
  list.add(Key::shell_sign_out, Icon::kUser, app::SignOut{});
}

// What the open screen shows in tables leaves as it is shown: filtered, sorted, in its columns.
void add_tables(Ui& ui, CommandList& list) {
  const auto add = [&](Key key, const Ui::OfferedTable& table, app::TableForm form) {
    list.add(
        [key, name = table.name](const app::Locale& locale) { return locale.format(key, {name}); },
        Icon::kDownload, [&ui, id = table.id, form](app::Actions&) { ui.want_table(id, form); });
  };
  for (const Ui::OfferedTable& table : ui.offered_tables()) {
    add(Key::palette_table_xlsx, table, app::TableForm::kXlsx);
    add(Key::palette_table_csv, table, app::TableForm::kCsv);
  }
}

// The open screen's commands come first, then where one can go, then the rest.
CommandList all_commands(Ui& ui, const app::AppState& state, const Screens& screens,
                         ShellState& shell) {
  CommandList list(ui);
  list.add(Key::common_undo, Icon::kUndo, app::Undo{}, shortcut_keys(Shortcut::kUndo));
  list.add(Key::common_redo, Icon::kRedo, app::Redo{}, shortcut_keys(Shortcut::kRedo));
  for (const auto& screen : screens) {
    if (screen->id() == state.location.screen && is_there(state, *screen))
      screen->list_commands(ui, state, list);
  }
  add_tables(ui, list);
  for (const auto& screen : screens) {
    const Key name = screen->label();
    list.add(
        [name](const app::Locale& locale) {
          return locale.format(Key::palette_go, {locale.text(name)});
        },
        screen->icon(),
        [id = screen->id()](app::Actions& actions) {
          actions.push(app::Navigate{app::Location{id, {}, {}}});
        });
  }
  for (const auto& screen : screens)
    if (is_there(state, *screen)) screen->list_places(state, list);
  list.add(
      Key::keys_help, Icon::kInfo, [&shell](app::Actions&) { shell.wanted = Sheet::kHelp; },
      shortcut_keys(Shortcut::kHelp));
  list.add(
      Key::keys_map, Icon::kInfo, [&shell](app::Actions&) { shell.wanted = Sheet::kKeys; },
      shortcut_keys(Shortcut::kKeyMap));
  add_settings(state, list);
  return list;
}

void draw_row(Ui& ui, const Rect& row, const Command& command, bool chosen) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (chosen) fill(list, row, ui.theme.dark ? ui.theme.pressed : ui.theme.hover, 4);
  draw_icon(list, {row.x + 8, row.y, 16, row.h}, command.icon, ui.theme.secondary);
  const TextStyle note{type::kSmall, Weight::kRegular, ui.theme.tertiary, Align::kRight};
  const float width = command.note.empty() ? 0 : text_size(ui, command.note, note).x + 12;
  draw_text(ui, list, {row.x + 34, row.y, row.w - 42 - width, row.h}, command.text, {});
  draw_text(ui, list, {row.x, row.y, row.w - 10, row.h}, command.note, note);
}

// The chosen command's index or -1.
int draw_found(Ui& ui, const Rect& area, const std::vector<Command>& commands,
               const std::vector<size_t>& found, bool mark_first) {
  int chosen = -1;
  ui.tree.begin(0,
                {.role = a11y::Role::kListbox,
                 .name = ui.tr(Key::palette_title),
                 .count = static_cast<int>(found.size())},
                area, visible_part(area));
  Rect rest = begin_scroll(ui, "commands", area);
  rest.h = 1e6f;
  const Rect top = rest;
  for (size_t i = 0; i < found.size(); ++i) {
    Rect row = rest.cut_top(kRowHeight);
    if (found.size() > kMostRows) row.w -= ImGui::GetStyle().ScrollbarSize;
    ImGui::PushID(static_cast<int>(found[i]));
    const Interaction it = interact(ui, Ui::id("command"), row,
                                    {.role = a11y::Role::kOption,
                                     .name = commands[found[i]].text,
                                     .value = commands[found[i]].note,
                                     .index = static_cast<int>(i),
                                     .count = static_cast<int>(found.size())});
    ImGui::PopID();
    if (it.shown)
      draw_row(ui, row, commands[found[i]], it.hovered || it.ring || (i == 0 && mark_first));
    if (it.pressed) chosen = static_cast<int>(found[i]);
  }
  end_scroll({top.x, top.y, area.w, area.h}, rest.y);
  ui.tree.end();
  return chosen;
}

}  // namespace

void open_palette(Ui& ui) {
  open_popup(ui, palette_id());
}

void draw_palette(Ui& ui, const app::AppState& app_state, const Screens& screens, ShellState& state,
                  app::Actions& actions) {
  if (!ImGui::IsPopupOpen(palette_id(), ImGuiPopupFlags_None)) {
    state.palette_query.clear();
    return;
  }
  const CommandList list = all_commands(ui, app_state, screens, state);
  const std::vector<Command>& commands = list.commands();
  const float width = 560;
  const float left = std::round((ImGui::GetIO().DisplaySize.x - width) / 2);
  // As high for a few as for many: the list does not jump under the eye while one types.
  const float height = kRowHeight * static_cast<float>(std::min(kMostRows, commands.size()));
  Rect content;
  if (!begin_popup(ui, palette_id(), {left, 60, width, 0}, {width, 50 + height},
                   {.role = a11y::Role::kDialog, .name = ui.tr(Key::palette_title)}, content))
    return;
  ui.let_arrows_move_focus();
  content = content.inset(6);
  const auto field = text_field(ui, content.cut_top(32, 6),
                                {.id = "query",
                                 .label = ui.tr(Key::palette_title),
                                 .value = state.palette_query,
                                 .hint = ui.tr(Key::palette_hint),
                                 .kind = app::FieldKind::kSearch,
                                 .autofocus = true});
  if (field.changed || field.committed) state.palette_query = field.text;
  const auto found = find_commands(commands, state.palette_query, ui.input->pinyin_initial);
  int chosen = draw_found(ui, content, commands, found, !state.palette_query.empty());
  const bool enter = field.committed && field.reason == app::CommitReason::kEnter;
  if (enter && !found.empty()) chosen = static_cast<int>(found.front());
  if (found.empty())
    label(ui, content.cut_top(kRowHeight), ui.tr(Key::common_no_match),
          {type::kBase, Weight::kRegular, ui.theme.tertiary, Align::kCenter});
  if (chosen >= 0) {
    commands[static_cast<size_t>(chosen)].run(actions);
    ui.output->request_repaint(0);  // what it asked a panel for is drawn with the next frame
  }
  if (chosen >= 0 || field.cancelled) close_popup();
  end_popup(ui);
}

}  // namespace fenming::ui
