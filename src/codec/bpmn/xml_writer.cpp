#include "base/text.h"
#include "codec/bpmn/xml.h"
#include "codec/bpmn/xml_names.h"

namespace fenming::bpmn {
namespace {

// What stands for a character in a text or, with more of them, in an attribute's value.
std::string_view escape_of(char c, bool in_attribute) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return in_attribute ? "&quot;" : "";
    case '\n':
      return in_attribute ? "&#10;" : "";
    case '\t':
      return in_attribute ? "&#9;" : "";
    default:
      return "";
  }
}

void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
  for (const char c : text) {
    const std::string_view escape = escape_of(c, in_attribute);
    if (escape.empty()) {
      out += c;
    } else {
      out += escape;
    }
  }
}

void append_tag(std::string& out, const XmlNode& node) {
  out += '<';
  out += node.name;
  for (const XmlAttribute& attribute : node.attributes) {
    out += ' ';
    out += attribute.name;
    out += "=\"";
    append_escaped(out, attribute.value, true);
    out += '"';
  }
  out += node.children.empty() ? "/>" : ">";
}

// Texts lie inside an element on its own line: white space beside them would be read as theirs.
bool has_text(const XmlNode& node) {
  for (const XmlNode& child : node.children) {
    if (child.kind == XmlKind::kText) return true;
  }
  return false;
}

void append_compact(std::string& out, const XmlNode& node) {
  switch (node.kind) {
    case XmlKind::kText:
      return append_escaped(out, node.text, false);
    case XmlKind::kComment:
      out += "<!--" + node.text + "-->";
      return;
    case XmlKind::kInstruction:
      out += "<?" + node.text + "?>";
      return;
    case XmlKind::kElement:
      break;
  }
  append_tag(out, node);
  for (const XmlNode& child : node.children)
    append_compact(out, child);
  if (!node.children.empty()) out += "</" + node.name + ">";
}

}  // namespace

const std::string* XmlNode::find(std::string_view attribute) const {
  for (const XmlAttribute& one : attributes) {
    if (one.name == attribute) return &one.value;
  }
  return nullptr;
}

std::string_view XmlNode::get(std::string_view attribute) const {
  const std::string* value = find(attribute);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

const XmlNode* XmlNode::child(std::string_view element) const {
  for (const XmlNode& one : children) {
    if (one.is_element() && one.name == element) return &one;
  }
  return nullptr;
}

std::string XmlNode::inner_text() const {
  std::string all;
  for (const XmlNode& one : children) {
    if (one.kind == XmlKind::kText) all += one.text;
  }
  return all;
}

XmlNode& XmlNode::set(std::string_view attribute, std::string_view value) {
  for (XmlAttribute& one : attributes) {
    if (one.name == attribute) {
      one.value = value;
      return *this;
    }
  }
  attributes.push_back({std::string(attribute), std::string(value)});
  return *this;
}

XmlNode& XmlNode::add(std::string_view element) {
  XmlNode& node = children.emplace_back();
  node.name = element;
  return node;
}

XmlNode& XmlNode::write(std::string_view content) {
  if (content.empty()) return *this;
  XmlNode& node = children.emplace_back();
  node.kind = XmlKind::kText;
  node.text = content;
  return *this;
}

bool same_xml(const XmlNode& a, const XmlNode& b) {
  if (a.kind != b.kind || a.name != b.name || a.text != b.text) return false;
  if (a.attributes != b.attributes || a.children.size() != b.children.size()) return false;
  for (size_t i = 0; i < a.children.size(); ++i) {
    if (!same_xml(a.children[i], b.children[i])) return false;
  }
  return true;
}

std::string write_xml(const XmlNode& node) {
  std::string out;
  append_compact(out, node);
  return out;
}

void append_indented(std::string& out, const XmlNode& node, int depth) {
  out.append(static_cast<size_t>(depth) * 2, ' ');
  if (!node.is_element() || node.children.empty() || has_text(node)) {
    append_compact(out, node);
    out += '\n';
    return;
  }
  append_tag(out, node);
  out += '\n';
  for (const XmlNode& child : node.children)
    append_indented(out, child, depth + 1);
  out.append(static_cast<size_t>(depth) * 2, ' ');
  out += "</" + node.name + ">\n";
}

std::string declarations(const std::vector<ForeignNamespace>& more) {
  std::string out;
  const auto declare = [&](std::string_view prefix, std::string_view uri) {
    out += " xmlns:";
    out += prefix;
    out += "=\"";
    append_escaped(out, xml_text(uri), true);
    out += '"';
  };
  for (const KnownNamespace& known : kKnownNamespaces)
    declare(known.prefix, known.uri);
  for (const ForeignNamespace& one : more)
    declare(one.prefix, one.uri);
  return out;
}

std::string xml_text(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const uint32_t point = next_code_point(text, at);
    const bool control = point < 0x20 && point != '\t' && point != '\n' && point != '\r';
    if (control || point == 0xFFFE || point == 0xFFFF) {
      out += kReplacement;
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  return out;
}

}  // namespace fenming::bpmn
