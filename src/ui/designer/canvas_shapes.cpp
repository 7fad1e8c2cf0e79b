#include "ui/designer/canvas_shapes.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

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
constexpr float kDotSize = 1.5f;
constexpr float kHalfCurve = 0.75f;
constexpr float kGrown = 0.25f;  // pixels on each side, so that small ones are seen
constexpr int kPieces = 14;      // lines that a curve is drawn as
constexpr size_t kQuad = 6;      // indices

struct Curve {
  std::array<ImVec2, 4> points;
  ImU32 colour = 0;
  float top = 0;
  float bottom = 0;
};

// Vertices and indices of one set while it is made.
struct ShapeMesh {
  std::vector<KeptVertex> vertices;
  std::vector<uint32_t> indices;

  void quad(const KeptVertex& a, const KeptVertex& b, const KeptVertex& c, const KeptVertex& d) {
    const auto first = static_cast<uint32_t>(vertices.size());
    vertices.insert(vertices.end(), {a, b, c, d});
    indices.insert(indices.end(), {first, first + 1, first + 2, first + 2, first + 1, first + 3});
  }
  // Grown by the reach on all sides.
  void box(float x, float y, float w, float h, ImU32 colour) {
    quad({{x, y}, {-1, -1}, 0, colour}, {{x + w, y}, {1, -1}, 0, colour},
         {{x, y + h}, {-1, 1}, 0, colour}, {{x + w, y + h}, {1, 1}, 0, colour});
  }
  // The strip of a line continues where the last one ended.
  void line(ImVec2 from, ImVec2 to, ImVec2 normal_from, ImVec2 normal_to, ImU32 colour) {
    const auto corner = [colour](ImVec2 at, ImVec2 normal, float side) {
      return KeptVertex{at, {normal.x * side, normal.y * side}, side, colour};
    };
    quad(corner(from, normal_from, -1), corner(from, normal_from, 1), corner(to, normal_to, -1),
         corner(to, normal_to, 1));
  }
};

ImVec2 place_of(CanvasPoint point) {
  return {static_cast<float>(point.x), static_cast<float>(point.y)};
}

ImVec2 normal_of(ImVec2 along) {
  const float size = std::sqrt(along.x * along.x + along.y * along.y);
  return size < 1e-3f ? ImVec2{0, 0} : ImVec2{-along.y / size, along.x / size};
}

ImVec2 point_at(const std::array<ImVec2, 4>& p, float t) {
  const float s = 1 - t;
  const float a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
  return {a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
          a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y};
}

ImVec2 normal_at(const std::array<ImVec2, 4>& p, float t) {
  const float s = 1 - t;
  const float a = s * s, b = 2 * s * t, c = t * t;
  const ImVec2 along{a * (p[1].x - p[0].x) + b * (p[2].x - p[1].x) + c * (p[3].x - p[2].x),
                     a * (p[1].y - p[0].y) + b * (p[2].y - p[1].y) + c * (p[3].y - p[2].y)};
  const ImVec2 normal = normal_of(along);
  // Where two of its points are one, a curve has no direction of its own.
  return normal.x == 0 && normal.y == 0 ? normal_of({p[3].x - p[0].x, p[3].y - p[0].y}) : normal;
}

std::vector<Curve> curves_of(const Scene& scene, const Theme& theme) {
  std::vector<Curve> curves;
  for (const SceneEdge& edge : scene.edges) {
    const ImU32 colour =
        edge.mark != Mark::kNone ? mark_colour(theme, edge.mark) : calm_colour(theme);
    for (size_t i = 0; i + 3 < edge.curve.size(); i += 3) {
      Curve& curve = curves.emplace_back();
      curve.colour = colour;
      for (size_t k = 0; k < 4; ++k)
        curve.points[k] = place_of(edge.curve[i + k]);
      const auto [top, bottom] = std::minmax_element(curve.points.begin(), curve.points.end(),
                                                     [](ImVec2 a, ImVec2 b) { return a.y < b.y; });
      curve.top = top->y;
      curve.bottom = bottom->y;
    }
  }
  std::stable_sort(curves.begin(), curves.end(),
                   [](const Curve& a, const Curve& b) { return a.top < b.top; });
  return curves;
}

