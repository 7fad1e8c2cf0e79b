// KeyboardEvent.code to ImGui's keys: by position, so a shortcut does not move with the layout.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "imgui.h"
#include "ui/keymap.h"

namespace fenming::platform_web {

// ImGuiKey_None for keys that the interface does not use.
ImGuiKey key_from_code(std::string_view code);
// What the browser leaves to the interface, parted by spaces; a "!" ends what also leaves an open
// field: "Ctrl+KeyK! Ctrl+Shift+KeyG F2".
std::string own_key_codes(std::span<const ui::OwnKey> keys);

}  // namespace fenming::platform_web
