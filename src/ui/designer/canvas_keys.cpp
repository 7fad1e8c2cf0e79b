// The keyboard on the canvas. Everything that the pointer can do is here too.
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/shortcuts.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

struct Direction {
  int dx = 0;
  int dy = 0;
  bool any() const { return dx != 0 || dy != 0; }
};

Direction arrow() {
  if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) return {-1, 0};
  if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) return {1, 0};
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) return {0, -1};
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) return {0, 1};
  return {};
}

// The edges of a node or the next ones beside an edge, so that E walks through them.
void step_edges(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const std::string one = panel.one_selected();
  std::string node = one;
  if (const auto* edge = find_edge(context.content(), one)) node = edge->from;
  std::vector<std::string> edges;
  for (const workflow::Edge& edge : context.model().edges) {
    if (edge.from == node) edges.push_back(edge.edge);
  }
  if (edges.empty()) return;
  const auto at = std::find(edges.begin(), edges.end(), one);
  panel.select(at == edges.end() || at + 1 == edges.end() ? edges.front() : *(at + 1));
  panel.wants_reveal = true;
}

void select_reach(DesignerContext& context, Reach reach) {
  const Ids from = context.panel.selected;
  if (!from.empty()) context.panel.selected = reachable(context.content(), from, reach);
}

// While an edge is being drawn the arrows choose where it leads.
bool keys_while_connecting(DesignerContext& context, const Direction& way) {
  DesignerPanel& panel = context.panel;
  if (panel.connecting.empty()) return false;
  if (way.any()) {
    const std::string from = panel.connect_to.empty() ? panel.connecting : panel.connect_to;
    const std::string next = neighbour(panel.scene, from, way.dx, way.dy);
    if (!next.empty()) panel.connect_to = next;
    panel.view.reveal(panel.scene.box_of(panel.connect_to));
  }
  if (shortcut_pressed(Shortcut::kPress)) {
    if (!panel.connect_to.empty()) connect_nodes(context, panel.connecting, panel.connect_to);
    panel.connecting.clear();
    panel.connect_to.clear();
  }
  if (shortcut_pressed(Shortcut::kClose)) {
    panel.connecting.clear();
    panel.connect_to.clear();
  }
  return true;
}

void arrow_keys(DesignerContext& context, const Direction& way) {
  DesignerPanel& panel = context.panel;
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyAlt) return;
  if (io.KeyShift) {
    if (way.dy < 0) select_reach(context, Reach::kBefore);
    if (way.dy > 0) select_reach(context, Reach::kBehind);
    if (way.dx > 0) select_reach(context, Reach::kConnected);
    return;
  }
  if (io.KeyCtrl || io.KeySuper) {
    const Ids ids = panel.selected;
    if (ids.empty()) return;
    return context.edit(Key::designer_step_move, {std::to_string(ids.size())},
                        [ids, way](TemplateDocument& document) {
                          move_parts(document, ids, way.dx * kGrid, way.dy * kGrid);
                        });
  }
  std::string from = panel.selected.empty() ? std::string() : panel.selected.back();
  if (const auto* edge = find_edge(context.content(), from)) from = edge->from;
  const std::string next = neighbour(panel.scene, from, way.dx, way.dy);
  if (next.empty()) return;
  panel.select(next);
  panel.wants_reveal = true;
}

void view_keys(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  if (shortcut_pressed(Shortcut::kFitAll)) panel.view.fit(panel.scene.everything);
  if (shortcut_pressed(Shortcut::kFullSize))
    panel.view.zoom_at(panel.view.area.center(), 1 / panel.view.zoom);
  if (shortcut_pressed(Shortcut::kFitSelected)) {
    CanvasBox box;
    for (const std::string& id : panel.selected)
      box = united(box, panel.scene.box_of(id));
    panel.view.fit(box);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd))
    panel.view.zoom_at(panel.view.area.center(), 1.2f);
  if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
    panel.view.zoom_at(panel.view.area.center(), 1 / 1.2f);
}

void rename(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const std::string one = panel.one_selected();
  if (context.may_edit() && panel.scene.box_of(one).w > 0) panel.editing = one;
}

// Enter: into a closed group, to the form of what is selected, or to what can be added.
void open_selected(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  if (open_group(context, panel.one_selected())) return;
  if (panel.selected.empty())
    ask_quick_add(context);
  else
    panel.wants_form = true;
}

void edit_keys(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  if (shortcut_pressed(Shortcut::kAddNode)) ask_quick_add(context);
  if (shortcut_pressed(Shortcut::kDeleteParts)) delete_selected(context);
  if (shortcut_pressed(Shortcut::kDuplicate)) duplicate_selected(context);
  if (shortcut_pressed(Shortcut::kGroupParts)) group_selected(context);
  if (shortcut_pressed(Shortcut::kUngroupParts)) ungroup_selected(context);
  if (shortcut_pressed(Shortcut::kDisable)) toggle_disabled(context);
  if (shortcut_pressed(Shortcut::kAddNote)) add_note_here(context);
  if (shortcut_pressed(Shortcut::kTidy)) tidy_selected(context);
  if (shortcut_pressed(Shortcut::kConnect) &&
      find_node(context.content(), panel.one_selected()) != nullptr) {
    panel.connecting = panel.one_selected();
    panel.connect_to.clear();
  }
}

// One keystroke is read once: a key that opens a list would also be its first letter.
void clipboard_keys(DesignerContext& context) {
  const app::PlatformInput& input = *context.ui.input;
  if (input.copy_requested || input.cut_requested) copy_selected(context, input.cut_requested);
  if (input.has_pasted && context.may_edit()) paste_parts(context, ImGui::GetIO().KeyShift);
}

}  // namespace

void handle_keys(DesignerContext& context, const Interaction& it) {
  DesignerPanel& panel = context.panel;
  if (!it.focused || context.ui.edit.id != 0) return;
  const Direction way = arrow();
  if (keys_while_connecting(context, way)) return;
  clipboard_keys(context);
  if (way.any()) arrow_keys(context, way);
  view_keys(context);
  if (shortcut_pressed(Shortcut::kSelectParts)) select_all(context);
  if (shortcut_pressed(Shortcut::kNextEdge)) step_edges(context);
  if (shortcut_pressed(Shortcut::kNextProblem)) {
    const auto& report = context.own().report;
    const int count = report ? static_cast<int>(report->findings.size()) : 0;
    if (count > 0) show_finding(context, (panel.problem + 1) % count);
  }
  if (shortcut_pressed(Shortcut::kRename)) rename(context);
  if (shortcut_pressed(Shortcut::kOpenForm)) open_selected(context);
  if (shortcut_pressed(Shortcut::kClose)) {
    panel.space_tool = false;
    if (panel.gesture.kind != Gesture::kNone)
      panel.gesture = {};
    else if (!panel.selected.empty())
      panel.selected.clear();
    else if (!std::exchange(panel.inside, {}).empty())
      panel.wants_fit = true;
  }
  edit_keys(context);
}

}  // namespace fenming::ui
