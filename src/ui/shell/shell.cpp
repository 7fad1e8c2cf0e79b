#include "ui/shell/shell.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui_internal.h"
#include "ui/draw.h"
#include "ui/shortcuts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;

Screen& current_screen(const app::AppState& state, Screens& screens) {
  for (auto& screen : screens) {
    if (screen->id() == state.location.screen) return *screen;
  }
  return *screens.front();
}

void draw_logo(Ui& ui, const Rect& rect) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ui.announce({.role = a11y::Role::kText, .name = ui.tr(Key::shell_product)}, rect);
  const std::string_view first = ui.tr(Key::shell_logo_first);
  const TextStyle style{type::kTitle, Weight::kSemibold, ui.theme.accent};
  const float width = draw_text(ui, list, rect, first, style);
  draw_text(ui, list, {rect.x + width, rect.y, rect.w, rect.h}, ui.tr(Key::shell_logo_second),
            {type::kTitle, Weight::kSemibold});
}

void user_menu(Ui& ui, const app::AppState& state, const Rect& anchor, app::Actions& actions) {
  const app::Preferences& p = state.preferences;
  const std::array items = {
      MenuItem{ui.tr(Key::shell_theme_system),
               Icon::kSettings,
               {},
               p.theme == app::ThemeChoice::kSystem},
      MenuItem{ui.tr(Key::shell_theme_light), Icon::kSun, {}, p.theme == app::ThemeChoice::kLight},
      MenuItem{ui.tr(Key::shell_theme_dark), Icon::kMoon, {}, p.theme == app::ThemeChoice::kDark},
      MenuItem{
          .label = ui.tr(Key::shell_gain_red), .checked = p.gain_is_red, .separator_before = true},
      MenuItem{.label = ui.tr(Key::shell_gain_green), .checked = !p.gain_is_red},
      MenuItem{.label = ui.tr(Key::shell_chinese),
               .checked = p.language == app::Language::kChinese,
               .separator_before = true},
      MenuItem{.label = ui.tr(Key::shell_english),
               .checked = p.language == app::Language::kEnglish},
      MenuItem{.label = ui.tr(Key::shell_sign_out), .icon = Icon::kUser, .separator_before = true}};
  switch (menu(ui, Ui::id("user-menu"), anchor, ui.tr(Key::shell_user_menu), items)) {
    case 0:
      actions.push(app::SetTheme{app::ThemeChoice::kSystem});
      break;
    case 1:
      actions.push(app::SetTheme{app::ThemeChoice::kLight});
      break;
    case 2:
      actions.push(app::SetTheme{app::ThemeChoice::kDark});
      break;
    case 3:
      actions.push(app::SetGainColour{true});
      break;
    case 4:
      actions.push(app::SetGainColour{false});
      break;
    case 5:
      actions.push(app::SetLanguage{app::Language::kChinese});
      break;
    case 6:
      actions.push(app::SetLanguage{app::Language::kEnglish});
      break;
    case 7:
      actions.push(app::SignOut{});
      break;
    default:
      break;
  }
}

void draw_user_area(Ui& ui, const app::AppState& state, Rect& row, app::Actions& actions) {
  const std::string_view name =
      state.account.is_known() ? std::string_view(state.account.name) : ui.tr(Key::shell_user_menu);
  const Rect user = row.cut_right(space::kControl, 4);
  if (button(ui, user,
             {.id = "user",
              .label = name,
              .icon = Icon::kUser,
              .kind = ButtonKind::kQuiet,
              .icon_only = true})) {
    open_popup(ui, Ui::id("user-menu"));
  }
  user_menu(ui, state, {user.right() - 200, user.y, user.w, user.h}, actions);
  const bool english = state.preferences.language == app::Language::kEnglish;
  if (button(ui, row.cut_right(space::kControl, 4),
             {.id = "language",
              .label = ui.tr(Key::shell_switch_language),
              .icon = Icon::kGlobe,
              .kind = ButtonKind::kQuiet,
              .icon_only = true})) {
    actions.push(app::SetLanguage{english ? app::Language::kChinese : app::Language::kEnglish});
  }
  const bool dark = state.is_dark();
  if (button(ui, row.cut_right(space::kControl, 12),
             {.id = "theme",
              .label = ui.tr(dark ? Key::shell_to_light : Key::shell_to_dark),
              .icon = dark ? Icon::kSun : Icon::kMoon,
              .kind = ButtonKind::kQuiet,
              .icon_only = true})) {
    actions.push(app::SetTheme{dark ? app::ThemeChoice::kLight : app::ThemeChoice::kDark});
  }
}

