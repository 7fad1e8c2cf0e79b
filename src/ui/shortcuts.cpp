#include "ui/shortcuts.h"

#include "imgui_internal.h"
#include "ui/chord.h"
#include "ui/keymap.h"

namespace fenming::ui {
namespace {

using app::Key;
using enum Shortcut;
using enum ShortcutGroup;

// One that somebody can give another key.
constexpr ShortcutEntry own_key(const char* code, Shortcut shortcut, ShortcutGroup group, Key text,
                                ImGuiKeyChord chord, ImGuiKeyChord other = 0,
                                ImWchar character = 0) {
  return {shortcut, group, text, {chord, other}, character, KeyReader::kInterface, code};
}

constexpr std::array kEntries = {
    own_key("palette", kPalette, kEverywhere, Key::keys_palette, ImGuiMod_Ctrl | ImGuiKey_K),
    own_key("find", kFind, kEverywhere, Key::keys_find, ImGuiMod_Ctrl | ImGuiKey_F),
    own_key("replace", kReplace, kEverywhere, Key::keys_replace, ImGuiMod_Ctrl | ImGuiKey_H),
    ShortcutEntry{
        kNextHit, kEverywhere, Key::keys_next_hit, {ImGuiKey_Enter}, 0, KeyReader::kField},
    ShortcutEntry{kPreviousHit,
                  kEverywhere,
                  Key::keys_previous_hit,
                  {ImGuiMod_Shift | ImGuiKey_Enter},
                  0,
                  KeyReader::kField},
    own_key("undo", kUndo, kEverywhere, Key::common_undo, ImGuiMod_Ctrl | ImGuiKey_Z),
    own_key("redo", kRedo, kEverywhere, Key::common_redo, ImGuiMod_Ctrl | ImGuiKey_Y,
            ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z),
    own_key("help", kHelp, kEverywhere, Key::keys_help, ImGuiKey_F1),
    own_key("keys", kKeyMap, kEverywhere, Key::keys_map, ImGuiMod_Ctrl | ImGuiKey_Slash, 0, '?'),
    ShortcutEntry{kNextField, kMoving, Key::keys_next_field, {ImGuiKey_Tab}},
    ShortcutEntry{
        kPreviousField, kMoving, Key::keys_previous_field, {ImGuiMod_Shift | ImGuiKey_Tab}},
    ShortcutEntry{kPress, kMoving, Key::keys_press, {ImGuiKey_Enter, ImGuiKey_Space}},
    ShortcutEntry{kClose, kMoving, Key::keys_close, {ImGuiKey_Escape}},
    ShortcutEntry{kLeave, kMoving, Key::keys_leave, {ImGuiKey_Tab}, 0, KeyReader::kBrowser},
    ShortcutEntry{kUp, kTables, Key::keys_up, {ImGuiKey_UpArrow}},
    ShortcutEntry{kDown, kTables, Key::keys_down, {ImGuiKey_DownArrow}},
    ShortcutEntry{kLeft, kTables, Key::keys_left, {ImGuiKey_LeftArrow}},
    ShortcutEntry{kRight, kTables, Key::keys_right, {ImGuiKey_RightArrow}},
    ShortcutEntry{kPageUp, kTables, Key::keys_page_up, {ImGuiKey_PageUp}},
    ShortcutEntry{kPageDown, kTables, Key::keys_page_down, {ImGuiKey_PageDown}},
    ShortcutEntry{kRowStart, kTables, Key::keys_row_start, {ImGuiKey_Home}},
    ShortcutEntry{kRowEnd, kTables, Key::keys_row_end, {ImGuiKey_End}},
    ShortcutEntry{kEditCell, kTables, Key::keys_edit_cell, {ImGuiKey_F2}},
    ShortcutEntry{kSelectAll, kTables, Key::keys_select_all, {ImGuiMod_Ctrl | ImGuiKey_A}},
    ShortcutEntry{kFillDown, kTables, Key::keys_fill_down, {ImGuiMod_Ctrl | ImGuiKey_D}},
    ShortcutEntry{
        kClearCells, kTables, Key::keys_clear_cells, {ImGuiKey_Delete, ImGuiKey_Backspace}},
    ShortcutEntry{
        kCopy, kTables, Key::keys_copy, {ImGuiMod_Ctrl | ImGuiKey_C}, 0, KeyReader::kBrowser},
    ShortcutEntry{
        kCut, kTables, Key::keys_cut, {ImGuiMod_Ctrl | ImGuiKey_X}, 0, KeyReader::kBrowser},
    ShortcutEntry{
        kPaste, kTables, Key::keys_paste, {ImGuiMod_Ctrl | ImGuiKey_V}, 0, KeyReader::kBrowser},
    own_key("add", kAddNode, kCanvas, Key::keys_add_node, ImGuiKey_Slash, ImGuiKey_Insert),
    ShortcutEntry{kOpenForm, kCanvas, Key::keys_open_form, {ImGuiKey_Enter}},
    own_key("next_part", kNextPart, kCanvas, Key::keys_next_part, ImGuiKey_F6),
    own_key("rename", kRename, kCanvas, Key::keys_rename, ImGuiKey_F2),
    ShortcutEntry{
        kDeleteParts, kCanvas, Key::keys_delete_parts, {ImGuiKey_Delete, ImGuiKey_Backspace}},
    ShortcutEntry{kSelectParts, kCanvas, Key::keys_select_all, {ImGuiMod_Ctrl | ImGuiKey_A}},
    own_key("duplicate", kDuplicate, kCanvas, Key::keys_duplicate, ImGuiMod_Ctrl | ImGuiKey_D),
    ShortcutEntry{kPasteLinked,
                  kCanvas,
                  Key::keys_paste_linked,
                  {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_V},
                  0,
                  KeyReader::kBrowser},
    own_key("group", kGroupParts, kCanvas, Key::keys_group, ImGuiMod_Ctrl | ImGuiKey_G),
    own_key("ungroup", kUngroupParts, kCanvas, Key::keys_ungroup,
            ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_G),
    own_key("connect", kConnect, kCanvas, Key::keys_connect, ImGuiKey_C),
    own_key("next_edge", kNextEdge, kCanvas, Key::keys_next_edge, ImGuiKey_E),
    ShortcutEntry{kNudge,
                  kCanvas,
                  Key::keys_nudge,
                  {ImGuiMod_Ctrl | ImGuiKey_LeftArrow, ImGuiMod_Ctrl | ImGuiKey_RightArrow}},
    ShortcutEntry{
        kSelectBefore, kCanvas, Key::keys_select_before, {ImGuiMod_Shift | ImGuiKey_UpArrow}},
    ShortcutEntry{
        kSelectBehind, kCanvas, Key::keys_select_behind, {ImGuiMod_Shift | ImGuiKey_DownArrow}},
    ShortcutEntry{kSelectConnected,
                  kCanvas,
                  Key::keys_select_connected,
                  {ImGuiMod_Shift | ImGuiKey_RightArrow}},
    own_key("disable", kDisable, kCanvas, Key::keys_disable, ImGuiKey_D),
    own_key("note", kAddNote, kCanvas, Key::keys_add_note, ImGuiKey_N),
    own_key("tidy", kTidy, kCanvas, Key::keys_tidy, ImGuiKey_T),
    own_key("fit_all", kFitAll, kCanvas, Key::keys_fit_all, ImGuiKey_1),
    own_key("full_size", kFullSize, kCanvas, Key::keys_full_size, ImGuiKey_0),
    own_key("fit_selected", kFitSelected, kCanvas, Key::keys_fit_selected, ImGuiKey_2),
    own_key("next_problem", kNextProblem, kCanvas, Key::keys_next_problem, ImGuiKey_F8)};
static_assert(kEntries.size() == static_cast<size_t>(kCount));

const ShortcutEntry& entry_of(Shortcut shortcut) {
  return kEntries[static_cast<size_t>(shortcut)];
}

bool modifiers_match(ImGuiKeyChord chord) {
  const ImGuiIO& io = ImGui::GetIO();
  return (io.KeyCtrl || io.KeySuper) == ((chord & ImGuiMod_Ctrl) != 0) &&
         io.KeyShift == ((chord & ImGuiMod_Shift) != 0) && !io.KeyAlt;
}

bool typed(ImWchar character) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.KeyCtrl || io.KeySuper) return false;
  for (const ImWchar c : io.InputQueueCharacters) {
    if (c == character) return true;
  }
  return false;
}

