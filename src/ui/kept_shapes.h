// Shapes of which a drawing has thousands: handed over once and kept on the graphics side, where
// shaders/ draw them. A frame that only moves or scales the view sends nothing of them again.
// Without a graphics card copies of one shape by number (instances) are slow; so every corner is
// handed over.
#pragma once

#include <cstdint>
#include <span>

#include "ui/geometry.h"

namespace fenming::ui {

struct KeptVertex {
  ImVec2 place;      // in units of the drawing
  ImVec2 way;        // from there; in pixels where ShapeDrawing::reach is 1
  float side = 0;    // of a line: -1 and 1 at its two sides, which fade
  ImU32 colour = 0;  // as ImGui's
};

enum class ShapeSet : uint8_t { kGrid, kCurves, kLines, kTiles, kMinimap, kCount };

// From units of the drawing to pixels of the screen.
struct ShapeView {
  Rect area;
  float zoom = 1;
  float left = 0;  // units at the upper left corner of the area
  float top = 0;
};

struct ShapeDrawing {
  ShapeSet set = ShapeSet::kGrid;
  ShapeView view;
  size_t first = 0;  // of the set's indices
  size_t count = 0;
  float reach = 0;          // pixels that a way of length 1 leads
  float half_width = 1;     // of lines, in pixels
  bool is_snapped = false;  // places are moved to whole pixels
};

class KeptShapes {
 public:
  virtual ~KeptShapes() = default;

  // Replaces the whole set; three indices make a triangle.
  virtual void keep(ShapeSet set, std::span<const KeptVertex> vertices,
                    std::span<const uint32_t> indices) = 0;
  // Takes its place in the list, below what is added later.
  virtual void draw(ImDrawList* list, const ShapeDrawing& drawing) = 0;
  // After the last of several, before anything else is added.
  virtual void end(ImDrawList* list) = 0;
};

}  // namespace fenming::ui
