// 三步新建: three pages of questions for people who do not draw.
#include <array>

#include "app/designer/flow.h"
#include "app/designer/words.h"
#include "ui/designer/parts.h"
#include "ui/widgets/feedback.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;

constexpr int kPages = 3;
constexpr std::array kShares = {0, 2000, 3000, 5000};  // basis points that an arrival settles
constexpr std::array kHours = {4, 8, 16, 24};

void draw_switch(DesignerContext& context, Rect& rest, std::string_view id, Key name, Key help,
                 bool& value) {
  Ui& ui = context.ui;
  if (checkbox(ui, rest.cut_top(26), {.id = id, .label = ui.tr(name)}, value)) value = !value;
  Rect words = rest.cut_top(20, 8);
  words.cut_left(26);
  label(ui, words, ui.tr(help), {type::kSmall, Weight::kRegular, ui.theme.secondary});
}

void draw_choice(DesignerContext& context, Rect& rest, std::string_view id, Key name,
                 std::span<const std::string_view> options, int selected,
                 const std::function<void(int)>& choose) {
  Ui& ui = context.ui;
  label(ui, rest.cut_top(20, 2), ui.tr(name), {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const int chosen = segmented(ui, rest.cut_top(30, 12),
                               {.id = id, .label = ui.tr(name), .options = options}, selected);
  if (chosen >= 0) choose(chosen);
}

void draw_work(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  WizardAnswers& answers = context.panel.wizard;
  const auto name = labelled_field(ui, rest.cut_top(64),
                                   {.id = "wizard-name",
                                    .label = ui.tr(Key::designer_name),
                                    .value = answers.name,
                                    .hint = ui.tr(Key::designer_name_hint)});
  if (name.committed || name.changed) answers.name = name.text;
  const auto code = labelled_field(ui, rest.cut_top(72),
                                   {.id = "wizard-code",
                                    .label = ui.tr(Key::designer_code),
                                    .value = answers.code,
                                    .hint = "ac_install",
                                    .error = context.problem_at("create")},
                                   ui.tr(Key::designer_code_help));
  if (code.committed || code.changed) answers.code = code.text;
  const std::array<std::string_view, 2> ways = {ui.tr(Key::wizard_recommend),
                                                ui.tr(Key::wizard_grab)};
  draw_choice(context, rest, "wizard-dispatch", Key::wizard_dispatch, ways,
              static_cast<int>(answers.dispatch),
              [&](int chosen) { answers.dispatch = static_cast<workflow::DispatchMode>(chosen); });
  draw_switch(context, rest, "wizard-appointment", Key::wizard_appointment,
              Key::wizard_appointment_help, answers.appointment);
}

void draw_exits(DesignerContext& context, Rect& rest) {
  WizardAnswers& answers = context.panel.wizard;
  draw_switch(context, rest, "wizard-moved", Key::wizard_moved, Key::wizard_moved_help,
              answers.moved);
  draw_switch(context, rest, "wizard-empty", Key::wizard_empty, Key::wizard_empty_help,
              answers.empty_trip);
  draw_switch(context, rest, "wizard-part", Key::wizard_part, Key::wizard_part_help,
              answers.part_needed);
  draw_switch(context, rest, "wizard-cancel", Key::wizard_cancel, Key::wizard_cancel_help,
              answers.cancelled);
  draw_switch(context, rest, "wizard-callback", Key::wizard_callback, Key::wizard_callback_help,
              answers.callback);
}

template <size_t N>
int place_of(const std::array<int, N>& list, int32_t value) {
  const auto found = std::find(list.begin(), list.end(), value);
  return found == list.end() ? -1 : static_cast<int>(found - list.begin());
}

void draw_money(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  WizardAnswers& answers = context.panel.wizard;
  const std::array<std::string_view, 3> closings = {ui.tr(Key::wizard_close_review),
                                                    ui.tr(Key::wizard_close_acceptance),
                                                    ui.tr(Key::wizard_close_both)};
  draw_choice(context, rest, "wizard-closing", Key::wizard_closing, closings,
              static_cast<int>(answers.closing),
              [&](int chosen) { answers.closing = static_cast<Closing>(chosen); });
  std::array<std::string, kShares.size()> shares;
  std::array<std::string_view, kShares.size()> share_views;
  for (size_t i = 0; i < kShares.size(); ++i)
    share_views[i] = shares[i] = percent_text(kShares[i]) + " %";
  draw_choice(context, rest, "wizard-arrival", Key::wizard_arrival, share_views,
              place_of(kShares, answers.arrival_bp),
              [&](int chosen) { answers.arrival_bp = kShares[static_cast<size_t>(chosen)]; });
  std::array<std::string, kHours.size()> hours;
  std::array<std::string_view, kHours.size()> hour_views;
  for (size_t i = 0; i < kHours.size(); ++i)
    hour_views[i] = hours[i] = span_text(kHours[i] * 60, ui.locale);
  draw_choice(context, rest, "wizard-hours", Key::wizard_hours, hour_views,
              place_of(kHours, answers.visit_hours),
              [&](int chosen) { answers.visit_hours = kHours[static_cast<size_t>(chosen)]; });
  small_print(ui, rest, ui.tr(Key::wizard_money_help), ui.theme.secondary, 6);
}

void draw_foot(DesignerContext& context, Rect& foot, bool& closed) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  const bool named = !panel.wizard.name.empty() && !panel.wizard.code.empty();
  if (panel.wizard_page + 1 < kPages) {
    if (button_right(ui, foot,
                     {.id = "wizard-next",
                      .label = ui.tr(Key::wizard_next),
                      .kind = ButtonKind::kPrimary,
                      .disabled = !named}))
      ++panel.wizard_page;
  } else if (button_right(ui, foot,
                          {.id = "wizard-create",
                           .label = ui.tr(Key::prices_create),
                           .kind = ButtonKind::kPrimary,
                           .disabled = !named})) {
    context.push(CreateByWizard{panel.wizard});
  }
  if (panel.wizard_page > 0 &&
      button_right(ui, foot, {.id = "wizard-back", .label = ui.tr(Key::wizard_back)}))
    --panel.wizard_page;
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
}

}  // namespace

