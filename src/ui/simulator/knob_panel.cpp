// The knobs: a row an amount, the baseline's beside the candidate's; the chosen row opens a slider
// and a field. Rows outside the view are not drawn. To the keyboard the list is one stop, the
// chosen row; the arrows choose another, then Tab leads to its slider and field.
#include <algorithm>
#include <vector>

#include "app/amount_text.h"
#include "app/prices/view.h"
#include "ui/simulator/simulator_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace sim = app::simulator;

constexpr float kHeading = 28;
constexpr float kOpenRow = 76;    // slider, field and reset below the row
constexpr float kScrollbar = 10;  // room that the list's scroll bar takes
constexpr float kNumber = 72;

std::string key_text(const sim::KnobAddress& address) {
  return std::to_string(static_cast<int>(address.kind)) + "/" + address.tier + "/" + address.code +
         "/" + std::to_string(address.part);
}

bool matches(const sim::Knob& knob, const std::string& query) {
  return query.empty() || knob.label.find(query) != std::string::npos ||
         knob.group.find(query) != std::string::npos ||
         knob.address.code.find(query) != std::string::npos;
}

void draw_slider(Ui& ui, const Rect& rect, const sim::Knob& knob, const std::string& name,
                 app::Actions& actions) {
  const std::string shown = format_knob(knob.unit, knob.value);
  const SliderResult moved = slider(ui, rect,
                                    {.id = "slider",
                                     .label = name,
                                     .minimum = knob.minimum,
                                     .maximum = std::max(knob.maximum, knob.value),
                                     .step = knob.step,
                                     .baseline = knob.baseline.value_or(-1),
                                     .value_text = shown},
                                    knob.value);
  if (moved.committed)
    actions.push(sim::Intent(sim::SetKnob{knob.address, moved.value}));
  else if (moved.changed)
    actions.push(sim::Intent(sim::ShowKnob{knob.address, moved.value}));
}

void draw_field(Ui& ui, Rect row, const sim::Knob& knob, const std::string& name,
                const sim::State& state, app::Actions& actions) {
  const bool refused = state.knob_error && state.knob_error->address == knob.address;
  const std::string plain =
      refused ? state.knob_error->text : format_knob_plain(knob.unit, knob.value);
  const std::string_view error =
      refused ? app::prices::error_text(state.knob_error->code, ui.locale) : std::string_view();
  const std::string field_name = ui.tr(Key::simulator_value_of, {name});
  const auto field =
      text_field(ui, row.cut_left(124, 8),
                 {.id = "value",
                  .label = field_name,
                  .value = plain,
                  .error = error,
                  .prefix = knob.unit == sim::KnobUnit::kMoney ? "¥" : "",
                  .suffix = knob.unit == sim::KnobUnit::kPercent    ? "%"
                            : knob.unit == sim::KnobUnit::kDistance ? "km"
                                                                    : "",
                  .kind = knob.unit == sim::KnobUnit::kMoney     ? app::FieldKind::kMoney
                          : knob.unit == sim::KnobUnit::kPercent ? app::FieldKind::kPercent
                                                                 : app::FieldKind::kQuantity});
  if (field.committed && field.text != plain)
    actions.push(sim::Intent(sim::TypeKnob{knob.address, knob.unit, field.text}));
  if (!knob.changed() || !knob.baseline) return;
  if (button_left(
          ui, row,
          {.id = "reset", .label = ui.tr(Key::simulator_reset), .kind = ButtonKind::kQuiet}))
    actions.push(sim::Intent(sim::ResetKnob{knob.address}));
}

// Returns the row's id.
ImGuiID draw_knob(Ui& ui, Rect rect, const sim::Knob& knob, bool open, bool with_group,
                  const sim::State& state, SimulatorPanel& panel, app::Actions& actions) {
  const std::string key = key_text(knob.address);
  const std::string name = knob.group + " " + knob.label;
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::PushID(key.c_str());
  if (open) fill(list, rect.inset(0, 1), ui.theme.hover, space::kRadius);
  Rect row = rect.cut_top(space::kRow);
  const std::string values = (knob.baseline ? format_knob(knob.unit, *knob.baseline) : "—") +
                             " → " + format_knob(knob.unit, knob.value);
  const Interaction it = interact(ui, Ui::id("knob"), row,
                                  {.role = a11y::Role::kButton,
                                   .name = name,
                                   .value = values,
                                   .states = open ? a11y::kExpanded : a11y::kCollapsed},
                                  {.focusable = open});
  if (it.shown) {
    if (it.hovered && !open) fill(list, row, ui.theme.hover, space::kRadius);
    Rect cells = row.inset(8, 0);
    const ImU32 colour =
        knob.changed() && knob.baseline ? ui.theme.change(knob.value - *knob.baseline) : 0;
    draw_text(ui, list, cells.cut_right(kNumber), format_knob(knob.unit, knob.value),
              {type::kBase, knob.changed() ? Weight::kSemibold : Weight::kRegular, colour,
               Align::kRight});
    draw_text(ui, list, cells.cut_right(kNumber),
              knob.baseline ? format_knob(knob.unit, *knob.baseline) : "—",
              {type::kBase, Weight::kRegular, ui.theme.secondary, Align::kRight});
    const std::string& shown = with_group ? name : knob.label;
    const TextStyle style = fitted(ui, shown, {}, cells.w);
    draw_text(ui, list, cells, shown, style);
    if (it.hovered && text_size(ui, shown, style).x > cells.w) ui.tooltip(it.id, row, shown);
    if (it.ring) focus_ring(ui, list, row.inset(1), space::kRadius);
  }
  if (it.pressed) panel.selected = knob.address;
  if (open) {
    draw_slider(ui, rect.cut_top(30, 4).inset(8, 0), knob, name, actions);
    draw_field(ui, rect.cut_top(space::kControl).inset(8, 0), knob, name, state, actions);
  }
  ImGui::PopID();
  return it.id;
}

