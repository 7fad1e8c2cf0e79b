// The template as a graph of indices, with what the checks ask of it: reachability, dominators,
// parallel regions, cycles. Edges that begin or end nowhere, and all but the first node of an id,
// are left out.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/workflow/template.h"

namespace fenming::workflow {

inline constexpr int32_t kNone = -1;

class FlowGraph {
 public:
  explicit FlowGraph(const TemplateVersion& version);

  const TemplateVersion& version() const { return version_; }
  int32_t size() const { return static_cast<int32_t>(version_.nodes.size()); }
  const Node& node(int32_t n) const { return version_.nodes[static_cast<size_t>(n)]; }
  const Edge& edge(int32_t e) const { return version_.edges[static_cast<size_t>(e)]; }
  int32_t index_of(std::string_view id) const;
  int32_t start() const { return start_; }  // kNone unless there is exactly one

  // Outgoing edges in the order in which they are tried: by order, as listed, the else edge last.
  const std::vector<int32_t>& out(int32_t n) const { return out_[static_cast<size_t>(n)]; }
  const std::vector<int32_t>& in(int32_t n) const { return in_[static_cast<size_t>(n)]; }
  int32_t from(int32_t e) const { return from_[static_cast<size_t>(e)]; }
  int32_t to(int32_t e) const { return to_[static_cast<size_t>(e)]; }
  // Named targets that exist.
  const std::vector<int32_t>& returns(int32_t n) const { return returns_[static_cast<size_t>(n)]; }

  bool reachable(int32_t n) const { return order_[static_cast<size_t>(n)] != kNone; }
  bool reaches_final(int32_t n) const { return reaches_final_[static_cast<size_t>(n)]; }
  // The last node that every path from the start to n passes before it; kNone for the start and
  // for what is not reachable.
  int32_t dominator(int32_t n) const { return dominator_[static_cast<size_t>(n)]; }
  bool dominates(int32_t a, int32_t b) const;  // strictly, or a == b
  // The edges of splits within which a node lies, outermost first. Two nodes are in the same
  // parallel region if these are equal; a node that paths enter from different regions is in none.
  bool same_region(int32_t a, int32_t b) const;
  // Whether n can be reached from m by edges.
  bool leads_to(int32_t m, int32_t n) const;

 private:
  void connect();
  void number_reachable();
  void find_final();
  void find_dominators();
  void find_regions();

  const TemplateVersion& version_;
  int32_t start_ = kNone;
  std::vector<int32_t> from_, to_;
  std::vector<std::vector<int32_t>> out_, in_, returns_;
  std::vector<int32_t> order_;     // place in the order below; kNone: not reachable
  std::vector<int32_t> by_order_;  // reachable nodes, each before what it leads to, cycles aside
  std::vector<bool> reaches_final_;
  std::vector<int32_t> dominator_;
  std::vector<int32_t> regions_;  // numbers of lists of edges
  std::vector<bool> in_no_region_;
};

}  // namespace fenming::workflow
