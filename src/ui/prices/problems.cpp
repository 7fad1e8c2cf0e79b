// What the checks found: a line per finding, which leads to its place and shows its witness.
#include <string>

#include "app/prices/flow.h"
#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

void jump(PricesContext& context, const Finding& finding) {
  const prices::FindingPlace place = prices::place_of(finding);
  if (place.section == prices::Section::kTiers && place.row >= 0)
    return select_tier(context, place.row);
  const auto tab = static_cast<PricesTab>(place.section);
  if (place.row >= 0) context.panel.next_row = place.row;
  go_to_tab(context, tab);
}

void draw_finding(PricesContext& context, Rect row, int index) {
  Ui& ui = context.ui;
  const Finding& finding = context.prices().findings[static_cast<size_t>(index)];
  const bool error = finding.severity == Severity::kError;
  const std::string text = prices::finding_text(finding, context.document().version, ui.locale);
  ImGui::PushID(index);
  Rect line = row;
  if (finding.witness) {
    const float width = text_size(ui, ui.tr(Key::prices_witness), {type::kSmall}).x + 4;
    if (link(ui, line.cut_right(width, 12).middle(24), ui.tr(Key::prices_witness)))
      context.push(prices::OpenWitness{index});
  }
  const Interaction it =
      interact(ui, Ui::id("finding"), line,
               {.role = a11y::Role::kListItem,
                .name = text,
                .value = ui.tr(error ? Key::prices_error : Key::prices_warning)});
  ImGui::PopID();
  if (it.pressed) jump(context, finding);
  if (!it.shown) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (it.hovered) fill(list, line, ui.theme.hover, 4);
  draw_icon(list, {line.x + 6, line.y, 18, line.h}, error ? Icon::kError : Icon::kWarning,
            error ? ui.theme.bad : ui.theme.warn);
  std::string shown = text;
  if (finding.certainty == Certainty::kUndecided)
    shown += "  " + ui.tr(Key::prices_undecided, {std::to_string(finding.boxes)});
  draw_text(ui, list, {line.x + 32, line.y, line.w - 36, line.h}, shown, {});
  if (it.ring) focus_ring(ui, list, line, 4);
}

}  // namespace

void draw_problems(PricesContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const auto& findings = context.prices().findings;
  const prices::Document& document = context.document();
  Rect content = card(ui, rect, 0).inset(12, 5);
  Rect head = content.cut_top(32);
  int errors = 0;
  for (const Finding& finding : findings)
    errors += finding.severity == Severity::kError ? 1 : 0;
  const int warnings = static_cast<int>(findings.size()) - errors;
  const bool stale = document.checked != document.edits;
  if (!findings.empty() &&
      button_right(
          ui, head,
          {.id = "problems",
           .label = ui.tr(context.panel.problems_open ? Key::prices_fold : Key::prices_unfold),
           .icon = context.panel.problems_open ? Icon::kChevronDown : Icon::kChevronUp,
           .kind = ButtonKind::kQuiet,
           .icon_only = true}))
    context.panel.problems_open = !context.panel.problems_open;
  const std::string_view title = ui.tr(Key::prices_problems);
  const TextStyle style{type::kBase, Weight::kSemibold};
  heading(ui, {head.x + 2, head.y, 200, head.h}, title, 2, style);
  float x = head.x + text_size(ui, title, style).x + 14;
  if (errors > 0)
    x += badge(ui, x, head, ui.tr(Key::prices_errors, {std::to_string(errors)}), Tone::kBad) + 6;
  if (warnings > 0)
    x += badge(ui, x, head, ui.tr(Key::prices_warnings, {std::to_string(warnings)}), Tone::kWarn) +
         6;
  if (findings.empty() && !stale)
    x += badge(ui, x, head, ui.tr(Key::prices_no_problems), Tone::kGood) + 6;
  if (stale)
    label(ui, {x, head.y, 200, head.h}, ui.tr(Key::prices_checking),
          {type::kSmall, Weight::kRegular, ui.theme.tertiary});
  if (!context.panel.problems_open || findings.empty()) return;
  Rect area = begin_scroll(ui, "findings", content);
  Rect rest = area;
  rest.h = 1e6f;
  rest.w -= 12;
  for (int i = 0; i < static_cast<int>(findings.size()); ++i)
    draw_finding(context, rest.cut_top(32, 2), i);
  end_scroll(area, rest.y);
}

}  // namespace fenming::ui
