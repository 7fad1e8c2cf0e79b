// The pointer on the canvas: press, drag and let go as one gesture each, which becomes one step of
// history when it ends. Wheel and pinch pan and zoom.
#include <cstdlib>

#include "app/designer/routes.h"
#include "app/designer/words.h"
#include "imgui_internal.h"
#include "ui/designer/designer_screen.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

constexpr float kTremble = 4;   // pixels that a click may move
constexpr float kNearEdge = 8;  // pixels from a curve that still mean it
constexpr float kGuide = 6;     // pixels within which a guide catches

int64_t squared(float pixels, float zoom) {
  const auto units = static_cast<int64_t>(pixels / zoom);
  return units * units;
}

// The handle of the selected edge below the pointer: 0 its start, the last its end.
std::optional<size_t> handle_below(const DesignerContext& context, CanvasPoint at) {
  const DesignerPanel& panel = context.panel;
  const SceneEdge* edge = panel.scene.edge(panel.one_selected());
  if (edge == nullptr) return std::nullopt;
  for (size_t i = 0; i < edge->curve.size(); i += 3) {
    const int64_t dx = edge->curve[i].x - at.x, dy = edge->curve[i].y - at.y;
    if (dx * dx + dy * dy <= squared(kNearEdge, panel.view.zoom)) return i / 3;
  }
  return std::nullopt;
}

void begin(GestureState& gesture, Gesture kind, ImVec2 mouse, CanvasPoint at) {
  gesture = {};
  gesture.kind = kind;
  gesture.from = mouse;
  gesture.start = at;
  gesture.now = at;
}

void press_part(DesignerContext& context, const std::string& id, ImVec2 mouse, CanvasPoint at) {
  DesignerPanel& panel = context.panel;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyShift || io.KeyCtrl) {
    if (panel.is_selected(id))
      std::erase(panel.selected, id);
    else
      panel.selected.push_back(id);
    return;
  }
  if (!panel.is_selected(id)) panel.select(id);
  if (!context.may_edit()) return;
  begin(panel.gesture, Gesture::kMove, mouse, at);
  panel.gesture.copies = io.KeyAlt;
  panel.gesture.id = id;
}

void press_edge(DesignerContext& context, const Hit& hit, ImVec2 mouse, CanvasPoint at) {
  DesignerPanel& panel = context.panel;
  panel.select(hit.id);
  if (!context.may_edit()) return;
  begin(panel.gesture, Gesture::kBend, mouse, at);
  panel.gesture.id = hit.id;
  const SceneEdge* edge = panel.scene.edge(hit.id);
  panel.gesture.bend = edge == nullptr ? 0 : bends_before(context, *edge, hit.piece);
}

// A handle of the selected edge: its ends are led elsewhere, its bends moved.
bool press_handle(DesignerContext& context, ImVec2 mouse, CanvasPoint at) {
  DesignerPanel& panel = context.panel;
  const auto handle = handle_below(context, at);
  if (!handle || !context.may_edit()) return false;
  const SceneEdge* edge = panel.scene.edge(panel.one_selected());
  const size_t last = edge->curve.size() / 3;
  const bool is_end = *handle == 0 || *handle == last;
  begin(panel.gesture, is_end ? Gesture::kReconnect : Gesture::kBend, mouse,
        is_end ? (*handle == 0 ? edge->curve.back() : edge->curve.front()) : at);
  panel.gesture.now = at;
  panel.gesture.id = edge->id;
  panel.gesture.at_start = *handle == 0;
  if (!is_end) {
    panel.gesture.bend = bends_before(context, *edge, *handle - 1);
    panel.gesture.moves_bend = is_bend(context, *edge, *handle);
  }
  return true;
}

