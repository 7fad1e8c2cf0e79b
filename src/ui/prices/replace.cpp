// Find and replace in a price table: what is looked for, where, how many places would change, and
// which cannot.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_block.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

constexpr float kWidth = 560;
constexpr float kHeight = 440;
constexpr size_t kAtOnce = 20'000;  // cells that are searched with every key
constexpr double kPauseMs = 200;    // of typing, before more are
constexpr size_t kMostListed = 50;

// Searches again where something changed, in large tables once typing pauses.
void find_places(PricesContext& context, PricesTab tab) {
  ReplaceForm& form = context.panel.replace;
  const uint64_t edits = context.document().edits;
  if (form.planned && form.query == form.planned_query && form.edits == edits) return;
  const double now = context.ui.input->now_ms;
  if (form.places.size() > kAtOnce && now < form.changed_ms + kPauseMs) {
    context.ui.output->request_repaint(static_cast<int>(form.changed_ms + kPauseMs - now) + 1);
    return;
  }
  form.plan = prices::plan_replace(context.document(), section_of(tab), form.places, form.query,
                                   context.ui.locale);
  form.planned = true;
  form.planned_query = form.query;
  form.edits = edits;
}

void edit_text(PricesContext& context, Rect rect, std::string_view id, Key name, std::string& text,
               bool autofocus, bool& enter) {
  const auto field = labelled_field(
      context.ui, rect,
      {.id = id, .label = context.ui.tr(name), .value = text, .autofocus = autofocus});
  if (!field.committed && !field.changed) return;
  text = field.text;
  context.panel.replace.changed_ms = context.ui.input->now_ms;
  enter = enter || (field.committed && field.reason == app::CommitReason::kEnter);
}

void draw_switch(PricesContext& context, Rect& row, std::string_view id, Key name, bool& value) {
  Ui& ui = context.ui;
  const float width = 24 + text_size(ui, ui.tr(name), {type::kBase}).x + 12;
  if (checkbox(ui, row.cut_left(width, 8), {.id = id, .label = ui.tr(name)}, value)) value = !value;
}

std::string_view name_of_row(const PricesContext& context, PricesTab tab, int row,
                             std::string& kept) {
  kept = prices::cell_view(context.document(), section_of(tab), row, 0, context.ui.locale).text;
  return kept;
}

// What stays as it is, one line each: where, from what to what, and why not.
void draw_left(PricesContext& context, Rect content, PricesTab tab) {
  Ui& ui = context.ui;
  const std::vector<prices::NotReplaced>& left = context.panel.replace.plan.left;
  const std::string head = ui.tr(Key::prices_replace_left, {std::to_string(left.size())});
  Rect line = content.cut_top(22, 2);
  ui.announce({.role = a11y::Role::kAlert, .name = head}, line);
  draw_text(ui, ImGui::GetWindowDrawList(), line, head,
            {type::kBase, Weight::kRegular, ui.theme.warn});
  Rect area = begin_scroll(ui, "left", content);
  Rect rest = area;
  rest.h = 1e6f;
  std::string row_name;
  for (size_t i = 0; i < std::min(left.size(), kMostListed); ++i) {
    const prices::NotReplaced& each = left[i];
    label(ui, rest.cut_top(20),
          ui.tr(Key::prices_replace_left_row,
                {name_of_row(context, tab, each.row, row_name), each.before, each.after,
                 prices::error_text(each.code, ui.locale)}),
          {type::kSmall, Weight::kRegular, ui.theme.secondary});
  }
  end_scroll(area, rest.y);
}

void draw_found(PricesContext& context, Rect content, PricesTab tab) {
  Ui& ui = context.ui;
  const ReplaceForm& form = context.panel.replace;
  if (form.query.find.empty()) return;
  const prices::Replacement& plan = form.plan;
  const bool any = plan.places > 0 || !plan.left.empty();
  const std::string text = any ? ui.tr(Key::prices_replace_found,
                                       {std::to_string(plan.places), std::to_string(plan.rows)})
                               : std::string(ui.tr(Key::prices_replace_none));
  Rect line = content.cut_top(22, 6);
  ui.announce({.role = a11y::Role::kStatus, .name = text}, line);
  draw_text(ui, ImGui::GetWindowDrawList(), line, text, {type::kBase, Weight::kSemibold});
  if (!plan.left.empty()) draw_left(context, content, tab);
}

std::string scope_text(const PricesContext& context) {
  const ReplaceForm& form = context.panel.replace;
  if (form.columns > 0)
    return context.ui.tr(Key::prices_replace_selected,
                         {std::to_string(form.rows), std::to_string(form.columns)});
  return context.ui.tr(Key::prices_replace_all, {std::to_string(form.rows)});
}

}  // namespace

void ask_replace(PricesContext& context, PricesTab tab) {
  ReplaceForm& form = context.panel.replace;
  const CellRange range = selected_range(context.panel.tables[static_cast<size_t>(tab)]);
  const bool within = range.rows() > 0 && !range.is_single();
  const auto rows = static_cast<int>(shown_rows(context, tab).size());
  form.places = places_in(context, tab,
                          within ? range : CellRange{0, 0, rows - 1, columns_of(context, tab) - 1});
  form.rows = within ? range.rows() : rows;
  form.columns = within ? range.columns() : 0;
  form.planned = false;
  form.wanted = true;
}

void draw_replace(PricesContext& context) {
  Ui& ui = context.ui;
  ReplaceForm& form = context.panel.replace;
  const PricesTab tab = current_tab(context.state);
  if (std::exchange(form.wanted, false)) open_dialog(ui, "replace");
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "replace",
                     .title = ui.tr(Key::prices_replace_title),
                     .width = kWidth,
                     .height = kHeight},
                    content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  Rect fields = content.cut_top(56, 8);
  bool enter = false;
  const float half = (fields.w - 12) / 2;
  edit_text(context, fields.cut_left(half, 12), "replace-find", Key::prices_replace_find,
            form.query.find, true, enter);
  edit_text(context, fields, "replace-with", Key::prices_replace_with, form.query.with, false,
            enter);
  Rect row = content.cut_top(space::kControl, 6);
  draw_switch(context, row, "replace-names", Key::prices_replace_names, form.query.names);
  draw_switch(context, row, "replace-prices", Key::prices_replace_prices, form.query.prices);
  draw_switch(context, row, "replace-whole", Key::prices_replace_whole, form.query.whole);
  label(ui, content.cut_top(20, 2), scope_text(context),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  label(ui, content.cut_top(20, 10), ui.tr(Key::prices_replace_help),
        {type::kSmall, Weight::kRegular, ui.theme.tertiary});
  find_places(context, tab);
  draw_found(context, content, tab);
  const bool ready = form.planned && form.query == form.planned_query && form.plan.places > 0;
  if (button_right(ui, foot,
                   {.id = "replace-now",
                    .label = ui.tr(Key::prices_replace_apply),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !ready}) ||
      (enter && ready)) {
    context.push(form.plan.edit);
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
