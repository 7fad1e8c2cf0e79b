// What the designer keeps of a template: the engine's template, the drawing of it, comments, saved
// plays, and what another tool's file said that we do not execute. One JSON document, schema
// "fenming.template-document/1"; the server stores it, and publishes its template.
//
// Lengths are canvas units: one is a CSS pixel at 100 %, x grows rightwards and y downwards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/workflow/run/scenario.h"
#include "engine/workflow/template.h"

namespace fenming {

struct CanvasPoint {
  int32_t x = 0;
  int32_t y = 0;

  bool operator==(const CanvasPoint&) const = default;
};

// The upper left corner of a node. A node that has no place is laid out when the document opens.
struct NodePlace {
  std::string node;
  CanvasPoint at;
  std::string colour;     // a name of the theme's palette; empty: that of its kind
  bool disabled = false;  // passed over on trial, never published so

  bool operator==(const NodePlace&) const = default;
};

// The bends of an edge between its two ends; an edge that is not listed is routed by the designer.
struct EdgeRoute {
  std::string edge;
  std::vector<CanvasPoint> bends;

  bool operator==(const EdgeRoute&) const = default;
};

// A sticky note; `about` names the node or edge that it is drawn to, or is empty.
struct CanvasNote {
  std::string note;  // its id
  CanvasPoint at;
  int32_t width = 0;
  int32_t height = 0;
  std::string text;
  std::string colour;
  std::string about;

  bool operator==(const CanvasNote&) const = default;
};

// Nodes and groups drawn together; a group is in at most one other, and never in itself.
struct NodeGroup {
  std::string group;  // its id
  std::string title;
  bool collapsed = false;
  std::vector<std::string> members;  // ids of nodes and of groups

  bool operator==(const NodeGroup&) const = default;
};

struct Drawing {
  std::vector<NodePlace> places;
  std::vector<EdgeRoute> routes;
  std::vector<CanvasNote> notes;
  std::vector<NodeGroup> groups;
};

struct NodeComment {
  std::string comment;  // its id
  std::string node;
  std::string author;
  int64_t at = 0;  // seconds since 1970-01-01, UTC
  std::string text;
  bool resolved = false;

  bool operator==(const NodeComment&) const = default;
};

// Which of an owner's two elements in a BPMN file something belongs to.
enum class ForeignPlace : uint8_t {
  kElement,    // its own attributes and children; a part named "<" is the element's name itself
  kExtension,  // the children of its extensionElements
  kShape,      // its shape or edge in the diagram; there "width" and "height" are attributes
};
std::string_view foreign_place_name(ForeignPlace place);
std::optional<ForeignPlace> parse_foreign_place(std::string_view name);

// Something of a BPMN file that our model has no place for, kept verbatim to be written back
// (docs/bpmn.md). `owner` is the id of the node, edge or note it belongs to. Empty: the process,
// whose shape is the drawing's plane; "/": the whole file, whose shape is the diagram.
struct ForeignPart {
  std::string owner;
  ForeignPlace where = ForeignPlace::kElement;
  std::string name;  // of an attribute with its prefix; empty: `text` is an element
  std::string text;  // the attribute's value, or the element as XML

  bool operator==(const ForeignPart&) const = default;
};

// The namespace of a prefix that a foreign part uses. BPMN's own (bpmn, bpmndi, dc, di), xsi, xml
// and ours (fenming) are not listed.
struct ForeignNamespace {
  std::string prefix;
  std::string uri;

  bool operator==(const ForeignNamespace&) const = default;
};

struct TemplateDocument {
  workflow::TemplateVersion model;
  Drawing drawing;
  std::vector<NodeComment> comments;
  std::vector<workflow::Scenario> scenarios;  // saved plays, which must pass before publishing
  std::vector<ForeignNamespace> namespaces;
  std::vector<ForeignPart> foreign;
};

// Errors as read_template's; ids that the drawing names and the template lacks are no error: they
// are dropped, since another author may have deleted the node.
Result<TemplateDocument> read_template_document(std::string_view text);
std::string write_template_document(const TemplateDocument& document);

}  // namespace fenming
