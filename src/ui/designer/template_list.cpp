// The templates, and the two ways to a new one: from the library, or from an empty canvas.
#include "app/date_text.h"
#include "app/designer/flow.h"
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/designer/parts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

std::string shown_name(const Ui& ui, const std::string& name, const std::string& name_en) {
  const bool english = ui.locale.language() == app::Language::kEnglish;
  return english && !name_en.empty() ? name_en : name;
}

void open_document(DesignerContext& context, const std::string& code, int32_t number) {
  context.actions.push(app::Navigate{document_location(code, number)});
}

// Who else has a draft of it: two drafts of one template are two opinions.
std::string others_text(const DesignerContext& context, const TemplateEntry& entry) {
  const Ui& ui = context.ui;
  std::string names;
  for (const OtherDraft& other : entry.others) {
    if (!names.empty()) names += ui.tr(Key::designer_and);
    names += other.author;
  }
  return names.empty() ? names : ui.tr(Key::designer_others_draw, {names});
}

void draw_entry(DesignerContext& context, const Rect& rect, const TemplateEntry& entry) {
  Ui& ui = context.ui;
  const std::string name = shown_name(ui, entry.name, entry.name_en);
  const int32_t latest = entry.latest();
  const bool opens_draft = entry.has_draft || latest == 0;
  std::string state = latest > 0 ? ui.tr(Key::designer_published_as, {std::to_string(latest)})
                                 : std::string(ui.tr(Key::designer_not_published));
  if (entry.has_draft && latest > 0) state += " · " + std::string(ui.tr(Key::badge_draft));
  const std::string others = others_text(context, entry);
  const Interaction it = interact(ui, Ui::id(entry.code), rect,
                                  {.role = a11y::Role::kButton,
                                   .name = name,
                                   .value = others.empty() ? state : state + " · " + others});
  if (it.pressed) open_document(context, entry.code, opens_draft ? 0 : latest);
  if (!it.shown) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, it.hovered ? ui.theme.hover : ui.theme.surface, space::kCardRadius);
  outline(list, rect, ui.theme.line, space::kCardRadius);
  Rect words = rect.inset(16, 12);
  draw_text(ui, list, words.cut_top(22, 2), name,
            fitted(ui, name, {type::kTitle, Weight::kSemibold}, words.w));
  draw_text(ui, list, words.cut_top(18), state,
            {type::kSmall, Weight::kRegular, ui.theme.secondary});
  draw_text(ui, list, words.cut_top(18), others.empty() ? entry.code : others,
            {type::kSmall, Weight::kRegular, others.empty() ? ui.theme.tertiary : ui.theme.warn});
  if (it.ring) focus_ring(ui, list, rect, space::kCardRadius);
}

void draw_library_entry(DesignerContext& context, const Rect& rect, const LibraryEntry& entry) {
  Ui& ui = context.ui;
  const std::string name = shown_name(ui, entry.name, entry.name_en);
  const std::string id = "library-" + entry.code;
  const Interaction it = interact(
      ui, Ui::id(id), rect,
      {.role = a11y::Role::kButton, .name = name, .value = ui.tr(Key::designer_from_library)});
  if (it.pressed) {
    context.panel.new_from = entry.code;
    context.panel.new_name = name;
    context.panel.new_code = fresh_code(context.own(), entry.code);
    context.panel.wants_create = true;
  }
  if (!it.shown) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, it.hovered ? ui.theme.hover : ui.theme.background, space::kCardRadius);
  outline(list, rect, ui.theme.faint_line, space::kCardRadius);
  draw_icon(list, {rect.x + 12, rect.y, 16, rect.h}, Icon::kPlus, ui.theme.accent);
  const float width = rect.w - 46;
  draw_text(ui, list, {rect.x + 38, rect.y, width, rect.h}, name, fitted(ui, name, {}, width));
  if (it.ring) focus_ring(ui, list, rect, space::kCardRadius);
}

// Cells of one size, as many in a row as fit; returns the bottom of the last row.
template <typename List, typename Draw>
void draw_cells(Rect& rest, const List& list, float width, float height, const Draw& draw) {
  const int columns = std::max(1, static_cast<int>((rest.w + space::kGap) / (width + space::kGap)));
  const float own =
      (rest.w - space::kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (size_t i = 0; i < list.size(); i += static_cast<size_t>(columns)) {
    Rect row = rest.cut_top(height, space::kGap);
    for (size_t k = i; k < std::min(list.size(), i + static_cast<size_t>(columns)); ++k)
      draw(row.cut_left(own, space::kGap), list[k]);
  }
}

}  // namespace

void draw_template_list(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const State& own = context.own();
  if (own.list_load == Load::kFailed) {
    empty_state(ui, rect, {.title = ui.tr(Key::designer_cannot_load), .text = own.problem});
    return;
  }
  if (own.list_load != Load::kReady) return;
  const Rect area = begin_scroll(ui, "templates", rect.inset(24, 16));
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  const bool may_create = context.state.account.has(app::Right::kTemplates);
  if (!own.templates.empty()) {
    heading(ui, rest.cut_top(30, 6), ui.tr(Key::designer_own_templates), 2);
    draw_cells(rest, own.templates, 280, 92, [&](const Rect& cell, const TemplateEntry& entry) {
      draw_entry(context, cell, entry);
    });
    rest.cut_top(12);
  }
  if (may_create) {
    heading(ui, rest.cut_top(30, 2), ui.tr(Key::designer_library), 2);
    small_print(ui, rest, ui.tr(Key::designer_library_help), ui.theme.secondary, 10);
    draw_cells(rest, own.library, 260, 44, [&](const Rect& cell, const LibraryEntry& entry) {
      draw_library_entry(context, cell, entry);
    });
  }
  end_scroll(area, rest.y);
}

}  // namespace fenming::ui
