// The list of kinds at the pointer or below the selected node: typed letters find a kind by its
// name or the first letters of its pinyin, Enter takes it. And the menu of the right button.
#include <array>

#include "app/designer/words.h"
#include "app/search_text.h"
#include "imgui_internal.h"
#include "ui/designer/parts.h"
#include "ui/draw.h"
#include "ui/shortcuts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using workflow::NodeKind;

constexpr float kRowHeight = 30;
constexpr int kMostRows = 9;

// A kind that is added, or a node of the drawing that the edge leads to.
struct Choice {
  NodeKind kind = NodeKind::kTask;
  std::string node;  // empty: a new one
  std::string text;
};

int rank_of(const DesignerContext& context, NodeKind kind, std::string_view query) {
  const app::Locale english(app::Language::kEnglish), chinese(app::Language::kChinese);
  int best = -1;
  for (const app::Locale* locale : {&chinese, &english}) {
    const int rank =
        app::match_rank(kind_text(kind, *locale), query, context.ui.input->pinyin_initial);
    if (rank >= 0 && (best < 0 || rank < best)) best = rank;
  }
  return best;
}

// Kinds that the query finds, the best first, then nodes that can be led to by their title.
std::vector<Choice> found_choices(const DesignerContext& context, std::string_view query) {
  const Ui& ui = context.ui;
  std::vector<std::pair<int, Choice>> ranked;
  for (size_t i = 0; i < workflow::kNodeKindCount; ++i) {
    const auto kind = static_cast<NodeKind>(i);
    const int rank = rank_of(context, kind, query);
    if (rank >= 0)
      ranked.emplace_back(rank, Choice{kind, {}, std::string(kind_text(kind, ui.locale))});
  }
  const QuickAdd& quick = context.panel.quick;
  const bool leads = !quick.from.empty() && !quick.replaces && !query.empty();
  for (const SceneNode& node : context.panel.scene.nodes) {
    if (!leads || node.id == quick.from || node.kind == NodeKind::kStart) continue;
    const int rank = app::match_rank(node.title, query, ui.input->pinyin_initial);
    if (rank >= 0)
      ranked.emplace_back(rank,
                          Choice{node.kind, node.id, ui.tr(Key::designer_lead_to, {node.title})});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Choice> choices;
  for (auto& [rank, choice] : ranked)
    choices.push_back(std::move(choice));
  return choices;
}

void take(DesignerContext& context, const Choice& choice) {
  const QuickAdd quick = context.panel.quick;
  if (!choice.node.empty()) return connect_nodes(context, quick.from, choice.node);
  const NodeKind kind = choice.kind;
  if (!quick.replaces) return add_at(context, kind, quick.at, quick.from, quick.edge);
  context.edit(
      Key::designer_step_kind, {std::string(kind_text(kind, context.ui.locale))},
      [id = quick.from, kind](TemplateDocument& document) { set_kind(document, id, kind); });
}

// The rows below the search field; the one that was pressed.
std::optional<Choice> draw_choices(DesignerContext& context, const Rect& rect,
                                   std::string_view name, const std::vector<Choice>& choices) {
  Ui& ui = context.ui;
  const Rect area = begin_scroll(ui, "choices", rect);
  Rect rows = area;
  // A scroll bar takes its place from the rows.
  if (static_cast<float>(choices.size()) * kRowHeight > area.h) rows.w -= kScrollBar;
  rows.h = 1e6f;
  std::optional<Choice> chosen;
  const auto count = static_cast<int>(choices.size());
  // Without an option there is no list.
  const a11y::Role role = choices.empty() ? a11y::Role::kGroup : a11y::Role::kListbox;
  ui.tree.begin(0, {.role = role, .name = name, .count = count}, area, visible_part(area));
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < choices.size(); ++i) {
    const Rect row = rows.cut_top(kRowHeight);
    const Choice& choice = choices[i];
    ImGui::PushID(choice.node.c_str());
    ImGui::PushID(static_cast<int>(choice.kind));
    const Interaction it =
        interact(ui, Ui::id("choice"), row, {.role = a11y::Role::kOption, .name = choice.text});
    ImGui::PopID();
    ImGui::PopID();
    if (it.pressed) chosen = choice;
    if (!it.shown) continue;
    if (it.hovered || it.ring || (i == 0 && ui.edit.id != 0)) fill(list, row, ui.theme.hover, 4);
    const Rect words = row.inset(10, 0);
    draw_text(ui, list, words, choice.text, fitted(ui, choice.text, {}, words.w));
  }
  ui.tree.end();
  end_scroll(area, rows.y);
  return chosen;
}

Rect anchor_of(const DesignerContext& context) {
  const DesignerPanel& panel = context.panel;
  ImVec2 at = panel.view.area.center();
  if (panel.quick.at)
    at = panel.view.at(*panel.quick.at);
  else if (!panel.quick.from.empty())
    at = port_of(context, panel.quick.from);
  return {at.x, at.y, 1, 1};
}

}  // namespace

