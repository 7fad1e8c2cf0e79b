#include "engine/workflow/verify/states.h"

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace fenming::workflow {
namespace {

// Four words at a time, then what is left.
uint32_t hash_of(const std::vector<uint16_t>& words) {
  uint64_t hash = 0x9E3779B97F4A7C15u;
  const auto mix = [&](uint64_t part) {
    hash = (hash ^ part) * 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 32;
  };
  size_t i = 0;
  for (; i + 4 <= words.size(); i += 4) {
    uint64_t part = 0;
    std::memcpy(&part, words.data() + i, sizeof part);
    mix(part);
  }
  for (; i < words.size(); ++i)
    mix(words[i]);
  return static_cast<uint32_t>(hash);
}

}  // namespace

State::State(const Net& net)
    : values_((net.places.size() + 15) / 16), bundles_(values_ + net.domains.size()) {
  words_.assign(bundles_ + net.fees.bundles.size() + 1, 0);
}

bool State::has_tokens() const {
  return std::any_of(words_.begin(), words_.begin() + static_cast<std::ptrdiff_t>(values_),
                     [](uint16_t word) { return word != 0; });
}

bool StateSpace::equals(uint32_t number, const std::vector<uint16_t>& words) const {
  return std::equal(words.begin(), words.end(),
                    arena_.begin() + static_cast<std::ptrdiff_t>(number * width_));
}

uint32_t StateSpace::intern(const std::vector<uint16_t>& words) {
  FM_ASSERT(words.size() == width_);
  const uint32_t hash = hash_of(words);
  const size_t mask = table_.size() - 1;
  size_t slot = hash & mask;
  while (table_[slot] != kFree) {
    const uint32_t number = table_[slot];
    if (hashes_[number] == hash && equals(number, words)) return number;
    slot = (slot + 1) & mask;
  }
  const auto number = static_cast<uint32_t>(hashes_.size());
  table_[slot] = number;
  hashes_.push_back(hash);
  arena_.insert(arena_.end(), words.begin(), words.end());
  if (hashes_.size() * 2 > table_.size()) grow(table_.size() * 2);
  return number;
}

void StateSpace::load(uint32_t number, std::vector<uint16_t>& words) const {
  const auto first = arena_.begin() + static_cast<std::ptrdiff_t>(number * width_);
  words.assign(first, first + static_cast<std::ptrdiff_t>(width_));
}

void StateSpace::reserve(size_t states) {
  const size_t all = hashes_.size() + states;
  arena_.reserve(all * width_);
  hashes_.reserve(all);
  if (all * 2 > table_.size()) grow(std::bit_ceil(all * 2));
}

void StateSpace::grow(size_t slots) {
  std::vector<uint32_t> larger(slots, kFree);
  const size_t mask = larger.size() - 1;
  for (uint32_t number = 0; number < hashes_.size(); ++number) {
    size_t slot = hashes_[number] & mask;
    while (larger[slot] != kFree)
      slot = (slot + 1) & mask;
    larger[slot] = number;
  }
  table_ = std::move(larger);
}

}  // namespace fenming::workflow
