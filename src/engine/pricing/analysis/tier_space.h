// The space of tickets as far as a version's tiers can tell them apart: for each fact that a tier
// reads, one value per cell that the constants cut, with "another value" and "missing" (F3). A
// search over these finite cells is exact for text, places and days within the span of the
// constants, and yields witnesses that the engine settles.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/pricing/prepared.h"
#include "engine/ticket.h"

namespace fenming {

// One fact or time with its representative values.
struct SpaceVariable {
  bool is_time = false;
  FactRef fact;  // text fact or division
  TimeName time = TimeName::kCreated;
  std::vector<std::string> texts;  // empty text: missing
  std::vector<std::optional<int64_t>> instants;
  size_t size() const { return is_time ? instants.size() : texts.size(); }
};

class TierSpace {
 public:
  explicit TierSpace(const PreparedVersion& prepared);

  const std::vector<SpaceVariable>& variables() const { return variables_; }

  struct SearchResult {
    std::optional<Ticket> ticket;
    bool exhausted = true;  // false: the bound on boxes was reached
    int64_t boxes = 0;
  };

  // A ticket for which every condition in `must` holds and none in `must_not` does or may.
  SearchResult search(const std::vector<const Condition*>& must,
                      const std::vector<const Condition*>& must_not, int64_t max_boxes) const;

 private:
  enum class Partial : uint8_t { kFalse, kTrue, kUnknown, kOpen };
  struct State;

  void add_text(const FactRef& fact, const std::vector<std::string>& constants);
  void add_division(const std::vector<std::string>& codes);
  void add_time(TimeName time, const std::vector<const Condition*>& leaves);
  Partial evaluate_partial(const Condition& condition, const State& state) const;
  Partial evaluate_leaf(const Condition& leaf, const State& state) const;
  bool may_be_passed_over(const Condition& condition) const;
  bool step(State& state) const;
  Ticket witness(const State& state) const;
  size_t variable_of(const Condition& leaf) const;

  const PreparedVersion& prepared_;
  std::vector<SpaceVariable> variables_;
};

}  // namespace fenming
