#include "ui/designer/designer_screen.h"

#include <array>

#include "app/designer/difference_words.h"
#include "app/designer/flow.h"
#include "app/designer/words.h"
#include "ui/shortcuts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

constexpr float kPaletteWidth = 176;
constexpr float kInspectorWidth = 320;
constexpr float kProblemsHeight = 186;

void draw_tools(DesignerContext& context, const Rect& area) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const float width = context.may_edit() ? 292.0f : 164.0f;
  Rect row{area.right() - width - 8, area.bottom() - 42, width, 34};
  panel.tools = row;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, row, ui.theme.surface, space::kRadius);
  outline(list, row, ui.theme.line, space::kRadius);
  row = row.inset(4, 3);
  const auto tool = [&](std::string_view id, Key name, Icon icon, bool selected = false) {
    return button_left(ui, row,
                       {.id = id,
                        .label = ui.tr(name),
                        .icon = icon,
                        .kind = ButtonKind::kQuiet,
                        .icon_only = true,
                        .selected = selected});
  };
  if (tool("zoom-out", Key::designer_zoom_out, Icon::kMinus))
    panel.view.zoom_at(area.center(), 1 / 1.2f);
  const std::string percent =
      std::to_string(static_cast<int>(std::lround(panel.view.zoom * 100))) + " %";
  label(ui, row.cut_left(46), percent,
        {type::kSmall, Weight::kRegular, ui.theme.secondary, Align::kCenter});
  if (tool("zoom-in", Key::designer_zoom_in, Icon::kPlus)) panel.view.zoom_at(area.center(), 1.2f);
  if (tool("fit", Key::keys_fit_all, Icon::kFit)) panel.view.fit(panel.scene.everything);
  if (!context.may_edit()) return;
  if (tool("tidy", Key::keys_tidy, Icon::kTidy)) tidy_selected(context);
  if (tool("space", Key::designer_space_tool, Icon::kSpace, panel.space_tool))
    panel.space_tool = !panel.space_tool;
  if (tool("snap", Key::designer_snaps, Icon::kGrid, panel.snaps)) panel.snaps = !panel.snaps;
}

void draw_inspector(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const DesignerPanel& panel = context.panel;
  ImDrawList* list = ImGui::GetWindowDrawList();
  fill(list, rect, ui.theme.surface);
  vertical_line(list, rect.x, rect.y, rect.bottom(), ui.theme.line);
  const Rect inner{rect.x + 16, rect.y + 12, rect.w - 22, rect.h - 24};
  ImGui::PushID("inspector");
  if (context.own().play)
    draw_play_panel(context, inner);
  else if (context.own().replay)
    draw_replay_panel(context, inner);
  else if (context.own().comparison)
    draw_comparison_panel(context, inner);
  else if (panel.selected.size() > 1)
    draw_many_inspector(context, inner);
  else if (find_node(context.content(), panel.one_selected()) != nullptr)
    draw_node_inspector(context, inner);
  else if (find_edge(context.content(), panel.one_selected()) != nullptr)
    draw_edge_inspector(context, inner);
  else if (const auto& groups = context.content().drawing.groups;
           std::any_of(groups.begin(), groups.end(),
                       [&](const NodeGroup& group) { return group.group == panel.one_selected(); }))
    draw_group_inspector(context, inner);
  else
    draw_template_inspector(context, inner);
  ImGui::PopID();
}

// The way back from an opened group.
void draw_crumbs(DesignerContext& context, const Rect& area) {
  DesignerPanel& panel = context.panel;
  panel.crumbs = {};
  if (panel.inside.empty()) return;
  std::string title = panel.inside;
  for (const NodeGroup& group : context.content().drawing.groups) {
    if (group.group == panel.inside) title = group.title;
  }
  const std::array crumbs = {Crumb{context.model().name, true}, Crumb{title, false}};
  panel.crumbs = {area.x + 12, area.y + 8, area.w - 24, 24};
  if (breadcrumb(context.ui, panel.crumbs, crumbs) == 0) {
    panel.inside.clear();
    panel.wants_fit = true;
  }
}

// Where the parts of the screen begin in the announced tree.
struct Parts {
  bool on_canvas;  // it has the focus
  size_t form;
  size_t problems;
};

// F6 goes from the canvas to the form, on to the problems and back; Esc leads back from anywhere.
void follow_part_keys(DesignerContext& context, const Parts& parts) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  // Also from what is gone, as a correction is when it was taken.
  if (shortcut_pressed(Shortcut::kClose) && !parts.on_canvas) panel.wants_focus = true;
  if (!shortcut_pressed(Shortcut::kNextPart)) return;
  if (ui.has_focus_from(parts.problems))
    panel.wants_focus = true;
  else if (ui.has_focus_from(parts.form))
    panel.wants_focus = !ui.focus_first_from(parts.problems);
  else
    panel.wants_form = true;
}

