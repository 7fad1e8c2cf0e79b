// Find and replace in the names and prices of a table: what would change is worked out first and
// shown, then done as one step; what cannot be replaced is listed and left as it is.
#pragma once

#include <string>
#include <vector>

#include "app/locale.h"
#include "app/prices/block_edits.h"
#include "app/prices/state.h"

namespace fenming::app::prices {

struct ReplaceQuery {
  std::string find;
  std::string with;
  bool whole = false;  // only cells that are just this
  bool names = true;
  bool prices = true;
  bool operator==(const ReplaceQuery&) const = default;
};

// A cell that holds what is looked for, and would refuse what it became.
struct NotReplaced {
  int row = 0;
  int column = 0;
  std::string before;
  std::string after;
  std::string code;  // of the refusal
};

struct Replacement {
  EditBlock edit;  // ready to be done
  int places = 0;  // cells that change
  int rows = 0;    // in so many rows
  std::vector<NotReplaced> left;
};

// Cells among `places` are searched; others are not asked. Letters match whatever their case; in
// prices digits, points and separators of either width mean the same, and "120" as a whole cell is
// ¥120.00. Inherited prices stay inherited: they change with the tier that states them.
Replacement plan_replace(const Document& document, Section section,
                         const std::vector<CellPlace>& places, const ReplaceQuery& query,
                         const Locale& locale);

}  // namespace fenming::app::prices
