#include "ui/imports/import_screen.h"

#include <algorithm>
#include <array>

#include "app/amount_text.h"
#include "app/imports/flow.h"
#include "ui/imports/sheet_parts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace imports = app::imports;

constexpr int kPreviewRows = 20;

void push(app::Actions& actions, imports::Intent intent) {
  actions.push(std::move(intent));
}

void draw_empty(Ui& ui, const imports::State& own, app::Actions& actions, Rect area) {
  if (!own.error.empty()) {
    const BannerDesc desc{.id = "unreadable", .text = own.error, .tone = Tone::kBad};
    banner(ui, area.cut_top(banner_height(ui, area.w, desc), space::kGap), desc);
  }
  card(ui, area);
  Rect foot = area;
  foot = foot.inset(16);
  if (empty_state(ui, area,
                  {.title = ui.tr(Key::import_empty_title),
                   .text = ui.tr(Key::import_empty_text),
                   .action = ui.tr(Key::import_choose),
                   .icon = Icon::kUpload}))
    push(actions, imports::ChooseFile{});
  Rect line = foot.cut_bottom(28);
  const std::string_view text = ui.tr(Key::import_sample);
  const float width = text_size(ui, text, {type::kSmall}).x + 4;
  line.x += (line.w - width) / 2;
  line.w = width;
  if (link(ui, line, text)) push(actions, imports::SaveSample{});
}

// Who may not import is told who may; nothing at all before it is known who he is.
void draw_refused(Ui& ui, const app::Account& account, const Rect& area) {
  card(ui, area);
  if (!account.is_known()) return;
  empty_state(ui, area,
              {.title = ui.tr(Key::import_not_allowed_title),
               .text = ui.tr(Key::import_not_allowed_text, {role_text(account.role, ui.locale)}),
               .icon = Icon::kLock});
}

// How far it is cannot be known: the bytes travel, then the server reads.
void draw_reading(Ui& ui, const imports::State& own, app::Actions& actions, Rect rest) {
  const Rect content = card(ui, rest.cut_top(76));
  if (progress(ui, content, {.label = ui.tr(Key::import_reading, {own.file_name})}))
    push(actions, imports::StopReading{});
}

// Up to three of a column's texts, as many as fit beside each other.
std::string samples_of(const Ui& ui, const CsvTable& table, size_t column, float width) {
  std::string text;
  int shown = 0;
  for (const CsvRow& row : table.rows) {
    if (shown == 3) break;
    if (row.cells[column].empty()) continue;
    const std::string longer = text + (text.empty() ? "" : "  ·  ") + row.cells[column];
    if (!text.empty() && text_size(ui, longer, {type::kSmall}).x > width) break;
    text = longer;
    ++shown;
  }
  return text;
}

void draw_mapping(Ui& ui, const imports::State& own, ImportPanel& panel, app::Actions& actions,
                  const Rect& rect) {
  const Rect content = titled_card(ui, rect, ui.tr(Key::import_mapping));
  panel.selects.resize(own.table.header.size());
  const auto fields = import_fields(ImportKind::kTickets);
  std::vector<std::string_view> names = {ui.tr(Key::import_leave_out)};
  for (const std::string_view field : fields)
    names.push_back(imports::field_label(field, ui.locale));
  Rect area = begin_scroll(ui, "mapping", content);
  Rect rest = area;
  rest.h = 1e6f;
  rest.w -= 12;
  for (size_t i = 0; i < own.table.header.size(); ++i) {
    Rect row = rest.cut_top(44, 4);
    const std::string& field = own.mapping.columns[i];
    const auto found = std::find(fields.begin(), fields.end(), field);
    const int selected = found == fields.end() ? 0 : static_cast<int>(found - fields.begin()) + 1;
    ImGui::PushID(static_cast<int>(i));
    const Rect choice = row.cut_right(std::min(170.0f, row.w * 0.48f), 12).middle(space::kControl);
    const int chosen = select(ui, choice,
                              {.id = "field",
                               .label = own.table.header[i],
                               .options = names,
                               .disabled = own.stage != imports::Stage::kMapping},
                              selected, panel.selects[i]);
    ImGui::PopID();
    const bool used = selected > 0;
    label(ui, {row.x + 2, row.y + 3, row.w, 20}, own.table.header[i],
          {type::kBase, used ? Weight::kSemibold : Weight::kRegular,
           used ? ui.theme.text : ui.theme.secondary});
    label(ui, {row.x + 2, row.y + 22, row.w, 18}, samples_of(ui, own.table, i, row.w),
          {type::kSmall, Weight::kRegular, ui.theme.tertiary});
    if (chosen >= 0)
      push(actions,
           imports::SetColumn{
               static_cast<int>(i),
               chosen == 0 ? std::string() : std::string(fields[static_cast<size_t>(chosen) - 1])});
  }
  end_scroll(area, rest.y);
}

