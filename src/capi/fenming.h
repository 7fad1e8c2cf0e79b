/* The C ABI of the Fenming engine: bytes in, bytes out. serve.py's engine worker loads it with
 * ctypes; anything that speaks C can.
 *
 * A request and a response are one line of JSON (the header), a line feed, and an optional payload
 * whose meaning the operation defines (CSV text, ticket lines, a column snapshot).
 * docs/engine-api.md lists the operations. A user's mistake is a response whose header holds
 * {"error":{code,field, message}}; a broken invariant aborts the process, so callers run the
 * library in a worker.
 *
 * Thread safety: calls on different threads must not overlap. The library keeps no state between
 * calls, no files, no clock. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of this ABI; a caller refuses a library with another number. */
uint32_t fenming_abi_version(void);

/* Runs `operation` on a request. On return *response owns *response_bytes bytes; release them with
 * fenming_free. Returns 0, or 1 when the response's header holds an error. */
int32_t fenming_call(const char* operation, const uint8_t* request, size_t request_bytes,
                     uint8_t** response, size_t* response_bytes);

void fenming_free(uint8_t* response);

#ifdef __cplusplus
}
#endif
