// The tree that widgets announce while they draw: role, name, value, state, rectangle. One tree per
// frame; screen readers (through the platform's DOM mirror), keyboard focus and browser tests all
// read it. Texts live in one arena, so announcing costs no allocation once the frame is warm.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/geometry.h"

namespace fenming::ui::a11y {

enum class Role : uint8_t {
  kNone,
  kText,
  kHeading,
  kGroup,
  kRegion,
  kNavigation,
  kBanner,
  kMain,
  kButton,
  kLink,
  kTextbox,
  kSearchbox,
  kCombobox,
  kCheckbox,
  kSwitch,
  kRadioGroup,
  kRadio,
  kTabList,
  kTab,
  kSlider,
  kTable,
  kRow,
  kColumnHeader,
  kCell,
  kTree,
  kTreeItem,
  kDialog,
  kMenu,
  kMenuItem,
  kListbox,
  kOption,
  kProgress,
  kImage,
  kStatus,
  kAlert,
  kSeparator,
  kList,
  kListItem,
  kTooltip
};
std::string_view role_name(Role role);  // the ARIA role

enum State : uint32_t {
  kDisabled = 1 << 0,
  kChecked = 1 << 1,
  kUnchecked = 1 << 2,
  kExpanded = 1 << 3,
  kCollapsed = 1 << 4,
  kSelected = 1 << 5,
  kInvalid = 1 << 6,
  kReadOnly = 1 << 7,
  kFocused = 1 << 8,
  kModal = 1 << 9,
  kBusy = 1 << 10,
  kSortedUp = 1 << 11,
  kSortedDown = 1 << 12,
  kMultiline = 1 << 13,
  kMixed = 1 << 14
};

// What a widget says about itself; texts need to live only for the call.
struct Node {
  Role role = Role::kNone;
  std::string_view name = {};
  std::string_view value = {};
  std::string_view description = {};  // what is known beside the value: where it comes from
  uint32_t states = 0;
  int index = -1;    // position within its set, from 0 (row, column, option); -1: none
  int count = -1;    // size of the set it holds (table: rows) or belongs to (option); -1: unknown
  int columns = -1;  // tables
  int level = 0;     // headings and tree items
};

struct Entry {
  ImGuiID id = 0;
  int parent = -1;
  Role role = Role::kNone;
  uint32_t states = 0;
  int index = -1;
  int count = -1;
  int columns = -1;
  int level = 0;
  int layer = 0;  // 0: the page; popups and dialogs above
  bool interactive = false;
  bool focusable = false;
  Rect rect;
  Rect visible;  // the part that its window lets through
  uint32_t name_at = 0, name_size = 0, value_at = 0, value_size = 0;
  uint32_t description_at = 0, description_size = 0;
};

// Texts that did not fit where they were drawn, and what was left out of them. Tests of layout ask
// for it; a name that is cut must be readable in another way.
class Cuts {
 public:
  void clear() { list_.clear(); }
  void add(std::string_view text, const Rect& rect) { list_.push_back({std::string(text), rect}); }
  bool empty() const { return list_.empty(); }
  // [{"text":"…","rect":[x,y,w,h]},…]
  std::string to_json() const;

 private:
  struct Cut {
    std::string text;
    Rect rect;
  };
  std::vector<Cut> list_;
};

class Tree {
 public:
  void clear();
  // Adds a node; `id` 0 is allowed for plain text.
  int add(ImGuiID id, const Node& node, const Rect& rect, const Rect& visible, bool interactive,
          bool focusable);
  // Containers: nodes added between begin and end are its children.
  void begin(ImGuiID id, const Node& node, const Rect& rect, const Rect& visible);
  // The last node added with that id becomes a container, for a control that holds others. The id
  // must have been added in this frame.
  void begin_within(ImGuiID id);
  void end();
  void begin_layer() { ++layer_; }
  void end_layer() { --layer_; }
  int layer() const { return layer_; }

  const std::vector<Entry>& entries() const { return entries_; }
  std::string_view name(const Entry& entry) const { return slice(entry.name_at, entry.name_size); }
  std::string_view value(const Entry& entry) const {
    return slice(entry.value_at, entry.value_size);
  }
  std::string_view description(const Entry& entry) const {
    return slice(entry.description_at, entry.description_size);
  }
  // The tree as JSON (an array of nodes), for the mirror and the tests.
  std::string to_json() const;
  // Ids that two interactive nodes share; empty in a correct frame.
  std::vector<ImGuiID> duplicates() const;
  // Entries that are interactive but nameless; empty in a correct frame.
  std::vector<ImGuiID> nameless() const;

 private:
  std::string_view slice(uint32_t at, uint32_t size) const {
    return std::string_view(texts_).substr(at, size);
  }
  uint32_t keep(std::string_view text);

  std::vector<Entry> entries_;
  std::vector<int> open_;
  std::string texts_;
  int layer_ = 0;
};

}  // namespace fenming::ui::a11y
