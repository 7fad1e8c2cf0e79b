#include "capi/operations.h"

#include <array>
#include <optional>

#include "capi/import_operation.h"
#include "capi/request.h"
#include "codec/book_codec.h"
#include "codec/finding_codec.h"
#include "codec/json.h"
#include "codec/settle_stream.h"
#include "codec/ticket_codec.h"
#include "engine/pricing/analysis/check.h"

namespace fenming {
namespace {

OperationResult version(Request&) {
  return {false, "{\"engine\":\"fenming\",\"rules\":" + std::to_string(kRulesVersion) + "}\n"};
}

OperationResult check_book(Request& request) {
  const Result<BookFile> file = read_book_file(request.payload);
  if (!file) return fail(file.error());
  const std::vector<Finding> findings = check_book_file(*file);
  return {false, std::string("{\"publishable\":") + (is_publishable(findings) ? "true" : "false") +
                     ",\"findings\":" + write_finding_list(findings) + "}\n"};
}

OperationResult settle(Request& request) {
  const Result<std::string_view> book = request.take("book_bytes");
  if (!book) return fail(book.error());
  const Result<BookFile> file = read_book_file(*book);
  if (!file) return fail(file.error());
  std::optional<int32_t> pinned;
  if (const auto number = request.integer("version")) pinned = static_cast<int32_t>(*number);
  const Settler settler(*file, pinned);
  return {false, "{}\n" + settle_lines(settler, request.payload, {request.flag("explain")})};
}

struct Operation {
  std::string_view name;
  OperationResult (*run)(Request&);
};
constexpr std::array kOperations = {
    Operation{"version", version},
    Operation{"check_book", check_book},
    Operation{"expand_prices", expand_prices},
    Operation{"check_template", check_template},
    Operation{"demo_past_tickets", demo_past_tickets_operation},
    Operation{"settle", settle},
    Operation{"import_csv", import_csv},
    Operation{"resolve_divisions", resolve_divisions},
    Operation{"build_history", build_history},
    Operation{"generate_history", generate_history},
    Operation{"demo_books", demo_books_operation},
    Operation{"simulate", simulate},
};

}  // namespace

OperationResult run_operation(std::string_view operation, std::string_view request) {
  const size_t end = request.find('\n');
  const Result<Json> header = parse_json(request.substr(0, end), {.max_bytes = size_t{4} << 20});
  if (!header) return fail(header.error());
  Request parsed{*header, end == std::string_view::npos ? "" : request.substr(end + 1)};
  for (const Operation& candidate : kOperations) {
    if (candidate.name == operation) return candidate.run(parsed);
  }
  return fail({"unknown_operation", std::string(operation), "The engine has no such operation."});
}

}  // namespace fenming
