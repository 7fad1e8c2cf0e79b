// Glyphs from the browser's own 2D canvas and system fonts.
#pragma once

#include "ui/theme/fonts.h"

namespace fenming::platform_web {

class CanvasGlyphs final : public ui::GlyphSource {
 public:
  void rasterise(uint32_t code_point, float size_px, ui::Weight weight,
                 ui::GlyphBitmap& out) override;
};

}  // namespace fenming::platform_web
