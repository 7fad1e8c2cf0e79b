#include "ui/keymap.h"

#include <algorithm>

#include "imgui_internal.h"
#include "ui/chord.h"

namespace fenming::ui {
namespace {

bool is_modifier(ImGuiKey key) {
  return key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper;
}
bool is_function(ImGuiKey key) {
  return key >= ImGuiKey_F1 && key <= ImGuiKey_F12;
}

// What moves, presses and closes is the same everywhere; without it nobody finds back.
bool is_fixed(ImGuiKey key) {
  switch (key) {
    case ImGuiKey_Tab:
    case ImGuiKey_Enter:
    case ImGuiKey_KeypadEnter:
    case ImGuiKey_Escape:
    case ImGuiKey_Space:
    case ImGuiKey_LeftArrow:
    case ImGuiKey_RightArrow:
    case ImGuiKey_UpArrow:
    case ImGuiKey_DownArrow:
      return true;
    default:
      return false;
  }
}

// Ctrl with these belongs to the browser, or to its clipboard.
bool is_browsers(ImGuiKey key) {
  constexpr std::string_view kLetters = "CVXNTWQRLPSU";
  if (key < ImGuiKey_A || key > ImGuiKey_Z) return false;
  return kLetters.find(static_cast<char>('A' + (key - ImGuiKey_A))) != std::string_view::npos;
}

bool is_possible(const ShortcutEntry& entry, ImGuiKeyChord chord) {
  const ImGuiKey key = key_of(chord);
  const bool command = (chord & ImGuiMod_Ctrl) != 0;
  if (entry.code == nullptr || is_fixed(key) || is_modifier(key)) return false;
  if (command && is_browsers(key)) return false;
  // Everywhere includes where somebody types.
  return entry.group != ShortcutGroup::kEverywhere || command || is_function(key);
}

// A field that is open has an undo of its own.
bool leaves_field(const ShortcutEntry& entry) {
  return entry.group == ShortcutGroup::kEverywhere && entry.shortcut != Shortcut::kUndo &&
         entry.shortcut != Shortcut::kRedo;
}

// Tables and the canvas are never on the screen together.
bool can_meet(ShortcutGroup a, ShortcutGroup b) {
  const bool apart = (a == ShortcutGroup::kTables && b == ShortcutGroup::kCanvas) ||
                     (a == ShortcutGroup::kCanvas && b == ShortcutGroup::kTables);
  return !apart;
}

std::string chord_name(ImGuiKeyChord chord) {
  return modifier_text(chord) + ImGui::GetKeyName(key_of(chord));
}

ImGuiKeyChord chord_named(std::string_view name) {
  ImGuiKeyChord chord = 0;
  const auto take = [&](std::string_view modifier, ImGuiKeyChord bit) {
    if (!name.starts_with(modifier)) return;
    name.remove_prefix(modifier.size());
    chord |= bit;
  };
  take("Ctrl+", ImGuiMod_Ctrl);
  take("Shift+", ImGuiMod_Shift);
  for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
    if (name == ImGui::GetKeyName(static_cast<ImGuiKey>(key))) return chord | key;
  }
  return 0;
}

}  // namespace

Keymap::Keymap(std::string_view text) {
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    const size_t equals = one.find('=');
    if (equals == std::string_view::npos) continue;
    for (const ShortcutEntry& entry : shortcuts()) {
      if (entry.code == nullptr || one.substr(0, equals) != entry.code) continue;
      const ImGuiKeyChord chord = chord_named(one.substr(equals + 1));
      if (chord != 0 && is_possible(entry, chord)) set(entry.shortcut, chord);
    }
  }
}

std::string Keymap::text() const {
  std::string text;
  for (const ShortcutEntry& entry : shortcuts()) {
    const ImGuiKeyChord chord = own(entry.shortcut);
    if (chord == 0) continue;
    if (!text.empty()) text += ';';
    text += std::string(entry.code) + "=" + chord_name(chord);
  }
  return text;
}

std::array<ImGuiKeyChord, 2> Keymap::chords(const ShortcutEntry& entry) const {
  const ImGuiKeyChord given = own(entry.shortcut);
  return given != 0 ? std::array<ImGuiKeyChord, 2>{given} : entry.chords;
}

void Keymap::set(Shortcut shortcut, ImGuiKeyChord chord) {
  const ShortcutEntry& entry = shortcuts()[static_cast<size_t>(shortcut)];
  own_[static_cast<size_t>(shortcut)] = chord == entry.chords[0] ? 0 : chord;
}

void use_keymap(Keymap& keymap) {
  ImGui::GetIO().UserData = &keymap;
}

const Keymap& keymap() {
  static constexpr Keymap kNone;
  const void* own = ImGui::GetIO().UserData;
  return own != nullptr ? *static_cast<const Keymap*>(own) : kNone;
}

std::optional<ImGuiKeyChord> chord_in_frame() {
  const ImGuiIO& io = ImGui::GetIO();
  for (int i = ImGuiKey_NamedKey_BEGIN; i < ImGuiKey_NamedKey_END; ++i) {
    const auto key = static_cast<ImGuiKey>(i);
    const bool is_key = key < ImGuiKey_GamepadStart && !is_modifier(key);
    if (!is_key || !ImGui::IsKeyPressed(key, false)) continue;
    return (io.KeyCtrl || io.KeySuper ? int{ImGuiMod_Ctrl} : 0) |
           (io.KeyShift ? int{ImGuiMod_Shift} : 0) | key;
  }
  return std::nullopt;
}

KeyJudgement judge_key(Shortcut shortcut, ImGuiKeyChord chord) {
  const ShortcutEntry& entry = shortcuts()[static_cast<size_t>(shortcut)];
  if (!is_possible(entry, chord)) return {KeyFit::kUnfit};
  for (const ShortcutEntry& other : shortcuts()) {
    if (other.shortcut == shortcut || !can_meet(entry.group, other.group)) continue;
    const auto chords = keymap().chords(other);
    if (std::find(chords.begin(), chords.end(), chord) != chords.end())
      return {KeyFit::kTaken, other.shortcut};
  }
  return {};
}

std::vector<OwnKey> own_keys(const Keymap& keymap) {
  std::vector<OwnKey> keys;
  for (const ShortcutEntry& entry : shortcuts()) {
    if (entry.reader != KeyReader::kInterface) continue;
    for (const ImGuiKeyChord chord : keymap.chords(entry)) {
      if (chord != 0) keys.push_back({chord, leaves_field(entry)});
    }
  }
  return keys;
}

}  // namespace fenming::ui
