#include "ui/widgets/tree_picker.h"

#include <algorithm>

#include "ui/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

constexpr float kRowHeight = 30;
constexpr float kIndent = 18;
constexpr float kListHeight = 300;
constexpr size_t kMostAnswers = 200;
constexpr int kPage = 9;

enum class Mark : uint8_t { kNone, kChosen, kBelowChosen, kAboveChosen };

bool is_open(const TreePickerState& state, int32_t node) {
  return std::binary_search(state.open_nodes.begin(), state.open_nodes.end(), node);
}

void make_rows(std::span<const app::TreeNode> nodes, TreePickerState& state) {
  state.stale = nodes.empty();  // until they are there
  state.rows.clear();
  if (!state.query.empty()) {
    state.rows = app::search_tree(nodes, state.query, kMostAnswers);
  } else {
    const auto size = static_cast<int32_t>(nodes.size());
    for (int32_t i = 0; i < size;) {
      state.rows.push_back(i);
      i = is_open(state, i) ? i + 1 : nodes[static_cast<size_t>(i)].end;
    }
  }
  if (std::find(state.rows.begin(), state.rows.end(), state.cursor) == state.rows.end())
    state.cursor = state.rows.empty() ? -1 : state.rows.front();
}

// A division lies below another where the other's code begins its own.
Mark mark_of(const app::TreeNode& node, std::span<const std::string> chosen) {
  Mark mark = Mark::kNone;
  for (const std::string& code : chosen) {
    if (node.code == code) return Mark::kChosen;
    if (node.code.starts_with(code)) mark = Mark::kBelowChosen;
    if (mark == Mark::kNone && std::string_view(code).starts_with(node.code))
      mark = Mark::kAboveChosen;
  }
  return mark;
}

class Picker {
 public:
  Picker(Ui& ui, const TreePickerDesc& desc, TreePickerState& state)
      : ui_(ui), desc_(desc), state_(state) {}

  // The code that was pressed.
  std::string draw(Rect content) {
    search(content.cut_top(space::kControl, 6));
    if (state_.stale) make_rows(desc_.nodes, state_);
    if (desc_.nodes.empty() || state_.rows.empty()) {
      const std::string_view text =
          desc_.nodes.empty() ? desc_.notice : ui_.tr(app::Key::common_no_match);
      label(ui_, content, text,
            {type::kBase, Weight::kRegular, ui_.theme.tertiary, Align::kCenter});
    } else {
      list(content);
    }
    return std::move(toggled_);
  }

 private:
  const app::TreeNode& at(int32_t node) const { return desc_.nodes[static_cast<size_t>(node)]; }
  static ImGuiID row_id(int32_t node) {
    ImGui::PushID(node);
    const ImGuiID id = Ui::id("row");
    ImGui::PopID();
    return id;
  }

  void search(const Rect& rect) {
    const auto field = text_field(ui_, rect,
                                  {.id = "query",
                                   .label = ui_.tr(app::Key::common_search),
                                   .value = state_.query,
                                   .hint = ui_.tr(app::Key::tree_search_hint),
                                   .kind = app::FieldKind::kSearch,
                                   .autofocus = true});
    if ((field.changed || field.committed) && field.text != state_.query) {
      state_.query = field.text;
      state_.stale = true;
      make_rows(desc_.nodes, state_);
    }
    // Only from the search: within the tree the arrows are the tree's.
    if (field.editing) ui_.let_arrows_move_focus();
    if (field.cancelled) close_popup();
    if (field.committed && field.reason == app::CommitReason::kEnter && !state_.query.empty() &&
        !state_.rows.empty())
      toggled_ = at(state_.rows.front()).code;
  }

