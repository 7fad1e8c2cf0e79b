// One export (docs/bpmn.md). A file is first built of BPMN alone and read as any file is; where the
// result differs from the document, the next one says the rest in elements of our own. So nothing
// is said twice without need, and what comes back is what was written.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "codec/bpmn/geometry.h"
#include "codec/bpmn/mapping.h"
#include "codec/bpmn/xml.h"

namespace fenming::bpmn {

// The foreign parts as trees, by owner and place, in their order.
class ForeignParts {
 public:
  using Ids = std::set<std::string, std::less<>>;

  ForeignParts(const TemplateDocument& document, std::vector<BpmnProblem>& problems);

  const std::vector<XmlAttribute>& attributes(std::string_view owner, ForeignPlace where) const;
  const std::vector<XmlNode>& nodes(std::string_view owner, ForeignPlace where) const;
  const std::string* attribute(std::string_view owner, ForeignPlace where,
                               std::string_view name) const;
  const std::vector<ForeignNamespace>& namespaces() const { return namespaces_; }
  // All ids that elements inside the parts have.
  const Ids& ids() const { return ids_; }

 private:
  struct Parts {
    std::vector<XmlAttribute> attributes;
    std::vector<XmlNode> nodes;
  };
  using Key = std::pair<std::string, ForeignPlace>;

  void read_namespaces(const std::vector<ForeignNamespace>& listed);
  bool read_all(const std::vector<ForeignPart>& parts);
  bool read_part(const ForeignPart& part, XmlNode wrapped);
  const Parts* find(std::string_view owner, ForeignPlace where) const;

  std::vector<ForeignNamespace> namespaces_;
  std::map<Key, Parts> parts_;
  Ids ids_;
};

// JSON whose bytes XML can carry.
std::string xml_json(std::string_view json);

class Exporter {
 public:
  explicit Exporter(const TemplateDocument& document);

  BpmnExport run();

 private:
  // What has to be said in our own elements, by index.
  struct Needs {
    std::set<size_t> nodes;
    std::set<size_t> waits;  // whose foreign definition says something else
    std::set<size_t> edges;
    bool document = false;
    bool apart = false;  // a join and a split are never one gateway

    bool operator==(const Needs&) const = default;
  };

  // export.cpp
  XmlDocument build();
  void add_process(XmlNode& file);
  void add_own_data(std::vector<XmlNode>& own) const;
  void add_messages(XmlNode& file) const;
  bool learn(const TemplateDocument& read);
  static void collect(const XmlNode& node, ForeignParts::Ids& ids);
  void drop_references(XmlNode& file);

  // export_ids.cpp
  void choose_ids();
  std::string free_id(std::string_view wanted);
  void find_twins();
  const std::string& node_id(std::string_view node) const;  // the xml id; empty: there is none
  std::string xml_id(std::string_view owner) const;         // of a node, edge or note

  // export_steps.cpp
  XmlNode step_element(size_t index);
  bool is_step_id(std::string_view reference) const;
  std::string element_name(size_t index) const;
  void add_kept(XmlNode& element, size_t index, int wanted);
  void add_definition(XmlNode& element, size_t index);
  void add_extension(XmlNode& element, std::string_view owner, std::vector<XmlNode> own) const;
  std::vector<XmlNode> own_step_data(size_t index) const;
  XmlNode path_element(size_t index) const;
  void choose_links();
  bool is_dropped(const XmlNode& part) const;
  void add_notes(XmlNode& process);
  XmlNode note_element(size_t index) const;
  void left_out(std::string_view element);

  // export_drawing.cpp
  void measure();
  void add_diagram(XmlNode& file);
  void add_shape_rest(XmlNode& shape, std::string_view owner, const Box& box) const;
  void add_shape(XmlNode& plane, std::string_view owner, std::string_view id, const Box& box) const;
  void add_line(XmlNode& plane, size_t index) const;
  void add_link(XmlNode& plane, size_t note) const;
  Box box_of(std::string_view owner) const;

  const TemplateDocument& document_;
  const workflow::TemplateVersion& model_;
  std::vector<BpmnProblem> problems_;
  ForeignParts foreign_;
  Needs needs_;

  ForeignParts::Ids taken_;
  std::string process_id_;
  std::vector<std::string> node_ids_;  // xml ids, by index
  std::vector<std::string> edge_ids_;
  std::vector<std::string> note_ids_;
  std::map<std::string, size_t, std::less<>> nodes_;  // the first of each id
  std::map<std::string, size_t, std::less<>> edges_;
  std::set<size_t> merged_nodes_;                // splits that are one gateway with their join
  std::set<size_t> merged_edges_;                // and the paths between both
  std::map<std::string, std::string> messages_;  // event -> xml id
  std::map<std::string, CanvasPoint> places_;    // of all nodes
  std::vector<Box> boxes_;                       // of nodes, by index
  std::set<std::string, std::less<>> placed_;    // nodes that the drawing places
  std::set<size_t> linked_;                      // notes with an association of ours
  std::set<std::string, std::less<>> dropped_;   // foreign associations that no longer hold
};

}  // namespace fenming::bpmn
