#include "capi/import_operation.h"

#include <algorithm>

#include "codec/import_tickets.h"

namespace fenming {
namespace {

constexpr size_t kMostErrors = 1000;  // shown; all are counted
constexpr size_t kMostValues = 2000;

void append_texts(std::string& out, const std::vector<std::string>& texts) {
  out += '[';
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, texts[i]);
  }
  out += ']';
}

void append_errors(std::string& out, const std::vector<ImportError>& errors) {
  out += ",\"errors\":[";
  for (size_t i = 0; i < std::min(errors.size(), kMostErrors); ++i) {
    if (i > 0) out += ',';
    out += "{\"line\":" + std::to_string(errors[i].line) + ",\"column\":";
    append_json_string(out, errors[i].column);
    out += ",\"code\":";
    append_json_string(out, errors[i].code);
    out += ",\"message\":";
    append_json_string(out, errors[i].message);
    out += '}';
  }
  out += ']';
}

// What was written for items, places, people and units, the most money first.
std::string value_list(const std::vector<ImportValue>& values) {
  JsonText json;
  json.open('[');
  for (size_t i = 0; i < std::min(values.size(), kMostValues); ++i) {
    const ImportValue& value = values[i];
    json.open('{').text("noun", import_noun_name(value.noun)).text("written", value.written);
    json.text("code", value.code).integer("rows", value.rows);
    json.integer("paid_fen", value.paid_fen).close('}');
  }
  return json.close(']').take();
}

void append_preview(std::string& out, const CsvTable& table, size_t rows) {
  std::string lines;
  out += ",\"preview\":[";
  for (size_t i = 0; i < std::min(table.rows.size(), rows); ++i) {
    if (i > 0) {
      out += ',';
      lines += ',';
    }
    append_texts(out, table.rows[i].cells);
    lines += std::to_string(table.rows[i].line);
  }
  out += "],\"preview_lines\":[" + lines + "]";
}

}  // namespace

OperationResult import_csv(Request& request) {
  const Json& header = request.header;
  const Json* kind_name = header.find("kind");
  const bool items = kind_name != nullptr && kind_name->text() == "items";
  const ImportKind kind = items ? ImportKind::kItems : ImportKind::kTickets;
  const Result<CsvTable> table = read_csv(request.payload);
  if (!table) return fail(table.error());
  ImportMapping mapping = guess_mapping(*table, kind);
  const Json* given = header.find("mapping");
  if (given != nullptr && given->is(Json::Kind::kObject)) {
    const Result<ImportMapping> read = read_mapping(*given, table->header.size(), kind);
    if (!read) return fail(read.error());
    mapping = *read;
  }
  std::string out = "{\"columns\":";
  append_texts(out, table->header);
  out += ",\"mapping\":" + write_mapping(mapping);
  ImportResult result;
  result.rows = static_cast<int64_t>(table->rows.size());
  const auto missing = missing_fields(mapping, kind);
  if (missing.empty()) result = import_rows(*table, mapping, kind);
  out += ",\"missing\":";
  append_texts(out, std::vector<std::string>(missing.begin(), missing.end()));
  out += ",\"rows\":" + std::to_string(result.rows) +
         ",\"accepted\":" + std::to_string(result.accepted) +
         ",\"refused\":" + std::to_string(missing.empty() ? result.rows - result.accepted : 0) +
         ",\"tickets\":" + std::to_string(result.tickets) +
         ",\"paid_fen\":" + std::to_string(result.paid_fen);
  append_errors(out, result.errors);
  out += ",\"values\":" + value_list(result.values);
  append_preview(
      out, *table,
      static_cast<size_t>(std::max<int64_t>(0, request.integer("preview_rows").value_or(20))));
  return {false, out + "}\n" + result.lines};
}

}  // namespace fenming
