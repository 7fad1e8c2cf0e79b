#include "codec/bpmn/mapping.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace fenming::bpmn {
namespace {

using workflow::NodeKind;

constexpr std::array<Tag, 20> kTags = {{
    {"bpmn:startEvent", NodeKind::kStart, {}},
    {"bpmn:endEvent", NodeKind::kEnd, {}},
    {"bpmn:userTask", NodeKind::kTask, {}},
    {"bpmn:task", NodeKind::kTask, {}},
    {"bpmn:manualTask", NodeKind::kTask, {}},
    {"bpmn:sendTask", NodeKind::kNotify, BpmnCode::kTaskKind},
    {"bpmn:serviceTask", NodeKind::kNotify, BpmnCode::kTaskKind},
    {"bpmn:scriptTask", NodeKind::kNotify, BpmnCode::kTaskKind},
    {"bpmn:businessRuleTask", NodeKind::kNotify, BpmnCode::kTaskKind},
    {"bpmn:receiveTask", NodeKind::kWait, {}},
    {"bpmn:intermediateCatchEvent", NodeKind::kWait, {}},
    {"bpmn:intermediateThrowEvent", NodeKind::kNotify, {}},
    {"bpmn:boundaryEvent", NodeKind::kWait, BpmnCode::kBoundaryEvent},
    {"bpmn:exclusiveGateway", NodeKind::kBranch, {}},
    {"bpmn:inclusiveGateway", NodeKind::kBranch, BpmnCode::kGatewayKind},
    {"bpmn:eventBasedGateway", NodeKind::kBranch, BpmnCode::kGatewayKind},
    {"bpmn:complexGateway", NodeKind::kBranch, BpmnCode::kGatewayKind},
    {"bpmn:parallelGateway", NodeKind::kSplit, {}},
    {"bpmn:subProcess", NodeKind::kTask, BpmnCode::kSubProcess},
    {"bpmn:callActivity", NodeKind::kTask, BpmnCode::kSubProcess},
}};
constexpr std::array<Tag, 2> kRareTags = {{
    {"bpmn:transaction", NodeKind::kTask, BpmnCode::kSubProcess},
    {"bpmn:adHocSubProcess", NodeKind::kTask, BpmnCode::kSubProcess},
}};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

}  // namespace

const Tag* find_tag(std::string_view element) {
  for (const Tag& tag : kTags) {
    if (tag.name == element) return &tag;
  }
  for (const Tag& tag : kRareTags) {
    if (tag.name == element) return &tag;
  }
  return nullptr;
}

std::string_view element_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::kStart:
      return "bpmn:startEvent";
    case NodeKind::kEnd:
    case NodeKind::kCancel:
      return "bpmn:endEvent";
    case NodeKind::kWait:
      return "bpmn:intermediateCatchEvent";
    case NodeKind::kBranch:
      return "bpmn:exclusiveGateway";
    case NodeKind::kSplit:
    case NodeKind::kJoin:
      return "bpmn:parallelGateway";
    case NodeKind::kNotify:
      return "bpmn:sendTask";
    case NodeKind::kConvert:
      return "bpmn:serviceTask";
    default:
      return "bpmn:userTask";
  }
}

bool is_gateway(std::string_view element) {
  return element.ends_with("Gateway");
}
bool is_event(std::string_view element) {
  return element.ends_with("Event");
}
bool may_have_default(std::string_view element) {
  return !is_event(element) &&
         !is_one_of(element, {"bpmn:parallelGateway", "bpmn:eventBasedGateway"});
}
bool is_event_definition(std::string_view element) {
  return element.starts_with("bpmn:") && element.ends_with("EventDefinition");
}

