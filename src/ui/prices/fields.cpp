#include "ui/prices/fields.h"

#include "app/prices/view.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {

using app::FieldKind;
using app::Key;
namespace prices = app::prices;

const prices::CellError* error_of(const PricesContext& context, prices::Section section, int row,
                                  int column) {
  for (const prices::CellError& error : context.document().errors) {
    if (error.section == section && error.row == row && error.column == column) return &error;
  }
  return nullptr;
}

std::optional<std::string> number_field(PricesContext& context, const Rect& rect,
                                        const FieldDesc& desc, const prices::CellError* error,
                                        bool labelled) {
  Ui& ui = context.ui;
  const TextFieldDesc field{
      .id = desc.id,
      .label = desc.label,
      .value = error != nullptr ? std::string_view(error->text) : std::string_view(desc.value),
      .error = error != nullptr ? prices::error_text(error->code, ui.locale) : std::string_view(),
      .prefix = desc.kind == FieldKind::kMoney ? "¥" : "",
      .suffix = desc.suffix,
      .kind = desc.kind,
      .disabled = !context.document().is_draft(),
      .inherited = desc.inherited};
  const TextFieldResult result =
      labelled ? labelled_field(ui, rect, field) : text_field(ui, rect, field);
  if (!result.committed || (result.text == desc.value && error == nullptr)) return std::nullopt;
  return result.text;
}

void cell_field(PricesContext& context, const Rect& rect, prices::Section section, int row,
                int column, Key label) {
  Ui& ui = context.ui;
  const prices::CellView cell =
      prices::cell_view(context.document(), section, row, column, ui.locale);
  const bool is_money = cell.kind == FieldKind::kMoney;
  // A blank is what an editor of nothing begins with.
  const std::string_view value =
      cell.edit_text == " " ? std::string_view() : std::string_view(cell.edit_text);
  const TextFieldResult result =
      labelled_field(ui, rect,
                     {.label = ui.tr(label),
                      .value = value,
                      .error = cell.error,
                      .prefix = is_money ? "¥" : "",
                      .suffix = cell.kind == FieldKind::kPercent ? "%" : "",
                      .kind = cell.kind,
                      .disabled = !cell.editable});
  if (result.committed && (result.text != value || !cell.error.empty()))
    context.push(prices::EditCell{section, row, column, result.text});
}

int labelled_select(PricesContext& context, Rect rect, std::string_view id, Key name,
                    const std::vector<std::string_view>& options, int selected) {
  Ui& ui = context.ui;
  label(ui, rect.cut_top(18, 4), ui.tr(name), {type::kSmall, Weight::kRegular, ui.theme.secondary});
  return select(ui, rect.cut_top(space::kControl),
                {.id = id,
                 .label = ui.tr(name),
                 .options = options,
                 .disabled = !context.document().is_draft()},
                selected, context.select_state(id));
}

int toggle_chips(PricesContext& context, Rect& rest, std::string_view id,
                 const std::vector<ToggleChip>& chips) {
  Ui& ui = context.ui;
  int pressed = -1;
  float x = rest.x;
  float y = rest.y;
  for (size_t i = 0; i < chips.size(); ++i) {
    const std::string chip_id = std::string(id) + std::to_string(i);
    const ChipDesc desc{.id = chip_id,
                        .label = chips[i].text,
                        .selected = chips[i].on,
                        .disabled = !context.document().is_draft()};
    const float width = std::min(rest.w, chip_width(ui, desc));
    if (x > rest.x && x + width > rest.right()) {
      x = rest.x;
      y += 30;
    }
    if (chip(ui, {x, y, width, 26}, desc) == ChipEvent::kPressed) pressed = static_cast<int>(i);
    x += width + 4;
  }
  rest.cut_top(y + 26 - rest.y, 12);
  return pressed;
}

StepEvent draw_steps(PricesContext& context, Rect& rest, const std::vector<StepRow>& steps,
                     std::string_view unit, std::string_view amount_title, bool inherited,
                     const StepError& error_at) {
  Ui& ui = context.ui;
  StepEvent event;
  const bool editable = context.document().is_draft();
  const TextStyle small{type::kSmall, Weight::kRegular, ui.theme.secondary};
  Rect head = rest.cut_top(20, 2);
  const float half = (head.w - 34 - 8) / 2;
  label(ui, head.cut_left(half, 8), ui.tr(Key::prices_up_to), small);
  label(ui, head, amount_title, small);
  for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
    const StepRow& step = steps[static_cast<size_t>(i)];
    ImGui::PushID(i);
    const std::string number = std::to_string(i + 1);
    Rect row = rest.cut_top(space::kControl, 4);
    Rect tool = row.cut_right(space::kControl, 4);
    const Rect bound = row.cut_left(half, 8);
    const prices::CellError* bound_error = error_at(StepEvent::kBound, i);
    const prices::CellError* amount_error = error_at(StepEvent::kAmount, i);
    const std::string bound_name = ui.tr(Key::prices_step_bound_of, {number});
    const std::string amount_name = ui.tr(Key::prices_step_price_of, {number});
    if (!step.bound) {
      label(ui, bound.inset(9, 0), ui.tr(Key::prices_beyond), small);
    } else if (const auto text = number_field(
                   context, bound,
                   {"bound", bound_name, *step.bound, FieldKind::kQuantity, unit, inherited},
                   bound_error, false)) {
      event = {StepEvent::kBound, i, *text};
    }
    if (const auto text = number_field(
            context, row, {"amount", amount_name, step.amount, FieldKind::kMoney, {}, inherited},
            amount_error, false))
      event = {StepEvent::kAmount, i, *text};
    if (editable && steps.size() > 1 &&
        button_right(ui, tool,
                     {.id = "remove",
                      .label = ui.tr(Key::prices_remove_step),
                      .icon = Icon::kClose,
                      .kind = ButtonKind::kQuiet,
                      .icon_only = true}))
      event = {StepEvent::kRemove, i, {}};
    for (const prices::CellError* error : {bound_error, amount_error}) {
      if (error == nullptr) continue;
      const std::string_view reason = prices::error_text(error->code, ui.locale);
      const Rect line = rest.cut_top(20, 2);
      ui.announce({.role = a11y::Role::kAlert, .name = reason}, line);
      draw_text(ui, ImGui::GetWindowDrawList(), line, reason,
                {type::kSmall, Weight::kRegular, ui.theme.bad});
    }
    ImGui::PopID();
  }
  Rect foot = rest.cut_top(space::kControl, 8);
  if (editable && button_left(ui, foot,
                              {.id = "add-step",
                               .label = ui.tr(Key::prices_add_step),
                               .icon = Icon::kPlus,
                               .kind = ButtonKind::kQuiet}))
    event = {StepEvent::kAdd, 0, {}};
  return event;
}

}  // namespace fenming::ui
