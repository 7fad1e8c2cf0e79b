#include "app/imports/flow.h"

#include <algorithm>

#include "app/imports/sheets.h"
#include "app/pricing/named.h"
#include "base/text.h"

namespace fenming::app::imports {
namespace {

constexpr size_t kMostBytes = size_t{64} << 20;

std::string stem_of(std::string_view file_name) {
  const size_t dot = file_name.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? file_name
                                                               : file_name.substr(0, dot));
}

constexpr size_t kPiece = 200;    // rows between two looks at the clock
constexpr double kSliceMs = 8;    // of a frame
constexpr size_t kAtOnce = 2000;  // rows that are read without waiting for a frame

// Ends a reading. What it found may explain names that it did not know: then it begins again.
bool end_reading(State& own) {
  own.result = own.pass->take();
  own.pass.reset();
  own.result.lines.clear();  // the server makes its own; these would only take memory
  own.result.lines.shrink_to_fit();
  return judge_names(own);
}

void begin_reading(State& own) {
  own.missing = missing_fields(own.mapping, ImportKind::kTickets);
  own.result = ImportResult{};
  own.result.rows = static_cast<int64_t>(own.table.rows.size());
  own.pass.reset();
  if (own.missing.empty())
    own.pass = std::make_unique<ImportPass>(own.table, own.mapping, ImportKind::kTickets);
}

// Reads the file under the mapping as it is; a large one goes on in the next frames.
void read_again(AppState& state, Effects& effects) {
  State& own = state.imports;
  begin_reading(own);
  while (own.pass && own.table.rows.size() <= kAtOnce) {
    if (!own.pass->work(kAtOnce) && end_reading(own)) begin_reading(own);
  }
  if (!own.pass) ask_places(state, effects);
}

void set_column(AppState& state, const SetColumn& action, Effects& effects) {
  State& own = state.imports;
  const auto column = static_cast<size_t>(action.column);
  if (own.stage != Stage::kMapping || action.column < 0 || column >= own.mapping.columns.size())
    return;
  // A field stands in one column: the newest choice wins.
  for (std::string& field : own.mapping.columns) {
    if (!action.field.empty() && field == action.field) field.clear();
  }
  own.mapping.columns[column] = action.field;
  own.touched = true;
  own.remembered = false;
  read_again(state, effects);
}

void guess(AppState& state, Effects& effects) {
  State& own = state.imports;
  own.pass.reset();
  own.mapping = guess_mapping(own.table, ImportKind::kTickets);
  own.touched = false;
  own.remembered = false;
  read_again(state, effects);
}

void say_meaning(AppState& state, const SetMeaning& action, Effects& effects) {
  if (state.imports.stage != Stage::kMapping || action.written.empty()) return;
  set_meaning(state.imports, action.noun, action.written, action.code);
  read_again(state, effects);
}

void choose_sheet(AppState& state, int sheet, Effects& effects) {
  State& own = state.imports;
  const bool known = sheet >= 0 && sheet < static_cast<int>(own.sheets.size());
  if (own.stage != Stage::kMapping || !known || sheet == own.sheet) return;
  ask_sheets(state, effects, sheet);
}

void accept(AppState& state, Effects& effects) {
  State& own = state.imports;
  const bool ready = own.stage == Stage::kMapping && own.missing.empty() && !own.pass;
  if (!ready || own.result.accepted == 0) return;
  own.stage = Stage::kUploading;
  own.error.clear();
  HttpRequest request =
      get_request("import.file", "/api/v1/imports?kind=tickets&name=" + percent_encoded(own.name));
  request.method = "POST";
  request.headers.emplace_back("Content-Type", "text/csv");
  request.body = own.bytes;
  request.idempotency_key = make_key(state.backend, state.surroundings);
  send(state, effects, std::move(request));
}

void fail(State& own, const HttpResponse& response) {
  own.stage = Stage::kMapping;
  own.error = problem_text(response);
}

std::string_view unreadable_reason(const Error& error, const Locale& locale) {
  return locale.text(error.code == "csv_empty"   ? Key::import_no_rows
                     : error.code == "csv_quote" ? Key::import_bad_quote
                                                 : Key::import_bad_shape);
}

// Shows a table. False, with the reason, where it is none.
bool open_table(AppState& state, std::string csv, Effects& effects) {
  State& own = state.imports;
  Result<CsvTable> table = read_csv(csv);
  if (!table) {
    const Locale locale(state.preferences.language);
    own.error = locale.format(
        Key::import_unreadable,
        {own.file_name, unreadable_reason(table.error(), locale), table.error().field});
    return false;
  }
  own.bytes = std::move(csv);
  own.table = std::move(*table);
  own.stage = Stage::kMapping;
  guess(state, effects);
  ask_remembered(state, effects);
  ask_names(state, effects);
  return true;
}

// A sheet that cannot be shown leaves the one before standing.
Stage stage_before_reading(const State& own) {
  return own.sheets.empty() ? Stage::kEmpty : Stage::kMapping;
}

void stop_reading(State& own, Effects& effects) {
  if (own.stage != Stage::kReading) return;
  effects.cancels.push_back(own.reading);
  own.stage = stage_before_reading(own);
}

// The server's answer to a file that it reads.
void take_sheets(AppState& state, const HttpResponse& response, Effects& effects) {
  State& own = state.imports;
  if (own.stage != Stage::kReading || response.id != own.reading) return;
  own.stage = stage_before_reading(own);
  std::optional<SheetsAnswer> answer;
  if (response.status < 300) answer = read_sheets(response.body);
  if (!answer) {
    const Locale locale(state.preferences.language);
    own.error = locale.format(Key::import_refused_file, {own.file_name, problem_text(response)});
  } else if (open_table(state, std::move(answer->csv), effects)) {
    own.sheets = std::move(answer->sheets);
    own.sheet = answer->chosen;
  }
}

void save_sample(AppState& state, Effects& effects) {
  const Locale locale(state.preferences.language);
  // The mark tells Excel that the file is UTF-8.
  effects.output.downloads.push_back(
      {std::string(locale.text(Key::import_sample_name)), "text/csv",
       "\xEF\xBB\xBF" + std::string(locale.text(Key::import_sample_file))});
}

struct Applier {
  AppState& state;
  Effects& effects;