  void list(const Rect& rect) {
    const auto count = static_cast<int>(state_.rows.size());
    ui_.tree.begin(Ui::id("tree"), {.role = a11y::Role::kTree, .name = desc_.label, .count = count},
                   rect, rect);
    ImGui::SetCursorScreenPos(rect.min());
    ImGui::BeginChild("rows", {rect.w, rect.h}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    const auto place = static_cast<int>(
        std::find(state_.rows.begin(), state_.rows.end(), state_.cursor) - state_.rows.begin());
    if (std::exchange(state_.reveal, false)) reveal(place, rect.h);
    const float top = rect.y - ImGui::GetScrollY();
    const int first = std::max(0, static_cast<int>(ImGui::GetScrollY() / kRowHeight));
    const int last = std::min(count, first + static_cast<int>(rect.h / kRowHeight) + 2);
    const auto one = [&](int i) {
      row({rect.x, top + static_cast<float>(i) * kRowHeight, rect.w - 10, kRowHeight}, i);
    };
    // The row with the keyboard is there even where it is scrolled out of sight.
    if (place < first) one(place);
    for (int i = first; i < last; ++i)
      one(i);
    if (place >= last && place < count) one(place);
    ImGui::SetCursorScreenPos({rect.x, top + static_cast<float>(count) * kRowHeight});
    ImGui::Dummy({1, 0});
    if (moved_) {
      ui_.set_focus(row_id(state_.cursor), true);
      state_.reveal = true;
      ui_.output->request_repaint(0);
    }
    ImGui::EndChild();
    ui_.tree.end();
  }

  void reveal(int place, float height) const {
    ui_.output->request_repaint(0);  // ImGui scrolls on the next frame
    const float y = static_cast<float>(place) * kRowHeight;
    const float scroll = ImGui::GetScrollY();
    if (y < scroll) ImGui::SetScrollY(y);
    if (y + kRowHeight > scroll + height) ImGui::SetScrollY(y + kRowHeight - height);
  }

  void row(const Rect& rect, int place) {
    const int32_t index = state_.rows[static_cast<size_t>(place)];
    const app::TreeNode& node = at(index);
    const bool searching = !state_.query.empty();
    const bool has_children = !searching && node.end > index + 1;
    const bool open = has_children && is_open(state_, index);
    const Mark mark = mark_of(node, desc_.chosen);
    uint32_t states = mark == Mark::kChosen || mark == Mark::kBelowChosen ? a11y::kChecked
                      : mark == Mark::kAboveChosen                        ? a11y::kMixed
                                                                          : a11y::kUnchecked;
    if (has_children) states |= open ? a11y::kExpanded : a11y::kCollapsed;
    const std::string above = searching ? app::path_above(desc_.nodes, index) : std::string();
    const std::string note = above.empty() ? std::string(node.code) : above;
    const Interaction it = interact(ui_, row_id(index), rect,
                                    {.role = a11y::Role::kTreeItem,
                                     .name = node.name,
                                     .value = note,
                                     .states = states,
                                     .index = place,
                                     .count = static_cast<int>(state_.rows.size()),
                                     .level = searching ? 1 : node.level + 1},
                                    {.focusable = index == state_.cursor});
    const float indent = searching ? 0 : static_cast<float>(node.level) * kIndent;
    const bool on_arrow =
        has_children && it.clicked_by_pointer && ImGui::GetMousePos().x < rect.x + indent + 24;
    if (it.clicked_by_pointer) state_.cursor = index;
    if (on_arrow)
      set_open(index, !open);
    else if (it.pressed)
      toggled_ = node.code;
    keys(it, place, has_children, open);
    if (it.shown) draw_row(rect, node, mark, note, indent, has_children, open, it);
  }

  void keys(const Interaction& it, int place, bool has_children, bool open) {
    // A focus that came with this key's press has had its step.
    if (!it.focused || it.focus_arrived || moved_) return;
    const auto last = static_cast<int>(state_.rows.size()) - 1;
    const int32_t index = state_.rows[static_cast<size_t>(place)];
    int to = place;
    if (key_for(ui_, it, ImGuiKey_DownArrow)) ++to;
    if (key_for(ui_, it, ImGuiKey_UpArrow)) --to;
    if (key_for(ui_, it, ImGuiKey_PageDown)) to += kPage;
    if (key_for(ui_, it, ImGuiKey_PageUp)) to -= kPage;
    if (key_for(ui_, it, ImGuiKey_Home)) to = 0;
    if (key_for(ui_, it, ImGuiKey_End)) to = last;
    if (key_for(ui_, it, ImGuiKey_RightArrow) && has_children) {
      if (!open) return set_open(index, true);
      ++to;
    }
    if (key_for(ui_, it, ImGuiKey_LeftArrow)) {
      if (open) return set_open(index, false);
      const auto parent = std::find(state_.rows.begin(), state_.rows.end(), at(index).parent);
      if (parent != state_.rows.end()) to = static_cast<int>(parent - state_.rows.begin());
    }
    to = std::clamp(to, 0, last);
    if (to == place) return;
    state_.cursor = state_.rows[static_cast<size_t>(to)];
    moved_ = true;
  }

  // Rows change in the next frame, so that this one ends as it began.
  void set_open(int32_t node, bool open) {
    const auto where = std::lower_bound(state_.open_nodes.begin(), state_.open_nodes.end(), node);
    if (open)
      state_.open_nodes.insert(where, node);
    else
      state_.open_nodes.erase(where);
    state_.stale = true;
    ui_.output->request_repaint(0);
  }

  void draw_row(const Rect& rect, const app::TreeNode& node, Mark mark, std::string_view note,
                float indent, bool has_children, bool open, const Interaction& it) const {
    const Theme& t = ui_.theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (it.hovered) fill(list, rect, it.held ? t.line : t.dark ? t.pressed : t.hover, 4);
    Rect parts = rect.inset(6, 0);
    parts.cut_left(indent);
    const Rect arrow = parts.cut_left(16, 4);
    if (has_children)
      draw_icon(list, arrow, open ? Icon::kChevronDown : Icon::kChevronRight, t.tertiary, 0.85f);
    const Rect box = parts.cut_left(16, 8).middle(16);
    if (mark == Mark::kChosen || mark == Mark::kBelowChosen) {
      fill(list, box, mark == Mark::kChosen ? t.accent : with_alpha(t.accent, 110), 4);
      draw_icon(list, box, Icon::kCheck, t.on_accent, 0.75f);
    } else {
      outline(list, box, with_alpha(t.tertiary, 150), 4);
      if (mark == Mark::kAboveChosen) draw_icon(list, box, Icon::kMinus, t.accent, 0.75f);
    }
    const float width = std::min(parts.w * 0.55f, text_size(ui_, note, {type::kSmall}).x + 2);
    draw_text(ui_, list, parts.cut_right(width, 8), note,
              {type::kSmall, Weight::kRegular, t.tertiary, Align::kRight});
    draw_text(ui_, list, parts, node.name,
              {type::kBase, Weight::kRegular, mark == Mark::kChosen ? t.accent : t.text});
    if (it.ring) focus_ring(ui_, list, rect.inset(2), 4);
  }

  Ui& ui_;
  const TreePickerDesc& desc_;
  TreePickerState& state_;
  std::string toggled_;
  bool moved_ = false;
};

}  // namespace

