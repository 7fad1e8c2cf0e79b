#include "capi/operations.h"

#include <array>
#include <optional>

#include "codec/book_codec.h"
#include "codec/finding_codec.h"
#include "codec/json.h"
#include "codec/settle_stream.h"
#include "codec/ticket_codec.h"
#include "engine/pricing/analysis/check.h"

namespace fenming {
namespace {

struct Request {
  Json header;
  std::string_view payload;

  std::optional<int64_t> integer(std::string_view name) const {
    const Json* json = header.find(name);
    if (json == nullptr || !json->is(Json::Kind::kInteger)) return std::nullopt;
    return json->integer_value();
  }
  bool flag(std::string_view name) const {
    const Json* json = header.find(name);
    return json != nullptr && json->is(Json::Kind::kBool) && json->bool_value();
  }
  // Cuts a length-prefixed part off the payload; the header's member names its bytes.
  Result<std::string_view> take(std::string_view name) {
    const auto bytes = integer(name);
    if (!bytes || *bytes < 0 || static_cast<uint64_t>(*bytes) > payload.size()) {
      return Error{"bad_request", std::string(name), "The payload is shorter than the header says."};
    }
    const std::string_view part = payload.substr(0, static_cast<size_t>(*bytes));
    payload.remove_prefix(part.size());
    return part;
  }
};

OperationResult fail(const Error& error) {
  return {true, "{\"error\":" + write_error(error) + "}\n"};
}

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
    Operation{"settle", settle},
};

}  // namespace

OperationResult run_operation(std::string_view operation, std::string_view request) {
  const size_t end = request.find('\n');
  const Result<Json> header = parse_json(request.substr(0, end), {.max_bytes = size_t{1} << 20});
  if (!header) return fail(header.error());
  Request parsed{*header, end == std::string_view::npos ? "" : request.substr(end + 1)};
  for (const Operation& candidate : kOperations) {
    if (candidate.name == operation) return candidate.run(parsed);
  }
  return fail({"unknown_operation", std::string(operation), "The engine has no such operation."});
}

}  // namespace fenming
