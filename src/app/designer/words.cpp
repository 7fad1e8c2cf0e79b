#include "app/designer/words.h"

#include <algorithm>
#include <array>

#include "app/pricing/condition_sentence.h"
#include "app/pricing/named.h"
#include "base/text.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

template <typename Enum, size_t N>
std::string_view text_of(const std::array<Key, N>& keys, Enum value, const Locale& locale) {
  return locale.text(keys[static_cast<size_t>(value)]);
}

constexpr auto kStaff = std::to_array<Named>({
    {"service_desk", Key::staff_service_desk},
    {"dispatcher", Key::staff_dispatcher},
    {"technician", Key::staff_technician},
    {"service_manager", Key::staff_service_manager},
    {"settlement_clerk", Key::staff_settlement_clerk},
    {"planner", Key::staff_planner},
    {"warehouse", Key::staff_warehouse},
    {"callback", Key::staff_callback},
    {"maintenance", Key::staff_maintenance},
});
constexpr auto kFees = std::to_array<Named>({
    {"labour", Key::category_labour},
    {"travel", Key::category_travel},
    {"on_site", Key::category_on_site},
    {"parts", Key::category_parts},
    {"handling", Key::category_handling},
    {"visit_fee", Key::category_visit_fee},
    {"empty_trip", Key::category_empty_trip},
});

std::vector<std::string> codes_of(std::span<const Named> list) {
  std::vector<std::string> codes;
  for (const Named& one : list)
    codes.emplace_back(one.code);
  return codes;
}

void add_part(std::string& text, std::string_view part, std::string_view between) {
  if (part.empty()) return;
  if (!text.empty()) text += between;
  text += part;
}

std::string ways_text(const TemplateDocument& document, const Node& node, Key key, bool leaving,
                      const Locale& locale) {
  const auto count =
      std::count_if(document.model.edges.begin(), document.model.edges.end(),
                    [&](const Edge& edge) { return (leaving ? edge.from : edge.to) == node.node; });
  return locale.format(key, {std::to_string(count)});
}

std::string wait_text(const Node& node, const Locale& locale) {
  if (node.timer_min)
    return locale.format(Key::flow_note_wait, {span_text(*node.timer_min, locale)});
  return locale.format(Key::flow_note_event, {node.event});
}

// One value in words: an option's name, an outcome's, or what conditions say elsewhere.
std::string value_text(const TemplateVersion& model, const Condition& leaf,
                       const std::string& value, const Locale& locale) {
  if (leaf.fact.fact == Fact::kField) {
    const CustomField* field = model.field(leaf.fact.attribute);
    if (field == nullptr) return value;
    for (const FieldOption& option : field->options) {
      if (option.option == value) return option.name;
    }
    return value;
  }
  if (leaf.fact.fact == Fact::kOutcome) {
    const auto outcome = parse_visit_outcome(value);
    if (outcome) return std::string(outcome_text(*outcome, locale));
  }
  return value_label(leaf.fact, value, locale, nullptr);
}