void press(DesignerContext& context, ImVec2 mouse, CanvasPoint at) {
  DesignerPanel& panel = context.panel;
  if (panel.space_tool && context.may_edit())
    return begin(panel.gesture, Gesture::kSpace, mouse, at);
  if (press_handle(context, mouse, at)) return;
  if (context.may_edit() && !panel.one_selected().empty() &&
      panel.scene.node(panel.one_selected()) != nullptr &&
      handle_of(context, panel.one_selected()).contains(mouse)) {
    begin(panel.gesture, Gesture::kConnect, mouse, at);
    panel.gesture.id = panel.one_selected();
    const ImVec2 port = port_of(context, panel.gesture.id);
    panel.gesture.start = panel.view.to_canvas(port);
    return;
  }
  const Hit hit = hit_test(context, at);
  if (hit.id.empty()) {
    begin(panel.gesture, Gesture::kMarquee, mouse, at);
    if (ImGui::GetIO().KeyShift) panel.gesture.before = panel.selected;
    panel.selected = panel.gesture.before;
    return;
  }
  if (hit.is_edge) return press_edge(context, hit, mouse, at);
  const CanvasBox box = panel.scene.box_of(hit.id);
  const bool at_corner = at.x > box.right() - 12 && at.y > box.bottom() - 12;
  const bool is_note = panel.scene.node(hit.id) == nullptr && panel.is_selected(hit.id);
  if (at_corner && is_note && context.may_edit()) {
    begin(panel.gesture, Gesture::kResizeNote, mouse, at);
    panel.gesture.id = hit.id;
    return;
  }
  press_part(context, hit.id, mouse, at);
}

// A line through another node's middle or side that what is dragged nearly meets.
void snap(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  GestureState& gesture = panel.gesture;
  gesture.guide_x.reset();
  gesture.guide_y.reset();
  if (!panel.snaps || ImGui::GetIO().KeyCtrl) return;
  const Places places(context.content());
  const CanvasBox start = places.box_of(gesture.id);
  const CanvasPoint by{gesture.now.x - gesture.start.x, gesture.now.y - gesture.start.y};
  const CanvasBox moved{start.x + by.x, start.y + by.y, start.w, start.h};
  int32_t best_x = static_cast<int32_t>(kGuide / panel.view.zoom) + 1, best_y = best_x;
  int32_t shift_x = on_grid(moved.x) - moved.x, shift_y = on_grid(moved.y) - moved.y;
  for (const SceneNode& node : panel.scene.nodes) {
    if (panel.is_selected(node.id) || !node.box.meets(panel.view.seen())) continue;
    const int32_t dx = node.box.center().x - moved.center().x;
    const int32_t dy = node.box.center().y - moved.center().y;
    if (std::abs(dx) < best_x) {
      best_x = std::abs(dx);
      shift_x = dx;
      gesture.guide_x = node.box.center().x;
    }
    if (std::abs(dy) < best_y) {
      best_y = std::abs(dy);
      shift_y = dy;
      gesture.guide_y = node.box.center().y;
    }
  }
  gesture.now = {gesture.now.x + shift_x, gesture.now.y + shift_y};
}

void marquee(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const GestureState& gesture = panel.gesture;
  const CanvasBox box{
      std::min(gesture.start.x, gesture.now.x), std::min(gesture.start.y, gesture.now.y),
      std::abs(gesture.now.x - gesture.start.x), std::abs(gesture.now.y - gesture.start.y)};
  // To the right: what lies in it as a whole; to the left: what it touches.
  const bool whole = gesture.now.x >= gesture.start.x;
  panel.selected = gesture.before;
  const auto take = [&](const std::string& id, const CanvasBox& own) {
    if ((whole ? box.holds(own) : box.meets(own)) && !panel.is_selected(id))
      panel.selected.push_back(id);
  };
  for (const SceneNode& node : panel.scene.nodes)
    take(node.id, node.box);
  for (const SceneNote& note : panel.scene.notes)
    take(note.id, note.box);
}

void drag(DesignerContext& context, ImVec2 mouse) {
  DesignerPanel& panel = context.panel;
  GestureState& gesture = panel.gesture;
  const float dx = mouse.x - gesture.from.x, dy = mouse.y - gesture.from.y;
  if (!gesture.moved && dx * dx + dy * dy < kTremble * kTremble) return;
  if (gesture.kind == Gesture::kPan) {
    panel.view.pan(ImGui::GetIO().MouseDelta.x, ImGui::GetIO().MouseDelta.y);
    gesture.moved = true;
    return;
  }
  scroll_at_border(context, mouse);
  gesture.now = panel.view.to_canvas(mouse);
  gesture.moved = true;
  if (gesture.kind == Gesture::kMarquee) marquee(context);
  if (gesture.kind == Gesture::kMove) snap(context);
  if (gesture.kind == Gesture::kSpace) gesture.horizontal = std::fabs(dx) > std::fabs(dy);
  if (gesture.kind == Gesture::kAdd) {
    const CanvasPoint corner{gesture.now.x - kNodeWidth / 2, gesture.now.y - kNodeHeight / 2};
    gesture.now = on_grid(corner);
    panel.hovered = edge_below(context, {corner.x + kNodeWidth / 2, corner.y + kNodeHeight / 2});
  }
}

