// 试跑 beside the canvas: what can be done now as buttons, with the fields that it needs; what has
// been done, step by step, with the fen that each step posted; and what the run has earned so far.
#include "app/amount_text.h"
#include "app/designer/play.h"
#include "app/designer/words.h"
#include "base/civil_time.h"
#include "ui/designer/parts.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
using namespace app::designer;
using namespace workflow;

const CustomField* field_of(const TemplateVersion& model, std::string_view name) {
  return name.starts_with("field.") ? model.field(name.substr(6)) : nullptr;
}

// What is given for a field: typed, else a sample where the step needs one.
std::string value_of(const DesignerContext& context, const Offer& offer, const std::string& name) {
  const auto typed = context.panel.play_values.find(name);
  if (typed != context.panel.play_values.end()) return typed->second;
  const bool missing =
      std::find(offer.missing.begin(), offer.missing.end(), name) != offer.missing.end();
  const CustomField* field = field_of(context.own().play->document().model, name);
  return missing && field != nullptr ? sample_value(*field) : std::string();
}

void draw_field(DesignerContext& context, Rect& rest, const Offer& offer, const std::string& name) {
  const TemplateVersion& model = context.own().play->document().model;
  const CustomField* field = field_of(model, name);
  if (field == nullptr) return;
  auto& values = context.panel.play_values;
  const std::string value = value_of(context, offer, name);
  if (field->options.empty()) {
    const auto result =
        labelled_field(context.ui, rest.cut_top(54, 4),
                       {.id = "play-" + name, .label = field->name, .value = value});
    if (result.committed) values[name] = result.text;
    return;
  }
  std::vector<std::string_view> names;
  int selected = -1;
  for (const FieldOption& option : field->options) {
    if (option.option == value) selected = static_cast<int>(names.size());
    names.push_back(option.name);
  }
  label(context.ui, rest.cut_top(18, 2), field->name,
        {type::kSmall, Weight::kRegular, context.ui.theme.secondary});
  const int chosen = select(context.ui, rest.cut_top(space::kControl, 8),
                            {.id = "play-" + name, .label = field->name, .options = names},
                            selected, context.select_state("play-" + name));
  if (chosen >= 0) values[name] = field->options[static_cast<size_t>(chosen)].option;
}

void draw_offer(DesignerContext& context, Rect& rest, const std::vector<Offer>& offers,
                size_t index) {
  Ui& ui = context.ui;
  const Offer& offer = offers[index];
  const std::string text = offer_text(context.own().play->document(), offer, ui.locale);
  ImGui::PushID(static_cast<int>(index));
  const bool first_of_node = index == 0 || offers[index - 1].event.node != offer.event.node;
  if (first_of_node) {
    for (const std::string& name : offer.fields)
      draw_field(context, rest, offer, name);
  }
  Rect row = rest.cut_top(space::kControl, 6);
  if (button(ui, row, {.id = "do", .label = text})) {
    Values values;
    for (const std::string& name : offer.fields) {
      std::string value = value_of(context, offer, name);
      if (!value.empty()) values[name] = std::move(value);
    }
    context.push(PlayMove{index, values});
    context.panel.play_values.clear();
  }
  ImGui::PopID();
}

void draw_offers(DesignerContext& context, Rect& rest) {
  const PlayRun& run = *context.own().play;
  form_section(context, rest, Key::play_now);
  if (!run.is_last()) {
    form_words(context, rest, context.ui.tr(Key::play_looking_back));
    return;
  }
  const std::vector<Offer> offers = run.play().moves();
  if (offers.empty()) {
    const Key words = run.frame().state.status == RunStatus::kEnded       ? Key::play_ended
                      : run.frame().state.status == RunStatus::kCancelled ? Key::play_cancelled
                                                                          : Key::play_stuck;
    form_words(context, rest, context.ui.tr(words));
  }
  for (size_t i = 0; i < offers.size(); ++i)
    draw_offer(context, rest, offers, i);
  if (run.refused()) {
    small_print(context.ui, rest, refusal_text(run.document(), *run.refused(), context.ui.locale),
                context.ui.theme.bad, 8);
  }
}