std::string values_text(const TemplateVersion& model, const Condition& leaf, const Locale& locale) {
  std::string text;
  for (const std::string& value : leaf.values)
    add_part(text, value_text(model, leaf, value, locale), locale.text(Key::sentence_list_comma));
  return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// What a finding is about: a fee, a field, a node, an action or regions.
std::string subject_of(const TemplateDocument& document, const FlowFinding& finding,
                       const Locale& locale) {
  if (!finding.category.empty()) {
    const std::string fee = fee_text(finding.category, locale);
    return finding.relation ? std::string(relation_text(*finding.relation, locale)) + " " + fee
                            : fee;
  }
  if (!finding.regions.empty()) {
    std::string regions;
    for (const std::string& region : finding.regions)
      add_part(regions, region, locale.text(Key::sentence_list_comma));
    return regions;
  }
  if (finding.code == FlowCode::kActionNotOffered) {
    const auto action = parse_action(finding.field);
    if (action) return std::string(action_text(*action, locale));
  }
  if (finding.code == FlowCode::kBadHandler)
    return node_title(document.model, finding.field, locale);
  const std::string_view field = finding.field;
  return field_title(document.model, field.starts_with("field.") ? field.substr(6) : field);
}

constexpr auto kFlaws = std::to_array<Key>({
    Key::flaw_no_start,
    Key::flaw_several_starts,
    Key::flaw_edge_into_start,
    Key::flaw_no_end,
    Key::flaw_duplicate_node,
    Key::flaw_duplicate_edge,
    Key::flaw_duplicate_field,
    Key::flaw_dangling_edge,
    Key::flaw_unreachable_node,
    Key::flaw_no_way_to_end,
    Key::flaw_edge_out_of_end,
    Key::flaw_split_of_one,
    Key::flaw_join_of_one,
    Key::flaw_condition_on_split,
    Key::flaw_several_else,
    Key::flaw_action_not_offered,
    Key::flaw_return_mismatch,
    Key::flaw_bad_return,
    Key::flaw_no_outcome,
    Key::flaw_unknown_field,
    Key::flaw_bad_test,
    Key::flaw_unknown_option,
    Key::flaw_bad_handler,
    Key::flaw_deadlock,
    Key::flaw_lost_token,
    Key::flaw_second_token,
    Key::flaw_tokens_left,
    Key::flaw_cannot_finish,
    Key::flaw_uncovered_case,
    Key::flaw_undecided_case,
    Key::flaw_hidden_edge,
    Key::flaw_not_settled,
    Key::flaw_not_full,
    Key::flaw_share_falls,
    Key::flaw_settled_twice,
    Key::flaw_undeclared_fee,
    Key::flaw_duplicate_fee,
    Key::flaw_never_but_triggered,
    Key::flaw_trigger_off_visit,
    Key::flaw_before_pin,
    Key::flaw_fee_not_declared,
    Key::flaw_read_before_written,
    Key::flaw_no_sla,
    Key::flaw_no_chain,
    Key::flaw_chain_without_person,
    Key::flaw_chain_out_of_order,
    Key::flaw_nobody_named,
    Key::flaw_nobody_there,
});
static_assert(kFlaws.size() == kFlowCodeCount);

}  // namespace

std::string_view kind_text(NodeKind kind, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::node_start, Key::node_form, Key::node_task, Key::node_appoint, Key::node_dispatch,
       Key::node_approval, Key::node_parts, Key::node_visit, Key::node_wait, Key::node_branch,
       Key::node_split, Key::node_join, Key::node_notify, Key::node_convert, Key::node_callback,
       Key::node_cancel, Key::node_end});
  static_assert(keys.size() == kNodeKindCount);
  return text_of(keys, kind, locale);
}

std::string_view action_text(Action action, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::action_take, Key::action_arrive, Key::action_complete, Key::action_accept,
       Key::action_return, Key::action_transfer, Key::action_suspend});
  return text_of(keys, action, locale);
}

std::string_view outcome_text(VisitOutcome outcome, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::outcome_done, Key::outcome_part_needed, Key::outcome_customer_absent,
       Key::outcome_customer_moved, Key::outcome_customer_refused, Key::outcome_wrong_address,
       Key::outcome_out_of_scope, Key::outcome_technician_late});
  return text_of(keys, outcome, locale);
}

std::string_view fault_text(Fault fault, const Locale& locale) {
  constexpr auto keys =
      std::to_array<Key>({Key::fault_nobody, Key::fault_customer, Key::fault_technician,
                          Key::fault_partner, Key::fault_company, Key::fault_manufacturer});
  return text_of(keys, fault, locale);
}

std::string_view pause_text(SlaPause pause, const Locale& locale) {
  constexpr auto keys =
      std::to_array<Key>({Key::pause_customer, Key::pause_part, Key::pause_manufacturer});
  return text_of(keys, pause, locale);
}

