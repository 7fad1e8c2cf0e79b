#include "app/designer/shapes.h"

#include <algorithm>

namespace fenming::app::designer {
namespace {

// Groups in groups; more is a cycle that a broken document has.
constexpr int kDeepest = 16;

}  // namespace

CanvasBox united(const CanvasBox& a, const CanvasBox& b) {
  if (a.w == 0 && a.h == 0) return b;
  if (b.w == 0 && b.h == 0) return a;
  const int32_t x = std::min(a.x, b.x);
  const int32_t y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

int32_t on_grid(int32_t value) {
  const int32_t shifted = value + kGrid / 2;
  const int32_t rest = ((shifted % kGrid) + kGrid) % kGrid;
  return shifted - rest;
}

Places::Places(const TemplateDocument& document) {
  for (const NodePlace& place : document.drawing.places)
    boxes_.try_emplace(place.node, node_box(place.at));
  for (const CanvasNote& note : document.drawing.notes)
    boxes_.try_emplace(note.note, CanvasBox{note.at.x, note.at.y, note.width, note.height});
  for (const NodeGroup& group : document.drawing.groups)
    groups_.try_emplace(group.group, &group);
}

CanvasBox Places::box_of(std::string_view id) const {
  if (const auto box = boxes_.find(id); box != boxes_.end()) return box->second;
  const auto group = groups_.find(id);
  return group == groups_.end() ? CanvasBox{} : group_box(*group->second, 0);
}

CanvasBox Places::group_box(const NodeGroup& group, int depth) const {
  CanvasBox inner;
  for (const std::string& member : group.members) {
    const auto nested = groups_.find(member);
    if (nested == groups_.end())
      inner = united(inner, box_of(member));
    else if (depth < kDeepest)
      inner = united(inner, group_box(*nested->second, depth + 1));
  }
  if (inner.w == 0) return inner;
  if (group.collapsed) return {inner.x, inner.y, kNodeWidth, kNodeHeight};
  return {inner.x - kGroupMargin, inner.y - kGroupMargin - kGroupTitle, inner.w + 2 * kGroupMargin,
          inner.h + 2 * kGroupMargin + kGroupTitle};
}

CanvasBox Places::everything() const {
  CanvasBox all;
  for (const auto& [id, box] : boxes_)
    all = united(all, box);
  for (const auto& [id, group] : groups_)
    all = united(all, group_box(*group, 0));
  return all;
}

std::vector<std::string_view> Places::nodes_in(std::string_view group) const {
  std::vector<std::string_view> found;
  std::vector<std::string_view> open{group};
  // Each group is opened once for each time that it is listed; a cycle ends by the limit.
  for (size_t i = 0; i < open.size() && i < groups_.size() * 2; ++i) {
    const auto one = groups_.find(open[i]);
    if (one == groups_.end()) continue;
    for (const std::string& member : one->second->members) {
      if (groups_.contains(member))
        open.push_back(member);
      else
        found.push_back(member);
    }
  }
  return found;
}

}  // namespace fenming::app::designer
