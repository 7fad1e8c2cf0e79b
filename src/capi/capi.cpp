#include <cstdlib>
#include <cstring>
#include <string>

#include "capi/fenming.h"
#include "capi/operations.h"

uint32_t fenming_abi_version(void) {
  return 1;
}

int32_t fenming_call(const char* operation, const uint8_t* request, size_t request_bytes,
                     uint8_t** response, size_t* response_bytes) {
  const std::string_view input(reinterpret_cast<const char*>(request), request_bytes);
  const fenming::OperationResult result = fenming::run_operation(operation, input);
  auto* out = static_cast<uint8_t*>(std::malloc(result.response.size() + 1));
  FM_ASSERT(out != nullptr);
  std::memcpy(out, result.response.data(), result.response.size());
  *response = out;
  *response_bytes = result.response.size();
  return result.failed ? 1 : 0;
}

void fenming_free(uint8_t* response) {
  std::free(response);
}
