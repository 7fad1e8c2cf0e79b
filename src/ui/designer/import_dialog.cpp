// A file that was read: what there is to know about it, and under which name it is kept.
#include "app/designer/flow.h"
#include "app/designer/words.h"
#include "ui/designer/designer_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popup.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

void draw_problems(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  const ImportedFile& file = *context.own().imported;
  const Rect area = begin_scroll(ui, "import-problems", rect);
  Rect rest = area;
  rest.h = 1e6f;
  const std::string name = file.name;
  ui.tree.begin(0, {.role = a11y::Role::kList, .name = name}, area, visible_part(area));
  for (const ImportProblem& problem : file.problems) {
    const std::string text = import_text(problem, ui.locale);
    const float top = rest.y;
    small_print(ui, rest, text, problem.fatal ? ui.theme.bad : ui.theme.secondary, 6);
    ui.announce({.role = a11y::Role::kListItem, .name = text}, {area.x, top, area.w, rest.y - top});
  }
  ui.tree.end();
  end_scroll(area, rest.y);
}

// True when it is to be kept.
bool draw_names(DesignerContext& context, Rect& content, Rect& foot) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  Rect names = content.cut_bottom(76, 8);
  const auto name = labelled_field(
      ui, names.cut_left((names.w - 12) / 2, 12),
      {.id = "import-name", .label = ui.tr(Key::designer_name), .value = panel.new_name});
  if (name.committed || name.changed) panel.new_name = name.text;
  const auto code = labelled_field(ui, names,
                                   {.id = "import-code",
                                    .label = ui.tr(Key::designer_code),
                                    .value = panel.new_code,
                                    .error = context.problem_at("create")});
  if (code.committed || code.changed) panel.new_code = code.text;
  return button_right(ui, foot,
                      {.id = "import-now",
                       .label = ui.tr(Key::designer_import_now),
                       .kind = ButtonKind::kPrimary,
                       .disabled = panel.new_name.empty() || panel.new_code.empty()});
}

}  // namespace

void draw_import(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const auto& imported = context.own().imported;
  if (imported && !std::exchange(panel.had_import, true)) {
    if (imported->document) {
      panel.new_name = imported->document->model.name;
      panel.new_code = fresh_code(context.own(), imported->document->model.code);
    }
    open_dialog(ui, "import-template");
  }
  panel.had_import = imported.has_value();
  Rect content;
  bool closed = false;
  if (!begin_dialog(ui,
                    {.id = "import-template",
                     .title = ui.tr(Key::designer_import_title),
                     .width = 640,
                     .height = 460},
                    content, closed))
    return;
  if (imported) {
    Rect foot = content.cut_bottom(space::kControl, 12);
    const bool readable = imported->document.has_value();
    const std::string words =
        !readable ? std::string(ui.tr(Key::designer_import_failed))
        : imported->problems.empty()
            ? std::string(ui.tr(Key::designer_import_clean))
            : ui.tr(Key::designer_import_remarks, {std::to_string(imported->problems.size())});
    small_print(ui, content, words, readable ? ui.theme.text : ui.theme.bad, 8);
    if (readable && draw_names(context, content, foot))
      context.push(KeepImport{panel.new_code, panel.new_name});
    draw_problems(context, content);
    if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  }
  if (closed && imported) context.push(DropImport{});
  if (closed || !imported) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
