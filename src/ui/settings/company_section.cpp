// What holds for everybody: a second person at publishing, and the company's legal entities.
#include <array>

#include "ui/settings/settings_parts.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace settings = app::settings;

constexpr float kMostWidth = 860;

void draw_entities(SettingsContext& context, Rect content) {
  Ui& ui = context.ui;
  const settings::Company& company = context.own().company;
  const bool may = context.state.account.has(app::Right::kCompany);
  const int count = static_cast<int>(company.entities.size());
  label(ui, content.cut_top(22, 8), ui.tr(Key::entity_help),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  if (may && context.panel.entities.row >= 0 && context.panel.entities.row < count) {
    Rect foot = content.cut_bottom(space::kControl, 10);
    if (button_left(ui, foot,
                    {.id = "remove-entity",
                     .label = ui.tr(Key::entity_remove),
                     .icon = Icon::kTrash,
                     .disabled = company.saving}))
      context.push(settings::RemoveEntity{context.panel.entities.row});
  }
  const std::array columns = {TableColumn{.title = ui.tr(Key::entity_code), .width = 180},
                              TableColumn{.title = ui.tr(Key::entity_name)},
                              TableColumn{.title = ui.tr(Key::entity_tax), .width = 220}};
  const TableResult result = table(
      ui, content,
      {.id = "entities",
       .label = ui.tr(Key::entity_title),
       .columns = columns,
       .rows = count + (may ? 1 : 0),
       .cell =
           [&](int row, int column, TableCell& cell) {
             const bool fresh = row == count;
             const settings::LegalEntity& entity =
                 fresh ? company.unfinished : company.entities[static_cast<size_t>(row)];
             cell.text = column == 0 ? entity.code : column == 1 ? entity.name : entity.tax_number;
             cell.editable = may && !company.saving;
             if (cell.text.empty() && fresh) {
               cell.edit_text = " ";
               cell.text = ui.tr(column == 0   ? Key::entity_new_code
                                 : column == 1 ? Key::entity_new_name
                                               : Key::entity_new_tax);
               cell.tone = CellTone::kInherited;
             }
           },
       .empty_text = ui.tr(Key::entity_none)},
      context.panel.entities);
  if (result.edited)
    context.push(settings::SetEntity{result.edit_row, result.edit_column, result.text});
}

}  // namespace

void draw_company(SettingsContext& context, Rect rest) {
  Ui& ui = context.ui;
  rest.w = std::min(rest.w, kMostWidth);
  draw_refusal(context, rest, settings::Place::kCompany);
  const settings::Company& company = context.own().company;
  Rect content = titled_card(ui, rest.cut_top(124, space::kGap), ui.tr(Key::settings_publishing));
  const int chosen =
      choice_row(ui, content, Key::settings_second_person, Key::settings_second_person_help,
                 std::array{Key::settings_off, Key::settings_on}, company.second_person ? 1 : 0);
  if (chosen >= 0) context.push(settings::SetSecondPerson{chosen == 1});
  draw_entities(context, titled_card(ui, rest, ui.tr(Key::entity_title)));
}

}  // namespace fenming::ui
