// The curves of edges: cubic pieces from the border of one box to the border of another, through
// the bends between. Pure geometry in canvas units.
#pragma once

#include <vector>

#include "app/designer/shapes.h"

namespace fenming::app::designer {

// Where an edge meets a box: edges that share a side stand apart.
struct Port {
  int32_t place = 0;  // among those of that side, from 0
  int32_t count = 1;
};

struct RouteRequest {
  CanvasBox from;
  CanvasBox to;
  Port leaving;                                     // counts where the edge leaves at the bottom
  Port arriving;                                    // counts where it arrives at the top
  const std::vector<CanvasPoint>* bends = nullptr;  // null: none
};

// True where an edge leaves at the bottom of `from`, or arrives at the top of `to`; otherwise it
// uses the side that faces the other end.
bool leaves_below(const RouteRequest& request);
bool arrives_above(const RouteRequest& request);

// The first point, then three for each cubic piece: two controls and the point where it ends. Every
// bend ends a piece; where a bend lies above or below a box that is left at its side, one more
// point leads around the corner.
std::vector<CanvasPoint> route(const RouteRequest& request);

// A point of the curve and the square of its distance from `at`, where that is the nearest of the
// sampled ones; `piece` says on which cubic piece it lies.
struct NearestOnCurve {
  CanvasPoint point;
  int64_t distance_squared = INT64_MAX;
  size_t piece = 0;
};
NearestOnCurve nearest_on(const std::vector<CanvasPoint>& curve, CanvasPoint at);
// The point of a cubic piece after `step` of `steps`.
CanvasPoint point_on(const std::vector<CanvasPoint>& curve, size_t piece, int step, int steps);
// The middle of a cubic piece.
CanvasPoint middle_of(const std::vector<CanvasPoint>& curve, size_t piece);

CanvasBox bounds_of(const std::vector<CanvasPoint>& curve);

}  // namespace fenming::app::designer
