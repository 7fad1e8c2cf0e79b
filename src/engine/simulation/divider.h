// Who gets which part of a ticket that was settled in compiled form (P8). The compiled lines become
// settlement lines with what a division reads, and the explaining path's own functions add limits
// and rounding and divide them; only the way to the lines is shorter.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/pricing/settlement.h"
#include "engine/simulation/compiled.h"

namespace fenming {

class TicketDivider {
 public:
  // The version must belong to a relation that pays, and outlive the divider.
  explicit TicketDivider(const CompiledVersion& version);

  // Fills lines() with components, categories, amounts and shares; false where the ticket needs the
  // explaining path, which also tells why a ticket cannot be divided.
  bool divide(uint32_t ticket);
  const std::vector<SettlementLine>& lines() const { return lines_; }

 private:
  void read_facts(uint32_t ticket);

  const CompiledVersion* version_;
  const History* history_;
  std::vector<CompiledLine> compiled_;
  std::vector<SettlementLine> lines_;
  Ticket ticket_;  // of which a division reads people, partner and the day
  uint32_t crew_ = UINT32_MAX;
};

}  // namespace fenming
