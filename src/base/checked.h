// Exact integer arithmetic for money (settlement.md M1 to M3): products in 128 bits, every division
// states its rounding. No function here ever sees a float.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace fenming {

__extension__ typedef __int128 Int128;

// a × b. Small factors are multiplied in 64 bits, which is many times cheaper in WebAssembly.
inline Int128 product_of(int64_t a, int64_t b) {
  const bool narrow = a == static_cast<int32_t>(a) && b == static_cast<int32_t>(b);
  return narrow ? Int128{a * b} : Int128{a} * b;
}

// Quotient rounded half away from zero. `divisor` must be positive.
Int128 div_half_away(Int128 dividend, Int128 divisor);

// Quotients toward minus and plus infinity. `divisor` must be positive.
int64_t div_floor(int64_t dividend, int64_t divisor);
int64_t div_ceil(int64_t dividend, int64_t divisor);

// Divides `amount` over `weights` in proportion by largest remainder; ties go to the earlier one.
// The shares add up to `amount` exactly. Weights count by absolute value; all zero: equal weights.
// `weights` must not be empty.
std::vector<int64_t> split_largest_remainder(int64_t amount, std::span<const int64_t> weights);

// True where |value| fits the limit, without overflow at the edge of 128 bits.
inline bool within(Int128 value, int64_t limit) {
  return value <= limit && value >= -Int128{limit};
}

}  // namespace fenming