int rank_in_process(const XmlNode& child) {
  const std::string& name = child.name;
  if (!child.is_element() || name == "bpmn:documentation") return 0;
  if (is_one_of(name, {"bpmn:supportedInterfaceRef", "bpmn:ioSpecification", "bpmn:ioBinding"}))
    return 1;
  if (is_one_of(name, {"bpmn:auditing", "bpmn:monitoring"})) return 2;
  if (name == "bpmn:property") return 3;
  if (name == "bpmn:laneSet") return 4;
  if (is_one_of(name, {"bpmn:association", "bpmn:group", "bpmn:textAnnotation"})) return 6;
  if (is_one_of(name, {"bpmn:resourceRole", "bpmn:performer", "bpmn:humanPerformer",
                       "bpmn:potentialOwner"}))
    return 7;
  if (name == "bpmn:correlationSubscription") return 8;
  return name == "bpmn:supports" ? 9 : kRankNodes;
}

int rank_in_node(const XmlNode& child) {
  if (!child.is_element() || child.name == "bpmn:documentation") return 0;
  const bool early =
      is_one_of(child.name, {"bpmn:auditing", "bpmn:monitoring", "bpmn:categoryValueRef"});
  return early ? 1 : kRankFlows;
}

int rank_in_file(const XmlNode& child) {
  if (!child.is_element() || is_one_of(child.name, {"bpmn:import", "bpmn:extension"})) return 0;
  if (child.name == "bpmndi:BPMNDiagram") return kRankDiagram;
  return child.name == "bpmn:relationship" ? 3 : 1;
}

std::vector<const XmlNode*> in_order(const XmlNode& parent, int (*rank)(const XmlNode&)) {
  std::vector<const XmlNode*> children;
  for (int wanted = 0; wanted <= kLastRank; ++wanted) {
    for (const XmlNode& child : parent.children) {
      if (rank(child) == wanted) children.push_back(&child);
    }
  }
  return children;
}

std::optional<int64_t> parse_duration_min(std::string_view whole) {
  constexpr int64_t kMost = 10'000'000;
  const std::string text = trimmed(whole);
  if (!text.starts_with("P")) return std::nullopt;
  bool in_time = false;
  int64_t minutes = 0;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == 'T' && !in_time && digits.empty()) {
      in_time = true;
    } else if (c >= '0' && c <= '9' && digits.size() < 8) {
      digits += c;
    } else {
      int64_t unit = 0;
      if (!in_time && c == 'W') unit = 7 * 24 * 60;
      if (!in_time && c == 'D') unit = 24 * 60;
      if (in_time && c == 'H') unit = 60;
      if (in_time && c == 'M') unit = 1;
      if (unit == 0 || digits.empty()) return std::nullopt;
      minutes += unit * *parse_decimal(digits, 0);
      digits.clear();
      if (minutes > kMost) return std::nullopt;
    }
  }
  if (!digits.empty() || minutes < 1) return std::nullopt;
  return minutes;
}

XmlNode timer_definition(int64_t minutes) {
  XmlNode definition;
  definition.name = "bpmn:timerEventDefinition";
  definition.add("bpmn:timeDuration")
      .set("xsi:type", "bpmn:tFormalExpression")
      .write("PT" + std::to_string(minutes) + "M");
  return definition;
}

XmlNode message_definition(std::string_view message) {
  XmlNode definition;
  definition.name = "bpmn:messageEventDefinition";
  definition.set("messageRef", message);
  return definition;
}

std::string shorten(std::string_view text, size_t characters) {
  size_t at = 0;
  for (size_t i = 0; i < characters && at < text.size(); ++i)
    next_code_point(text, at);
  return std::string(text.substr(0, at));
}

std::string xml_name(std::string_view id) {
  std::string name;
  for (const char c : id) {
    const bool fits = is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
    name += fits ? c : '_';
  }
  if (name.empty() || !is_letter(name[0])) name.insert(name.begin(), '_');
  return name;
}

bool is_foreign_id(std::string_view id) {
  return xml_name(id) != id || shorten(id, kCodeLength) != id;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(kSpace) - first + 1));
}

std::string_view without_prefix(std::string_view reference) {
  const size_t colon = reference.find(':');
  return colon == std::string_view::npos ? reference : reference.substr(colon + 1);
}

}  // namespace fenming::bpmn
