// The tickets of one tier side by side: what settling them again reads, in the order in which it is
// read. An edit of a tier that prices few tickets would otherwise fetch ten places of memory for
// each of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/simulation/hot.h"

namespace fenming {

struct PackedTickets {
  // Where a block's tickets and lines end; it begins where the one before ends. A block fits the
  // scratch of the loop over it.
  struct Block {
    uint32_t ticket_end = 0;
    uint32_t line_end = 0;
  };
  std::vector<Block> blocks;
  std::vector<uint32_t> ticket;  // in the history
  std::vector<uint16_t> recipe;
  std::vector<uint16_t> distance;
  std::vector<uint8_t> lines;  // how many
  // Line signatures; narrow where the history has few enough.
  std::vector<uint16_t> narrow_lines;
  std::vector<uint32_t> wide_lines;
  // Some tickets went the long way when they were last settled, so that their other columns have
  // to be written again.
  bool mixed = false;

  uint32_t size() const { return static_cast<uint32_t>(ticket.size()); }
  Block begin_of(size_t block) const { return block == 0 ? Block{} : blocks[block - 1]; }
  void reserve(size_t tickets);
  // A ticket behind the others, with at most 255 lines.
  void add(uint32_t index, uint16_t its_recipe, uint16_t its_distance,
           std::span<const uint32_t> signatures, bool narrow);
  void shrink_to_fit();
  size_t bytes() const;
};

}  // namespace fenming
