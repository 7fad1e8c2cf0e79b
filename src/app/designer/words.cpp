#include "app/designer/words.h"

#include <algorithm>
#include <array>

#include "app/amount_text.h"
#include "app/prices/categories.h"
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
  return locale.format(Key::flow_note_event, {event_text(node.event, locale)});
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

// "楼层 ≥ 2", "楼层 < 4", "2 ≤ 楼层 < 4": bounds are thousandths of what the field holds.
std::string range_text(const std::string& name, const Condition& leaf) {
  const auto number = [](int64_t thousandths) { return format_quantity(thousandths, 3); };
  if (leaf.from && leaf.to) return number(*leaf.from) + " ≤ " + name + " < " + number(*leaf.to);
  if (leaf.from) return name + " ≥ " + number(*leaf.from);
  return leaf.to ? name + " < " + number(*leaf.to) : name;
}

// A condition on the canvas: values alone where they say enough.
std::string short_text(const TemplateVersion& model, const Condition& condition,
                       const Locale& locale) {
  const bool of_field = condition.is_leaf() && condition.fact.fact == Fact::kField;
  const std::string name = of_field ? field_title(model, condition.fact.attribute) : std::string();
  switch (condition.op) {
    case ConditionOp::kAll:
    case ConditionOp::kAny: {
      std::string text;
      const Key between = condition.op == ConditionOp::kAll ? Key::flow_and : Key::flow_or;
      for (const Condition& one : condition.of)
        add_part(text, short_text(model, one, locale), locale.text(between));
      return text;
    }
    case ConditionOp::kNot:
      if (condition.of.empty()) return {};
      return locale.format(Key::flow_not, {short_text(model, condition.of.front(), locale)});
    case ConditionOp::kIn:
      return values_text(model, condition, locale);
    case ConditionOp::kBetween:
      if (of_field) return range_text(name, condition);
      break;
    case ConditionOp::kMissing:
      if (of_field) return locale.format(Key::flow_missing, {name});
      break;
    default:
      break;
  }
  return condition_text(condition, locale, nullptr);
}

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
  if (!who.region_rule.empty()) add_part(text, region_rule_text(who.region_rule, locale), between);
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

std::string condition_note(const TemplateVersion& model, const Condition& condition,
                           const Locale& locale) {
  return short_text(model, condition, locale);
}

std::string edge_note(const TemplateDocument& document, const Edge& edge, const Locale& locale) {
  if (edge.otherwise) return std::string(locale.text(Key::flow_else));
  if (!edge.when) return {};
  return short_text(document.model, *edge.when, locale);
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

}  // namespace fenming::app::designer
