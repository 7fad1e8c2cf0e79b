#include <algorithm>
#include <set>

#include "app/designer/edits.h"
#include "app/designer/layout.h"

namespace fenming::app::designer {
namespace {

// A node or note, and where it stands.
struct Spot {
  CanvasPoint* at;
  CanvasBox box;
};

// What the ids name, groups as what lies in them; each once.
std::vector<Spot> spots_of(TemplateDocument& document, const Ids& ids) {
  const Places places(document);
  std::set<std::string, std::less<>> wanted(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    for (const std::string_view node : places.nodes_in(id))
      wanted.emplace(node);
  }
  std::vector<Spot> spots;
  for (NodePlace& place : document.drawing.places) {
    if (wanted.contains(place.node)) spots.push_back({&place.at, node_box(place.at)});
  }
  for (CanvasNote& note : document.drawing.notes) {
    if (wanted.contains(note.note))
      spots.push_back({&note.at, {note.at.x, note.at.y, note.width, note.height}});
  }
  return spots;
}

// Bends between two nodes that both move go with them.
void move_bends(TemplateDocument& document, const std::set<std::string_view>& moved, int32_t dx,
                int32_t dy) {
  for (EdgeRoute& route : document.drawing.routes) {
    const workflow::Edge* edge = find_edge(document, route.edge);
    if (edge == nullptr || !moved.contains(edge->from) || !moved.contains(edge->to)) continue;
    for (CanvasPoint& bend : route.bends) {
      bend.x += dx;
      bend.y += dy;
    }
  }
}

}  // namespace

void move_parts(TemplateDocument& document, const Ids& ids, int32_t dx, int32_t dy) {
  for (const Spot& spot : spots_of(document, ids)) {
    spot.at->x += dx;
    spot.at->y += dy;
  }
  std::set<std::string_view> moved;
  const Places places(document);
  for (const std::string& id : ids) {
    moved.insert(id);
    for (const std::string_view node : places.nodes_in(id))
      moved.insert(node);
  }
  move_bends(document, moved, dx, dy);
}

void align_parts(TemplateDocument& document, const Ids& ids, Alignment alignment) {
  const std::vector<Spot> spots = spots_of(document, ids);
  CanvasBox all;
  for (const Spot& spot : spots)
    all = united(all, spot.box);
  for (const Spot& spot : spots) {
    switch (alignment) {
      case Alignment::kLeft:
        spot.at->x = all.x;
        break;
      case Alignment::kCenter:
        spot.at->x = all.center().x - spot.box.w / 2;
        break;
      case Alignment::kRight:
        spot.at->x = all.right() - spot.box.w;
        break;
      case Alignment::kTop:
        spot.at->y = all.y;
        break;
      case Alignment::kMiddle:
        spot.at->y = all.center().y - spot.box.h / 2;
        break;
      case Alignment::kBottom:
        spot.at->y = all.bottom() - spot.box.h;
        break;
    }
  }
}

void distribute_parts(TemplateDocument& document, const Ids& ids, bool horizontally) {
  std::vector<Spot> spots = spots_of(document, ids);
  if (spots.size() < 3) return;
  const auto low = [&](const Spot& spot) { return horizontally ? spot.box.x : spot.box.y; };
  const auto size = [&](const Spot& spot) { return horizontally ? spot.box.w : spot.box.h; };
  std::stable_sort(spots.begin(), spots.end(),
                   [&](const Spot& a, const Spot& b) { return low(a) < low(b); });
  int32_t filled = 0;
  for (const Spot& spot : spots)
    filled += size(spot);
  const int32_t whole = low(spots.back()) + size(spots.back()) - low(spots.front());
  const auto gaps = static_cast<int32_t>(spots.size() - 1);
  int32_t at = low(spots.front());
  int32_t passed = 0;  // what came before, so that no rounding adds up
  for (size_t i = 0; i < spots.size(); ++i) {
    const int32_t place = at + passed + (whole - filled) * static_cast<int32_t>(i) / gaps;
    (horizontally ? spots[i].at->x : spots[i].at->y) = place;
    passed += size(spots[i]);
  }
}

void make_space(TemplateDocument& document, bool horizontally, int32_t from, int32_t by) {
  const auto shift = [&](CanvasPoint& point, int32_t size) {
    int32_t& value = horizontally ? point.x : point.y;
    if (value + size / 2 >= from) value += by;
  };
  for (NodePlace& place : document.drawing.places)
    shift(place.at, horizontally ? kNodeWidth : kNodeHeight);
  for (CanvasNote& note : document.drawing.notes)
    shift(note.at, horizontally ? note.width : note.height);
  for (EdgeRoute& route : document.drawing.routes) {
    for (CanvasPoint& bend : route.bends)
      shift(bend, 0);
  }
}

bool place_missing(TemplateDocument& document) {
  std::set<std::string_view> placed;
  for (const NodePlace& place : document.drawing.places)
    placed.insert(place.node);
  Ids missing;
  for (const workflow::Node& node : document.model.nodes) {
    if (!placed.contains(node.node)) missing.push_back(node.node);
  }
  if (missing.empty()) return false;
  const CanvasBox all = Places(document).everything();
  const bool none = placed.empty();
  tidy(document, none ? Ids{} : missing);
  if (!none) move_parts(document, missing, all.x, all.bottom() + kRowPitch - kNodeHeight);
  return true;
}

}  // namespace fenming::app::designer
