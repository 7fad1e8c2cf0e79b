// round(base × bp / 10000) without a division where the product is small: the same result as
// percentage_amount, a few times faster in WebAssembly, which has no wide multiplication.
#pragma once

#include <cstdint>

namespace fenming {

inline constexpr uint64_t kSmallProduct = uint64_t{1} << 36;

// base × bp + 5000 must be below kSmallProduct: then the sum / 16 has 32 bits, and multiplying by
// 3518437209 = ceil(2^41 / 625) and shifting by 41 is the exact quotient by 625.
inline int64_t small_rate(uint64_t base_fen, uint64_t bp) {
  constexpr uint64_t kInverse625 = 3518437209u;
  return static_cast<int64_t>((((base_fen * bp + 5000) >> 4) * kInverse625) >> 41);
}

int64_t wide_rate(int64_t base_fen, int32_t bp);  // any product

inline int64_t rate_of(int64_t base_fen, int32_t bp) {
  const auto base = static_cast<uint64_t>(base_fen);  // a negative one is beyond every bound
  const auto rate = static_cast<uint64_t>(static_cast<int64_t>(bp));
  if (base < kSmallProduct && rate < 1'000'000 && base * rate + 5000 < kSmallProduct) {
    return small_rate(base, rate);
  }
  return wide_rate(base_fen, bp);
}

}  // namespace fenming
