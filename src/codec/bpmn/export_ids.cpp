#include <algorithm>

#include "codec/bpmn/export.h"

namespace fenming::bpmn {
namespace {

using workflow::NodeKind;

const std::string kNone;

}  // namespace

// An id of its own, with room for the id of its shape.
std::string Exporter::free_id(std::string_view wanted) {
  const std::string base = xml_name(wanted);
  std::string id = base;
  const auto is_taken = [&] { return taken_.contains(id) || taken_.contains(id + "_di"); };
  for (int number = 2; is_taken(); ++number)
    id = base + "_" + std::to_string(number);
  taken_.insert(id);
  taken_.insert(id + "_di");
  return id;
}

// Foreign ids stay as they are, and so do ours as far as they can.
void Exporter::choose_ids() {
  taken_ = foreign_.ids();
  for (const std::string_view own : {kOwnDefinitions, kOwnDiagram, kOwnPlane})
    taken_.emplace(own);
  const auto kept_or_free = [&](std::string_view owner, std::string_view wanted) {
    const std::string* kept = foreign_.attribute(owner, ForeignPlace::kElement, "id");
    const bool fits = kept != nullptr && !kept->empty() && taken_.insert(*kept).second;
    return fits ? *kept : free_id(wanted);
  };
  const std::string* kept = foreign_.attribute("", ForeignPlace::kElement, "id");
  const bool fits = kept != nullptr && shorten(*kept, kCodeLength) == model_.code;
  process_id_ = fits ? kept_or_free("", model_.code) : free_id(model_.code);
  for (size_t i = 0; i < model_.nodes.size(); ++i) {
    node_ids_.push_back(kept_or_free(model_.nodes[i].node, model_.nodes[i].node));
    nodes_.emplace(model_.nodes[i].node, i);
  }
  for (size_t i = 0; i < model_.edges.size(); ++i) {
    edge_ids_.push_back(kept_or_free(model_.edges[i].edge, model_.edges[i].edge));
    edges_.emplace(model_.edges[i].edge, i);
  }
  for (const CanvasNote& note : document_.drawing.notes) {
    note_ids_.push_back(kept_or_free(note.note, note.note));
    taken_.insert(note_ids_.back() + "_link");
    taken_.insert(note_ids_.back() + "_link_di");
  }
}

// A join whose only path leads to the split that the import made of the same gateway.
void Exporter::find_twins() {
  merged_nodes_.clear();
  merged_edges_.clear();
  if (needs_.apart) return;
  for (size_t i = 0; i + 1 < model_.nodes.size(); ++i) {
    const workflow::Node& join = model_.nodes[i];
    const workflow::Node& split = model_.nodes[i + 1];
    if (join.kind != NodeKind::kJoin || split.kind != NodeKind::kSplit) continue;
    if (split.node != shorten(join.node, kCodeLength - 6) + ".split") continue;
    size_t leaving = 0;
    size_t entering = 0;
    size_t through = model_.edges.size();
    for (size_t e = 0; e < model_.edges.size(); ++e) {
      const workflow::Edge& edge = model_.edges[e];
      leaving += edge.from == join.node ? 1 : 0;
      entering += edge.to == split.node ? 1 : 0;
      if (edge.from == join.node && edge.to == split.node) through = e;
    }
    if (leaving != 1 || entering != 1 || through == model_.edges.size()) continue;
    const std::string& edge = model_.edges[through].edge;
    if (edge != shorten(join.node, kCodeLength - 8) + ".through") continue;
    merged_nodes_.insert(i + 1);
    merged_edges_.insert(through);
  }
}

const std::string& Exporter::node_id(std::string_view node) const {
  const auto found = nodes_.find(node);
  if (found == nodes_.end()) return kNone;
  return node_ids_[found->second - (merged_nodes_.contains(found->second) ? 1 : 0)];
}

std::string Exporter::xml_id(std::string_view owner) const {
  const std::string& node = node_id(owner);
  if (!node.empty()) return node;
  const auto edge = edges_.find(owner);
  if (edge != edges_.end() && !merged_edges_.contains(edge->second)) return edge_ids_[edge->second];
  for (size_t i = 0; i < note_ids_.size(); ++i) {
    if (document_.drawing.notes[i].note == owner) return note_ids_[i];
  }
  return "";
}

}  // namespace fenming::bpmn
