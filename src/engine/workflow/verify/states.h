// The states of a search, each stored once: equal states have equal bytes and one number. All lie
// in one vector; a hash table of numbers finds them. Internal to the verifier.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/workflow/verify/net.h"

namespace fenming::workflow {

// A state as words of 16 bits: the marking, a value for each variable, the place of the trigger
// reached last for each fee bundle, and the times set.
class State {
 public:
  explicit State(const Net& net);

  bool marked(int32_t place) const {
    return (words_[static_cast<size_t>(place) / 16] >> (place % 16) & 1) != 0;
  }
  void mark(int32_t place) { words_[static_cast<size_t>(place) / 16] |= bit(place); }
  void unmark(int32_t place) {
    words_[static_cast<size_t>(place) / 16] &= static_cast<uint16_t>(~bit(place));
  }
  bool has_tokens() const;
  // Calls for each marked place, in their order.
  template <typename F>
  void for_each_place(const F& visit) const {
    for (size_t word = 0; word < values_; ++word) {
      for (uint32_t bits = words_[word]; bits != 0; bits &= bits - 1)
        visit(static_cast<int32_t>(word * 16) + std::countr_zero(bits));
    }
  }

  uint16_t& value(int32_t variable) { return words_[values_ + static_cast<size_t>(variable)]; }
  uint16_t value(int32_t variable) const { return words_[values_ + static_cast<size_t>(variable)]; }
  uint16_t& reached(size_t bundle) { return words_[bundles_ + bundle]; }
  const uint16_t* reached() const { return words_.data() + bundles_; }

  bool taken() const { return (words_.back() & 1) != 0; }
  bool completed() const { return (words_.back() & 2) != 0; }
  bool visited() const { return (words_.back() & 4) != 0; }
  void set_taken() { words_.back() |= 1; }
  void set_completed() { words_.back() |= 2; }
  void set_visited() { words_.back() |= 4; }

  std::vector<uint16_t>& words() { return words_; }
  const std::vector<uint16_t>& words() const { return words_; }

 private:
  static uint16_t bit(int32_t place) { return static_cast<uint16_t>(1u << (place % 16)); }

  std::vector<uint16_t> words_;
  size_t values_ = 0;
  size_t bundles_ = 0;
};

class StateSpace {
 public:
  explicit StateSpace(size_t words) : width_(words), table_(1024, kFree) {}

  int64_t size() const { return static_cast<int64_t>(hashes_.size()); }
  // The number of an equal state, or of this one, new.
  uint32_t intern(const std::vector<uint16_t>& words);
  void load(uint32_t number, std::vector<uint16_t>& words) const;
  // They hold until the next state is added.
  const uint16_t* words(uint32_t number) const { return arena_.data() + number * width_; }
  // Makes room for so many more.
  void reserve(size_t states);

 private:
  static constexpr uint32_t kFree = 0xFFFFFFFF;
  void grow(size_t slots);
  bool equals(uint32_t number, const std::vector<uint16_t>& words) const;

  size_t width_;
  std::vector<uint16_t> arena_;
  std::vector<uint32_t> hashes_;
  std::vector<uint32_t> table_;  // a power of two, at most half full
};

}  // namespace fenming::workflow
