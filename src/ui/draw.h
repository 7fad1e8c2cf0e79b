// Drawing without interaction: text in a rectangle, boxes, lines, shadows, the focus ring.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/ui.h"

namespace fenming::ui {

enum class Align : uint8_t { kLeft, kCenter, kRight };

struct TextStyle {
  float size = type::kBase;
  Weight weight = Weight::kRegular;
  ImU32 colour = 0;  // 0: the theme's text colour
  Align align = Align::kLeft;
};

ImVec2 text_size(const Ui& ui, std::string_view text, const TextStyle& style);

// The style in the largest size (its own, small, micro) at which the text fits the width; the
// smallest where none does. A translation may be longer than the words a place was made for.
TextStyle fitted(const Ui& ui, std::string_view text, TextStyle style, float width);

// One line, vertically centred, cut with … where it does not fit. Returns the drawn width.
float draw_text(const Ui& ui, ImDrawList* list, const Rect& rect, std::string_view text,
                const TextStyle& style);

// Draws and announces. Headings get a level.
float label(Ui& ui, const Rect& rect, std::string_view text, const TextStyle& style = {});
float heading(Ui& ui, const Rect& rect, std::string_view text, int level,
              const TextStyle& style = {type::kTitle, Weight::kSemibold});

// Breaks at any ideograph and between words; returns the height used. `draw` false only measures.
float paragraph(Ui& ui, const Rect& rect, std::string_view text, const TextStyle& style,
                bool draw = true);

// A text in small print that wraps; cuts what it used, and `gap` below it, from `rest`.
Rect small_print(Ui& ui, Rect& rest, std::string_view text, ImU32 colour, float gap);

void fill(ImDrawList* list, const Rect& rect, ImU32 colour, float radius = 0);
// A one-pixel line inside the rectangle's edge.
void outline(ImDrawList* list, const Rect& rect, ImU32 colour, float radius = 0, float width = 1);
void horizontal_line(ImDrawList* list, float x0, float x1, float y, ImU32 colour);
void vertical_line(ImDrawList* list, float x, float y0, float y1, ImU32 colour);
void focus_ring(const Ui& ui, ImDrawList* list, const Rect& rect, float radius);
// Soft shadow of a raised panel, drawn before it.
void shadow(const Ui& ui, ImDrawList* list, const Rect& rect, float radius);

}  // namespace fenming::ui
