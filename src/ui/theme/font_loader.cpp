// The adapter to ImGui's ImFontLoader, which upstream calls unstable: a newer ImGui fails here and
// nowhere else.
#include <cmath>

#include "base/assert.h"
#include "imgui.h"
#include "imgui_internal.h"
#include "ui/theme/fonts.h"

#if IMGUI_VERSION_NUM < 19220 || IMGUI_VERSION_NUM >= 19300
#error "ImFontLoader is checked against Dear ImGui 1.92.2 to 1.92.x: review this file for yours."
#endif

namespace fenming::ui {
namespace {

struct Face {
  GlyphSource* source;
  Weight weight;
};

// One dummy byte: the atlas wants font data, the canvas needs none.
char g_no_data[1] = {0};
Face g_faces[2];

float device_scale(const ImFontConfig* source, const ImFontBaked* baked) {
  return source->RasterizerDensity * baked->RasterizerDensity;
}

bool init_source(ImFontAtlas*, ImFontConfig* source) {
  return source->FontLoaderData != nullptr;
}

// The browser does its own fallback, so every code point counts as present.
bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar) {
  return true;
}

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
  baked->Ascent = std::round(baked->Size * kBaseline);
  baked->Descent = baked->Ascent - baked->Size;
  return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*,
                ImWchar code_point, ImFontGlyph* out, float* out_advance) {
  const auto& face = *static_cast<const Face*>(source->FontLoaderData);
  const float scale = device_scale(source, baked);
  GlyphBitmap bitmap;
  face.source->rasterise(code_point, baked->Size * scale, face.weight, bitmap);
  // Whole device pixels keep every glyph on the pixel grid, hence sharp.
  const float advance = std::round(bitmap.advance) / scale;
  if (out_advance != nullptr) {
    *out_advance = advance;
    return true;
  }
  out->Codepoint = code_point & 0x3FFFFFF;  // the field has 26 bits
  out->AdvanceX = advance;
  if (bitmap.width == 0 || bitmap.height == 0) return true;
  const ImFontAtlasRectId pack = ImFontAtlasPackAddRect(atlas, bitmap.width, bitmap.height);
  if (pack == ImFontAtlasRectId_Invalid) return true;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, pack);
  out->X0 = static_cast<float>(bitmap.left) / scale;
  out->Y0 = static_cast<float>(bitmap.top) / scale + baked->Ascent;
  out->X1 = out->X0 + static_cast<float>(bitmap.width) / scale;
  out->Y1 = out->Y0 + static_cast<float>(bitmap.height) / scale;
  out->Visible = true;
  out->PackId = pack;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, out, rect, bitmap.alpha.data(),
                                     ImTextureFormat_Alpha8, bitmap.width);
  return true;
}

const ImFontLoader* canvas_loader() {
  static const ImFontLoader loader = [] {
    ImFontLoader made;
    made.Name = "glyph source";
    made.FontSrcInit = init_source;
    made.FontSrcContainsGlyph = contains_glyph;
    made.FontBakedInit = init_baked;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return &loader;
}

ImFont* add_face(Face& face) {
  ImFontConfig config;
  config.FontData = g_no_data;
  config.FontDataSize = 1;
  config.FontDataOwnedByAtlas = false;
  config.FontLoader = canvas_loader();
  config.FontLoaderData = &face;
  config.SizePixels = 13;
  return ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace

Fonts add_fonts(GlyphSource& source) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  // Enough for the first screens, so that the texture does not grow through several sizes.
  atlas->TexMinWidth = 1024;
  atlas->TexMinHeight = 512;
  atlas->TexMaxWidth = 4096;
  atlas->TexMaxHeight = 4096;
  g_faces[0] = Face{&source, Weight::kRegular};
  g_faces[1] = Face{&source, Weight::kSemibold};
  return Fonts{add_face(g_faces[0]), add_face(g_faces[1])};
}

}  // namespace fenming::ui
