// The condition in sight against past tickets: how many it fits, and how each test answers to one.
#include <cmath>

#include "app/amount_text.h"
#include "app/pricing/condition_sentence.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace trials = app::trials;

void push(PricesContext& context, trials::Intent intent) {
  context.actions.push(std::move(intent));
}

// Why nothing is counted, and what to do about it.
void draw_no_history(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const app::simulator::State& simulator = context.state.simulator;
  const bool wanted = context.state.trials.wants_history;
  const Key text = wanted && simulator.failed ? Key::prices_count_failed
                   : wanted                   ? Key::prices_count_loading
                                              : Key::prices_count_none;
  small_print(ui, rest, ui.tr(text), ui.theme.secondary, 6);
  if (wanted && !simulator.failed) return;
  Rect row = rest.cut_top(space::kControl, 8);
  if (button_left(ui, row, {.id = "load-history", .label = ui.tr(Key::prices_count_load)}))
    push(context, trials::LoadHistory{});
}

void draw_count(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const trials::ConditionTrial& trial = *context.state.trials.trial;
  if (trial.history() == nullptr) return draw_no_history(context, rest);
  const std::string fits =
      trial.is_done() ? ui.tr(Key::prices_count_of,
                              {app::format_count(trial.fits()), app::format_count(trial.size())})
                      : std::string(ui.tr(Key::prices_count_running));
  const Rect line = rest.cut_top(22);
  ui.announce(
      {.role = a11y::Role::kStatus, .name = fits, .states = trial.is_done() ? 0u : a11y::kBusy},
      line);
  draw_text(ui, ImGui::GetWindowDrawList(), line, fits, {type::kBase, Weight::kSemibold});
  const Rect track = rest.cut_top(4, 8);
  const uint32_t part = trial.is_done() ? trial.fits() : trial.done();
  const float share =
      trial.size() == 0 ? 0 : static_cast<float>(part) / static_cast<float>(trial.size());
  fill(ImGui::GetWindowDrawList(), track, ui.theme.line, 2);
  fill(ImGui::GetWindowDrawList(), {track.x, track.y, std::round(track.w * share), track.h},
       trial.is_done() ? ui.theme.accent : ui.theme.tertiary, 2);
  if (trial.is_done() && trial.unknown() > 0)
    small_print(ui, rest, ui.tr(Key::prices_count_unknown, {app::format_count(trial.unknown())}),
                ui.theme.warn, 8);
}

void draw_choice(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const trials::State& own = context.state.trials;
  const TextFieldResult name = text_field(ui, rest.cut_top(space::kControl, 6),
                                          {.id = "ticket",
                                           .label = ui.tr(Key::prices_test_hint),
                                           .value = own.name,
                                           .hint = ui.tr(Key::prices_test_hint)});
  const bool asked = name.committed && (name.text != own.name || !own.ticket);
  if (asked && (own.trial->history() != nullptr || name.text.empty()))
    push(context, trials::TestTicket{name.text});
  Rect row = rest.cut_top(space::kControl, 8);
  for (const bool fits : {true, false}) {
    const bool none = own.trial->example(fits) == trials::ConditionTrial::kNone;
    if (button_left(ui, row,
                    {.id = fits ? "hit" : "miss",
                     .label = ui.tr(fits ? Key::prices_test_hit : Key::prices_test_miss),
                     .disabled = none}))
      push(context, trials::TestExample{fits});
  }
  if (own.not_found)
    small_print(ui, rest, ui.tr(Key::prices_test_not_found, {own.name}), ui.theme.bad, 8);
}

struct Outcome {
  Key text;
  Icon icon;
  Tone tone;
};
Outcome outcome_of(Tri result) {
  if (result == Tri::kTrue) return {Key::prices_test_true, Icon::kCheck, Tone::kGood};
  if (result == Tri::kFalse) return {Key::prices_test_false, Icon::kClose, Tone::kBad};
  return {Key::prices_test_unknown, Icon::kInfo, Tone::kWarn};
}

// As a person writes it, where that is read back as the same code.
std::string shown_value(const PricesContext& context, const trials::ClauseAnswer& clause) {
  if (!clause.value) return {};
  const Condition& leaf = *clause.leaf;
  // An instant is written as RFC 3339; people leave out the seconds and the offset.
  if (leaf.tests_time()) return clause.value->substr(0, 10) + " " + clause.value->substr(11, 5);
  std::string label =
      app::value_label(leaf.fact, *clause.value, context.ui.locale, &context.document().version);
  if (clause.may_type && app::code_of_name(leaf.op, label) != *clause.value) return *clause.value;
  return label;
}

