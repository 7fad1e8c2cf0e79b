#include "ui/a11y/coverage.h"

#include "imgui_internal.h"

namespace fenming::ui::a11y {

static std::vector<SeenItem>* g_items = nullptr;

void record_items(std::vector<SeenItem>* items) {
  g_items = items;
  ImGui::GetCurrentContext()->TestEngineHookItems = items != nullptr;
}

// Windows register themselves as items, too; they are containers, not controls.
static bool is_window(ImGuiID id) {
  // ImGui's hidden fallback window has a title bar with a button.
  if (ImGui::GetCurrentContext()->CurrentWindow->IsFallbackWindow) return true;
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (id == window->ID || id == window->MoveId || id == window->ChildId) return true;
  }
  return false;
}

static void see_item(ImGuiID id, const ImRect& bounds) {
  if (g_items != nullptr && id != 0 && !is_window(id))
    g_items->push_back(SeenItem{id, bounds.Min, bounds.Max});
}

}  // namespace fenming::ui::a11y

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect& bounds,
                                 const ImGuiLastItemData*) {
  fenming::ui::a11y::see_item(id, bounds);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
  return nullptr;
}
