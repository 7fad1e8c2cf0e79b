// What the forms beside the canvas are made of. Each cuts what it used from the top of `rest`.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/designer/designer_screen.h"

namespace fenming::ui {

// What a form leaves free at the right for the scroll bar.
inline constexpr float kScrollBar = 10;

// A small title with a line above it.
void form_section(DesignerContext& context, Rect& rest, app::Key title);
// What was drawn from that entry of the announced tree on is `name`: where the form has just got
// it, the keyboard goes to its first part.
void form_arrive(DesignerContext& context, std::string_view name, size_t entry);
// A label above a drop-down; the chosen index or -1.
int form_pick(DesignerContext& context, Rect& rest, std::string_view id, std::string_view label,
              const std::vector<std::string>& options, int selected);
// A drop-down that adds: it shows only its hint. The chosen index or -1.
int form_add(DesignerContext& context, Rect& rest, std::string_view id, std::string_view hint,
             const std::vector<std::string>& options);
// A label above a field; what was committed in place of the value.
struct FormField {
  std::string_view id = {};
  std::string_view label = {};
  std::string value = {};
  std::string_view suffix = {};
  std::string_view hint = {};
  app::FieldKind kind = app::FieldKind::kText;
};
std::optional<std::string> form_text(DesignerContext& context, Rect& rest, const FormField& field);
// The same for a whole number within bounds; what cannot be used stays in the field with the
// reason.
std::optional<int64_t> form_number(DesignerContext& context, Rect& rest, const FormField& field,
                                   int64_t least, int64_t most);
// A percentage as basis points, above 0 and at most 100 %.
std::optional<int32_t> form_share(DesignerContext& context, Rect& rest, std::string_view id,
                                  std::string_view label, int32_t bp);
// Chips that are on or off and wrap; the pressed index or -1.
struct FormChip {
  std::string text;
  bool on = false;
};
int form_chips(DesignerContext& context, Rect& rest, std::string_view id,
               const std::vector<FormChip>& chips);
// A line of text with a cross behind it; true when the cross was pressed.
bool form_line(DesignerContext& context, Rect& rest, std::string_view id, std::string_view text,
               std::string_view note = {});
// Words that only tell.
void form_words(DesignerContext& context, Rect& rest, std::string_view text);

// One change of a node as a step of history.
void change_node(DesignerContext& context, app::Key step, const std::string& node,
                 std::function<void(workflow::Node&)> how);

// Fee categories that a trigger or a declaration can name: the trade's, and those of the template.
std::vector<std::string> fee_codes(const DesignerContext& context);
// Roles that somebody can be named by: the known ones and those that the template has.
std::vector<std::string> staff_codes(const DesignerContext& context);

// Sections of a node's form (settlement_forms.cpp).
void draw_sla(DesignerContext& context, Rect& rest, const workflow::Node& node);
void draw_triggers(DesignerContext& context, Rect& rest, const workflow::Node& node);
// When an edge is taken (condition_form.cpp).
void draw_condition(DesignerContext& context, Rect& rest, const workflow::Edge& edge);
// And those of node_extras.cpp; the calendar is that of a node with a limit.
void draw_checklist(DesignerContext& context, Rect& rest, const workflow::Node& node);
void draw_sla_calendar(DesignerContext& context, Rect& rest, const workflow::Node& node);
// Sections of the template's form (template_tools.cpp).
void draw_scenarios(DesignerContext& context, Rect& rest);
void draw_replay_entry(DesignerContext& context, Rect& rest);
void draw_files(DesignerContext& context, Rect& rest);

}  // namespace fenming::ui