  void operator()(const ChooseFile&) {
    effects.output.has_file_request = true;
    // Formats that are refused may be chosen too: the server's sentence names their remedy.
    effects.output.file_request = {"import", ".xlsx,.csv,.txt,.tsv,.xls,.xlsm,.xlsb"};
  }
  void operator()(const ChooseSheet& action) { choose_sheet(state, action.sheet, effects); }
  void operator()(const SetColumn& action) { set_column(state, action, effects); }
  void operator()(const GuessMapping&) {
    if (state.imports.stage == Stage::kMapping) guess(state, effects);
  }
  void operator()(const SetName& action) { state.imports.name = action.name; }
  void operator()(const SetMeaning& action) { say_meaning(state, action, effects); }
  void operator()(const Accept&) { accept(state, effects); }
  void operator()(const StopReading&) { stop_reading(state.imports, effects); }
  void operator()(const StartOver&) { state.imports = State{}; }
  void operator()(const SaveSample&) { save_sample(state, effects); }
};

}  // namespace

int tick(AppState& state, Effects& effects) {
  State& own = state.imports;
  if (!own.pass) return -1;
  const Surroundings& now = state.surroundings;
  const double limit = now.now_ms + kSliceMs;
  bool more = own.pass->work(kPiece);
  while (more && now.clock_ms != nullptr && now.clock_ms() < limit)
    more = own.pass->work(kPiece);
  if (more) return 0;
  if (end_reading(own)) begin_reading(own);
  if (!own.pass) ask_places(state, effects);
  return 0;
}

void apply(AppState& state, const Intent& intent, Effects& effects) {
  std::visit(Applier{state, effects}, intent);
}

void open_file(AppState& state, const PickedFile& file, Effects& effects) {
  State& own = state.imports;
  if (own.is_busy()) return;
  own = State{};
  own.file_name = file.name;
  own.name = stem_of(file.name);
  if (file.bytes.size() > kMostBytes) {
    own.error = Locale(state.preferences.language).text(Key::import_too_large);
    return;
  }
  if (is_container(file.bytes) || !is_valid_utf8(file.bytes)) {
    own.file = file.bytes;
    ask_sheets(state, effects, -1);
    return;
  }
  open_table(state, file.bytes, effects);
}

