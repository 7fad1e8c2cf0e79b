// How the drawing looks: groups, curves, cards, notes, and what a gesture would do. Only what the
// area shows is drawn; far out the words go and cards become tiles, so that a frame stays short.
#include "app/designer/labels.h"
#include "ui/designer/designer_screen.h"
#include "ui/draw.h"

namespace fenming::ui {
namespace {

using app::Key;
using app::designer::CanvasBox;
using app::designer::Mark;
using app::designer::SceneEdge;
using app::designer::SceneGroup;
using app::designer::SceneNode;
using app::designer::SceneNote;

constexpr float kFarTitle = 22;  // in canvas units
constexpr float kLeastNote = 8;  // in pixels; smaller, nobody would read it

void draw_arrow(ImDrawList* list, const CanvasView& view, const SceneEdge& edge, ImU32 colour) {
  const ImVec2 tip = view.at(edge.curve.back());
  const ImVec2 before = view.at(edge.curve[edge.curve.size() - 2]);
  const float size = std::max(5.0f, 9 * view.zoom);
  const float dx = tip.x - before.x, dy = tip.y - before.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length < 0.01f) return;
  const float ux = dx / length * size, uy = dy / length * size;
  list->AddTriangleFilled(tip, {tip.x - ux - uy * 0.5f, tip.y - uy + ux * 0.5f},
                          {tip.x - ux + uy * 0.5f, tip.y - uy - ux * 0.5f}, colour);
}

void draw_curve(ImDrawList* list, const CanvasView& view, const SceneEdge& edge, ImU32 colour,
                float width) {
  const size_t pieces = (edge.curve.size() - 1) / 3;
  if (draws_tiles(view)) {
    for (size_t i = 0; i < pieces; ++i)
      list->AddLine(view.at(edge.curve[i * 3]), view.at(edge.curve[i * 3 + 3]), colour, width);
    return;
  }
  for (size_t i = 0; i < pieces; ++i) {
    const ImVec2 from = view.at(edge.curve[i * 3]), to = view.at(edge.curve[i * 3 + 3]);
    const float span = std::fabs(to.x - from.x) + std::fabs(to.y - from.y);
    if (edge.curve[i * 3].x == edge.curve[i * 3 + 3].x &&
        edge.curve[i * 3].x == edge.curve[i * 3 + 1].x &&
        edge.curve[i * 3].x == edge.curve[i * 3 + 2].x) {
      list->AddLine(from, to, colour, width);
      continue;
    }
    const int segments = std::clamp(static_cast<int>(span / 14), 6, 24);
    list->AddBezierCubic(from, view.at(edge.curve[i * 3 + 1]), view.at(edge.curve[i * 3 + 2]), to,
                         colour, width, segments);
  }
  draw_arrow(list, view, edge, colour);
}

void draw_edge_label(const DesignerContext& context, ImDrawList* list, const SceneEdge& edge,
                     bool selected) {
  const Ui& ui = context.ui;
  const CanvasView& view = context.panel.view;
  const float size = view.text_size(type::kSmall);
  if (edge.label.empty() || size == 0) return;
  const TextStyle style{size, Weight::kRegular, selected ? ui.theme.accent : ui.theme.secondary,
                        Align::kCenter};
  const float width =
      std::min(text_size(ui, edge.label, style).x + 10, app::designer::kLabelWidth * view.zoom);
  const ImVec2 at = view.at(edge.label_at);
  const Rect box{at.x - width / 2, at.y - size * 0.8f, width, size * 1.6f};
  fill(list, box, ui.theme.background, 4);
  draw_text(ui, list, box.inset(4, 0), edge.label, style);
}

// The arrow, and over the calm curve a strong one where the edge is chosen.
void draw_edge(const DesignerContext& context, ImDrawList* list, const SceneEdge& edge) {
  const Theme& theme = context.ui.theme;
  const CanvasView& view = context.panel.view;
  const bool selected = context.panel.marked.contains(edge.id);
  if (selected || context.panel.hovered == edge.id) {
    draw_curve(list, view, edge, theme.accent, selected ? 2.5f : 1.5f);
  } else if (!draws_tiles(view)) {
    draw_arrow(list, view, edge,
               edge.mark != Mark::kNone ? mark_colour(theme, edge.mark) : calm_colour(theme));
  }
}

void draw_edge_handles(const DesignerContext& context, ImDrawList* list, const SceneEdge& edge) {
  const Theme& theme = context.ui.theme;
  const CanvasView& view = context.panel.view;
  for (size_t i = 0; i < edge.curve.size(); i += 3) {
    const bool is_end = i == 0 || i + 3 >= edge.curve.size();
    const ImVec2 at = view.at(edge.curve[i]);
    list->AddCircleFilled(at, is_end ? 6.0f : 5.0f, theme.surface);
    list->AddCircle(at, is_end ? 6.0f : 5.0f, theme.accent, 0, 2);
  }
}

// The small pills at a card's upper right corner that say what it settles.
void draw_fees(const Ui& ui, ImDrawList* list, const Rect& card, const SceneNode& node,
               const CanvasView& view) {
  const float size = view.text_size(type::kMicro);
  if (size == 0 || node.fees.empty()) return;
  const TextStyle style{size, Weight::kRegular, ui.theme.accent, Align::kCenter};
  const std::string text = app::designer::fee_line(node);
  const float width = text_size(ui, text, style).x + 14 * view.zoom;
  const Rect pill{card.right() - width + 6 * view.zoom, card.y - size * 0.75f, width, size * 1.6f};
  fill(list, pill, ui.theme.accent_background, pill.h / 2);
  draw_text(ui, list, pill, text, style);
}

// Title and note. Far out, where the note could not be read, the title takes its room.
void draw_words(const DesignerContext& context, ImDrawList* list, const Rect& card,
                const SceneNode& node, float note) {
  const Ui& ui = context.ui;
  const CanvasView& view = context.panel.view;
  const Rect words{card.x + 16 * view.zoom, card.y, card.w - 24 * view.zoom, card.h};
  TextStyle style{0, Weight::kRegular, node.disabled ? ui.theme.tertiary : ui.theme.text};
  const bool typing = context.panel.editing == node.id;
  if (note > 0) {
    style.size = view.text_size(type::kBase);
    if (!typing) {
      draw_text(ui, list, {words.x, card.y + 7 * view.zoom, words.w, 22 * view.zoom}, node.title,
                style);
    }
    draw_text(ui, list, {words.x, card.y + 29 * view.zoom, words.w, 18 * view.zoom}, node.note,
              {note, Weight::kRegular, ui.theme.secondary});
    return;
  }
  if (typing) return;
  for (float size = kFarTitle; size >= type::kBase; size -= 2) {
    style.size = view.text_size(size);
    if (style.size == 0) return;
    if (text_size(ui, node.title, style).x <= words.w) break;
  }
  draw_text(ui, list, words, node.title, style);
}

void draw_card(const DesignerContext& context, ImDrawList* list, const SceneNode& node) {
  const Ui& ui = context.ui;
  const CanvasView& view = context.panel.view;
  const Rect card = view.rect(node.box);
  const bool selected = context.panel.marked.contains(node.id);
  const bool near = context.panel.hovered == node.id;
  const float radius = space::kRadius * view.zoom;
  const ImU32 body = node.disabled ? ui.theme.disabled_field : ui.theme.surface;
  fill(list, card, body, radius);
  const ImU32 border = selected || near                           ? ui.theme.accent
                       : node.mark != Mark::kNone                 ? mark_colour(ui.theme, node.mark)
                       : context.panel.compared.contains(node.id) ? ui.theme.warn
                                                                  : ui.theme.line;
  outline(list, card, border, radius, selected ? 2.0f : 1.0f);
  const ImU32 accent = node.disabled ? ui.theme.tertiary : node_colour(ui.theme, node);
  list->AddRectFilled(card.min(), {card.x + std::max(2.0f, 4 * view.zoom), card.bottom()}, accent,
                      radius, ImDrawFlags_RoundCornersLeft);
  const float micro = view.text_size(type::kMicro);
  const float note = micro < kLeastNote ? 0 : micro;
  draw_words(context, list, card, node, note);
  draw_fees(ui, list, card, node, view);
  if (node.mark != Mark::kNone) {
    list->AddCircleFilled({card.x, card.y}, std::max(3.0f, 6 * view.zoom),
                          mark_colour(ui.theme, node.mark));
  }
  if (node.comments > 0 && note > 0) {
    const Rect bubble{card.right() - 18 * view.zoom, card.bottom() - 18 * view.zoom, 16 * view.zoom,
                      16 * view.zoom};
    fill(list, bubble, ui.theme.warn_background, bubble.h / 2);
    draw_text(ui, list, bubble, std::to_string(node.comments),
              {note, Weight::kSemibold, ui.theme.warn, Align::kCenter});
  }
}

void draw_strong_tiles(const DesignerContext& context, ImDrawList* list) {
  for (const std::string& id : context.panel.selected) {
    const SceneNode* node = context.panel.scene.node(id);
    if (node != nullptr) fill(list, context.panel.view.rect(node->box), context.ui.theme.accent);
  }
}

void draw_note(const DesignerContext& context, ImDrawList* list, const SceneNote& note) {
  const Ui& ui = context.ui;
  const CanvasView& view = context.panel.view;
  const Rect box = view.rect(note.box);
  if (note.about) list->AddLine(view.at(note.box.center()), view.at(*note.about), ui.theme.line, 1);
  const bool selected = context.panel.marked.contains(note.id);
  fill(list, box, ui.theme.warn_background, 4);
  outline(list, box, selected ? ui.theme.accent : ui.theme.line, 4, selected ? 2.0f : 1.0f);
  const float size = view.text_size(type::kSmall);
  if (size > 0 && context.panel.editing != note.id) {
    list->PushClipRect(box.min(), box.max(), true);
    paragraph(context.ui, box.inset(8 * view.zoom, 6 * view.zoom), note.text,
              {size, Weight::kRegular, ui.theme.text});
    list->PopClipRect();
  }
  if (selected)
    list->AddRectFilled({box.right() - 8, box.bottom() - 8}, box.max(), ui.theme.accent, 2);
}

void draw_group(const DesignerContext& context, ImDrawList* list, const SceneGroup& group) {
  const Ui& ui = context.ui;
  const CanvasView& view = context.panel.view;
  const Rect box = view.rect(group.box);
  const bool selected = context.panel.marked.contains(group.id);
  const ImU32 border = selected ? ui.theme.accent : ui.theme.line;
  fill(list, box, group.collapsed ? ui.theme.surface : with_alpha(ui.theme.accent_background, 120),
       space::kCardRadius * view.zoom);
  outline(list, box, border, space::kCardRadius * view.zoom, selected ? 2.0f : 1.0f);
  const float size = view.text_size(type::kSmall);
  if (size == 0) return;
  std::string title = group.title;
  if (group.collapsed)
    title += "  " + ui.tr(Key::designer_group_nodes, {std::to_string(group.nodes)});
  const float height = group.collapsed ? box.h : app::designer::kGroupTitle * view.zoom;
  if (context.panel.editing != group.id) {
    draw_text(ui, list, {box.x + 12 * view.zoom, box.y, box.w - 24 * view.zoom, height}, title,
              {size, Weight::kSemibold, ui.theme.secondary});
  }
}

}  // namespace

