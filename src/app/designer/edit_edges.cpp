#include <algorithm>

#include "app/designer/edits.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

bool may_leave(const TemplateDocument& document, std::string_view id) {
  const Node* node = find_node(document, id);
  return node != nullptr && !is_final(node->kind);
}
bool may_enter(const TemplateDocument& document, std::string_view id) {
  const Node* node = find_node(document, id);
  return node != nullptr && node->kind != NodeKind::kStart;
}
bool joins(const TemplateDocument& document, std::string_view from, std::string_view to) {
  const auto& edges = document.model.edges;
  return std::any_of(edges.begin(), edges.end(),
                     [&](const Edge& edge) { return edge.from == from && edge.to == to; });
}

int32_t next_order(const TemplateDocument& document, std::string_view from) {
  int32_t order = 0;
  for (const Edge& edge : document.model.edges) {
    if (edge.from == from) order = std::max(order, edge.order + 1);
  }
  return order;
}

void forget_route(TemplateDocument& document, std::string_view edge) {
  std::erase_if(document.drawing.routes,
                [&](const EdgeRoute& route) { return route.edge == edge; });
}

// The edges of a node in the order in which they are tried.
std::vector<Edge*> edges_of(TemplateDocument& document, std::string_view from) {
  std::vector<Edge*> list;
  for (Edge& edge : document.model.edges) {
    if (edge.from == from) list.push_back(&edge);
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Edge* a, const Edge* b) { return a->order < b->order; });
  return list;
}

}  // namespace

std::string connect(TemplateDocument& document, std::string_view from, std::string_view to) {
  if (from == to || joins(document, from, to) || !may_leave(document, from) ||
      !may_enter(document, to))
    return {};
  Edge edge;
  edge.edge = fresh_id(document, "edge");
  edge.from = from;
  edge.to = to;
  edge.order = next_order(document, from);
  document.model.edges.push_back(edge);
  return edge.edge;
}

void reconnect(TemplateDocument& document, std::string_view id, bool its_start,
               std::string_view node) {
  Edge* edge = find_edge(document, id);
  if (edge == nullptr) return;
  const std::string from = its_start ? std::string(node) : edge->from;
  const std::string to = its_start ? edge->to : std::string(node);
  if (from == to || joins(document, from, to) || !may_leave(document, from) ||
      !may_enter(document, to))
    return;
  if (its_start) edge->order = next_order(document, from);
  edge->from = from;
  edge->to = to;
  forget_route(document, id);
}

void split_edge(TemplateDocument& document, std::string_view id, std::string_view node) {
  const Edge* edge = find_edge(document, id);
  if (edge == nullptr || edge->from == node || edge->to == node) return;
  if (!may_leave(document, node) || !may_enter(document, node)) return;
  const std::string to = edge->to;
  const bool had_way_in = joins(document, edge->from, node);
  const bool had_way_out = joins(document, node, to);
  if (had_way_in)
    remove_parts(document, {std::string(id)});
  else
    reconnect(document, id, false, node);
  if (!had_way_out) connect(document, node, to);
}

void set_bends(TemplateDocument& document, std::string_view edge, std::vector<CanvasPoint> bends) {
  if (find_edge(document, edge) == nullptr) return;
  forget_route(document, edge);
  if (!bends.empty()) document.drawing.routes.push_back({std::string(edge), std::move(bends)});
}

void set_otherwise(TemplateDocument& document, std::string_view id, bool otherwise) {
  Edge* edge = find_edge(document, id);
  if (edge == nullptr) return;
  if (otherwise) {
    for (Edge* other : edges_of(document, edge->from))
      other->otherwise = false;
    edge->when.reset();
  }
  edge->otherwise = otherwise;
}

void set_condition(TemplateDocument& document, std::string_view id,
                   std::optional<Condition> condition) {
  Edge* edge = find_edge(document, id);
  if (edge == nullptr) return;
  if (condition) edge->otherwise = false;
  edge->when = std::move(condition);
}

void move_edge(TemplateDocument& document, std::string_view id, int direction) {
  const Edge* edge = find_edge(document, id);
  if (edge == nullptr) return;
  std::vector<Edge*> list = edges_of(document, edge->from);
  const auto at = std::find(list.begin(), list.end(), edge) - list.begin();
  const auto other = at + direction;
  if (other < 0 || other >= static_cast<ptrdiff_t>(list.size())) return;
  std::swap(list[static_cast<size_t>(at)], list[static_cast<size_t>(other)]);
  for (size_t i = 0; i < list.size(); ++i)
    list[i]->order = static_cast<int32_t>(i);
}

}  // namespace fenming::app::designer
