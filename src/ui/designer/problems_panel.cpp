// What the verifier says: a verdict for each group, and each finding with the way that leads to it
// and the correction that it offers.
#include "app/designer/words.h"
#include "engine/workflow/verify/fix.h"
#include "ui/designer/designer_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kProved:
      return Tone::kGood;
    case Verdict::kRefuted:
      return Tone::kBad;
    default:
      return Tone::kWarn;
  }
}

void draw_verdicts(DesignerContext& context, Rect row) {
  Ui& ui = context.ui;
  for (size_t i = 0; i < kGroupCount; ++i) {
    const auto group = static_cast<Group>(i);
    const Verdict verdict = context.own().report->verdict(group);
    const std::string text = ui.tr(
        Key::designer_verdict, {group_text(group, ui.locale), verdict_text(verdict, ui.locale)});
    if (row.w < badge_width(ui, text)) return;
    row.cut_left(badge(ui, row.x, row, text, tone_of(verdict)), 6);
  }
}

void draw_finding(DesignerContext& context, Rect line, int index) {
  Ui& ui = context.ui;
  const FlowFinding& finding = context.own().report->findings[static_cast<size_t>(index)];
  const bool error = finding.refutes();
  const std::string text =
      finding_text(context.content(), finding, ui.locale, &context.state.prices.file);
  std::string where;
  if (!finding.nodes.empty())
    where = context.title_of(finding.nodes.front());
  else if (!finding.edges.empty())
    where = edge_title(context.content(), finding.edges.front(), ui.locale);
  ImGui::PushID(index);
  const bool fixable = finding.fix && context.may_edit();
  const std::string words = fixable ? fix_text(*finding.fix, ui.locale) : std::string();
  Rect fix;
  if (fixable) fix = line.cut_right(text_size(ui, words, {type::kSmall}).x + 4, 12).middle(24);
  const Interaction it =
      interact(ui, Ui::id("finding"), line,
               {.role = a11y::Role::kListItem,
                .name = where.empty() ? text : where + ": " + text,
                .value = ui.tr(error ? Key::prices_error : Key::prices_warning)});
  ui.tree.begin_within(it.id);
  if (fixable && link(ui, fix, words, type::kSmall, "fix")) {
    context.edit(Key::designer_step_fix, {words}, [fix = *finding.fix](TemplateDocument& document) {
      document.model = apply_fix(std::move(document.model), fix);
    });
    // The next finding takes this one's place, and with it the focus; after the last there is none.
    context.panel.wants_focus |= context.own().report->findings.size() == 1;
  }
  ui.tree.end();
  ImGui::PopID();
  if (it.pressed) show_finding(context, index);
  if (!it.shown) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (it.hovered || context.panel.problem == index) fill(list, line, ui.theme.hover, 4);
  draw_icon(list, {line.x + 6, line.y, 18, line.h}, error ? Icon::kError : Icon::kWarning,
            error ? ui.theme.bad : ui.theme.warn);
  Rect told{line.x + 32, line.y, line.w - 36, line.h};
  if (!where.empty()) {
    const TextStyle style{type::kBase, Weight::kSemibold};
    const float width = std::min(told.w * 0.4f, text_size(ui, where, style).x);
    draw_text(ui, list, told.cut_left(width, 10), where, style);
  }
  draw_text(ui, list, told, text, fitted(ui, text, {}, told.w));
  if (it.ring) focus_ring(ui, list, line, 4);
}

// The way of the finding that is looked at.
void draw_example(DesignerContext& context, Rect& rest) {
  const int index = context.panel.problem;
  if (index < 0 || static_cast<size_t>(index) >= context.own().report->findings.size()) return;
  const FlowFinding& finding = context.own().report->findings[static_cast<size_t>(index)];
  if (!finding.example) return;
  Ui& ui = context.ui;
  std::string text =
      ui.tr(Key::designer_way, {path_text(context.content(), *finding.example, ui.locale)});
  for (const PathValue& value : finding.example->values) {
    const std::string_view fact = value.fact;
    const std::string name =
        fact.starts_with("field.") ? field_title(context.model(), fact.substr(6)) : value.fact;
    text += "  ·  " + name + " = " +
            (value.value.empty() ? std::string(ui.tr(Key::designer_is_missing)) : value.value);
  }
  small_print(ui, rest, text, ui.theme.secondary, 6);
}

}  // namespace

void draw_flow_problems(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  Rect content = card(ui, rect, 0).inset(12, 5);
  Rect head = content.cut_top(30, 2);
  const auto& report = context.own().report;
  const std::string_view title = ui.tr(Key::prices_problems);
  const TextStyle style{type::kBase, Weight::kSemibold};
  heading(ui, head.cut_left(text_size(ui, title, style).x + 4, 12), title, 2, style);
  if (!report) return label(ui, head, ui.tr(Key::designer_checking)), void();
  if (!report->findings.empty() &&
      button_right(
          ui, head,
          {.id = "problems",
           .label = ui.tr(context.panel.problems_open ? Key::prices_fold : Key::prices_unfold),
           .icon = context.panel.problems_open ? Icon::kChevronDown : Icon::kChevronUp,
           .kind = ButtonKind::kQuiet,
           .icon_only = true}))
    context.panel.problems_open = !context.panel.problems_open;
  draw_verdicts(context, head);
  if (report->findings.empty() || !context.panel.problems_open) return;
  draw_example(context, content);
  const Rect area = begin_scroll(ui, "findings", content);
  Rect rest = area;
  rest.h = 1e6f;
  const std::string count = std::to_string(report->findings.size());
  ui.tree.begin(0, {.role = a11y::Role::kList, .name = title, .value = count}, area,
                visible_part(area));
  for (size_t i = 0; i < report->findings.size(); ++i)
    draw_finding(context, rest.cut_top(28), static_cast<int>(i));
  ui.tree.end();
  end_scroll(area, rest.y);
}

}  // namespace fenming::ui
