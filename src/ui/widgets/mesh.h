// Many small quads in one piece of the draw list: room is taken once, nothing is allocated for
// each.
#pragma once

#include "ui/geometry.h"

namespace fenming::ui {

class QuadMesh {
 public:
  QuadMesh(ImDrawList* list, int most) : list_(list), left_(most) {
    list_->PrimReserve(most * 6, most * 4);
  }
  // What was not used is given back.
  ~QuadMesh() { list_->PrimUnreserve(left_ * 6, left_ * 4); }
  QuadMesh(const QuadMesh&) = delete;
  QuadMesh& operator=(const QuadMesh&) = delete;

  void rect(const Rect& rect, ImU32 colour) {
    --left_;
    list_->PrimRect(rect.min(), rect.max(), colour);
  }
  // Standing on a corner.
  void diamond(const Rect& rect, ImU32 colour) {
    --left_;
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const ImVec2 c = rect.center();
    list_->PrimQuadUV({c.x, rect.y}, {rect.right(), c.y}, {c.x, rect.bottom()}, {rect.x, c.y}, uv,
                      uv, uv, uv, colour);
  }

 private:
  ImDrawList* list_;
  int left_;
};

}  // namespace fenming::ui