const ImportError* error_at(const imports::State& own, int64_t line, std::string_view column) {
  const auto& errors = own.result.errors;  // by line
  auto at = std::lower_bound(errors.begin(), errors.end(), line,
                             [](const ImportError& error, int64_t l) { return error.line < l; });
  for (; at != errors.end() && at->line == line; ++at) {
    if (at->column == column) return &*at;
  }
  return nullptr;
}

void draw_preview(Ui& ui, const imports::State& own, ImportPanel& panel, const Rect& rect) {
  const Rect content = titled_card(ui, rect, ui.tr(Key::import_preview));
  std::vector<TableColumn> columns = {
      {.title = ui.tr(Key::import_line), .width = 52, .align = Align::kRight}};
  for (const std::string& title : own.table.header)
    columns.push_back({.title = title, .width = 126});
  const float needed = 64 + 126 * static_cast<float>(own.table.header.size());
  const int rows = std::min(kPreviewRows, static_cast<int>(own.table.rows.size()));
  ImGui::SetCursorScreenPos(content.min());
  ImGui::BeginChild("preview", {content.w, content.h}, ImGuiChildFlags_None,
                    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_HorizontalScrollbar);
  const float width = std::max(content.w, needed);
  const Rect place{content.x - ImGui::GetScrollX(), content.y, width,
                   needed > content.w ? content.h - 12 : content.h};
  table(ui, place,
        {.id = "rows",
         .label = ui.tr(Key::import_preview),
         .columns = columns,
         .rows = rows,
         .cell =
             [&](int row, int column, TableCell& cell) {
               const CsvRow& source = own.table.rows[static_cast<size_t>(row)];
               if (column == 0) {
                 cell.text = std::to_string(source.line);
                 cell.tone = CellTone::kInherited;
                 return;
               }
               const auto index = static_cast<size_t>(column) - 1;
               cell.text = source.cells[index];
               if (own.mapping.columns[index].empty()) cell.tone = CellTone::kInherited;
               if (const ImportError* error = error_at(own, source.line, own.table.header[index])) {
                 cell.tone = CellTone::kBad;
                 cell.error = imports::row_error_text(*error, ui.locale);
               }
             },
         .empty_text = ui.tr(Key::import_no_rows)},
        panel.preview);
  ImGui::SetCursorScreenPos({place.x, content.y});
  ImGui::Dummy({width, 1});
  ImGui::EndChild();
}

std::string_view refused_text(const imports::State& own, const ImportError& error) {
  const auto& header = own.table.header;
  const auto column =
      static_cast<size_t>(std::find(header.begin(), header.end(), error.column) - header.begin());
  const auto& rows = own.table.rows;  // by line
  const auto at = std::lower_bound(rows.begin(), rows.end(), error.line,
                                   [](const CsvRow& row, int64_t line) { return row.line < line; });
  const bool found = at != rows.end() && at->line == error.line && column < at->cells.size();
  return found ? std::string_view(at->cells[column]) : std::string_view();
}

