// Lesser parts of a node's form: what is ticked off on the spot, and by which calendar its limit
// counts.
#include "app/designer/words.h"
#include "ui/designer/parts.h"

namespace fenming::ui {

using app::Key;
using namespace app::designer;
using namespace workflow;

void draw_checklist(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_checklist);
  for (size_t i = 0; i < node.checklist.size(); ++i) {
    if (form_line(context, rest, "check-" + std::to_string(i), node.checklist[i])) {
      change_node(context, Key::designer_step_checklist, node.node, [i](Node& one) {
        if (i < one.checklist.size())
          one.checklist.erase(one.checklist.begin() + static_cast<ptrdiff_t>(i));
      });
    }
  }
  const auto text = form_text(
      context, rest, {.id = "new-check", .label = ui.tr(Key::designer_new_check), .value = {}});
  if (!text || text->empty()) return;
  change_node(context, Key::designer_step_checklist, node.node,
              [text = *text](Node& one) { one.checklist.push_back(text); });
}

void draw_sla_calendar(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  const auto& calendars = context.state.prices.file.calendars;
  std::vector<std::string> codes{{}};
  std::vector<std::string> names{std::string(ui.tr(Key::designer_sla_always))};
  int selected = -1;
  for (const Calendar& calendar : calendars) {
    codes.push_back(calendar.calendar);
    names.push_back(ui.tr(Key::designer_sla_calendar_of, {calendar.calendar}));
  }
  for (size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == node.sla->calendar) selected = static_cast<int>(i);
  }
  const int chosen =
      form_pick(context, rest, "sla-calendar", ui.tr(Key::designer_sla_calendar), names, selected);
  if (chosen < 0) return;
  change_node(context, Key::designer_step_sla, node.node,
              [code = codes[static_cast<size_t>(chosen)]](Node& one) {
                if (one.sla) one.sla->calendar = code;
              });
}

}  // namespace fenming::ui
