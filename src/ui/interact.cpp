#include "ui/interact.h"

#include "imgui_internal.h"

namespace fenming::ui {
namespace {

bool asks_for_context(const Interaction& it) {
  const bool pointer = it.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right);
  const bool keys =
      it.ring && (ImGui::IsKeyPressed(ImGuiKey_Menu, false) ||
                  (ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false)));
  return pointer || keys;
}

void force_state(const Ui& ui, Interaction& it) {
  it.hovered = it.hovered || ui.forced == ForcedState::kHover || ui.forced == ForcedState::kPressed;
  it.held = it.held || ui.forced == ForcedState::kPressed;
  it.ring = it.ring || ui.forced == ForcedState::kFocus;
}

}  // namespace

Interaction interact(Ui& ui, ImGuiID id, const Rect& rect, a11y::Node node,
                     const InteractOptions& options) {
  Interaction it;
  it.id = id;
  const ImRect bounds(rect.min(), rect.max());
  it.shown = ImGui::ItemAdd(bounds, id);
  it.focused = ui.focus.id == id && !options.disabled;
  it.ring = it.focused && ui.focus.ring;
  it.focus_arrived = it.ring && ui.focus.just_moved;
  if (options.disabled) node.states |= a11y::kDisabled;
  if (it.focused) node.states |= a11y::kFocused;
  ui.tree.add(id, node, rect, visible_part(rect), true, options.focusable);
  if (it.focus_arrived) {
    // The margin keeps the ring of a widget at the edge of a scroll area visible.
    const ImRect around(bounds.Min.x - 4, bounds.Min.y - 4, bounds.Max.x + 4, bounds.Max.y + 4);
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), around, ImGuiScrollFlags_KeepVisibleEdgeY);
    ui.output->request_repaint(0);
  }
  if (options.disabled) {
    it.hovered = it.shown && ImGui::ItemHoverable(bounds, id, ImGuiItemFlags_None);
    if (it.hovered) ui.set_cursor("not-allowed");
    return it;
  }
  ImGuiButtonFlags flags = ImGuiButtonFlags_MouseButtonLeft;
  if (options.on_press) flags |= ImGuiButtonFlags_PressedOnClick;
  if (it.shown) it.pressed = ImGui::ButtonBehavior(bounds, id, &it.hovered, &it.held, flags);
  it.clicked_by_pointer = it.pressed;
  it.double_clicked = it.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  if (it.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && options.focusable) {
    ui.set_focus(id, false);
    it.focused = true;
    it.ring = false;
  }
  if (it.ring && ui.activation_key()) it.pressed = true;
  if (ui.activated_remotely(id)) it.pressed = true;
  // What a panel changes at once was drawn before: it is seen on the next frame.
  if (it.pressed) ui.output->request_repaint(0);
  it.context = asks_for_context(it);
  if (it.hovered) ui.set_cursor(options.cursor);
  force_state(ui, it);
  return it;
}

size_t stepped_by_keys(size_t at, size_t count) {
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow) && at + 1 < count) return at + 1;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow) && at > 0) return at - 1;
  if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) return 0;
  if (ImGui::IsKeyPressed(ImGuiKey_End, false) && count > 0) return count - 1;
  return at;
}

bool key_for(const Ui& ui, const Interaction& it, ImGuiKey key) {
  return it.focused && ui.edit.id == 0 && ImGui::IsKeyPressed(key);
}

}  // namespace fenming::ui