void draw_totals(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  form_section(context, rest, Key::play_earned);
  const auto totals = context.own().play->frame().ledger.totals();
  if (totals.empty()) form_words(context, rest, ui.tr(Key::play_nothing));
  for (const CategoryAmount& amount : totals) {
    Rect row = rest.cut_top(24);
    label(ui, row.cut_right(96), app::format_money(amount.amount_fen),
          {type::kBase, Weight::kSemibold, 0, Align::kRight});
    label(ui, row, context.fee(amount.category));
    label(ui, rest.cut_top(18, 4), relation_text(amount.relation, ui.locale),
          {type::kSmall, Weight::kRegular, ui.theme.secondary});
  }
  const PlayRun& run = *context.own().play;
  for (const std::string& text : waiting_texts(run, run.frame(), Waiting::kAll, ui.locale))
    small_print(ui, rest, text, ui.theme.warn, 6);
  rest.cut_top(6);
}

std::string posted_text(const Frame& frame) {
  int64_t sum = 0;
  for (const Posted& posted : frame.posted)
    sum += posted.total_fen();
  return sum == 0 ? std::string() : "+" + app::format_money(sum);
}

void draw_log(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const PlayRun& run = *context.own().play;
  form_section(context, rest, Key::play_log);
  const auto& frames = run.play().frames();
  if (frames.size() > 1) {
    const std::string step = std::to_string(run.shown() + 1);
    const SliderDesc desc{.id = "scrubber",
                          .label = ui.tr(Key::play_scrubber),
                          .minimum = 0,
                          .maximum = static_cast<int64_t>(frames.size()) - 1,
                          .value_text = step};
    const auto slid = slider(ui, rest.cut_top(28, 6), desc, static_cast<int64_t>(run.shown()));
    if (slid.changed || slid.committed) context.push(ShowFrame{static_cast<size_t>(slid.value)});
  }
  for (size_t i = 0; i < frames.size(); ++i) {
    const std::string text = event_text(run.document(), frames[i].recorded.event, ui.locale);
    std::string money = posted_text(frames[i]);
    const auto waits = waiting_texts(run, frames[i], Waiting::kOfStep, ui.locale);
    if (money.empty() && !waits.empty()) money = ui.tr(Key::play_waiting);
    // The amount goes below where both do not stand in one line.
    const bool fits = text_size(ui, text, {type::kSmall}).x <= rest.w - (money.empty() ? 12 : 92);
    const Rect row = rest.cut_top(fits || money.empty() ? 26 : 46);
    const float amount_y = fits ? row.y : row.y + 20;
    ImGui::PushID(static_cast<int>(i));
    const Interaction it = interact(ui, Ui::id("step"), row,
                                    {.role = a11y::Role::kListItem,
                                     .name = text,
                                     .value = money,
                                     .states = i == run.shown() ? uint32_t{a11y::kSelected} : 0u});
    ImGui::PopID();
    if (it.pressed) context.push(ShowFrame{i});
    if (!it.shown) continue;
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (it.hovered || i == run.shown()) fill(list, row, ui.theme.hover, 4);
    const Rect words{row.x + 6, row.y, row.w - (fits && !money.empty() ? 92 : 12), 26};
    draw_text(ui, list, words, text, fitted(ui, text, {type::kSmall}, words.w));
    draw_text(ui, list, {row.x, amount_y, row.w - 6, 26}, money,
              {type::kSmall, Weight::kSemibold, ui.theme.accent, Align::kRight});
    if (it.ring) focus_ring(ui, list, row, 4);
  }
}