// ImGui's names, with arrows as arrows and marks as themselves.
std::string key_text(ImGuiKey key) {
  switch (key) {
    case ImGuiKey_UpArrow:
      return "↑";
    case ImGuiKey_DownArrow:
      return "↓";
    case ImGuiKey_LeftArrow:
      return "←";
    case ImGuiKey_RightArrow:
      return "→";
    case ImGuiKey_Slash:
      return "/";
    case ImGuiKey_Escape:
      return "Esc";
    default:
      return ImGui::GetKeyName(key);
  }
}

}  // namespace

std::span<const ShortcutEntry> shortcuts() {
  return kEntries;
}

bool shortcut_pressed(Shortcut shortcut, bool repeats) {
  const ShortcutEntry& entry = entry_of(shortcut);
  for (const ImGuiKeyChord chord : keymap().chords(entry)) {
    if (chord != 0 && modifiers_match(chord) && ImGui::IsKeyPressed(key_of(chord), repeats))
      return true;
  }
  return entry.character != 0 && typed(entry.character);
}

bool shortcut_key_pressed(Shortcut shortcut) {
  return ImGui::IsKeyPressed(key_of(entry_of(shortcut).chords[0]));
}

std::string shortcut_keys(const ShortcutEntry& entry) {
  std::string text;
  if (entry.shortcut == Shortcut::kLeave) text = "Esc, ";  // the key of before counts, too
  bool first = true;
  for (const ImGuiKeyChord chord : keymap().chords(entry)) {
    if (chord == 0) continue;
    if (!first) text += " · ";
    first = false;
    text += modifier_text(chord) + key_text(key_of(chord));
  }
  if (entry.character != 0) text += std::string(" · ") + static_cast<char>(entry.character);
  return text;
}

std::string shortcut_keys(Shortcut shortcut) {
  return shortcut_keys(entry_of(shortcut));
}

}  // namespace fenming::ui
