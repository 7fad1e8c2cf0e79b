// The table of divisions is too large for the first screen: it is asked for when somebody chooses a
// division, once.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "app/pricing/divisions.h"

namespace fenming::app {

struct AppState;
struct Effects;
struct HttpResponse;

struct DivisionState {
  bool loading = false;
  bool failed = false;
  std::shared_ptr<const Divisions> list;

  std::span<const TreeNode> nodes() const {
    return list ? list->nodes() : std::span<const TreeNode>();
  }
};

// Asks for them unless they are there or on their way; tries again after a failure.
void load_divisions(AppState& state, Effects& effects);
// The answer to that.
void take_divisions(AppState& state, const HttpResponse& response);

}  // namespace fenming::app
