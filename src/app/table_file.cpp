#include "app/table_file.h"

#include "app/app.h"
#include "app/backend/client.h"

namespace fenming::app {
namespace {

constexpr std::string_view kPurpose = "table.file:";

void add_list(JsonText& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).open('[');
  for (const std::string& text : texts) {
    std::string literal;
    append_json_string(literal, text);
    json.element(literal);
  }
  json.close(']');
}

std::string body_of(const ShownTable& table) {
  JsonText json;
  json.open('{').text("name", table.name);
  add_list(json, "titles", table.titles);
  json.key("numeric").open('[');
  for (const bool numeric : table.numeric)
    json.element(numeric ? "true" : "false");
  json.close(']').key("rows").open('[');
  const size_t width = table.titles.size();
  for (size_t at = 0; at + width <= table.cells.size(); at += width) {
    std::string row = "[";
    for (size_t column = 0; column < width; ++column) {
      if (column > 0) row.push_back(',');
      append_json_string(row, table.cells[at + column]);
    }
    row.push_back(']');
    json.element(row);
  }
  return json.close(']').close('}').take();
}

}  // namespace

void ask_table_file(AppState& state, const ShownTable& table, TableForm form, Effects& effects) {
  const bool csv = form == TableForm::kCsv;
  send(
      state, effects,
      json_request("POST", std::string(kPurpose) + table.name + (csv ? ".csv" : ".xlsx"),
                   csv ? "/api/v1/table-files?format=csv" : "/api/v1/table-files", body_of(table)));
}

void take_table_file(AppState& state, const HttpResponse& response, Effects& effects) {
  if (response.status != 200)
    return show_toast(state, {.kind = ToastKind::kBad, .text = problem_text(response)});
  save_answer(response, response.purpose.substr(kPurpose.size()), effects);
}

}  // namespace fenming::app
