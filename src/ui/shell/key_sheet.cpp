// The map of the keys (?): what each does, and another key for it where somebody wants one.
#include <array>
#include <string>

#include "ui/draw.h"
#include "ui/keymap.h"
#include "ui/shell/shell.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr float kLine = 25;  // all of the canvas fits a window 720 pixels high

struct KeySheet {
  Ui& ui;
  ShellState& state;
  app::Actions& actions;

  void store(const Keymap& keys) const { actions.push(app::SetKeys{keys.text()}); }
};

// The next key becomes the shortcut's own, where it can; Esc leaves it as it was.
void capture(const KeySheet& sheet) {
  ShellState& state = sheet.state;
  const auto chord = chord_in_frame();
  if (!chord) return;
  if (*chord == ImGuiKey_Escape) {
    state.capturing = Shortcut::kCount;
    return;
  }
  const KeyJudgement judged = judge_key(state.capturing, *chord);
  if (judged.fit != KeyFit::kFits) {
    state.capture_problem =
        judged.fit == KeyFit::kUnfit
            ? std::string(sheet.ui.tr(Key::keys_unfit))
            : sheet.ui.tr(Key::keys_taken,
                          {sheet.ui.tr(shortcuts()[static_cast<size_t>(judged.taken_by)].text)});
    return;
  }
  Keymap keys = keymap();
  keys.set(state.capturing, *chord);
  state.capturing = Shortcut::kCount;
  sheet.store(keys);
}

// What the row says of the key: which it is, or what is wrong with the one that was pressed.
std::string words_of(const KeySheet& sheet, const ShortcutEntry& entry) {
  if (sheet.state.capturing != entry.shortcut) return shortcut_keys(entry);
  return sheet.state.capture_problem.empty() ? std::string(sheet.ui.tr(Key::keys_press_new))
                                             : sheet.state.capture_problem;
}

void draw_keys(const KeySheet& sheet, Rect row, const ShortcutEntry& entry) {
  Ui& ui = sheet.ui;
  ShellState& state = sheet.state;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool capturing = state.capturing == entry.shortcut;
  const std::string_view name = ui.tr(entry.text);
  const std::string keys = words_of(sheet, entry);
  ui.tree.begin(0, {.role = a11y::Role::kListItem, .name = name, .value = keys}, row,
                visible_part(row));
  const Rect change = row.cut_right(22, 4).middle(22);
  if (entry.code != nullptr && button(ui, change,
                                      {.id = entry.code,
                                       .label = ui.tr(Key::keys_change, {name}),
                                       .icon = Icon::kEdit,
                                       .kind = ButtonKind::kQuiet,
                                       .icon_only = true})) {
    state.capturing = entry.shortcut;
    state.capture_problem.clear();
    state.capture_frame = ImGui::GetFrameCount();
  }
  const bool own = keymap().own(entry.shortcut) != 0;
  const TextStyle style{type::kSmall, own ? Weight::kSemibold : Weight::kRegular,
                        capturing ? ui.theme.accent : ui.theme.secondary, Align::kCenter};
  const float width = std::min(row.w * 0.7f, text_size(ui, keys, style).x + 14);
  const Rect box{row.right() - width, row.y + 3, width, row.h - 6};
  fill(list, box, ui.theme.dark ? ui.theme.hover : ui.theme.background, 4);
  outline(list, box, capturing ? ui.theme.accent : ui.theme.line, 4);
  draw_text(ui, list, {row.x, row.y, row.w - width - 8, row.h}, name, {});
  draw_text(ui, list, box.inset(4, 0), keys, style);
  if (capturing) ui.announce({.role = a11y::Role::kStatus, .name = keys}, box);
  ui.tree.end();
}

// One group of the key map; returns what is left of the column.
Rect draw_group(const KeySheet& sheet, Rect column, ShortcutGroup group, Key title) {
  Ui& ui = sheet.ui;
  heading(ui, column.cut_top(28), ui.tr(title), 3,
          {type::kSmall, Weight::kSemibold, ui.theme.secondary});
  const Rect whole = column;
  ui.tree.begin(0, {.role = a11y::Role::kList, .name = ui.tr(title)}, whole, visible_part(whole));
  for (const ShortcutEntry& entry : shortcuts()) {
    if (entry.group == group) draw_keys(sheet, column.cut_top(kLine), entry);
  }
  ui.tree.end();
  column.cut_top(14);
  return column;
}

float group_height(ShortcutGroup group) {
  float height = 28 + 14;
  for (const ShortcutEntry& entry : shortcuts())
    height += entry.group == group ? kLine : 0;
  return height;
}

}  // namespace

// The right column is about what the open screen has: a drawing or tables.
void draw_key_map(Ui& ui, const Screen& screen, ShellState& state, app::Actions& actions) {
  const KeySheet sheet{ui, state, actions};
  const bool draws = screen.id() == app::ScreenId::kTemplates;
  const ShortcutGroup own = draws ? ShortcutGroup::kCanvas : ShortcutGroup::kTables;
  const float left = group_height(ShortcutGroup::kEverywhere) +
                     group_height(ShortcutGroup::kMoving) + space::kControl;
  const float right = group_height(own);
  const bool captures = state.capturing != Shortcut::kCount;
  Rect content;
  bool closed = false;
  const DialogDesc desc{.id = "keys",
                        .title = ui.tr(Key::keys_title),
                        .width = 900,
                        .height = 74 + std::max(left, right)};
  if (!begin_dialog(ui, desc, content, closed)) {
    state.capturing = Shortcut::kCount;
    return;
  }
  ui.output->wants_any_key = captures;
  // Not the key that pressed the button.
  if (captures && ImGui::GetFrameCount() > state.capture_frame) capture(sheet);
  Rect column = content.cut_left((content.w - 40) / 2, 40);
  column = draw_group(sheet, column, ShortcutGroup::kEverywhere, Key::keys_everywhere);
  column = draw_group(sheet, column, ShortcutGroup::kMoving, Key::keys_moving);
  Rect foot = column.cut_top(space::kControl);
  if (!keymap().empty() &&
      button_left(ui, foot, {.id = "restore", .label = ui.tr(Key::keys_restore)}))
    sheet.store(Keymap());
  draw_group(sheet, content, own, draws ? Key::keys_canvas : Key::keys_tables);
  // Esc ends the change of a key before it closes the sheet.
  if (closed && !captures) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
