// The selected edge as a form: when it is taken, and when before others. Several parts as a form:
// how they stand to each other.
#include "app/designer/words.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {

using app::Key;
using namespace app::designer;
using namespace workflow;

void draw_edge_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const Edge* edge = find_edge(context.content(), context.panel.one_selected());
  if (edge == nullptr) return;
  ImGui::PushID(edge->edge.c_str());
  const Rect area = begin_scroll(ui, "edge", rect);
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  heading(ui, rest.cut_top(26), edge_title(context.content(), edge->edge, ui.locale), 2,
          {type::kTitle, Weight::kSemibold});
  label(ui, rest.cut_top(20, 8), ui.tr(Key::designer_edge),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const Node* from = find_node(context.content(), edge->from);
  if (from != nullptr && from->kind == NodeKind::kSplit) {
    form_words(context, rest, ui.tr(Key::designer_split_edge));
  } else {
    if (checkbox(
            ui, rest.cut_top(26, 8),
            {.id = "else", .label = ui.tr(Key::designer_is_else), .disabled = !context.may_edit()},
            edge->otherwise)) {
      context.edit(Key::designer_step_condition,
                   {edge_title(context.content(), edge->edge, ui.locale)},
                   [id = edge->edge, on = !edge->otherwise](TemplateDocument& document) {
                     set_otherwise(document, id, on);
                   });
    }
    form_section(context, rest, Key::designer_when);
    form_words(context, rest,
               edge->otherwise ? std::string(ui.tr(Key::designer_else_help))
               : edge->when    ? edge_note(context.content(), *edge, ui.locale)
                               : std::string(ui.tr(Key::designer_always)));
    if (!edge->otherwise) draw_condition(context, rest, *edge);
    form_section(context, rest, Key::designer_order);
    Rect row = rest.cut_top(space::kControl, 8);
    for (const int direction : {-1, 1}) {
      const Key name = direction < 0 ? Key::designer_earlier : Key::designer_later;
      if (button_left(ui, row, {.label = ui.tr(name), .disabled = !context.may_edit()})) {
        context.edit(Key::designer_step_order, {}, [id = edge->edge, direction](auto& document) {
          move_edge(document, id, direction);
        });
      }
    }
  }
  end_scroll(area, rest.y + 12);
  ImGui::PopID();
}

void draw_many_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  Rect rest = rect;
  heading(ui, rest.cut_top(30),
          ui.tr(Key::designer_selected, {std::to_string(context.panel.selected.size())}), 2,
          {type::kTitle, Weight::kSemibold});
  form_section(context, rest, Key::designer_align);
  struct Choice {
    Key name;
    Alignment alignment;
  };
  constexpr std::array kChoices = {Choice{Key::designer_align_left, Alignment::kLeft},
                                   Choice{Key::designer_align_center, Alignment::kCenter},
                                   Choice{Key::designer_align_right, Alignment::kRight},
                                   Choice{Key::designer_align_top, Alignment::kTop},
                                   Choice{Key::designer_align_middle, Alignment::kMiddle},
                                   Choice{Key::designer_align_bottom, Alignment::kBottom}};
  for (size_t i = 0; i < kChoices.size(); i += 3) {
    Rect row = rest.cut_top(space::kControl, 8);
    for (size_t k = i; k < i + 3; ++k) {
      if (button_left(ui, row, {.label = ui.tr(kChoices[k].name), .disabled = !context.may_edit()}))
        align_selected(context, kChoices[k].alignment);
    }
  }
  form_section(context, rest, Key::designer_distribute);
  Rect row = rest.cut_top(space::kControl, 8);
  for (const bool horizontally : {true, false}) {
    const Key name = horizontally ? Key::designer_horizontally : Key::designer_vertically;
    if (button_left(ui, row, {.label = ui.tr(name), .disabled = !context.may_edit()})) {
      context.edit(Key::designer_step_align, {},
                   [ids = context.panel.selected, horizontally](auto& document) {
                     distribute_parts(document, ids, horizontally);
                   });
    }
  }
  form_section(context, rest, Key::designer_more);
  Rect more = rest.cut_top(space::kControl, 8);
  if (button_left(ui, more, {.label = ui.tr(Key::keys_tidy), .disabled = !context.may_edit()}))
    tidy_selected(context);
  if (button_left(ui, more, {.label = ui.tr(Key::keys_group), .disabled = !context.may_edit()}))
    group_selected(context);
}

}  // namespace fenming::ui
