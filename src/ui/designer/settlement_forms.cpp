// The parts of a node's form that decide time and money: its limit with the chain of those who hear
// of it, and what its actions settle.
#include "app/designer/words.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

void change_sla(DesignerContext& context, const Node& node, std::function<void(Sla&)> how) {
  change_node(context, Key::designer_step_sla, node.node, [how](Node& one) {
    if (one.sla) how(*one.sla);
  });
}

std::string level_text(const DesignerContext& context, const EscalationLevel& level) {
  const Ui& ui = context.ui;
  constexpr std::array kWhat = {Key::designer_level_notify, Key::designer_level_urgency,
                                Key::designer_level_reassign, Key::designer_level_webhook};
  const std::string target =
      level.to == EscalationTarget::kBestMatch ? std::string(ui.tr(Key::who_best))
      : level.to == EscalationTarget::kUrl     ? level.target
                                               : staff_text(level.target, ui.locale);
  return ui.tr(kWhat[static_cast<size_t>(level.action)], {target});
}

// The limit and its chain on one line of time, from the start of the work to the last level.
void draw_time_line(DesignerContext& context, Rect& rest, const Sla& sla) {
  Ui& ui = context.ui;
  const int64_t last = sla.chain.empty() ? 0 : sla.chain.back().after_min;
  const int64_t whole = std::max<int64_t>(1, sla.minutes + std::max<int64_t>(0, last));
  Rect strip = rest.cut_top(34, 6);
  const std::string words = ui.tr(
      Key::designer_time_line, {span_text(sla.minutes, ui.locale), std::to_string(sla.warn_percent),
                                std::to_string(sla.chain.size())});
  ui.announce({.role = a11y::Role::kImage, .name = words}, strip);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Rect bar{strip.x + 4, strip.y + 14, strip.w - 8, 4};
  const auto at = [&](int64_t minutes) {
    return bar.x + bar.w * static_cast<float>(minutes) / static_cast<float>(whole);
  };
  fill(list, bar, ui.theme.faint_line, 2);
  const int64_t warn = int64_t{sla.minutes} * sla.warn_percent / 100;
  fill(list, {bar.x, bar.y, at(warn) - bar.x, bar.h}, ui.theme.good, 2);
  fill(list, {at(warn), bar.y, at(sla.minutes) - at(warn), bar.h}, ui.theme.warn);
  fill(list, {at(sla.minutes), bar.y, bar.right() - at(sla.minutes), bar.h}, ui.theme.bad, 2);
  list->AddCircleFilled({at(warn), bar.y + 2}, 4, ui.theme.warn);
  for (const EscalationLevel& level : sla.chain)
    list->AddCircleFilled({at(sla.minutes + level.after_min), bar.y + 2}, 4, ui.theme.bad);
}

void draw_new_level(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  std::vector<std::string> options;
  const std::vector<std::string> staff = staff_codes(context);
  for (const std::string& code : staff)
    options.push_back(ui.tr(Key::designer_level_notify, {staff_text(code, ui.locale)}));
  options.push_back(ui.tr(Key::designer_level_urgency, {}));
  options.push_back(ui.tr(Key::designer_level_reassign, {ui.tr(Key::who_best)}));
  options.push_back(ui.tr(Key::designer_level_webhook, {}));
  const int added = form_add(context, rest, "add-level", ui.tr(Key::designer_add_level), options);
  if (added < 0) return;
  EscalationLevel level;
  level.after_min =
      node.sla->chain.empty() ? 0 : node.sla->chain.back().after_min + node.sla->minutes / 2 + 1;
  const auto index = static_cast<size_t>(added);
  if (index < staff.size()) {
    level.target = staff[index];
  } else if (index == staff.size()) {
    level.action = EscalationAction::kRaiseUrgency;
    level.to = EscalationTarget::kTicket;
  } else if (index == staff.size() + 1) {
    level.action = EscalationAction::kReassign;
    level.to = EscalationTarget::kBestMatch;
  } else {
    level.action = EscalationAction::kWebhook;
    level.to = EscalationTarget::kUrl;
    level.target = "https://";
  }
  change_sla(context, node, [level](Sla& sla) { sla.chain.push_back(level); });
}

void draw_chain(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  for (size_t i = 0; i < node.sla->chain.size(); ++i) {
    const EscalationLevel& level = node.sla->chain[i];
    const std::string id = "level-" + std::to_string(i);
    const std::string when = ui.tr(Key::designer_after, {span_text(level.after_min, ui.locale)});
    if (form_line(context, rest, id, level_text(context, level), when)) {
      change_sla(context, node, [i](Sla& sla) {
        if (i < sla.chain.size()) sla.chain.erase(sla.chain.begin() + static_cast<ptrdiff_t>(i));
      });
    }
    const auto minutes = form_number(context, rest,
                                     {.id = id + "-after",
                                      .label = ui.tr(Key::designer_level_after),
                                      .value = std::to_string(level.after_min)},
                                     0, 1'000'000);
    if (minutes) {
      change_sla(context, node, [i, minutes](Sla& sla) {
        if (i < sla.chain.size()) sla.chain[i].after_min = static_cast<int32_t>(*minutes);
      });
    }
    if (level.to != EscalationTarget::kUrl) continue;
    const auto address = form_text(context, rest,
                                   {.id = id + "-address",
                                    .label = ui.tr(Key::designer_webhook_address),
                                    .value = level.target});
    if (address && !address->empty()) {
      change_sla(context, node, [i, text = *address](Sla& sla) {
        if (i < sla.chain.size()) sla.chain[i].target = text;
      });
    }
  }
  draw_new_level(context, rest, node);
}

