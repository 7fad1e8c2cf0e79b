// One import (docs/bpmn.md): the process, its steps and paths, then the diagram, then what a file
// of ours adds. Ids of the file are "xml ids"; those of the document are mostly the same.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "codec/bpmn/geometry.h"
#include "codec/bpmn/mapping.h"
#include "codec/bpmn/xml.h"

namespace fenming::bpmn {

class Importer {
 public:
  explicit Importer(XmlDocument& xml) : xml_(xml) {}

  BpmnImport run();

 private:
  // A gateway that joins and splits is two nodes; paths enter the first and leave the second.
  struct StepIds {
    std::string in;
    std::string out;
    std::string element;
  };
  struct Degree {
    int32_t in = 0;
    int32_t out = 0;
  };
  struct SeenNode {
    std::optional<Box> box;    // around the place of its card, with the size of its shape
    std::optional<Box> drawn;  // of a split that shares its gateway with a join: that gateway's
    const Box& shape() const { return drawn ? *drawn : *box; }
  };
  struct LooseEdge {
    size_t index = 0;
    workflow::Edge edge;
  };

  // import.cpp
  bool choose_process();
  void read_ids(const XmlNode& node);
  void list_duplicate(const XmlNode& first, const XmlNode& second);
  void drop_references();
  bool has_error() const;
  void sort_problems();
  void read_file();
  void read_process();
  void apply_head();
  void read_process_child(const XmlNode& child);
  void read_lanes(const XmlNode& lanes, std::string_view around);
  void finish();
  void order_parts();
  void list(BpmnCode code, const XmlNode& node, std::string_view element = {});
  void keep(std::string_view owner, ForeignPlace where, const XmlNode& node);
  void keep(std::string_view owner, ForeignPlace where, std::string_view name,
            std::string_view value);
  std::vector<ForeignPart>& parts_of(std::string_view owner, ForeignPlace where);
  std::string_view resolved(std::string_view reference) const;
  std::string new_id(const XmlNode& element, std::string_view base);

  // import_steps.cpp
  void read_step(const XmlNode& element, const Tag* tag);
  workflow::Node plain_node(const XmlNode& element, const Tag* tag);
  void read_wait(const XmlNode& element, workflow::Node& node);
  void read_who(const XmlNode& element, workflow::Node& node) const;
  void read_step_rest(const XmlNode& element, const workflow::Node& node);
  void list_step(const XmlNode& element, const Tag* tag, const workflow::Node& node);
  void read_extension(std::string_view owner, const XmlNode& element);
  void apply_piece(const XmlNode& element, const XmlNode& piece, workflow::Node& node);
  void read_edge(const XmlNode& element);
  void read_condition(const XmlNode& element, workflow::Edge& edge);
  void apply_piece(const XmlNode& element, const XmlNode& piece, workflow::Edge& edge);
  void list_splits();
  bool placeable(const XmlNode& path) const;

  // import_drawing.cpp
  void read_note(const XmlNode& element);
  void read_association(const XmlNode& element);
  void read_diagram();
  void read_plane(const XmlNode& plane);
  bool read_shape(const XmlNode& shape);
  bool read_line(const XmlNode& line);
  void read_shape_rest(const std::string& owner, const XmlNode& shape, std::string_view element,
                       const Box& box, Size usual);
  void draw();
  void draw_over(const Drawing& before);
  void draw_over_routes(const Drawing& now);
  void draw_over_notes(const Drawing& now);
  CanvasNote* note_of(std::string_view xml_id);

  const XmlNode* piece_of(const XmlNode& element, std::string_view name) const;

  XmlDocument& xml_;
  const XmlNode* process_ = nullptr;
  const XmlNode* diagram_ = nullptr;  // that of the process
  TemplateDocument document_;
  std::vector<BpmnProblem> problems_;

  std::map<std::string, const XmlNode*, std::less<>> elements_;  // by xml id
  std::map<std::string, StepIds, std::less<>> steps_;            // by xml id
  std::map<std::string, std::string, std::less<>> paths_;        // xml id -> edge id
  std::map<std::string, std::string, std::less<>> notes_;        // xml id -> note id
  std::map<std::string, Degree, std::less<>> degrees_;           // by xml id
  std::map<std::string, std::string, std::less<>> lanes_;        // xml id -> name of its lane
  std::map<std::string, std::string, std::less<>> defaults_;  // xml id of a path -> of its source
  std::set<std::string, std::less<>> used_;                   // ids of the document
  std::set<const XmlNode*> step_elements_;                    // elements that are steps
  std::set<const XmlNode*> placed_;                           // elements that the model has

  std::map<std::string, SeenNode, std::less<>> seen_nodes_;                  // by node id
  std::map<std::string, std::vector<CanvasPoint>, std::less<>> seen_lines_;  // by edge id
  std::map<std::string, CanvasPoint, std::less<>> laid_out_;  // where we put what has no place
  std::set<std::string, std::less<>> seen_notes_;
  std::map<std::string, std::vector<ForeignPart>, std::less<>> shape_parts_;  // by owner
  std::set<std::string, std::less<>> own_links_;  // associations that we write for our notes
  std::vector<workflow::Edge> through_;           // from a join to the split of the same gateway
  std::vector<LooseEdge> loose_;                  // edges of ours that lack an end
  std::optional<TemplateDocument> before_;        // the header and the drawing as we wrote them
  std::string participant_;
  bool listing_ = true;  // while ids are read for the first time
};

// The import of a tree; the file's own checks are done.
BpmnImport import_tree(XmlDocument& xml);

// Whether an element outside the process's steps refers to something that no id names: it is left
// out when a file is written.
bool is_dangling(const XmlNode& node, const std::set<std::string, std::less<>>& ids);
// Takes all such elements out of a tree.
void prune(XmlNode& node, const std::set<std::string, std::less<>>& ids,
           std::vector<XmlNode>& dropped);

}  // namespace fenming::bpmn
