// Templates of any length as a company would draw them: forms and choices, visits that are made
// again, approvals that return, small parallel parts, exits by cancelling, shares of both
// relations. The same length and seed give the same template; all are sound.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/workflow/template.h"

namespace fenming::bench {

// Numbers from a seed, the same everywhere.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  size_t below(size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<size_t>((state_ >> 33) % n);
  }
  bool once_in(size_t n) { return below(n) == 0; }

 private:
  uint64_t state_;
};

// Of `nodes` nodes, give or take the last part. `parallel`: most of its parts run side by side.
workflow::TemplateVersion generate_template(size_t nodes, uint64_t seed, bool parallel = false);

// Twenty of 10 to 300 nodes, on which edits are measured.
std::vector<workflow::TemplateVersion> generated_templates();

}  // namespace fenming::bench
