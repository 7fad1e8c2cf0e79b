// A request of the C ABI taken apart, and the operations that stand in files of their own.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "capi/operations.h"
#include "codec/json.h"

namespace fenming {

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
      return Error{"bad_request", std::string(name),
                   "The payload is shorter than the header says."};
    }
    const std::string_view part = payload.substr(0, static_cast<size_t>(*bytes));
    payload.remove_prefix(part.size());
    return part;
  }
};

// The response that reports an error.
OperationResult fail(const Error& error);

// Operations on histories (docs/engine-api.md).
OperationResult build_history(Request& request);
OperationResult generate_history(Request& request);
OperationResult demo_books_operation(Request& request);
OperationResult simulate(Request& request);
// Names of places to divisions (settlement.md F4).
OperationResult resolve_divisions(Request& request);
// Operations on templates.
OperationResult check_template(Request& request);
OperationResult demo_past_tickets_operation(Request& request);
// An operation on prices.
OperationResult expand_prices(Request& request);

}  // namespace fenming
