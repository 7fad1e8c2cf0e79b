#include <expat.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/sha256.h"
#include "base/text.h"
#include "codec/bpmn/xml.h"
#include "codec/bpmn/xml_names.h"

namespace fenming::bpmn {
namespace {

constexpr size_t kMaxNamespaces = 1'000;

bool is_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

// The encodings that expat knows by itself.
bool is_read(const std::string& encoding) {
  return encoding.empty() || encoding == "UTF-8" || encoding == "US-ASCII" ||
         encoding == "ISO-8859-1" || encoding.starts_with("UTF-16");
}

// The salt of expat's hash tables: nobody can choose names that collide under the digest of the
// very file they stand in, and the same file is read in the same way each time.
unsigned long salt_of(std::string_view text) {
  Sha256 digest;
  digest.update(text);
  const auto bytes = digest.finish();
  unsigned long salt = 0;
  for (size_t i = 0; i < sizeof salt; ++i)
    salt = salt << 8 | bytes[i];
  return salt == 0 ? 1 : salt;
}

// The namespaces in force and the one prefix that each gets in the tree.
class Names {
 public:
  Names() {
    for (const KnownNamespace& known : kKnownNamespaces) {
      prefix_of_.emplace(known.uri, known.prefix);
      taken_.emplace(known.prefix);
    }
    taken_.emplace("xml");
    taken_.emplace("xmlns");
  }

  // False: there are too many, or the declaration undoes another.
  bool declare(std::string_view prefix, std::string_view uri) {
    if (uri.empty() && !prefix.empty()) return false;
    scopes_[std::string(prefix)].emplace_back(uri);
    declarations_.emplace_back(prefix);
    if (uri.empty() || prefix_of_.contains(std::string(uri))) return true;
    if (declared_.size() == kMaxNamespaces) return false;
    const std::string base = prefix.empty() ? "ns" : std::string(prefix);
    std::string chosen = base;
    for (int number = 2; taken_.contains(chosen); ++number)
      chosen = base + "_" + std::to_string(number);
    taken_.insert(chosen);
    prefix_of_.emplace(uri, chosen);
    declared_.push_back({std::move(chosen), std::string(uri)});
    return true;
  }
  size_t mark() const { return declarations_.size(); }
  void forget(size_t mark) {
    for (; declarations_.size() > mark; declarations_.pop_back())
      scopes_[declarations_.back()].pop_back();
  }

  // The canonical form of a name; nothing where its prefix is not declared.
  std::optional<std::string> canonical(std::string_view name, bool takes_default) const {
    const size_t colon = name.find(':');
    const bool plain = colon == std::string_view::npos;
    if (plain && !takes_default) return std::string(name);
    const std::string_view prefix = plain ? std::string_view() : name.substr(0, colon);
    const std::string_view local = plain ? name : name.substr(colon + 1);
    if (local.empty() || local.find(':') != std::string_view::npos) return std::nullopt;
    if (prefix == "xml") return std::string(name);
    const auto scope = scopes_.find(prefix);
    if (scope != scopes_.end() && !scope->second.empty() && !scope->second.back().empty()) {
      return prefix_of_.at(scope->second.back()) + ":" + std::string(local);
    }
    if (plain) return std::string(name);
    return std::nullopt;
  }

  std::vector<ForeignNamespace> take() { return std::move(declared_); }

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> scopes_;  // the innermost is last
  std::vector<std::string> declarations_;                                // prefixes, in their order
  std::map<std::string, std::string> prefix_of_;
  std::set<std::string> taken_;
  std::vector<ForeignNamespace> declared_;
};

class Reader {
 public:
  Reader(XML_Parser parser, const XmlLimits& limits) : parser_(parser), limits_(limits) {}

