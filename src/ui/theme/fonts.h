// Fonts without font files: glyphs come from a GlyphSource, which the platform implements (the
// browser's canvas, or fixed boxes in headless tests). The source must outlive ImGui's context.
// font_loader.cpp is the only file that knows ImGui's internal font loader.
#pragma once

#include <cstdint>
#include <vector>

struct ImFont;

namespace fenming::ui {

enum class Weight : uint8_t { kRegular, kSemibold };

// Device pixels. `left` and `top` place the bitmap relative to the pen on the base line, y down.
struct GlyphBitmap {
  int width = 0;
  int height = 0;
  int left = 0;
  int top = 0;
  float advance = 0;
  std::vector<uint8_t> alpha;  // width * height
};

class GlyphSource {
 public:
  virtual ~GlyphSource() = default;
  // `size_px` is the em in device pixels. A blank glyph has width 0 and an advance.
  virtual void rasterise(uint32_t code_point, float size_px, Weight weight, GlyphBitmap& out) = 0;
};

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
};

// Distance of the base line from the top of an em box, as a share of the em: ideographs fill the
// box exactly. The platform's text element is shifted to the same base line.
inline constexpr float kBaseline = 0.88f;

// Adds both fonts to the current context's atlas.
Fonts add_fonts(GlyphSource& source);

}  // namespace fenming::ui
