#include "codec/bpmn/geometry.h"

#include <algorithm>
#include <deque>
#include <set>

#include "base/text.h"
#include "codec/bpmn/mapping.h"

namespace fenming::bpmn {
namespace {

constexpr int64_t kFarthest = 20'000'000 * kUnit;
constexpr int32_t kCanvas = 10'000'000;  // the reach of a drawing, in units
constexpr int32_t kLoop = 24;            // how far a path to its own step runs outside

int64_t middle_x(const Box& box) {
  return box.x + box.w / 2;
}
int64_t middle_y(const Box& box) {
  return box.y + box.h / 2;
}

// Where the straight line from the middle of a box to a point leaves the box.
CanvasPoint border_towards(const Box& box, CanvasPoint to) {
  const CanvasPoint c{to_units(middle_x(box)), to_units(middle_y(box))};
  const int64_t dx = int64_t{to.x} - c.x;
  const int64_t dy = int64_t{to.y} - c.y;
  const int64_t ax = std::max<int64_t>(dx < 0 ? -dx : dx, 1);
  const int64_t ay = std::max<int64_t>(dy < 0 ? -dy : dy, 1);
  if (ax * kUnit <= box.w / 2 && ay * kUnit <= box.h / 2) return c;
  const bool by_side = ax * box.h >= ay * box.w;
  const int64_t length = by_side ? ax : ay;
  const int64_t half = by_side ? box.w / 2 : box.h / 2;
  return {to_units(c.x * kUnit + dx * half / length), to_units(c.y * kUnit + dy * half / length)};
}

// The distance of each node from the start nodes; what cannot be reached counts from itself.
std::map<std::string, int32_t> columns_of(const workflow::TemplateVersion& model) {
  std::map<std::string, int32_t> columns;
  std::map<std::string, std::vector<std::string>> next;
  std::set<std::string> entered;
  for (const workflow::Edge& edge : model.edges) {
    next[edge.from].push_back(edge.to);
    if (edge.from != edge.to) entered.insert(edge.to);
  }
  std::deque<std::string> waiting;
  const auto begin_at = [&](const std::string& node) {
    if (!columns.emplace(node, 0).second) return;
    for (waiting.push_back(node); !waiting.empty(); waiting.pop_front()) {
      const int32_t column = columns[waiting.front()] + 1;
      for (const std::string& to : next[waiting.front()]) {
        if (columns.emplace(to, column).second) waiting.push_back(to);
      }
    }
  };
  for (const workflow::Node& node : model.nodes) {
    if (node.kind == workflow::NodeKind::kStart) begin_at(node.node);
  }
  for (const workflow::Node& node : model.nodes) {
    if (!entered.contains(node.node)) begin_at(node.node);
  }
  for (const workflow::Node& node : model.nodes)
    begin_at(node.node);
  return columns;
}

}  // namespace

int32_t to_units(int64_t thousandths) {
  const int64_t shifted = thousandths + kUnit / 2;
  const int64_t floor = shifted >= 0 ? shifted / kUnit : -((-shifted + kUnit - 1) / kUnit);
  return static_cast<int32_t>(std::clamp<int64_t>(floor, -kCanvas, kCanvas));
}

int64_t parse_coordinate(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::string digits;
  int64_t places = 0;
  size_t at = 0;
  for (bool fraction = false; at < text.size(); ++at) {
    if (text[at] == '.' && !fraction) {
      fraction = true;
    } else if (text[at] >= '0' && text[at] <= '9') {
      digits += text[at];
      places += fraction ? 1 : 0;
    } else {
      break;
    }
  }
  int64_t exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const auto number = parse_decimal(text.substr(at + 1), 0);
    if (!number || *number > 20 || *number < -1000) return 0;
    exponent = *number;
  } else if (at < text.size()) {
    return 0;
  }
  int64_t value = 0;
  const int64_t wanted = static_cast<int64_t>(digits.size()) - places + exponent + 3;
  for (int64_t i = 0; i < wanted && value < kFarthest; ++i) {
    const auto index = static_cast<size_t>(i);
    value = value * 10 + (index < digits.size() ? digits[index] - '0' : 0);
  }
  value = std::min(value, kFarthest);
  return negative ? -value : value;
}

std::string format_coordinate(int64_t thousandths) {
  return format_decimal(thousandths, 3);
}

