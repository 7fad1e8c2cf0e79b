// What the server asks before it publishes a template, and before it publishes a book that
// templates rest on.
#include <algorithm>

#include "base/civil_time.h"
#include "capi/request.h"
#include "codec/book_codec.h"
#include "codec/run_codec.h"
#include "codec/template_document.h"
#include "codec/verification_codec.h"
#include "demo/demo.h"
#include "engine/workflow/run/file_world.h"
#include "engine/workflow/verify/priced.h"
#include "engine/workflow/verify/verify.h"

namespace fenming {
namespace {

constexpr int64_t kMaxPastTickets = 100'000;

// What is passed over on trial would not be what was proved.
std::string first_disabled(const TemplateDocument& document) {
  for (const NodePlace& place : document.drawing.places) {
    if (place.disabled) return place.node;
  }
  return {};
}

// The saved plays that do not go as they went: [{"scenario","result"}].
std::string failing(const TemplateDocument& document,
                    const std::vector<std::optional<workflow::ScenarioDifference>>& results) {
  std::string list = "[";
  for (size_t i = 0; i < results.size(); ++i) {
    if (!results[i]) continue;
    list += (list.size() > 1 ? "," : "") + std::string("{\"scenario\":") +
            write_json(Json::string(document.scenarios[i].name)) +
            ",\"result\":" + write_scenario_result(results[i]) + "}";
  }
  return list + "]";
}

}  // namespace

// Header: book_bytes, day (YYYY-MM-DD), code, version (the number it gets), without_scenarios.
// Payload: the book file, then the template's document. Response: publishable, disabled (a node, or
// empty), scenarios (saved plays that differ), check; then the document as it is published.
OperationResult check_template(Request& request) {
  const Result<std::string_view> book = request.take("book_bytes");
  if (!book) return fail(book.error());
  const Result<BookFile> file = read_book_file(*book);
  if (!file) return fail(file.error());
  Result<TemplateDocument> document = read_template_document(request.payload);
  if (!document) return fail(document.error());
  const Json* code = request.header.find("code");
  const Json* day = request.header.find("day");
  const auto number = request.integer("version");
  const bool complete = code != nullptr && code->is(Json::Kind::kString) && day != nullptr &&
                        day->is(Json::Kind::kString) && number && *number > 0;
  const auto today = complete ? parse_date(day->text()) : std::nullopt;
  if (!today) return fail({"bad_request", "day", "The header needs code, day and version."});
  if (document->model.code != code->text()) {
    return fail({"wrong_template", "template.template",
                 "The document is of another template; its code must be that of the address."});
  }
  const workflow::VerifyInput input = workflow::verify_input(*file, code->text(), *today);
  const workflow::VerifyReport report = workflow::verify(document->model, input);
  const std::string disabled = first_disabled(*document);
  std::vector<std::optional<workflow::ScenarioDifference>> scenarios;
  if (!request.flag("without_scenarios"))
    scenarios = workflow::run_scenarios(document->model, *file, *today, document->scenarios);
  const bool pass = std::none_of(scenarios.begin(), scenarios.end(),
                                 [](const auto& one) { return one.has_value(); });
  const bool publishable = !report.refuted() && disabled.empty() && pass;
  document->model.version = static_cast<int32_t>(*number);
  document->model.status = workflow::TemplateStatus::kPublished;
  return {false, std::string("{\"publishable\":") + (publishable ? "true" : "false") +
                     ",\"disabled\":" + write_json(Json::string(disabled)) +
                     ",\"scenarios\":" + failing(*document, scenarios) +
                     ",\"check\":" + write_verification(document->model, report) + "}\n" +
                     write_template_document(*document)};
}

// Header: book_bytes, tickets, seed, month (its first day, YYYY-MM-DD). Payload: the book file,
// then the template's document. Response: tickets; then one past ticket a line.
OperationResult demo_past_tickets_operation(Request& request) {
  const Result<std::string_view> book = request.take("book_bytes");
  if (!book) return fail(book.error());
  const Result<BookFile> file = read_book_file(*book);
  if (!file) return fail(file.error());
  const Result<TemplateDocument> document = read_template_document(request.payload);
  if (!document) return fail(document.error());
  const Json* month = request.header.find("month");
  const bool named = month != nullptr && month->is(Json::Kind::kString);
  const auto first = named ? parse_date(month->text()) : std::nullopt;
  const int64_t tickets = request.integer("tickets").value_or(-1);
  if (!first || tickets < 0 || tickets > kMaxPastTickets) {
    return fail({"bad_request", "month", "The header needs month, and 0 to 100000 tickets."});
  }
  const auto seed = static_cast<uint64_t>(request.integer("seed").value_or(1));
  const auto past =
      demo_past_tickets(document->model, *file, static_cast<uint32_t>(tickets), seed, *first);
  std::string lines;
  for (const workflow::HistoryCase& one : past)
    lines += write_past_ticket(one) + "\n";
  return {false, "{\"tickets\":" + std::to_string(past.size()) + "}\n" + lines};
}

}  // namespace fenming