// A play that went to an end can be kept: it must go so again.
void draw_keep(DesignerContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const PlayRun& run = *context.own().play;
  if (!context.may_edit() || !run.is_last() || run.play().frames().size() < 2) return;
  form_section(context, rest, Key::scenario_keep_title);
  form_words(context, rest, ui.tr(Key::scenario_keep_help));
  DesignerPanel& panel = context.panel;
  const auto& scenarios = context.content().scenarios;
  const auto name = labelled_field(
      ui, rest.cut_top(54, 4),
      {.id = "scenario-name", .label = ui.tr(Key::scenario_name), .value = panel.scenario_name});
  if (name.committed || name.changed) panel.scenario_name = name.text;
  const bool taken = std::any_of(scenarios.begin(), scenarios.end(), [&](const Scenario& one) {
    return one.name == panel.scenario_name;
  });
  if (taken) small_print(ui, rest, ui.tr(Key::scenario_replaces), ui.theme.secondary, 4);
  Rect row = rest.cut_top(space::kControl, 8);
  if (!button_left(ui, row,
                   {.id = "keep-scenario",
                    .label = ui.tr(Key::scenario_keep),
                    .disabled = panel.scenario_name.empty()}))
    return;
  context.edit(Key::scenario_step_kept, {panel.scenario_name},
               [kept = scenario_of(run.play(), panel.scenario_name)](TemplateDocument& document) {
                 std::erase_if(document.scenarios,
                               [&](const Scenario& one) { return one.name == kept.name; });
                 document.scenarios.push_back(kept);
               });
  panel.scenario_name.clear();
}

}  // namespace

void draw_play_panel(DesignerContext& context, const Rect& rect) {
  Ui& ui = context.ui;
  Rect whole = rect;
  Rect head = whole.cut_top(30, 6);
  if (button_right(ui, head,
                   {.id = "stop-play",
                    .label = ui.tr(Key::play_stop),
                    .icon = Icon::kClose,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true}))
    context.push(StopPlay{});
  heading(ui, head, ui.tr(Key::play_title), 2, {type::kTitle, Weight::kSemibold});
  Rect tools = whole.cut_top(space::kControl, 8);
  if (button_left(ui, tools,
                  {.id = "run-on", .label = ui.tr(Key::play_run_on), .icon = Icon::kPlay}))
    context.push(RunOn{});
  if (button_left(ui, tools, {.id = "again", .label = ui.tr(Key::play_again)}))
    context.push(PlayAgain{});
  const Rect area = begin_scroll(ui, "play", whole);
  Rect rest = area;
  rest.w -= kScrollBar;
  rest.h = 1e6f;
  const PlayRun& run = *context.own().play;
  if (!run.play().frames().empty()) {
    const int64_t at = run.frame().recorded.at;
    // "2026-11-30T09:00:00+08:00" without what does not matter here.
    std::string clock = format_instant(at, kChinaMinutes).substr(0, 16);
    clock[10] = ' ';
    form_words(context, rest, ui.tr(Key::play_clock, {clock}));
    draw_offers(context, rest);
    draw_totals(context, rest);
    draw_log(context, rest);
    draw_keep(context, rest);
  } else if (run.refused()) {
    form_words(context, rest, refusal_text(run.document(), *run.refused(), ui.locale));
  }
  end_scroll(area, rest.y + 12);
}

// Tokens on their nodes, at the step that is shown.
void draw_tokens(DesignerContext& context, ImDrawList* list) {
  const auto& run = context.own().play;
  if (!run || run->play().frames().empty()) return;
  const Theme& theme = context.ui.theme;
  const CanvasView& view = context.panel.view;
  for (const Token& token : run->frame().state.marking) {
    const CanvasBox box = context.panel.scene.box_of(token.node);
    if (box.w == 0) continue;
    const ImVec2 at = view.at({box.right() - 18, box.y + 18});
    const float radius = std::max(4.0f, 9 * view.zoom);
    list->AddCircleFilled(at, radius, token.stopped ? theme.bad : theme.accent);
    list->AddCircle(at, radius, theme.surface, 0, 2);
  }
}

}  // namespace fenming::ui
