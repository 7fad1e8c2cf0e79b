#include "app/designer/routes.h"

#include <algorithm>
#include <cstdlib>

namespace fenming::app::designer {
namespace {

constexpr int32_t kPortGap = 28;    // between edges that share a side, at most
constexpr int32_t kPortRoom = 144;  // of a side, for all of them
constexpr int32_t kClearance = 8;   // an edge that has less than this below a box uses its side
constexpr int32_t kLeastPull = 24;  // how far a curve leaves a box straight, at least
constexpr int32_t kDetour = 56;     // how far an edge back to the same column swings out
constexpr int32_t kAround = 28;     // what it keeps from a box that it goes around
constexpr int kSamples = 12;        // of a piece, where the nearest point is sought

struct End {
  CanvasPoint at;
  CanvasPoint pull;  // direction in which the curve leaves, of length 1
};

CanvasPoint first_after(const RouteRequest& r) {
  return r.bends != nullptr && !r.bends->empty() ? r.bends->front() : r.to.center();
}
CanvasPoint last_before(const RouteRequest& r) {
  return r.bends != nullptr && !r.bends->empty() ? r.bends->back() : r.from.center();
}
bool has_bends(const RouteRequest& r) {
  return r.bends != nullptr && !r.bends->empty();
}

int32_t port_x(const CanvasBox& box, const Port& port) {
  if (port.count < 2) return box.center().x;
  const int32_t gap = std::min(kPortGap, kPortRoom / (port.count - 1));
  return box.center().x + gap * port.place - gap * (port.count - 1) / 2;
}

// Both boxes share a column: an edge back swings out to the right of both.
bool share_column(const RouteRequest& r) {
  return !has_bends(r) && r.from.x < r.to.right() && r.to.x < r.from.right();
}

End side_of(const CanvasBox& box, bool right) {
  return {{right ? box.right() : box.x, box.center().y}, {right ? 1 : -1, 0}};
}

End leaving_end(const RouteRequest& r) {
  if (leaves_below(r)) return {{port_x(r.from, r.leaving), r.from.bottom()}, {0, 1}};
  return side_of(r.from, share_column(r) || first_after(r).x > r.from.center().x);
}
End arriving_end(const RouteRequest& r) {
  if (arrives_above(r)) return {{port_x(r.to, r.arriving), r.to.y}, {0, -1}};
  return side_of(r.to, share_column(r) || last_before(r).x > r.to.center().x);
}

int32_t pull_length(const End& end, CanvasPoint towards, bool detour) {
  if (detour) return kDetour;
  const int32_t along =
      end.pull.x == 0 ? std::abs(towards.y - end.at.y) : std::abs(towards.x - end.at.x);
  return std::max(kLeastPull, along / 2);
}

// A bend straight above or below a box that the edge leaves or enters at its side: the curve would
// run behind the box.
bool behind(const CanvasBox& box, CanvasPoint bend) {
  return bend.x > box.x - kAround && bend.x < box.right() + kAround;
}
// Where it goes around the corner instead.
CanvasPoint around(const CanvasBox& box, const End& end, CanvasPoint bend) {
  const bool up = bend.y < box.center().y;
  return {end.at.x + end.pull.x * kAround, up ? box.y - kClearance : box.bottom() + kClearance};
}

CanvasPoint pulled(const End& end, int32_t length) {
  return {end.at.x + end.pull.x * length, end.at.y + end.pull.y * length};
}

}  // namespace

bool leaves_below(const RouteRequest& request) {
  const int32_t top = has_bends(request) ? first_after(request).y : request.to.y;
  return top >= request.from.bottom() + kClearance;
}
bool arrives_above(const RouteRequest& request) {
  const int32_t bottom = has_bends(request) ? last_before(request).y : request.from.bottom();
  return bottom <= request.to.y - kClearance;
}

std::vector<CanvasPoint> route(const RouteRequest& r) {
  const End from = leaving_end(r);
  const End to = arriving_end(r);
  const bool detour = share_column(r) && !leaves_below(r);
  std::vector<CanvasPoint> through;
  if (has_bends(r)) through = *r.bends;
  if (has_bends(r) && !leaves_below(r) && behind(r.from, r.bends->front()))
    through.insert(through.begin(), around(r.from, from, r.bends->front()));
  if (has_bends(r) && !arrives_above(r) && behind(r.to, r.bends->back()))
    through.push_back(around(r.to, to, r.bends->back()));
  through.push_back(to.at);
  std::vector<CanvasPoint> curve{from.at};
  CanvasPoint control = pulled(from, pull_length(from, through.front(), detour));
  for (size_t i = 0; i < through.size(); ++i) {
    const CanvasPoint point = through[i];
    curve.push_back(control);
    if (i + 1 == through.size()) {
      curve.push_back(pulled(to, pull_length(to, curve[curve.size() - 2], detour)));
      curve.push_back(point);
      break;
    }
    // At a bend the curve runs as from the point before to the one after.
    const CanvasPoint before = curve[curve.size() - 2];
    const CanvasPoint after = through[i + 1];
    const CanvasPoint run{(after.x - before.x) / 6, (after.y - before.y) / 6};
    curve.push_back({point.x - run.x, point.y - run.y});
    curve.push_back(point);
    control = {point.x + run.x, point.y + run.y};
  }
  return curve;
}

CanvasPoint point_on(const std::vector<CanvasPoint>& curve, size_t piece, int step, int steps) {
  const size_t at = piece * 3;
  const int64_t t = step, u = steps - step;
  const int64_t all = int64_t{steps} * steps * steps;
  const auto value = [&](int32_t a, int32_t b, int32_t c, int32_t d) {
    return static_cast<int32_t>(
        (u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d) / all);
  };
  return {value(curve[at].x, curve[at + 1].x, curve[at + 2].x, curve[at + 3].x),
          value(curve[at].y, curve[at + 1].y, curve[at + 2].y, curve[at + 3].y)};
}

NearestOnCurve nearest_on(const std::vector<CanvasPoint>& curve, CanvasPoint at) {
  NearestOnCurve best;
  for (size_t piece = 0; piece * 3 + 3 < curve.size(); ++piece) {
    for (int step = 0; step <= kSamples; ++step) {
      const CanvasPoint point = point_on(curve, piece, step, kSamples);
      const int64_t dx = point.x - at.x;
      const int64_t dy = point.y - at.y;
      const int64_t distance = dx * dx + dy * dy;
      if (distance < best.distance_squared) best = {point, distance, piece};
    }
  }
  return best;
}

CanvasPoint middle_of(const std::vector<CanvasPoint>& curve, size_t piece) {
  return point_on(curve, piece, 1, 2);
}

CanvasBox bounds_of(const std::vector<CanvasPoint>& curve) {
  int32_t low_x = INT32_MAX, low_y = INT32_MAX, high_x = INT32_MIN, high_y = INT32_MIN;
  for (const CanvasPoint& point : curve) {
    low_x = std::min(low_x, point.x);
    low_y = std::min(low_y, point.y);
    high_x = std::max(high_x, point.x);
    high_y = std::max(high_y, point.y);
  }
  if (curve.empty()) return {};
  return {low_x, low_y, high_x - low_x, high_y - low_y};
}

}  // namespace fenming::app::designer
