// What the canvas shows of a document: boxes with their words, curves, what was found wrong where.
// Made anew after a change; panning and zooming need nothing of it made again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/designer/edits.h"
#include "app/designer/shapes.h"
#include "app/locale.h"
#include "engine/workflow/verify/finding.h"

namespace fenming::app::designer {

enum class Mark : uint8_t { kNone, kWarning, kError };

struct SceneNode {
  std::string id;
  workflow::NodeKind kind = workflow::NodeKind::kTask;
  CanvasBox box;
  std::string title;
  std::string note;               // who, and within which time
  std::vector<std::string> fees;  // what it settles: "¥ 工时费 30 %"
  std::string colour;
  Mark mark = Mark::kNone;
  int comments = 0;  // that are open
  bool disabled = false;
};

struct SceneEdge {
  std::string id;
  int from = -1;  // among the nodes; -1: a collapsed group
  int to = -1;
  std::vector<CanvasPoint> curve;
  CanvasBox bounds;
  std::string title;  // "A → B"
  std::string label;
  CanvasPoint label_at;
  Mark mark = Mark::kNone;
};

struct SceneNote {
  std::string id;
  CanvasBox box;
  std::string text;
  std::string colour;
  std::optional<CanvasPoint> about;  // where what it is about stands
};

struct SceneGroup {
  std::string id;
  CanvasBox box;
  std::string title;
  bool collapsed = false;
  int nodes = 0;
};

struct Scene {
  std::vector<SceneGroup> groups;  // outer ones first
  std::vector<SceneEdge> edges;
  std::vector<SceneNode> nodes;
  std::vector<SceneNote> notes;
  CanvasBox everything;
  std::unordered_map<std::string, int> node_of;  // by id

  const SceneNode* node(std::string_view id) const;
  const SceneEdge* edge(std::string_view id) const;
  // The box of a node, note or group that is shown; empty where there is none.
  CanvasBox box_of(std::string_view id) const;
};

// `inside`: only what that group holds is shown; empty: everything.
Scene make_scene(const TemplateDocument& document, const workflow::VerifyReport* report,
                 const Locale& locale, std::string_view inside = {});

// Nodes before or behind the given ones, or all that hang together with them; themselves included.
enum class Reach : uint8_t { kBefore, kBehind, kConnected };
Ids reachable(const TemplateDocument& document, const Ids& from, Reach reach);

// The nearest node in a direction, as arrow keys move; empty where there is none.
std::string neighbour(const Scene& scene, std::string_view from, int dx, int dy);

}  // namespace fenming::app::designer