ShapeDrawing drawing_of(ShapeSet set, const CanvasView& view) {
  return {.set = set, .view = {view.area, view.zoom, view.left, view.top}};
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

ImU32 calm_colour(const Theme& theme) {
  return mix(theme.tertiary, theme.background, 90);
}

bool draws_tiles(const CanvasView& view) {
  return view.zoom < kTiles;
}

void CanvasShapes::follow(KeptShapes& shapes, const Scene& scene, uint64_t made,
                          const Theme& theme) {
  const std::array<ImU32, 9> colours = {theme.background, theme.surface, theme.secondary,
                                        theme.tertiary,   theme.accent,  theme.good,
                                        theme.warn,       theme.bad,     theme.line};
  if (made == made_ && colours == colours_) return;
  made_ = made;
  colours_ = colours;
  columns_ = rows_ = 0;  // the grid has a colour, too
  nodes_ = scene.nodes.size();
  ShapeMesh tiles, minimap;
  for (const SceneNode& node : scene.nodes) {
    const auto x = static_cast<float>(node.box.x), y = static_cast<float>(node.box.y);
    const auto w = static_cast<float>(node.box.w), h = static_cast<float>(node.box.h);
    tiles.box(x, y, w, h, node.mark != Mark::kNone ? mark_colour(theme, node.mark) : theme.surface);
    tiles.box(x, y, w * 0.06f, h, node_colour(theme, node));
    minimap.box(x, y, w, h, node.mark == Mark::kError ? theme.bad : theme.tertiary);
  }
  shapes.keep(ShapeSet::kTiles, tiles.vertices, tiles.indices);
  shapes.keep(ShapeSet::kMinimap, minimap.vertices, minimap.indices);
  keep_curves(shapes, scene, theme);
}

void CanvasShapes::keep_curves(KeptShapes& shapes, const Scene& scene, const Theme& theme) {
  ShapeMesh near, far;
  tops_.clear();
  lowest_.clear();
  for (const Curve& curve : curves_of(scene, theme)) {
    const auto& p = curve.points;
    for (int i = 0; i < kPieces; ++i) {
      const float from = static_cast<float>(i) / kPieces, to = static_cast<float>(i + 1) / kPieces;
      near.line(point_at(p, from), point_at(p, to), normal_at(p, from), normal_at(p, to),
                curve.colour);
    }
    const ImVec2 normal = normal_of({p[3].x - p[0].x, p[3].y - p[0].y});
    far.line(p[0], p[3], normal, normal, curve.colour);
    tops_.push_back(curve.top);
    lowest_.push_back(lowest_.empty() ? curve.bottom : std::max(lowest_.back(), curve.bottom));
  }
  shapes.keep(ShapeSet::kCurves, near.vertices, near.indices);
  shapes.keep(ShapeSet::kLines, far.vertices, far.indices);
}

// The dots keep their places on the screen; those of the drawing decide where the first one is.
void CanvasShapes::draw_grid(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) {
  if (view.zoom < kDots) return;
  const float gap = kDotGap * view.zoom;
  const int columns = static_cast<int>(view.area.w / gap) + 1;
  const int rows = static_cast<int>(view.area.h / gap) + 1;
  if (columns != columns_ || rows != rows_) {
    ShapeMesh dots;
    const ImU32 colour = colours_.back();
    for (int i = 0; i < columns * rows; ++i) {
      const ImVec2 at{kDotGap * static_cast<float>(i % columns),
                      kDotGap * static_cast<float>(i / columns)};
      dots.quad({at, {0, 0}, 0, colour}, {at, {1, 0}, 0, colour}, {at, {0, 1}, 0, colour},
                {at, {1, 1}, 0, colour});
    }
    shapes.keep(ShapeSet::kGrid, dots.vertices, dots.indices);
    columns_ = columns;
    rows_ = rows;
  }
  ShapeDrawing drawing = drawing_of(ShapeSet::kGrid, view);
  drawing.view.left -= std::ceil(view.left / kDotGap) * kDotGap;
  drawing.view.top -= std::ceil(view.top / kDotGap) * kDotGap;
  drawing.count = static_cast<size_t>(columns * rows) * kQuad;
  drawing.reach = kDotSize;
  drawing.is_snapped = true;
  shapes.draw(list, drawing);
}

// Curves that end above the area or begin below it are left out: they are sorted.
void CanvasShapes::draw_curves(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) const {
  const float bottom = view.top + view.area.h / view.zoom;
  const auto first = std::lower_bound(lowest_.begin(), lowest_.end(), view.top) - lowest_.begin();
  const auto last = std::upper_bound(tops_.begin(), tops_.end(), bottom) - tops_.begin();
  if (last <= first) return;
  const bool far = draws_tiles(view);
  const size_t each = far ? kQuad : kQuad * kPieces;
  ShapeDrawing drawing = drawing_of(far ? ShapeSet::kLines : ShapeSet::kCurves, view);
  drawing.first = static_cast<size_t>(first) * each;
  drawing.count = static_cast<size_t>(last - first) * each;
  drawing.half_width = kHalfCurve;
  drawing.reach = kHalfCurve + 1;  // the sides fade within it
  shapes.draw(list, drawing);
}

void CanvasShapes::draw_tiles(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) const {
  ShapeDrawing drawing = drawing_of(ShapeSet::kTiles, view);
  drawing.count = nodes_ * 2 * kQuad;
  drawing.reach = kGrown;
  shapes.draw(list, drawing);
}

void CanvasShapes::draw_minimap(KeptShapes& shapes, ImDrawList* list, const CanvasView& map) const {
  ShapeDrawing drawing = drawing_of(ShapeSet::kMinimap, map);
  drawing.count = nodes_ * kQuad;
  drawing.reach = kGrown;
  shapes.draw(list, drawing);
}

}  // namespace fenming::ui
