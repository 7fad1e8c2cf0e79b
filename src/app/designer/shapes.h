// How large things are on the canvas, in canvas units (one CSS pixel at 100 %), and where they
// stand. Every node is a card of one size, so that a column of them reads like a list.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "codec/template_document.h"

namespace fenming::app::designer {

inline constexpr int32_t kNodeWidth = 192;
inline constexpr int32_t kNodeHeight = 56;
inline constexpr int32_t kGrid = 8;
inline constexpr int32_t kRowPitch = 96;      // from one row of a layout to the next
inline constexpr int32_t kColumnPitch = 240;  // and from one column to the next
inline constexpr int32_t kNoteWidth = 200;
inline constexpr int32_t kNoteHeight = 96;
inline constexpr int32_t kGroupMargin = 24;
inline constexpr int32_t kGroupTitle = 28;

struct CanvasBox {
  int32_t x = 0;
  int32_t y = 0;
  int32_t w = 0;
  int32_t h = 0;

  int32_t right() const { return x + w; }
  int32_t bottom() const { return y + h; }
  CanvasPoint center() const { return {x + w / 2, y + h / 2}; }
  bool meets(const CanvasBox& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  bool holds(const CanvasBox& other) const {
    return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
  }
  bool operator==(const CanvasBox&) const = default;
};

// The smallest box around both; an empty one counts for nothing.
CanvasBox united(const CanvasBox& a, const CanvasBox& b);

int32_t on_grid(int32_t value);
inline CanvasPoint on_grid(CanvasPoint point) {
  return {on_grid(point.x), on_grid(point.y)};
}

inline CanvasBox node_box(CanvasPoint at) {
  return {at.x, at.y, kNodeWidth, kNodeHeight};
}

// Where everything of one document stands, by id. It points into the document, which must outlive
// it unchanged.
class Places {
 public:
  explicit Places(const TemplateDocument& document);

  // The box of a node, note or group; an empty one where there is none.
  CanvasBox box_of(std::string_view id) const;
  CanvasBox everything() const;
  // What lies inside a group, through its inner groups too.
  std::vector<std::string_view> nodes_in(std::string_view group) const;

 private:
  CanvasBox group_box(const NodeGroup& group, int depth) const;

  std::unordered_map<std::string_view, CanvasBox> boxes_;  // of nodes and notes
  std::unordered_map<std::string_view, const NodeGroup*> groups_;
};

}  // namespace fenming::app::designer
