#include "codec/template_document.h"

#include <algorithm>
#include <unordered_set>

#include "codec/book_fields.h"
#include "codec/run_fields.h"
#include "codec/template_fields.h"

namespace fenming {
namespace {

// Far beyond any screen, and far from where sums of int32 could overflow.
constexpr int64_t kFarthest = 10'000'000;
constexpr int64_t kLongestNote = 100'000;
constexpr size_t kMaxParts = 20'000;
constexpr size_t kMaxScenarios = 500;
constexpr size_t kMaxForeign = 1'000'000;
constexpr int64_t kLongestForeign = 20'000'000;  // a picture that another tool has embedded
constexpr int64_t kLongestUri = 2'000;

template <typename T>
void keep_if(std::vector<T>& list, const auto& wanted) {
  std::erase_if(list, [&](const T& one) { return !wanted(one); });
}

}  // namespace

FM_NAMED_ENUM(ForeignPlace, foreign_place_name, parse_foreign_place, "element", "extension",
              "shape")

void drop_dangling(TemplateDocument& document) {
  std::unordered_set<std::string_view> nodes, edges, groups;
  for (const workflow::Node& node : document.model.nodes)
    nodes.insert(node.node);
  for (const workflow::Edge& edge : document.model.edges)
    edges.insert(edge.edge);
  Drawing& drawing = document.drawing;
  for (const NodeGroup& group : drawing.groups)
    groups.insert(group.group);
  keep_if(drawing.places, [&](const NodePlace& place) { return nodes.contains(place.node); });
  keep_if(drawing.routes, [&](const EdgeRoute& route) { return edges.contains(route.edge); });
  keep_if(document.comments, [&](const NodeComment& one) { return nodes.contains(one.node); });
  for (NodeGroup& group : drawing.groups) {
    keep_if(group.members, [&](const std::string& member) {
      return nodes.contains(member) || (groups.contains(member) && member != group.group);
    });
  }
  for (CanvasNote& note : drawing.notes) {
    if (!nodes.contains(note.about) && !edges.contains(note.about)) note.about.clear();
  }
}

template <typename IO>
void describe(IO& io, CanvasPoint& p) {
  io.integer("x", p.x, -kFarthest, kFarthest, Need::kRequired);
  io.integer("y", p.y, -kFarthest, kFarthest, Need::kRequired);
}
template <typename IO>
void describe(IO& io, NodePlace& p) {
  io.text("node", p.node, Need::kRequired);
  io.object("at", p.at, Need::kRequired);
  io.text("colour", p.colour, Need::kOptional);
  io.boolean("disabled", p.disabled);
}
template <typename IO>
void describe(IO& io, EdgeRoute& r) {
  io.text("edge", r.edge, Need::kRequired);
  io.list("bends", r.bends, Need::kRequired, 1'000);
}
template <typename IO>
void describe(IO& io, CanvasNote& n) {
  io.text("note", n.note, Need::kRequired);
  io.object("at", n.at, Need::kRequired);
  io.integer("width", n.width, 1, kFarthest, Need::kRequired);
  io.integer("height", n.height, 1, kFarthest, Need::kRequired);
  io.text("text", n.text, Need::kOptional, kLongestNote);
  io.text("colour", n.colour, Need::kOptional);
  io.text("about", n.about, Need::kOptional);
}
template <typename IO>
void describe(IO& io, NodeGroup& g) {
  io.text("group", g.group, Need::kRequired);
  io.text("title", g.title, Need::kOptional, kNameLength);
  io.boolean("collapsed", g.collapsed);
  io.texts("members", g.members, Need::kOptional);
}
template <typename IO>
void describe(IO& io, Drawing& d) {
  io.list("places", d.places, Need::kOptional, kMaxParts);
  io.list("routes", d.routes, Need::kOptional, kMaxParts);
  io.list("notes", d.notes, Need::kOptional, kMaxParts);
  io.list("groups", d.groups, Need::kOptional, kMaxParts);
}
template <typename IO>
void describe(IO& io, NodeComment& c) {
  io.text("comment", c.comment, Need::kRequired);
  io.text("node", c.node, Need::kRequired);
  io.text("author", c.author, Need::kRequired, kNameLength);
  io.integer("at", c.at, 0, INT64_C(1) << 40, Need::kRequired);
  io.text("text", c.text, Need::kRequired, kLongestNote);
  io.boolean("resolved", c.resolved);
}
template <typename IO>
void describe(IO& io, ForeignNamespace& n) {
  io.text("prefix", n.prefix, Need::kOptional);
  io.text("uri", n.uri, Need::kRequired, kLongestUri);
}
template <typename IO>
void describe(IO& io, ForeignPart& p) {
  io.text("owner", p.owner, Need::kOptional);
  io.choice("in", p.where, foreign_place_name, parse_foreign_place,
            std::optional(ForeignPlace::kElement));
  io.text("name", p.name, Need::kOptional, kLongestUri);
  io.text("text", p.text, Need::kOptional, kLongestForeign);
}
template <typename IO>
void describe(IO& io, TemplateDocument& d) {
  io.constant("schema", "fenming.template-document/1");
  io.object("template", d.model, Need::kRequired);
  io.object("drawing", d.drawing, Need::kOptional);
  io.list("comments", d.comments, Need::kOptional, kMaxParts);
  io.list("scenarios", d.scenarios, Need::kOptional, kMaxScenarios);
  io.list("namespaces", d.namespaces, Need::kOptional, 1'000);
  io.list("foreign", d.foreign, Need::kOptional, kMaxForeign);
}

template void describe(FieldReader&, TemplateDocument&);
template void describe(FieldWriter&, TemplateDocument&);

Result<TemplateDocument> read_template_document(std::string_view text) {
  const Result<Json> json = parse_json(text);
  if (!json) return json.error();
  Result<TemplateDocument> document = read_document<TemplateDocument>(*json);
  if (document) drop_dangling(*document);
  return document;
}

std::string write_template_document(const TemplateDocument& document) {
  return write_document(document, 0);  // instants with the offset of UTC, as in all records
}

}  // namespace fenming