void draw_clause(PricesContext& context, Rect& rest, const trials::ClauseAnswer& clause) {
  Ui& ui = context.ui;
  const Condition& leaf = *clause.leaf;
  const Outcome outcome = outcome_of(clause.result);
  const ToneColours colours = tone_colours(ui.theme, outcome.tone);
  const std::string text = app::condition_text(leaf, ui.locale, &context.document().version);
  const TextStyle style{type::kSmall, Weight::kRegular, ui.theme.text};
  Rect words = rest;
  words.cut_left(22);
  const float mark = badge_width(ui, ui.tr(outcome.text));
  words.w -= mark + 8;
  const float height = std::max(20.0f, paragraph(ui, words, text, style, false));
  draw_icon(ImGui::GetWindowDrawList(), {rest.x, rest.y, 16, 20}, outcome.icon, colours.text);
  paragraph(ui, words, text, style);
  badge(ui, rest.right() - mark, {rest.x, rest.y, rest.w, 20}, ui.tr(outcome.text), outcome.tone);
  rest.cut_top(height, 4);
  Rect row = rest.cut_top(clause.may_type ? space::kControl : 20, 10);
  row.cut_left(22);
  const std::string_view fact = leaf.tests_time() ? app::time_label(leaf.time, ui.locale)
                                                  : app::fact_label(leaf.fact, ui.locale);
  const std::string name = ui.tr(Key::prices_test_value, {fact});
  const std::string value = shown_value(context, clause);
  label(ui, row.cut_left(row.w * 0.42f, 6), name,
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  if (!clause.may_type) {
    label(ui, row, clause.value ? std::string_view(value) : ui.tr(Key::prices_test_no_value),
          {type::kSmall, Weight::kRegular, clause.value ? ui.theme.text : ui.theme.tertiary});
    return;
  }
  const std::string code = leaf_fact(leaf);
  const bool bad = context.state.trials.refused == code;
  const TextFieldResult typed =
      text_field(ui, row,
                 {.id = "typed",
                  .label = name,
                  .value = value,
                  .hint = ui.tr(Key::prices_test_no_value),
                  .error = bad ? ui.tr(Key::prices_test_value_bad) : std::string_view()});
  if (typed.committed && typed.text != value) push(context, trials::TypeFact{code, typed.text});
}

void draw_answer(PricesContext& context, Rect& rest, const trials::TicketAnswer& answer) {
  Ui& ui = context.ui;
  const Outcome outcome = outcome_of(answer.result);
  const std::string whole = ui.tr(Key::prices_test_result, {ui.tr(outcome.text)});
  const Rect line = rest.cut_top(22, 6);
  ui.announce({.role = a11y::Role::kStatus, .name = whole}, line);
  draw_text(ui, ImGui::GetWindowDrawList(), line, whole,
            {type::kBase, Weight::kSemibold, tone_colours(ui.theme, outcome.tone).text});
  if (answer.places > 1)
    small_print(ui, rest, ui.tr(Key::prices_test_found, {std::to_string(answer.places)}),
                ui.theme.secondary, 6);
  int index = 0;
  for (const trials::ClauseAnswer& clause : answer.clauses) {
    ImGui::PushID(index++);
    draw_clause(context, rest, clause);
    ImGui::PopID();
  }
  if (!context.state.trials.typed.empty())
    small_print(ui, rest, ui.tr(Key::prices_test_typed), ui.theme.tertiary, 6);
}

}  // namespace

float draw_trial(PricesContext& context, const Rect& area, app::prices::Section section, int row) {
  Ui& ui = context.ui;
  const trials::State& own = context.state.trials;
  const auto& watched = own.watched;
  if (!watched || watched->section != section || watched->row != row)
    push(context, trials::Watch{section, row});
  if (!own.trial) return area.y;
  Rect rest = area;
  ImGui::PushID("trial");
  draw_count(context, rest);
  heading(ui, rest.cut_top(24, 4), ui.tr(Key::prices_test_ticket), 3,
          {type::kBase, Weight::kSemibold});
  draw_choice(context, rest);
  if (own.answer) draw_answer(context, rest, *own.answer);
  ImGui::PopID();
  return rest.y;
}

}  // namespace fenming::ui
