// The selected node as a form: who does it, with which fields, within which time, and what its
// actions settle.
#include "app/designer/words.h"
#include "app/pricing/condition_sentence.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

void draw_who(DesignerContext& context, Rect& rest, const Node& node) {
  Ui& ui = context.ui;
  form_section(context, rest, Key::designer_who);
  const std::vector<std::string> codes = staff_codes(context);
  std::vector<std::string> names{std::string(ui.tr(Key::designer_no_one))};
  int selected = 0;
  for (const std::string& code : codes) {
    names.push_back(staff_text(code, ui.locale));
    if (code == node.who.role) selected = static_cast<int>(names.size()) - 1;
  }
  const int role = form_pick(context, rest, "role", ui.tr(Key::designer_role), names, selected);
  if (role >= 0) {
    const std::string code = role == 0 ? std::string() : codes[static_cast<size_t>(role) - 1];
    change_node(context, Key::designer_step_who, node.node,
                [code](Node& one) { one.who.role = code; });
  }
  std::vector<std::string> handlers, titles{std::string(ui.tr(Key::designer_no_handler))};
  int handler = 0;
  for (const Node& other : context.model().nodes) {
    if (!is_human(other.kind) || other.node == node.node) continue;
    handlers.push_back(other.node);
    titles.push_back(context.title_of(other.node));
    if (other.node == node.who.previous) handler = static_cast<int>(titles.size()) - 1;
  }
  const int previous =
      form_pick(context, rest, "previous", ui.tr(Key::designer_same_as), titles, handler);
  if (previous >= 0) {
    const std::string id =
        previous == 0 ? std::string() : handlers[static_cast<size_t>(previous) - 1];
    change_node(context, Key::designer_step_who, node.node,
                [id](Node& one) { one.who.previous = id; });
  }
  if (checkbox(
          ui, rest.cut_top(26, 8),
          {.id = "best", .label = ui.tr(Key::designer_best_match), .disabled = !context.may_edit()},
          node.who.best_match)) {
    change_node(context, Key::designer_step_who, node.node,
                [](Node& one) { one.who.best_match = !one.who.best_match; });
  }
}

// Which time of the ticket each action sets: books are pinned by one of them.
void draw_stamps(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  constexpr std::array kTimes = {TimeName::kTaken, TimeName::kCompleted, TimeName::kAccepted};
  std::vector<std::string> options{std::string(ui.tr(Key::designer_stamp_none))};
  for (const TimeName time : kTimes)
    options.emplace_back(app::time_label(time, ui.locale));
  for (const Action action : node.actions) {
    if (!is_progress(action)) continue;
    int selected = 0;
    for (const Stamp& stamp : node.stamps) {
      const auto at = std::find(kTimes.begin(), kTimes.end(), stamp.time);
      if (stamp.action == action && at != kTimes.end())
        selected = static_cast<int>(at - kTimes.begin()) + 1;
    }
    const std::string id = "stamp-" + std::string(action_name(action));
    const std::string name = ui.tr(Key::designer_stamp_of, {action_text(action, ui.locale)});
    const int chosen = form_pick(context, rest, id, name, options, selected);
    if (chosen < 0) continue;
    std::optional<TimeName> time;
    if (chosen > 0) time = kTimes[static_cast<size_t>(chosen) - 1];
    context.edit(Key::designer_step_actions, {context.title_of(node.node)},
                 [id = node.node, action, time](TemplateDocument& document) {
                   set_stamp(document, id, action, time);
                 });
  }
}

void draw_actions(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_actions);
  constexpr std::array kAll = {Action::kTake,   Action::kArrive, Action::kComplete,
                               Action::kAccept, Action::kReturn, Action::kTransfer,
                               Action::kSuspend};
  std::vector<FormChip> chips;
  for (const Action action : kAll)
    chips.push_back({std::string(action_text(action, ui.locale)), node.offers(action)});
  const int pressed = form_chips(context, rest, "action", chips);
  if (pressed >= 0) {
    context.edit(Key::designer_step_actions, {context.title_of(node.node)},
                 [id = node.node, action = kAll[static_cast<size_t>(pressed)]](auto& document) {
                   toggle_action(document, id, action);
                 });
  }
  draw_stamps(context, rest, node);
  if (!node.offers(Action::kReturn)) return;
  std::vector<std::string> ids, titles;
  for (const Node& other : context.model().nodes) {
    if (!is_human(other.kind) || other.node == node.node) continue;
    ids.push_back(other.node);
    titles.push_back(context.title_of(other.node));
  }
  for (const std::string& target : node.return_to) {
    if (form_line(context, rest, "return-" + target,
                  ui.tr(Key::designer_returns_to, {context.title_of(target)})))
      change_node(context, Key::designer_step_actions, node.node,
                  [target](Node& one) { std::erase(one.return_to, target); });
  }
  const int target = form_add(context, rest, "add-return", ui.tr(Key::designer_add_return), titles);
  if (target >= 0) {
    change_node(
        context, Key::designer_step_actions, node.node,
        [id = ids[static_cast<size_t>(target)]](Node& one) {
          if (std::find(one.return_to.begin(), one.return_to.end(), id) == one.return_to.end())
            one.return_to.push_back(id);
        });
  }
}

