#include <algorithm>
#include <set>

#include "app/designer/edits.h"

namespace fenming::app::designer {
namespace {

constexpr int32_t kLeastNote = 64;

// The groups of the list with all that lie in them.
std::set<std::string> with_inner(const TemplateDocument& document, const Ids& ids) {
  std::set<std::string> found(ids.begin(), ids.end());
  bool grows = true;
  while (grows) {
    grows = false;
    for (const NodeGroup& group : document.drawing.groups) {
      if (!found.contains(group.group)) continue;
      for (const std::string& member : group.members)
        grows = found.insert(member).second || grows;
    }
  }
  return found;
}

}  // namespace

std::string add_note(TemplateDocument& document, CanvasPoint at, std::string_view about) {
  CanvasNote note;
  note.note = fresh_id(document, "note");
  note.at = on_grid(at);
  note.width = kNoteWidth;
  note.height = kNoteHeight;
  if (find_node(document, about) != nullptr || find_edge(document, about) != nullptr)
    note.about = about;
  document.drawing.notes.push_back(note);
  return note.note;
}

void resize_note(TemplateDocument& document, std::string_view id, int32_t width, int32_t height) {
  CanvasNote* note = find_note(document, id);
  if (note == nullptr) return;
  note->width = std::max(kLeastNote, on_grid(width));
  note->height = std::max(kLeastNote, on_grid(height));
}

void drop_empty_groups(TemplateDocument& document) {
  auto& groups = document.drawing.groups;
  for (;;) {
    const auto empty = std::find_if(groups.begin(), groups.end(),
                                    [](const NodeGroup& one) { return one.members.empty(); });
    if (empty == groups.end()) return;
    const std::string id = empty->group;
    groups.erase(empty);
    for (NodeGroup& outer : groups)
      std::erase(outer.members, id);
  }
}

std::string group_parts(TemplateDocument& document, const Ids& ids, std::string title) {
  NodeGroup group;
  for (const std::string& id : ids) {
    const bool known = find_node(document, id) != nullptr || find_group(document, id) != nullptr;
    const auto& list = group.members;
    if (known && std::find(list.begin(), list.end(), id) == list.end()) group.members.push_back(id);
  }
  if (group.members.empty()) return {};
  group.group = fresh_id(document, "group");
  group.title = std::move(title);
  const std::set<std::string_view> taken(group.members.begin(), group.members.end());
  const std::set<std::string> inner = with_inner(document, group.members);
  // What several groups hold together is grouped within the one that holds the first of them.
  NodeGroup* outer = nullptr;
  for (NodeGroup& other : document.drawing.groups) {
    const auto holds = [&](const std::string& member) { return taken.contains(member); };
    // A group that is itself taken, or lies in one, cannot hold what takes it.
    if (outer == nullptr && !inner.contains(other.group) &&
        std::any_of(other.members.begin(), other.members.end(), holds))
      outer = &other;
    std::erase_if(other.members, holds);
  }
  if (outer != nullptr) outer->members.push_back(group.group);
  document.drawing.groups.push_back(group);
  drop_empty_groups(document);
  return group.group;
}

void ungroup(TemplateDocument& document, const Ids& ids) {
  auto& groups = document.drawing.groups;
  for (const std::string& id : ids) {
    const NodeGroup* group = find_group(document, id);
    if (group == nullptr) continue;
    const std::vector<std::string> members = group->members;
    std::erase_if(groups, [&](const NodeGroup& one) { return one.group == id; });
    for (NodeGroup& outer : groups) {
      const auto at = std::find(outer.members.begin(), outer.members.end(), id);
      if (at == outer.members.end()) continue;
      const auto gap = outer.members.erase(at);
      outer.members.insert(gap, members.begin(), members.end());
    }
  }
}

void set_collapsed(TemplateDocument& document, std::string_view id, bool collapsed) {
  if (NodeGroup* group = find_group(document, id)) group->collapsed = collapsed;
}

}  // namespace fenming::app::designer
