// What pointer, keys, menus and commands do to the drawing: each one step of history.
#include "app/designer/layout.h"
#include "app/designer/words.h"
#include "codec/json.h"
#include "ui/designer/designer_screen.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

Ids nodes_in(const DesignerContext& context) {
  Ids nodes;
  for (const std::string& id : context.panel.selected) {
    if (find_node(context.content(), id) != nullptr) nodes.push_back(id);
  }
  return nodes;
}

}  // namespace

void delete_selected(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  if (panel.selected.empty()) return;
  const Ids ids = std::exchange(panel.selected, {});
  const std::string what =
      ids.size() == 1 ? context.title_of(ids.front()) : std::to_string(ids.size());
  context.edit(Key::designer_step_remove, {what}, [ids](TemplateDocument& document) {
    Ids nodes, others;
    for (const std::string& id : ids)
      (find_node(document, id) != nullptr ? nodes : others).push_back(id);
    remove_parts(document, others);
    remove_bridging(document, nodes);
  });
}

void duplicate_selected(DesignerContext& context) {
  const Ids ids = context.panel.selected;
  if (ids.empty()) return;
  constexpr int32_t kAside = 3 * kGrid;
  TemplateDocument trial = context.content();
  context.panel.selected = insert_parts(trial, extract(trial, ids), {kAside, kAside}, false);
  context.edit(Key::designer_step_duplicate, {std::to_string(ids.size())},
               [ids](TemplateDocument& document) {
                 insert_parts(document, extract(document, ids), {kAside, kAside}, false);
               });
}

void copy_selected(DesignerContext& context, bool cut) {
  const Ids ids = context.panel.selected;
  if (ids.empty()) return;
  context.ui.output->clipboard = write_template_document(extract(context.content(), ids));
  if (cut && context.may_edit()) delete_selected(context);
}

void paste_parts(DesignerContext& context, bool keep_links) {
  const Result<TemplateDocument> parts = read_template_document(context.ui.input->pasted);
  if (!parts) {
    context.actions.push(app::ShowToast{app::ToastKind::kWarn,
                                        std::string(context.ui.tr(Key::designer_cannot_paste))});
    return;
  }
  // They come to the middle of what is seen, unless they come from here: then a little aside.
  const CanvasBox box = Places(*parts).everything();
  const CanvasBox seen = context.panel.view.seen();
  CanvasPoint by{3 * kGrid, 3 * kGrid};
  if (!box.meets(seen)) {
    by = on_grid(CanvasPoint{seen.center().x - box.center().x, seen.center().y - box.center().y});
  }
  // The ids are known before: the document does not change until this frame is over.
  TemplateDocument trial = context.content();
  context.panel.selected = insert_parts(trial, *parts, by, keep_links);
  context.edit(Key::designer_step_paste, {std::to_string(parts->model.nodes.size())},
               [parts = *parts, by, keep_links](TemplateDocument& document) {
                 insert_parts(document, parts, by, keep_links);
               });
}

void connect_nodes(DesignerContext& context, const std::string& from, const std::string& to) {
  TemplateDocument trial = context.content();
  const std::string edge = connect(trial, from, to);
  if (edge.empty()) return;
  context.edit(Key::designer_step_connect, {context.title_of(from), context.title_of(to)},
               [from, to](TemplateDocument& document) { connect(document, from, to); });
  context.panel.select(edge);
}

void add_at(DesignerContext& context, workflow::NodeKind kind, std::optional<CanvasPoint> at,
            const std::string& from, const std::string& edge) {
  const std::string title(kind_text(kind, context.ui.locale));
  context.panel.select(fresh_id(context.content(), workflow::node_kind_name(kind)));
  context.panel.wants_reveal = true;
  context.panel.wants_focus = true;
  context.edit(Key::designer_step_add, {title}, [=](TemplateDocument& document) {
    if (!at) {
      append_node(document, from, kind, title);
      return;
    }
    const std::string id = add_node(document, kind, *at, title);
    if (!from.empty()) connect(document, from, id);
    if (!edge.empty()) split_edge(document, edge, id);
  });
}

void tidy_selected(DesignerContext& context) {
  const Ids nodes = context.panel.selected.size() > 1 ? nodes_in(context) : Ids{};
  context.edit(Key::designer_step_tidy, {},
               [nodes](TemplateDocument& document) { tidy(document, nodes); });
  if (nodes.empty()) context.panel.wants_fit = true;
}