void draw_fields(DesignerContext& context, Rect& rest, const Node& node) {
  Ui& ui = context.ui;
  form_section(context, rest, Key::designer_fields);
  std::vector<std::string> access;
  for (const FieldAccess one :
       {FieldAccess::kVisible, FieldAccess::kOptional, FieldAccess::kRequired})
    access.emplace_back(access_text(one, ui.locale));
  const std::vector<std::string_view> options(access.begin(), access.end());
  for (const NodeField& field : node.fields) {
    const std::string title = field_title(context.model(), field.field);
    if (form_line(context, rest, "field-" + field.field, title)) {
      change_node(context, Key::designer_step_fields, node.node, [code = field.field](Node& one) {
        std::erase_if(one.fields, [&](const NodeField& each) { return each.field == code; });
      });
    }
    const std::string id = "access-" + field.field;
    const size_t entry = ui.tree.entries().size();
    const int chosen =
        segmented(ui, rest.cut_top(28, 8),
                  {.id = id, .label = title, .options = options, .disabled = !context.may_edit()},
                  static_cast<int>(field.access));
    form_arrive(context, id, entry);
    if (chosen < 0) continue;
    change_node(context, Key::designer_step_fields, node.node,
                [code = field.field, chosen](Node& one) {
                  for (NodeField& each : one.fields) {
                    if (each.field == code) each.access = static_cast<FieldAccess>(chosen);
                  }
                });
  }
  std::vector<std::string> codes, titles;
  for (const CustomField& field : context.model().fields) {
    const bool there = std::any_of(node.fields.begin(), node.fields.end(),
                                   [&](const NodeField& one) { return one.field == field.field; });
    if (there) continue;
    codes.push_back(field.field);
    titles.push_back(field_title(context.model(), field.field));
  }
  const int added = form_add(context, rest, "add-field", ui.tr(Key::designer_add_field), titles);
  if (added >= 0) {
    context.panel.just_added = "access-" + codes[static_cast<size_t>(added)];
    change_node(context, Key::designer_step_fields, node.node,
                [code = codes[static_cast<size_t>(added)]](Node& one) {
                  one.fields.push_back({code, FieldAccess::kRequired});
                });
  }
}

void draw_outcomes(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_outcomes);
  std::vector<FormChip> chips;
  for (int i = 0; i <= static_cast<int>(VisitOutcome::kTechnicianLate); ++i) {
    const auto outcome = static_cast<VisitOutcome>(i);
    const bool on = std::any_of(node.outcomes.begin(), node.outcomes.end(),
                                [&](const NodeOutcome& one) { return one.outcome == outcome; });
    chips.push_back({std::string(outcome_text(outcome, ui.locale)), on});
  }
  const int pressed = form_chips(context, rest, "outcome", chips);
  if (pressed < 0) return;
  change_node(context, Key::designer_step_outcomes, node.node, [pressed](Node& one) {
    const auto outcome = static_cast<VisitOutcome>(pressed);
    const auto gone = std::erase_if(
        one.outcomes, [&](const NodeOutcome& each) { return each.outcome == outcome; });
    if (gone == 0) one.outcomes.push_back({outcome, usual_fault(outcome)});
  });
}

// An event of the trade by its name, or one of the company's own by its code.
void draw_event(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  const std::vector<std::string> known = app::designer::known_events();
  std::vector<std::string> names;
  for (const std::string& code : known)
    names.push_back(app::designer::event_text(code, ui.locale));
  names.emplace_back(ui.tr(Key::designer_event_other));
  const auto store = [&](const std::string& code) {
    change_node(context, Key::designer_step_wait, node.node,
                [code](Node& one) { one.event = code; });
  };
  const auto found = std::find(known.begin(), known.end(), node.event);
  const int picked = form_pick(context, rest, "event-kind", ui.tr(Key::designer_event), names,
                               static_cast<int>(found - known.begin()));
  if (picked >= 0)
    store(picked < static_cast<int>(known.size()) ? known[static_cast<size_t>(picked)] : "event");
  if (found != known.end()) return;
  const auto code =
      form_text(context, rest,
                {.id = "event", .label = ui.tr(Key::designer_event_code), .value = node.event});
  if (code && !code->empty()) store(*code);
}

