#include "engine/simulation/tier_tickets.h"

#include <algorithm>

namespace fenming {
namespace {

constexpr uint32_t kFew = 20;  // a tier with at most one in so many tickets prices few

}  // namespace

TierTickets::TierTickets(const RelationRun& run, size_t unit, const Groups& groups,
                         const Months& months)
    : run_(&run),
      unit_(unit),
      groups_(&groups),
      months_(&months),
      counts_(run.prepared(unit).tiers().size(), 0),
      packed_(counts_.size()) {
  const std::vector<uint16_t>& tiers = run.columns().tier;
  for (uint32_t i = 0; i < tiers.size(); ++i) {
    if (tiers[i] == kNoTier) {
      if (run.takes_part(i)) without_tier_.push_back(i);
    } else if (run.is_in_unit(i, unit)) {
      ++counts_[tiers[i]];
    }
  }
  // A cell of groups and months has 16 bits there.
  if (groups.labels.size() * months.count >= kNoCell) return;
  for (size_t t = 0; t < counts_.size(); ++t) {
    if (counts_[t] > tiers.size() / kFew) continue;
    packed_[t].emplace().tickets.reserve(counts_[t]);
    packed_[t]->cells.reserve(counts_[t]);
  }
}

std::vector<uint32_t> TierTickets::list(size_t tier) const {
  std::vector<uint32_t> tickets;
  tickets.reserve(counts_[tier]);
  const std::vector<uint16_t>& tiers = run_->columns().tier;
  for (uint32_t i = 0; i < tiers.size(); ++i) {
    if (tiers[i] == tier && run_->is_in_unit(i, unit_)) tickets.push_back(i);
  }
  return tickets;
}

bool TierTickets::prepare(uint32_t tickets) {
  const History& history = run_->history();
  const std::vector<uint16_t>& tiers = run_->columns().tier;
  const uint32_t left = history.size() - prepared_;
  const uint32_t end = prepared_ + std::min(left, tickets);
  for (; prepared_ < end; ++prepared_) {
    const uint32_t ticket = prepared_;
    if (tiers[ticket] == kNoTier || !run_->is_in_unit(ticket, unit_)) continue;
    std::optional<Packed>& packed = packed_[tiers[ticket]];
    if (!packed) continue;
    if (!run_->pack(unit_, ticket, packed->tickets)) {
      packed->rest.push_back(ticket);
      continue;
    }
    const uint16_t month = months_->of_ticket[ticket];
    const uint32_t group = groups_->of_signature[history.signature[ticket]];
    const uint32_t cell = group * months_->count + month;
    packed->cells.push_back(month == Months::kNoMonth ? kNoCell : static_cast<uint16_t>(cell));
  }
  if (prepared_ < history.size()) return true;
  for (std::optional<Packed>& packed : packed_) {
    if (left != 0 && packed) packed->tickets.shrink_to_fit();
  }
  return false;
}

TierTickets::Packed* TierTickets::packed(size_t tier) {
  prepare(UINT32_MAX);
  return packed_[tier] ? &*packed_[tier] : nullptr;
}

size_t TierTickets::bytes() const {
  size_t bytes = 0;
  for (const std::optional<Packed>& packed : packed_) {
    if (!packed) continue;
    bytes += packed->tickets.bytes() + packed->cells.size() * 2 + packed->rest.size() * 4;
  }
  return bytes;
}

}  // namespace fenming