std::string_view input_text(FieldKind kind, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::inputs_text, Key::inputs_number, Key::inputs_money, Key::inputs_choice,
       Key::inputs_multiple_choice, Key::inputs_date, Key::inputs_address, Key::inputs_phone,
       Key::inputs_photo, Key::inputs_file, Key::inputs_signature, Key::inputs_item_lines,
       Key::inputs_part_lines});
  return text_of(keys, kind, locale);
}

std::string_view access_text(FieldAccess access, const Locale& locale) {
  constexpr auto keys =
      std::to_array<Key>({Key::access_visible, Key::access_optional, Key::access_required});
  return text_of(keys, access, locale);
}

std::string_view group_text(Group group, const Locale& locale) {
  constexpr auto keys =
      std::to_array<Key>({Key::check_structure, Key::check_soundness, Key::check_branches,
                          Key::check_money, Key::check_fields, Key::check_time, Key::check_people});
  static_assert(keys.size() == kGroupCount);
  return text_of(keys, group, locale);
}

std::string_view verdict_text(Verdict verdict, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::check_proved, Key::check_refuted, Key::check_possible, Key::check_unknown});
  return text_of(keys, verdict, locale);
}

std::string_view relation_text(Relation relation, const Locale& locale) {
  return locale.text(relation == Relation::kCompanyTechnician ? Key::relation_technician
                                                              : Key::relation_customer);
}

std::string staff_text(std::string_view code, const Locale& locale) {
  return std::string(name_in(kStaff, code, locale, code));
}
std::vector<std::string> known_staff() {
  return codes_of(kStaff);
}
std::string fee_text(std::string_view category, const Locale& locale) {
  return std::string(name_in(kFees, category, locale, category));
}
std::vector<std::string> known_fees() {
  return codes_of(kFees);
}

std::string span_text(int64_t minutes, const Locale& locale) {
  constexpr int64_t kHour = 60, kDay = 480;
  if (minutes % kDay == 0 && minutes > 0)
    return locale.format(Key::span_days, {std::to_string(minutes / kDay)});
  if (minutes % kHour == 0 && minutes > 0)
    return locale.format(Key::span_hours, {std::to_string(minutes / kHour)});
  return locale.format(Key::span_minutes, {std::to_string(minutes)});
}

std::string percent_text(int32_t bp) {
  std::string text = std::to_string(bp / 100);
  const int32_t rest = bp % 100;
  if (rest == 0) return text;
  text += "." + std::to_string(rest / 10);
  if (rest % 10 != 0) text += std::to_string(rest % 10);
  return text;
}

std::string node_title(const TemplateVersion& model, std::string_view id, const Locale& locale) {
  for (const Node& node : model.nodes) {
    if (node.node != id) continue;
    return node.title.empty() ? std::string(kind_text(node.kind, locale)) : node.title;
  }
  return std::string(id);
}

std::string field_title(const TemplateVersion& model, std::string_view code) {
  const CustomField* field = model.field(code);
  return field == nullptr || field->name.empty() ? std::string(code) : field->name;
}

std::string who_text(const TemplateDocument& document, const Who& who, const Locale& locale) {
  constexpr std::string_view between = " · ";
  std::string text = staff_text(who.role, locale);
  add_part(text, staff_text(who.team, locale), between);
  if (!who.previous.empty())
    add_part(text,
             locale.format(Key::who_previous, {node_title(document.model, who.previous, locale)}),
             between);
  if (!who.region_rule.empty())
    add_part(text, locale.format(Key::who_region, {who.region_rule}), between);
  if (who.best_match) add_part(text, locale.text(Key::who_best), between);
  return text.empty() ? std::string(locale.text(Key::who_nobody)) : text;
}

