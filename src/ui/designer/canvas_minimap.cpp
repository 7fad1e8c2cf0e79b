// The whole drawing in small, with the part that the canvas shows; a drag moves that part.
#include "ui/designer/designer_screen.h"
#include "ui/draw.h"

namespace fenming::ui {

using app::Key;
using app::designer::CanvasBox;

void draw_minimap(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const Interaction it =
      interact(ui, Ui::id("minimap"), rect,
               {.role = a11y::Role::kImage, .name = ui.tr(Key::designer_minimap)},
               {.focusable = false, .on_press = true});
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, ui.theme.surface, space::kRadius);
  outline(list, rect, ui.theme.line, space::kRadius);
  const CanvasBox all = united(panel.scene.everything, panel.view.seen());
  if (all.w == 0) return;
  CanvasView map;
  map.area = rect.inset(6);
  map.zoom =
      std::min(map.area.w / static_cast<float>(all.w), map.area.h / static_cast<float>(all.h));
  map.center(all);
  panel.shapes.draw_minimap(*ui.shapes, list, map);
  ui.shapes->end(list);
  outline(list, map.rect(panel.view.seen()).intersect(rect), ui.theme.accent, 2);
  if (!it.held) return;
  const CanvasPoint at = map.to_canvas(ImGui::GetIO().MousePos);
  panel.view.center({at.x, at.y, 0, 0});
  ui.output->request_repaint(0);
}

}  // namespace fenming::ui