void draw_wait(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_waits_for);
  const std::vector<std::string> kinds = {std::string(ui.tr(Key::designer_a_time)),
                                          std::string(ui.tr(Key::designer_an_event))};
  const int kind = form_pick(context, rest, "wait-kind", ui.tr(Key::designer_waits_for), kinds,
                             node.timer_min ? 0 : 1);
  if (kind >= 0) {
    change_node(context, Key::designer_step_wait, node.node, [kind](Node& one) {
      one.timer_min.reset();
      one.event.clear();
      if (kind == 0)
        one.timer_min = 480;
      else
        one.event = app::designer::known_events().front();
    });
  }
  if (node.timer_min) {
    const auto minutes = form_number(context, rest,
                                     {.id = "timer",
                                      .label = ui.tr(Key::designer_minutes),
                                      .value = std::to_string(*node.timer_min)},
                                     1, 1'000'000);
    if (minutes) {
      change_node(context, Key::designer_step_wait, node.node,
                  [minutes](Node& one) { one.timer_min = *minutes; });
    }
    return;
  }
  draw_event(context, rest, node);
}

void draw_kind_parts(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  if (node.kind == NodeKind::kVisit) draw_outcomes(context, rest, node);
  if (node.kind == NodeKind::kWait) draw_wait(context, rest, node);
  if (node.kind == NodeKind::kDispatch) {
    const std::vector<std::string> modes = {std::string(ui.tr(Key::designer_recommend)),
                                            std::string(ui.tr(Key::flow_note_grab))};
    const int mode = form_pick(context, rest, "dispatch", ui.tr(Key::node_dispatch), modes,
                               static_cast<int>(node.dispatch));
    if (mode >= 0)
      change_node(context, Key::designer_step_wait, node.node,
                  [mode](Node& one) { one.dispatch = static_cast<DispatchMode>(mode); });
  }
  if (node.kind == NodeKind::kParts) {
    const std::vector<std::string> steps = {std::string(ui.tr(Key::designer_parts_request)),
                                            std::string(ui.tr(Key::designer_parts_consume)),
                                            std::string(ui.tr(Key::designer_parts_return))};
    const int step = form_pick(context, rest, "parts", ui.tr(Key::node_parts), steps,
                               static_cast<int>(node.parts));
    if (step >= 0)
      change_node(context, Key::designer_step_wait, node.node,
                  [step](Node& one) { one.parts = static_cast<PartsStep>(step); });
  }
}

void draw_comments(DesignerContext& context, Rect& rest, const Node& node) {
  Ui& ui = context.ui;
  form_section(context, rest, Key::designer_comments);
  for (const NodeComment& comment : context.content().comments) {
    if (comment.node != node.node || comment.resolved) continue;
    form_words(context, rest, comment.author + ": " + comment.text);
    const std::string id = "resolve-" + comment.comment;
    if (context.may_edit() &&
        link(ui, rest.cut_top(20, 6), ui.tr(Key::designer_resolve), type::kSmall, id)) {
      context.edit(Key::designer_step_comment, {}, [which = comment.comment](auto& document) {
        for (NodeComment& one : document.comments) {
          if (one.comment == which) one.resolved = true;
        }
      });
    }
  }
  const auto text = form_text(
      context, rest, {.id = "comment", .label = ui.tr(Key::designer_new_comment), .value = {}});
  if (!text || text->empty()) return;
  NodeComment comment{
      fresh_id(context.content(), "comment"),  node.node, context.state.account.name,
      context.state.surroundings.unix_seconds, *text,     false};
  context.edit(Key::designer_step_comment, {},
               [comment](TemplateDocument& document) { document.comments.push_back(comment); });
}

}  // namespace

void draw_node_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const Node* node = find_node(context.content(), context.panel.one_selected());
  if (node == nullptr) return;
  ImGui::PushID(node->node.c_str());
  const Rect area = begin_scroll(ui, "node", rect);
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  heading(ui, rest.cut_top(26), context.title_of(node->node), 2, {type::kTitle, Weight::kSemibold});
  label(ui, rest.cut_top(20, 8), ui.tr(Key::designer_kind_of, {kind_text(node->kind, ui.locale)}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const auto title =
      form_text(context, rest,
                {.id = "title", .label = ui.tr(Key::designer_node_title), .value = node->title});
  if (title) {
    context.edit(Key::designer_step_title, {*title},
                 [id = node->node, text = *title](TemplateDocument& document) {
                   set_title(document, id, text);
                 });
  }
  draw_kind_parts(context, rest, *node);
  if (is_human(node->kind)) {
    draw_who(context, rest, *node);
    draw_actions(context, rest, *node);
    draw_fields(context, rest, *node);
    draw_checklist(context, rest, *node);
  }
  if (waits(node->kind)) draw_sla(context, rest, *node);
  if (is_human(node->kind)) draw_triggers(context, rest, *node);
  draw_comments(context, rest, *node);
  end_scroll(area, rest.y + 12);
  ImGui::PopID();
}

}  // namespace fenming::ui
