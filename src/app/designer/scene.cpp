#include "app/designer/scene.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <unordered_set>

#include "app/designer/labels.h"
#include "app/designer/routes.h"
#include "app/designer/words.h"

namespace fenming::app::designer {
namespace {

using namespace workflow;

class SceneMaker {
 public:
  SceneMaker(const TemplateDocument& document, const VerifyReport* report, const Locale& locale,
             std::string_view inside)
      : document_(document), places_(document), locale_(locale) {
    if (report != nullptr) read_marks(*report);
    for (const NodeComment& comment : document.comments) {
      if (!comment.resolved) ++comments_[comment.node];
    }
    for (const NodePlace& place : document.drawing.places)
      place_of_.emplace(place.node, &place);
    for (const EdgeRoute& route : document.drawing.routes)
      bends_.emplace(route.edge, &route.bends);
    if (!inside.empty()) {
      const auto held = places_.nodes_in(inside);
      shown_.emplace(held.begin(), held.end());
    }
  }

  Scene make() {
    add_groups();
    add_nodes();
    add_edges();
    add_notes();
    return std::move(scene_);
  }

 private:
  void read_marks(const VerifyReport& report) {
    for (const FlowFinding& finding : report.findings) {
      const Mark mark = finding.refutes() ? Mark::kError : Mark::kWarning;
      // A finding's first node is where it shows; edges are all meant.
      if (!finding.nodes.empty()) raise(marks_[finding.nodes.front()], mark);
      for (const std::string& edge : finding.edges)
        raise(marks_[edge], mark);
    }
  }
  static void raise(Mark& mark, Mark to) { mark = std::max(mark, to); }
  Mark mark_of(const std::string& id) const {
    const auto found = marks_.find(id);
    return found == marks_.end() ? Mark::kNone : found->second;
  }

  // Groups within others stand behind them in the list, so that they are drawn above.
  void add_groups() {
    for (const NodeGroup& group : document_.drawing.groups) {
      SceneGroup one;
      one.id = group.group;
      one.box = places_.box_of(group.group);
      one.title = group.title;
      one.collapsed = group.collapsed;
      const auto held = places_.nodes_in(group.group);
      one.nodes = static_cast<int>(held.size());
      const bool visible = !shown_ || std::any_of(held.begin(), held.end(),
                                                  [&](auto id) { return shown_->contains(id); });
      if (one.box.w == 0 || !visible) continue;
      // Inside of an opened group its own frame and those around it would only be a border.
      if (shown_ && held.size() >= shown_->size()) continue;
      if (group.collapsed) {
        for (const std::string_view node : held)
          hidden_in_.try_emplace(node, one.box);
      }
      scene_.groups.push_back(std::move(one));
    }
    std::stable_sort(scene_.groups.begin(), scene_.groups.end(),
                     [](const SceneGroup& a, const SceneGroup& b) { return a.nodes > b.nodes; });
    std::erase_if(scene_.groups, [&](const SceneGroup& inner) {
      return std::any_of(scene_.groups.begin(), scene_.groups.end(), [&](const SceneGroup& outer) {
        return outer.collapsed && outer.id != inner.id && holds(outer.id, inner.id);
      });
    });
    for (const SceneGroup& group : scene_.groups)
      scene_.everything = united(scene_.everything, group.box);
  }
  bool holds(std::string_view outer, std::string_view inner) const {
    for (const NodeGroup& group : document_.drawing.groups) {
      if (group.group != outer) continue;
      return std::any_of(group.members.begin(), group.members.end(),
                         [&](const std::string& member) {
                           return member == inner || (member != outer && holds(member, inner));
                         });
    }
    return false;
  }

  bool is_shown(std::string_view node) const {
    return (!shown_ || shown_->contains(node)) && !hidden_in_.contains(node);
  }

