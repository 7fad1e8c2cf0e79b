// What lies below a point of the canvas, and what its border does.
#include "app/designer/routes.h"
#include "ui/designer/designer_screen.h"

namespace fenming::ui {
namespace {

using namespace app::designer;

constexpr float kNearEdge = 8;     // pixels from a curve that still mean it
constexpr float kScrollEdge = 28;  // pixels at the border that scroll while something is dragged
constexpr float kDropOnEdge = 24;  // from the middle of what is dropped on it

int64_t squared(float pixels, float zoom) {
  const auto units = static_cast<int64_t>(pixels / zoom);
  return units * units;
}

bool contains(const CanvasBox& box, CanvasPoint at) {
  return at.x >= box.x && at.x < box.right() && at.y >= box.y && at.y < box.bottom();
}

}  // namespace

Hit hit_test(const DesignerContext& context, CanvasPoint at) {
  const DesignerPanel& panel = context.panel;
  for (auto note = panel.scene.notes.rbegin(); note != panel.scene.notes.rend(); ++note) {
    if (contains(note->box, at)) return {note->id, false, 0};
  }
  for (auto node = panel.scene.nodes.rbegin(); node != panel.scene.nodes.rend(); ++node) {
    if (contains(node->box, at)) return {node->id, false, 0};
  }
  Hit best;
  int64_t least = squared(kNearEdge, panel.view.zoom) + 1;
  const auto room = static_cast<int32_t>(kNearEdge / panel.view.zoom) + 1;
  for (const SceneEdge& edge : panel.scene.edges) {
    const CanvasBox around{edge.bounds.x - room, edge.bounds.y - room, edge.bounds.w + 2 * room,
                           edge.bounds.h + 2 * room};
    if (!contains(around, at)) continue;
    const NearestOnCurve near = nearest_on(edge.curve, at);
    if (near.distance_squared >= least) continue;
    least = near.distance_squared;
    best = {edge.id, true, near.piece};
  }
  if (!best.id.empty()) return best;
  for (auto group = panel.scene.groups.rbegin(); group != panel.scene.groups.rend(); ++group) {
    CanvasBox title = group->box;
    if (!group->collapsed) title.h = kGroupTitle;
    if (contains(title, at)) return {group->id, false, 0};
  }
  return {};
}

std::string edge_below(const DesignerContext& context, CanvasPoint at) {
  const DesignerPanel& panel = context.panel;
  int64_t least = squared(kDropOnEdge, panel.view.zoom);
  std::string best;
  for (const SceneEdge& edge : panel.scene.edges) {
    const NearestOnCurve near = nearest_on(edge.curve, at);
    if (near.distance_squared >= least) continue;
    least = near.distance_squared;
    best = edge.id;
  }
  return best;
}

ImVec2 port_of(const DesignerContext& context, std::string_view node) {
  const CanvasBox box = context.panel.scene.box_of(node);
  return context.panel.view.at({box.center().x, box.bottom()});
}

Rect handle_of(const DesignerContext& context, std::string_view node) {
  const ImVec2 at = port_of(context, node);
  return {at.x - 11, at.y + 2, 22, 22};
}

std::vector<CanvasPoint> bends_of(const DesignerContext& context, std::string_view edge) {
  for (const EdgeRoute& route : context.content().drawing.routes) {
    if (route.edge == edge) return route.bends;
  }
  return {};
}

bool is_bend(const DesignerContext& context, const SceneEdge& edge, size_t joint) {
  const auto bends = bends_of(context, edge.id);
  return std::find(bends.begin(), bends.end(), edge.curve[joint * 3]) != bends.end();
}

size_t bends_before(const DesignerContext& context, const SceneEdge& edge, size_t piece) {
  size_t count = 0;
  for (size_t joint = 1; joint <= piece && joint * 3 < edge.curve.size(); ++joint)
    count += is_bend(context, edge, joint) ? 1 : 0;
  return count;
}

void scroll_at_border(DesignerContext& context, ImVec2 mouse) {
  CanvasView& view = context.panel.view;
  const auto push = [](float at, float low, float high) {
    return at < low + kScrollEdge ? 10.0f : at > high - kScrollEdge ? -10.0f : 0.0f;
  };
  const float dx = push(mouse.x, view.area.x, view.area.right());
  const float dy = push(mouse.y, view.area.y, view.area.bottom());
  if (dx == 0 && dy == 0) return;
  view.pan(dx, dy);
  context.ui.output->request_repaint(0);
}

}  // namespace fenming::ui
