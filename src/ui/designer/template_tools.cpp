// What can be done with a template besides drawing it, in its form: saved plays, last month's
// tickets, and the drawing as a file.
#include "app/amount_text.h"
#include "app/designer/words.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

std::string_view status_text(const Ui& ui, std::string_view name) {
  constexpr std::array kWords = {Key::scenario_running, Key::scenario_running, Key::scenario_ended,
                                 Key::scenario_cancelled};
  return ui.tr(kWords[static_cast<size_t>(parse_run_status(name).value_or(RunStatus::kRunning))]);
}

// "路径第 3 步应为“客户验收”，实为“回访”"
std::string difference_text(const DesignerContext& context, const ScenarioDifference& difference) {
  const Ui& ui = context.ui;
  const auto node = [&](const std::string& id) {
    return id.empty() ? std::string(ui.tr(Key::scenario_nothing)) : context.title_of(id);
  };
  switch (difference.kind) {
    case DifferenceKind::kRefused:
      return difference.refusal ? refusal_text(context.content(), *difference.refusal, ui.locale)
                                : difference.actual;
    case DifferenceKind::kPath:
      return ui.tr(Key::scenario_path,
                   {difference.what, node(difference.expected), node(difference.actual)});
    case DifferenceKind::kStatus:
      return ui.tr(Key::scenario_status,
                   {status_text(ui, difference.expected), status_text(ui, difference.actual)});
    case DifferenceKind::kAmount:
      break;
  }
  const size_t space = difference.what.find(' ');
  const auto relation = parse_relation(difference.what.substr(0, space));
  std::string what =
      space == std::string::npos ? difference.what : context.fee(difference.what.substr(space + 1));
  if (relation) what += " · " + std::string(relation_text(*relation, ui.locale));
  return ui.tr(Key::scenario_amount, {what, app::format_money(std::stoll(difference.expected)),
                                      app::format_money(std::stoll(difference.actual))});
}

void remove_scenario(DesignerContext& context, const std::string& name) {
  context.edit(Key::scenario_step_gone, {name}, [name](TemplateDocument& document) {
    std::erase_if(document.scenarios, [&](const Scenario& one) { return one.name == name; });
  });
}

void draw_scenario(DesignerContext& context, Rect& rest, size_t index) {
  Ui& ui = context.ui;
  const Scenario& scenario = context.content().scenarios[index];
  const auto& results = context.own().scenarios;
  const bool known = index < results.size();
  const bool differs = known && results[index].has_value();
  const std::string_view verdict = ui.tr(!known    ? Key::scenario_unknown
                                         : differs ? Key::scenario_differs
                                                   : Key::scenario_passes);
  ImGui::PushID(static_cast<int>(index));
  Rect row = rest.cut_top(space::kControl, 2);
  if (context.may_edit() && button_right(ui, row,
                                         {.id = "remove-scenario",
                                          .label = ui.tr(Key::scenario_remove, {scenario.name}),
                                          .icon = Icon::kTrash,
                                          .kind = ButtonKind::kQuiet,
                                          .icon_only = true}))
    remove_scenario(context, scenario.name);
  if (button_right(ui, row,
                   {.id = "play-scenario",
                    .label = ui.tr(Key::scenario_play, {scenario.name}),
                    .icon = Icon::kPlay,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true}))
    context.push(PlayScenario{index});
  label(ui, row.cut_right(56), verdict,
        {type::kSmall, Weight::kSemibold, differs ? ui.theme.bad : ui.theme.good, Align::kRight});
  label(ui, row, scenario.name);
  if (differs) small_print(ui, rest, difference_text(context, *results[index]), ui.theme.bad, 6);
  ImGui::PopID();
}

}  // namespace

void draw_scenarios(DesignerContext& context, Rect& rest) {
  form_section(context, rest, Key::scenario_title);
  if (context.content().scenarios.empty())
    form_words(context, rest, context.ui.tr(Key::scenario_help));
  for (size_t i = 0; i < context.content().scenarios.size(); ++i)
    draw_scenario(context, rest, i);
}

// The version whose tickets are looked at: what is open, else the newest.
void draw_replay_entry(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const TemplateEntry* entry = context.own().entry(context.document().code);
  if (entry == nullptr || entry->latest() == 0) return;
  form_section(context, rest, Key::replay_title);
  form_words(context, rest, ui.tr(Key::replay_help));
  const std::string_view problem = context.problem_at("replay");
  if (!problem.empty()) small_print(ui, rest, problem, ui.theme.bad, 6);
  Rect row = rest.cut_top(space::kControl, 8);
  if (button_left(ui, row,
                  {.id = "replay",
                   .label = ui.tr(Key::replay_start, {std::to_string(entry->latest())}),
                   .icon = Icon::kPlay,
                   .disabled = context.own().replay_loading.has_value()}))
    context.push(StartReplay{entry->latest(), context.own().replay_with_prices});
}

void draw_files(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  form_section(context, rest, Key::designer_files);
  const std::array<std::pair<Key, Intent>, 4> files = {
      std::pair(Key::designer_save_file, Intent(SaveDocument{})),
      std::pair(Key::designer_export_bpmn, Intent(ExportBpmn{})),
      std::pair(Key::designer_export_svg, Intent(ExportDrawing{false})),
      std::pair(Key::designer_export_png, Intent(ExportDrawing{true}))};
  for (size_t i = 0; i < files.size(); ++i) {
    Rect row = rest.cut_top(space::kControl, 4);
    ImGui::PushID(static_cast<int>(i));
    if (button_left(ui, row,
                    {.id = "file",
                     .label = ui.tr(files[i].first),
                     .icon = Icon::kDownload,
                     .kind = ButtonKind::kQuiet}))
      context.push(files[i].second);
    ImGui::PopID();
  }
}

}  // namespace fenming::ui
