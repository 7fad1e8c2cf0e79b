// The operations behind the C ABI (docs/engine-api.md): a request and a response are a header line
// of JSON, a line feed, and a payload.
#pragma once

#include <string>
#include <string_view>

#include "base/assert.h"

namespace fenming {

struct OperationResult {
  bool failed = false;
  std::string response;
};

OperationResult run_operation(std::string_view operation, std::string_view request);

}  // namespace fenming