  void add_nodes() {
    scene_.nodes.reserve(document_.model.nodes.size());
    for (const Node& node : document_.model.nodes) {
      const auto place = place_of_.find(node.node);
      if (place == place_of_.end() || !is_shown(node.node)) continue;
      SceneNode one;
      one.id = node.node;
      one.kind = node.kind;
      one.box = node_box(place->second->at);
      one.title = node.title.empty() ? std::string(kind_text(node.kind, locale_)) : node.title;
      one.note = node_note(document_, node, locale_);
      one.fees = fee_notes(node, locale_);
      one.colour = place->second->colour;
      one.disabled = place->second->disabled;
      one.mark = mark_of(node.node);
      if (const auto found = comments_.find(node.node); found != comments_.end())
        one.comments = found->second;
      scene_.everything = united(scene_.everything, one.box);
      scene_.node_of.emplace(one.id, static_cast<int>(scene_.nodes.size()));
      scene_.nodes.push_back(std::move(one));
    }
  }

  // The box that stands for a node; empty where nothing of it is shown.
  CanvasBox box_for(const std::string& node) const {
    if (const auto found = scene_.node_of.find(node); found != scene_.node_of.end())
      return scene_.nodes[static_cast<size_t>(found->second)].box;
    const auto hidden = hidden_in_.find(node);
    return hidden == hidden_in_.end() ? CanvasBox{} : hidden->second;
  }
  int index_for(const std::string& node) const {
    const auto found = scene_.node_of.find(node);
    return found == scene_.node_of.end() ? -1 : found->second;
  }

  std::string title_of(int index, const std::string& node) const {
    if (index >= 0) return scene_.nodes[static_cast<size_t>(index)].title;
    return node_title(document_.model, node, locale_);
  }

  struct Draft {
    const Edge* edge;
    RouteRequest request;
  };

  // Edges that share a side are numbered by where they come from or go to.
  template <typename Of, typename Uses, typename At, typename Set>
  static void number_ports(std::vector<Draft>& drafts, const Of& of, const Uses& uses, const At& at,
                           const Set& set) {
    std::unordered_map<std::string_view, std::vector<Draft*>> sides;
    for (Draft& draft : drafts) {
      if (uses(draft.request)) sides[of(*draft.edge)].push_back(&draft);
    }
    for (auto& [id, list] : sides) {
      std::stable_sort(list.begin(), list.end(), [&](const Draft* a, const Draft* b) {
        return at(a->request) < at(b->request);
      });
      for (size_t i = 0; i < list.size(); ++i)
        set(list[i]->request, Port{static_cast<int32_t>(i), static_cast<int32_t>(list.size())});
    }
  }

  std::vector<Draft> draft_edges() const {
    std::vector<Draft> drafts;
    for (const Edge& edge : document_.model.edges) {
      Draft draft{&edge, {box_for(edge.from), box_for(edge.to), {}, {}, nullptr}};
      if (draft.request.from.w == 0 || draft.request.to.w == 0) continue;
      if (draft.request.from == draft.request.to) continue;  // within one collapsed group
      if (const auto bends = bends_.find(edge.edge);
          bends != bends_.end() && is_shown(edge.from) && is_shown(edge.to))
        draft.request.bends = bends->second;
      drafts.push_back(draft);
    }
    const auto near = [](const RouteRequest& r, bool first) {
      if (r.bends == nullptr || r.bends->empty())
        return first ? r.to.center().x : r.from.center().x;
      return first ? r.bends->front().x : r.bends->back().x;
    };
    number_ports(
        drafts, [](const Edge& edge) { return std::string_view(edge.from); }, leaves_below,
        [&](const RouteRequest& r) { return near(r, true); },
        [](RouteRequest& r, Port port) { r.leaving = port; });
    number_ports(
        drafts, [](const Edge& edge) { return std::string_view(edge.to); }, arrives_above,
        [&](const RouteRequest& r) { return near(r, false); },
        [](RouteRequest& r, Port port) { r.arriving = port; });
    return drafts;
  }

  void add_edges() {
    for (const Draft& draft : draft_edges()) {
      SceneEdge one;
      one.id = draft.edge->edge;
      one.from = index_for(draft.edge->from);
      one.to = index_for(draft.edge->to);
      one.curve = route(draft.request);
      one.bounds = bounds_of(one.curve);
      one.title = locale_.format(
          Key::flow_edge, {title_of(one.from, draft.edge->from), title_of(one.to, draft.edge->to)});
      one.label = edge_note(document_, *draft.edge, locale_);
      one.mark = mark_of(one.id);
      scene_.everything = united(scene_.everything, one.bounds);
      scene_.edges.push_back(std::move(one));
    }
    place_labels(scene_.edges, scene_.nodes);
  }

