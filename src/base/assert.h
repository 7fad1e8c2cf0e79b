// Always-on assertions for broken invariants: a programmer's mistake, never a user's input (those
// are Error values, see result.h). The process stops; the server's worker is restarted by its
// parent, so a failed assertion costs one request.
#pragma once

namespace fenming {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace fenming

#define FM_ASSERT(condition) \
  ((condition) ? (void)0 : ::fenming::assertion_failed(#condition, __FILE__, __LINE__))
