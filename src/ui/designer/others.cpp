// Who else draws at the template now: told above the canvas, and at the node where he works.
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/draw.h"
#include "ui/widgets/button.h"

namespace fenming::ui {
namespace {

using app::Key;
using app::Other;

std::string other_text(const DesignerContext& context, const Other& other) {
  const Ui& ui = context.ui;
  const bool at_node = app::designer::find_node(context.content(), other.place) != nullptr;
  const std::string place =
      at_node ? context.title_of(other.place) : std::string(ui.tr(Key::designer_canvas));
  return other.own ? ui.tr(Key::prices_others_own, {place})
                   : ui.tr(Key::prices_others, {other.name, place});
}

}  // namespace

void draw_others(DesignerContext& context, Rect& row) {
  Ui& ui = context.ui;
  constexpr size_t kMost = 2;
  const auto& others = context.own().others;
  for (size_t i = 0; i < std::min(others.size(), kMost); ++i) {
    const std::string text = other_text(context, others[i]);
    if (badge_width(ui, text) > row.w) return;
    ui.announce({.role = a11y::Role::kStatus, .name = text}, row);
    row.cut_left(badge(ui, row.x, row, text, Tone::kNeutral), 8);
  }
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
