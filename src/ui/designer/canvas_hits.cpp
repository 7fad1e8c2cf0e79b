// What lies below a point of the canvas.
#include "app/designer/routes.h"
#include "ui/designer/designer_screen.h"

namespace fenming::ui {
namespace {

using namespace app::designer;

constexpr float kNearEdge = 8;     // pixels from a curve that still mean it
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

}  // namespace fenming::ui
