// Who else draws at the template now: told above the canvas, and at the node where he works.
#include "ui/others.h"
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/draw.h"

namespace fenming::ui {

using app::Key;
using app::Other;

void draw_others(DesignerContext& context, Rect& row) {
  const Ui& ui = context.ui;
  const PlaceOfOther place = [&](const Other& other) {
    const bool at_node = app::designer::find_node(context.content(), other.place) != nullptr;
    return at_node ? context.title_of(other.place) : std::string(ui.tr(Key::designer_canvas));
  };
  draw_others(context.ui, context.own().others, place, 0, row);
}

void draw_others_at_nodes(const DesignerContext& context, ImDrawList* list) {
  const Ui& ui = context.ui;
  const CanvasView& view = context.panel.view;
  constexpr float kSize = type::kMicro;  // to be read from afar, too
  for (const Other& other : context.own().others) {
    const auto* node = context.panel.scene.node(other.place);
    if (node == nullptr || !node->box.meets(view.seen())) continue;
    const Rect card = view.rect(node->box);
    outline(list, card.inset(-3), ui.theme.warn, space::kRadius * view.zoom + 3, 2);
    if (other.own) continue;
    const TextStyle style{kSize, Weight::kSemibold, ui.theme.warn, Align::kCenter};
    const float width = text_size(ui, other.name, style).x + 12;
    const Rect tag{card.x - 3, card.y - kSize * 1.6f - 4, width, kSize * 1.6f};
    fill(list, tag, ui.theme.warn_background, 4);
    draw_text(ui, list, tag, other.name, style);
  }
}

void attend(DesignerContext& context) {
  if (!context.may_edit()) return;
  std::string node = context.panel.one_selected();
  if (app::designer::find_node(context.content(), node) == nullptr) node.clear();
  if (node != context.own().attended) context.push(app::designer::Attend{std::move(node)});
}

}  // namespace fenming::ui
