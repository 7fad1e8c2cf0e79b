#include "ui/widgets/popup.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/search_text.h"
#include "imgui_internal.h"
#include "ui/draw.h"
#include "ui/shortcuts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

constexpr float kShadow = 16;  // room around a popup for its shadow
constexpr ImGuiWindowFlags kPopupFlags =
    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav |
    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

Rect place(const Rect& anchor, ImVec2 size) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  Rect box{anchor.x, anchor.bottom() + 4, size.x, size.y};
  if (box.bottom() > screen.y - 4 && anchor.y - size.y - 4 > 4) box.y = anchor.y - size.y - 4;
  box.x = std::round(std::clamp(box.x, 4.0f, std::max(4.0f, screen.x - box.w - 4)));
  box.y = std::round(std::clamp(box.y, 4.0f, std::max(4.0f, screen.y - box.h - 4)));
  return box;
}

void draw_panel(Ui& ui, const Rect& box) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  shadow(ui, list, box, space::kCardRadius);
  fill(list, box, ui.theme.dark ? ui.theme.raised : ui.theme.surface, space::kCardRadius);
  outline(list, box, ui.theme.line, space::kCardRadius);
}

// Whether the popup that is being drawn is the topmost one: keys and clicks mean that.
bool is_topmost() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.OpenPopupStack.Size == g.BeginPopupStack.Size;
}

// Esc belongs first to a text edit.
bool asks_to_close(const Ui& ui) {
  return is_topmost() && shortcut_pressed(Shortcut::kClose) && ui.edit.id == 0;
}

}  // namespace

void open_popup(Ui& ui, ImGuiID id) {
  ImGui::OpenPopupEx(id, ImGuiPopupFlags_None);
  ui.output->request_repaint(0);
}

void close_popup() {
  ImGui::CloseCurrentPopup();
}

bool begin_popup(Ui& ui, ImGuiID id, const Rect& anchor, ImVec2 size, const a11y::Node& node,
                 Rect& content) {
  if (!ImGui::IsPopupOpen(id, ImGuiPopupFlags_None)) return false;
  const Rect box = place(anchor, size);
  const Rect window = box.inset(-kShadow);
  ImGui::SetNextWindowPos(window.min());
  ImGui::SetNextWindowSize({window.w, window.h});
  if (!ImGui::BeginPopupEx(id, kPopupFlags)) return false;
  draw_panel(ui, box);
  ui.tree.begin_layer();
  ui.tree.begin(id, node, box, box);
  content = box;
  const bool outside = is_topmost() && ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                       !box.contains(ImGui::GetMousePos());
  if (outside || asks_to_close(ui)) close_popup();
  return true;
}

void end_popup(Ui& ui) {
  ui.tree.end();
  ui.tree.end_layer();
  ImGui::EndPopup();
}

int menu(Ui& ui, ImGuiID id, const Rect& anchor, std::string_view name,
         std::span<const MenuItem> items) {
  if (!ImGui::IsPopupOpen(id, ImGuiPopupFlags_None)) return -1;
  float width = 160;
  float height = 8;
  for (const MenuItem& item : items) {
    const float needed =
        text_size(ui, item.label, {}).x + text_size(ui, item.shortcut, {type::kSmall}).x;
    width = std::max(width, std::ceil(needed) + 72);
    height += item.separator_before ? 39.0f : 30.0f;
  }
  Rect content;
  if (!begin_popup(ui, id, anchor, {width, height}, {.role = a11y::Role::kMenu, .name = name},
                   content))
    return -1;
  ui.let_arrows_move_focus();
  int chosen = -1;
  Rect rows = content.inset(4);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Theme& t = ui.theme;
  for (size_t i = 0; i < items.size(); ++i) {
    const MenuItem& item = items[i];
    if (item.separator_before) {
      const Rect gap = rows.cut_top(9);
      horizontal_line(list, gap.x - 4, gap.right() + 4, gap.y + 4, t.faint_line);
    }
    const Rect row = rows.cut_top(30);
    const Interaction it = interact(ui, Ui::id(item.label), row,
                                    {.role = a11y::Role::kMenuItem,
                                     .name = item.label,
                                     .states = item.checked ? a11y::kChecked : 0u,
                                     .index = static_cast<int>(i),
                                     .count = static_cast<int>(items.size())},
                                    {.disabled = item.disabled});
    const ImU32 colour = item.disabled ? with_alpha(t.tertiary, 150) : item.danger ? t.bad : t.text;
    if ((it.hovered && !item.disabled) || it.ring)
      fill(list, row,
           item.danger ? t.bad_background
           : it.held   ? t.pressed
           : t.dark    ? t.pressed
                       : t.hover,
           4);
    const Icon icon = item.checked ? Icon::kCheck : item.icon;
    draw_icon(list, {row.x + 8, row.y, 16, row.h}, icon,
              item.checked  ? t.accent
              : item.danger ? t.bad
                            : t.secondary);
    draw_text(ui, list, {row.x + 32, row.y, row.w - 40, row.h}, item.label,
              {type::kBase, Weight::kRegular, colour});
    draw_text(ui, list, {row.x, row.y, row.w - 8, row.h}, item.shortcut,
              {type::kSmall, Weight::kRegular, t.tertiary, Align::kRight});
    if (it.pressed) chosen = static_cast<int>(i);
  }
  if (chosen >= 0) close_popup();
  end_popup(ui);
  return chosen;
}

