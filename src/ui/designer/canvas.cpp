// The canvas: keeps its scene up to date, hands pointer and keys on, announces what stands on it,
// and draws.
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/draw.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
using app::designer::CanvasBox;
using app::designer::SceneNode;

constexpr int kMostAnnounced = 300;

// While parts are dragged, the document as it would be.
void make_scene_of(DesignerContext& context, const TemplateDocument& content) {
  const auto& own = context.own();
  context.panel.scene = app::designer::make_scene(content, own.report ? &*own.report : nullptr,
                                                  context.ui.locale, context.panel.inside);
  ++context.panel.scene_made;
}

void follow_document(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const auto& document = context.document();
  const bool is_new = panel.scene_opened != document.opened;
  if (is_new) {
    panel.selected.clear();
    panel.inside.clear();
    panel.editing.clear();
    panel.connecting.clear();
    panel.gesture = {};
    panel.problem = -1;
    panel.wants_begin = true;
    panel.wants_focus = true;
  }
  const GestureState& gesture = panel.gesture;
  const bool drags = gesture.kind == Gesture::kMove && gesture.moved && !gesture.copies;
  if (drags) {
    TemplateDocument moved = context.content();
    app::designer::move_parts(moved, panel.selected, gesture.now.x - gesture.start.x,
                              gesture.now.y - gesture.start.y);
    make_scene_of(context, moved);
    panel.scene_edits = ~uint64_t{0};
    return;
  }
  const auto& own = context.own();
  if (!is_new && panel.scene_edits == document.edits &&
      panel.scene_reported == own.reported + (own.report ? 1 : 0) &&
      panel.scene_language == context.ui.locale.language() && panel.scene_inside == panel.inside)
    return;
  panel.scene_opened = document.opened;
  panel.scene_edits = document.edits;
  panel.scene_reported = own.reported + (own.report ? 1 : 0);
  panel.scene_language = context.ui.locale.language();
  panel.scene_inside = panel.inside;
  make_scene_of(context, context.content());
  std::erase_if(panel.selected, [&](const std::string& id) {
    return panel.scene.box_of(id).w == 0 && panel.scene.edge(id) == nullptr;
  });
}

std::string words_of(const DesignerContext& context, const SceneNode& node) {
  std::string words(app::designer::kind_text(node.kind, context.ui.locale));
  if (!node.note.empty()) words += ", " + node.note;
  for (const std::string& fee : node.fees)
    words += ", " + fee;
  if (node.mark != app::designer::Mark::kNone)
    words +=
        ", " + context.ui.tr(node.mark == app::designer::Mark::kError ? Key::designer_has_error
                                                                      : Key::designer_has_warning,
                             {});
  for (const app::Other& other : context.own().others) {
    if (other.place == node.id && !other.own) words += ", " + other.name;
  }
  return words;
}

// What stands in sight is announced one by one, the rest by its number.
void announce(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const CanvasBox seen = panel.view.seen();
  const int count = static_cast<int>(panel.scene.nodes.size());
  int announced = 0;
  for (int i = 0; i < count && announced < kMostAnnounced; ++i) {
    const SceneNode& node = panel.scene.nodes[static_cast<size_t>(i)];
    if (!node.box.meets(seen)) continue;
    ++announced;
    const Rect rect = panel.view.rect(node.box);
    const ImGuiID id = Ui::id("node." + node.id);
    const std::string words = words_of(context, node);
    ui.tree.add(id,
                {.role = a11y::Role::kOption,
                 .name = node.title,
                 .value = words,
                 .states = panel.marked.contains(node.id) ? uint32_t{a11y::kSelected} : 0u,
                 .index = i,
                 .count = count},
                rect, rect.intersect(panel.view.area), false, false);
    if (ui.activated_remotely(id)) panel.select(node.id);
  }
  for (const auto& edge : panel.scene.edges) {
    if (announced >= kMostAnnounced || !edge.bounds.meets(seen)) continue;
    ++announced;
    const ImVec2 at = panel.view.at(edge.label_at);
    const Rect rect{at.x - 8, at.y - 8, 16, 16};
    ui.tree.add(Ui::id("edge." + edge.id),
                {.role = a11y::Role::kOption,
                 .name = edge.title,
                 .value = edge.label,
                 .states = panel.marked.contains(edge.id) ? uint32_t{a11y::kSelected} : 0u},
                rect, rect.intersect(panel.view.area), false, false);
  }
}

// Groups and notes: few, so that all of them are announced.
void announce_frames(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const auto tell = [&](const std::string& id, std::string_view name, std::string_view value,
                        const CanvasBox& box, uint32_t states) {
    const Rect rect = panel.view.rect(box);
    if (panel.marked.contains(id)) states |= a11y::kSelected;
    const ImGuiID own = Ui::id("frame." + id);
    ui.tree.add(own, {.role = a11y::Role::kOption, .name = name, .value = value, .states = states},
                rect, rect.intersect(panel.view.area), false, false);
    if (ui.activated_remotely(own)) panel.select(id);
  };
  for (const auto& group : panel.scene.groups) {
    const std::string value = std::string(ui.tr(Key::designer_group)) + ", " +
                              ui.tr(Key::designer_group_nodes, {std::to_string(group.nodes)});
    tell(group.id, group.title, value, group.box,
         group.collapsed ? a11y::kCollapsed : a11y::kExpanded);
  }
  for (const auto& note : panel.scene.notes)
    tell(note.id, note.text, ui.tr(Key::designer_note), note.box, 0);
}

