#include "codec/bpmn/export.h"

#include <algorithm>

#include "codec/bpmn/import.h"
#include "codec/template_fields.h"

namespace fenming {
namespace bpmn {
namespace {

constexpr int kMostPasses = 4;

// The document without what steps, paths and foreign parts say.
TemplateDocument head_of(const TemplateDocument& document) {
  TemplateDocument head = document;
  head.model.nodes.clear();
  head.model.edges.clear();
  head.namespaces.clear();
  head.foreign.clear();
  return head;
}

template <typename T>
std::string json_of(const T& value) {
  return write_document(value);
}

}  // namespace

Exporter::Exporter(const TemplateDocument& document)
    : document_(document), model_(document.model), foreign_(document, problems_) {
  choose_ids();
}

// Notes what another reader would not learn from BPMN; false where there is nothing new.
bool Exporter::learn(const TemplateDocument& read) {
  const Needs before = needs_;
  if (read.model.nodes.size() != model_.nodes.size()) {
    // A gateway of ours was taken for a join and a split.
    needs_.apart = true;
    for (size_t i = 0; i < model_.nodes.size(); ++i) {
      if (element_name(i) == element_of(workflow::NodeKind::kJoin)) needs_.nodes.insert(i);
    }
    return needs_ != before;
  }
  const std::vector<workflow::Node>& nodes = read.model.nodes;
  const std::vector<workflow::Edge>& edges = read.model.edges;
  const auto same_node = [](const workflow::Node& a, const workflow::Node& b) {
    return a.node == b.node;
  };
  const bool same_order =
      std::equal(nodes.begin(), nodes.end(), model_.nodes.begin(), model_.nodes.end(), same_node);
  const auto same_edge = [](const workflow::Edge& a, const workflow::Edge& b) {
    return a.edge == b.edge && a.from == b.from && a.to == b.to;
  };
  const bool same_paths =
      std::equal(edges.begin(), edges.end(), model_.edges.begin(), model_.edges.end(), same_edge);
  if (!merged_nodes_.empty() && !(same_order && same_paths)) needs_.apart = true;
  for (size_t i = 0; i < std::min(nodes.size(), model_.nodes.size()); ++i) {
    const workflow::Node& node = model_.nodes[i];
    if (json_of(nodes[i]) == json_of(node)) continue;
    if (merged_nodes_.contains(i)) needs_.apart = true;
    needs_.nodes.insert(i);
    const bool waits = node.kind == workflow::NodeKind::kWait;
    const bool same_wait = nodes[i].timer_min == node.timer_min && nodes[i].event == node.event;
    if (waits && !same_wait) needs_.waits.insert(i);
  }
  for (size_t i = 0; i < std::min(edges.size(), model_.edges.size()); ++i) {
    if (json_of(edges[i]) == json_of(model_.edges[i])) continue;
    if (merged_edges_.contains(i)) needs_.apart = true;
    needs_.edges.insert(i);
  }
  const bool same_head =
      write_template_document(head_of(read)) == write_template_document(head_of(document_));
  if (!same_head && needs_.document) needs_.apart = true;
  if (!same_head) needs_.document = true;
  return needs_ != before;
}

BpmnExport Exporter::run() {
  const size_t broken = problems_.size();
  XmlDocument file = build();
  for (int pass = 0; pass < kMostPasses; ++pass) {
    const BpmnImport read = import_tree(file);
    if (!read.document || !learn(*read.document)) break;
    problems_.resize(broken);
    file = build();
  }
  BpmnExport result;
  XmlNode& root = file.root;
  result.xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  append_indented(result.xml, root, 0);
  const size_t at = result.xml.find(root.name) + root.name.size();
  result.xml.insert(at, declarations(file.namespaces));
  result.problems = std::move(problems_);
  return result;
}

XmlDocument Exporter::build() {
  XmlDocument xml;
  xml.namespaces = foreign_.namespaces();
  XmlNode& file = xml.root;
  file.name = "bpmn:definitions";
  find_twins();
  measure();
  messages_.clear();
  linked_.clear();
  dropped_.clear();
  file.attributes = foreign_.attributes("/", ForeignPlace::kElement);
  const auto usual = [&](std::string_view name, std::string_view value) {
    if (file.find(name) == nullptr) file.set(name, value);
  };
  usual("id", kOwnDefinitions);
  usual("targetNamespace", kOwnTarget);
  usual("exporter", kOwnExporter);
  const std::vector<XmlNode>& parts = foreign_.nodes("/", ForeignPlace::kElement);
  for (const XmlNode& part : parts) {
    if (rank_in_file(part) < kRankDiagram) file.children.push_back(part);
  }
  add_process(file);
  add_messages(file);
  add_diagram(file);
  for (const XmlNode& part : parts) {
    if (rank_in_file(part) >= kRankDiagram) file.children.push_back(part);
  }
  drop_references(file);
  return xml;
}

// The header, the drawing and what BPMN cannot draw: an edge that lacks an end.
void Exporter::add_own_data(std::vector<XmlNode>& own) const {
  const std::vector<XmlNode>& roots = foreign_.nodes("/", ForeignPlace::kElement);
  const bool others = std::any_of(roots.begin(), roots.end(),
                                  [](const XmlNode& one) { return one.name == "bpmn:process"; });
  if (others) own.emplace_back().name = "fenming:chosen";
  if (needs_.document) {
    XmlNode& piece = own.emplace_back();
    piece.name = "fenming:document";
    if (process_id_ != model_.code) piece.set("for", process_id_);
    piece.write(xml_json(write_template_document(head_of(document_))));
  }
  for (size_t i = 0; i < model_.edges.size(); ++i) {
    const workflow::Edge& edge = model_.edges[i];
    if (!node_id(edge.from).empty() && !node_id(edge.to).empty()) continue;
    XmlNode& piece = own.emplace_back();
    piece.name = "fenming:edge";
    piece.set("index", std::to_string(i)).write(xml_json(json_of(edge)));
  }
}

void Exporter::add_process(XmlNode& file) {
  XmlNode& process = file.add("bpmn:process");
  process.set("id", process_id_);
  const std::string* name = foreign_.attribute("", ForeignPlace::kElement, "name");
  const bool fits = name != nullptr && shorten(*name, kNameLength) == model_.name;
  if (!model_.name.empty()) process.set("name", fits ? *name : xml_text(model_.name));
  for (const XmlAttribute& one : foreign_.attributes("", ForeignPlace::kElement)) {
    if (process.find(one.name) == nullptr) process.attributes.push_back(one);
  }
  const std::vector<XmlNode>& parts = foreign_.nodes("", ForeignPlace::kElement);
  const auto add_ranks = [&](int first, int last) {
    for (const XmlNode& part : parts) {
      const int rank = rank_in_process(part);
      if (rank >= first && rank < last && !is_dropped(part)) process.children.push_back(part);
    }
  };
  choose_links();
  add_ranks(0, 1);
  std::vector<XmlNode> own;
  add_own_data(own);
  add_extension(process, "", std::move(own));
  add_ranks(1, kRankNodes);
  for (size_t i = 0; i < model_.nodes.size(); ++i) {
    if (!merged_nodes_.contains(i)) process.children.push_back(step_element(i));
  }
  for (size_t i = 0; i < model_.edges.size(); ++i) {
    const workflow::Edge& edge = model_.edges[i];
    const bool whole = !node_id(edge.from).empty() && !node_id(edge.to).empty();
    if (whole && !merged_edges_.contains(i)) process.children.push_back(path_element(i));
  }
  add_ranks(kRankNodes, kRankNotes);
  add_notes(process);
  add_ranks(kRankNotes, 100);
}

// The messages that our waits name.
void Exporter::add_messages(XmlNode& file) const {
  for (const auto& [event, id] : messages_)
    file.add("bpmn:message").set("id", id).set("name", xml_text(event));
}

void Exporter::collect(const XmlNode& node, ForeignParts::Ids& ids) {
  if (node.name.starts_with("bpmn:")) {
    if (const std::string* id = node.find("id")) ids.insert(*id);
  }
  for (const XmlNode& child : node.children)
    collect(child, ids);
}

// References to what has been deleted go with it, and so do those to them.
void Exporter::drop_references(XmlNode& file) {
  std::vector<XmlNode> dropped;
  do {
    ForeignParts::Ids ids;
    collect(file, ids);
    dropped.clear();
    prune(file, ids, dropped);
    for (const XmlNode& one : dropped)
      left_out(one.get("id"));
  } while (!dropped.empty());
}

}  // namespace bpmn

BpmnExport export_bpmn(const TemplateDocument& document) {
  return bpmn::Exporter(document).run();
}

}  // namespace fenming
