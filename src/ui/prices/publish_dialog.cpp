// Publishing: from when, what the checks found, and beside it what the change does. Where the
// company wants a second person the same dialog hands the draft in.
#include <algorithm>
#include <string>
#include <utility>

#include "app/prices/flow.h"
#include "app/prices/view.h"
#include "base/civil_time.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr float kFormWidth = 330;

// Why publishing is not possible now; empty where it is.
std::string_view publish_obstacle(const PricesContext& context) {
  const Ui& ui = context.ui;
  const prices::State& own = context.prices();
  if (prices::has_errors(own)) return ui.tr(Key::prices_publish_errors);
  if (prices::has_unsaved(own)) return ui.tr(Key::prices_save_first);
  const auto codes = prices::warning_codes(own);
  for (const std::string& code : codes) {
    const auto& known = context.panel.acknowledged;
    if (std::find(known.begin(), known.end(), code) == known.end())
      return ui.tr(Key::prices_publish_warnings);
  }
  return {};
}

void draw_acknowledge(PricesContext& context, Rect area) {
  Ui& ui = context.ui;
  auto& known = context.panel.acknowledged;
  Rect scroll = begin_scroll(ui, "publish-findings", area);
  Rect rest = scroll;
  rest.h = 1e6f;
  const auto& findings = context.prices().findings;
  std::vector<std::string> seen;
  for (size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    const std::string text = prices::finding_text(finding, context.document().version, ui.locale);
    Rect row = rest.cut_top(30);
    ImGui::PushID(static_cast<int>(i));
    if (finding.severity == Severity::kError) {
      draw_icon(ImGui::GetWindowDrawList(), row.cut_left(18, 8), Icon::kError, ui.theme.bad);
      label(ui, row, text);
    } else {
      const auto at = std::find(known.begin(), known.end(), finding.code);
      if (checkbox(ui, row, {.id = "known", .label = text}, at != known.end())) {
        if (at == known.end())
          known.push_back(finding.code);
        else
          known.erase(at);
      }
    }
    ImGui::PopID();
  }
  if (findings.empty()) {
    Rect row = rest.cut_top(30);
    draw_icon(ImGui::GetWindowDrawList(), row.cut_left(18, 8), Icon::kCheck, ui.theme.good);
    label(ui, row, ui.tr(Key::prices_no_problems));
  }
  end_scroll(scroll, rest.y);
}

void begin_publish(PricesContext& context) {
  PricesPanel& panel = context.panel;
  const prices::Document& document = context.document();
  const int32_t today = app::local_today(context.state.surroundings);
  panel.publish_from = format_date(std::max(today, document.version.from));
  panel.publish_note.clear();
  panel.acknowledged.clear();
  context.push(prices::DismissProblem{});
  context.push(prices::SaveNow{});
  context.push(prices::OpenReview{document.book, document.base, 0});
  panel.publishing = true;
  panel.reviewed = false;
  open_dialog(context.ui, "publish-dialog");
}

// From when, the word for the second person, and what the checks found.
void draw_form(PricesContext& context, Rect content, std::string_view obstacle) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  const int32_t today = app::local_today(context.state.surroundings);
  const auto from = labelled_date(ui, content.cut_top(90, 6),
                                  {{.id = "publish-from",
                                    .label = ui.tr(Key::prices_publish_from),
                                    .value = panel.publish_from,
                                    .hint = "2026-12-01",
                                    .error = context.problem_at("publish")},
                                   today,
                                   today},
                                  panel.publish_date, ui.tr(Key::prices_publish_from_help));
  if (from.committed || from.changed) panel.publish_from = from.text;
  if (context.state.settings.company.second_person) {
    const auto note = labelled_field(ui, content.cut_top(56, 10),
                                     {.id = "publish-note",
                                      .label = ui.tr(Key::prices_submit_note),
                                      .value = panel.publish_note});
    if (note.committed || note.changed) panel.publish_note = note.text;
  }
  label(ui, content.cut_top(22, 2), ui.tr(Key::prices_publish_findings),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  if (!obstacle.empty()) {
    Rect line = content.cut_bottom(40, 6);
    ui.announce({.role = a11y::Role::kStatus, .name = obstacle}, line);
    paragraph(ui, line, obstacle, {type::kSmall, Weight::kRegular, ui.theme.warn});
  }
  draw_acknowledge(context, content);
}

}  // namespace

void draw_publish(PricesContext& context) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  const prices::State& own = context.prices();
  if (std::exchange(panel.wants_publish, false)) begin_publish(context);
  const bool hands_in = context.state.settings.company.second_person;
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui,
          {.id = "publish-dialog",
           .title = ui.tr(hands_in ? Key::prices_submit_title : Key::prices_publish_title),
           .width = 1080,
           .height = 640},
          content, closed)) {
    if (std::exchange(panel.publishing, false)) context.push(prices::CloseReview{});
    return;
  }
  Rect foot = content.cut_bottom(space::kControl, 12);
  const std::string_view obstacle = publish_obstacle(context);
  draw_form(context, content.cut_left(kFormWidth, 24), obstacle);
  vertical_line(ImGui::GetWindowDrawList(), content.x - 12, content.y, content.bottom(),
                ui.theme.faint_line);
  draw_review(context, content);
  const Key idle = hands_in ? Key::prices_submit : Key::prices_publish;
  const Key busy = hands_in ? Key::prices_submitting : Key::prices_publishing;
  if (button_right(ui, foot,
                   {.id = "publish-now",
                    .label = ui.tr(own.publishing ? busy : idle),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !obstacle.empty() || own.publishing}))
    context.push(prices::Publish{panel.publish_from, panel.acknowledged, panel.publish_note});
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  // What was published or handed in is no longer reviewed.
  const bool done = !context.document().is_draft() || (panel.reviewed && !own.review);
  panel.reviewed = own.review != nullptr;
  if (closed || done) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