  void start(const char* name, const char** raw) {
    if (problem) return;
    if (static_cast<int32_t>(open_.size()) >= limits_.max_depth) return fail(BpmnCode::kXmlDepth);
    if (++elements_ > limits_.max_elements) return fail(BpmnCode::kXmlElements);
    int32_t count = 0;
    while (raw[2 * count] != nullptr)
      ++count;
    if (count > limits_.max_attributes) return fail(BpmnCode::kXmlAttributes);
    open_.push_back({XmlNode(), names_.mark()});
    XmlNode& node = open_.back().node;
    place(node);
    if (!declare(raw, count)) return;
    auto canonical = names_.canonical(name, true);
    if (!canonical) return fail(BpmnCode::kXmlPrefix);
    node.name = std::move(*canonical);
    read_attributes(node, raw, count);
  }

  void end() {
    if (problem) return;
    XmlNode node = std::move(open_.back().node);
    names_.forget(open_.back().mark);
    open_.pop_back();
    drop_blanks(node);
    if (open_.empty()) {
      root = std::move(node);
    } else {
      open_.back().node.children.push_back(std::move(node));
    }
  }

  void characters(std::string_view text) {
    if (problem || open_.empty()) return;
    std::vector<XmlNode>& siblings = open_.back().node.children;
    if (siblings.empty() || siblings.back().kind != XmlKind::kText) {
      place(siblings.emplace_back());
      siblings.back().kind = XmlKind::kText;
    }
    siblings.back().text += text;
  }

  void aside(XmlKind kind, std::string text) {
    if (problem || open_.empty()) return;
    XmlNode& node = open_.back().node.children.emplace_back();
    place(node);
    node.kind = kind;
    node.text = std::move(text);
  }

  void fail(BpmnCode code) {
    if (!problem) problem = here(code);
    XML_StopParser(parser_, XML_FALSE);
  }

  BpmnProblem here(BpmnCode code) const {
    return {code, "", static_cast<int32_t>(XML_GetCurrentLineNumber(parser_)),
            static_cast<int32_t>(XML_GetCurrentColumnNumber(parser_)) + 1};
  }

  std::vector<ForeignNamespace> namespaces() { return names_.take(); }

  XmlNode root;
  std::optional<BpmnProblem> problem;
  std::string encoding;  // as declared, in capitals

 private:
  struct Open {
    XmlNode node;
    size_t mark;
  };

  void place(XmlNode& node) const {
    node.line = static_cast<int32_t>(XML_GetCurrentLineNumber(parser_));
    node.column = static_cast<int32_t>(XML_GetCurrentColumnNumber(parser_)) + 1;
  }

  bool declare(const char** raw, int32_t count) {
    for (int32_t i = 0; i < count; ++i) {
      const std::string_view name = raw[2 * i];
      if (name != "xmlns" && !name.starts_with("xmlns:")) continue;
      const std::string_view prefix = name.size() > 6 ? name.substr(6) : std::string_view();
      const bool named = name == "xmlns" || !prefix.empty();
      if (prefix == "xml") continue;
      if (!named || prefix == "xmlns" || !names_.declare(prefix, raw[2 * i + 1])) {
        fail(BpmnCode::kXmlPrefix);
        return false;
      }
    }
    return true;
  }

  void read_attributes(XmlNode& node, const char** raw, int32_t count) {
    bool renamed = false;
    for (int32_t i = 0; i < count; ++i) {
      const std::string_view name = raw[2 * i];
      if (name == "xmlns" || name.starts_with("xmlns:")) continue;
      auto canonical = names_.canonical(name, false);
      if (!canonical) return fail(BpmnCode::kXmlPrefix);
      renamed = renamed || *canonical != name;
      std::string value = raw[2 * i + 1];
      // The one attribute whose value is a name too; others keep the prefix they were given.
      if (*canonical == "xsi:type") value = names_.canonical(value, true).value_or(value);
      node.attributes.push_back({std::move(*canonical), std::move(value)});
    }
    if (!renamed) return;
    std::vector<std::string_view> sorted;
    for (const XmlAttribute& attribute : node.attributes)
      sorted.push_back(attribute.name);
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
      fail(BpmnCode::kXmlPrefix);
  }

