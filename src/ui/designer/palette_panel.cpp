// The left side: what can be searched, what can be added (pressed, or dragged onto the canvas or
// onto an edge), and the whole drawing in small.
#include "app/designer/words.h"
#include "app/search_text.h"
#include "imgui_internal.h"
#include "ui/designer/parts.h"
#include "ui/draw.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using workflow::NodeKind;

constexpr float kRow = 27;

// The nodes that a text finds, the best first.
std::vector<std::string> found_nodes(const DesignerContext& context, std::string_view query) {
  std::vector<std::pair<int, std::string>> ranked;
  for (const SceneNode& node : context.panel.scene.nodes) {
    const int rank = app::match_rank(node.title, query, context.ui.input->pinyin_initial);
    if (rank >= 0) ranked.emplace_back(rank, node.id);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> ids;
  for (auto& [rank, id] : ranked)
    ids.push_back(std::move(id));
  return ids;
}

void draw_search(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const auto field = text_field(ui, rest.cut_top(space::kControl, 8),
                                {.id = "find-node",
                                 .label = ui.tr(Key::designer_find),
                                 .value = panel.find,
                                 .hint = ui.tr(Key::designer_find),
                                 .kind = app::FieldKind::kSearch,
                                 .takes_find = true});
  if (field.changed || field.committed) panel.find = field.text;
  if (field.cancelled) panel.find.clear();
  if (panel.find.empty()) return;
  const auto found = found_nodes(context, panel.find);
  if (field.committed && field.reason == app::CommitReason::kEnter && !found.empty()) {
    const auto at = std::find(found.begin(), found.end(), panel.one_selected());
    panel.select(at == found.end() || at + 1 == found.end() ? found.front() : *(at + 1));
    panel.wants_reveal = true;
  }
  label(ui, rest.cut_top(20, 6), ui.tr(Key::designer_found, {std::to_string(found.size())}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

void draw_kind(DesignerContext& context, const Rect& row, NodeKind kind) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const std::string_view name = kind_text(kind, ui.locale);
  const Interaction it = interact(ui, Ui::id(workflow::node_kind_name(kind)), row,
                                  {.role = a11y::Role::kButton, .name = name}, {.cursor = "grab"});
  if (it.held && panel.gesture.kind == Gesture::kNone &&
      ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4)) {
    panel.gesture = {};
    panel.gesture.kind = Gesture::kAdd;
    panel.gesture.moved = true;
    panel.gesture.adding = kind;
  }
  const bool dropped = it.clicked_by_pointer && panel.gesture.kind == Gesture::kAdd;
  if (it.pressed && !dropped) {
    ask_quick_add(context);  // finds the place
    panel.quick.wanted = false;
    add_at(context, kind, panel.quick.at, panel.quick.from, panel.quick.edge);
  }
  if (!it.shown) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, row, it.hovered ? ui.theme.hover : ui.theme.surface, 5);
  outline(list, row, ui.theme.line, 5);
  draw_text(ui, list, row.inset(10, 0), name, {type::kSmall});
  if (it.ring) focus_ring(ui, list, row, 5);
}

}  // namespace

void draw_palette(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, ui.theme.surface);
  vertical_line(list, rect.right() - 1, rect.y, rect.bottom(), ui.theme.line);
  Rect rest = rect.inset(12, 10);
  ImGui::PushID("palette");
  draw_search(context, rest);
  const Rect map = rest.cut_bottom(std::min(120.0f, rest.h / 4), 8);
  if (context.may_edit()) {
    heading(ui, rest.cut_top(22, 4), ui.tr(Key::designer_nodes), 3,
            {type::kSmall, Weight::kSemibold, ui.theme.secondary});
    const Rect area = begin_scroll(ui, "kinds", rest);
    Rect rows = area;
    // A scroll bar takes its place from the rows.
    if (static_cast<float>(workflow::kNodeKindCount) * (kRow + 4) > rest.h) rows.w -= kScrollBar;
    rows.h = 1e6f;
    for (size_t i = 0; i < workflow::kNodeKindCount; ++i)
      draw_kind(context, rows.cut_top(kRow, 4), static_cast<NodeKind>(i));
    end_scroll(area, rows.y);
  }
  draw_minimap(context, map);
  ImGui::PopID();
}

}  // namespace fenming::ui
