#include "app/designer/main_path.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace fenming::app::designer {
namespace {

using namespace workflow;

class MainPath {
 public:
  MainPath(const TemplateVersion& model, const std::vector<bool>& usable) : model_(model) {
    for (size_t e = 0; e < model.edges.size(); ++e) {
      if (!usable[e]) continue;
      leaving_[model.edges[e].from].push_back(e);
      entering_[model.edges[e].to].push_back(e);
    }
    for (auto& [node, edges] : leaving_) {
      std::stable_sort(edges.begin(), edges.end(), [&](size_t a, size_t b) {
        const Edge& left = model.edges[a];
        const Edge& right = model.edges[b];
        return left.otherwise != right.otherwise ? right.otherwise : left.order < right.order;
      });
    }
  }

  std::vector<size_t> find() {
    find_finishing();
    std::vector<size_t> path;
    std::unordered_set<std::string_view> seen;
    std::string_view at = root();
    while (seen.insert(at).second) {
      const auto edges = leaving_.find(at);
      if (edges == leaving_.end()) break;
      const auto good = std::find_if(edges->second.begin(), edges->second.end(), [&](size_t e) {
        return finishing_.contains(model_.edges[e].to);
      });
      path.push_back(good == edges->second.end() ? edges->second.front() : *good);
      at = model_.edges[path.back()].to;
    }
    return path;
  }

 private:
  // The start, or in a part of a drawing a node that nothing there leads to.
  std::string_view root() const {
    std::string_view found;
    for (const Node& node : model_.nodes) {
      if (!leaving_.contains(node.node) || entering_.contains(node.node)) continue;
      if (node.kind == NodeKind::kStart) return node.node;
      if (found.empty()) found = node.node;
    }
    return found;
  }

  // The nodes from which an end can be reached.
  void find_finishing() {
    std::vector<std::string_view> open;
    for (const Node& node : model_.nodes) {
      if (node.kind == NodeKind::kEnd) open.push_back(node.node);
    }
    while (!open.empty()) {
      const std::string_view node = open.back();
      open.pop_back();
      if (!finishing_.insert(node).second) continue;
      const auto edges = entering_.find(node);
      if (edges == entering_.end()) continue;
      for (const size_t e : edges->second)
        open.push_back(model_.edges[e].from);
    }
  }

  const TemplateVersion& model_;
  std::unordered_map<std::string_view, std::vector<size_t>> leaving_;
  std::unordered_map<std::string_view, std::vector<size_t>> entering_;
  std::unordered_set<std::string_view> finishing_;
};

}  // namespace

std::vector<size_t> main_path(const TemplateVersion& model, const std::vector<bool>& usable) {
  return MainPath(model, usable).find();
}

}  // namespace fenming::app::designer
