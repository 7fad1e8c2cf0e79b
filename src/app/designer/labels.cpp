#include "app/designer/labels.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "app/designer/routes.h"
#include "base/text.h"

namespace fenming::app::designer {
namespace {

constexpr int32_t kLabelHeight = 20;
constexpr int kSteps = 12;  // of a piece, on which words may stand
// From the middle outwards; an end belongs to the arrow and to the card.
constexpr std::array kTried = {6, 5, 7, 4, 8, 3, 9, 2, 10};

int64_t covered(const CanvasBox& a, const CanvasBox& b) {
  const int64_t w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
  const int64_t h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

// What stands on the canvas, found by where it is.
class Taken {
 public:
  void add(const CanvasBox& box) {
    each_tile(box, [&](int64_t tile) { tiles_[tile].push_back(box); });
  }
  // Of a box, in square units; what lies in two tiles may count twice.
  int64_t under(const CanvasBox& box) const {
    int64_t sum = 0;
    each_tile(box, [&](int64_t tile) {
      const auto found = tiles_.find(tile);
      if (found == tiles_.end()) return;
      for (const CanvasBox& other : found->second)
        sum += covered(box, other);
    });
    return sum;
  }

 private:
  static constexpr int32_t kTileBits = 8;  // 256 units, so that a card lies in few tiles

  template <typename Call>
  static void each_tile(const CanvasBox& box, const Call& call) {
    for (int32_t y = box.y >> kTileBits; y <= box.bottom() >> kTileBits; ++y) {
      for (int32_t x = box.x >> kTileBits; x <= box.right() >> kTileBits; ++x)
        call(int64_t{y} * (int64_t{1} << 32) + x);
    }
  }

  std::unordered_map<int64_t, std::vector<CanvasBox>> tiles_;
};

CanvasBox box_around(CanvasPoint middle, int32_t width) {
  return {middle.x - width / 2, middle.y - kLabelHeight / 2, width, kLabelHeight};
}

int32_t label_width(const SceneEdge& edge) {
  return std::min(text_width(edge.label, kLabelText) + 10, kLabelWidth);
}

CanvasPoint best_place(const SceneEdge& edge, const Taken& taken) {
  const int32_t width = label_width(edge);
  CanvasPoint best = middle_of(edge.curve, 0);
  int64_t least = INT64_MAX;
  for (size_t piece = 0; piece * 3 + 3 < edge.curve.size(); ++piece) {
    for (const int step : kTried) {
      const CanvasPoint at = point_on(edge.curve, piece, step, kSteps);
      const int64_t cost = taken.under(box_around(at, width));
      if (cost >= least) continue;
      best = at;
      least = cost;
      if (cost == 0) return best;
    }
  }
  return best;
}

}  // namespace

int32_t character_width(char32_t code, int32_t size) {
  return code >= 0x2E80 ? size : size * 58 / 100;
}

int32_t text_width(std::string_view text, int32_t size) {
  int32_t width = 0;
  for (size_t at = 0; at < text.size();)
    width += character_width(next_code_point(text, at), size);
  return width;
}

std::string fee_line(const SceneNode& node) {
  if (node.fees.empty()) return {};
  if (node.fees.size() == 1) return node.fees.front();
  return node.fees.front() + "  +" + std::to_string(node.fees.size() - 1);
}

CanvasBox fee_box(const SceneNode& node) {
  if (node.fees.empty()) return {};
  const int32_t width = text_width(fee_line(node), kFeeText) + 14;
  return {node.box.right() - width + 6, node.box.y - 9, width, 18};
}

CanvasBox label_box(const SceneEdge& edge) {
  return edge.label.empty() ? CanvasBox{} : box_around(edge.label_at, label_width(edge));
}

void place_labels(std::vector<SceneEdge>& edges, const std::vector<SceneNode>& nodes) {
  Taken taken;
  for (const SceneNode& node : nodes) {
    taken.add(node.box);
    if (!node.fees.empty()) taken.add(fee_box(node));
  }
  std::vector<SceneEdge*> order;
  for (SceneEdge& edge : edges) {
    edge.label_at = middle_of(edge.curve, 0);
    if (!edge.label.empty()) order.push_back(&edge);
  }
  // A short edge has few places, so it chooses first.
  std::stable_sort(order.begin(), order.end(), [](const SceneEdge* a, const SceneEdge* b) {
    return a->bounds.w + a->bounds.h < b->bounds.w + b->bounds.h;
  });
  for (SceneEdge* edge : order) {
    edge->label_at = best_place(*edge, taken);
    taken.add(label_box(*edge));
  }
}

}  // namespace fenming::app::designer