void finish_move(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const GestureState gesture = panel.gesture;
  const Ids ids = panel.selected;
  const int32_t dx = gesture.now.x - gesture.start.x, dy = gesture.now.y - gesture.start.y;
  if (gesture.copies) {
    return context.edit(Key::designer_step_duplicate, {std::to_string(ids.size())},
                        [ids, dx, dy](TemplateDocument& document) {
                          insert_parts(document, extract(document, ids), {dx, dy}, false);
                        });
  }
  // A node that nothing joins, dropped on a curve, splits it.
  std::string split;
  const auto& edges = context.model().edges;
  const bool alone = ids.size() == 1 && panel.scene.node(ids.front()) != nullptr &&
                     std::none_of(edges.begin(), edges.end(), [&](const workflow::Edge& edge) {
                       return edge.from == ids.front() || edge.to == ids.front();
                     });
  if (alone) {
    const CanvasPoint middle = panel.scene.box_of(ids.front()).center();
    split = edge_below(context, middle);
  }
  context.edit(Key::designer_step_move, {std::to_string(ids.size())},
               [ids, dx, dy, split](TemplateDocument& document) {
                 move_parts(document, ids, dx, dy);
                 if (!split.empty()) split_edge(document, split, ids.front());
               });
}

void finish_bend(DesignerContext& context) {
  const GestureState gesture = context.panel.gesture;
  std::vector<CanvasPoint> bends = bends_of(context, gesture.id);
  const auto at = static_cast<ptrdiff_t>(std::min(gesture.bend, bends.size()));
  if (gesture.moves_bend && gesture.bend < bends.size())
    bends[gesture.bend] = on_grid(gesture.now);
  else
    bends.insert(bends.begin() + at, on_grid(gesture.now));
  context.edit(Key::designer_step_bend, {}, [id = gesture.id, bends](TemplateDocument& document) {
    set_bends(document, id, bends);
  });
}

void finish_connect(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const GestureState gesture = panel.gesture;
  const Hit hit = hit_test(context, gesture.now);
  const std::string target = panel.scene.node(hit.id) != nullptr ? hit.id : std::string();
  if (gesture.kind == Gesture::kConnect) {
    if (!target.empty()) return connect_nodes(context, gesture.id, target);
    // Dropped on nothing: what comes next is asked.
    panel.quick = {};
    panel.quick.wanted = true;
    panel.quick.from = gesture.id;
    panel.quick.at = CanvasPoint{gesture.now.x - kNodeWidth / 2, gesture.now.y};
    return;
  }
  if (target.empty()) return;
  context.edit(Key::designer_step_reconnect, {context.title_of(target)},
               [id = gesture.id, start = gesture.at_start, target](TemplateDocument& document) {
                 reconnect(document, id, start, target);
               });
}

void finish(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const GestureState gesture = panel.gesture;
  if (gesture.moved) {
    switch (gesture.kind) {
      case Gesture::kMove:
        finish_move(context);
        break;
      case Gesture::kBend:
        finish_bend(context);
        break;
      case Gesture::kConnect:
      case Gesture::kReconnect:
        finish_connect(context);
        break;
      case Gesture::kSpace: {
        const int32_t from = gesture.horizontal ? gesture.start.x : gesture.start.y;
        const int32_t by = on_grid((gesture.horizontal ? gesture.now.x : gesture.now.y) - from);
        context.edit(Key::designer_step_space, {},
                     [horizontal = gesture.horizontal, from, by](TemplateDocument& document) {
                       make_space(document, horizontal, from, by);
                     });
        panel.space_tool = false;
        break;
      }
      case Gesture::kAdd:
        if (panel.view.area.contains(ImGui::GetIO().MousePos)) {
          add_at(context, gesture.adding, gesture.now, {},
                 edge_below(context, node_box(gesture.now).center()));
        }
        break;
      case Gesture::kResizeNote: {
        const CanvasBox box = panel.scene.box_of(gesture.id);
        const CanvasPoint size{gesture.now.x - box.x, gesture.now.y - box.y};
        context.edit(Key::designer_step_note, {}, [id = gesture.id, size](auto& document) {
          resize_note(document, id, size.x, size.y);
        });
        break;
      }
      default:
        break;
    }
  } else if (gesture.kind == Gesture::kConnect) {
    panel.quick = {};
    panel.quick.wanted = true;
    panel.quick.from = gesture.id;
  } else if (gesture.kind == Gesture::kMove && panel.selected.size() > 1) {
    panel.select(gesture.id);  // a click within a selection means this one
  }
  panel.gesture = {};
}

