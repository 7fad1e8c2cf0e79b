#include "app/imports/sheets.h"

#include "base/sha256.h"

namespace fenming::app::imports {
namespace {

// The table comes as one text of at most what read_csv takes, and escapes make it longer.
constexpr JsonLimits kLimits = {.max_bytes = size_t{96} << 20};
constexpr std::string_view kRemembered = "import.remembered:";

Sheet read_sheet(const Json& json) {
  Sheet sheet;
  sheet.name = json_text(json, "name");
  sheet.rows = json_integer(json, "rows", 0);
  sheet.columns = json_integer(json, "columns", 0);
  const Json* hidden = json.find("hidden");
  sheet.hidden = hidden != nullptr && hidden->bool_value();
  if (const Json* notes = json.find("notes"); notes != nullptr) {
    for (const Json& note : notes->items())
      sheet.notes.push_back(json_text(note, "message"));
  }
  return sheet;
}

}  // namespace

bool is_container(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06") ||
         bytes.starts_with("\xD0\xCF\x11\xE0");
}

void ask_sheets(AppState& state, Effects& effects, int sheet) {
  State& own = state.imports;
  own.stage = Stage::kReading;
  own.error.clear();
  std::string path = "/api/v1/sheets?name=" + percent_encoded(own.name);
  if (sheet >= 0) path += "&sheet=" + std::to_string(sheet);
  HttpRequest request = get_request("import.sheets", std::move(path));
  request.method = "POST";
  request.headers.emplace_back("Content-Type", "application/octet-stream");
  request.body = own.file;
  own.reading = state.next_request;
  send(state, effects, std::move(request));
}

std::optional<SheetsAnswer> read_sheets(std::string_view body) {
  Result<Json> json = parse_json(body, kLimits);
  const Json* sheets = json ? json->find("sheets") : nullptr;
  if (sheets == nullptr) return std::nullopt;
  SheetsAnswer answer;
  for (const Json& sheet : sheets->items())
    answer.sheets.push_back(read_sheet(sheet));
  answer.chosen = static_cast<int>(json_integer(*json, "chosen", -1));
  if (answer.chosen < 0 || answer.chosen >= static_cast<int>(answer.sheets.size()))
    return std::nullopt;
  for (Json::Member& member : json->members()) {
    if (member.first == "csv") answer.csv = std::move(member.second.text());
  }
  return answer;
}

std::string header_digest(const CsvTable& table) {
  std::string titles;
  for (const std::string& title : table.header) {
    if (&title != &table.header.front()) titles += '\x1F';
    titles += title;
  }
  return sha256_hex(titles);
}

void ask_remembered(AppState& state, Effects& effects) {
  const std::string digest = header_digest(state.imports.table);
  send(state, effects,
       get_request(std::string(kRemembered) + digest,
                   "/api/v1/import-mappings?kind=tickets&header=" + digest));
}

bool take_remembered(State& own, const HttpResponse& response) {
  const bool same = response.purpose == std::string(kRemembered) + header_digest(own.table);
  if (response.status != 200 || own.stage != Stage::kMapping || own.touched || !same) return false;
  const Result<Json> json = parse_json(response.body);
  const Json* stored = json ? json->find("mapping") : nullptr;
  if (stored == nullptr) return false;
  const Result<ImportMapping> mapping =
      read_mapping(*stored, own.table.header.size(), ImportKind::kTickets);
  if (!mapping || mapping->columns == own.mapping.columns) return false;
  own.pass.reset();
  own.mapping.columns = mapping->columns;
  own.remembered = true;
  return true;
}

}  // namespace fenming::app::imports
