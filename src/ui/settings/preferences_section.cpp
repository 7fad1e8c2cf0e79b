// One's own preferences: language, appearance, the colours of more and less, the password.
#include <algorithm>
#include <array>

#include "app/amount_text.h"
#include "ui/settings/settings_parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace settings = app::settings;

constexpr float kMostWidth = 720;
constexpr int64_t kSampleFen = 12800;
constexpr int64_t kSampleSum = 1'234'567'800;

void draw_gain(SettingsContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const bool red = context.state.preferences.gain_is_red;
  Rect free;
  const int chosen =
      choice_row(ui, rest, Key::settings_gain, Key::settings_gain_help,
                 std::array{Key::settings_gain_red, Key::settings_gain_green}, red ? 0 : 1, &free);
  if (chosen >= 0) context.actions.push(app::SetGainColour{chosen == 0});
  // What the choice looks like.
  for (const int64_t fen : {-kSampleFen, kSampleFen}) {
    const std::string text = app::format_money_change(fen);
    const TextStyle style{type::kBase, Weight::kSemibold, ui.theme.change(fen)};
    label(ui, free.cut_right(text_size(ui, text, style).x + 2, 16), text, style);
  }
}

void draw_amounts(SettingsContext& context, Rect& rest) {
  Ui& ui = context.ui;
  Rect free;
  const int chosen = choice_row(ui, rest, Key::settings_amounts, Key::settings_amounts_help,
                                std::array{Key::settings_amounts_full, Key::settings_amounts_wan},
                                ui.in_wan ? 1 : 0, &free);
  if (chosen >= 0) context.actions.push(app::SetAmounts{chosen == 1});
  label(ui, free, figure_money(ui, kSampleSum),
        {type::kBase, Weight::kSemibold, ui.theme.text, Align::kRight});
}

void draw_account(SettingsContext& context, Rect rest) {
  Ui& ui = context.ui;
  const app::Account& account = context.state.account;
  Rect row = rest.cut_top(34);
  const float used = label(ui, row, account.name, {type::kTitle, Weight::kSemibold});
  badge(ui, row.x + used + 10, row, role_text(account.role, ui.locale), Tone::kAccent);
  label(ui, rest.cut_top(22, 6), settings::role_help(account.role, ui.locale),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const Key action =
      account.has_password ? Key::settings_change_password : Key::settings_set_password;
  Rect line = rest.cut_top(space::kControl);
  if (button_left(ui, line, {.id = "password", .label = ui.tr(action), .icon = Icon::kLock}))
    context.push(settings::ChangePassword{});
}

}  // namespace

void draw_preferences(SettingsContext& context, Rect rest) {
  Ui& ui = context.ui;
  const app::Preferences& own = context.state.preferences;
  rest.w = std::min(rest.w, kMostWidth);
  if (context.state.account.is_known())
    draw_account(context,
                 titled_card(ui, rest.cut_top(154, space::kGap), ui.tr(Key::settings_account)));
  Rect content = titled_card(ui, rest.cut_top(312), ui.tr(Key::settings_interface));
  const int language = choice_row(ui, content, Key::settings_language, Key::settings_language_help,
                                  std::array{Key::shell_chinese, Key::shell_english},
                                  own.language == app::Language::kEnglish ? 1 : 0);
  if (language >= 0)
    context.actions.push(
        app::SetLanguage{language == 1 ? app::Language::kEnglish : app::Language::kChinese});
  const int theme = choice_row(
      ui, content, Key::settings_theme, Key::settings_theme_help,
      std::array{Key::settings_theme_system, Key::settings_theme_light, Key::settings_theme_dark},
      static_cast<int>(own.theme));
  if (theme >= 0) context.actions.push(app::SetTheme{static_cast<app::ThemeChoice>(theme)});
  draw_gain(context, content);
  draw_amounts(context, content);
}

}  // namespace fenming::ui
