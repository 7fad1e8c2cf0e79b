// Surfaces and structure: cards, key figures, scroll areas, split panes, breadcrumb, sentences.
#pragma once

#include <span>
#include <string_view>

#include "ui/draw.h"
#include "ui/widgets/button.h"

namespace fenming::ui {

// A white card with a hairline; returns the content rectangle inside its padding.
Rect card(Ui& ui, const Rect& rect, float padding = 16);
// A card with a title row; `actions` receives the free part of that row, right of the title.
Rect titled_card(Ui& ui, const Rect& rect, std::string_view title, Rect* actions = nullptr);

struct KeyFigure {
  std::string_view label = {};
  std::string_view value = {};
  std::string_view detail = {};
  ImU32 colour = 0;         // of the value; 0: text
  ImU32 detail_colour = 0;  // 0: secondary
  bool stale = false;       // being recomputed: dimmed, and announced as busy
};
void key_figure(Ui& ui, const Rect& rect, const KeyFigure& figure);
// A sum, or a difference with its sign, for a key figure: in ten thousands of yuan where it has so
// many and the reader likes it so. Tables show every fen.
std::string figure_money(const Ui& ui, int64_t fen);
std::string figure_change(const Ui& ui, int64_t fen);

// A vertical scroll area. Draw between begin and end; end says how high the content was.
Rect begin_scroll(Ui& ui, std::string_view id, const Rect& rect);
void end_scroll(const Rect& area, float content_bottom);

// A divider that is dragged, or moved by arrow keys; returns the new width of the left part.
float split_pane(Ui& ui, std::string_view id, std::string_view label, const Rect& whole,
                 float left_width, float minimum, float maximum);

struct Crumb {
  std::string_view text = {};
  bool is_link = false;
};
// The pressed crumb or -1; `used` receives the drawn width.
int breadcrumb(Ui& ui, const Rect& rect, std::span<const Crumb> crumbs, float* used = nullptr);

// A condition read as a sentence: plain words in secondary, values emphasised and pressable.
struct SentencePart {
  std::string_view text = {};
  bool is_value = false;
};
// The pressed part or -1; wraps within `rect`, `used_height` receives the height.
int sentence(Ui& ui, std::string_view id, const Rect& rect, std::span<const SentencePart> parts,
             float* used_height = nullptr);

}  // namespace fenming::ui
