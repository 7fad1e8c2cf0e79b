#include <algorithm>
#include <set>

#include "codec/bpmn/import.h"

namespace fenming::bpmn {
namespace {

constexpr int32_t kNoteWidth = 200;
constexpr int32_t kNoteHeight = 96;
constexpr int64_t kLongestNote = 100'000;

// The association that we write between a note and what it is about.
bool is_own_link(const XmlNode& association, std::string_view note) {
  return association.children.empty() && association.attributes.size() == 3 &&
         association.get("id") == std::string(note) + "_link" &&
         association.get("sourceRef") == note && association.find("targetRef") != nullptr;
}

bool is_usual_id(const XmlNode& shape, std::string_view element) {
  return shape.get("id") == std::string(element) + "_di";
}

int32_t whole_of(std::string_view text, int32_t least) {
  return std::max(to_units(parse_coordinate(text)), least);
}

}  // namespace

CanvasNote* Importer::note_of(std::string_view xml_id) {
  const auto id = notes_.find(xml_id);
  if (id == notes_.end()) return nullptr;
  for (CanvasNote& note : document_.drawing.notes) {
    if (note.note == id->second) return &note;
  }
  return nullptr;
}

void Importer::read_note(const XmlNode& element) {
  placed_.insert(&element);
  CanvasNote note;
  const XmlNode* piece = piece_of(element, "fenming:note");
  if (piece != nullptr && piece->get("for") == element.get("id")) {
    note.note = shorten(piece->get("id"), kCodeLength);
    used_.insert(note.note);
  }
  if (note.note.empty()) note.note = new_id(element, "note");
  note.width = kNoteWidth;
  note.height = kNoteHeight;
  const XmlNode* text = element.child("bpmn:text");
  if (text != nullptr) note.text = shorten(text->inner_text(), kLongestNote);
  if (element.find("id") != nullptr) notes_.emplace(std::string(element.get("id")), note.note);
  for (const XmlAttribute& attribute : element.attributes) {
    const bool other_id = attribute.name == "id" && is_foreign_id(attribute.value);
    if (attribute.name != "id" || other_id)
      keep(note.note, ForeignPlace::kElement, attribute.name, attribute.value);
  }
  read_extension(note.note, element);
  for (const XmlNode& child : element.children) {
    const bool plain = &child == text && text->attributes.empty() &&
                       std::none_of(text->children.begin(), text->children.end(),
                                    [](const XmlNode& one) { return one.is_element(); });
    if (!plain && child.name != "bpmn:extensionElements")
      keep(note.note, ForeignPlace::kElement, child);
  }
  document_.drawing.notes.push_back(std::move(note));
}

// An association with a note says what the note is about; one of another tool is also kept.
void Importer::read_association(const XmlNode& element) {
  const std::string source(resolved(element.get("sourceRef")));
  const std::string target(resolved(element.get("targetRef")));
  CanvasNote* note = note_of(source);
  const std::string& other = note != nullptr ? target : source;
  if (note == nullptr) note = note_of(target);
  if (note != nullptr && note->about.empty()) {
    const auto step = steps_.find(other);
    const auto path = paths_.find(other);
    if (step != steps_.end()) note->about = step->second.in;
    if (path != paths_.end()) note->about = path->second;
  }
  if (note != nullptr && !note->about.empty() && is_own_link(element, source)) {
    placed_.insert(&element);
    own_links_.insert(std::string(element.get("id")));
    return;
  }
  if (note == nullptr) list(BpmnCode::kKept, element);
  keep("", ForeignPlace::kElement, element);
}

// What stands beside bounds and way points: kept for the node, edge or note.
void Importer::read_shape_rest(const std::string& owner, const XmlNode& shape,
                               std::string_view element, const Box& box, Size usual) {
  for (const XmlAttribute& attribute : shape.attributes) {
    if (attribute.name == "bpmnElement") continue;
    if (attribute.name == "id" && is_usual_id(shape, element)) continue;
    keep(owner, ForeignPlace::kShape, attribute.name, attribute.value);
  }
  if (box.w != usual.w) keep(owner, ForeignPlace::kShape, "width", format_coordinate(box.w));
  if (box.h != usual.h) keep(owner, ForeignPlace::kShape, "height", format_coordinate(box.h));
  for (const XmlNode& child : shape.children) {
    if (child.name == "dc:Bounds" || child.name == "di:waypoint") continue;
    XmlNode kept = child;
    // Where a label stands is told from the corner of its shape, which may be moved.
    if (child.name == "bpmndi:BPMNLabel") move_label(kept, -box.x, -box.y);
    keep(owner, ForeignPlace::kShape, kept);
  }
}

bool Importer::read_shape(const XmlNode& shape) {
  const std::string element(resolved(shape.get("bpmnElement")));
  bool found = false;
  const Box box = read_bounds(shape, found);
  if (!found) return false;
  const auto step = steps_.find(element);
  if (step != steps_.end()) {
    SeenNode& seen = seen_nodes_[step->second.in];
    if (seen.box) return false;
    const Size usual = standard_size(step->second.element);
    const CanvasPoint place = place_in(box);
    seen.box = box_at(place, {box.w, box.h});
    read_shape_rest(step->second.in, shape, element, *seen.box, usual);
    if (step->second.out == step->second.in) return true;
    // The split stands beside the join, and has no place where that has none.
    const CanvasPoint beside{place.x + kColumnPitch, place.y};
    seen_nodes_[step->second.out] = {box_at(beside, usual), seen.box};
    const auto laid_out = laid_out_.find(step->second.in);
    if (laid_out != laid_out_.end() && laid_out->second == place)
      laid_out_[step->second.out] = beside;
    return true;
  }
  CanvasNote* note = note_of(element);
  if (note == nullptr || !seen_notes_.insert(note->note).second) return false;
  const XmlNode& bounds = *shape.child("dc:Bounds");
  note->at = {whole_of(bounds.get("x"), -10'000'000), whole_of(bounds.get("y"), -10'000'000)};
  note->width = whole_of(bounds.get("width"), 1);
  note->height = whole_of(bounds.get("height"), 1);
  const Box corner{note->at.x * kUnit, note->at.y * kUnit, 0, 0};
  read_shape_rest(note->note, shape, element, corner, {});
  return true;
}

bool Importer::read_line(const XmlNode& line) {
  const std::string element(resolved(line.get("bpmnElement")));
  if (own_links_.contains(element)) return true;
  const auto path = paths_.find(element);
  if (path == paths_.end() || seen_lines_.contains(path->second)) return false;
  std::vector<CanvasPoint>& bends = seen_lines_[path->second];
  for (const XmlNode& child : line.children) {
    if (child.name != "di:waypoint") continue;
    bends.push_back({whole_of(child.get("x"), -10'000'000), whole_of(child.get("y"), -10'000'000)});
  }
  // The ends are where the line meets its shapes; they follow from the rest.
  if (!bends.empty()) bends.erase(bends.begin());
  if (!bends.empty()) bends.pop_back();
  read_shape_rest(path->second, line, element, {}, {});
  return true;
}

void Importer::read_diagram() {
  const auto id = process_->get("id");
  for (const XmlAttribute& attribute : diagram_->attributes) {
    if (attribute.name != "id" || attribute.value != kOwnDiagram)
      keep("/", ForeignPlace::kShape, attribute.name, attribute.value);
  }
  const XmlNode* plane = diagram_->child("bpmndi:BPMNPlane");
  for (const XmlNode& child : diagram_->children) {
    if (&child != plane) keep("/", ForeignPlace::kShape, child);
  }
  for (const XmlAttribute& attribute : plane->attributes) {
    const bool about = attribute.name == "bpmnElement";
    const bool usual = (attribute.name == "id" && attribute.value == kOwnPlane) ||
                       (about && attribute.value == id);
    if (about && !elements_.contains(resolved(attribute.value))) {
      list(BpmnCode::kDanglingReference, *plane);
      continue;
    }
    if (!usual) keep("", ForeignPlace::kShape, attribute.name, attribute.value);
  }
  for (const XmlNode& child : plane->children) {
    const bool ours = (child.name == "bpmndi:BPMNShape" && read_shape(child)) ||
                      (child.name == "bpmndi:BPMNEdge" && read_line(child));
    if (!ours) keep("", ForeignPlace::kShape, child);
  }
}

// The drawing as the diagram shows it; a line that runs as we would draw it needs no bends.
void Importer::draw() {
  Drawing& drawing = document_.drawing;
  for (const workflow::Node& node : document_.model.nodes) {
    const auto seen = seen_nodes_.find(node.node);
    if (seen == seen_nodes_.end() || !seen->second.box) continue;
    const CanvasPoint at = place_in(*seen->second.box);
    const auto laid_out = laid_out_.find(node.node);
    if (laid_out != laid_out_.end() && laid_out->second == at) continue;
    drawing.places.push_back({node.node, at, "", false});
  }
  for (const workflow::Edge& edge : document_.model.edges) {
    const auto line = seen_lines_.find(edge.edge);
    const auto from = seen_nodes_.find(edge.from);
    const auto to = seen_nodes_.find(edge.to);
    if (line == seen_lines_.end() || line->second.empty()) continue;
    const bool ends =
        from != seen_nodes_.end() && to != seen_nodes_.end() && from->second.box && to->second.box;
    if (ends && line->second == standard_bends(from->second.shape(), to->second.shape())) continue;
    drawing.routes.push_back({edge.edge, line->second});
  }
  if (before_) draw_over(before_->drawing);
}

// The drawing as we wrote it, changed only where the diagram shows something else than it would.
void Importer::draw_over(const Drawing& before) {
  Drawing now = std::move(document_.drawing);
  Drawing& drawing = document_.drawing;
  drawing = before;
  const auto size_of = [&](const std::string& node) {
    const auto seen = seen_nodes_.find(node);
    const bool found = seen != seen_nodes_.end() && seen->second.box;
    return found ? std::optional(Size{seen->second.box->w, seen->second.box->h}) : std::nullopt;
  };
  std::map<std::string_view, const NodePlace*> places;
  for (const NodePlace& place : now.places)
    places.emplace(place.node, &place);
  std::set<std::string> listed;
  for (NodePlace& place : drawing.places) {
    listed.insert(place.node);
    const auto seen = places.find(place.node);
    const auto size = size_of(place.node);
    if (seen == places.end() || !size) continue;
    const CanvasPoint written = as_read(box_at(place.at, *size));
    if (written != seen->second->at) place.at = seen->second->at;
  }
  for (const NodePlace& place : now.places) {
    if (!listed.contains(place.node)) drawing.places.push_back(place);
  }
  draw_over_routes(now);
  draw_over_notes(now);
}

void Importer::draw_over_routes(const Drawing& now) {
  std::vector<EdgeRoute>& routes = document_.drawing.routes;
  std::map<std::string_view, const EdgeRoute*> shown;
  for (const EdgeRoute& route : now.routes)
    shown.emplace(route.edge, &route);
  std::set<std::string_view> listed;
  std::erase_if(routes, [&](EdgeRoute& route) {
    const auto line = seen_lines_.find(route.edge);
    if (line == seen_lines_.end()) return false;
    const bool same = route.bends == line->second;
    const auto drawn = shown.find(route.edge);
    // Without bends it was drawn in our way, which `now` does not list.
    if (same || (route.bends.empty() && drawn == shown.end())) return false;
    if (drawn == shown.end()) return true;
    route.bends = drawn->second->bends;
    return false;
  });
  for (const EdgeRoute& route : routes)
    listed.insert(route.edge);
  std::vector<EdgeRoute> more;
  for (const EdgeRoute& route : now.routes) {
    if (!listed.contains(route.edge)) more.push_back(route);
  }
  routes.insert(routes.end(), more.begin(), more.end());
}

void Importer::draw_over_notes(const Drawing& now) {
  std::vector<CanvasNote>& notes = document_.drawing.notes;
  std::map<std::string_view, const CanvasNote*> shown;
  for (const CanvasNote& note : now.notes)
    shown.emplace(note.note, &note);
  std::erase_if(notes, [&](const CanvasNote& note) { return !shown.contains(note.note); });
  std::set<std::string_view> listed;
  for (CanvasNote& note : notes) {
    listed.insert(note.note);
    const CanvasNote& seen = *shown.at(note.note);
    note.at = seen.at;
    note.width = seen.width;
    note.height = seen.height;
    if (xml_text(note.text) != seen.text) note.text = seen.text;
    note.about = seen.about;
  }
  std::vector<CanvasNote> more;
  for (const CanvasNote& note : now.notes) {
    if (!listed.contains(note.note)) more.push_back(note);
  }
  notes.insert(notes.end(), more.begin(), more.end());
}

}  // namespace fenming::bpmn
