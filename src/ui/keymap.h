// Which keys somebody gave to what instead of those of the table (shortcuts.h). The host keeps one
// and hands it to ImGui's context, where shortcut_pressed() finds it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/shortcuts.h"

namespace fenming::ui {

class Keymap {
 public:
  Keymap() = default;
  // As Preferences::keys; what this program does not know, or what cannot be, is left out.
  explicit Keymap(std::string_view text);
  std::string text() const;

  // 0: as in the table.
  ImGuiKeyChord own(Shortcut shortcut) const { return own_[static_cast<size_t>(shortcut)]; }
  // One's own key stands in place of all of the table's; 0 where there is none.
  std::array<ImGuiKeyChord, 2> chords(const ShortcutEntry& entry) const;
  // The table's own first key, and 0, give it back to the table.
  void set(Shortcut shortcut, ImGuiKeyChord chord);
  bool empty() const { return text().empty(); }

 private:
  std::array<ImGuiKeyChord, static_cast<size_t>(Shortcut::kCount)> own_ = {};
};

// Of ImGui's current context; the map must outlive it.
void use_keymap(Keymap& keymap);
const Keymap& keymap();

// The key that went down in this frame, with its modifiers.
std::optional<ImGuiKeyChord> chord_in_frame();

// Whether a shortcut could have that key.
enum class KeyFit : uint8_t { kFits, kUnfit, kTaken };
struct KeyJudgement {
  KeyFit fit = KeyFit::kFits;
  Shortcut taken_by = Shortcut::kCount;
};
KeyJudgement judge_key(Shortcut shortcut, ImGuiKeyChord chord);

// A key that the browser must leave to the interface.
struct OwnKey {
  ImGuiKeyChord chord = 0;
  bool leaves_field = false;  // it also works where a field is open, which is committed first
  bool operator==(const OwnKey&) const = default;
};
std::vector<OwnKey> own_keys(const Keymap& keymap);

}  // namespace fenming::ui