void draw_group(Ui& ui, const Rect& row, std::string_view name) {
  label(ui, row.inset(8, 0), name, {type::kSmall, Weight::kSemibold, ui.theme.tertiary});
}

// The arrows, Home and End on the chosen row.
void choose_by_keys(Ui& ui, const std::vector<const sim::Knob*>& shown, const sim::Knob& chosen,
                    SimulatorPanel& panel) {
  const auto at =
      static_cast<size_t>(std::find(shown.begin(), shown.end(), &chosen) - shown.begin());
  const size_t to = stepped_by_keys(at, shown.size());
  if (to == at) return;
  panel.selected = shown[to]->address;
  ImGui::PushID(key_text(panel.selected).c_str());
  ui.set_focus(Ui::id("knob"), true);
  ImGui::PopID();
  ui.output->request_repaint(0);
}

// What the search leaves; the first of it is chosen where the chosen one is not among it.
std::vector<const sim::Knob*> shown_knobs(const SimulatorView& view, SimulatorPanel& panel) {
  std::vector<const sim::Knob*> shown;
  bool has_chosen = false;
  for (const sim::Knob& knob : view.knobs) {
    if (!matches(knob, panel.search)) continue;
    shown.push_back(&knob);
    has_chosen = has_chosen || panel.selected == knob.address;
  }
  if (!has_chosen && !shown.empty()) panel.selected = shown.front()->address;
  return shown;
}

void draw_list(Ui& ui, const Rect& rect, const SimulatorView& view, SimulatorPanel& panel,
               app::Actions& actions) {
  const std::vector<const sim::Knob*> shown = shown_knobs(view, panel);
  const Rect area = begin_scroll(ui, "knobs", rect);
  float y = area.y;
  std::string_view group;
  bool in_changed = false;
  const sim::Knob* focused = nullptr;
  for (const sim::Knob* each : shown) {
    const sim::Knob& knob = *each;
    const bool changed_part = &knob < view.knobs.data() + view.changed;
    if (!changed_part && (in_changed || group != knob.group)) {
      const Rect heading{area.x, y, area.w, kHeading};
      if (y + kHeading > rect.y && y < rect.bottom()) draw_group(ui, heading, knob.group);
      y += kHeading;
      group = knob.group;
    }
    in_changed = changed_part;
    const bool open = panel.selected == knob.address;
    const float height = space::kRow + (open ? kOpenRow : 0);
    if (open || (y + height > rect.y && y < rect.bottom())) {
      const ImGuiID id = draw_knob(ui, {area.x, y, area.w - kScrollbar, height}, knob, open,
                                   changed_part, *view.state, panel, actions);
      if (open && ui.focus.id == id && ui.edit.id == 0) focused = &knob;
    }
    y += height;
  }
  // Once a frame: the next one is not asked by the same press.
  if (focused != nullptr) choose_by_keys(ui, shown, *focused, panel);
  end_scroll(area, y);
}

}  // namespace

void draw_knobs(Ui& ui, const Rect& rect, const SimulatorView& view, SimulatorPanel& panel,
                app::Actions& actions) {
  Rect actions_row;
  Rect content = titled_card(ui, rect, ui.tr(Key::simulator_knobs), &actions_row);
  if (view.changed > 0) {
    if (button_right(ui, actions_row,
                     {.label = ui.tr(Key::simulator_reset_all), .kind = ButtonKind::kQuiet}))
      actions.push(sim::Intent(sim::ResetAll{}));
    label(ui, actions_row, ui.tr(Key::simulator_changed, {std::to_string(view.changed)}),
          {type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kRight});
  }
  const auto search = text_field(ui, content.cut_top(space::kControl, 6),
                                 {.id = "knob-search",
                                  .label = ui.tr(Key::simulator_search),
                                  .value = panel.search,
                                  .hint = ui.tr(Key::simulator_search),
                                  .kind = app::FieldKind::kSearch,
                                  .takes_find = true});
  if (search.changed || search.committed) panel.search = search.text;
  Rect head = content.cut_top(24, 2);
  horizontal_line(ImGui::GetWindowDrawList(), head.x, head.right(), head.bottom() - 1,
                  ui.theme.line);
  head = head.inset(8, 0);
  head.cut_right(kScrollbar);
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kRight};
  label(ui, head.cut_right(kNumber), ui.tr(Key::simulator_column_then), style);
  label(ui, head.cut_right(kNumber), ui.tr(Key::simulator_column_now), style);
  label(ui, head, ui.tr(Key::simulator_parameter),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  draw_list(ui, content, view, panel, actions);
}

}  // namespace fenming::ui
