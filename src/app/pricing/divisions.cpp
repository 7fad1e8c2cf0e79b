#include "app/pricing/divisions.h"

#include <algorithm>

#include "base/text.h"

namespace fenming::app {
namespace {

constexpr int32_t kLevels = 4;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return result;
}

bool answers(const TreeNode& node, std::string_view typed) {
  return node.code.starts_with(typed) || node.initials.starts_with(typed) ||
         node.name.find(typed) != std::string_view::npos;
}

// The end of what lies below each node is where the next one of its level or above begins.
void close_above(std::vector<TreeNode>& nodes, std::vector<int32_t>& open, std::string_view code) {
  const auto here = static_cast<int32_t>(nodes.size());
  while (!open.empty() && !code.starts_with(nodes[static_cast<size_t>(open.back())].code)) {
    nodes[static_cast<size_t>(open.back())].end = here;
    open.pop_back();
  }
}

}  // namespace

Result<Divisions> Divisions::parse(std::string text) {
  Divisions divisions;
  divisions.text_ = std::make_unique<const std::string>(std::move(text));
  std::vector<TreeNode>& nodes = divisions.nodes_;
  std::vector<int32_t> open;
  size_t line_number = 0;
  for (std::string_view line : split_text(*divisions.text_, '\n')) {
    ++line_number;
    if (line.empty()) continue;
    const auto cells = split_text(line, '\t');
    const bool sorted = nodes.empty() || (!cells.empty() && nodes.back().code < cells[0]);
    if (cells.size() != 3 || cells[0].empty() || cells[1].empty() || !sorted)
      return Error{"not_a_table", "line " + std::to_string(line_number),
                   "Not a code, a name and initials behind the codes before; get the file again."};
    close_above(nodes, open, cells[0]);
    TreeNode node{cells[0], cells[1], cells[2]};
    node.parent = open.empty() ? -1 : open.back();
    node.level = static_cast<int32_t>(open.size());
    open.push_back(static_cast<int32_t>(nodes.size()));
    nodes.push_back(node);
  }
  close_above(nodes, open, "\n");  // a code that nothing begins
  return divisions;
}

int32_t Divisions::find(std::string_view code) const {
  const auto found =
      std::lower_bound(nodes_.begin(), nodes_.end(), code,
                       [](const TreeNode& node, std::string_view c) { return node.code < c; });
  if (found == nodes_.end() || found->code != code) return -1;
  return static_cast<int32_t>(found - nodes_.begin());
}

std::vector<int32_t> search_tree(std::span<const TreeNode> nodes, std::string_view typed,
                                 size_t most) {
  const std::string wanted = lower(typed);
  std::vector<int32_t> found;
  if (wanted.empty()) return found;
  for (int32_t level = 0; level < kLevels && found.size() < most; ++level) {
    for (size_t i = 0; i < nodes.size() && found.size() < most; ++i) {
      if (nodes[i].level == level && answers(nodes[i], wanted))
        found.push_back(static_cast<int32_t>(i));
    }
  }
  return found;
}

std::string path_above(std::span<const TreeNode> nodes, int32_t node) {
  const int32_t parent = nodes[static_cast<size_t>(node)].parent;
  if (parent < 0) return {};
  const std::string above = path_above(nodes, parent);
  return (above.empty() ? above : above + " / ") +
         std::string(nodes[static_cast<size_t>(parent)].name);
}

}  // namespace fenming::app
