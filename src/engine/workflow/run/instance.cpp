#include "engine/workflow/run/instance.h"

#include <algorithm>

namespace fenming::workflow {
namespace {

constexpr auto kStatuses =
    std::to_array<std::string_view>({"new", "running", "ended", "cancelled"});

}  // namespace

std::string_view run_status_name(RunStatus status) {
  return kStatuses[static_cast<size_t>(status)];
}

std::optional<RunStatus> parse_run_status(std::string_view name) {
  const auto found = std::find(kStatuses.begin(), kStatuses.end(), name);
  if (found == kStatuses.end()) return std::nullopt;
  return static_cast<RunStatus>(found - kStatuses.begin());
}

std::optional<bool> on_time(const VisitRecord& visit) {
  if (!visit.arrived || visit.windows.empty()) return std::nullopt;
  const Window& last = visit.windows.back();
  return *visit.arrived >= last.from && *visit.arrived <= last.to;
}

const Token* InstanceState::token(std::string_view node, std::string_view edge) const {
  const auto found = std::find_if(marking.begin(), marking.end(), [&](const Token& token) {
    return token.node == node && token.edge == edge;
  });
  return found == marking.end() ? nullptr : &*found;
}

}  // namespace fenming::workflow
