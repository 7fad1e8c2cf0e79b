// Chooses any number of nodes of a large tree: a field that tells what is chosen, and below it,
// once open, a search and the tree. Only rows in sight are drawn, so that tens of thousands of
// nodes cost nothing. Up and down move, right and left open and close, Enter and Space choose; from
// the search the down arrow leads to the tree and Enter takes the first answer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/pricing/divisions.h"
#include "ui/interact.h"

namespace fenming::ui {

struct TreePickerDesc {
  std::string_view id = {};
  std::string_view label = {};
  std::string_view hint = {};                 // in the field
  std::span<const app::TreeNode> nodes = {};  // empty: not there yet
  std::span<const std::string> chosen = {};   // codes; what lies below a chosen node is chosen
  std::string_view notice = {};               // instead of the tree: loading, or why there is none
  bool disabled = false;
  bool single = false;  // closes once something was chosen
};

// Transient state of one picker.
struct TreePickerState {
  std::string query;
  std::vector<int32_t> open_nodes;  // sorted
  std::vector<int32_t> rows;        // nodes as shown
  int32_t cursor = -1;              // the node with the keyboard
  bool stale = true;                // rows are to be made again
  bool reveal = false;              // the cursor is to be scrolled into view
  bool open = false;
};

struct TreePickerResult {
  bool opened = false;       // in this frame: the caller loads what is missing
  std::string toggled = {};  // the code that was chosen, or is no longer
};
TreePickerResult tree_picker(Ui& ui, const Rect& rect, const TreePickerDesc& desc,
                             TreePickerState& state);

}  // namespace fenming::ui