void draw_document(DesignerContext& context, const Rect& area) {
  Rect rest = area;
  Ui& ui = context.ui;
  // An open list or field has these keys for itself.
  const bool has_keys = ui.edit.id == 0 && !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
  const bool wide = area.w > 1000;
  const Rect palette = rest.cut_left(kPaletteWidth);
  const Rect inspector = rest.cut_right(wide ? kInspectorWidth : 272);
  const auto& report = context.own().report;
  const bool open = context.panel.problems_open && report && !report->findings.empty();
  const Rect problems = rest.cut_bottom(open ? kProblemsHeight : 50).inset(8, 4);
  context.panel.compared.clear();
  if (context.own().comparison) {
    for (const app::ConflictRow& row : context.own().comparison->rows)
      context.panel.compared.insert(difference_part(row));
  }
  Parts parts{};
  parts.on_canvas = draw_canvas(context, rest);
  draw_crumbs(context, rest);
  draw_tools(context, rest);
  // After the canvas, which makes the scene that they read.
  draw_palette(context, palette);
  parts.form = ui.tree.entries().size();
  draw_inspector(context, inspector);
  parts.problems = ui.tree.entries().size();
  draw_flow_problems(context, problems);
  if (has_keys) follow_part_keys(context, parts);
  if (std::exchange(context.panel.wants_form, false)) ui.focus_first_from(parts.form);
  if (context.panel.wants_focus) ui.output->request_repaint(0);
  attend(context);
}

std::string_view state_text(const DesignerContext& context) {
  const Ui& ui = context.ui;
  if (context.problem_at("save").size() > 0) return ui.tr(Key::designer_not_saved);
  return ui.tr(has_unsaved(context.own()) ? Key::designer_saving : Key::designer_saved);
}

void draw_state(DesignerContext& context, Rect& row) {
  Ui& ui = context.ui;
  const Document& document = context.document();
  const std::string version = document.is_draft() ? std::string(ui.tr(Key::badge_draft))
                                                  : "v" + std::to_string(document.number);
  row.cut_left(badge(ui, row.x, row, version, document.is_draft() ? Tone::kWarn : Tone::kAccent),
               8);
  if (document.is_draft() && context.may_edit()) {
    const std::string_view words = state_text(context);
    const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.secondary};
    label(ui, row.cut_left(text_size(ui, words, style).x + 4, 8), words, style);
  }
  const auto& report = context.own().report;
  if (!report || row.w < 420) return;
  const bool proved = std::all_of(report->verdicts.begin(), report->verdicts.end(),
                                  [](auto one) { return one == workflow::Verdict::kProved; });
  const auto errors = std::count_if(report->findings.begin(), report->findings.end(),
                                    [](const auto& finding) { return finding.refutes(); });
  const std::string text = proved       ? std::string(ui.tr(Key::designer_all_proved))
                           : errors > 0 ? ui.tr(Key::designer_errors, {std::to_string(errors)})
                                        : std::string(ui.tr(Key::designer_not_all_proved));
  row.cut_left(badge(ui, row.x, row, text,
                     proved       ? Tone::kGood
                     : errors > 0 ? Tone::kBad
                                  : Tone::kWarn),
               12);
}

}  // namespace

std::span<const Key> DesignerScreen::help() const {
  static constexpr std::array kLines = {Key::help_designer_what, Key::help_designer_draw,
                                        Key::help_designer_check, Key::help_designer_publish,
                                        Key::help_designer_keys};
  return kLines;
}

void DesignerScreen::list_commands(const Ui&, const app::AppState& state, CommandList& list) {
  const bool may = state.account.has(app::Right::kTemplates);
  if (may) {
    list.add(Key::designer_new, Icon::kPlus, [this](app::Actions&) {
      panel_.new_from.clear();
      panel_.wants_create = true;
    });
    list.add(Key::wizard_title, Icon::kPlus, [this](app::Actions&) { panel_.wants_wizard = true; });
  }
  if (!state.designer.document.is_open()) return;
  list.add(
      Key::keys_fit_all, Icon::kFit, [this](app::Actions&) { panel_.wants_fit = true; },
      shortcut_keys(Shortcut::kFitAll));
  if (state.designer.play)
    list.add(Key::play_stop, Icon::kClose, StopPlay{});
  else
    list.add(Key::play_title, Icon::kPlay, StartPlay{});
  list.add(Key::designer_save_file, Icon::kDownload, SaveDocument{});
  list.add(Key::designer_export_bpmn, Icon::kDownload, ExportBpmn{});
  list.add(Key::designer_export_svg, Icon::kDownload, ExportDrawing{false});
  list.add(Key::designer_export_png, Icon::kDownload, ExportDrawing{true});
  const TemplateEntry* published = state.designer.entry(state.designer.document.code);
  if (published != nullptr && published->latest() > 0)
    list.add(Key::replay_title, Icon::kHistory, StartReplay{published->latest()});
  if (!may || !state.designer.document.is_draft()) return;
  list.add(Key::designer_publish, Icon::kUpload,
           [this](app::Actions&) { panel_.wants_publish = true; });
  list.add(Key::designer_discard, Icon::kTrash,
           [this](app::Actions&) { panel_.wants_discard = true; });
}