void draw_quick_add(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const ImGuiID id = Ui::id("quick-add");
  if (std::exchange(panel.quick.wanted, false)) {
    panel.quick.query.clear();
    open_popup(ui, id);
  }
  Rect content;
  const std::string_view title =
      ui.tr(panel.quick.replaces ? Key::designer_change_kind : Key::designer_add_node);
  if (!begin_popup(ui, id, anchor_of(context), {220, 46 + kRowHeight * kMostRows},
                   {.role = a11y::Role::kDialog, .name = title}, content))
    return;
  ui.let_arrows_move_focus();
  content = content.inset(6);
  const auto field = text_field(ui, content.cut_top(30, 4),
                                {.id = "query",
                                 .label = title,
                                 .value = panel.quick.query,
                                 .hint = ui.tr(Key::designer_add_hint),
                                 .kind = app::FieldKind::kSearch,
                                 .autofocus = true});
  if (field.changed || field.committed) panel.quick.query = field.text;
  const std::vector<Choice> choices = found_choices(context, panel.quick.query);
  std::optional<Choice> chosen = draw_choices(context, content, title, choices);
  if (field.committed && field.reason == app::CommitReason::kEnter && !choices.empty())
    chosen = choices.front();
  if (chosen) take(context, *chosen);
  if (chosen || field.cancelled) close_popup();
  end_popup(ui);
  // Whatever closed it, the keyboard is back on the canvas.
  if (!ImGui::IsPopupOpen(id, ImGuiPopupFlags_None)) panel.wants_focus = true;
}

void draw_context_menu(DesignerContext& context, const Interaction& it) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const ImGuiID id = Ui::id("canvas-menu");
  // The right button that dragged has panned.
  const bool trembled = ImGui::GetIO().MouseDragMaxDistanceSqr[1] > 16;
  const bool by_key = it.focused && ui.edit.id == 0 &&
                      (ImGui::IsKeyPressed(ImGuiKey_Menu, false) ||
                       (ImGui::GetIO().KeyShift && ImGui::IsKeyPressed(ImGuiKey_F10, false)));
  if ((it.context || by_key) && context.may_edit() && !(it.hovered && trembled)) {
    if (it.hovered && !by_key) {
      const Hit hit = hit_test(context, panel.view.to_canvas(ImGui::GetIO().MousePos));
      if (!hit.id.empty() && !panel.is_selected(hit.id)) panel.select(hit.id);
    }
    const ImVec2 at = (it.hovered && !by_key) || panel.selected.empty()
                          ? ImGui::GetIO().MousePos
                          : port_of(context, panel.selected.back());
    panel.menu_at = {at.x, at.y, 1, 1};
    open_popup(ui, id);
  }
  const bool some = !panel.selected.empty();
  const bool several = panel.selected.size() > 1;
  const bool is_node = find_node(context.content(), panel.one_selected()) != nullptr;
  const SceneGroup* group = nullptr;
  for (const SceneGroup& one : panel.scene.groups) {
    if (one.id == panel.one_selected()) group = &one;
  }
  const bool folded = group != nullptr && group->collapsed;
  const std::array items = {
      MenuItem{.label = ui.tr(Key::designer_add_node), .icon = Icon::kPlus, .shortcut = "/"},
      MenuItem{
          .label = ui.tr(Key::designer_change_kind), .icon = Icon::kEdit, .disabled = !is_node},
      MenuItem{.label = ui.tr(Key::keys_add_note), .shortcut = "N"},
      MenuItem{.label = ui.tr(Key::keys_disable), .shortcut = "D", .disabled = !some},
      MenuItem{.label = ui.tr(Key::keys_duplicate),
               .icon = Icon::kCopy,
               .shortcut = "Ctrl+D",
               .disabled = !some,
               .separator_before = true},
      MenuItem{.label = ui.tr(Key::keys_group), .shortcut = "Ctrl+G", .disabled = !several},
      MenuItem{.label = ui.tr(Key::keys_ungroup), .shortcut = "Ctrl+Shift+G", .disabled = !some},
      MenuItem{.label = ui.tr(folded ? Key::prices_unfold : Key::prices_fold),
               .disabled = group == nullptr},
      MenuItem{.label = ui.tr(Key::keys_tidy), .shortcut = "T"},
      MenuItem{.label = ui.tr(Key::keys_delete_parts),
               .icon = Icon::kTrash,
               .shortcut = "Delete",
               .disabled = !some,
               .danger = true,
               .separator_before = true},
  };
  const bool was_open = ImGui::IsPopupOpen(id, ImGuiPopupFlags_None);
  const int chosen = menu(ui, id, panel.menu_at, ui.tr(Key::designer_canvas), items);
  if (was_open && !ImGui::IsPopupOpen(id, ImGuiPopupFlags_None)) panel.wants_focus = true;
  switch (chosen) {
    case 0:
      return ask_quick_add(context);
    case 1:
      panel.quick = {};
      panel.quick.wanted = panel.quick.replaces = true;
      panel.quick.from = panel.one_selected();
      return;
    case 2:
      return add_note_here(context);
    case 3:
      return toggle_disabled(context);
    case 4:
      return duplicate_selected(context);
    case 5:
      return group_selected(context);
    case 6:
      return ungroup_selected(context);
    case 7:
      return set_group_closed(context, panel.one_selected(), !folded);
    case 8:
      return tidy_selected(context);
    case 9:
      return delete_selected(context);
    default:
      return;
  }
}

}  // namespace fenming::ui
