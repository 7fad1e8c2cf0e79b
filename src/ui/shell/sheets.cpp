// What explains the interface: the help of the open screen, and the map of its keys.
#include <array>
#include <string>

#include "ui/draw.h"
#include "ui/shell/shell.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;

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
  draw_key_map(ui, screen, state, actions);
}

}  // namespace fenming::ui
