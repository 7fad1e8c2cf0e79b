// Rectangles in CSS pixels, and the cutting that lays out a panel: take a strip from one side, keep
// the rest. Nothing here knows a widget.
#pragma once

#include <algorithm>

#include "app/platform_io.h"
#include "imgui.h"

namespace fenming::ui {

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  ImVec2 min() const { return {x, y}; }
  ImVec2 max() const { return {x + w, y + h}; }
  ImVec2 center() const { return {x + w / 2, y + h / 2}; }
  bool contains(ImVec2 p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }

  Rect inset(float all) const { return inset(all, all); }
  Rect inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, std::max(0.0f, w - 2 * horizontal),
            std::max(0.0f, h - 2 * vertical)};
  }
  Rect intersect(const Rect& other) const {
    const float left = std::max(x, other.x);
    const float top = std::max(y, other.y);
    return {left, top, std::max(0.0f, std::min(right(), other.right()) - left),
            std::max(0.0f, std::min(bottom(), other.bottom()) - top)};
  }

  // Each cut returns the strip and leaves the rest, `gap` pixels apart.
  Rect cut_top(float height, float gap = 0) {
    const Rect strip{x, y, w, std::min(height, h)};
    y += strip.h + gap;
    h = std::max(0.0f, h - strip.h - gap);
    return strip;
  }
  Rect cut_bottom(float height, float gap = 0) {
    const float taken = std::min(height, h);
    const Rect strip{x, bottom() - taken, w, taken};
    h = std::max(0.0f, h - taken - gap);
    return strip;
  }
  Rect cut_left(float width, float gap = 0) {
    const Rect strip{x, y, std::min(width, w), h};
    x += strip.w + gap;
    w = std::max(0.0f, w - strip.w - gap);
    return strip;
  }
  Rect cut_right(float width, float gap = 0) {
    const float taken = std::min(width, w);
    const Rect strip{right() - taken, y, taken, h};
    w = std::max(0.0f, w - taken - gap);
    return strip;
  }
  // A smaller rectangle of that height in the vertical middle.
  Rect middle(float height) const {
    return {x, y + static_cast<float>(static_cast<int>((h - height) / 2)), w, height};
  }

  app::Box box() const { return {x, y, w, h}; }
};

// The part of `rect` that the current window lets through.
inline Rect visible_part(const Rect& rect) {
  const ImVec2 low = ImGui::GetWindowDrawList()->GetClipRectMin();
  const ImVec2 high = ImGui::GetWindowDrawList()->GetClipRectMax();
  return rect.intersect({low.x, low.y, high.x - low.x, high.y - low.y});
}

}  // namespace fenming::ui
