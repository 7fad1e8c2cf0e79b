#include <algorithm>

#include "codec/bpmn/export.h"

namespace fenming::bpmn {

// Where each node stands and how large its shape is: as another tool has drawn it, or as usual.
void Exporter::measure() {
  places_ = lay_out(document_);
  boxes_.clear();
  placed_.clear();
  for (const NodePlace& place : document_.drawing.places)
    placed_.insert(place.node);
  for (size_t i = 0; i < model_.nodes.size(); ++i) {
    const std::string& node = model_.nodes[i].node;
    Size size = standard_size(element_name(i));
    const std::string* width = foreign_.attribute(node, ForeignPlace::kShape, "width");
    const std::string* height = foreign_.attribute(node, ForeignPlace::kShape, "height");
    if (width != nullptr) size.w = parse_coordinate(*width);
    if (height != nullptr) size.h = parse_coordinate(*height);
    boxes_.push_back(box_at(places_.at(node), size));
  }
}

// The box of a node, as it will be read, or of a note; of a path, the point in the middle of its
// straight line.
Box Exporter::box_of(std::string_view owner) const {
  const auto node = nodes_.find(owner);
  if (node != nodes_.end()) {
    const Box& box = boxes_[node->second - (merged_nodes_.contains(node->second) ? 1 : 0)];
    return box_at(as_read(box), {box.w, box.h});
  }
  const auto edge = edges_.find(owner);
  if (edge != edges_.end()) {
    const Box from = box_of(model_.edges[edge->second].from);
    const Box to = box_of(model_.edges[edge->second].to);
    return {(from.x + from.w / 2 + to.x + to.w / 2) / 2,
            (from.y + from.h / 2 + to.y + to.h / 2) / 2, 0, 0};
  }
  for (const CanvasNote& note : document_.drawing.notes) {
    if (note.note == owner)
      return {note.at.x * kUnit, note.at.y * kUnit, note.width * kUnit, note.height * kUnit};
  }
  return {};
}

namespace {

void add_points(XmlNode& line, const std::vector<CanvasPoint>& points) {
  for (const CanvasPoint& point : points) {
    line.add("di:waypoint").set("x", std::to_string(point.x)).set("y", std::to_string(point.y));
  }
}

}  // namespace

// The attributes and children that another tool has given a shape; labels move with it.
void Exporter::add_shape_rest(XmlNode& shape, std::string_view owner, const Box& box) const {
  for (const XmlAttribute& one : foreign_.attributes(owner, ForeignPlace::kShape)) {
    if (one.name == "width" || one.name == "height" || one.name == "bpmnElement") continue;
    shape.set(one.name, one.value);
  }
  for (XmlNode part : foreign_.nodes(owner, ForeignPlace::kShape)) {
    if (part.name == "bpmndi:BPMNLabel") move_label(part, box.x, box.y);
    shape.children.push_back(std::move(part));
  }
}

void Exporter::add_shape(XmlNode& plane, std::string_view owner, std::string_view id,
                         const Box& box) const {
  XmlNode& shape = plane.add("bpmndi:BPMNShape");
  shape.set("id", std::string(id) + "_di").set("bpmnElement", id);
  shape.children.push_back(bounds_of(box));
  add_shape_rest(shape, owner, box);
}

void Exporter::add_line(XmlNode& plane, size_t index) const {
  const workflow::Edge& edge = model_.edges[index];
  const Box from = box_of(edge.from);
  const Box to = box_of(edge.to);
  XmlNode& line = plane.add("bpmndi:BPMNEdge");
  line.set("id", edge_ids_[index] + "_di").set("bpmnElement", edge_ids_[index]);
  std::vector<CanvasPoint> bends;
  for (const EdgeRoute& route : document_.drawing.routes) {
    if (route.edge == edge.edge && bends.empty()) bends = route.bends;
  }
  if (bends.empty()) bends = standard_bends(from, to);
  add_points(line, line_through(from, to, bends));
  add_shape_rest(line, edge.edge, {});
}

void Exporter::add_link(XmlNode& plane, size_t note) const {
  const std::string id = note_ids_[note] + "_link";
  XmlNode& line = plane.add("bpmndi:BPMNEdge");
  line.set("id", id + "_di").set("bpmnElement", id);
  const CanvasNote& one = document_.drawing.notes[note];
  add_points(line, line_through(box_of(one.note), box_of(one.about), {}));
}

void Exporter::add_diagram(XmlNode& file) {
  XmlNode& diagram = file.add("bpmndi:BPMNDiagram");
  diagram.attributes = foreign_.attributes("/", ForeignPlace::kShape);
  if (diagram.find("id") == nullptr) diagram.set("id", kOwnDiagram);
  XmlNode& plane = diagram.add("bpmndi:BPMNPlane");
  plane.set("id", kOwnPlane).set("bpmnElement", process_id_);
  for (const XmlAttribute& one : foreign_.attributes("", ForeignPlace::kShape))
    plane.set(one.name, one.value);
  // Pools and lanes lie below the steps; a second shape of a step comes after its first.
  const std::set<std::string, std::less<>> ours(node_ids_.begin(), node_ids_.end());
  std::vector<XmlNode> above;
  for (const XmlNode& part : foreign_.nodes("", ForeignPlace::kShape)) {
    const std::string_view about = part.get("bpmnElement");
    const bool again = ours.contains(about) || ours.contains(without_prefix(about));
    (again ? above : plane.children).push_back(part);
  }
  for (size_t i = 0; i < model_.nodes.size(); ++i) {
    if (!merged_nodes_.contains(i)) add_shape(plane, model_.nodes[i].node, node_ids_[i], boxes_[i]);
  }
  for (size_t i = 0; i < note_ids_.size(); ++i) {
    const std::string& note = document_.drawing.notes[i].note;
    add_shape(plane, note, note_ids_[i], box_of(note));
  }
  for (size_t i = 0; i < model_.edges.size(); ++i) {
    const workflow::Edge& edge = model_.edges[i];
    const bool drawn = !node_id(edge.from).empty() && !node_id(edge.to).empty();
    if (drawn && !merged_edges_.contains(i)) add_line(plane, i);
  }
  for (const size_t i : linked_)
    add_link(plane, i);
  plane.children.insert(plane.children.end(), above.begin(), above.end());
  for (const XmlNode& part : foreign_.nodes("/", ForeignPlace::kShape))
    file.children.back().children.push_back(part);
}

}  // namespace fenming::bpmn