void draw_errors(Ui& ui, const imports::State& own, ImportPanel& panel, const Rect& rect) {
  const int count = static_cast<int>(own.result.errors.size());
  const std::array columns = {
      TableColumn{.title = ui.tr(Key::import_line), .width = 52, .align = Align::kRight},
      TableColumn{.title = ui.tr(Key::import_column), .width = 130},
      TableColumn{.title = ui.tr(Key::import_read), .width = 150},
      TableColumn{.title = ui.tr(Key::import_reason), .flex = 1}};
  table(ui, card(ui, rect, 14),
        {.id = "errors",
         .label = ui.tr(Key::import_errors),
         .columns = columns,
         .rows = count,
         .cell =
             [&](int row, int column, TableCell& cell) {
               const ImportError& error = own.result.errors[static_cast<size_t>(row)];
               cell.text = column == 0   ? std::to_string(error.line)
                           : column == 1 ? error.column
                           : column == 2 ? std::string(refused_text(own, error))
                                         : imports::row_error_text(error, ui.locale);
               if (column == 2) cell.tone = CellTone::kBad;
               if (column == 3) cell.tone = CellTone::kSecondary;
             },
         .empty_text = ui.tr(Key::import_no_errors)},
        panel.errors);
}

void draw_figures(Ui& ui, const imports::State& own, app::Actions& actions, const Rect& rect) {
  Rect content = card(ui, rect, 14);
  Rect right = content.cut_right(std::min(430.0f, content.w * 0.46f), 16);
  const float third = content.w / 3;
  key_figure(ui, content.cut_left(third),
             {.label = ui.tr(Key::import_accepted),
              .value = app::format_count(own.result.accepted),
              .detail = ui.tr(Key::import_tickets, {app::format_count(own.result.tickets)})});
  const int64_t refused = own.missing.empty() ? own.result.rows - own.result.accepted : int64_t{0};
  key_figure(ui, content.cut_left(third),
             {.label = ui.tr(Key::import_refused),
              .value = app::format_count(refused),
              .detail = ui.tr(Key::import_of_rows, {app::format_count(own.result.rows)}),
              .colour = refused > 0 ? ui.theme.bad : 0});
  key_figure(ui, content,
             {.label = ui.tr(Key::import_paid), .value = figure_money(ui, own.result.paid_fen)});
  const auto name = labelled_field(ui, {right.x, right.y, right.w * 0.56f, 56},
                                   {.id = "history-name",
                                    .label = ui.tr(Key::import_name),
                                    .value = own.name,
                                    .disabled = own.stage != imports::Stage::kMapping});
  if (name.committed) push(actions, imports::SetName{name.text});
  Rect go{right.x + right.w * 0.56f + 12, right.y + 22, right.w * 0.44f - 12, space::kControl};
  const bool ready = own.stage == imports::Stage::kMapping && own.missing.empty() &&
                     own.result.accepted > 0 && !own.name.empty() && !own.pass;
  if (button(ui, go,
             {.id = "accept",
              .label = ui.tr(Key::import_accept),
              .kind = ButtonKind::kPrimary,
              .disabled = !ready}))
    push(actions, imports::Accept{});
}

// What stands in the way, how far it is, or where the result lies.
void draw_status(Ui& ui, const imports::State& own, ImportPanel& panel, app::Actions& actions,
                 Rect& rest) {
  const auto show = [&](const BannerDesc& desc) {
    return banner(ui, rest.cut_top(banner_height(ui, rest.w, desc), space::kGap), desc);
  };
  if (!own.error.empty()) show({.id = "failed", .text = own.error, .tone = Tone::kBad});
  if (!own.missing.empty()) {
    std::string names;
    for (const std::string_view field : own.missing) {
      if (!names.empty()) names += ui.tr(Key::sentence_list_comma);
      names += imports::field_label(field, ui.locale);
    }
    const std::string text = ui.tr(Key::import_missing, {names});
    show({.id = "missing", .text = text, .tone = Tone::kWarn});
  }
  if (own.names.unknown > 0 && own.stage == imports::Stage::kMapping &&
      panel.view != ImportView::kNames) {
    const std::string text = ui.tr(Key::import_names_open, {app::format_count(own.names.unknown)});
    if (show({.id = "names-open", .text = text, .action = ui.tr(Key::import_names_show)}))
      panel.view = ImportView::kNames;
  }
  if (own.pass)
    progress(ui, rest.cut_top(44, space::kGap),
             {.label = ui.tr(Key::import_judging),
              .done = static_cast<int64_t>(own.pass->done()),
              .total = own.result.rows,
              .can_cancel = false});
  if (own.remembered && own.stage == imports::Stage::kMapping &&
      show({.id = "remembered",
            .text = ui.tr(Key::import_remembered),
            .tone = Tone::kAccent,
            .action = ui.tr(Key::import_guess_again)}))
    push(actions, imports::GuessMapping{});
  if (own.stage > imports::Stage::kMapping && own.stage < imports::Stage::kDone) {
    const auto step =
        static_cast<int64_t>(own.stage) - static_cast<int64_t>(imports::Stage::kMapping);
    progress(ui, rest.cut_top(44, space::kGap),
             {.label = ui.tr(Key::import_working), .done = step, .total = 4, .can_cancel = false});
  }
  if (own.stage == imports::Stage::kDone) {
    const std::string text = ui.tr(Key::import_done, {own.name, app::format_count(own.tickets)});
    if (show({.id = "done",
              .text = text,
              .tone = Tone::kGood,
              .action = ui.tr(Key::import_to_simulator)})) {
      app::Location location;
      location.screen = app::ScreenId::kSimulator;
      location.set_parameter("history", own.history);
      actions.push(app::Navigate{location});
    }
  }
}

}  // namespace

