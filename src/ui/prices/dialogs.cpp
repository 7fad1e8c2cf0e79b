// Dialogs of the prices screen: new book, publish, discard, a witness.
#include <algorithm>
#include <array>
#include <string>

#include "app/prices/flow.h"
#include "app/prices/view.h"
#include "base/civil_time.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

void finish(bool closed) {
  if (closed) close_popup();
}

std::string_view problem_at(const PricesContext& context, std::string_view place) {
  const prices::State& own = context.prices();
  return own.problem_place == place ? std::string_view(own.problem) : std::string_view();
}

void draw_create(PricesContext& context) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  if (std::exchange(panel.wants_create, false)) {
    panel.new_code.clear();
    panel.new_name.clear();
    open_dialog(ui, "create");
  }
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui, {.id = "create", .title = ui.tr(Key::prices_new_book), .width = 440, .height = 320},
          content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  const std::array relations = {prices::relation_text(Relation::kCustomerCompany, ui.locale),
                                prices::relation_text(Relation::kCompanyTechnician, ui.locale)};
  const int relation =
      segmented(ui, content.cut_top(space::kControl, 12),
                {.id = "relation", .label = ui.tr(Key::prices_relation), .options = relations},
                1 - panel.new_relation);
  if (relation >= 0) panel.new_relation = 1 - relation;
  const auto name = labelled_field(ui, content.cut_top(72),
                                   {.id = "book-name",
                                    .label = ui.tr(Key::prices_book_name),
                                    .value = panel.new_name,
                                    .hint = ui.tr(Key::prices_book_name_hint)});
  if (name.committed || name.changed) panel.new_name = name.text;
  const auto code = labelled_field(ui, content.cut_top(72),
                                   {.id = "book-code",
                                    .label = ui.tr(Key::prices_book_code),
                                    .value = panel.new_code,
                                    .hint = "technician",
                                    .error = problem_at(context, "create")},
                                   ui.tr(Key::prices_book_code_help));
  if (code.committed || code.changed) panel.new_code = code.text;
  const bool ready = !panel.new_name.empty() && !panel.new_code.empty();
  if (button_right(ui, foot,
                   {.id = "create-now",
                    .label = ui.tr(Key::prices_create),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !ready})) {
    context.push(prices::CreateBook{
        panel.new_code, panel.new_name,
        panel.new_relation == 0 ? Relation::kCompanyTechnician : Relation::kCustomerCompany});
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  // The book that was asked for is there: done.
  const bool created = prices::find_book(context.prices(), panel.new_code) != nullptr &&
                       context.document().book == panel.new_code;
  finish(closed || (created && context.prices().problem.empty()));
  end_dialog(ui);
}

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

void draw_publish(PricesContext& context) {
  Ui& ui = context.ui;
  PricesPanel& panel = context.panel;
  const prices::State& own = context.prices();
  if (std::exchange(panel.wants_publish, false)) {
    const int32_t today = app::local_today(context.state.surroundings);
    panel.publish_from = format_date(std::max(today, context.document().version.from));
    panel.acknowledged.clear();
    context.push(prices::DismissProblem{});
    context.push(prices::SaveNow{});
    open_dialog(ui, "publish-dialog");
  }
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "publish-dialog",
                     .title = ui.tr(Key::prices_publish_title),
                     .width = 560,
                     .height = 380},
                    content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  const auto from = labelled_field(ui, content.cut_top(72, 10),
                                   {.id = "publish-from",
                                    .label = ui.tr(Key::prices_publish_from),
                                    .value = panel.publish_from,
                                    .hint = "2026-12-01",
                                    .error = problem_at(context, "publish")},
                                   ui.tr(Key::prices_publish_from_help));
  if (from.committed || from.changed) panel.publish_from = from.text;
  label(ui, content.cut_top(22, 2), ui.tr(Key::prices_publish_findings),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const std::string_view obstacle = publish_obstacle(context);
  if (!obstacle.empty()) {
    Rect line = content.cut_bottom(22, 6);
    ui.announce({.role = a11y::Role::kStatus, .name = obstacle}, line);
    draw_text(ui, ImGui::GetWindowDrawList(), line, obstacle,
              {type::kSmall, Weight::kRegular, ui.theme.warn});
  }
  draw_acknowledge(context, content);
  if (button_right(ui, foot,
                   {.id = "publish-now",
                    .label = ui.tr(own.publishing ? Key::prices_publishing : Key::prices_publish),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !obstacle.empty() || own.publishing}))
    context.push(prices::Publish{panel.publish_from, panel.acknowledged});
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  finish(closed || !context.document().is_draft());
  end_dialog(ui);
}

void draw_discard(PricesContext& context) {
  Ui& ui = context.ui;
  if (std::exchange(context.panel.wants_discard, false)) open_dialog(ui, "discard-dialog");
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "discard-dialog",
                     .title = ui.tr(Key::prices_discard_title),
                     .width = 440,
                     .height = 190},
                    content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  paragraph(ui, content, ui.tr(Key::prices_discard_text),
            {type::kBase, Weight::kRegular, ui.theme.secondary});
  if (button_right(ui, foot,
                   {.id = "discard-now",
                    .label = ui.tr(Key::prices_discard),
                    .kind = ButtonKind::kDanger})) {
    context.push(prices::DiscardDraft{});
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  finish(closed);
  end_dialog(ui);
}

void draw_rows(Ui& ui, Rect& content, const std::vector<prices::WitnessRow>& rows) {
  for (const prices::WitnessRow& entry : rows) {
    Rect row = content.cut_top(26);
    label(ui, row.cut_left(150, 12), entry.field,
          {type::kBase, Weight::kRegular, ui.theme.secondary});
    label(ui, row, entry.value);
  }
}

void draw_witness(PricesContext& context) {
  Ui& ui = context.ui;
  const auto& witness = context.prices().witness;
  const bool has = witness.has_value();
  if (has && !std::exchange(context.panel.had_witness, has)) open_dialog(ui, "witness");
  context.panel.had_witness = has;
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui,
          {.id = "witness", .title = ui.tr(Key::prices_witness_title), .width = 520, .height = 400},
          content, closed))
    return;
  if (has) {
    const TextStyle claim{type::kBase, Weight::kRegular, ui.theme.secondary};
    const float height = paragraph(ui, content, witness->claim, claim, false);
    paragraph(ui, content.cut_top(height, 10), witness->claim, claim);
    Rect area = begin_scroll(ui, "facts", content);
    Rect rest = area;
    rest.h = 1e6f;
    draw_rows(ui, rest, witness->facts);
    rest.cut_top(6);
    horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right() - 12, rest.y, ui.theme.line);
    rest.cut_top(6);
    draw_rows(ui, rest, witness->results);
    end_scroll(area, rest.y);
  }
  if (closed) context.push(prices::CloseWitness{});
  finish(closed || !has);
  end_dialog(ui);
}

}  // namespace

void draw_price_dialogs(PricesContext& context) {
  draw_create(context);
  draw_publish(context);
  draw_discard(context);
  draw_adjust(context);
  draw_conflict(context);
  draw_witness(context);
}

}  // namespace fenming::ui
