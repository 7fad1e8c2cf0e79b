#include "platform/web/canvas_glyphs.h"

#include <array>

#include "platform/web/bridge.h"

namespace fenming::platform_web {

void CanvasGlyphs::rasterise(uint32_t code_point, float size_px, ui::Weight weight,
                             ui::GlyphBitmap& out) {
  std::array<float, 5> box{};
  fm_glyph_measure(code_point, size_px, weight == ui::Weight::kSemibold ? 1 : 0, box.data());
  out.width = static_cast<int>(box[0]);
  out.height = static_cast<int>(box[1]);
  out.left = static_cast<int>(box[2]);
  out.top = static_cast<int>(box[3]);
  out.advance = box[4];
  out.alpha.resize(static_cast<size_t>(out.width) * static_cast<size_t>(out.height));
  if (!out.alpha.empty()) fm_glyph_pixels(out.alpha.data());
}

}  // namespace fenming::platform_web
