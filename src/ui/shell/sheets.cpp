// What explains the interface: the help of the open screen and the map of its keys.
#include <array>
#include <string>

#include "ui/draw.h"
#include "ui/shell/shell.h"
#include "ui/shortcuts.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;

constexpr float kLine = 26;

void draw_keys(Ui& ui, const Rect& row, const ShortcutEntry& entry) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string keys = shortcut_keys(entry);
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kCenter};
  const float width = text_size(ui, keys, style).x + 14;
  const Rect box{row.right() - width, row.y + 3, width, row.h - 6};
  fill(list, box, ui.theme.dark ? ui.theme.hover : ui.theme.background, 4);
  outline(list, box, ui.theme.line, 4);
  draw_text(ui, list, {row.x, row.y, row.w - width - 8, row.h}, ui.tr(entry.text), {});
  draw_text(ui, list, box, keys, style);
  ui.announce({.role = a11y::Role::kListItem, .name = ui.tr(entry.text), .value = keys}, row);
}

// One group of the key map; returns what is left of the column.
Rect draw_group(Ui& ui, Rect column, ShortcutGroup group, Key title) {
  heading(ui, column.cut_top(28), ui.tr(title), 3,
          {type::kSmall, Weight::kSemibold, ui.theme.secondary});
  const Rect whole = column;
  ui.tree.begin(0, {.role = a11y::Role::kList, .name = ui.tr(title)}, whole, visible_part(whole));
  for (const ShortcutEntry& entry : shortcuts()) {
    if (entry.group == group) draw_keys(ui, column.cut_top(kLine), entry);
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

// The right column is about what the open screen has: a drawing or tables.
void draw_key_map(Ui& ui, const Screen& screen) {
  const bool draws = screen.id() == app::ScreenId::kTemplates;
  const ShortcutGroup own = draws ? ShortcutGroup::kCanvas : ShortcutGroup::kTables;
  const float left =
      group_height(ShortcutGroup::kEverywhere) + group_height(ShortcutGroup::kMoving);
  const float right = group_height(own);
  Rect content;
  bool closed = false;
  const DialogDesc desc{.id = "keys",
                        .title = ui.tr(Key::keys_title),
                        .width = 820,
                        .height = 74 + std::max(left, right)};
  if (!begin_dialog(ui, desc, content, closed)) return;
  Rect column = content.cut_left((content.w - 40) / 2, 40);
  column = draw_group(ui, column, ShortcutGroup::kEverywhere, Key::keys_everywhere);
  draw_group(ui, column, ShortcutGroup::kMoving, Key::keys_moving);
  draw_group(ui, content, own, draws ? Key::keys_canvas : Key::keys_tables);
  if (closed) close_popup();
  end_dialog(ui);
}

constexpr float kHelpWidth = 560;

float help_height(Ui& ui, const Screen& screen) {
  float height = 30 + 8 + 2 * 16 + space::kControl + 16;
  for (const Key line : screen.help())
    height += paragraph(ui, {0, 0, kHelpWidth - 40 - 18, 0}, ui.tr(line), {}, false) + 8;
  return height;
}

void draw_help(Ui& ui, const Screen& screen, ShellState& state, app::Actions& actions) {
  Rect content;
  bool closed = false;
  const std::string title = ui.tr(Key::help_title, {ui.tr(screen.label())});
  const DialogDesc desc{
      .id = "help", .title = title, .width = kHelpWidth, .height = help_height(ui, screen)};
  if (!begin_dialog(ui, desc, content, closed)) return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  for (const Key line : screen.help()) {
    const float height = paragraph(ui, {0, 0, content.w - 18, 0}, ui.tr(line), {}, false);
    Rect row = content.cut_top(height, 8);
    const Rect dot = row.cut_left(6, 12);
    ImGui::GetWindowDrawList()->AddCircleFilled({dot.x + 3, dot.y + 11}, 2, ui.theme.tertiary);
    paragraph(ui, row, ui.tr(line), {});
  }
  if (button_left(ui, foot, {.id = "guide", .label = ui.tr(Key::help_guide), .icon = Icon::kLink}))
    actions.push(app::OpenPage{"/guide?lang=" + std::string(ui.locale.tag())});
  if (button_left(ui, foot, {.id = "keys", .label = ui.tr(Key::keys_map)})) {
    state.wanted = Sheet::kKeys;
    closed = true;
  }
  if (button_left(ui, foot, {.id = "tour", .label = ui.tr(Key::tour_again)})) {
    state.tour_step = 0;
    closed = true;
  }
  if (closed) close_popup();
  end_dialog(ui);
}

}  // namespace

void draw_sheets(Ui& ui, const Screen& screen, ShellState& state, app::Actions& actions) {
  const Sheet wanted = std::exchange(state.wanted, Sheet::kNone);
  if (wanted == Sheet::kHelp) open_dialog(ui, "help");
  if (wanted == Sheet::kKeys) open_dialog(ui, "keys");
  draw_help(ui, screen, state, actions);
  draw_key_map(ui, screen);
}

}  // namespace fenming::ui
