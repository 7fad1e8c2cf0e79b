#include "ui/designer/canvas_shapes.h"

#include <algorithm>
#include <string_view>

#include "ui/draw.h"

namespace fenming::ui {
namespace {

using app::designer::Mark;
using app::designer::Scene;
using app::designer::SceneEdge;
using app::designer::SceneNode;

constexpr float kTiles = 0.3f;  // below this zoom
constexpr float kDots = 0.45f;  // below this zoom the grid is left out
constexpr float kDotGap = 24;
constexpr float kCurveWidth = 1.5f;

ImVec2 place_of(CanvasPoint point) {
  return {static_cast<float>(point.x), static_cast<float>(point.y)};
}

std::array<ImU32, 8> colours_of(const Theme& theme) {
  return {theme.background, theme.surface, theme.secondary, theme.tertiary,
          theme.accent,     theme.good,    theme.warn,      theme.bad};
}

KeptTile tile_of(const SceneNode& node, ImU32 body, ImU32 strip) {
  return {static_cast<float>(node.box.x),
          static_cast<float>(node.box.y),
          static_cast<float>(node.box.w),
          static_cast<float>(node.box.h),
          body,
          strip};
}

void keep_tiles(KeptShapes& shapes, const Scene& scene, const Theme& theme) {
  std::vector<KeptTile> canvas, minimap;
  for (const SceneNode& node : scene.nodes) {
    const ImU32 body = node.mark != Mark::kNone ? mark_colour(theme, node.mark) : theme.surface;
    canvas.push_back(tile_of(node, body, node_colour(theme, node)));
    minimap.push_back(tile_of(node, node.mark == Mark::kError ? theme.bad : theme.tertiary, 0));
  }
  shapes.keep(ShapeSet::kCanvasTiles, canvas);
  shapes.keep(ShapeSet::kMinimapTiles, minimap);
}

}  // namespace

// Colours that a node can be given, by name; the first is that of its kind.
ImU32 node_colour(const Theme& theme, const SceneNode& node) {
  constexpr std::array<std::string_view, 5> kNames = {"blue", "green", "orange", "purple", "red"};
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (node.colour == kNames[i]) return theme.series[(i * 2 + 4) % 8];
  }
  using workflow::NodeKind;
  switch (node.kind) {
    case NodeKind::kStart:
    case NodeKind::kEnd:
    case NodeKind::kCancel:
      return theme.secondary;
    case NodeKind::kBranch:
    case NodeKind::kSplit:
    case NodeKind::kJoin:
      return theme.accent;
    case NodeKind::kWait:
    case NodeKind::kNotify:
    case NodeKind::kConvert:
      return theme.warn;
    default:
      return theme.good;
  }
}

ImU32 mark_colour(const Theme& theme, Mark mark) {
  return mark == Mark::kError ? theme.bad : theme.warn;
}

ShapeView shape_view(const CanvasView& view) {
  return {view.area, view.zoom, view.left, view.top};
}

bool draws_tiles(const CanvasView& view) {
  return view.zoom < kTiles;
}

void CanvasShapes::follow(KeptShapes& shapes, const Scene& scene, uint64_t made,
                          const Theme& theme) {
  const auto colours = colours_of(theme);
  if (made == made_ && colours == colours_) return;
  made_ = made;
  colours_ = colours;
  keep_tiles(shapes, scene, theme);
  keep_curves(shapes, scene, theme);
}

void CanvasShapes::keep_curves(KeptShapes& shapes, const Scene& scene, const Theme& theme) {
  const ImU32 calm = mix(theme.tertiary, theme.background, 90);
  std::vector<KeptCurve> curves;
  for (const SceneEdge& edge : scene.edges) {
    const ImU32 colour = edge.mark != Mark::kNone ? mark_colour(theme, edge.mark) : calm;
    for (size_t i = 0; i + 3 < edge.curve.size(); i += 3) {
      curves.push_back({{place_of(edge.curve[i]), place_of(edge.curve[i + 1]),
                         place_of(edge.curve[i + 2]), place_of(edge.curve[i + 3])},
                        colour,
                        i + 4 == edge.curve.size() ? 1u : 0u});
    }
  }
  const auto ends = [](const KeptCurve& curve) {
    const auto by_y = [](ImVec2 a, ImVec2 b) { return a.y < b.y; };
    const auto [top, bottom] = std::minmax_element(curve.points.begin(), curve.points.end(), by_y);
    return std::pair(top->y, bottom->y);
  };
  std::stable_sort(curves.begin(), curves.end(), [&](const KeptCurve& a, const KeptCurve& b) {
    return ends(a).first < ends(b).first;
  });
  tops_.clear();
  lowest_.clear();
  for (const KeptCurve& curve : curves) {
    const auto [top, bottom] = ends(curve);
    tops_.push_back(top);
    lowest_.push_back(lowest_.empty() ? bottom : std::max(lowest_.back(), bottom));
  }
  shapes.keep(ShapeSet::kCanvasCurves, curves);
}

void CanvasShapes::draw_grid(KeptShapes& shapes, ImDrawList* list, const CanvasView& view,
                             const Theme& theme) const {
  if (view.zoom >= kDots) shapes.draw(list, GridDrawing{shape_view(view), kDotGap, theme.line});
}

// Curves that end above the area or begin below it are left out: they are sorted.
void CanvasShapes::draw_curves(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) const {
  constexpr float kArrowReach = 16;  // units beyond a curve's points
  const float top = view.top - kArrowReach;
  const float bottom = view.top + view.area.h / view.zoom + kArrowReach;
  const auto first = std::lower_bound(lowest_.begin(), lowest_.end(), top) - lowest_.begin();
  const auto last = std::upper_bound(tops_.begin(), tops_.end(), bottom) - tops_.begin();
  if (last <= first) return;
  const bool far = draws_tiles(view);
  shapes.draw(list,
              CurveDrawing{.view = shape_view(view),
                           .first = static_cast<size_t>(first),
                           .count = static_cast<size_t>(last - first),
                           .width = kCurveWidth,
                           .pieces = far ? 1 : std::clamp(static_cast<int>(14 * view.zoom), 8, 24),
                           .arrow = far ? 0 : std::max(5.0f, 9 * view.zoom)});
}

}  // namespace fenming::ui
