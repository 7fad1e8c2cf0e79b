// The tour: a few cards beside what they speak of, one after the other.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "ui/draw.h"
#include "ui/shell/shell.h"
#include "ui/widgets/popup.h"

namespace fenming::ui {
namespace {

using app::Key;

// A step points at the first widget of that role and name; where it is not on the screen, at
// nothing.
struct Step {
  Key title, text;
  a11y::Role role;
  Key target;
};
constexpr std::array kSteps = {
    Step{Key::tour_books_title, Key::tour_books, a11y::Role::kTree, Key::prices_books},
    Step{Key::tour_table_title, Key::tour_table, a11y::Role::kTable, Key::prices_table},
    Step{Key::tour_simulate_title, Key::tour_simulate, a11y::Role::kLink, Key::simulator_short},
    Step{Key::tour_import_title, Key::tour_import, a11y::Role::kLink, Key::import_title},
    Step{Key::tour_search_title, Key::tour_search, a11y::Role::kButton, Key::shell_search}};
constexpr float kWidth = 320;

std::optional<Rect> place_of(const Ui& ui, const Step& step) {
  for (const auto& entry : ui.tree.entries()) {
    const bool is_it = entry.role == step.role && ui.tree.name(entry) == ui.tr(step.target);
    if (is_it && entry.visible.w > 0) return entry.visible;
  }
  return std::nullopt;
}

// Beside the target where there is room, else within it; in the middle where there is none.
Rect place_card(const std::optional<Rect>& target, float height) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  Rect card{(screen.x - kWidth) / 2, (screen.y - height) / 2, kWidth, height};
  if (target) {
    const bool beside = target->right() + kWidth + 24 < screen.x;
    card.x = beside ? target->right() + 12 : target->right() - kWidth - 24;
    card.y = target->h < 60 ? target->y : target->y + 40;
    if (!beside && target->h < 60) card.y = target->bottom() + 12;
  }
  card.x = std::round(std::clamp(card.x, 8.0f, screen.x - kWidth - 8));
  card.y = std::round(std::clamp(card.y, 8.0f, screen.y - height - 8));
  return card;
}

void begin_card(Ui& ui, const Rect& card, std::string_view name) {
  const Rect window = card.inset(-16);
  ImGui::SetNextWindowPos(window.min());
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::Begin("##tour", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
  ImDrawList* list = ImGui::GetWindowDrawList();
  shadow(ui, list, card, space::kCardRadius);
  fill(list, card, ui.theme.dark ? ui.theme.raised : ui.theme.surface, space::kCardRadius);
  outline(list, card, ui.theme.accent, space::kCardRadius);
  ui.tree.begin(0, {.role = a11y::Role::kRegion, .name = name}, card, card);
}

void end_card(Ui& ui) {
  ui.tree.end();
  ImGui::End();
}

void finish(ShellState& state, app::Actions& actions) {
  state.tour_step = -1;
  actions.push(app::TourSeen{});
}

// Asked once, before the first step.
void draw_offer(Ui& ui, ShellState& state, app::Actions& actions) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float text = paragraph(ui, {0, 0, kWidth - 40, 0}, ui.tr(Key::tour_offer), {}, false);
  const float height = 20 + 28 + text + 14 + space::kControl + 16;
  const Rect card{screen.x - kWidth - 24, screen.y - height - 24, kWidth, height};
  begin_card(ui, card, ui.tr(Key::tour_offer_title));
  Rect rest = card.inset(20, 16);
  heading(ui, rest.cut_top(24, 4), ui.tr(Key::tour_offer_title), 2);
  paragraph(ui, rest.cut_top(text, 14), ui.tr(Key::tour_offer), {});
  Rect row = rest.cut_top(space::kControl);
  if (button_right(ui, row,
                   {.id = "start", .label = ui.tr(Key::tour_start), .kind = ButtonKind::kPrimary}))
    state.tour_step = 0;
  if (button_right(ui, row,
                   {.id = "refuse", .label = ui.tr(Key::tour_refuse), .kind = ButtonKind::kQuiet}))
    finish(state, actions);
  end_card(ui);
}

void draw_step(Ui& ui, ShellState& state, app::Actions& actions) {
  const auto count = static_cast<int>(kSteps.size());
  const Step& step = kSteps[static_cast<size_t>(state.tour_step)];
  const std::optional<Rect> target = place_of(ui, step);
  const float text = paragraph(ui, {0, 0, kWidth - 40, 0}, ui.tr(step.text), {}, false);
  const Rect card = place_card(target, 20 + 28 + text + 14 + space::kControl + 16);
  if (target) outline(ImGui::GetForegroundDrawList(), target->inset(-2), ui.theme.accent, 8, 2);
  begin_card(ui, card, ui.tr(step.title));
  Rect rest = card.inset(20, 16);
  heading(ui, rest.cut_top(24, 4), ui.tr(step.title), 2);
  paragraph(ui, rest.cut_top(text, 14), ui.tr(step.text), {});
  Rect row = rest.cut_top(space::kControl);
  const bool last = state.tour_step + 1 == count;
  const bool next = button_right(ui, row,
                                 {.id = "next",
                                  .label = ui.tr(last ? Key::tour_done : Key::tour_next),
                                  .kind = ButtonKind::kPrimary});
  const bool skip =
      !last &&
      button_right(ui, row,
                   {.id = "skip", .label = ui.tr(Key::tour_skip), .kind = ButtonKind::kQuiet});
  label(ui, row, ui.tr(Key::tour_of, {std::to_string(state.tour_step + 1), std::to_string(count)}),
        {type::kSmall, Weight::kRegular, ui.theme.tertiary});
  end_card(ui);
  const bool escaped = ui.edit.id == 0 && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
  if (skip || escaped || (next && last))
    finish(state, actions);
  else if (next)
    ++state.tour_step;
}

}  // namespace

void draw_tour(Ui& ui, const app::AppState& app_state, ShellState& state, app::Actions& actions) {
  if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return;
  const bool books_are_there = !app_state.prices.books.empty();
  if (state.tour_step >= 0)
    draw_step(ui, state, actions);
  else if (app_state.account.is_demo && !app_state.tour_seen && books_are_there)
    draw_offer(ui, state, actions);
}

}  // namespace fenming::ui
