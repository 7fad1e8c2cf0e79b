// The keyboard: one table says what each key does, in which words the key map names it, and which
// key it is. Widgets and the shell ask the table whether a shortcut was pressed, so that the map
// cannot name a key that does something else.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "app/locale.h"
#include "imgui.h"

namespace fenming::ui {

enum class Shortcut : uint8_t {
  kPalette,
  kFind,
  kReplace,
  kNextHit,
  kPreviousHit,
  kUndo,
  kRedo,
  kHelp,
  kKeyMap,
  kNextField,
  kPreviousField,
  kPress,
  kClose,
  kLeave,
  kUp,
  kDown,
  kLeft,
  kRight,
  kPageUp,
  kPageDown,
  kRowStart,
  kRowEnd,
  kEditCell,
  kSelectAll,
  kFillDown,
  kClearCells,
  kCopy,
  kCut,
  kPaste,
  kAddNode,
  kOpenForm,
  kNextPart,
  kRename,
  kDeleteParts,
  kSelectParts,
  kDuplicate,
  kPasteLinked,
  kGroupParts,
  kUngroupParts,
  kConnect,
  kNextEdge,
  kNudge,
  kSelectBefore,
  kSelectBehind,
  kSelectConnected,
  kDisable,
  kAddNote,
  kTidy,
  kFitAll,
  kFullSize,
  kFitSelected,
  kNextProblem,
  kCount
};

enum class ShortcutGroup : uint8_t { kEverywhere, kMoving, kTables, kCanvas };

// Who reads the key. The browser's are its own events (clipboard) or the page's (Esc, then Tab);
// a field's are told with the commit of its text.
enum class KeyReader : uint8_t { kInterface, kBrowser, kField };

struct ShortcutEntry {
  Shortcut shortcut = Shortcut::kCount;
  ShortcutGroup group = ShortcutGroup::kEverywhere;
  app::Key text = app::Key::keys_title;
  std::array<ImGuiKeyChord, 2> chords = {};  // either will do; the command key counts as Ctrl
  ImWchar character = 0;                     // or this was typed, whatever the keyboard's layout
  KeyReader reader = KeyReader::kInterface;
  const char* code = nullptr;  // by which somebody gives it another key (keymap.h); null: fixed
};

// All entries in the order of the enumeration, as they were made.
std::span<const ShortcutEntry> shortcuts();

// Whether it was pressed in this frame. `repeats`: also while the key is held.
bool shortcut_pressed(Shortcut shortcut, bool repeats = false);

// Its key alone, for widgets that give the modifiers a meaning of their own.
bool shortcut_key_pressed(Shortcut shortcut);

// "Ctrl+Y · Ctrl+Shift+Z".
std::string shortcut_keys(const ShortcutEntry& entry);
std::string shortcut_keys(Shortcut shortcut);

}  // namespace fenming::ui