// While the keyboard draws an edge: where it would lead, and what to press.
void draw_connecting(DesignerContext& context) {
  Ui& ui = context.ui;
  const DesignerPanel& panel = context.panel;
  if (panel.connecting.empty()) return;
  const std::string text =
      panel.connect_to.empty()
          ? ui.tr(Key::designer_connect_how, {context.title_of(panel.connecting)})
          : ui.tr(Key::designer_connect_to,
                  {context.title_of(panel.connecting), context.title_of(panel.connect_to)});
  const Rect area = panel.view.area;
  const float width = std::min(area.w - 24, text_size(ui, text, {}).x + 28);
  const Rect bar{std::round(area.center().x - width / 2), area.y + 12, width, 32};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(bar.min(), bar.max(), ui.theme.tooltip, space::kRadius);
  draw_text(ui, list, bar, text,
            {type::kBase, Weight::kRegular, ui.theme.on_tooltip, Align::kCenter});
  ui.announce({.role = a11y::Role::kStatus, .name = text}, bar);
}

// The title is typed where it stands.
void draw_title_edit(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  if (panel.editing.empty()) return;
  const CanvasBox box = panel.scene.box_of(panel.editing);
  const std::string id = panel.editing;
  if (box.w == 0) return panel.editing.clear();
  Rect rect = panel.view.rect(box);
  rect = {rect.x + 10, rect.y + 4, std::max(120.0f, rect.w - 20), 28};
  std::string value;
  if (const auto* node = app::designer::find_node(context.content(), id)) value = node->title;
  for (const CanvasNote& note : context.content().drawing.notes) {
    if (note.note == id) value = note.text;
  }
  for (const NodeGroup& group : context.content().drawing.groups) {
    if (group.group == id) value = group.title;
  }
  const auto result = text_field(ui, rect,
                                 {.id = "title-edit",
                                  .label = ui.tr(Key::designer_node_title),
                                  .value = value,
                                  .autofocus = true});
  if (result.committed && result.text != value) {
    context.edit(Key::designer_step_title, {result.text}, [id, text = result.text](auto& document) {
      app::designer::set_title(document, id, text);
    });
  }
  if (result.committed || result.cancelled) {
    panel.editing.clear();
    panel.wants_focus = true;
  }
}

}  // namespace

void DesignerContext::push(app::designer::Intent intent) {
  actions.push(std::move(intent));
}

void DesignerContext::edit(app::Key step, std::vector<std::string> words,
                           std::function<void(TemplateDocument&)> change) {
  if (may_edit()) push(app::designer::Edit{step, std::move(words), std::move(change)});
}

std::string DesignerContext::title_of(std::string_view id) const {
  return app::designer::node_title(model(), id, ui.locale);
}

std::string DesignerContext::fee(std::string_view category) const {
  return app::designer::fee_text(category, ui.locale, &state.prices.file);
}

bool draw_canvas(DesignerContext& context, const Rect& area) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const bool first = panel.view.area.w == 0;
  panel.view.area = area;
  follow_document(context);
  if (std::exchange(panel.wants_begin, false) || first) panel.view.begin(panel.scene.everything);
  if (std::exchange(panel.wants_fit, false)) panel.view.fit(panel.scene.everything);
  if (std::exchange(panel.wants_reveal, false) && !panel.selected.empty())
    panel.view.reveal(panel.scene.box_of(panel.selected.back()));
  const std::string words =
      ui.tr(Key::designer_canvas_words,
            {std::to_string(panel.scene.nodes.size()), std::to_string(panel.scene.edges.size())});
  ImGui::PushID("canvas");
  // What lies on it takes the pointer there; elsewhere a press needs no frame that hovers before.
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (panel.tools.contains(mouse) || panel.crumbs.contains(mouse)) ImGui::SetNextItemAllowOverlap();
  const Interaction it = interact(ui, Ui::id("drawing"), area,
                                  {.role = a11y::Role::kListbox,
                                   .name = ui.tr(Key::designer_canvas),
                                   .value = words,
                                   .count = static_cast<int>(panel.scene.nodes.size())},
                                  {.on_press = true, .cursor = "default"});
  if (std::exchange(panel.wants_focus, false)) {
    ui.set_focus(it.id, ui.focus.ring);
    ui.output->request_repaint(0);
  }
  handle_pointer(context, it);
  handle_keys(context, it);
  panel.marked = {panel.selected.begin(), panel.selected.end()};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(area.min(), area.max(), true);
  draw_scene(context, list);
  draw_others_at_nodes(context, list);
  draw_tokens(context, list);
  draw_gesture(context, list);
  list->PopClipRect();
  ui.tree.begin_within(it.id);
  announce(context);
  announce_frames(context);
  ui.tree.end();
  draw_connecting(context);
  draw_title_edit(context);
  draw_context_menu(context, it);
  if (it.ring) focus_ring(ui, list, area.inset(2), 4);
  draw_quick_add(context);
  ImGui::PopID();
  return it.focused;
}

}  // namespace fenming::ui
