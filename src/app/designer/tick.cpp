// What the first screen needs of the designer: to know that nothing of it is due. A file of its
// own, so that the rest can be fetched later (tools/web_split.py).
#include "app/designer/door.h"
#include "app/designer/flow.h"
#include "app/designer/presence.h"

namespace fenming::app::designer {

bool has_unsaved(const State& state) {
  return state.document.is_draft() && state.document.edits != state.document.saved;
}

int tick(AppState& state, Effects& effects) {
  const bool is_open = state.designer.document.is_open();
  const bool is_here = state.location.screen == ScreenId::kTemplates;
  watch_others(state, effects);
  return state.is_whole && (is_open || is_here) ? door.work(state, effects) : -1;
}

}  // namespace fenming::app::designer
