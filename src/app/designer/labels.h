// The words on edges: how much room they take, and where on their curve they stand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/designer/scene.h"

namespace fenming::app::designer {

inline constexpr int32_t kLabelText = 12;
inline constexpr int32_t kLabelWidth = 190;  // at most; longer words are cut
inline constexpr int32_t kFeeText = 11;

// What a character or a text takes in canvas units, roughly and without a font: an ideograph its
// size, a letter somewhat more than half of it.
int32_t character_width(char32_t code, int32_t size);
int32_t text_width(std::string_view text, int32_t size);

// What a card says of its settlements in one line: the first, and how many more there are. Empty
// where it settles nothing.
std::string fee_line(const SceneNode& node);
// Where that line stands, over the card's upper right corner; empty where it settles nothing.
CanvasBox fee_box(const SceneNode& node);

// Where an edge's words stand; empty where it has none.
CanvasBox label_box(const SceneEdge& edge);

// Gives each edge's words their place: on the curve, as near to the middle of its first piece as
// can be without lying over a card, a line of settlements or words that were placed before; where
// everything is taken, where the least is covered.
void place_labels(std::vector<SceneEdge>& edges, const std::vector<SceneNode>& nodes);

}  // namespace fenming::app::designer