namespace {

struct OptionList {
  std::vector<int> shown;
  bool has_search = false;
};

// Those that the query finds, in their own order; what begins with it comes before the others.
OptionList filter_options(const Ui& ui, const SelectDesc& desc, const std::string& query) {
  OptionList list;
  list.has_search = desc.searchable && desc.options.size() > 7;
  std::vector<std::pair<int, int>> ranked;
  for (size_t i = 0; i < desc.options.size(); ++i) {
    const int rank =
        query.empty() ? 0 : app::match_rank(desc.options[i], query, ui.input->pinyin_initial);
    if (rank >= 0) ranked.emplace_back(rank, static_cast<int>(i));
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [rank, index] : ranked)
    list.shown.push_back(index);
  return list;
}

int draw_options(Ui& ui, Rect rows, const SelectDesc& desc, const OptionList& filtered,
                 int selected) {
  const Theme& t = ui.theme;
  int chosen = -1;
  ImGui::SetCursorScreenPos(rows.min());
  ImGui::BeginChild("options", {rows.w, rows.h}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
  ImDrawList* list = ImGui::GetWindowDrawList();
  float y = rows.y - ImGui::GetScrollY();
  // The scroll bar lies beside the options.
  if (static_cast<float>(filtered.shown.size()) * 30 > rows.h)
    rows.w -= ImGui::GetStyle().ScrollbarSize;
  for (size_t i = 0; i < filtered.shown.size(); ++i, y += 30) {
    const int index = filtered.shown[i];
    const auto option = desc.options[static_cast<size_t>(index)];
    const Rect row{rows.x, y, rows.w, 30};
    ImGui::PushID(index);
    const Interaction it = interact(ui, Ui::id("option"), row,
                                    {.role = a11y::Role::kOption,
                                     .name = option,
                                     .states = index == selected ? a11y::kSelected : 0u,
                                     .index = static_cast<int>(i),
                                     .count = static_cast<int>(filtered.shown.size())});
    ImGui::PopID();
    if (it.pressed) chosen = index;
    if (!it.shown) continue;
    if (it.hovered || it.ring) fill(list, row, t.dark ? t.pressed : t.hover, 4);
    draw_text(ui, list, {row.x + 8, row.y, row.w - 36, row.h}, option,
              {type::kBase, Weight::kRegular, index == selected ? t.accent : t.text});
    if (index == selected)
      draw_icon(list, {row.right() - 26, row.y, 16, row.h}, Icon::kCheck, t.accent);
  }
  ImGui::SetCursorScreenPos({rows.x, y});
  ImGui::Dummy({1, 0});
  ImGui::EndChild();
  if (filtered.shown.empty()) {
    label(ui, rows, ui.tr(app::Key::common_no_match),
          {type::kBase, Weight::kRegular, t.tertiary, Align::kCenter});
  }
  return chosen;
}

int draw_dropdown(Ui& ui, ImGuiID id, const Rect& rect, const SelectDesc& desc, int selected,
                  SelectState& state) {
  const bool search = desc.searchable && desc.options.size() > 7;
  const float list_height = std::min(static_cast<float>(desc.options.size()) * 30, 240.0f);
  Rect content;
  if (!begin_popup(ui, id, rect, {std::max(rect.w, 180.0f), list_height + (search ? 46.0f : 8.0f)},
                   {.role = a11y::Role::kListbox,
                    .name = desc.label,
                    .count = static_cast<int>(desc.options.size())},
                   content)) {
    state.query.clear();
    return -1;
  }
  ui.let_arrows_move_focus();
  content = content.inset(4);
  int chosen = -1;
  if (search) {
    const auto field = text_field(ui, content.cut_top(30, 8),
                                  {.id = "query",
                                   .label = ui.tr(app::Key::common_search),
                                   .value = state.query,
                                   .hint = ui.tr(app::Key::common_search),
                                   .kind = app::FieldKind::kSearch,
                                   .autofocus = true});
    if (field.changed || field.committed) state.query = field.text;
    const OptionList filtered = filter_options(ui, desc, state.query);
    if (field.committed && field.reason == app::CommitReason::kEnter && !filtered.shown.empty())
      chosen = filtered.shown[0];
    if (field.cancelled) close_popup();
  }
  const int clicked =
      draw_options(ui, content, desc, filter_options(ui, desc, state.query), selected);
  if (clicked >= 0) chosen = clicked;
  if (chosen >= 0) close_popup();
  end_popup(ui);
  return chosen;
}

}  // namespace

void choice_field(Ui& ui, const Rect& rect, const Interaction& it, const ChoiceField& field) {
  const Theme& t = ui.theme;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect,
       field.disabled ? t.disabled_field
       : it.held      ? t.pressed
       : it.hovered   ? t.hover
                      : t.field,
       space::kRadius);
  outline(list, rect,
          field.invalid ? t.bad
          : field.open  ? t.accent
                        : mix(t.line, t.tertiary, it.hovered && !field.disabled ? 160 : 40),
          space::kRadius);
  const bool empty = field.text.empty();
  const ImU32 colour = field.disabled ? with_alpha(t.tertiary, 170) : empty ? t.tertiary : t.text;
  const Rect words{rect.x + 9, rect.y, rect.w - 34, rect.h};
  const std::string_view text = empty ? field.hint : field.text;
  const TextStyle style = fitted(ui, text, {type::kBase, Weight::kRegular, colour}, words.w);
  draw_text(ui, list, words, text, style);
  if (it.hovered && text_size(ui, text, style).x > words.w) ui.tooltip(it.id, rect, text);
  draw_icon(list, {rect.right() - 24, rect.y, 16, rect.h}, Icon::kChevronDown, t.tertiary);
  if (it.ring) focus_ring(ui, list, rect, space::kRadius);
}