void DesignerScreen::list_places(const app::AppState& state, CommandList& list) {
  for (const TemplateEntry& entry : state.designer.templates) {
    const app::Location place = document_location(entry.code, entry.has_draft ? 0 : entry.latest());
    list.add(
        [name = entry.name](const app::Locale& locale) {
          return locale.format(Key::palette_go, {name});
        },
        Icon::kTemplates, [place](app::Actions& actions) { actions.push(app::Navigate{place}); });
  }
}

void DesignerScreen::draw_top_bar(Ui& ui, const app::AppState& state, app::Actions& actions,
                                  Rect& row) {
  DesignerContext context{ui, state, panel_, actions};
  const bool may = state.account.has(app::Right::kTemplates);
  if (!wanted_document(state)) {
    if (may && button_right(ui, row,
                            {.id = "new-template",
                             .label = ui.tr(Key::designer_new),
                             .icon = Icon::kPlus,
                             .kind = ButtonKind::kPrimary})) {
      panel_.new_from.clear();
      panel_.new_name.clear();
      panel_.new_code = fresh_code(state.designer, {});
      panel_.wants_create = true;
    }
    if (may && button_right(ui, row, {.id = "wizard", .label = ui.tr(Key::wizard_title)}))
      panel_.wants_wizard = true;
    if (may &&
        button_right(
            ui, row,
            {.id = "import-template", .label = ui.tr(Key::designer_import), .icon = Icon::kUpload}))
      actions.push(app::PickFile{{"template", ".bpmn,.xml,.json"}});
    return;
  }
  const Document& document = context.document();
  if (!document.is_open()) return;
  const std::array crumbs = {Crumb{context.model().name, false}};
  float used = 0;
  breadcrumb(ui, {row.x, row.y, std::min(260.0f, row.w / 4), row.h}, crumbs, &used);
  row.cut_left(used, 10);
  const TemplateEntry* entry = context.own().entry(document.code);
  if (document.is_draft() && may) {
    if (button_right(ui, row,
                     {.id = "publish",
                      .label = ui.tr(Key::designer_publish_more),
                      .kind = ButtonKind::kPrimary}))
      panel_.wants_publish = true;
    if (button_right(ui, row,
                     {.id = "discard",
                      .label = ui.tr(Key::designer_discard),
                      .icon = Icon::kTrash,
                      .icon_only = true}))
      panel_.wants_discard = true;
    if (button_right(ui, row,
                     {.label = ui.tr(Key::common_redo),
                      .icon = Icon::kRedo,
                      .icon_only = true,
                      .disabled = !document.log.can_redo(),
                      .tooltip = document.log.redo_name()}))
      actions.push(app::Redo{});
    if (button_right(ui, row,
                     {.label = ui.tr(Key::common_undo),
                      .icon = Icon::kUndo,
                      .icon_only = true,
                      .disabled = !document.log.can_undo(),
                      .tooltip = document.log.undo_name()}))
      actions.push(app::Undo{});
  } else if (may && entry != nullptr) {
    if (button_right(ui, row,
                     {.id = "edit",
                      .label = ui.tr(Key::designer_edit),
                      .icon = Icon::kEdit,
                      .kind = ButtonKind::kPrimary}))
      context.push(StartDraft{document.code, document.number});
  }
  if (button_right(ui, row,
                   {.id = "play",
                    .label = ui.tr(Key::play_title),
                    .icon = Icon::kPlay,
                    .selected = context.own().play != nullptr})) {
    if (context.own().play)
      context.push(StopPlay{});
    else
      context.push(StartPlay{});
  }
  if (entry != nullptr && entry->latest() > 0 && entry->latest() != document.number) {
    const std::string compare = ui.tr(Key::designer_compare, {std::to_string(entry->latest())});
    if (button_right(ui, row, {.id = "compare", .label = compare}))
      context.push(Compare{entry->latest()});
  }
  draw_state(context, row);
  draw_others(context, row);
}

void DesignerScreen::draw(Ui& ui, const app::AppState& state, app::Actions& actions,
                          const Rect& area) {
  DesignerContext context{ui, state, panel_, actions};
  const auto wanted = wanted_document(state);
  const Document& document = context.document();
  if (!wanted) {
    draw_template_list(context, area);
  } else if (context.own().document_load == Load::kFailed) {
    empty_state(ui, area,
                {.title = ui.tr(Key::designer_cannot_load), .text = context.own().problem});
  } else if (document.is_open() && document.code == wanted->code) {
    draw_document(context, area);
  }
  draw_designer_dialogs(context);
}

}  // namespace fenming::ui