  void add_notes() {
    for (const CanvasNote& note : document_.drawing.notes) {
      SceneNote one{note.note,
                    {note.at.x, note.at.y, note.width, note.height},
                    note.text,
                    note.colour,
                    std::nullopt};
      if (!note.about.empty()) {
        const CanvasBox box = box_for(note.about);
        if (box.w > 0) one.about = box.center();
        for (const SceneEdge& edge : scene_.edges) {
          if (edge.id == note.about) one.about = edge.label_at;
        }
        if (shown_ && !one.about) continue;
      } else if (shown_) {
        continue;
      }
      scene_.everything = united(scene_.everything, one.box);
      scene_.notes.push_back(std::move(one));
    }
  }

  const TemplateDocument& document_;
  Places places_;
  const Locale& locale_;
  std::unordered_map<std::string, Mark> marks_;
  std::unordered_map<std::string, int> comments_;
  std::unordered_map<std::string_view, const NodePlace*> place_of_;
  std::unordered_map<std::string_view, const std::vector<CanvasPoint>*> bends_;
  std::optional<std::unordered_set<std::string_view>> shown_;
  std::unordered_map<std::string_view, CanvasBox> hidden_in_;  // nodes in collapsed groups
  Scene scene_;
};

}  // namespace

const SceneNode* Scene::node(std::string_view id) const {
  const auto found = node_of.find(std::string(id));
  return found == node_of.end() ? nullptr : &nodes[static_cast<size_t>(found->second)];
}
const SceneEdge* Scene::edge(std::string_view id) const {
  const auto found =
      std::find_if(edges.begin(), edges.end(), [&](const SceneEdge& one) { return one.id == id; });
  return found == edges.end() ? nullptr : &*found;
}
CanvasBox Scene::box_of(std::string_view id) const {
  if (const SceneNode* found = node(id)) return found->box;
  for (const SceneNote& note : notes) {
    if (note.id == id) return note.box;
  }
  for (const SceneGroup& group : groups) {
    if (group.id == id) return group.box;
  }
  return {};
}

Scene make_scene(const TemplateDocument& document, const VerifyReport* report, const Locale& locale,
                 std::string_view inside) {
  return SceneMaker(document, report, locale, inside).make();
}

Ids reachable(const TemplateDocument& document, const Ids& from, Reach reach) {
  std::set<std::string, std::less<>> seen(from.begin(), from.end());
  bool grows = true;
  while (grows) {
    grows = false;
    for (const Edge& edge : document.model.edges) {
      if (reach != Reach::kBefore && seen.contains(edge.from))
        grows = seen.insert(edge.to).second || grows;
      if (reach != Reach::kBehind && seen.contains(edge.to))
        grows = seen.insert(edge.from).second || grows;
    }
  }
  return {seen.begin(), seen.end()};
}

std::string neighbour(const Scene& scene, std::string_view from, int dx, int dy) {
  const CanvasBox start = scene.box_of(from);
  if (start.w == 0) return scene.nodes.empty() ? std::string() : scene.nodes.front().id;
  const CanvasPoint at = start.center();
  std::string_view best;
  int64_t least = INT64_MAX;
  const auto weigh = [&](std::string_view id, const CanvasBox& box) {
    const CanvasPoint to = box.center();
    const int64_t along = int64_t{to.x - at.x} * dx + int64_t{to.y - at.y} * dy;
    const int64_t aside = std::abs(int64_t{to.x - at.x} * dy) + std::abs(int64_t{to.y - at.y} * dx);
    if (id == from || along <= 0) return;
    // What lies far aside is no neighbour in that direction unless nothing else is.
    const int64_t cost = along + 2 * aside;
    if (cost >= least) return;
    least = cost;
    best = id;
  };
  for (const SceneNode& node : scene.nodes)
    weigh(node.id, node.box);
  for (const SceneGroup& group : scene.groups) {
    if (group.collapsed) weigh(group.id, group.box);
  }
  for (const SceneNote& note : scene.notes)
    weigh(note.id, note.box);
  return std::string(best);
}

}  // namespace fenming::app::designer