void group_selected(DesignerContext& context) {
  const Ids ids = context.panel.selected;
  const std::string title(context.ui.tr(Key::designer_group));
  if (ids.empty()) return;
  const std::string group = fresh_id(context.content(), "group");
  context.edit(Key::designer_step_group, {},
               [ids, title](TemplateDocument& document) { group_parts(document, ids, title); });
  context.panel.select(group);
}

void ungroup_selected(DesignerContext& context) {
  const Ids ids = context.panel.selected;
  context.edit(Key::designer_step_ungroup, {},
               [ids](TemplateDocument& document) { ungroup(document, ids); });
}

bool open_group(DesignerContext& context, std::string_view id) {
  DesignerPanel& panel = context.panel;
  for (const SceneGroup& group : panel.scene.groups) {
    if (group.id != id || !group.collapsed) continue;
    panel.inside = group.id;
    panel.selected.clear();
    panel.wants_fit = true;
    return true;
  }
  return false;
}

void set_group_closed(DesignerContext& context, const std::string& id, bool closed) {
  context.edit(Key::designer_step_group, {},
               [id, closed](TemplateDocument& document) { set_collapsed(document, id, closed); });
}

void add_note_here(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  const std::string about = panel.one_selected();
  const CanvasBox box = panel.scene.box_of(about);
  const CanvasPoint at =
      box.w > 0 ? CanvasPoint{box.right() + 40, box.y} : panel.view.seen().center();
  const std::string id = fresh_id(context.content(), "note");
  context.edit(Key::designer_step_note, {},
               [at, about](TemplateDocument& document) { add_note(document, at, about); });
  panel.select(id);
  panel.editing = id;
}

void toggle_disabled(DesignerContext& context) {
  const Ids nodes = nodes_in(context);
  bool all = !nodes.empty();
  for (const std::string& id : nodes) {
    const SceneNode* node = context.panel.scene.node(id);
    all = all && node != nullptr && node->disabled;
  }
  context.edit(Key::designer_step_disable, {},
               [nodes, all](TemplateDocument& document) { set_disabled(document, nodes, !all); });
}

void align_selected(DesignerContext& context, Alignment alignment) {
  const Ids ids = context.panel.selected;
  context.edit(Key::designer_step_align, {}, [ids, alignment](TemplateDocument& document) {
    align_parts(document, ids, alignment);
  });
}

void ask_quick_add(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  if (!context.may_edit()) return;
  panel.quick = {};
  panel.quick.wanted = true;
  const std::string one = panel.one_selected();
  const auto* node = find_node(context.content(), one);
  if (node != nullptr && !workflow::is_final(node->kind)) panel.quick.from = one;
  if (panel.scene.edge(one) != nullptr) {
    panel.quick.edge = one;
    const CanvasPoint at = panel.scene.edge(one)->label_at;
    panel.quick.at = CanvasPoint{at.x - kNodeWidth / 2, at.y - kNodeHeight / 2};
  }
  if (panel.quick.from.empty() && panel.quick.edge.empty()) {
    const CanvasPoint middle = panel.view.seen().center();
    panel.quick.at = CanvasPoint{middle.x - kNodeWidth / 2, middle.y - kNodeHeight / 2};
  }
}

void show_finding(DesignerContext& context, int index) {
  DesignerPanel& panel = context.panel;
  if (!context.own().report) return;
  const auto& findings = context.own().report->findings;
  if (index < 0 || static_cast<size_t>(index) >= findings.size()) return;
  const workflow::FlowFinding& finding = findings[static_cast<size_t>(index)];
  panel.selected = finding.nodes.empty() ? finding.edges : Ids{finding.nodes.front()};
  panel.problem = index;
  panel.inside.clear();
  panel.wants_reveal = true;
}

void select_all(DesignerContext& context) {
  DesignerPanel& panel = context.panel;
  panel.selected.clear();
  for (const SceneNode& node : panel.scene.nodes)
    panel.selected.push_back(node.id);
  for (const SceneNote& note : panel.scene.notes)
    panel.selected.push_back(note.id);
}

}  // namespace fenming::ui