void draw_scene(DesignerContext& context, ImDrawList* list) {
  DesignerPanel& panel = context.panel;
  KeptShapes& shapes = *context.ui.shapes;
  const CanvasView& view = panel.view;
  const CanvasBox seen = view.seen();
  panel.shapes.follow(shapes, panel.scene, panel.scene_made, context.ui.theme);
  fill(list, view.area, context.ui.theme.background);
  panel.shapes.draw_grid(shapes, list, view);
  if (!panel.scene.groups.empty()) shapes.end(list);
  for (const SceneGroup& group : panel.scene.groups) {
    if (group.box.meets(seen)) draw_group(context, list, group);
  }
  panel.shapes.draw_curves(shapes, list, view);
  const bool far = draws_tiles(view);
  if (far) panel.shapes.draw_tiles(shapes, list, view);
  shapes.end(list);
  // A straight curve has no width of its own.
  const auto is_seen = [&](const SceneEdge& edge) {
    CanvasBox box = edge.bounds;
    return CanvasBox{box.x - 1, box.y - 1, box.w + 2, box.h + 2}.meets(seen);
  };
  for (const SceneEdge& edge : panel.scene.edges) {
    if (is_seen(edge)) draw_edge(context, list, edge);
  }
  if (far) {
    draw_strong_tiles(context, list);
  } else {
    for (const SceneNode& node : panel.scene.nodes) {
      if (node.box.meets(seen)) draw_card(context, list, node);
    }
    for (const SceneEdge& edge : panel.scene.edges) {
      if (is_seen(edge)) draw_edge_label(context, list, edge, panel.marked.contains(edge.id));
    }
  }
  for (const SceneNote& note : panel.scene.notes) {
    if (note.box.meets(seen)) draw_note(context, list, note);
  }
  if (panel.scene.node(panel.one_selected()) != nullptr && context.may_edit()) {
    const ImVec2 at = handle_of(context, panel.one_selected()).center();
    list->AddCircleFilled(at, 8, context.ui.theme.accent);
    list->AddLine({at.x - 4, at.y}, {at.x + 4, at.y}, context.ui.theme.on_accent, 1.5f);
    list->AddLine({at.x, at.y - 4}, {at.x, at.y + 4}, context.ui.theme.on_accent, 1.5f);
  }
  if (const SceneEdge* edge = panel.scene.edge(panel.one_selected());
      edge != nullptr && context.may_edit())
    draw_edge_handles(context, list, *edge);
}

