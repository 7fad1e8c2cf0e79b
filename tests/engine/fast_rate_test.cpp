#include "engine/simulation/fast_rate.h"

#include <doctest/doctest.h>

#include "engine/pricing/charge.h"

using namespace fenming;

TEST_CASE("the fast rate equals the exact one around every edge") {
  const int32_t rates[] = {-1'000'000, -1,   0,     1,     2,       3,        625,
                           5000,       9999, 10000, 14499, 999'999, 1'000'000};
  for (const int32_t bp : rates) {
    for (int shift = 0; shift < 40; ++shift) {
      for (int64_t near = -3; near <= 3; ++near) {
        const int64_t base = (int64_t{1} << shift) + near;
        CHECK(rate_of(base, bp) == static_cast<int64_t>(percentage_amount(base, bp)));
        CHECK(rate_of(-base, bp) == static_cast<int64_t>(percentage_amount(-base, bp)));
      }
    }
  }
  // Products on and beside half a fen, and up to the last one that takes the short way.
  for (int64_t base = 0; base < 200'000; base += 7) {
    CHECK(rate_of(base, 1) == static_cast<int64_t>(percentage_amount(base, 1)));
    CHECK(rate_of((int64_t{1} << 36) / 10001 - base, 10001) ==
          static_cast<int64_t>(percentage_amount((int64_t{1} << 36) / 10001 - base, 10001)));
  }
}