// Looks like a field, opens the command palette.
void draw_search(Ui& ui, const Rect& rect) {
  const std::string_view text = ui.tr(Key::shell_search);
  const Interaction it =
      interact(ui, Ui::id("search"), rect, {.role = a11y::Role::kButton, .name = text});
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, it.hovered ? ui.theme.hover : ui.theme.raised, space::kRadius);
  outline(list, rect, ui.theme.line, space::kRadius);
  draw_icon(list, {rect.x + 6, rect.y, 20, rect.h}, Icon::kSearch, ui.theme.tertiary);
  const Rect words{rect.x + 30, rect.y, rect.w - 90, rect.h};
  const TextStyle style =
      fitted(ui, text, {type::kSmall, Weight::kRegular, ui.theme.tertiary}, words.w);
  // Half a sentence says less than the symbol alone.
  if (text_size(ui, text, style).x <= words.w) draw_text(ui, list, words, text, style);
  draw_text(ui, list, rect.inset(10, 0), shortcut_keys(Shortcut::kPalette),
            {type::kMicro, Weight::kRegular, ui.theme.tertiary, Align::kRight});
  if (it.ring) focus_ring(ui, list, rect, space::kRadius);
  if (it.pressed) open_palette(ui);
}

// What the server's state means for the whole page, the more urgent alone: that it cannot be
// reached, while what was sent waits and is sent again by itself; that it runs a newer build, while
// this page goes on until it is loaded again. It stands in the bar, because it comes by itself:
// under a hand that is about to press nothing may move.
void draw_server_line(Ui& ui, const app::AppState& state, Rect& row, app::Actions& actions) {
  if (state.backend.offline) {
    const BannerDesc desc{.id = "offline",
                          .text = ui.tr(Key::shell_offline),
                          .tone = Tone::kWarn,
                          .action = ui.tr(Key::shell_retry)};
    if (line_banner(ui, row, desc, ui.tr(Key::shell_offline_brief))) actions.push(app::RetryNow{});
  } else if (state.backend.has_newer) {
    const BannerDesc desc{
        .id = "newer",
        .text = ui.tr(state.reload_wanted ? Key::shell_newer_saving : Key::shell_newer),
        .tone = Tone::kAccent,
        .action = ui.tr(Key::shell_reload)};
    if (line_banner(ui, row, desc, ui.tr(Key::shell_newer_brief))) actions.push(app::ReloadPage{});
  }
}

void draw_top_bar(Ui& ui, const app::AppState& state, Screen& screen, const Rect& bar,
                  app::Actions& actions) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, bar, ui.theme.surface);
  horizontal_line(list, bar.x, bar.right(), bar.bottom() - 1, ui.theme.line);
  ui.tree.begin(0, {.role = a11y::Role::kBanner, .name = ui.tr(Key::shell_top_bar)}, bar, bar);
  Rect row = bar.inset(16, 0);
  draw_logo(
      ui,
      row.cut_left(
          text_size(ui, ui.tr(Key::shell_product), {type::kTitle, Weight::kSemibold}).x + 1, 16));
  row = row.middle(space::kControl);
  draw_user_area(ui, state, row, actions);
  const std::array crumbs = {Crumb{ui.tr(screen.label()), false}};
  float used = 0;
  breadcrumb(ui, row, crumbs, &used);
  row.cut_left(used, 8);
  if (is_there(state, screen)) screen.draw_top_bar(ui, state, actions, row);
  draw_server_line(ui, state, row, actions);
  if (row.w > 200) draw_search(ui, row.cut_right(std::min(280.0f, row.w - 20)));
  ui.tree.end();
}

// As wide as the longest name of a screen needs.
float rail_width(const Ui& ui, const Screens& screens) {
  float width = space::kRail;
  for (const auto& screen : screens) {
    if (screen->in_rail())
      width =
          std::max(width, std::ceil(text_size(ui, ui.tr(screen->label()), {type::kMicro}).x) + 9);
  }
  return width;
}