  // White space between elements is the writer's; beside other text it may be meant.
  static void drop_blanks(XmlNode& node) {
    bool has_elements = false;
    for (const XmlNode& child : node.children) {
      if (child.is_element()) has_elements = true;
      if (child.kind == XmlKind::kText && !is_space(child.text)) return;
    }
    if (!has_elements) return;
    std::erase_if(node.children, [](const XmlNode& child) { return child.kind == XmlKind::kText; });
  }

  XML_Parser parser_;
  const XmlLimits& limits_;
  Names names_;
  std::vector<Open> open_;
  int32_t elements_ = 0;
};

Reader& reader_of(void* user) {
  return *static_cast<Reader*>(user);
}

void set_handlers(XML_Parser parser) {
  XML_SetElementHandler(
      parser,
      [](void* user, const char* name, const char** raw) { reader_of(user).start(name, raw); },
      [](void* user, const char*) { reader_of(user).end(); });
  XML_SetCharacterDataHandler(parser, [](void* user, const char* text, int length) {
    reader_of(user).characters({text, static_cast<size_t>(length)});
  });
  XML_SetCommentHandler(
      parser, [](void* user, const char* text) { reader_of(user).aside(XmlKind::kComment, text); });
  XML_SetProcessingInstructionHandler(parser, [](void* user, const char* target, const char* data) {
    reader_of(user).aside(XmlKind::kInstruction,
                          std::string(target) + (*data == 0 ? "" : " ") + data);
  });
  XML_SetStartDoctypeDeclHandler(parser, [](void* user, const char*, const char*, const char*,
                                            int) { reader_of(user).fail(BpmnCode::kXmlDoctype); });
  XML_SetXmlDeclHandler(parser, [](void* user, const char*, const char* encoding, int) {
    Reader& reader = reader_of(user);
    reader.encoding = encoding == nullptr ? "" : capitals(encoding);
    if (!is_read(reader.encoding)) reader.fail(BpmnCode::kXmlEncoding);
  });
}

BpmnCode code_of(XML_Error error, std::string_view text, const std::string& encoding) {
  switch (error) {
    case XML_ERROR_UNDEFINED_ENTITY:
    case XML_ERROR_RECURSIVE_ENTITY_REF:
    case XML_ERROR_ASYNC_ENTITY:
    case XML_ERROR_EXTERNAL_ENTITY_HANDLING:
    case XML_ERROR_ENTITY_DECLARED_IN_PE:
      return BpmnCode::kXmlEntity;
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
      return BpmnCode::kXmlEncoding;
    case XML_ERROR_INVALID_TOKEN:
      return encoding == "ISO-8859-1" || is_valid_utf8(text) ? BpmnCode::kXmlSyntax
                                                             : BpmnCode::kXmlEncoding;
    default:
      return BpmnCode::kXmlSyntax;
  }
}

}  // namespace

std::optional<BpmnProblem> read_xml(std::string_view text, const XmlLimits& limits,
                                    XmlDocument& document) {
  if (text.size() > limits.max_bytes) return BpmnProblem{BpmnCode::kXmlSize, "", 1, 1};
  const XML_Parser parser = XML_ParserCreate(nullptr);
  FM_ASSERT(parser != nullptr);
  XML_SetHashSalt(parser, salt_of(text));
  Reader reader(parser, limits);
  XML_SetUserData(parser, &reader);
  set_handlers(parser);
  const XML_Status status = XML_Parse(parser, text.data(), static_cast<int>(text.size()), XML_TRUE);
  if (status != XML_STATUS_OK && !reader.problem) {
    reader.problem = reader.here(code_of(XML_GetErrorCode(parser), text, reader.encoding));
  }
  XML_ParserFree(parser);
  if (reader.problem) return reader.problem;
  document.root = std::move(reader.root);
  document.namespaces = reader.namespaces();
  return std::nullopt;
}

}  // namespace fenming::bpmn