int select(Ui& ui, const Rect& rect, const SelectDesc& desc, int selected, SelectState& state) {
  const ImGuiID id = Ui::id(desc.id.empty() ? desc.label : desc.id);
  ImGui::PushID(static_cast<int>(id));
  const ImGuiID popup = Ui::id("popup");
  const bool open = ImGui::IsPopupOpen(popup, ImGuiPopupFlags_None);
  const std::string_view shown =
      selected >= 0 ? desc.options[static_cast<size_t>(selected)] : std::string_view();
  const Interaction it = interact(ui, id, rect,
                                  {.role = a11y::Role::kCombobox,
                                   .name = desc.label,
                                   .value = shown,
                                   .states = (open ? a11y::kExpanded : a11y::kCollapsed) |
                                             (desc.invalid ? a11y::kInvalid : 0u)},
                                  {.disabled = desc.disabled});
  if (it.pressed || key_for(ui, it, ImGuiKey_DownArrow)) open_popup(ui, popup);
  if (it.shown)
    choice_field(ui, rect, it,
                 {.text = shown,
                  .hint = desc.hint,
                  .open = open,
                  .disabled = desc.disabled,
                  .invalid = desc.invalid});
  const int chosen = draw_dropdown(ui, popup, rect, desc, selected, state);
  // The list is gone: who came by keys goes on from here, whether something was chosen or not.
  const bool closed = open && !ImGui::IsPopupOpen(popup, ImGuiPopupFlags_None);
  if (chosen >= 0 || (closed && ui.focus.ring)) ui.set_focus(id, ui.focus.ring);
  ImGui::PopID();
  return chosen;
}

void open_dialog(Ui& ui, std::string_view id) {
  ImGui::OpenPopup(std::string(id).c_str());
  ui.output->request_repaint(0);
}

bool begin_dialog(Ui& ui, const DialogDesc& desc, Rect& content, bool& closed) {
  const std::string name(desc.id);
  if (!ImGui::IsPopupOpen(name.c_str())) return false;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(desc.width, screen.x - 32);
  const float height = std::min(desc.height, screen.y - 32);
  const Rect box{std::round((screen.x - width) / 2), std::round((screen.y - height) / 2.4f), width,
                 height};
  const Rect window = box.inset(-kShadow);
  ImGui::SetNextWindowPos(window.min());
  ImGui::SetNextWindowSize({window.w, window.h});
  if (!ImGui::BeginPopupModal(name.c_str(), nullptr, kPopupFlags)) return false;
  draw_panel(ui, box);
  ui.tree.begin_layer();
  ui.tree.begin(Ui::id(desc.id),
                {.role = a11y::Role::kDialog, .name = desc.title, .states = a11y::kModal}, box,
                box);
  content = box.inset(20, 16);
  Rect top = content.cut_top(30, 8);
  closed = button(ui, top.cut_right(30),
                  {.id = "close-dialog",
                   .label = ui.tr(app::Key::common_close),
                   .icon = Icon::kClose,
                   .kind = ButtonKind::kQuiet,
                   .icon_only = true});
  heading(ui, top, desc.title, 2);
  if (asks_to_close(ui)) closed = true;
  return true;
}

void end_dialog(Ui& ui) {
  ui.tree.end();
  ui.tree.end_layer();
  ImGui::EndPopup();
}

}  // namespace fenming::ui
