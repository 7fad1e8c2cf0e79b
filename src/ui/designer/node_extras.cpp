// Lesser parts of a node's form: what is ticked off on the spot, which times of the ticket its
// actions set, and by which calendar its limit counts.
#include "app/designer/words.h"
#include "ui/designer/parts.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

std::string stamp_text(const Ui& ui, const Stamp& stamp) {
  constexpr std::array kTimes = {std::pair(TimeName::kTaken, Key::designer_time_taken),
                                 std::pair(TimeName::kCompleted, Key::designer_time_completed),
                                 std::pair(TimeName::kAccepted, Key::designer_time_accepted)};
  for (const auto& [time, key] : kTimes) {
    if (time == stamp.time)
      return ui.tr(Key::designer_stamp, {action_text(stamp.action, ui.locale), ui.tr(key)});
  }
  return std::string(action_text(stamp.action, ui.locale));
}

}  // namespace

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

void draw_stamps(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_stamps);
  form_words(context, rest, ui.tr(Key::designer_stamps_help));
  for (size_t i = 0; i < node.stamps.size(); ++i) {
    if (form_line(context, rest, "stamp-" + std::to_string(i), stamp_text(ui, node.stamps[i]))) {
      change_node(context, Key::designer_step_stamp, node.node, [i](Node& one) {
        if (i < one.stamps.size()) one.stamps.erase(one.stamps.begin() + static_cast<ptrdiff_t>(i));
      });
    }
  }
  std::vector<Stamp> fresh;
  std::vector<std::string> options;
  for (const Action action : node.actions) {
    if (!is_progress(action)) continue;
    for (const TimeName time : {TimeName::kTaken, TimeName::kCompleted, TimeName::kAccepted}) {
      const Stamp stamp{action, time};
      if (std::find(node.stamps.begin(), node.stamps.end(), stamp) != node.stamps.end()) continue;
      fresh.push_back(stamp);
      options.push_back(stamp_text(ui, stamp));
    }
  }
  const int added = form_add(context, rest, "add-stamp", ui.tr(Key::designer_add_stamp), options);
  if (added < 0) return;
  change_node(
      context, Key::designer_step_stamp, node.node,
      [stamp = fresh[static_cast<size_t>(added)]](Node& one) { one.stamps.push_back(stamp); });
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