void ImportScreen::list_commands(const Ui&, const app::AppState& state, CommandList& list) {
  if (state.account.has(app::Right::kImports))
    list.add(Key::import_choose, Icon::kUpload,
             app::Action{imports::Intent{imports::ChooseFile{}}});
  list.add(Key::import_sample, Icon::kDownload,
           app::Action{imports::Intent{imports::SaveSample{}}});
}

std::span<const Key> ImportScreen::help() const {
  static constexpr std::array kLines = {Key::help_import_what, Key::help_import_columns,
                                        Key::help_import_errors, Key::help_import_after};
  return kLines;
}

void ImportScreen::draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions,
                                Rect& row) {
  const imports::State& own = state.imports;
  if (own.stage == imports::Stage::kEmpty) return;
  row.cut_left(badge(ui, row.x, row, own.file_name, Tone::kNeutral), 12);
  if (button_right(ui, row,
                   {.id = "again",
                    .label = ui.tr(Key::import_other),
                    .icon = Icon::kUpload,
                    .disabled = own.is_busy()}))
    push(actions, imports::ChooseFile{});
  draw_sheet_menu(ui, own, actions, row);
}

void ImportScreen::draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                        const Rect& area) {
  const imports::State& own = state.imports;
  Rect rest = area.inset(16, 12);
  if (!state.account.has(app::Right::kImports)) return draw_refused(ui, state.account, rest);
  if (own.stage == imports::Stage::kEmpty) return draw_empty(ui, own, actions, rest);
  if (own.stage == imports::Stage::kReading) return draw_reading(ui, own, actions, rest);
  draw_status(ui, own, panel_, actions, rest);
  draw_figures(ui, own, actions, rest.cut_top(104, space::kGap));
  draw_mapping(ui, own, panel_, actions,
               rest.cut_left(std::min(440.0f, rest.w * 0.36f), space::kGap));
  draw_views(ui, state, actions, rest);
}

void ImportScreen::draw_views(Ui& ui, const app::AppState& state, app::Actions& actions,
                              Rect rest) {
  const imports::State& own = state.imports;
  const auto counted = [&](Key key, size_t count) {
    return ui.tr(key,
                 {count == 0 ? std::string() : app::format_count(static_cast<int64_t>(count))});
  };
  const std::string names = counted(Key::import_tab_names, own.names.rows.size());
  const std::string errors = counted(Key::import_tab_errors, own.result.errors.size());
  const std::array<std::string_view, 3> views = {ui.tr(Key::import_tab_preview), names, errors};
  const int chosen = tabs(ui, rest.cut_top(36, 8),
                          {.id = "views", .label = ui.tr(Key::import_views), .options = views},
                          static_cast<int>(panel_.view));
  if (chosen >= 0) panel_.view = static_cast<ImportView>(chosen);
  if (panel_.view == ImportView::kNames) return draw_names(ui, state, panel_.names, actions, rest);
  if (panel_.view == ImportView::kErrors) return draw_errors(ui, own, panel_, rest);
  draw_sheet_notes(ui, own, panel_.notes_open, rest);
  draw_preview(ui, own, panel_, rest);
}

}  // namespace fenming::ui
