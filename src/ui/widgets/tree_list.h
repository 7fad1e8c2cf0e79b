// A list of nested items. The caller hands over the visible rows of its tree in order; opening and
// selecting come back as events. Right and left open and close, up and down move.
#pragma once

#include <span>
#include <string_view>

#include "ui/interact.h"
#include "ui/widgets/icons.h"

namespace fenming::ui {

struct TreeRow {
  std::string_view id = {};  // unique within the tree
  std::string_view label = {};
  std::string_view note = {};  // right-aligned, secondary
  int level = 0;
  bool has_children = false;
  bool open = false;
  bool selected = false;
};
struct TreeResult {
  int pressed = -1;
  int toggled = -1;
};
TreeResult tree_list(Ui& ui, std::string_view id, std::string_view label, const Rect& rect,
                     std::span<const TreeRow> rows);

}  // namespace fenming::ui
