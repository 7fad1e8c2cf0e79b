// The parts of the drawing that shaders draw (ui/kept_shapes.h): grid, curves, cards far out, and
// the minimap's. They are handed over again after a change of the scene or of the colours.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "app/designer/scene.h"
#include "ui/designer/canvas_view.h"
#include "ui/kept_shapes.h"
#include "ui/theme/theme.h"

namespace fenming::ui {

ImU32 node_colour(const Theme& theme, const app::designer::SceneNode& node);
ImU32 mark_colour(const Theme& theme, app::designer::Mark mark);

class CanvasShapes {
 public:
  // `made` counts the scenes: another number, another scene.
  void follow(KeptShapes& shapes, const app::designer::Scene& scene, uint64_t made,
              const Theme& theme);

  void draw_grid(KeptShapes& shapes, ImDrawList* list, const CanvasView& view,
                 const Theme& theme) const;
  void draw_curves(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) const;

 private:
  void keep_curves(KeptShapes& shapes, const app::designer::Scene& scene, const Theme& theme);

  uint64_t made_ = 0;
  std::array<ImU32, 8> colours_ = {};
  // Of every kept curve, which are sorted by their upper ends, and the lowest end so far.
  std::vector<float> tops_;
  std::vector<float> lowest_;
};

ShapeView shape_view(const CanvasView& view);
// Cards far out are tiles, and curves the lines between their ends.
bool draws_tiles(const CanvasView& view);

}  // namespace fenming::ui
