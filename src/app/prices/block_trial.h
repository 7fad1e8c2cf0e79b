// What a block of cells would make of a draft, worked out without touching it: the commands of its
// one step, and the cells that refuse their text. A row and a tier are changed once, however many
// of their cells the block holds.
#pragma once

#include <memory>
#include <vector>

#include "app/locale.h"
#include "app/prices/commands.h"
#include "app/prices/state.h"

namespace fenming::app::prices {

struct BlockTrial {
  std::vector<std::unique_ptr<VersionCommand>> commands;
  int changed = 0;                 // cells that take their text
  std::vector<CellError> refused;  // the others
};
BlockTrial try_block(const Document& document, const EditBlock& edit, const Locale& locale);

}  // namespace fenming::app::prices
