// Shapes of which a drawing has thousands: handed over once and kept on the graphics side, where
// shaders draw them. A frame that only moves or scales the view sends nothing of them again.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "ui/geometry.h"

namespace fenming::ui {

// Places are in units of the drawing, colours as ImGui's.
struct KeptTile {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;
  ImU32 body = 0;
  ImU32 strip = 0;  // a narrow one on its left side
};

// A cubic curve by its four points.
struct KeptCurve {
  std::array<ImVec2, 4> points;
  ImU32 colour = 0;
  uint32_t has_arrow = 0;  // at its end
};

enum class ShapeSet : uint8_t { kCanvasTiles, kCanvasCurves, kMinimapTiles, kCount };

// From units of the drawing to pixels of the screen.
struct ShapeView {
  Rect area;
  float zoom = 1;
  float left = 0;  // units at the upper left corner of the area
  float top = 0;
};

struct GridDrawing {
  ShapeView view;
  float gap = 24;  // units between two dots
  ImU32 colour = 0;
};
struct TileDrawing {
  ShapeView view;
  ShapeSet set = ShapeSet::kCanvasTiles;
};
struct CurveDrawing {
  ShapeView view;
  ShapeSet set = ShapeSet::kCanvasCurves;
  size_t first = 0;
  size_t count = 0;
  float width = 1.5f;  // pixels
  int pieces = 12;     // that a curve is drawn in; 1: as the line between its ends
  float arrow = 0;     // pixels; 0: none
};

class KeptShapes {
 public:
  virtual ~KeptShapes() = default;

  // Replaces the whole set.
  virtual void keep(ShapeSet set, std::span<const KeptTile> tiles) = 0;
  virtual void keep(ShapeSet set, std::span<const KeptCurve> curves) = 0;

  // Each takes its place in the list, below what is added later.
  virtual void draw(ImDrawList* list, const GridDrawing& drawing) = 0;
  virtual void draw(ImDrawList* list, const TileDrawing& drawing) = 0;
  virtual void draw(ImDrawList* list, const CurveDrawing& drawing) = 0;
  // After the last of several, before anything else is added.
  virtual void end(ImDrawList* list) = 0;
};

}  // namespace fenming::ui
