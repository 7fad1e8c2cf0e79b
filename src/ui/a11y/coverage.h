// ImGui's test-engine hooks, for native tests only: they see every item with an id that ImGui adds,
// so a test can compare them with what was announced. Nothing interactive may draw in silence.
#pragma once

#include <vector>

#include "imgui.h"

namespace fenming::ui::a11y {

struct SeenItem {
  ImGuiID id = 0;
  ImVec2 min;
  ImVec2 max;
};

// Starts recording into `items`, which must outlive the recording; null stops it.
void record_items(std::vector<SeenItem>* items);

}  // namespace fenming::ui::a11y
