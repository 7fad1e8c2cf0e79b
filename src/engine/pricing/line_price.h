// Prices of single lines outside a settlement, for the compiled path: the same functions, one
// ticket line at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/pricing/settle.h"

namespace fenming {

// Who pays a line (P0) where only line facts decide; nothing where that is not known.
std::optional<Payer> payer_of_line(const PreparedVersion& prepared, const Entitlement& entitlement,
                                   const LocalTime& file_local, const TicketLine& line);

// Item lines of one visit settled together: labour, bundles, surcharges of occasion line and unit;
// nothing where one is undecided or a line has no price.
std::optional<std::vector<SettlementLine>> labour_of_lines(const PreparedVersion& prepared,
                                                           const TierView& tier,
                                                           std::vector<TicketLine> lines);

// Labour, part and handling amounts of lines under one tier.
class LinePricer {
 public:
  LinePricer(const PreparedVersion& prepared, const TierView& tier);

  // `index`: of the item or part. Nothing where the line waits or the amount is out of range.
  std::optional<int64_t> amount(const TicketLine& line, int32_t index) const;

 private:
  std::optional<int64_t> item_amount(const TicketLine& line, size_t index) const;
  std::optional<int64_t> part_line_amount(const TicketLine& line, size_t index) const;

  const PreparedVersion& prepared_;
  const TierView& tier_;
  std::vector<std::optional<Charge>> charges_;  // by item
};

}  // namespace fenming
