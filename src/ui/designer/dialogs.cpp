// Dialogs of the designer: a new template, publishing, discarding, a conflict.
#include <array>

#include "app/designer/difference_words.h"
#include "app/designer/flow.h"
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::ConflictRow;
using app::Key;
using namespace app::designer;

void draw_create(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  if (std::exchange(panel.wants_create, false)) open_dialog(ui, "create-template");
  Rect content;
  bool closed = false;
  const std::string_view title =
      ui.tr(panel.new_from.empty() ? Key::designer_new : Key::designer_new_from);
  if (!begin_dialog(ui, {.id = "create-template", .title = title, .width = 440, .height = 262},
                    content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  const auto name = labelled_field(ui, content.cut_top(72),
                                   {.id = "template-name",
                                    .label = ui.tr(Key::designer_name),
                                    .value = panel.new_name,
                                    .hint = ui.tr(Key::designer_name_hint)});
  if (name.committed || name.changed) panel.new_name = name.text;
  const auto code = labelled_field(ui, content.cut_top(72),
                                   {.id = "template-code",
                                    .label = ui.tr(Key::designer_code),
                                    .value = panel.new_code,
                                    .hint = "ac_install",
                                    .error = context.problem_at("create")},
                                   ui.tr(Key::designer_code_help));
  if (code.committed || code.changed) panel.new_code = code.text;
  const bool ready = !panel.new_name.empty() && !panel.new_code.empty();
  if (button_right(ui, foot,
                   {.id = "create-now",
                    .label = ui.tr(Key::prices_create),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !ready}))
    context.push(CreateTemplate{panel.new_code, panel.new_name, panel.new_from});
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  const bool created = context.document().code == panel.new_code && context.document().is_open();
  if (closed || created || wanted_document(context.state)) close_popup();
  end_dialog(ui);
}

void draw_discard(DesignerContext& context) {
  Ui& ui = context.ui;
  if (std::exchange(context.panel.wants_discard, false)) open_dialog(ui, "discard-template");
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "discard-template",
                     .title = ui.tr(Key::designer_discard_title),
                     .width = 440,
                     .height = 190},
                    content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  paragraph(ui, content, ui.tr(Key::designer_discard_text), {});
  if (button_right(ui, foot,
                   {.id = "discard-now",
                    .label = ui.tr(Key::designer_discard),
                    .kind = ButtonKind::kDanger})) {
    context.push(DiscardDraft{});
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed) close_popup();
  end_dialog(ui);
}

// What is disabled on trial is never published so.
bool has_disabled(const DesignerContext& context) {
  const auto& places = context.content().drawing.places;
  return std::any_of(places.begin(), places.end(),
                     [](const NodePlace& place) { return place.disabled; });
}

void draw_publish(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  if (std::exchange(panel.wants_publish, false)) {
    panel.note.clear();
    open_dialog(ui, "publish-template");
  }
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "publish-template",
                     .title = ui.tr(Key::designer_publish_title),
                     .width = 520,
                     .height = 300},
                    content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  const auto& report = context.own().report;
  const bool refuted = report && report->refuted();
  const bool disabled = has_disabled(context);
  const auto failing = std::count_if(context.own().scenarios.begin(), context.own().scenarios.end(),
                                     [](const auto& one) { return one.has_value(); });
  Key words = Key::designer_publish_text;
  if (failing > 0) words = Key::designer_publish_scenarios;
  if (disabled) words = Key::designer_publish_disabled;
  if (refuted) words = Key::designer_publish_refuted;
  const bool blocked = refuted || disabled || failing > 0;
  small_print(ui, content, ui.tr(words, {std::to_string(failing)}),
              blocked ? ui.theme.bad : ui.theme.secondary, 10);
  const std::string_view problem = context.problem_at("publish");
  if (!problem.empty()) small_print(ui, content, problem, ui.theme.bad, 10);
  const auto note = labelled_field(
      ui, content.cut_top(56),
      {.id = "publish-note", .label = ui.tr(Key::designer_publish_note), .value = panel.note});
  if (note.committed || note.changed) panel.note = note.text;
  const bool ready = !blocked && report && !has_unsaved(context.own()) && !context.own().publishing;
  if (button_right(ui, foot,
                   {.id = "publish-now",
                    .label = ui.tr(Key::designer_publish),
                    .kind = ButtonKind::kPrimary,
                    .disabled = !ready}))
    context.push(Publish{panel.note});
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed || !context.document().is_draft()) close_popup();
  end_dialog(ui);
}

void draw_conflict_row(DesignerContext& context, Rect& rest, size_t index) {
  Ui& ui = context.ui;
  const ConflictRow& row = context.own().conflict->rows[index];
  if (row.settled) return;
  const std::string place = difference_place(context.content(), row, ui.locale);
  label(ui, rest.cut_top(22), place, {type::kBase, Weight::kSemibold});
  const std::array<std::string_view, 2> sides = {ui.tr(Key::designer_mine),
                                                 ui.tr(Key::designer_theirs)};
  const std::string id = "side-" + std::to_string(index);
  const int chosen =
      segmented(ui, rest.cut_top(30, 4), {.id = id, .label = place, .options = sides},
                row.take_theirs ? 1 : 0);
  if (chosen >= 0) context.push(ChooseSide{index, chosen == 1});
  label(
      ui, rest.cut_top(18),
      ui.tr(Key::designer_mine_is, {difference_side(context.content(), row, row.mine, ui.locale)}),
      {type::kSmall, Weight::kRegular, ui.theme.secondary});
  label(ui, rest.cut_top(18, 10),
        ui.tr(Key::designer_theirs_is,
              {difference_side(context.content(), row, row.theirs, ui.locale)}),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

void draw_conflict(DesignerContext& context) {
  Ui& ui = context.ui;
  const bool has = context.own().conflict.has_value();
  if (has && !std::exchange(context.panel.had_conflict, has)) open_dialog(ui, "conflict-template");
  context.panel.had_conflict = has;
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "conflict-template",
                     .title = ui.tr(Key::designer_conflict_title),
                     .width = 640,
                     .height = 480},
                    content, closed))
    return;
  if (has) {
    Rect foot = content.cut_bottom(space::kControl, 12);
    small_print(ui, content, ui.tr(Key::designer_conflict_text), ui.theme.secondary, 10);
    const Rect area = begin_scroll(ui, "rows", content);
    Rect rest = area;
    rest.h = 1e6f;
    for (size_t i = 0; i < context.own().conflict->rows.size(); ++i)
      draw_conflict_row(context, rest, i);
    end_scroll(area, rest.y);
    if (button_right(ui, foot,
                     {.id = "resolve",
                      .label = ui.tr(Key::designer_resolve_conflict),
                      .kind = ButtonKind::kPrimary}))
      context.push(ResolveConflict{});
  }
  // It stands until both sides are put together: nothing is lost by looking at the drawing.
  if (!has || closed) close_popup();
  end_dialog(ui);
}

}  // namespace

void draw_designer_dialogs(DesignerContext& context) {
  draw_create(context);
  draw_discard(context);
  draw_publish(context);
  draw_conflict(context);
  draw_import(context);
  draw_wizard(context);
}

}  // namespace fenming::ui
