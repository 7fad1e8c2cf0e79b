// What lies above the page: menus, drop-downs with search, dialogs. ImGui keeps the stacking and
// closes a popup on a click outside; Esc closes the top one; focus returns to where it was.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/interact.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {

// Popup frame. Between begin (true) and end draw inside `content`.
void open_popup(Ui& ui, ImGuiID id);
bool begin_popup(Ui& ui, ImGuiID id, const Rect& anchor, ImVec2 size, const a11y::Node& node,
                 Rect& content);
void end_popup(Ui& ui);
void close_popup();

struct MenuItem {
  std::string_view label = {};
  Icon icon = Icon::kNone;
  std::string_view shortcut = {};
  bool checked = false;
  bool disabled = false;
  bool danger = false;
  bool separator_before = false;
};
// Draws the menu if it is open; the chosen index or -1.
int menu(Ui& ui, ImGuiID id, const Rect& anchor, std::string_view name,
         std::span<const MenuItem> items);

// How a field looks that opens a list below it.
struct ChoiceField {
  std::string_view text = {};  // what is chosen
  std::string_view hint = {};  // shown while nothing is
  bool open = false;
  bool disabled = false;
  bool invalid = false;
};
void choice_field(Ui& ui, const Rect& rect, const Interaction& it, const ChoiceField& field);

struct SelectState {
  std::string query;
};
struct SelectDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::span<const std::string_view> options = {};
  std::string_view hint = {};
  bool searchable = true;  // a search field above more than seven options
  bool disabled = false;
  bool invalid = false;
};
// The chosen index or -1; `selected` may be -1.
int select(Ui& ui, const Rect& rect, const SelectDesc& desc, int selected, SelectState& state);

// A modal dialog: begin returns true while it is open. The title is a heading, never a title bar.
struct DialogDesc {
  std::string_view id = {};
  std::string_view title = {};
  float width = 440;
  float height = 220;
};
void open_dialog(Ui& ui, std::string_view id);
// `closed` becomes true when Esc or the cross asked for it.
bool begin_dialog(Ui& ui, const DialogDesc& desc, Rect& content, bool& closed);
void end_dialog(Ui& ui);

}  // namespace fenming::ui