void take(AppState& state, const HttpResponse& response, Effects& effects) {
  State& own = state.imports;
  const std::string_view what = std::string_view(response.purpose).substr(7);
  if (what == "sheets") return take_sheets(state, response, effects);
  if (what.starts_with("remembered:")) {
    if (take_remembered(own, response)) read_again(state, effects);
    return;
  }
  if (what == "names" || what == "places") {
    what == "names" ? take_names(own, response) : take_places(own, response);
    if (own.stage != Stage::kMapping || own.pass) return;  // a reading judges them at its end
    judge_names(own) ? read_again(state, effects) : ask_places(state, effects);
    return;
  }
  if (response.status >= 300) return fail(own, response);
  const Result<Json> json = parse_json(response.body);
  if (!json) return fail(own, response);
  if (what == "file" && own.stage == Stage::kUploading) {
    own.upload = json_text(*json, "id");
    own.stage = Stage::kSettingColumns;
    send(state, effects,
         json_request("PUT", "import.mapping", "/api/v1/imports/" + own.upload + "/mapping",
                      "{\"mapping\":" + write_mapping(own.mapping) + "}"));
  } else if (what == "mapping" && own.stage == Stage::kSettingColumns) {
    own.stage = Stage::kAccepting;
    std::string body = "{\"name\":";
    append_json_string(body, own.name);
    HttpRequest request = json_request("POST", "import.accept",
                                       "/api/v1/imports/" + own.upload + "/accept", body + "}");
    request.idempotency_key = make_key(state.backend, state.surroundings);
    send(state, effects, std::move(request));
  } else if (what == "accept" && own.stage == Stage::kAccepting) {
    own.stage = Stage::kDone;
    own.history = json_text(*json, "history");
    own.tickets = json_integer(*json, "tickets", 0);
    own.bytes.clear();
    own.file.clear();
  }
}

std::string_view field_label(std::string_view field, const Locale& locale) {
  constexpr Named kLabels[] = {{"ticket", Key::field_ticket},
                               {"division", Key::fact_division},
                               {"zone", Key::fact_zone},
                               {"ring", Key::fact_ring},
                               {"customer_class", Key::fact_customer_class},
                               {"customer_account", Key::fact_customer_account},
                               {"project", Key::fact_project},
                               {"brand", Key::fact_brand},
                               {"channel", Key::fact_channel},
                               {"service_level", Key::fact_service_level},
                               {"urgency", Key::fact_urgency},
                               {"partner", Key::fact_partner},
                               {"partner_mode", Key::fact_partner_mode},
                               {"legal_entity", Key::fact_legal_entity},
                               {"service_type", Key::fact_service_type},
                               {"created", Key::time_created},
                               {"taken", Key::time_taken},
                               {"completed", Key::time_completed},
                               {"accepted", Key::time_accepted},
                               {"appointment", Key::time_appointment},
                               {"arrived", Key::time_arrived},
                               {"departed", Key::time_departed},
                               {"distance_km", Key::field_distance_km},
                               {"distance_m", Key::field_distance_m},
                               {"lead", Key::field_lead},
                               {"assistant", Key::field_assistant},
                               {"lead_grade", Key::fact_lead_grade},
                               {"item", Key::fact_item},
                               {"part", Key::fact_part},
                               {"quantity", Key::fact_quantity},
                               {"supplier", Key::fact_supplier},
                               {"payer", Key::fact_payer},
                               {"warranty", Key::fact_warranty},
                               {"product", Key::fact_product},
                               {"model", Key::fact_model},
                               {"serial", Key::field_serial},
                               {"paid", Key::field_paid},
                               {"paid_ticket", Key::field_paid_ticket},
                               {"address", Key::field_address}};
  return name_in(kLabels, field, locale, field);
}

std::string row_error_text(const ImportError& error, const Locale& locale) {
  constexpr Named kReasons[] = {{"not_a_number", Key::row_not_a_number},
                                {"out_of_range", Key::row_out_of_range},
                                {"bad_time", Key::row_bad_time},
                                {"bad_division", Key::row_bad_division},
                                {"required", Key::row_required},
                                {"item_and_part", Key::row_item_and_part},
                                {"unknown_value", Key::row_unknown_value},
                                {"unknown_unit", Key::row_unknown_unit},
                                {"contradiction", Key::row_contradiction},
                                {"ticket_incomplete", Key::row_incomplete},
                                {"too_long", Key::row_too_long}};
  return std::string(name_in(kReasons, error.code, locale, error.message));
}

}  // namespace fenming::app::imports