Size standard_size(std::string_view element) {
  if (is_event(element)) return {36 * kUnit, 36 * kUnit};
  if (is_gateway(element)) return {50 * kUnit, 50 * kUnit};
  return {kCardWidth * kUnit, kCardHeight * kUnit};
}

Box read_bounds(const XmlNode& shape, bool& found) {
  const XmlNode* bounds = shape.child("dc:Bounds");
  found = bounds != nullptr;
  if (!found) return {};
  return {parse_coordinate(bounds->get("x")), parse_coordinate(bounds->get("y")),
          std::max<int64_t>(0, parse_coordinate(bounds->get("width"))),
          std::max<int64_t>(0, parse_coordinate(bounds->get("height")))};
}

XmlNode bounds_of(const Box& box) {
  XmlNode bounds;
  bounds.name = "dc:Bounds";
  bounds.set("x", format_coordinate(box.x)).set("y", format_coordinate(box.y));
  bounds.set("width", format_coordinate(box.w)).set("height", format_coordinate(box.h));
  return bounds;
}

CanvasPoint place_in(const Box& box) {
  return {std::max(to_units(middle_x(box)) - kCardWidth / 2, -kCanvas),
          std::max(to_units(middle_y(box)) - kCardHeight / 2, -kCanvas)};
}

Box box_at(CanvasPoint place, Size size) {
  return {(place.x + kCardWidth / 2) * kUnit - size.w / 2,
          (place.y + kCardHeight / 2) * kUnit - size.h / 2, size.w, size.h};
}

CanvasPoint as_read(const Box& box) {
  XmlNode shape;
  shape.children.push_back(bounds_of(box));
  bool found = false;
  return place_in(read_bounds(shape, found));
}

std::vector<CanvasPoint> standard_bends(const Box& from, const Box& to) {
  const CanvasPoint a{to_units(middle_x(from)), to_units(middle_y(from))};
  const CanvasPoint b{to_units(middle_x(to)), to_units(middle_y(to))};
  if (a == b) {
    const int32_t right = to_units(from.x + from.w) + kLoop;
    const int32_t top = to_units(from.y) - kLoop;
    return {{right, a.y}, {right, top}, {a.x, top}};
  }
  if (a.x == b.x || a.y == b.y) return {};
  if (to.x >= from.x + from.w) {
    const int32_t between = to_units((from.x + from.w + to.x) / 2);
    return {{between, a.y}, {between, b.y}};
  }
  return {{a.x, b.y}};
}

std::vector<CanvasPoint> line_through(const Box& from, const Box& to,
                                      const std::vector<CanvasPoint>& bends) {
  std::vector<CanvasPoint> line;
  const CanvasPoint a{to_units(middle_x(from)), to_units(middle_y(from))};
  const CanvasPoint b{to_units(middle_x(to)), to_units(middle_y(to))};
  line.push_back(border_towards(from, bends.empty() ? b : bends.front()));
  line.insert(line.end(), bends.begin(), bends.end());
  line.push_back(border_towards(to, bends.empty() ? a : bends.back()));
  return line;
}

std::map<std::string, CanvasPoint> lay_out(const TemplateDocument& document) {
  std::map<std::string, CanvasPoint> places;
  int32_t top = 0;
  for (const NodePlace& place : document.drawing.places) {
    places.emplace(place.node, place.at);
    top = std::max(top, place.at.y + 2 * kRowPitch);
  }
  const std::map<std::string, int32_t> columns = columns_of(document.model);
  std::map<int32_t, int32_t> rows;
  for (const workflow::Node& node : document.model.nodes) {
    if (places.contains(node.node)) continue;
    const int32_t column = columns.at(node.node);
    const int32_t y = std::min(top + rows[column]++ * kRowPitch, kCanvas - kColumnPitch);
    places.emplace(node.node, CanvasPoint{column * kColumnPitch, y});
  }
  return places;
}

void move_label(XmlNode& label, int64_t dx, int64_t dy) {
  for (XmlNode& child : label.children) {
    if (child.name != "dc:Bounds") continue;
    child.set("x", format_coordinate(parse_coordinate(child.get("x")) + dx));
    child.set("y", format_coordinate(parse_coordinate(child.get("y")) + dy));
  }
}

}  // namespace fenming::bpmn
