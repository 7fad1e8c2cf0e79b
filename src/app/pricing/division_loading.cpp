#include "app/pricing/division_loading.h"

#include "app/app.h"

namespace fenming::app {

void load_divisions(AppState& state, Effects& effects) {
  DivisionState& divisions = state.divisions;
  if (divisions.list || divisions.loading) return;
  divisions.loading = true;
  divisions.failed = false;
  send(state, effects, get_request("divisions", "/divisions.txt"));
}

void take_divisions(AppState& state, const HttpResponse& response) {
  DivisionState& divisions = state.divisions;
  divisions.loading = false;
  divisions.failed = true;
  if (response.status != 200) return;
  Result<Divisions> list = Divisions::parse(response.body);
  if (!list || list->nodes().empty()) return;
  divisions.failed = false;
  divisions.list = std::make_shared<const Divisions>(std::move(*list));
}

}  // namespace fenming::app