void draw_rail(Ui& ui, const app::AppState& app_state, Screens& screens, const Screen& current,
               const Rect& rail, app::Actions& actions) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rail, t.surface);
  vertical_line(list, rail.right() - 1, rail.y, rail.bottom(), t.line);
  ui.tree.begin(0, {.role = a11y::Role::kNavigation, .name = ui.tr(Key::shell_rail)}, rail, rail);
  Rect rest = rail.inset(3, 8);
  rest.w -= 1;
  for (const auto& screen : screens) {
    const bool on = screen.get() == &current;
    if (!screen->in_rail() && !on) continue;
    const Rect item = rest.cut_top(46, 2);
    const std::string_view name = ui.tr(screen->label());
    ImGui::PushID(static_cast<int>(screen->id()));
    const Interaction it =
        interact(ui, Ui::id("rail"), item,
                 {.role = a11y::Role::kLink, .name = name, .states = on ? a11y::kSelected : 0u});
    ImGui::PopID();
    if (on)
      fill(list, item, t.accent_background, space::kCardRadius);
    else if (it.hovered)
      fill(list, item, it.held ? t.pressed : t.hover, space::kCardRadius);
    const ImU32 colour = on ? t.accent : it.hovered ? t.text : t.secondary;
    draw_icon(list, {item.x, item.y + 5, item.w, 20}, screen->icon(), colour);
    TextStyle style{type::kMicro, on ? Weight::kSemibold : Weight::kRegular, colour,
                    Align::kCenter};
    // A long name stays within its place; colour and ground say that it is chosen.
    if (text_size(ui, name, style).x > item.w - 4) style.weight = Weight::kRegular;
    draw_text(ui, list, {item.x, item.y + 26, item.w, 16}, name, style);
    if (it.ring) focus_ring(ui, list, item.inset(1), space::kCardRadius);
    // Of the open screen it leads from a document back to where documents are chosen.
    if (it.pressed && (!on || !app_state.location.path.empty()))
      actions.push(app::Navigate{app::Location{screen->id(), {}, {}}});
  }
  ui.tree.end();
}

// Keys that hold on every screen; what lies over the screen has its own.
void global_keys(Ui& ui, ShellState& state, app::Actions& actions) {
  if (ui.edit.id != 0 || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
  if (shortcut_pressed(Shortcut::kPalette)) open_palette(ui);
  if (shortcut_pressed(Shortcut::kFind)) ui.ask_find();
  if (shortcut_pressed(Shortcut::kHelp)) state.wanted = Sheet::kHelp;
  // A mark that is typed into a cell stays there.
  if (shortcut_pressed(Shortcut::kKeyMap) && !ui.focus_takes_text()) state.wanted = Sheet::kKeys;
  if (shortcut_pressed(Shortcut::kRedo, true)) actions.push(app::Redo{});
  if (shortcut_pressed(Shortcut::kUndo, true)) actions.push(app::Undo{});
}

}  // namespace

void draw_shell(Ui& ui, const app::AppState& app_state, Screens& screens, ShellState& state,
                app::Actions& actions) {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  Rect whole{0, 0, size.x, size.y};
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("##shell", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse);
  fill(ImGui::GetWindowDrawList(), whole, ui.theme.background);
  global_keys(ui, state, actions);
  Screen& screen = current_screen(app_state, screens);
  draw_top_bar(ui, app_state, screen, whole.cut_top(space::kTopBar), actions);
  draw_rail(ui, app_state, screens, screen, whole.cut_left(rail_width(ui, screens)), actions);
  const std::string_view name = ui.tr(screen.label());
  ui.tree.begin(0, {.role = a11y::Role::kMain, .name = name}, whole, whole);
  if (is_there(app_state, screen)) screen.draw(ui, app_state, actions, whole);
  ui.tree.end();
  if (auto given = ui.take_given_table()) actions.push(std::move(*given));
  if (ui.find_is_unanswered()) open_palette(ui);  // a screen without a search field of its own
  draw_palette(ui, app_state, screens, state, actions);
  draw_sheets(ui, screen, state, actions);
  draw_tour(ui, app_state, state, actions);
  ImGui::End();
  toasts(ui, app_state.toasts, state.toasts, actions);
  ui.output->title = std::string(name) + " · " + std::string(ui.tr(Key::shell_product));
  ui.output->document_language = ui.locale.tag();
}

}  // namespace fenming::ui
