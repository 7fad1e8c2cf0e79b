#include "ui/imports/sheet_parts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/amount_text.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace imports = app::imports;

constexpr float kLine = 6;          // between two notes
constexpr float kMostHeight = 150;  // of all notes; more are scrolled
constexpr TextStyle kText = {type::kSmall};

float notes_height(Ui& ui, const std::vector<std::string>& notes, float width) {
  float height = 0;
  for (const std::string& note : notes)
    height += paragraph(ui, {0, 0, width, 1000}, note, kText, false) + kLine;
  return height;
}

}  // namespace

void draw_sheet_menu(Ui& ui, const imports::State& own, app::Actions& actions, Rect& row) {
  if (own.sheets.size() < 2) return;
  const auto current = static_cast<size_t>(own.sheet);
  const Rect before = row;
  if (button_left(ui, row,
                  {.id = "sheet",
                   .label = ui.tr(Key::import_sheet_button, {own.sheets[current].name}),
                   .disabled = own.stage != imports::Stage::kMapping,
                   .opens_menu = true}))
    open_popup(ui, Ui::id("sheet-menu"));
  std::vector<std::string> texts;
  texts.reserve(own.sheets.size() * 2);
  std::vector<MenuItem> items;
  for (size_t i = 0; i < own.sheets.size(); ++i) {
    const imports::Sheet& sheet = own.sheets[i];
    texts.push_back(sheet.hidden ? ui.tr(Key::import_sheet_hidden, {sheet.name}) : sheet.name);
    const std::string_view name = texts.back();
    texts.push_back(ui.tr(Key::import_sheet_rows, {app::format_count(sheet.rows)}));
    items.push_back({.label = name,
                     .shortcut = texts.back(),
                     .checked = i == current,
                     .disabled = sheet.hidden || sheet.columns == 0});
  }
  const Rect anchor{before.x, before.y, row.x - before.x, before.h};
  const int chosen = menu(ui, Ui::id("sheet-menu"), anchor, ui.tr(Key::import_sheet), items);
  if (chosen >= 0) actions.push(imports::Intent{imports::ChooseSheet{chosen}});
}

void draw_sheet_notes(Ui& ui, const imports::State& own, bool& open, Rect& rest) {
  if (own.sheet < 0) return;
  const std::vector<std::string>& notes = own.sheets[static_cast<size_t>(own.sheet)].notes;
  if (notes.empty()) return;
  const float width = rest.w - 40;
  const float wanted = notes_height(ui, notes, width);
  const float shown = open ? std::min(kMostHeight, wanted) + 4 : 0;
  Rect content = card(ui, rest.cut_top(44 + shown, space::kGap), 8);
  Rect head = content.cut_top(28, 4);
  if (button_left(ui, head,
                  {.id = "notes",
                   .label = ui.tr(Key::import_notes),
                   .icon = open ? Icon::kChevronDown : Icon::kChevronRight,
                   .kind = ButtonKind::kQuiet}))
    open = !open;
  head.x += 4;
  badge(ui, head.x, head, ui.tr(Key::import_notes_count, {std::to_string(notes.size())}),
        Tone::kNeutral);
  if (shown == 0) return;
  Rect area = begin_scroll(ui, "sheet-notes", content);
  Rect line{area.x + 12, area.y, width - 12, 1000};
  for (const std::string& note : notes) {
    const float height =
        paragraph(ui, line, note, {type::kSmall, Weight::kRegular, ui.theme.secondary});
    line.y += height + kLine;
  }
  end_scroll(area, line.y);
}

}  // namespace fenming::ui
