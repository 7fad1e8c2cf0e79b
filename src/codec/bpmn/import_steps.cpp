#include <algorithm>

#include "codec/book_codec.h"
#include "codec/bpmn/import.h"
#include "codec/template_fields.h"

namespace fenming::bpmn {
namespace {

using workflow::Edge;
using workflow::Node;
using workflow::NodeKind;

template <typename T>
std::optional<T> read_json(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return std::nullopt;
  Result<T> value = read_document<T>(*json);
  if (!value) return std::nullopt;
  return std::move(*value);
}

// Our own definitions are written anew each time.
bool is_own_definition(const XmlNode& child, const Node& node) {
  if (child.name == "bpmn:terminateEventDefinition")
    return child.attributes.empty() && child.children.empty();
  if (node.timer_min) return same_xml(child, timer_definition(*node.timer_min));
  const std::string_view message = child.get("messageRef");
  return message.starts_with(kOwnMessage) && same_xml(child, message_definition(message));
}

bool is_loop(const XmlNode& child) {
  return child.name.starts_with("bpmn:") && child.name.ends_with("LoopCharacteristics");
}

bool is_data(const XmlNode& child) {
  return child.name == "bpmn:ioSpecification" || child.name == "bpmn:property" ||
         child.name.ends_with("Association");
}

// Whether something is kept that only this kind of element may have.
bool depends_on_element(const XmlNode& element, const Node& node) {
  for (const XmlAttribute& attribute : element.attributes) {
    const std::string& name = attribute.name;
    if (name != "id" && name != "name" && name != "default" && name.find(':') == std::string::npos)
      return true;
  }
  for (const XmlNode& child : element.children) {
    if (!child.name.starts_with("bpmn:") || rank_in_node(child) < kRankFlows) continue;
    if (child.name == "bpmn:incoming" || child.name == "bpmn:outgoing" ||
        child.name == "bpmn:extensionElements")
      continue;
    if (!is_event_definition(child.name) || !is_own_definition(child, node)) return true;
  }
  return false;
}

const XmlNode* definition_of(const XmlNode& element) {
  for (const XmlNode& child : element.children) {
    if (child.is_element() && is_event_definition(child.name)) return &child;
  }
  return nullptr;
}

}  // namespace

const XmlNode* Importer::piece_of(const XmlNode& element, std::string_view name) const {
  const XmlNode* extension = element.child("bpmn:extensionElements");
  return extension == nullptr ? nullptr : extension->child(name);
}

// Foreign data is kept child by child, so that ours can stand beside it again.
void Importer::read_extension(std::string_view owner, const XmlNode& element) {
  const XmlNode* extension = element.child("bpmn:extensionElements");
  if (extension == nullptr) return;
  bool listed = false;
  for (const XmlNode& child : extension->children) {
    if (child.name == "fenming:document") {
      before_ = read_json<TemplateDocument>(child.inner_text());
      if (!before_) list(BpmnCode::kOwnData, child, element.get("id"));
    } else if (child.name == "fenming:edge" && owner.empty()) {
      const auto edge = read_json<Edge>(child.inner_text());
      const int64_t index = parse_coordinate(child.get("index")) / kUnit;
      if (!edge || index < 0) {
        list(BpmnCode::kOwnData, child, element.get("id"));
      } else {
        loose_.push_back({static_cast<size_t>(index), *edge});
      }
    } else if (child.name == "fenming:laid_out") {
      laid_out_[std::string(owner)] = {
          static_cast<int32_t>(parse_coordinate(child.get("x")) / kUnit),
          static_cast<int32_t>(parse_coordinate(child.get("y")) / kUnit)};
    } else if (!child.name.starts_with("fenming:")) {
      if (!listed) list(BpmnCode::kExtension, child, element.get("id"));
      listed = true;
      keep(owner, ForeignPlace::kExtension, child);
    }
  }
}

// What the wait is for: a timer, or an event named by its message, signal or itself.
void Importer::read_wait(const XmlNode& element, Node& node) {
  const XmlNode* definition = definition_of(element);
  std::string_view name = element.get("name");
  std::string_view reference = element.get("messageRef");
  if (definition != nullptr) {
    const XmlNode* duration = definition->child("bpmn:timeDuration");
    if (duration != nullptr) node.timer_min = parse_duration_min(duration->inner_text());
    if (node.timer_min) return;
    for (const std::string_view kind : {"messageRef", "signalRef", "escalationRef", "errorRef"}) {
      if (reference.empty()) reference = definition->get(kind);
    }
  }
  const auto message = elements_.find(resolved(reference));
  if (message != elements_.end() && !message->second->get("name").empty())
    name = message->second->get("name");
  if (name.empty()) name = element.get("id");
  node.event = shorten(name, kCodeLength);
  if (node.event.empty()) node.event = "event";
}

void Importer::read_who(const XmlNode& element, Node& node) const {
  if (!workflow::is_human(node.kind)) return;
  const auto lane = lanes_.find(element.get("id"));
  const bool in_lane = lane != lanes_.end() && !lane->second.empty();
  node.who.role = shorten(in_lane ? lane->second : participant_, kCodeLength);
}

// The step as BPMN alone says it, without an id.
Node Importer::plain_node(const XmlNode& element, const Tag* tag) {
  Node node;
  node.kind = tag == nullptr ? NodeKind::kTask : tag->kind;
  node.title = shorten(element.get("name"), kNameLength);
  if (element.name == "bpmn:endEvent" && element.child("bpmn:terminateEventDefinition") != nullptr)
    node.kind = NodeKind::kCancel;
  if (element.name == "bpmn:parallelGateway") {
    const auto degree = degrees_.find(element.get("id"));
    if (degree != degrees_.end() && degree->second.in > 1) node.kind = NodeKind::kJoin;
  }
  if (node.kind == NodeKind::kWait) read_wait(element, node);
  read_who(element, node);
  return node;
}

// What we wrote beside BPMN, as far as another tool has not changed what BPMN says.
void Importer::apply_piece(const XmlNode& element, const XmlNode& piece, Node& node) {
  std::optional<Node> own = read_json<Node>(piece.inner_text());
  if (!own) return list(BpmnCode::kOwnData, piece, element.get("id"));
  const std::string_view written_as =
      piece.find("for") == nullptr ? std::string_view(own->node) : piece.get("for");
  if (written_as != element.get("id")) own->node.clear();
  if (xml_text(own->title) != element.get("name")) own->title = node.title;
  const std::string_view written = element_of(own->kind);
  const bool same_element = written == element.name || written == element_of(node.kind);
  const bool same_end = (own->kind == NodeKind::kCancel) == (node.kind == NodeKind::kCancel);
  const bool same_kind = own->kind == node.kind || (same_element && same_end);
  if (!same_kind) own->kind = node.kind;
  const bool same_wait =
      own->timer_min == node.timer_min && shorten(xml_text(own->event), kCodeLength) == node.event;
  if (node.kind == NodeKind::kWait && !same_wait) {
    own->timer_min = node.timer_min;
    own->event = node.event;
  }
  node = std::move(*own);
}

void Importer::read_step(const XmlNode& element, const Tag* tag) {
  const std::string xml_id(element.get("id"));
  Node node = plain_node(element, tag);
  const XmlNode* piece = piece_of(element, "fenming:node");
  if (piece != nullptr) apply_piece(element, *piece, node);
  if (node.node.empty()) {
    node.node = new_id(element, "node");
  } else {
    used_.insert(node.node);
  }
  placed_.insert(&element);
  StepIds ids{node.node, node.node, element.name};
  const Degree degree = degrees_[xml_id];
  const bool both =
      element.name == "bpmn:parallelGateway" && piece == nullptr && degree.in > 1 && degree.out > 1;
  if (both) ids.out = shorten(node.node, kCodeLength - 6) + ".split";
  if (both && !used_.insert(ids.out).second) ids.out = new_id(XmlNode(), "split");
  if (!xml_id.empty()) steps_.emplace(xml_id, ids);
  read_step_rest(element, node);
  list_step(element, tag, node);
  document_.model.nodes.push_back(std::move(node));
  if (!both) return;
  Node split;
  split.node = ids.out;
  split.kind = NodeKind::kSplit;
  document_.model.nodes.push_back(split);
  Edge& through = through_.emplace_back();
  through.edge = shorten(ids.in, kCodeLength - 8) + ".through";
  if (!used_.insert(through.edge).second) through.edge = new_id(XmlNode(), "through");
  through.from = ids.in;
  through.to = ids.out;
}

// Everything that the node has no place for.
void Importer::read_step_rest(const XmlNode& element, const Node& node) {
  const std::string& owner = node.node;
  if (element.name != element_of(node.kind) || depends_on_element(element, node))
    keep(owner, ForeignPlace::kElement, kElementName, element.name);
  for (const XmlAttribute& attribute : element.attributes) {
    const std::string& name = attribute.name;
    if (name == "name" && shorten(attribute.value, kNameLength) == attribute.value) continue;
    if (name == "name") list(BpmnCode::kTextShortened, element);
    const bool other_id = name == "id" && is_foreign_id(attribute.value);
    if (name == "id" && !other_id) continue;
    if (name == "default") {
      const XmlNode* path = nullptr;
      const auto found = elements_.find(resolved(attribute.value));
      if (found != elements_.end()) path = found->second;
      if (path != nullptr && path->name == "bpmn:sequenceFlow" &&
          path->get("sourceRef") == element.get("id") && placeable(*path)) {
        defaults_.emplace(std::string(path->get("id")), std::string(element.get("id")));
        continue;
      }
      list(BpmnCode::kDanglingReference, element);
    }
    keep(owner, ForeignPlace::kElement, name, attribute.value);
  }
  read_extension(owner, element);
  for (const XmlNode* child : in_order(element, rank_in_node)) {
    const std::string& name = child->name;
    const bool derived = name == "bpmn:incoming" || name == "bpmn:outgoing";
    const bool own =
        child->is_element() && is_event_definition(name) && is_own_definition(*child, node);
    if (!derived && !own && name != "bpmn:extensionElements")
      keep(owner, ForeignPlace::kElement, *child);
  }
}

void Importer::list_step(const XmlNode& element, const Tag* tag, const Node& node) {
  const XmlNode* piece = piece_of(element, "fenming:node");
  if (tag == nullptr) list(BpmnCode::kUnknownNode, element);
  if (tag != nullptr && tag->listed && piece == nullptr && element.name != "bpmn:sendTask")
    list(*tag->listed, element);
  bool data = false;
  for (const XmlNode& child : element.children) {
    if (!child.is_element()) continue;
    if (is_loop(child)) list(BpmnCode::kLoop, child, element.get("id"));
    data = data || is_data(child);
    if (!is_event_definition(child.name)) continue;
    const bool waits = node.kind == NodeKind::kWait && tag->listed != BpmnCode::kBoundaryEvent;
    if (child.name == "bpmn:timerEventDefinition" && waits) {
      if (!node.timer_min) list(BpmnCode::kTimer, child, element.get("id"));
    } else if (child.name != "bpmn:terminateEventDefinition" &&
               !(waits && child.name == "bpmn:messageEventDefinition")) {
      list(BpmnCode::kEventKind, child, element.get("id"));
    }
  }
  if (data) list(BpmnCode::kKept, element);
}

// Whether both ends of a path are steps; it is kept as it is otherwise.
bool Importer::placeable(const XmlNode& path) const {
  const auto is_node = [&](std::string_view id) {
    const auto found = elements_.find(id);
    return found != elements_.end() && step_elements_.contains(found->second);
  };
  return is_node(path.get("sourceRef")) && is_node(path.get("targetRef"));
}

void Importer::apply_piece(const XmlNode& element, const XmlNode& piece, Edge& edge) {
  std::optional<Edge> own = read_json<Edge>(piece.inner_text());
  if (!own) return list(BpmnCode::kOwnData, piece, element.get("id"));
  const std::string_view written_as =
      piece.find("for") == nullptr ? std::string_view(own->edge) : piece.get("for");
  if (written_as == element.get("id")) edge.edge = own->edge;
  edge.order = own->order;
  // Where BPMN has no place for another default, ours says it alone.
  const auto source = steps_.find(element.get("sourceRef"));
  const bool taken = std::any_of(defaults_.begin(), defaults_.end(), [&](const auto& one) {
    return one.second == element.get("sourceRef");
  });
  if (own->otherwise && (taken || !may_have_default(source->second.element))) edge.otherwise = true;
}

void Importer::read_condition(const XmlNode& element, Edge& edge) {
  const XmlNode* condition = element.child("bpmn:conditionExpression");
  if (condition == nullptr) return;
  if (condition->get("language") != kConditionLanguage) {
    list(BpmnCode::kCondition, *condition, element.get("id"));
    return;
  }
  Result<Condition> read = fenming::read_condition(condition->inner_text());
  if (!read) return list(BpmnCode::kOwnData, *condition, element.get("id"));
  edge.when = std::move(*read);
}

void Importer::read_edge(const XmlNode& element) {
  const auto from = steps_.find(element.get("sourceRef"));
  const auto to = steps_.find(element.get("targetRef"));
  if (from == steps_.end() || to == steps_.end()) return;
  placed_.insert(&element);
  const std::string xml_id(element.get("id"));
  Edge edge;
  edge.otherwise = defaults_.contains(xml_id);
  if (!edge.otherwise) read_condition(element, edge);
  if (const XmlNode* piece = piece_of(element, "fenming:edge")) apply_piece(element, *piece, edge);
  if (edge.otherwise) edge.when.reset();
  if (edge.edge.empty()) {
    edge.edge = new_id(element, "edge");
  } else {
    used_.insert(edge.edge);
  }
  edge.from = from->second.out;
  edge.to = to->second.in;
  if (!xml_id.empty()) paths_.emplace(xml_id, edge.edge);
  for (const XmlAttribute& attribute : element.attributes) {
    const std::string& name = attribute.name;
    const bool other_id = name == "id" && is_foreign_id(attribute.value);
    if (name == "sourceRef" || name == "targetRef" || (name == "id" && !other_id)) continue;
    keep(edge.edge, ForeignPlace::kElement, name, attribute.value);
  }
  read_extension(edge.edge, element);
  for (const XmlNode* child : in_order(element, rank_in_node)) {
    const bool own = child->name == "bpmn:conditionExpression" && edge.when.has_value();
    if (!own && child->name != "bpmn:extensionElements")
      keep(edge.edge, ForeignPlace::kElement, *child);
  }
  document_.model.edges.push_back(std::move(edge));
}

// Elsewhere than at a gateway, BPMN takes every path whose condition holds.
void Importer::list_splits() {
  for (const auto& [id, step] : steps_) {
    if (is_gateway(step.element) || degrees_[id].out < 2) continue;
    const XmlNode& element = *elements_.at(id);
    if (piece_of(element, "fenming:node") == nullptr) list(BpmnCode::kImplicitSplit, element);
  }
}

}  // namespace fenming::bpmn