// A bend of the selected edge that was meant goes.
bool remove_bend(DesignerContext& context, CanvasPoint at) {
  const SceneEdge* edge = context.panel.scene.edge(context.panel.one_selected());
  const auto handle = handle_below(context, at);
  if (edge == nullptr || !handle || *handle == 0 || !is_bend(context, *edge, *handle)) return false;
  std::vector<CanvasPoint> bends = bends_of(context, edge->id);
  bends.erase(bends.begin() + static_cast<ptrdiff_t>(bends_before(context, *edge, *handle - 1)));
  context.edit(Key::designer_step_bend, {}, [id = edge->id, bends](TemplateDocument& document) {
    set_bends(document, id, bends);
  });
  return true;
}

void double_click(DesignerContext& context, CanvasPoint at) {
  DesignerPanel& panel = context.panel;
  const Hit hit = hit_test(context, at);
  panel.gesture = {};
  if (open_group(context, hit.id)) return;
  if (!context.may_edit() || remove_bend(context, at)) return;
  if (hit.id.empty() || hit.is_edge) {
    panel.quick = {};
    panel.quick.wanted = true;
    panel.quick.at = CanvasPoint{at.x - kNodeWidth / 2, at.y - kNodeHeight / 2};
    panel.quick.edge = hit.id;
    return;
  }
  panel.select(hit.id);
  panel.editing = hit.id;
}

void wheel(DesignerContext& context, ImVec2 mouse) {
  ImGuiIO& io = ImGui::GetIO();
  if (io.MouseWheel == 0 && io.MouseWheelH == 0) return;
  CanvasView& view = context.panel.view;
  if (io.KeyCtrl || io.KeySuper)
    view.zoom_at(mouse, std::pow(1.15f, io.MouseWheel));
  else if (io.KeyShift)
    view.pan(io.MouseWheel * 60, 0);
  else
    view.pan(io.MouseWheelH * 60, io.MouseWheel * 60);
  context.ui.output->request_repaint(0);
}

}  // namespace

void handle_pointer(DesignerContext& context, const Interaction& it) {
  DesignerPanel& panel = context.panel;
  GestureState& gesture = panel.gesture;
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 mouse = io.MousePos;
  const CanvasPoint at = panel.view.to_canvas(mouse);
  if (it.hovered) {
    wheel(context, mouse);
    if (gesture.kind == Gesture::kNone) panel.hovered = hit_test(context, at).id;
    const bool space = ImGui::IsKeyDown(ImGuiKey_Space) && context.ui.edit.id == 0;
    const bool pans = ImGui::IsMouseClicked(ImGuiMouseButton_Middle) ||
                      ImGui::IsMouseClicked(ImGuiMouseButton_Right) ||
                      (space && ImGui::IsMouseClicked(ImGuiMouseButton_Left));
    if (it.double_clicked)
      double_click(context, at);
    else if (pans)
      begin(gesture, Gesture::kPan, mouse, at);
    else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left))
      press(context, mouse, at);
    if (space) context.ui.set_cursor("grab");
  } else if (gesture.kind == Gesture::kNone) {
    panel.hovered.clear();
  }
  if (gesture.kind == Gesture::kNone) return;
  const bool held = ImGui::IsMouseDown(ImGuiMouseButton_Left) ||
                    ImGui::IsMouseDown(ImGuiMouseButton_Middle) ||
                    ImGui::IsMouseDown(ImGuiMouseButton_Right);
  if (held) {
    drag(context, mouse);
  } else {
    finish(context);
    context.ui.output->request_repaint(0);
  }
}

}  // namespace fenming::ui
