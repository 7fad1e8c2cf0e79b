// The selected group as a form: its title, and what can be done with it.
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {

using app::Key;
using namespace app::designer;

void draw_group_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const std::string id = context.panel.one_selected();
  const auto& groups = context.content().drawing.groups;
  const auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const NodeGroup& one) { return one.group == id; });
  if (group == groups.end()) return;
  const size_t nodes = Places(context.content()).nodes_in(id).size();
  ImGui::PushID(id.c_str());
  Rect rest = rect;
  heading(ui, rest.cut_top(26), group->title, 2, {type::kTitle, Weight::kSemibold});
  label(ui, rest.cut_top(20, 8), ui.tr(Key::designer_group_nodes, {std::to_string(nodes)}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const auto title =
      form_text(context, rest,
                {.id = "title", .label = ui.tr(Key::designer_node_title), .value = group->title});
  if (title) {
    context.edit(
        Key::designer_step_title, {*title},
        [id, text = *title](TemplateDocument& document) { set_title(document, id, text); });
  }
  Rect row = rest.cut_top(space::kControl, 8);
  const bool folded = group->collapsed;
  if (folded && button_left(ui, row, {.id = "open", .label = ui.tr(Key::designer_group_open)}))
    open_group(context, id);
  if (context.may_edit()) {
    const Key fold = folded ? Key::prices_unfold : Key::prices_fold;
    if (button_left(ui, row, {.id = "fold", .label = ui.tr(fold)}))
      set_group_closed(context, id, !folded);
    if (button_left(ui, row, {.id = "ungroup", .label = ui.tr(Key::keys_ungroup)}))
      ungroup_selected(context);
  }
  ImGui::PopID();
}

}  // namespace fenming::ui