void draw_gesture(DesignerContext& context, ImDrawList* list) {
  const Theme& theme = context.ui.theme;
  const DesignerPanel& panel = context.panel;
  const CanvasView& view = panel.view;
  const GestureState& gesture = panel.gesture;
  const ImVec2 now = view.at(gesture.now);
  if (!panel.connecting.empty() && !panel.connect_to.empty()) {
    list->AddLine(port_of(context, panel.connecting),
                  view.at(panel.scene.box_of(panel.connect_to).center()), theme.accent, 2);
  }
  if (!gesture.moved) return;
  switch (gesture.kind) {
    case Gesture::kMarquee: {
      const ImVec2 from = view.at(gesture.start);
      const Rect box{std::min(from.x, now.x), std::min(from.y, now.y), std::fabs(now.x - from.x),
                     std::fabs(now.y - from.y)};
      fill(list, box, with_alpha(theme.accent, 30));
      outline(list, box, theme.accent);
      return;
    }
    case Gesture::kConnect:
    case Gesture::kReconnect:
      list->AddLine(view.at(gesture.start), now, theme.accent, 2);
      list->AddCircleFilled(now, 4, theme.accent);
      return;
    case Gesture::kSpace: {
      const float line = gesture.horizontal ? now.x : now.y;
      if (gesture.horizontal)
        vertical_line(list, line, view.area.y, view.area.bottom(), theme.accent);
      else
        horizontal_line(list, view.area.x, view.area.right(), line, theme.accent);
      return;
    }
    case Gesture::kAdd: {
      const Rect ghost = view.rect(app::designer::node_box(gesture.now));
      fill(list, ghost, with_alpha(theme.accent, 40), space::kRadius);
      outline(list, ghost, theme.accent, space::kRadius);
      return;
    }
    case Gesture::kMove:
      if (gesture.guide_x) {
        vertical_line(list, view.x(static_cast<float>(*gesture.guide_x)), view.area.y,
                      view.area.bottom(), theme.accent);
      }
      if (gesture.guide_y) {
        horizontal_line(list, view.area.x, view.area.right(),
                        view.y(static_cast<float>(*gesture.guide_y)), theme.accent);
      }
      return;
    default:
      return;
  }
}

}  // namespace fenming::ui
