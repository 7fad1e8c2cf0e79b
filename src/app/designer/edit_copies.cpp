#include <algorithm>
#include <map>
#include <set>

#include "app/designer/edits.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;
using NewIds = std::map<std::string, std::string, std::less<>>;

std::string renamed(const NewIds& ids, const std::string& id) {
  const auto found = ids.find(id);
  return found == ids.end() ? id : found->second;
}

// "visit_2" and "visit" share a stem, so that copies of copies stay readable.
std::string_view stem_of(std::string_view id) {
  const size_t digits = id.find_last_not_of("0123456789");
  const bool numbered =
      digits != std::string_view::npos && digits + 1 < id.size() && id[digits] == '_' && digits > 0;
  return numbered ? id.substr(0, digits) : id;
}

// Copies stand in the document one by one, so that each finds its id free.
void insert_nodes(TemplateDocument& document, const TemplateDocument& parts, CanvasPoint by,
                  NewIds& ids) {
  const Places places(parts);
  for (const Node& node : parts.model.nodes) {
    Node copy = node;
    copy.node = fresh_id(document, stem_of(node.node));
    ids[node.node] = copy.node;
    NodePlace place;
    for (const NodePlace& one : parts.drawing.places) {
      if (one.node == node.node) place = one;
    }
    place.node = copy.node;
    place.at = {place.at.x + by.x, place.at.y + by.y};
    document.drawing.places.push_back(place);
    document.model.nodes.push_back(std::move(copy));
  }
}

// Handlers and returns point at the copies, or at nothing where their node did not come along.
void repoint_nodes(TemplateDocument& document, const NewIds& ids) {
  std::set<std::string_view> fresh, known;
  for (const auto& [from, to] : ids)
    fresh.insert(to);
  for (const Node& node : document.model.nodes)
    known.insert(node.node);
  for (Node& node : document.model.nodes) {
    if (!fresh.contains(node.node)) continue;
    node.who.previous = renamed(ids, node.who.previous);
    if (!known.contains(node.who.previous)) node.who.previous.clear();
    for (std::string& target : node.return_to)
      target = renamed(ids, target);
    std::erase_if(node.return_to,
                  [&](const std::string& target) { return !known.contains(target); });
  }
}

void insert_edges(TemplateDocument& document, const TemplateDocument& parts, CanvasPoint by,
                  NewIds& ids) {
  for (const Edge& edge : parts.model.edges) {
    if (!ids.contains(edge.from) || !ids.contains(edge.to)) continue;
    Edge copy = edge;
    copy.edge = fresh_id(document, stem_of(edge.edge));
    copy.from = renamed(ids, edge.from);
    copy.to = renamed(ids, edge.to);
    ids[edge.edge] = copy.edge;
    document.model.edges.push_back(std::move(copy));
  }
  for (EdgeRoute route : parts.drawing.routes) {
    if (!ids.contains(route.edge)) continue;
    route.edge = renamed(ids, route.edge);
    for (CanvasPoint& bend : route.bends)
      bend = {bend.x + by.x, bend.y + by.y};
    document.drawing.routes.push_back(std::move(route));
  }
}

void insert_drawing(TemplateDocument& document, const TemplateDocument& parts, CanvasPoint by,
                    NewIds& ids) {
  for (CanvasNote note : parts.drawing.notes) {
    const std::string id = fresh_id(document, stem_of(note.note));
    ids[note.note] = id;
    note.note = id;
    note.at = {note.at.x + by.x, note.at.y + by.y};
    note.about = ids.contains(note.about) ? renamed(ids, note.about) : std::string();
    document.drawing.notes.push_back(std::move(note));
  }
  for (NodeGroup group : parts.drawing.groups) {
    const std::string id = fresh_id(document, stem_of(group.group));
    ids[group.group] = id;
    group.group = id;
    document.drawing.groups.push_back(std::move(group));
  }
  for (NodeGroup& group : document.drawing.groups) {
    const bool is_copy = std::any_of(ids.begin(), ids.end(),
                                     [&](const auto& one) { return one.second == group.group; });
    if (!is_copy) continue;
    for (std::string& member : group.members)
      member = renamed(ids, member);
  }
}

// Edges of this document that joined the copied nodes with others.
void insert_links(TemplateDocument& document, const NewIds& ids) {
  const std::vector<Edge> edges = document.model.edges;
  for (const Edge& edge : edges) {
    const bool leaves = ids.contains(edge.from);
    if (leaves == ids.contains(edge.to)) continue;
    const std::string id = connect(document, renamed(ids, edge.from), renamed(ids, edge.to));
    Edge* link = find_edge(document, id);
    if (link == nullptr) continue;
    link->otherwise = leaves && edge.otherwise;
    if (!link->otherwise) link->when = edge.when;
  }
}

template <typename T, typename Same>
void add_missing(std::vector<T>& list, const std::vector<T>& wanted, const Same& same) {
  for (const T& one : wanted) {
    if (std::none_of(list.begin(), list.end(), [&](const T& other) { return same(one, other); }))
      list.push_back(one);
  }
}

}  // namespace

TemplateDocument extract(const TemplateDocument& document, const Ids& ids) {
  TemplateDocument parts = document;
  const Places places(document);
  std::set<std::string, std::less<>> wanted(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    for (const std::string_view node : places.nodes_in(id))
      wanted.emplace(node);
  }
  Ids rest;
  for (const Node& node : document.model.nodes) {
    if (!wanted.contains(node.node)) rest.push_back(node.node);
  }
  for (const CanvasNote& note : document.drawing.notes) {
    if (!wanted.contains(note.note)) rest.push_back(note.note);
  }
  for (const NodeGroup& group : document.drawing.groups) {
    if (!wanted.contains(group.group)) rest.push_back(group.group);
  }
  remove_parts(parts, rest);
  std::set<std::string_view> used;
  for (const Node& node : parts.model.nodes) {
    for (const NodeField& field : node.fields)
      used.insert(field.field);
  }
  for (const Edge& edge : parts.model.edges) {
    if (!edge.when) continue;
    for_each_leaf(*edge.when, [&](const Condition& leaf) { used.insert(leaf.fact.attribute); });
  }
  std::erase_if(parts.model.fields,
                [&](const CustomField& field) { return !used.contains(field.field); });
  parts.comments.clear();
  parts.foreign.clear();
  return parts;
}

Ids insert_parts(TemplateDocument& document, const TemplateDocument& parts, CanvasPoint by,
                 bool keep_links) {
  NewIds ids;
  insert_nodes(document, parts, by, ids);
  repoint_nodes(document, ids);
  if (keep_links) insert_links(document, ids);
  insert_edges(document, parts, by, ids);
  insert_drawing(document, parts, by, ids);
  add_missing(document.model.fields, parts.model.fields,
              [](const CustomField& a, const CustomField& b) { return a.field == b.field; });
  add_missing(document.model.fees, parts.model.fees, [](const Fee& a, const Fee& b) {
    return a.relation == b.relation && a.category == b.category;
  });
  Ids fresh;
  for (const auto& [from, to] : ids) {
    if (find_edge(document, to) == nullptr) fresh.push_back(to);
  }
  return fresh;
}

}  // namespace fenming::app::designer
