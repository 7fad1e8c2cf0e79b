#include "ui/draw.h"

#include <cmath>

#include "base/text.h"

namespace fenming::ui {
namespace {

ImFont* face(const Ui& ui, Weight weight) {
  return weight == Weight::kSemibold ? ui.fonts.semibold : ui.fonts.regular;
}

float width_of(ImFont* font, float size, std::string_view text) {
  if (text.empty()) return 0;  // ImGui reads a null range as a terminated string
  return font->CalcTextSizeA(size, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

// Bytes of `text` that fit into `width`, at a code point boundary.
size_t fitting_bytes(ImFont* font, float size, std::string_view text, float width) {
  ImFontBaked* baked = font->GetFontBaked(size);
  const float scale = size / baked->Size;
  size_t at = 0;
  float used = 0;
  while (at < text.size()) {
    size_t next = at;
    const uint32_t code_point = next_code_point(text, next);
    used += baked->GetCharAdvance(static_cast<ImWchar>(code_point)) * scale;
    if (used > width) break;
    at = next;
  }
  return at;
}

bool breaks_anywhere(uint32_t code_point) {
  return code_point >= 0x2E80;
}

// Punctuation that may not begin a line.
bool clings_to_previous(uint32_t c) {
  return c == 0xFF0C || c == 0x3002 || c == 0xFF1B || c == 0xFF1A || c == 0xFF09 || c == 0x3001 ||
         c == 0xFF01 || c == 0xFF1F || c == 0x201D;
}

// End of the line that begins at `from`.
size_t line_end(ImFont* font, float size, std::string_view text, size_t from, float width) {
  const size_t newline = text.find('\n', from);
  const std::string_view rest =
      text.substr(from, newline == std::string_view::npos ? newline : newline - from);
  const size_t fit = fitting_bytes(font, size, rest, width);
  if (fit == rest.size()) return from + fit;
  size_t best = 0;
  for (size_t at = 0; at < rest.size() && at <= fit;) {
    size_t next = at;
    const uint32_t code_point = next_code_point(rest, next);
    if (at > 0 && breaks_anywhere(code_point) && !clings_to_previous(code_point)) best = at;
    if (code_point == ' ' && next <= fit) best = next;
    at = next;
  }
  if (best == 0) best = fit;
  size_t one = 0;
  if (best == 0) next_code_point(rest, one);
  return from + std::max(best, one);
}

}  // namespace

ImVec2 text_size(const Ui& ui, std::string_view text, const TextStyle& style) {
  return {width_of(face(ui, style.weight), style.size, text), style.size};
}

TextStyle fitted(const Ui& ui, std::string_view text, TextStyle style, float width) {
  for (const float smaller : {type::kSmall, type::kMicro}) {
    if (text_size(ui, text, style).x <= width) break;
    style.size = std::min(style.size, smaller);
  }
  return style;
}

float draw_text(const Ui& ui, ImDrawList* list, const Rect& rect, std::string_view text,
                const TextStyle& style) {
  if (text.empty() || rect.w <= 0) return 0;
  ImFont* font = face(ui, style.weight);
  const ImU32 colour = style.colour != 0 ? style.colour : ui.theme.text;
  float width = width_of(font, style.size, text);
  std::string cut;
  if (width > rect.w + 0.5f) {
    const Rect seen = visible_part(rect);
    if (seen.w > 0 && seen.h > 0) ui.cuts.add(text, seen);
    constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
    const float room = rect.w - width_of(font, style.size, kEllipsis);
    cut = std::string(text.substr(0, fitting_bytes(font, style.size, text, room)));
    cut += kEllipsis;
    text = cut;
    width = width_of(font, style.size, text);
  }
  float x = rect.x;
  if (style.align == Align::kCenter) x += (rect.w - width) / 2;
  if (style.align == Align::kRight) x += rect.w - width;
  const ImVec2 position(std::round(x), std::round(rect.y + (rect.h - style.size) / 2));
  list->AddText(font, style.size, position, colour, text.data(), text.data() + text.size());
  return width;
}

float label(Ui& ui, const Rect& rect, std::string_view text, const TextStyle& style) {
  ui.announce({.role = a11y::Role::kText, .name = text}, rect);
  return draw_text(ui, ImGui::GetWindowDrawList(), rect, text, style);
}

float heading(Ui& ui, const Rect& rect, std::string_view text, int level, const TextStyle& style) {
  ui.announce({.role = a11y::Role::kHeading, .name = text, .level = level}, rect);
  return draw_text(ui, ImGui::GetWindowDrawList(), rect, text, style);
}

float paragraph(Ui& ui, const Rect& rect, std::string_view text, const TextStyle& style,
                bool draw) {
  ImFont* font = face(ui, style.weight);
  const float line_height = std::round(style.size * 1.55f);
  float y = rect.y;
  for (size_t at = 0; at < text.size();) {
    const size_t end = line_end(font, style.size, text, at, rect.w);
    if (draw) {
      draw_text(ui, ImGui::GetWindowDrawList(), {rect.x, y, rect.w + 1, line_height},
                text.substr(at, end - at), style);
    }
    y += line_height;
    at = end;
    if (at < text.size() && text[at] == '\n') ++at;
  }
  if (draw)
    ui.announce({.role = a11y::Role::kText, .name = text}, {rect.x, rect.y, rect.w, y - rect.y});
  return y - rect.y;
}

Rect small_print(Ui& ui, Rect& rest, std::string_view text, ImU32 colour, float gap) {
  const TextStyle style{type::kSmall, Weight::kRegular, colour};
  const Rect place = rest.cut_top(paragraph(ui, rest, text, style, false), gap);
  paragraph(ui, place, text, style);
  return place;
}

void fill(ImDrawList* list, const Rect& rect, ImU32 colour, float radius) {
  list->AddRectFilled(rect.min(), rect.max(), colour, radius);
}

void outline(ImDrawList* list, const Rect& rect, ImU32 colour, float radius, float width) {
  list->AddRect(rect.min(), rect.max(), colour, radius, 0, width);
}

void horizontal_line(ImDrawList* list, float x0, float x1, float y, ImU32 colour) {
  list->AddRectFilled({x0, std::floor(y)}, {x1, std::floor(y) + 1}, colour);
}

void vertical_line(ImDrawList* list, float x, float y0, float y1, ImU32 colour) {
  list->AddRectFilled({std::floor(x), y0}, {std::floor(x) + 1, y1}, colour);
}

void focus_ring(const Ui& ui, ImDrawList* list, const Rect& rect, float radius) {
  outline(list, rect.inset(-2), ui.theme.accent, radius + 2, 2);
}

void shadow(const Ui& ui, ImDrawList* list, const Rect& rect, float radius) {
  for (int i = 7; i >= 1; --i) {
    const auto spread = static_cast<float>(i * 2);
    Rect grown = rect.inset(-spread);
    grown.y += 4;
    list->AddRectFilled(grown.min(), grown.max(), ui.theme.shadow, radius + spread);
  }
}

}  // namespace fenming::ui
