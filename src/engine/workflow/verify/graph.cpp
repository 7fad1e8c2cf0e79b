#include "engine/workflow/verify/graph.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace fenming::workflow {

FlowGraph::FlowGraph(const TemplateVersion& version) : version_(version) {
  connect();
  number_reachable();
  find_final();
  find_dominators();
  find_regions();
}

int32_t FlowGraph::index_of(std::string_view id) const {
  for (int32_t n = 0; n < size(); ++n) {
    if (node(n).node == id) return n;
  }
  return kNone;
}

void FlowGraph::connect() {
  std::unordered_map<std::string_view, int32_t> ids;
  ids.reserve(version_.nodes.size());
  int32_t starts = 0;
  for (int32_t n = 0; n < size(); ++n) {
    ids.emplace(node(n).node, n);
    if (node(n).kind != NodeKind::kStart) continue;
    ++starts;
    start_ = n;
  }
  if (starts != 1) start_ = kNone;
  const auto find = [&](std::string_view id) {
    const auto found = ids.find(id);
    return found == ids.end() ? kNone : found->second;
  };
  const auto nodes = static_cast<size_t>(size());
  out_.resize(nodes);
  in_.resize(nodes);
  returns_.resize(nodes);
  for (size_t e = 0; e < version_.edges.size(); ++e) {
    from_.push_back(find(version_.edges[e].from));
    to_.push_back(find(version_.edges[e].to));
    if (from_[e] == kNone || to_[e] == kNone) continue;
    out_[static_cast<size_t>(from_[e])].push_back(static_cast<int32_t>(e));
    in_[static_cast<size_t>(to_[e])].push_back(static_cast<int32_t>(e));
  }
  for (auto& edges : out_) {
    std::stable_sort(edges.begin(), edges.end(), [&](int32_t a, int32_t b) {
      if (edge(a).otherwise != edge(b).otherwise) return edge(b).otherwise;
      return edge(a).order < edge(b).order;
    });
  }
  for (int32_t n = 0; n < size(); ++n) {
    for (const std::string& target : node(n).return_to) {
      if (find(target) != kNone) returns_[static_cast<size_t>(n)].push_back(find(target));
    }
  }
}

// Reverse postorder of a depth-first walk.
void FlowGraph::number_reachable() {
  order_.assign(static_cast<size_t>(size()), kNone);
  if (start_ == kNone) return;
  std::vector<bool> seen(static_cast<size_t>(size()));
  std::vector<std::pair<int32_t, size_t>> stack = {{start_, 0}};
  seen[static_cast<size_t>(start_)] = true;
  while (!stack.empty()) {
    auto& [n, next] = stack.back();
    if (next == out(n).size()) {
      by_order_.push_back(n);
      stack.pop_back();
      continue;
    }
    const int32_t target = to(out(n)[next++]);
    if (seen[static_cast<size_t>(target)]) continue;
    seen[static_cast<size_t>(target)] = true;
    stack.emplace_back(target, 0);
  }
  std::reverse(by_order_.begin(), by_order_.end());
  for (size_t i = 0; i < by_order_.size(); ++i)
    order_[static_cast<size_t>(by_order_[i])] = static_cast<int32_t>(i);
}

void FlowGraph::find_final() {
  reaches_final_.assign(static_cast<size_t>(size()), false);
  std::vector<int32_t> open;
  for (int32_t n = 0; n < size(); ++n) {
    if (!is_final(node(n).kind)) continue;
    reaches_final_[static_cast<size_t>(n)] = true;
    open.push_back(n);
  }
  while (!open.empty()) {
    const int32_t n = open.back();
    open.pop_back();
    for (const int32_t e : in(n)) {
      const auto source = static_cast<size_t>(from(e));
      if (reaches_final_[source]) continue;
      reaches_final_[source] = true;
      open.push_back(from(e));
    }
  }
}

// Iterates to the fixed point over the reachable nodes in order.
void FlowGraph::find_dominators() {
  dominator_.assign(static_cast<size_t>(size()), kNone);
  const auto slot = [&](int32_t n) -> int32_t& { return dominator_[static_cast<size_t>(n)]; };
  const auto rank = [&](int32_t n) { return order_[static_cast<size_t>(n)]; };
  const auto meet = [&](int32_t a, int32_t b) {
    while (a != b) {
      while (rank(a) > rank(b))
        a = slot(a);
      while (rank(b) > rank(a))
        b = slot(b);
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const int32_t n : by_order_) {
      if (n == start_) continue;
      int32_t found = kNone;
      for (const int32_t e : in(n)) {
        const int32_t source = from(e);
        if (!reachable(source) || (source != start_ && slot(source) == kNone)) continue;
        found = found == kNone ? source : meet(found, source);
      }
      changed = changed || slot(n) != found;
      slot(n) = found;
    }
  }
}

bool FlowGraph::dominates(int32_t a, int32_t b) const {
  if (!reachable(a) || !reachable(b)) return false;
  while (b != kNone && b != a)
    b = dominator(b);
  return b == a;
}

// A region is its innermost edge within an outer region; 0 is outside of all splits.
void FlowGraph::find_regions() {
  std::vector<int32_t> outer = {0};
  std::map<std::pair<int32_t, int32_t>, int32_t> inner;
  regions_.resize(static_cast<size_t>(size()));
  in_no_region_.assign(static_cast<size_t>(size()), false);
  std::vector<bool> known(static_cast<size_t>(size()));
  for (const int32_t n : by_order_) {
    for (const int32_t e : out(n)) {
      int32_t region = regions_[static_cast<size_t>(n)];
      bool nested = !in_no_region_[static_cast<size_t>(n)];
      if (node(n).kind == NodeKind::kSplit) {
        const auto number = static_cast<int32_t>(outer.size());
        const auto [place, added] = inner.emplace(std::pair(region, e), number);
        if (added) outer.push_back(region);
        region = place->second;
      }
      const auto target = static_cast<size_t>(to(e));
      if (node(to(e)).kind == NodeKind::kJoin) {
        nested = nested && region != 0;
        region = outer[static_cast<size_t>(region)];
      }
      if (!known[target]) regions_[target] = region;
      const bool differs = regions_[target] != region && !is_final(node(to(e)).kind);
      if (!nested || differs) in_no_region_[target] = true;
      known[target] = true;
    }
  }
}

bool FlowGraph::same_region(int32_t a, int32_t b) const {
  const auto i = static_cast<size_t>(a);
  const auto j = static_cast<size_t>(b);
  return !in_no_region_[i] && !in_no_region_[j] && regions_[i] == regions_[j];
}

bool FlowGraph::leads_to(int32_t m, int32_t n) const {
  std::vector<bool> seen(static_cast<size_t>(size()));
  std::vector<int32_t> open = {m};
  while (!open.empty()) {
    const int32_t here = open.back();
    open.pop_back();
    for (const int32_t e : out(here)) {
      if (to(e) == n) return true;
      if (seen[static_cast<size_t>(to(e))]) continue;
      seen[static_cast<size_t>(to(e))] = true;
      open.push_back(to(e));
    }
  }
  return false;
}

}  // namespace fenming::workflow
