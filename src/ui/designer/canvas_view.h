// Which part of the drawing the canvas shows, and how large: from canvas units to pixels and back.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "app/designer/shapes.h"
#include "ui/geometry.h"

namespace fenming::ui {

struct CanvasView {
  static constexpr float kLeast = 0.05f;
  static constexpr float kMost = 4;

  float zoom = 1;
  float left = 0;  // canvas units at the upper left corner of the area
  float top = 0;
  Rect area;  // in pixels

  float x(float canvas_x) const { return area.x + (canvas_x - left) * zoom; }
  float y(float canvas_y) const { return area.y + (canvas_y - top) * zoom; }
  ImVec2 at(CanvasPoint point) const {
    return {x(static_cast<float>(point.x)), y(static_cast<float>(point.y))};
  }
  Rect rect(const app::designer::CanvasBox& box) const {
    return {x(static_cast<float>(box.x)), y(static_cast<float>(box.y)),
            static_cast<float>(box.w) * zoom, static_cast<float>(box.h) * zoom};
  }
  CanvasPoint to_canvas(ImVec2 pixel) const {
    return {static_cast<int32_t>(std::lround(left + (pixel.x - area.x) / zoom)),
            static_cast<int32_t>(std::lround(top + (pixel.y - area.y) / zoom))};
  }
  // Of the area, in canvas units.
  app::designer::CanvasBox seen() const {
    const CanvasPoint corner = to_canvas(area.min());
    return {corner.x, corner.y, static_cast<int32_t>(area.w / zoom) + 1,
            static_cast<int32_t>(area.h / zoom) + 1};
  }

  // What lies below the pixel stays there.
  void zoom_at(ImVec2 pixel, float factor) {
    const float wanted = std::clamp(zoom * factor, kLeast, kMost);
    left += (pixel.x - area.x) * (1 / zoom - 1 / wanted);
    top += (pixel.y - area.y) * (1 / zoom - 1 / wanted);
    zoom = wanted;
  }
  void pan(float dx, float dy) {
    left -= dx / zoom;
    top -= dy / zoom;
  }
  // As large as fits, with room around, and never beyond 100 %.
  void fit(const app::designer::CanvasBox& box) {
    constexpr float kRoom = 40;
    if (box.w == 0 || area.w < 2 * kRoom || area.h < 2 * kRoom) return;
    zoom = std::clamp(std::min((area.w - 2 * kRoom) / static_cast<float>(box.w),
                               (area.h - 2 * kRoom) / static_cast<float>(box.h)),
                      kLeast, 1.0f);
    center(box);
  }
  // What somebody sees first: large enough to be read, from the top.
  void begin(const app::designer::CanvasBox& box) {
    constexpr float kReadable = 0.75f;
    fit(box);
    if (box.w == 0 || zoom >= kReadable) return;
    zoom = kReadable;
    center(box);
    top = static_cast<float>(box.y) - 32 / zoom;
  }
  void center(const app::designer::CanvasBox& box) {
    left = static_cast<float>(box.x) + static_cast<float>(box.w) / 2 - area.w / zoom / 2;
    top = static_cast<float>(box.y) + static_cast<float>(box.h) / 2 - area.h / zoom / 2;
  }
  // Moves as little as brings the box into sight.
  void reveal(const app::designer::CanvasBox& box) {
    const float room = 24 / zoom;
    const auto follow = [&](float& from, float size, float low, float high) {
      if (low - room < from)
        from = low - room;
      else if (high + room > from + size)
        from = std::min(low - room, high + room - size);
    };
    follow(left, area.w / zoom, static_cast<float>(box.x), static_cast<float>(box.right()));
    follow(top, area.h / zoom, static_cast<float>(box.y), static_cast<float>(box.bottom()));
  }

  // The size of a text that is `size` at 100 %: one of a few, so that zooming makes few glyphs.
  // 0: too small to be read.
  float text_size(float size) const {
    constexpr std::array<float, 14> kSizes = {7, 8, 9, 10, 11, 12, 13, 15, 17, 20, 24, 30, 38, 48};
    float fitting = 0;
    for (const float one : kSizes) {
      if (one <= size * zoom * 1.04f) fitting = one;
    }
    return fitting;
  }
};

}  // namespace fenming::ui
