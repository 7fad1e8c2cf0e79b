// Tickets of one tier, packed and settled again and again while its amounts are edited.
#include <memory>
#include <utility>

#include "base/assert.h"
#include "engine/simulation/compiled.h"

namespace fenming {
namespace {

// Scratch of settle_packed().
struct PackedScratch {
  SettleBlock block;
  std::array<int64_t, SettleBlock::kTickets> totals;
  std::array<uint16_t, SettleBlock::kTickets> tiers;

  void unfold(const PackedTickets& packed, uint32_t begin, uint32_t count) {
    block.clear();
    uint32_t line = 0;
    for (uint32_t k = 0; k < count; ++k) {
      block.recipe[k] = packed.recipe[begin + k];
      block.distance[k] = packed.distance[begin + k];
      block.add(k, line, packed.lines[begin + k]);
      line += packed.lines[begin + k];
    }
  }
};

}  // namespace

void PackedTickets::reserve(size_t tickets) {
  ticket.reserve(tickets);
  recipe.reserve(tickets);
  distance.reserve(tickets);
  lines.reserve(tickets);
}

void PackedTickets::add(uint32_t index, uint16_t its_recipe, uint16_t its_distance,
                        std::span<const uint32_t> signatures, bool narrow) {
  FM_ASSERT(signatures.size() <= UINT8_MAX);
  const auto count = static_cast<uint32_t>(signatures.size());
  if (blocks.empty()) blocks.emplace_back();
  const Block begin = begin_of(blocks.size() - 1);
  const bool full = size() - begin.ticket_end == SettleBlock::kTickets;
  if (full) blocks.push_back(Block(blocks.back()));
  blocks.back().ticket_end = size() + 1;
  blocks.back().line_end += count;
  ticket.push_back(index);
  recipe.push_back(its_recipe);
  distance.push_back(its_distance);
  lines.push_back(static_cast<uint8_t>(count));
  for (const uint32_t signature : signatures) {
    if (narrow) {
      narrow_lines.push_back(static_cast<uint16_t>(signature));
    } else {
      wide_lines.push_back(signature);
    }
  }
}

void PackedTickets::shrink_to_fit() {
  narrow_lines.shrink_to_fit();
  wide_lines.shrink_to_fit();
}

size_t PackedTickets::bytes() const {
  return blocks.capacity() * sizeof(Block) + ticket.capacity() * 4 + recipe.capacity() * 2 +
         distance.capacity() * 2 + lines.capacity() + narrow_lines.capacity() * 2 +
         wide_lines.capacity() * 4;
}

// Whether the block loop can settle the ticket from packed columns.
bool CompiledVersion::can_pack(uint32_t ticket, const SettledColumns& columns) const {
  if (!expressible_ || gives_fixed_shares_ || columns.explained[ticket] != 0) return false;
  const auto [visit, visits_end] = history_->visits_of(ticket);
  if (visits_end != visit + 1 || history_->distance[visit] > UINT16_MAX) return false;
  const auto [first, last] = history_->lines_of(visit);
  const bool later = !later_place_.empty() && later_place_[history_->visit_signature[visit]] != 0;
  const bool bundles = lines_.bundled_set_of(visit).has_value();
  return !later && !bundles && first != last && last - first <= UINT8_MAX;
}

bool CompiledVersion::pack(uint32_t ticket, const SettledColumns& columns,
                           PackedTickets& packed) const {
  if (!can_pack(ticket, columns)) return false;
  const uint32_t visit = history_->visits_of(ticket).first;
  const auto [first, last] = history_->lines_of(visit);
  packed.add(ticket, recipes_.index_of(ticket, visit),
             static_cast<uint16_t>(history_->distance[visit]),
             {history_->line_signature.data() + first, last - first},
             history_->line_signatures.size() <= size_t{UINT16_MAX} + 1);
  return true;
}

// Results go to their places all over the history; the other columns of a ticket stay as they are
// unless one went the long way now or earlier.
void CompiledVersion::store_packed(std::span<const uint32_t> tickets,
                                   std::span<const int64_t> totals, bool mixed,
                                   SettledColumns& columns, Repriced* repriced) const {
  int64_t* column = columns.total.data();
  for (size_t k = 0; k < tickets.size(); ++k)
    repriced[k] = {std::exchange(column[tickets[k]], totals[k]), totals[k]};
  if (!mixed) return;
  for (size_t k = 0; k < tickets.size(); ++k) {
    settle_single(hot_columns(), tickets[k], columns);
    repriced[k].after = column[tickets[k]];
  }
}

void CompiledVersion::settle_packed(PackedTickets& packed, size_t first_block, size_t last_block,
                                    SettledColumns& columns, std::span<Repriced> repriced) const {
  FM_ASSERT(last_block <= packed.blocks.size());
  const auto scratch = std::make_unique<PackedScratch>();
  SettleBlock& block = scratch->block;
  const BlockColumns own{block.distance.data(), scratch->totals.data(), scratch->tiers.data()};
  uint32_t done = 0;
  for (size_t at = first_block; at < last_block; ++at) {
    const PackedTickets::Block from = packed.begin_of(at);
    const uint32_t count = packed.blocks[at].ticket_end - from.ticket_end;
    FM_ASSERT(done + count <= repriced.size());
    scratch->unfold(packed, from.ticket_end, count);
    const auto settle = [&](const auto* lines) {
      return settle_ordered(block, count, lines + from.line_end, own);
    };
    const bool any_long_way = packed.wide_lines.empty() ? settle(packed.narrow_lines.data())
                                                        : settle(packed.wide_lines.data());
    packed.mixed = packed.mixed || any_long_way;
    store_packed({packed.ticket.data() + from.ticket_end, count}, scratch->totals, packed.mixed,
                 columns, repriced.data() + done);
    done += count;
  }
}

}  // namespace fenming
