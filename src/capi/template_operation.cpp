// What the server asks before it publishes a template, and before it publishes a book that
// templates rest on.
#include <algorithm>

#include "base/civil_time.h"
#include "capi/request.h"
#include "codec/book_codec.h"
#include "codec/template_document.h"
#include "codec/verification_codec.h"
#include "engine/workflow/verify/priced.h"
#include "engine/workflow/verify/verify.h"

namespace fenming {
namespace {

// What is passed over on trial would not be what was proved.
std::string first_disabled(const TemplateDocument& document) {
  for (const NodePlace& place : document.drawing.places) {
    if (place.disabled) return place.node;
  }
  return {};
}

}  // namespace

// Header: book_bytes, day (YYYY-MM-DD), code, version (the number it gets). Payload: the book file,
// then the template's document. Response: publishable, disabled (a node, or empty), check; then the
// document as it is published.
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
  const bool publishable = !report.refuted() && disabled.empty();
  document->model.version = static_cast<int32_t>(*number);
  document->model.status = workflow::TemplateStatus::kPublished;
  return {false, std::string("{\"publishable\":") + (publishable ? "true" : "false") +
                     ",\"disabled\":" + write_json(Json::string(disabled)) +
                     ",\"check\":" + write_verification(document->model, report) + "}\n" +
                     write_template_document(*document)};
}

}  // namespace fenming
