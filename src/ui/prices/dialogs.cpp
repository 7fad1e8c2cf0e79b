// Dialogs of the prices screen: new book, discard, a witness.
#include <array>
#include <string>

#include "app/prices/sync.h"
#include "app/prices/view.h"
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
                                    .error = context.problem_at("create")},
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
  draw_comparison(context);
  draw_submission(context);
  draw_discard(context);
  draw_adjust(context);
  draw_replace(context);
  draw_heir(context);
  draw_conflict(context);
  draw_workbook(context);
  draw_witness(context);
}

}  // namespace fenming::ui