void draw_trigger(DesignerContext& context, Rect& rest, const Node& node, size_t index) {
  const Ui& ui = context.ui;
  const SettlementTrigger& trigger = node.triggers[index];
  const std::string id = "trigger-" + std::to_string(index);
  const auto edit = [&](std::function<void(SettlementTrigger&)> how) {
    change_node(context, Key::designer_step_trigger, node.node, [index, how](Node& one) {
      if (index < one.triggers.size()) how(one.triggers[index]);
    });
  };
  const std::string title =
      ui.tr(Key::designer_trigger,
            {action_text(trigger.action, ui.locale), relation_text(trigger.relation, ui.locale)});
  if (form_line(context, rest, id, title)) {
    change_node(context, Key::designer_step_trigger, node.node, [index](Node& one) {
      if (index < one.triggers.size())
        one.triggers.erase(one.triggers.begin() + static_cast<ptrdiff_t>(index));
    });
  }
  const std::vector<std::string> codes = fee_codes(context);
  std::vector<FormChip> chips;
  for (const std::string& code : codes) {
    const bool on = std::find(trigger.categories.begin(), trigger.categories.end(), code) !=
                    trigger.categories.end();
    chips.push_back({context.fee(code), on});
  }
  const size_t entry = ui.tree.entries().size();
  const int pressed = form_chips(context, rest, id + "-fee", chips);
  form_arrive(context, id, entry);
  if (pressed >= 0) {
    edit([code = codes[static_cast<size_t>(pressed)]](SettlementTrigger& one) {
      if (std::erase(one.categories, code) == 0) one.categories.push_back(code);
      if (one.categories.empty()) one.categories.push_back(code);  // the last one stays
    });
  }
  const std::string share_id = id + "-share";
  const auto share =
      form_share(context, rest, share_id, ui.tr(Key::designer_share), trigger.share_bp);
  if (share) edit([share](SettlementTrigger& one) { one.share_bp = *share; });
}

}  // namespace

void draw_sla(DesignerContext& context, Rect& rest, const Node& node) {
  Ui& ui = context.ui;
  form_section(context, rest, Key::designer_sla);
  const std::vector<std::string> kinds = {std::string(ui.tr(Key::designer_sla_limit)),
                                          std::string(ui.tr(Key::designer_sla_open)),
                                          std::string(ui.tr(Key::designer_sla_none))};
  const int chosen = form_pick(context, rest, "sla-kind", ui.tr(Key::designer_sla), kinds,
                               node.sla          ? 0
                               : node.open_ended ? 1
                                                 : 2);
  if (chosen >= 0) {
    change_node(context, Key::designer_step_sla, node.node, [chosen](Node& one) {
      one.open_ended = chosen == 1;
      if (chosen != 0) return one.sla.reset();
      Sla sla;
      sla.minutes = 480;
      EscalationLevel level;
      level.target = "dispatcher";
      sla.chain.push_back(level);
      one.sla = sla;
    });
  }
  if (!node.sla) return;
  draw_time_line(context, rest, *node.sla);
  const auto minutes = form_number(context, rest,
                                   {.id = "sla-minutes",
                                    .label = ui.tr(Key::designer_sla_minutes),
                                    .value = std::to_string(node.sla->minutes)},
                                   1, 1'000'000);
  if (minutes)
    change_sla(context, node,
               [minutes](Sla& sla) { sla.minutes = static_cast<int32_t>(*minutes); });
  draw_sla_calendar(context, rest, node);
  const auto warn = form_number(context, rest,
                                {.id = "sla-warn",
                                 .label = ui.tr(Key::designer_sla_warn),
                                 .value = std::to_string(node.sla->warn_percent),
                                 .suffix = "%"},
                                1, 100);
  if (warn)
    change_sla(context, node, [warn](Sla& sla) { sla.warn_percent = static_cast<int32_t>(*warn); });
  std::vector<FormChip> pauses;
  for (const SlaPause pause : {SlaPause::kCustomer, SlaPause::kPart, SlaPause::kManufacturer}) {
    const auto& list = node.sla->pauses;
    pauses.push_back({std::string(pause_text(pause, ui.locale)),
                      std::find(list.begin(), list.end(), pause) != list.end()});
  }
  const int pause = form_chips(context, rest, "pause", pauses);
  if (pause >= 0) {
    change_sla(context, node, [pause](Sla& sla) {
      const auto value = static_cast<SlaPause>(pause);
      if (std::erase(sla.pauses, value) == 0) sla.pauses.push_back(value);
    });
  }
  draw_chain(context, rest, node);
}

void draw_triggers(DesignerContext& context, Rect& rest, const Node& node) {
  const Ui& ui = context.ui;
  form_section(context, rest, Key::designer_triggers);
  for (size_t i = 0; i < node.triggers.size(); ++i)
    draw_trigger(context, rest, node, i);
  std::vector<std::string> options;
  std::vector<SettlementTrigger> fresh;
  for (const Action action : node.actions) {
    if (!is_progress(action)) continue;
    for (const Relation relation : {Relation::kCompanyTechnician, Relation::kCustomerCompany}) {
      SettlementTrigger trigger;
      trigger.action = action;
      trigger.relation = relation;
      trigger.categories = open_fees(context.content(), node.node, action, relation);
      fresh.push_back(trigger);
      options.push_back(ui.tr(Key::designer_trigger, {action_text(action, ui.locale),
                                                      relation_text(relation, ui.locale)}));
    }
  }
  const int added =
      form_add(context, rest, "add-trigger", ui.tr(Key::designer_add_trigger), options);
  if (added < 0) return;
  context.panel.just_added = "trigger-" + std::to_string(node.triggers.size());
  change_node(context, Key::designer_step_trigger, node.node,
              [trigger = fresh[static_cast<size_t>(added)]](Node& one) {
                one.triggers.push_back(trigger);
              });
}

}  // namespace fenming::ui
