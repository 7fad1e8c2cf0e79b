#include "app/prices/workbook_flow.h"

#include "app/imports/sheets.h"
#include "app/prices/document_edits.h"
#include "app/prices/workbook.h"

namespace fenming::app::prices {
namespace {

constexpr std::string_view kPurpose = "prices.workbook";

void ask_sheet(AppState& state, Effects& effects) {
  WorkbookUpdate& update = *state.prices.workbook;
  HttpRequest request = get_request(std::string(kPurpose),
                                    "/api/v1/sheets?name=" + percent_encoded(update.file_name) +
                                        "&sheet=" + std::to_string(update.next));
  request.method = "POST";
  request.headers.emplace_back("Content-Type", "application/octet-stream");
  request.body = update.bytes;
  update.reading = state.next_request;
  send(state, effects, std::move(request));
}

void compare(AppState& state, std::string_view csv) {
  WorkbookUpdate& update = *state.prices.workbook;
  const Result<CsvTable> table = read_csv(csv);
  if (table)
    compare_sheet(*table, state.prices.document, Locale(state.preferences.language), update);
}

void finish(AppState& state) {
  WorkbookUpdate& update = *state.prices.workbook;
  update.reading = 0;
  update.bytes.clear();
  if (!update.found_table && update.error.empty())
    update.error = Locale(state.preferences.language).text(Key::workbook_no_table);
}

}  // namespace

void ask_workbook(Effects& effects) {
  effects.output.has_file_request = true;
  effects.output.file_request = {"workbook", ".xlsx,.csv"};
}

void open_workbook(AppState& state, const PickedFile& file, Effects& effects) {
  State& own = state.prices;
  if (!own.document.is_draft()) return;
  own.workbook = std::make_unique<WorkbookUpdate>();
  own.workbook->file_name = file.name;
  own.workbook->bytes = file.bytes;
  if (imports::is_container(file.bytes)) return ask_sheet(state, effects);
  compare(state, file.bytes);
  finish(state);
}

bool take_workbook_sheet(AppState& state, const HttpResponse& response, Effects& effects) {
  if (response.purpose != kPurpose) return false;
  State& own = state.prices;
  if (!own.workbook || own.workbook->reading != response.id) return true;
  WorkbookUpdate& update = *own.workbook;
  const auto answer = response.status < 300 ? imports::read_sheets(response.body) : std::nullopt;
  if (!answer) {
    // A sheet without a table, the one with notes for instance, is no reason to stop.
    if (update.sheets.empty()) {
      update.error = problem_text(response);
      finish(state);
      return true;
    }
  } else {
    update.sheets.clear();
    for (const imports::Sheet& sheet : answer->sheets)
      update.sheets.push_back(sheet.name);
    compare(state, answer->csv);
  }
  if (++update.next < update.sheets.size())
    ask_sheet(state, effects);
  else
    finish(state);
  return true;
}

void apply_workbook(AppState& state, Effects& effects) {
  State& own = state.prices;
  if (!own.workbook || own.workbook->reading != 0) return;
  const Locale locale(state.preferences.language);
  const int changed = take_workbook(own.document, *own.workbook, locale);
  close_workbook(state, effects);
  show_toast(state, {.text = locale.format(Key::workbook_taken, {std::to_string(changed)}),
                     .action = ToastAction::kUndo});
}

void choose_change(State& own, const ChooseChange& action) {
  if (!own.workbook || !holds(own.workbook->changes.size(), action.change)) return;
  WorkbookChange& change = own.workbook->changes[static_cast<size_t>(action.change)];
  change.chosen = change.error.empty() && !change.chosen;
}

void close_workbook(AppState& state, Effects& effects) {
  std::unique_ptr<WorkbookUpdate>& update = state.prices.workbook;
  if (update && update->reading != 0) effects.cancels.push_back(update->reading);
  update.reset();
}

}  // namespace fenming::app::prices
