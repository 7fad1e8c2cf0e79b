#include "codec/bpmn/import.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "codec/template_fields.h"

namespace fenming {
namespace bpmn {
namespace {

bool is_step(const XmlNode& node) {
  return node.is_element() && find_tag(node.name) != nullptr;
}

bool is_own_message(const XmlNode& node) {
  return node.name == "bpmn:message" && node.children.empty() && node.attributes.size() == 2 &&
         node.get("id").starts_with(kOwnMessage) && node.find("name") != nullptr;
}

}  // namespace

bool is_dangling(const XmlNode& node, const std::set<std::string, std::less<>>& ids) {
  const auto unknown = [&](std::string_view reference) {
    return !ids.contains(reference) && !ids.contains(without_prefix(reference));
  };
  if (node.name == "bpmn:flowNodeRef") return unknown(trimmed(node.inner_text()));
  if (node.name == "bpmndi:BPMNShape" || node.name == "bpmndi:BPMNEdge")
    return unknown(node.get("bpmnElement"));
  if (node.name == "bpmn:association" || node.name == "bpmn:messageFlow")
    return unknown(node.get("sourceRef")) || unknown(node.get("targetRef"));
  return false;
}

void prune(XmlNode& node, const std::set<std::string, std::less<>>& ids,
           std::vector<XmlNode>& dropped) {
  for (XmlNode& child : node.children) {
    if (is_dangling(child, ids)) dropped.push_back(child);
  }
  std::erase_if(node.children, [&](const XmlNode& child) { return is_dangling(child, ids); });
  for (XmlNode& child : node.children)
    prune(child, ids, dropped);
}

void Importer::list(BpmnCode code, const XmlNode& node, std::string_view element) {
  const std::string_view id = element.empty() ? node.get("id") : element;
  problems_.push_back({code, std::string(id), node.line, node.column});
}

// Shapes of steps, paths and notes are put in order at the end (order_parts).
std::vector<ForeignPart>& Importer::parts_of(std::string_view owner, ForeignPlace where) {
  const bool later = where == ForeignPlace::kShape && !owner.empty() && owner != "/";
  return later ? shape_parts_[std::string(owner)] : document_.foreign;
}

void Importer::keep(std::string_view owner, ForeignPlace where, const XmlNode& node) {
  if (node.kind == XmlKind::kText && trimmed(node.text).empty()) return;
  parts_of(owner, where).push_back({std::string(owner), where, "", write_xml(node)});
}

// Attributes are kept in the order of their names, whoever wrote the file.
void Importer::keep(std::string_view owner, ForeignPlace where, std::string_view name,
                    std::string_view value) {
  std::vector<ForeignPart>& parts = parts_of(owner, where);
  parts.push_back({std::string(owner), where, std::string(name), std::string(value)});
  for (size_t i = parts.size() - 1; i > 0; --i) {
    ForeignPart& before = parts[i - 1];
    const bool same = before.owner == owner && before.where == where && !before.name.empty();
    if (!same || before.name <= name) return;
    std::swap(before, parts[i]);
  }
}

// The id that a reference means: as it stands, or without the prefix that some tools give it.
std::string_view Importer::resolved(std::string_view reference) const {
  return elements_.contains(reference) ? reference : without_prefix(reference);
}

// The element's own id where it can be ours; otherwise one made from `base`.
std::string Importer::new_id(const XmlNode& element, std::string_view base) {
  const std::string id(element.get("id"));
  if (!id.empty() && shorten(id, kCodeLength) == id && used_.insert(id).second) return id;
  list(BpmnCode::kIdReplaced, element);
  std::string made;
  for (int number = 1; made.empty() || used_.contains(made) || elements_.contains(made); ++number)
    made = std::string(base) + "_" + std::to_string(number);
  used_.insert(made);
  return made;
}

// The process that we have written; else the one with the most steps, the first of several.
bool Importer::choose_process() {
  std::ptrdiff_t most = -1;
  for (const XmlNode& child : xml_.root.children) {
    if (!child.is_element() || child.name != "bpmn:process") continue;
    auto steps = std::count_if(child.children.begin(), child.children.end(), is_step);
    if (piece_of(child, "fenming:chosen") != nullptr) steps = std::numeric_limits<int32_t>::max();
    if (steps > most) process_ = &child;
    most = std::max(most, steps);
  }
  return process_ != nullptr;
}

// Two steps, paths or notes of one id are ambiguous. Of other elements, references mean the first.
void Importer::list_duplicate(const XmlNode& first, const XmlNode& second) {
  const auto matters = [](const XmlNode& node) {
    return is_step(node) || node.name == "bpmn:sequenceFlow" || node.name == "bpmn:textAnnotation";
  };
  const bool both = matters(first) && matters(second);
  list(both ? BpmnCode::kDuplicateId : BpmnCode::kSameId, second);
}

// Ids of the model's own elements; those of shapes are nobody's business but the diagram's.
void Importer::read_ids(const XmlNode& node) {
  if (!node.is_element()) return;
  const std::string_view id = node.get("id");
  if (!id.empty() && node.name.starts_with("bpmn:")) {
    const auto [first, added] = elements_.emplace(std::string(id), &node);
    if (!added && listing_) list_duplicate(*first->second, node);
  }
  for (const XmlNode& child : node.children)
    read_ids(child);
}

void Importer::read_file() {
  const std::map<std::string_view, std::string_view> own = {
      {"id", kOwnDefinitions}, {"targetNamespace", kOwnTarget}, {"exporter", kOwnExporter}};
  for (const XmlAttribute& attribute : xml_.root.attributes) {
    const auto usual = own.find(attribute.name);
    if (usual == own.end() || usual->second != attribute.value)
      keep("/", ForeignPlace::kElement, attribute.name, attribute.value);
  }
  const std::string_view id = process_->get("id");
  for (const XmlNode& child : xml_.root.children) {
    if (child.name != "bpmn:collaboration") continue;
    for (const XmlNode& one : child.children) {
      if (one.name == "bpmn:messageFlow") list(BpmnCode::kMessageFlow, one);
      if (one.name != "bpmn:participant" || resolved(one.get("processRef")) != id) continue;
      if (participant_.empty()) participant_ = one.get("name");
    }
  }
  for (const XmlNode* child : in_order(xml_.root, rank_in_file)) {
    if (child == process_ || is_own_message(*child)) continue;
    if (child->name == "bpmndi:BPMNDiagram" && diagram_ == nullptr) {
      // A plane of nothing that is there can only be that of the process.
      const XmlNode* plane = child->child("bpmndi:BPMNPlane");
      const bool has_plane = plane != nullptr;
      const auto about =
          has_plane ? elements_.find(resolved(plane->get("bpmnElement"))) : elements_.end();
      if (has_plane && (about == elements_.end() || about->second == process_ ||
                        about->second->name == "bpmn:collaboration")) {
        diagram_ = child;
        continue;
      }
    }
    if (child->name == "bpmn:process") list(BpmnCode::kOtherProcess, *child);
    if (child->name == "bpmndi:BPMNDiagram") list(BpmnCode::kOtherDiagram, *child);
    keep("/", ForeignPlace::kElement, *child);
  }
}

// The innermost lane that a step is in says who does it.
void Importer::read_lanes(const XmlNode& lanes, std::string_view around) {
  for (const XmlNode& lane : lanes.children) {
    if (lane.name != "bpmn:lane") continue;
    const std::string_view own = lane.get("name");
    const std::string_view name = own.empty() ? around : own;
    for (const XmlNode& child : lane.children) {
      if (child.name == "bpmn:flowNodeRef")
        lanes_[std::string(resolved(trimmed(child.inner_text())))] = name;
    }
    for (const XmlNode& child : lane.children) {
      if (child.name == "bpmn:childLaneSet") read_lanes(child, name);
    }
  }
}

// The header as we wrote it, as far as another tool has not changed id and name.
void Importer::apply_head() {
  const XmlNode& piece = *piece_of(*process_, "fenming:document");
  const std::string code = document_.model.code;
  const std::string name = document_.model.name;
  document_.model = before_->model;
  document_.comments = before_->comments;
  document_.scenarios = before_->scenarios;
  workflow::TemplateVersion& model = document_.model;
  model.nodes.clear();
  model.edges.clear();
  const std::string_view written_as =
      piece.find("for") == nullptr ? std::string_view(model.code) : piece.get("for");
  if (written_as != process_->get("id")) model.code = code;
  if (xml_text(model.name) != process_->get("name")) model.name = name;
}

void Importer::read_process() {
  for (const XmlNode& child : process_->children) {
    if (child.name == "bpmn:laneSet") read_lanes(child, "");
    if (child.name != "bpmn:sequenceFlow") continue;
    ++degrees_[std::string(child.get("sourceRef"))].out;
    ++degrees_[std::string(child.get("targetRef"))].in;
  }
  workflow::TemplateVersion& model = document_.model;
  const std::string id(process_->get("id"));
  model.code = id.empty() ? "process" : shorten(id, kCodeLength);
  if (!id.empty() && is_foreign_id(id)) keep("", ForeignPlace::kElement, "id", id);
  for (const XmlAttribute& attribute : process_->attributes) {
    if (attribute.name != "id" && attribute.name != "name")
      keep("", ForeignPlace::kElement, attribute.name, attribute.value);
  }
  const std::string_view name = process_->get("name");
  model.name = shorten(name.empty() ? std::string_view(participant_) : name, kNameLength);
  if (model.name.empty()) model.name = model.code;
  if (shorten(name, kNameLength) != name) {
    list(BpmnCode::kTextShortened, *process_);
    keep("", ForeignPlace::kElement, "name", name);
  }
  read_extension("", *process_);
  if (before_) apply_head();
  for (const XmlNode& child : process_->children) {
    const bool joined = child.find("id") != nullptr && degrees_.contains(child.get("id"));
    if (is_step(child) || (joined && child.name != "bpmn:sequenceFlow"))
      step_elements_.insert(&child);
  }
  for (const XmlNode& child : process_->children) {
    if (step_elements_.contains(&child)) read_step(child, find_tag(child.name));
  }
  for (const XmlNode& child : process_->children) {
    if (child.name == "bpmn:sequenceFlow") read_edge(child);
  }
  for (const XmlNode& child : process_->children) {
    if (child.name == "bpmn:textAnnotation") read_note(child);
  }
  for (const XmlNode* child : in_order(*process_, rank_in_process))
    read_process_child(*child);
  list_splits();
}

// What is neither a step nor a path that leads somewhere.
void Importer::read_process_child(const XmlNode& child) {
  if (child.name == "bpmn:association") return read_association(child);
  if (child.name == "bpmn:extensionElements" || placed_.contains(&child)) return;
  if (child.name == "bpmn:sequenceFlow") {
    list(BpmnCode::kDanglingEdge, child);
  } else if (child.is_element() && child.name != "bpmn:laneSet" &&
             child.name != "bpmn:documentation") {
    list(BpmnCode::kKept, child);
  }
  keep("", ForeignPlace::kElement, child);
}

// Shapes are kept in the order of what they show, not in that of the diagram.
void Importer::order_parts() {
  std::vector<ForeignPart>& parts = document_.foreign;
  const auto append = [&](std::string_view owner) {
    const auto shape = shape_parts_.find(owner);
    if (shape == shape_parts_.end()) return;
    for (ForeignPart& part : shape->second)
      parts.push_back(std::move(part));
    shape_parts_.erase(shape);
  };
  for (const workflow::Node& node : document_.model.nodes)
    append(node.node);
  for (const CanvasNote& note : document_.drawing.notes)
    append(note.note);
  for (const workflow::Edge& edge : document_.model.edges)
    append(edge.edge);
}

// Edges of ours that BPMN has no place for go back to where they stood; through paths come last.
void Importer::finish() {
  std::vector<workflow::Edge>& edges = document_.model.edges;
  edges.insert(edges.end(), through_.begin(), through_.end());
  for (LooseEdge& loose : loose_) {
    const size_t index = std::min(loose.index, edges.size());
    edges.insert(edges.begin() + static_cast<std::ptrdiff_t>(index), std::move(loose.edge));
  }
  order_parts();
  document_.namespaces = xml_.namespaces;
  drop_dangling(document_);
  sort_problems();
}

bool Importer::has_error() const {
  return std::any_of(problems_.begin(), problems_.end(), [](const BpmnProblem& one) {
    return severity_of(one.code) == BpmnSeverity::kError;
  });
}

void Importer::sort_problems() {
  // Errors first, then by place; the rest only makes it the same everywhere.
  const auto before = [](const BpmnProblem& a, const BpmnProblem& b) {
    const bool a_error = severity_of(a.code) == BpmnSeverity::kError;
    const bool b_error = severity_of(b.code) == BpmnSeverity::kError;
    if (a_error != b_error) return a_error;
    if (a.line != b.line) return a.line < b.line;
    if (a.column != b.column) return a.column < b.column;
    return a.code != b.code ? a.code < b.code : a.element < b.element;
  };
  std::sort(problems_.begin(), problems_.end(), before);
}

// What refers to nothing in the whole file says nothing: it is listed and left out, and with it
// what refers to it.
void Importer::drop_references() {
  std::vector<XmlNode> dropped;
  for (;;) {
    std::set<std::string, std::less<>> ids;
    for (const auto& [id, element] : elements_)
      ids.insert(id);
    dropped.clear();
    prune(xml_.root, ids, dropped);
    if (dropped.empty()) return;
    for (const XmlNode& one : dropped)
      list(BpmnCode::kDanglingReference, one);
    elements_.clear();
    read_ids(xml_.root);
  }
}

BpmnImport Importer::run() {
  if (xml_.root.name != "bpmn:definitions") {
    list(BpmnCode::kNotBpmn, xml_.root);
    return {std::nullopt, problems_};
  }
  read_ids(xml_.root);
  listing_ = false;
  drop_references();
  if (!choose_process()) list(BpmnCode::kNoProcess, xml_.root);
  if (has_error()) {
    sort_problems();
    return {std::nullopt, problems_};
  }
  read_file();
  read_process();
  if (diagram_ != nullptr) read_diagram();
  draw();
  finish();
  if (has_error()) return {std::nullopt, problems_};
  return {std::move(document_), std::move(problems_)};
}

BpmnImport import_tree(XmlDocument& xml) {
  return Importer(xml).run();
}

}  // namespace bpmn

BpmnImport import_bpmn(std::string_view text) {
  bpmn::XmlDocument xml;
  if (const auto problem = bpmn::read_xml(text, {}, xml)) return {std::nullopt, {*problem}};
  BpmnImport result = bpmn::import_tree(xml);
  if (!result.document) return result;
  // Whoever stores the document must be able to read it: limits of texts and lists are checked
  // where they are written down.
  if (!read_template_document(write_template_document(*result.document))) {
    result.document.reset();
    result.problems.insert(result.problems.begin(),
                           {BpmnCode::kTooLarge, "", xml.root.line, xml.root.column});
  }
  return result;
}

}  // namespace fenming
