// The one door to interaction: registers an item with ImGui and announces it, so nothing that can
// be pressed is silent. Widgets draw from what it returns.
#pragma once

#include "ui/ui.h"

namespace fenming::ui {

struct Interaction {
  ImGuiID id = 0;
  bool shown = false;  // some part is visible; draw only then
  bool hovered = false;
  bool held = false;
  bool pressed = false;  // click, Enter or Space, or activation through the DOM mirror
  bool clicked_by_pointer = false;
  bool double_clicked = false;
  bool context = false;        // right click, long press, or the menu key on the focused widget
  bool focused = false;        // keys reach it
  bool ring = false;           // focused and shown as such
  bool focus_arrived = false;  // by keyboard in this frame
};

struct InteractOptions {
  bool disabled = false;
  bool focusable = true;
  bool on_press = false;  // reacts to the button going down, as fields and drags do
  const char* cursor = "pointer";
};

Interaction interact(Ui& ui, ImGuiID id, const Rect& rect, a11y::Node node,
                     const InteractOptions& options = {});

// Of a list that is one stop of Tab: the place that the arrows, Home or End lead to from `at`.
size_t stepped_by_keys(size_t at, size_t count);

// True when the key is pressed (with repeats) and this widget has the keys.
bool key_for(const Ui& ui, const Interaction& it, ImGuiKey key);

}  // namespace fenming::ui
