// Shapes and lines of a diagram. Other tools write fractions; everything here is in thousandths of
// a canvas unit, and a node's place is the nearest whole one.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "codec/bpmn/xml.h"

namespace fenming::bpmn {

inline constexpr int64_t kUnit = 1000;
// The designer's card: every node has this size there.
inline constexpr int32_t kCardWidth = 192;
inline constexpr int32_t kCardHeight = 56;
inline constexpr int32_t kColumnPitch = 240;
inline constexpr int32_t kRowPitch = 80;

struct Box {
  int64_t x = 0;
  int64_t y = 0;
  int64_t w = 0;
  int64_t h = 0;
};

struct Size {
  int64_t w = 0;
  int64_t h = 0;
};

// A decimal with sign and exponent, cut after three places and kept within the canvas; 0 for
// others.
int64_t parse_coordinate(std::string_view text);
std::string format_coordinate(int64_t thousandths);

// To the nearest unit, within the canvas.
int32_t to_units(int64_t thousandths);

// The size of an element's shape where no file has said another.
Size standard_size(std::string_view element);

Box read_bounds(const XmlNode& shape, bool& found);
XmlNode bounds_of(const Box& box);

// The place of a card around the middle of a box, and the box of a shape around that of a card.
CanvasPoint place_in(const Box& box);
Box box_at(CanvasPoint place, Size size);
// The place that is read where the box has been written.
CanvasPoint as_read(const Box& box);

// How a path without bends of its own runs from one shape to another; both may be the same.
std::vector<CanvasPoint> standard_bends(const Box& from, const Box& to);

// The line with its ends at the borders of both shapes.
std::vector<CanvasPoint> line_through(const Box& from, const Box& to,
                                      const std::vector<CanvasPoint>& bends);

// Places for the nodes that have none: in columns by their distance from the start, below the rest.
std::map<std::string, CanvasPoint> lay_out(const TemplateDocument& document);

// Adds to the positions of a label; its negative takes them off again.
void move_label(XmlNode& label, int64_t dx, int64_t dy);

}  // namespace fenming::bpmn
