// Which tickets each tier priced, after a pass over everything. A tier that prices few keeps them
// packed; for one that prices many, settling them again reads most of the history anyway, and a
// list is made when an edit asks for it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/simulation/run.h"
#include "engine/simulation/totals.h"

namespace fenming {

class TierTickets {
 public:
  // Everything must outlive the object.
  TierTickets(const RelationRun& run, size_t unit, const Groups& groups, const Months& months);

  struct Packed {
    PackedTickets tickets;
    std::vector<uint16_t> cells;  // by packed ticket: group × month, or kNoCell
    std::vector<uint32_t> rest;   // tickets that could not be packed
  };
  static constexpr uint16_t kNoCell = UINT16_MAX;
  // Packs up to so many more of the history's tickets; true while there are more. No ticket may be
  // settled otherwise until it is done.
  bool prepare(uint32_t tickets);
  // A tier's tickets, packed; null where it prices too many. Prepares what is not prepared.
  Packed* packed(size_t tier);
  // A tier's tickets in the history's order.
  std::vector<uint32_t> list(size_t tier) const;
  // Tickets of the relation that no tier priced.
  const std::vector<uint32_t>& without_tier() const { return without_tier_; }
  // A ticket that an edit left without one: no list has it any more.
  void add_without_tier(uint32_t ticket) { without_tier_.push_back(ticket); }
  // Bytes of everything packed so far.
  size_t bytes() const;

 private:
  const RelationRun* run_;
  size_t unit_;
  const Groups* groups_;
  const Months* months_;
  std::vector<uint32_t> counts_;               // by tier
  std::vector<std::optional<Packed>> packed_;  // by tier; nothing where it prices many
  uint32_t prepared_ = 0;                      // tickets
  std::vector<uint32_t> without_tier_;
};

}  // namespace fenming