TreePickerResult tree_picker(Ui& ui, const Rect& rect, const TreePickerDesc& desc,
                             TreePickerState& state) {
  TreePickerResult result;
  const ImGuiID id = Ui::id(desc.id.empty() ? desc.label : desc.id);
  ImGui::PushID(static_cast<int>(id));
  const ImGuiID popup = Ui::id("popup");
  const Interaction it = interact(ui, id, rect,
                                  {.role = a11y::Role::kCombobox,
                                   .name = desc.label,
                                   .value = desc.hint,
                                   .states = state.open ? a11y::kExpanded : a11y::kCollapsed},
                                  {.disabled = desc.disabled});
  if (it.pressed || key_for(ui, it, ImGuiKey_DownArrow)) {
    open_popup(ui, popup);
    result.opened = true;
    state.stale = true;
  }
  if (it.shown)
    choice_field(ui, rect, it, {.hint = desc.hint, .open = state.open, .disabled = desc.disabled});
  Rect content;
  const ImVec2 size{std::max(rect.w, 340.0f), space::kControl + 6 + kListHeight + 16};
  const bool was_open = state.open;
  state.open =
      begin_popup(ui, popup, rect, size, {.role = a11y::Role::kGroup, .name = desc.label}, content);
  if (state.open) {
    result.toggled = Picker(ui, desc, state).draw(content.inset(8));
    if (desc.single && !result.toggled.empty()) close_popup();
    end_popup(ui);
  } else if (was_open) {
    state.query.clear();
    ui.set_focus(id, ui.focus.ring);
  }
  ImGui::PopID();
  return result;
}

}  // namespace fenming::ui
