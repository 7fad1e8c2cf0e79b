#include "app/designer/difference_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/designer/edits.h"
#include "codec/book_codec.h"

namespace fenming::app::designer {
namespace {

constexpr size_t kMostNamed = 4;  // elements of a list that are named before "…"

// Members of our JSON by the words of the forms that show them.
constexpr auto kMembers = std::to_array<std::pair<std::string_view, Key>>({
    {"title", Key::designer_node_title},
    {"name", Key::designer_node_title},
    {"kind", Key::difference_kind},
    {"who", Key::designer_who},
    {"role", Key::designer_role},
    {"previous", Key::designer_same_as},
    {"fields", Key::designer_fields},
    {"actions", Key::designer_actions},
    {"outcomes", Key::designer_outcomes},
    {"triggers", Key::designer_triggers},
    {"share_bp", Key::designer_share},
    {"stamps", Key::designer_stamps},
    {"checklist", Key::designer_checklist},
    {"sla", Key::designer_sla},
    {"minutes", Key::designer_sla_minutes},
    {"calendar", Key::designer_sla_calendar},
    {"warn_percent", Key::designer_sla_warn},
    {"chain", Key::difference_chain},
    {"pauses", Key::difference_pauses},
    {"open_ended", Key::designer_sla_open},
    {"timer_min", Key::designer_minutes},
    {"event", Key::designer_event_code},
    {"return_to", Key::difference_returns},
    {"from", Key::difference_from},
    {"to", Key::difference_to},
    {"order", Key::designer_order},
    {"else", Key::flow_else},
    {"when", Key::designer_when},
    {"fees", Key::designer_fees},
    {"intake", Key::designer_intake},
    {"scenarios", Key::scenario_title},
    {"comments", Key::designer_comments},
    {"places", Key::difference_places},
    {"routes", Key::difference_places},
    {"at", Key::difference_places},
    {"bends", Key::difference_places},
    {"notes", Key::difference_notes},
    {"groups", Key::difference_groups},
    {"*order", Key::difference_list_order},
});
// What only holds the others.
constexpr auto kHolders =
    std::to_array<std::string_view>({"template", "nodes", "edges", "drawing"});

std::string member_text(const std::string& member, const Locale& locale) {
  for (const auto& [name, key] : kMembers) {
    if (name == member) return std::string(locale.text(key));
  }
  return member;
}

std::string element_text(const TemplateDocument& document, std::string_view kind,
                         const std::string& id, const Locale& locale) {
  if (kind == "edge") return edge_title(document, id, locale);
  if (kind == "field") return field_title(document.model, id);
  if (kind == "category") return fee_text(id, locale);
  return node_title(document.model, id, locale);
}

std::string text_member(const Json& element, std::string_view name) {
  const Json* member = element.find(name);
  return member != nullptr && member->is(Json::Kind::kString) ? member->text() : std::string();
}

// "到达：工时费 30 %": what a trigger settles.
std::string trigger_words(const Json& trigger, const Locale& locale) {
  const auto action = workflow::parse_action(text_member(trigger, "action"));
  const Json* categories = trigger.find("categories");
  const Json* share = trigger.find("share_bp");
  if (!action || categories == nullptr || share == nullptr) return {};
  std::string fees;
  for (const Json& category : categories->items()) {
    if (!fees.empty()) fees += locale.text(Key::designer_and);
    fees += fee_text(category.text(), locale);
  }
  return locale.format(Key::difference_trigger,
                       {action_text(*action, locale), fees,
                        percent_text(static_cast<int32_t>(share->integer_value()))});
}

// An element of a list in words: by what it says of itself, else by what it is called.
std::string name_of(const TemplateDocument& document, const Json& element, const Locale& locale) {
  if (element.is(Json::Kind::kString)) return node_title(document.model, element.text(), locale);
  if (std::string words = trigger_words(element, locale); !words.empty()) return words;
  const std::string from = text_member(element, "from");
  const std::string to = text_member(element, "to");
  if (!from.empty() && !to.empty()) {
    return locale.format(Key::flow_edge, {node_title(document.model, from, locale),
                                          node_title(document.model, to, locale)});
  }
  if (const auto outcome = workflow::parse_visit_outcome(text_member(element, "outcome")))
    return std::string(outcome_text(*outcome, locale));
  for (const std::string_view name : {"title", "name", "text", "field", "node"}) {
    if (const std::string words = text_member(element, name); !words.empty())
      return element_text(document, name, words, locale);
  }
  return {};
}

std::string list_text(const TemplateDocument& document, const Json& list, const Locale& locale) {
  std::string text;
  size_t named = 0;
  for (const Json& element : list.items()) {
    const std::string name = name_of(document, element, locale);
    if (name.empty() || named == kMostNamed)
      return locale.format(Key::difference_count, {std::to_string(list.items().size())});
    if (named++ > 0) text += locale.text(Key::designer_and);
    text += name;
  }
  return text.empty() ? std::string(locale.text(Key::designer_not_there)) : text;
}

std::string object_text(const TemplateDocument& document, const Json& object,
                        const Locale& locale) {
  if (object.find("op") != nullptr) {
    if (const Result<Condition> condition = read_condition(write_json(object)))
      return condition_note(document.model, *condition, locale);
  }
  const Json* x = object.find("x");
  const Json* y = object.find("y");
  if (x != nullptr && y != nullptr) return write_json(*x) + ", " + write_json(*y);
  const std::string name = name_of(document, object, locale);
  return name.empty() ? std::string(locale.text(Key::difference_there)) : name;
}

}  // namespace

std::string difference_part(const ConflictRow& row) {
  for (const std::string& step : row.path) {
    for (const std::string_view kind : {"node=", "edge="}) {
      if (step.starts_with(kind)) return step.substr(kind.size());
    }
  }
  return {};
}

std::string difference_place(const TemplateDocument& document, const ConflictRow& row,
                             const Locale& locale) {
  std::string text;
  for (const std::string& step : row.path) {
    if (std::find(kHolders.begin(), kHolders.end(), step) != kHolders.end()) continue;
    const size_t equals = step.find('=');
    std::string part;
    // What is gone from this document is known by what the other one says of it.
    if (equals != std::string::npos && row.mine.empty() && &step == &row.path.back()) {
      if (const Result<Json> gone = parse_json(row.theirs)) part = name_of(document, *gone, locale);
    }
    if (part.empty()) {
      part = equals == std::string::npos
                 ? member_text(step, locale)
                 : element_text(document, std::string_view(step).substr(0, equals),
                                step.substr(equals + 1), locale);
    }
    if (!text.empty()) text += " · ";
    text += part;
  }
  return text;
}

std::string difference_side(const TemplateDocument& document, const ConflictRow& row,
                            const std::string& json, const Locale& locale) {
  if (json.empty()) return std::string(locale.text(Key::designer_not_there));
  const Result<Json> value = parse_json(json);
  if (!value) return json;
  const std::string member = row.path.empty() ? std::string() : row.path.back();
  switch (value->kind()) {
    case Json::Kind::kBool:
      return std::string(locale.text(value->bool_value() ? Key::common_yes : Key::common_no));
    case Json::Kind::kInteger:
      if (member == "share_bp")
        return percent_text(static_cast<int32_t>(value->integer_value())) + " %";
      if (member == "minutes" || member == "timer_min")
        return span_text(value->integer_value(), locale);
      return json;
    case Json::Kind::kString:
      if (member == "from" || member == "to" || member == "previous")
        return node_title(document.model, value->text(), locale);
      if (member == "role" || member == "team" || member == "target")
        return staff_text(value->text(), locale);
      if (member == "event") return event_text(value->text(), locale);
      if (member == "region_rule") return region_rule_text(value->text(), locale);
      if (member == "kind") {
        if (const auto kind = workflow::parse_node_kind(value->text()))
          return std::string(kind_text(*kind, locale));
      }
      return value->text();
    case Json::Kind::kArray:
      return list_text(document, *value, locale);
    case Json::Kind::kObject:
      return object_text(document, *value, locale);
    default:
      return json;
  }
}

}  // namespace fenming::app::designer
