// The parts of a key with its modifiers, as ImGui packs them into one number.
#pragma once

#include <string>

#include "imgui.h"

namespace fenming::ui {

inline ImGuiKey key_of(ImGuiKeyChord chord) {
  return static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
}

// "Ctrl+Shift+": in front of the key's own name, on the screen, in what is kept and in the browser.
inline std::string modifier_text(ImGuiKeyChord chord) {
  std::string text;
  if ((chord & ImGuiMod_Ctrl) != 0) text += "Ctrl+";
  if ((chord & ImGuiMod_Shift) != 0) text += "Shift+";
  return text;
}

}  // namespace fenming::ui
