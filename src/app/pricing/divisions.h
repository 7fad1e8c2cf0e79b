// The divisions of the country as one list in the order of their codes, which is the order of a
// walk through the tree: what lies below a division follows it. Searched by name, initials of the
// pinyin, and code.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace fenming::app {

struct TreeNode {
  std::string_view code;
  std::string_view name;
  std::string_view initials;  // "pdxq" of 浦东新区; '?' for a character without
  int32_t parent = -1;        // -1: a root
  int32_t end = 0;            // one beyond the last node below
  int32_t level = 0;          // 0: a root
};

class Divisions {
 public:
  // Lines of code, name and initials with tabs, sorted by code. Errors: not_a_table, at a line.
  static Result<Divisions> parse(std::string text);

  std::span<const TreeNode> nodes() const { return nodes_; }
  // The node of a code in significant digits; -1 if there is none.
  int32_t find(std::string_view code) const;

 private:
  std::unique_ptr<const std::string> text_;  // what the nodes point into
  std::vector<TreeNode> nodes_;
};

// Nodes that answer to what was typed: a code that begins so, a name that holds it, initials that
// begin so. Higher levels first; at most `most`.
std::vector<int32_t> search_tree(std::span<const TreeNode> nodes, std::string_view typed,
                                 size_t most);
// The names above a node, from the root: "江苏省 / 苏州市"; empty for a root.
std::string path_above(std::span<const TreeNode> nodes, int32_t node);

}  // namespace fenming::app
