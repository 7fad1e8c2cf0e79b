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
// Of a curve that nothing is wrong with, and that is not chosen.
ImU32 calm_colour(const Theme& theme);

class CanvasShapes {
 public:
  // `made` counts the scenes: another number, another scene.
  void follow(KeptShapes& shapes, const app::designer::Scene& scene, uint64_t made,
              const Theme& theme);

  void draw_grid(KeptShapes& shapes, ImDrawList* list, const CanvasView& view);
  void draw_curves(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) const;
  void draw_tiles(KeptShapes& shapes, ImDrawList* list, const CanvasView& view) const;
  void draw_minimap(KeptShapes& shapes, ImDrawList* list, const CanvasView& map) const;

 private:
  void keep_curves(KeptShapes& shapes, const app::designer::Scene& scene, const Theme& theme);

  uint64_t made_ = 0;
  std::array<ImU32, 9> colours_ = {};
  size_t nodes_ = 0;
  int columns_ = 0;  // of the grid that is kept
  int rows_ = 0;
  // Of every kept curve, which are sorted by their upper ends, and the lowest end so far.
  std::vector<float> tops_;
  std::vector<float> lowest_;
};

// Cards far out are tiles, and curves the lines between their ends.
bool draws_tiles(const CanvasView& view);

}  // namespace fenming::ui