std::string node_note(const TemplateDocument& document, const Node& node, const Locale& locale) {
  std::string text;
  if (is_human(node.kind)) text = who_text(document, node.who, locale);
  if (node.kind == NodeKind::kDispatch && node.dispatch == DispatchMode::kGrab)
    add_part(text, locale.text(Key::flow_note_grab), " · ");
  if (node.kind == NodeKind::kWait) text = wait_text(node, locale);
  if (node.kind == NodeKind::kBranch)
    text = ways_text(document, node, Key::flow_note_ways, true, locale);
  if (node.kind == NodeKind::kSplit)
    text = ways_text(document, node, Key::flow_note_parallel, true, locale);
  if (node.kind == NodeKind::kJoin)
    text = ways_text(document, node, Key::flow_note_joined, false, locale);
  if (node.kind == NodeKind::kCancel) text = locale.text(Key::flow_note_cancelled);
  if (node.sla) add_part(text, span_text(node.sla->minutes, locale), " · ");
  if (node.open_ended && !node.sla) add_part(text, locale.text(Key::flow_note_open), " · ");
  return text;
}

std::vector<std::string> fee_notes(const Node& node, const Locale& locale) {
  const auto is_own = [](const SettlementTrigger& trigger) {
    return trigger.relation == Relation::kCompanyTechnician;
  };
  const bool some = std::any_of(node.triggers.begin(), node.triggers.end(), is_own);
  std::vector<std::string> notes;
  for (const SettlementTrigger& trigger : node.triggers) {
    if (some && !is_own(trigger)) continue;
    std::string names;
    for (const std::string& category : trigger.categories) {
      if (names.empty()) names = fee_text(category, locale);
    }
    if (trigger.categories.size() > 1)
      names += " +" + std::to_string(trigger.categories.size() - 1);
    const Key key = trigger.share_bp == 10000 ? Key::flow_fee_to : Key::flow_fee;
    notes.push_back(locale.format(key, {names, percent_text(trigger.share_bp)}));
  }
  return notes;
}

std::string edge_note(const TemplateDocument& document, const Edge& edge, const Locale& locale) {
  if (edge.otherwise) return std::string(locale.text(Key::flow_else));
  if (!edge.when) return {};
  if (edge.when->op == ConditionOp::kIn) return values_text(document.model, *edge.when, locale);
  std::string text = condition_text(edge.when, locale, nullptr);
  for (const CustomField& field : document.model.fields) {
    text = replaced(std::move(text), "field." + field.field, field.name);
  }
  return text;
}

std::string edge_title(const TemplateDocument& document, std::string_view id,
                       const Locale& locale) {
  for (const Edge& edge : document.model.edges) {
    if (edge.edge != id) continue;
    return locale.format(Key::flow_edge, {node_title(document.model, edge.from, locale),
                                          node_title(document.model, edge.to, locale)});
  }
  return std::string(id);
}

std::string finding_text(const TemplateDocument& document, const FlowFinding& finding,
                         const Locale& locale) {
  return locale.format(kFlaws[static_cast<size_t>(finding.code)],
                       {subject_of(document, finding, locale)});
}

std::string fix_text(const Fix& fix, const Locale& locale) {
  constexpr auto keys = std::to_array<Key>(
      {Key::flaw_fix_add_else, Key::flaw_fix_remove_edge, Key::flaw_fix_remove_node,
       Key::flaw_fix_make_branch, Key::flaw_fix_make_join, Key::flaw_fix_add_trigger,
       Key::flaw_fix_remove_trigger, Key::flaw_fix_set_share, Key::flaw_fix_remove_return,
       Key::flaw_fix_offer_action, Key::flaw_fix_require_field});
  const Key key = keys[static_cast<size_t>(fix.kind)];
  if (fix.kind == FixKind::kSetShare) return locale.format(key, {percent_text(fix.share_bp)});
  if (fix.kind == FixKind::kOfferAction)
    return locale.format(key, {action_text(fix.action, locale)});
  return std::string(locale.text(key));
}

std::string path_text(const TemplateDocument& document, const CounterExample& example,
                      const Locale& locale) {
  std::string text;
  std::string_view last;
  for (const PathStep& step : example.steps) {
    if (step.node == last) continue;
    last = step.node;
    add_part(text, node_title(document.model, step.node, locale), " → ");
  }
  return text;
}

}  // namespace fenming::app::designer
