// XML as a tree whose names have one canonical prefix for each namespace, so that "bpmn2:task" and
// "task" in the default namespace are both "bpmn:task". Namespace declarations are no attributes
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/bpmn/bpmn.h"

namespace fenming::bpmn {

struct XmlAttribute {
  std::string name;
  std::string value;

  bool operator==(const XmlAttribute&) const = default;
};

enum class XmlKind : uint8_t { kElement, kText, kComment, kInstruction };

struct XmlNode {
  XmlKind kind = XmlKind::kElement;
  std::string name;  // of an element
  std::string text;  // of what is no element
  std::vector<XmlAttribute> attributes;
  std::vector<XmlNode> children;
  int32_t line = 0;
  int32_t column = 0;

  bool is_element() const { return kind == XmlKind::kElement; }
  // The attribute's value; null where there is none.
  const std::string* find(std::string_view attribute) const;
  std::string_view get(std::string_view attribute) const;  // empty where there is none
  const XmlNode* child(std::string_view element) const;    // the first; null where there is none
  std::string inner_text() const;                          // of its direct texts

  XmlNode& set(std::string_view attribute, std::string_view value);  // adds; returns the element
  XmlNode& add(std::string_view element);                            // returns the new child
  XmlNode& write(std::string_view content);  // adds a text; returns the element
};

// The same names, attributes and contents in the same order, wherever they stand.
bool same_xml(const XmlNode& a, const XmlNode& b);

struct XmlLimits {
  size_t max_bytes = 20'000'000;
  int32_t max_depth = 100;
  int32_t max_elements = 200'000;
  int32_t max_attributes = 1'000;  // of one element
};

struct XmlDocument {
  XmlNode root;
  std::vector<ForeignNamespace> namespaces;  // all that are declared, without the known ones
};

// Fills `document`; otherwise says what is wrong and where. Texts between elements that are only
// white space are dropped; others are kept as they are. Comments and instructions stay.
std::optional<BpmnProblem> read_xml(std::string_view text, const XmlLimits& limits,
                                    XmlDocument& document);

// The element as text, its declarations left out: without white space of ours, or indented.
std::string write_xml(const XmlNode& node);
void append_indented(std::string& out, const XmlNode& node, int depth);

// The declarations of the known namespaces and of `more` as attributes: ` xmlns:a="…" …`.
std::string declarations(const std::vector<ForeignNamespace>& more);

// Without what XML 1.0 has no place for: other control characters and U+FFFE, U+FFFF become U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace fenming::bpmn
