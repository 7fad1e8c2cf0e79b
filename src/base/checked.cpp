#include "base/checked.h"

#include <algorithm>
#include <numeric>

#include "base/assert.h"

namespace fenming {

Int128 div_half_away(Int128 dividend, Int128 divisor) {
  FM_ASSERT(divisor > 0);
  const Int128 magnitude = dividend < 0 ? -dividend : dividend;
  // Nearly every product fits 64 bits, where division is many times cheaper than in 128.
  constexpr Int128 kNarrow = INT64_MAX / 2;
  if (magnitude <= kNarrow && divisor <= kNarrow) {
    const auto narrow = static_cast<uint64_t>(magnitude);
    const auto by = static_cast<uint64_t>(divisor);
    // An odd divisor has no exact half, so adding its lower half rounds to the nearest.
    const auto rounded = static_cast<int64_t>((narrow + by / 2) / by);
    return dividend < 0 ? -rounded : rounded;
  }
  const Int128 quotient = magnitude / divisor;
  const Int128 remainder = magnitude % divisor;
  const Int128 rounded = quotient + (remainder >= divisor - remainder ? 1 : 0);
  return dividend < 0 ? -rounded : rounded;
}

int64_t div_floor(int64_t dividend, int64_t divisor) {
  FM_ASSERT(divisor > 0);
  const int64_t quotient = dividend / divisor;
  return quotient - (dividend % divisor < 0 ? 1 : 0);
}

int64_t div_ceil(int64_t dividend, int64_t divisor) {
  FM_ASSERT(divisor > 0);
  const int64_t quotient = dividend / divisor;
  return quotient + (dividend % divisor > 0 ? 1 : 0);
}

std::vector<int64_t> split_largest_remainder(int64_t amount, std::span<const int64_t> weights) {
  FM_ASSERT(!weights.empty());
  const Int128 magnitude = amount < 0 ? -Int128{amount} : Int128{amount};
  Int128 weight_sum = 0;
  for (const int64_t weight : weights)
    weight_sum += weight < 0 ? -Int128{weight} : Int128{weight};
  const bool equal = weight_sum == 0;
  if (equal) weight_sum = static_cast<Int128>(weights.size());

  std::vector<int64_t> shares(weights.size());
  std::vector<Int128> remainders(weights.size());
  Int128 given = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    const Int128 weight = equal ? Int128{1} : (weights[i] < 0 ? -Int128{weights[i]} : weights[i]);
    const Int128 product = magnitude * weight;
    shares[i] = static_cast<int64_t>(product / weight_sum);
    remainders[i] = product % weight_sum;
    given += shares[i];
  }
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
  const auto left = static_cast<size_t>(magnitude - given);
  FM_ASSERT(left < weights.size() || left == 0);
  for (size_t i = 0; i < left; ++i)
    ++shares[order[i]];
  if (amount < 0) {
    for (int64_t& share : shares)
      share = -share;
  }
  return shares;
}

}  // namespace fenming