void draw_wizard(DesignerContext& context) {
  Ui& ui = context.ui;
  DesignerPanel& panel = context.panel;
  if (std::exchange(panel.wants_wizard, false)) {
    panel.wizard = WizardAnswers{};
    panel.wizard.code = fresh_code(context.own(), {});
    panel.wizard_page = 0;
    open_dialog(ui, "wizard-template");
  }
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui,
          {.id = "wizard-template", .title = ui.tr(Key::wizard_title), .width = 520, .height = 460},
          content, closed))
    return;
  Rect foot = content.cut_bottom(space::kControl, 12);
  constexpr std::array kTitles = {Key::wizard_page_work, Key::wizard_page_exits,
                                  Key::wizard_page_money};
  const std::string title =
      ui.tr(Key::wizard_page, {std::to_string(panel.wizard_page + 1),
                               ui.tr(kTitles[static_cast<size_t>(panel.wizard_page)])});
  heading(ui, content.cut_top(26, 10), title, 3, {type::kBase, Weight::kSemibold});
  // A refusal is about the code, which stands on the first page.
  if (!context.problem_at("create").empty()) panel.wizard_page = 0;
  if (panel.wizard_page == 0) draw_work(context, content);
  if (panel.wizard_page == 1) draw_exits(context, content);
  if (panel.wizard_page == 2) draw_money(context, content);
  draw_foot(context, foot, closed);
  const bool created = context.document().code == panel.wizard.code && context.document().is_open();
  if (closed || created || wanted_document(context.state)) close_popup();
  end_dialog(ui);
}

}  // namespace fenming::ui
