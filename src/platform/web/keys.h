// KeyboardEvent.code to ImGui's keys: by position, so a shortcut does not move with the layout.
#pragma once

#include <string_view>

#include "imgui.h"

namespace fenming::platform_web {

// ImGuiKey_None for keys that the interface does not use.
ImGuiKey key_from_code(std::string_view code);

}  // namespace fenming::platform_web
