#include <algorithm>

#include "codec/book_codec.h"
#include "codec/bpmn/export.h"
#include "codec/template_fields.h"

namespace fenming::bpmn {
namespace {

using workflow::Edge;
using workflow::Node;
using workflow::NodeKind;

// The element that another tool has given the node, where it still says the node's kind.
bool still_fits(std::string_view element, NodeKind kind) {
  const Tag* tag = find_tag(element);
  const NodeKind meant = tag == nullptr ? NodeKind::kTask : tag->kind;
  if (meant == kind || element == element_of(kind)) return true;
  return element_of(meant) == element_of(kind);
}

bool is_terminate(const XmlNode& node) {
  return node.name == "bpmn:terminateEventDefinition";
}

}  // namespace

// JSON whose bytes XML can carry: two code points are legal there and not here.
std::string xml_json(std::string_view json) {
  std::string out(json);
  for (const auto& [bytes, escape] :
       {std::pair("\xEF\xBF\xBE", "\\ufffe"), std::pair("\xEF\xBF\xBF", "\\uffff")}) {
    for (size_t at = out.find(bytes); at != std::string::npos; at = out.find(bytes, at))
      out.replace(at, 3, escape);
  }
  return out;
}

void Exporter::left_out(std::string_view element) {
  problems_.push_back({BpmnCode::kLeftOut, std::string(element), 0, 0});
}

bool Exporter::is_step_id(std::string_view reference) const {
  return std::any_of(node_ids_.begin(), node_ids_.end(), [&](const std::string& id) {
    return id == reference || id == without_prefix(reference);
  });
}

std::string Exporter::element_name(size_t index) const {
  const Node& node = model_.nodes[index];
  const std::string* kept = foreign_.attribute(node.node, ForeignPlace::kElement, kElementName);
  if (kept == nullptr || !still_fits(*kept, node.kind)) return std::string(element_of(node.kind));
  // A border event without its step, and a task that cannot say what it waits for now.
  const std::string* border =
      foreign_.attribute(node.node, ForeignPlace::kElement, "attachedToRef");
  const bool loose = *kept == "bpmn:boundaryEvent" && (border == nullptr || !is_step_id(*border));
  const bool waits_anew = *kept == "bpmn:receiveTask" && needs_.waits.contains(index);
  return loose || waits_anew ? std::string(element_of(node.kind)) : *kept;
}

// Attributes and children of another tool; of another kind of element, those that every one has.
void Exporter::add_kept(XmlNode& element, size_t index, int wanted) {
  const Node& node = model_.nodes[index];
  const std::string* kept = foreign_.attribute(node.node, ForeignPlace::kElement, kElementName);
  const bool whole = kept == nullptr || *kept == element.name;
  for (const XmlNode& part : foreign_.nodes(node.node, ForeignPlace::kElement)) {
    const int rank = rank_in_node(part);
    if (rank != wanted) continue;
    const bool definition = part.is_element() && is_event_definition(part.name);
    const bool ends_all = is_terminate(part) && element.name == element_of(NodeKind::kCancel);
    if (ends_all && node.kind != NodeKind::kCancel) continue;
    if (definition && needs_.waits.contains(index)) continue;
    if (rank >= kRankFlows && !whole) {
      left_out(node.node);
      continue;
    }
    element.children.push_back(part);
  }
}

void Exporter::add_extension(XmlNode& element, std::string_view owner,
                             std::vector<XmlNode> own) const {
  const std::vector<XmlNode>& kept = foreign_.nodes(owner, ForeignPlace::kExtension);
  if (own.empty() && kept.empty()) return;
  XmlNode& extension = element.add("bpmn:extensionElements");
  extension.children = std::move(own);
  extension.children.insert(extension.children.end(), kept.begin(), kept.end());
}

// What a wait waits for, and that cancel ends everything.
void Exporter::add_definition(XmlNode& element, size_t index) {
  const Node& node = model_.nodes[index];
  const bool said = std::any_of(
      element.children.begin(), element.children.end(),
      [](const XmlNode& child) { return child.is_element() && is_event_definition(child.name); });
  if (said) return;
  if (node.kind == NodeKind::kCancel) element.add("bpmn:terminateEventDefinition");
  if (node.kind != NodeKind::kWait || !is_event(element.name)) return;
  if (node.timer_min) {
    element.children.push_back(timer_definition(*node.timer_min));
    return;
  }
  // An event that another tool has left empty is named by itself.
  const bool named = !needs_.waits.contains(index) &&
                     foreign_.attribute(node.node, ForeignPlace::kElement, kElementName) != nullptr;
  if (named) return;
  const auto message = messages_.find(node.event);
  if (message == messages_.end()) {
    const std::string id = std::string(kOwnMessage) + std::to_string(messages_.size() + 1);
    messages_.emplace(node.event, id);
    element.children.push_back(message_definition(id));
  } else {
    element.children.push_back(message_definition(message->second));
  }
}

XmlNode Exporter::step_element(size_t index) {
  const Node& node = model_.nodes[index];
  const bool merged = merged_nodes_.contains(index + 1);
  const std::string& out = merged ? model_.nodes[index + 1].node : node.node;
  const std::string& id = node_ids_[index];
  XmlNode element;
  element.name = element_name(index);
  element.set("id", id);
  const std::string* name = foreign_.attribute(node.node, ForeignPlace::kElement, "name");
  const bool fits = name != nullptr && shorten(*name, kNameLength) == node.title;
  if (!node.title.empty()) element.set("name", fits ? *name : xml_text(node.title));
  for (size_t i = 0; i < model_.edges.size(); ++i) {
    const Edge& edge = model_.edges[i];
    const bool leads = edge.from == out && edge.otherwise && !node_id(edge.to).empty();
    if (leads && may_have_default(element.name) && element.find("default") == nullptr)
      element.set("default", edge_ids_[i]);
  }
  const std::string* kept = foreign_.attribute(node.node, ForeignPlace::kElement, kElementName);
  const bool whole = kept == nullptr || *kept == element.name;
  for (const XmlAttribute& one : foreign_.attributes(node.node, ForeignPlace::kElement)) {
    if (one.name == kElementName || element.find(one.name) != nullptr) continue;
    if (one.name == "name" || one.name == "id") continue;
    if (whole || one.name.find(':') != std::string::npos) element.attributes.push_back(one);
  }
  add_kept(element, index, 0);
  add_extension(element, node.node, own_step_data(index));
  add_kept(element, index, 1);
  for (const char* way : {"bpmn:incoming", "bpmn:outgoing"}) {
    const bool entering = std::string_view(way) == "bpmn:incoming";
    for (size_t i = 0; i < model_.edges.size(); ++i) {
      const Edge& edge = model_.edges[i];
      const bool ours = entering ? edge.to == node.node : edge.from == out;
      const bool drawn = !node_id(edge.from).empty() && !node_id(edge.to).empty();
      if (ours && drawn && !merged_edges_.contains(i)) element.add(way).write(edge_ids_[i]);
    }
  }
  add_kept(element, index, kRankFlows);
  add_definition(element, index);
  return element;
}

// What BPMN has no place for, and where a node without a place has been drawn.
std::vector<XmlNode> Exporter::own_step_data(size_t index) const {
  const Node& node = model_.nodes[index];
  std::vector<XmlNode> own;
  if (needs_.nodes.contains(index)) {
    XmlNode& piece = own.emplace_back();
    piece.name = "fenming:node";
    if (node_ids_[index] != node.node) piece.set("for", node_ids_[index]);
    piece.write(xml_json(write_document(node)));
  }
  if (!placed_.contains(node.node)) {
    const CanvasPoint at = as_read(boxes_[index]);
    XmlNode& piece = own.emplace_back();
    piece.name = "fenming:laid_out";
    piece.set("x", std::to_string(at.x)).set("y", std::to_string(at.y));
  }
  return own;
}

XmlNode Exporter::path_element(size_t index) const {
  const Edge& edge = model_.edges[index];
  XmlNode element;
  element.name = "bpmn:sequenceFlow";
  element.set("id", edge_ids_[index]);
  element.set("sourceRef", node_id(edge.from)).set("targetRef", node_id(edge.to));
  for (const XmlAttribute& one : foreign_.attributes(edge.edge, ForeignPlace::kElement)) {
    if (element.find(one.name) == nullptr && one.name != kElementName)
      element.attributes.push_back(one);
  }
  const std::vector<XmlNode>& kept = foreign_.nodes(edge.edge, ForeignPlace::kElement);
  for (const XmlNode& part : kept) {
    if (rank_in_node(part) == 0) element.children.push_back(part);
  }
  std::vector<XmlNode> own;
  if (needs_.edges.contains(index)) {
    Edge beside = edge;
    beside.when.reset();  // it is the flow's condition
    XmlNode& piece = own.emplace_back();
    piece.name = "fenming:edge";
    if (edge_ids_[index] != edge.edge) piece.set("for", edge_ids_[index]);
    piece.write(xml_json(write_document(beside)));
  }
  add_extension(element, edge.edge, std::move(own));
  for (const XmlNode& part : kept) {
    const bool replaced = edge.when && part.name == "bpmn:conditionExpression";
    if (rank_in_node(part) != 0 && !replaced) element.children.push_back(part);
  }
  if (edge.when) {
    element.add("bpmn:conditionExpression")
        .set("xsi:type", "bpmn:tFormalExpression")
        .set("language", kConditionLanguage)
        .write(xml_json(write_condition(*edge.when)));
  }
  return element;
}

// Associations of another tool hold as long as one of them leads to what the note is about.
void Exporter::choose_links() {
  std::map<std::string, std::vector<const XmlNode*>, std::less<>> links;
  const std::vector<XmlNode>& parts = foreign_.nodes("", ForeignPlace::kElement);
  const auto other_end = [](const XmlNode& link, std::string_view note) {
    const std::string_view source = link.get("sourceRef");
    const std::string_view target = link.get("targetRef");
    if (source == note || without_prefix(source) == note) return target;
    const bool is_target = target == note || without_prefix(target) == note;
    return is_target ? source : std::string_view();
  };
  for (size_t i = 0; i < note_ids_.size(); ++i) {
    const CanvasNote& note = document_.drawing.notes[i];
    const std::string about = note.about.empty() ? "" : xml_id(note.about);
    bool holds = false;
    std::vector<const XmlNode*> ours;
    for (const XmlNode& part : parts) {
      if (part.name != "bpmn:association") continue;
      const std::string_view other = other_end(part, note_ids_[i]);
      const ForeignParts::Ids& foreign = foreign_.ids();
      if (other.empty() || foreign.contains(other) || foreign.contains(without_prefix(other)))
        continue;
      ours.push_back(&part);
      holds = holds || other == about || without_prefix(other) == about;
    }
    if (!holds && !about.empty()) linked_.insert(i);
    if (holds) continue;
    for (const XmlNode* link : ours)
      dropped_.emplace(link->get("id"));
  }
}

bool Exporter::is_dropped(const XmlNode& part) const {
  return part.name == "bpmn:association" && dropped_.contains(part.get("id"));
}

XmlNode Exporter::note_element(size_t index) const {
  const CanvasNote& note = document_.drawing.notes[index];
  XmlNode element;
  element.name = "bpmn:textAnnotation";
  element.set("id", note_ids_[index]);
  for (const XmlAttribute& one : foreign_.attributes(note.note, ForeignPlace::kElement)) {
    if (element.find(one.name) == nullptr && one.name != kElementName)
      element.attributes.push_back(one);
  }
  const std::vector<XmlNode>& kept = foreign_.nodes(note.note, ForeignPlace::kElement);
  for (const XmlNode& part : kept) {
    if (rank_in_node(part) == 0) element.children.push_back(part);
  }
  std::vector<XmlNode> own;
  if (note_ids_[index] != note.note) {
    XmlNode& piece = own.emplace_back();
    piece.name = "fenming:note";
    piece.set("for", note_ids_[index]).set("id", xml_text(note.note));
  }
  add_extension(element, note.note, std::move(own));
  bool written = false;
  for (const XmlNode& part : kept) {
    if (rank_in_node(part) == 0) continue;
    const bool text = part.name == "bpmn:text";
    if (text && shorten(part.inner_text(), 100'000) != note.text) continue;
    element.children.push_back(part);
    written = written || text;
  }
  if (!written) element.add("bpmn:text").write(xml_text(note.text));
  return element;
}

void Exporter::add_notes(XmlNode& process) {
  for (size_t i = 0; i < note_ids_.size(); ++i)
    process.children.push_back(note_element(i));
  for (const size_t i : linked_) {
    process.add("bpmn:association")
        .set("id", note_ids_[i] + "_link")
        .set("sourceRef", note_ids_[i])
        .set("targetRef", xml_id(document_.drawing.notes[i].about));
  }
}

}  // namespace fenming::bpmn
