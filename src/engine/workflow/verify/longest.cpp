#include <algorithm>

#include "engine/workflow/verify/checks.h"

namespace fenming::workflow {
namespace {

// Tarjan's numbering of strongly connected components, without recursion: a template may be a
// chain of a thousand nodes.
class Components {
 public:
  explicit Components(const FlowGraph& graph)
      : graph_(graph), number_(count(), kNone), low_(count()), on_stack_(count()) {
    if (graph.start() != kNone) walk(graph.start());
  }

  // Each after all that it leads to.
  std::vector<std::vector<int32_t>> list;

 private:
  size_t count() const { return static_cast<size_t>(graph_.size()); }

  std::vector<int32_t> targets(int32_t n) const {
    std::vector<int32_t> found = graph_.returns(n);
    for (const int32_t e : graph_.out(n))
      found.push_back(graph_.to(e));
    return found;
  }

  void open(int32_t n) {
    number_[static_cast<size_t>(n)] = low_[static_cast<size_t>(n)] = next_++;
    on_stack_[static_cast<size_t>(n)] = true;
    stack_.push_back(n);
    frames_.push_back({n, targets(n), 0});
  }

  void close(int32_t n) {
    if (low_[static_cast<size_t>(n)] != number_[static_cast<size_t>(n)]) return;
    auto& component = list.emplace_back();
    for (int32_t member = kNone; member != n;) {
      member = stack_.back();
      stack_.pop_back();
      on_stack_[static_cast<size_t>(member)] = false;
      component.push_back(member);
    }
    std::sort(component.begin(), component.end());
  }

  void walk(int32_t start) {
    open(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const auto here = static_cast<size_t>(frame.node);
      if (frame.next < frame.targets.size()) {
        const int32_t target = frame.targets[frame.next++];
        const auto there = static_cast<size_t>(target);
        if (number_[there] == kNone) {
          open(target);
        } else if (on_stack_[there]) {
          low_[here] = std::min(low_[here], number_[there]);
        }
        continue;
      }
      close(frame.node);
      frames_.pop_back();
      if (frames_.empty()) return;
      const auto parent = static_cast<size_t>(frames_.back().node);
      low_[parent] = std::min(low_[parent], low_[here]);
    }
  }

  struct Frame {
    int32_t node;
    std::vector<int32_t> targets;
    size_t next;
  };

  const FlowGraph& graph_;
  std::vector<int32_t> number_, low_;
  std::vector<bool> on_stack_;
  std::vector<int32_t> stack_;
  std::vector<Frame> frames_;
  int32_t next_ = 0;
};

int64_t minutes_of(const FlowGraph& graph, const std::vector<int32_t>& component) {
  int64_t minutes = 0;
  for (const int32_t n : component)
    minutes += graph.node(n).sla ? graph.node(n).sla->minutes : 0;
  return minutes;
}

bool is_cycle(const FlowGraph& graph, const std::vector<int32_t>& component) {
  if (component.size() > 1) return true;
  const int32_t n = component[0];
  return std::any_of(graph.out(n).begin(), graph.out(n).end(),
                     [&](int32_t e) { return graph.to(e) == n; });
}

}  // namespace

// The longest way through the components, each counted with all its nodes: whatever order a cycle
// is passed in, passing it once takes no longer.
LongestPath longest_path(const FlowGraph& graph) {
  const Components components(graph);
  const size_t count = components.list.size();
  std::vector<int32_t> component_of(static_cast<size_t>(graph.size()), kNone);
  std::vector<int64_t> longest(count);
  std::vector<int32_t> next(count, kNone);
  for (size_t c = 0; c < count; ++c) {
    for (const int32_t n : components.list[c])
      component_of[static_cast<size_t>(n)] = static_cast<int32_t>(c);
    int64_t behind = 0;
    for (const int32_t n : components.list[c]) {
      for (const int32_t e : graph.out(n)) {
        const int32_t target = component_of[static_cast<size_t>(graph.to(e))];
        if (target == static_cast<int32_t>(c)) continue;
        const int64_t way = longest[static_cast<size_t>(target)];
        if (next[c] != kNone && way <= behind) continue;
        behind = way;
        next[c] = target;
      }
    }
    longest[c] = minutes_of(graph, components.list[c]) + behind;
  }
  LongestPath path;
  if (count == 0) return path;
  path.minutes = longest.back();
  for (auto c = static_cast<int32_t>(count) - 1; c != kNone; c = next[static_cast<size_t>(c)]) {
    const std::vector<int32_t>& component = components.list[static_cast<size_t>(c)];
    std::vector<std::string> ids;
    for (const int32_t n : component) {
      ids.push_back(graph.node(n).node);
      const bool endless = waits(graph.node(n).kind) && !graph.node(n).sla;
      if (endless) path.open_ended.push_back(graph.node(n).node);
    }
    path.nodes.insert(path.nodes.end(), ids.begin(), ids.end());
    if (is_cycle(graph, component)) path.cycles.push_back(std::move(ids));
  }
  return path;
}

}  // namespace fenming::workflow
