#include "codec/bpmn/export.h"

namespace fenming::bpmn {
namespace {

// Parts come from a stored document: a little deeper than a file's, since they are wrapped.
constexpr XmlLimits kLimits = {256'000'000, 128, 4'000'000, 1'000};
const std::vector<XmlAttribute> kNoAttributes;
const std::vector<XmlNode> kNoNodes;

std::string wrapped(const std::vector<ForeignNamespace>& namespaces, std::string_view inside) {
  return "<all" + declarations(namespaces) + ">" + std::string(inside) + "</all>";
}

// An attribute is read as one of an element, so that its name is checked like any other.
std::string part_text(const ForeignPart& part) {
  if (part.name.empty() || part.name == kElementName) return "<part>" + part.text + "</part>";
  XmlNode value;
  value.name = "part";
  value.set("v", xml_text(part.text));
  std::string text = write_xml(value);
  return text.replace(text.find(" v="), 2, " " + part.name);
}

// Other namespaces have ids of their own.
void collect_ids(const XmlNode& node, ForeignParts::Ids& ids) {
  const std::string* id = node.find("id");
  if (id != nullptr && node.name.starts_with("bpmn")) ids.insert(*id);
  for (const XmlNode& child : node.children)
    collect_ids(child, ids);
}

bool is_element_name(std::string_view name) {
  if (!name.starts_with("bpmn:") || name.size() == 5) return false;
  for (const char c : name.substr(5)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) return false;
  }
  return true;
}

}  // namespace

ForeignParts::ForeignParts(const TemplateDocument& document, std::vector<BpmnProblem>& problems) {
  read_namespaces(document.namespaces);
  if (read_all(document.foreign)) return;
  // One of them is broken: each is read alone, and those that cannot be are left out.
  parts_.clear();
  ids_.clear();
  for (const ForeignPart& part : document.foreign) {
    XmlDocument xml;
    const bool read = !read_xml(wrapped(namespaces_, part_text(part)), kLimits, xml) &&
                      xml.root.children.size() == 1 &&
                      read_part(part, std::move(xml.root.children[0]));
    if (!read) problems.push_back({BpmnCode::kLeftOut, part.owner, 0, 0});
  }
}

void ForeignParts::read_namespaces(const std::vector<ForeignNamespace>& listed) {
  XmlDocument xml;
  if (!read_xml(wrapped(listed, ""), kLimits, xml)) {
    namespaces_ = std::move(xml.namespaces);
    return;
  }
  for (const ForeignNamespace& one : listed) {
    std::vector<ForeignNamespace> with = namespaces_;
    with.push_back(one);
    if (!read_xml(wrapped(with, ""), kLimits, xml)) namespaces_ = xml.namespaces;
  }
}

bool ForeignParts::read_all(const std::vector<ForeignPart>& parts) {
  std::string text;
  for (const ForeignPart& part : parts)
    text += part_text(part);
  XmlDocument xml;
  if (read_xml(wrapped(namespaces_, text), kLimits, xml)) return false;
  if (xml.root.children.size() != parts.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (!read_part(parts[i], std::move(xml.root.children[i]))) return false;
  }
  return true;
}

bool ForeignParts::read_part(const ForeignPart& part, XmlNode wrapped_part) {
  Parts& parts = parts_[{part.owner, part.where}];
  if (wrapped_part.name != "part") return false;
  if (part.name == kElementName) {
    if (!is_element_name(part.text)) return false;
    parts.attributes.push_back({part.name, part.text});
    return true;
  }
  if (!part.name.empty()) {
    if (wrapped_part.attributes.size() != 1 || !wrapped_part.children.empty()) return false;
    if (part.name == "xmlns" || part.name.starts_with("xmlns:")) return false;
    parts.attributes.push_back(std::move(wrapped_part.attributes[0]));
    return true;
  }
  if (wrapped_part.children.empty() || !wrapped_part.attributes.empty()) return false;
  for (XmlNode& node : wrapped_part.children) {
    collect_ids(node, ids_);
    parts.nodes.push_back(std::move(node));
  }
  return true;
}

const ForeignParts::Parts* ForeignParts::find(std::string_view owner, ForeignPlace where) const {
  const auto found = parts_.find(Key(owner, where));
  return found == parts_.end() ? nullptr : &found->second;
}

const std::vector<XmlAttribute>& ForeignParts::attributes(std::string_view owner,
                                                          ForeignPlace where) const {
  const Parts* parts = find(owner, where);
  return parts == nullptr ? kNoAttributes : parts->attributes;
}

const std::vector<XmlNode>& ForeignParts::nodes(std::string_view owner, ForeignPlace where) const {
  const Parts* parts = find(owner, where);
  return parts == nullptr ? kNoNodes : parts->nodes;
}

const std::string* ForeignParts::attribute(std::string_view owner, ForeignPlace where,
                                           std::string_view name) const {
  for (const XmlAttribute& one : attributes(owner, where)) {
    if (one.name == name) return &one.value;
  }
  return nullptr;
}

}  // namespace fenming::bpmn
