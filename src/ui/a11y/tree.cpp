#include "ui/a11y/tree.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fenming::ui::a11y {
namespace {

constexpr std::array<std::string_view, 39> kRoleNames = {
    "none",      "text",         "heading",  "group",       "region",    "navigation", "banner",
    "main",      "button",       "link",     "textbox",     "searchbox", "combobox",   "checkbox",
    "switch",    "radiogroup",   "radio",    "tablist",     "tab",       "slider",     "table",
    "row",       "columnheader", "cell",     "tree",        "treeitem",  "dialog",     "menu",
    "menuitem",  "listbox",      "option",   "progressbar", "img",       "status",     "alert",
    "separator", "list",         "listitem", "tooltip"};

void append_json_text(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out.push_back(' ');
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void append_number(std::string& out, std::string_view key, int64_t value) {
  out += ",\"";
  out += key;
  out += "\":";
  out += std::to_string(value);
}

// Tenths of a pixel are enough for a mirror and survive without a float printer.
void append_rect(std::string& out, std::string_view key, const Rect& rect) {
  out += ",\"";
  out += key;
  out += "\":[";
  const std::array<float, 4> sides = {rect.x, rect.y, rect.w, rect.h};
  for (size_t i = 0; i < sides.size(); ++i) {
    const auto tenths = static_cast<int64_t>(sides[i] * 10 + (sides[i] < 0 ? -0.5f : 0.5f));
    if (i > 0) out.push_back(',');
    if (tenths < 0) out.push_back('-');
    const int64_t size = tenths < 0 ? -tenths : tenths;
    out += std::to_string(size / 10) + "." + std::to_string(size % 10);
  }
  out.push_back(']');
}

}  // namespace

std::string_view role_name(Role role) {
  return kRoleNames[static_cast<size_t>(role)];
}

void Tree::clear() {
  FM_ASSERT(open_.empty());
  entries_.clear();
  texts_.clear();
  layer_ = 0;
}

uint32_t Tree::keep(std::string_view text) {
  const auto at = static_cast<uint32_t>(texts_.size());
  texts_ += text;
  return at;
}

int Tree::add(ImGuiID id, const Node& node, const Rect& rect, const Rect& visible, bool interactive,
              bool focusable) {
  Entry entry;
  entry.id = id;
  entry.parent = open_.empty() ? -1 : open_.back();
  entry.role = node.role;
  entry.states = node.states;
  entry.index = node.index;
  entry.count = node.count;
  entry.columns = node.columns;
  entry.level = node.level;
  entry.layer = layer_;
  entry.interactive = interactive;
  entry.focusable = focusable && (node.states & kDisabled) == 0;
  entry.rect = rect;
  entry.visible = visible;
  entry.name_at = keep(node.name);
  entry.name_size = static_cast<uint32_t>(node.name.size());
  entry.value_at = keep(node.value);
  entry.value_size = static_cast<uint32_t>(node.value.size());
  entry.description_at = keep(node.description);
  entry.description_size = static_cast<uint32_t>(node.description.size());
  entries_.push_back(entry);
  return static_cast<int>(entries_.size()) - 1;
}

void Tree::begin(ImGuiID id, const Node& node, const Rect& rect, const Rect& visible) {
  open_.push_back(add(id, node, rect, visible, false, false));
}

void Tree::begin_within(ImGuiID id) {
  auto at = static_cast<int>(entries_.size()) - 1;
  while (at >= 0 && entries_[static_cast<size_t>(at)].id != id)
    --at;
  FM_ASSERT(at >= 0);
  open_.push_back(at);
}

void Tree::end() {
  FM_ASSERT(!open_.empty());
  open_.pop_back();
}

std::string Tree::to_json() const {
  std::string out = "[";
  for (const Entry& entry : entries_) {
    out += out.size() > 1 ? ",\n{\"id\":" : "{\"id\":";
    out += std::to_string(entry.id) + ",\"role\":";
    append_json_text(out, role_name(entry.role));
    out += ",\"name\":";
    append_json_text(out, name(entry));
    out += ",\"value\":";
    append_json_text(out, value(entry));
    if (entry.description_size > 0) {
      out += ",\"description\":";
      append_json_text(out, description(entry));
    }
    append_number(out, "parent", entry.parent);
    append_number(out, "states", entry.states);
    append_number(out, "layer", entry.layer);
    if (entry.index >= 0) append_number(out, "index", entry.index);
    if (entry.count >= 0) append_number(out, "count", entry.count);
    if (entry.columns >= 0) append_number(out, "columns", entry.columns);
    if (entry.level > 0) append_number(out, "level", entry.level);
    if (entry.interactive) append_number(out, "interactive", 1);
    append_rect(out, "rect", entry.rect);
    append_rect(out, "visible", entry.visible);
    out.push_back('}');
  }
  return out + "]";
}

std::string Cuts::to_json() const {
  std::string out = "[";
  for (const Cut& cut : list_) {
    out += out.size() > 1 ? ",{\"text\":" : "{\"text\":";
    append_json_text(out, cut.text);
    append_rect(out, "rect", cut.rect);
    out.push_back('}');
  }
  return out + "]";
}

std::vector<ImGuiID> Tree::duplicates() const {
  std::vector<ImGuiID> ids;
  for (const Entry& entry : entries_) {
    if (entry.interactive) ids.push_back(entry.id);
  }
  std::sort(ids.begin(), ids.end());
  std::vector<ImGuiID> doubles;
  for (size_t i = 1; i < ids.size(); ++i) {
    if (ids[i] == ids[i - 1]) doubles.push_back(ids[i]);
  }
  return doubles;
}

std::vector<ImGuiID> Tree::nameless() const {
  std::vector<ImGuiID> found;
  for (const Entry& entry : entries_) {
    if (entry.interactive && entry.name_size == 0) found.push_back(entry.id);
  }
  return found;
}

}  // namespace fenming::ui::a11y
