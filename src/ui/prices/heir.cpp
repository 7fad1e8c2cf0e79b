// Tiers below tiers: the dialog that makes one for a place within another's, and where the chosen
// tier stands among them.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/tree_picker.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

std::string_view name_of(const Tier& tier) {
  return tier.name.empty() ? tier.tier : tier.name;
}

void draw_place(PricesContext& context, Rect rect, HeirForm& form) {
  Ui& ui = context.ui;
  const app::DivisionState& divisions = context.state.divisions;
  label(ui, rect.cut_top(18, 4), ui.tr(Key::prices_heir_place),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const std::array chosen = {form.division};
  const TreePickerResult picked = tree_picker(
      ui, rect.cut_top(space::kControl),
      {.id = "heir-place",
       .label = ui.tr(Key::prices_heir_place),
       .hint = form.name.empty() ? ui.tr(Key::prices_add_division) : std::string_view(form.name),
       .nodes = divisions.nodes(),
       .chosen = chosen,
       .notice = ui.tr(divisions.failed ? Key::tree_failed : Key::tree_loading),
       .single = true},
      context.panel.trees[Ui::id("heir-place")]);
  if (picked.opened) context.actions.push(app::LoadDivisions{});
  if (picked.toggled.empty()) return;
  form.division = picked.toggled == form.division ? std::string() : picked.toggled;
  form.name.clear();
  for (const app::TreeNode& node : divisions.nodes()) {
    if (!form.division.empty() && node.code == form.division) form.name = node.name;
  }
}

}  // namespace

void ask_heir(PricesContext& context, int tier) {
  context.panel.heir = {.parent = tier, .wanted = true};
}

void draw_heir(PricesContext& context) {
  Ui& ui = context.ui;
  HeirForm& form = context.panel.heir;
  if (std::exchange(form.wanted, false)) open_dialog(ui, "heir");
  Rect content;
  bool closed = false;
  if (!begin_dialog(
          ui, {.id = "heir", .title = ui.tr(Key::prices_heir_title), .width = 480, .height = 300},
          content, closed))
    return;
  const BookVersion& version = context.document().version;
  const bool there = form.parent >= 0 && static_cast<size_t>(form.parent) < version.tiers.size();
  Rect foot = content.cut_bottom(space::kControl, 12);
  if (there) {
    const std::string text =
        ui.tr(Key::prices_heir_text, {name_of(version.tiers[static_cast<size_t>(form.parent)])});
    const TextStyle style{type::kBase, Weight::kRegular, ui.theme.secondary};
    const float height = paragraph(ui, content, text, style, false);
    paragraph(ui, content.cut_top(height, 12), text, style);
    draw_place(context, content.cut_top(56, 8), form);
  }
  const prices::AddHeir wanted{form.parent, form.division, form.name};
  const std::string refusal =
      form.division.empty() ? std::string() : prices::refuse_heir(version, wanted);
  if (!refusal.empty()) {
    const std::string_view reason = prices::error_text(refusal, ui.locale);
    const Rect line = content.cut_top(20);
    ui.announce({.role = a11y::Role::kAlert, .name = reason}, line);
    draw_text(ui, ImGui::GetWindowDrawList(), line, reason,
              {type::kSmall, Weight::kRegular, ui.theme.bad});
  }
  if (button_right(ui, foot,
                   {.id = "heir-now",
                    .label = ui.tr(Key::prices_heir_apply),
                    .kind = ButtonKind::kPrimary,
                    .disabled = form.division.empty() || !refusal.empty()})) {
    context.push(wanted);
    closed = true;
  }
  if (button_right(ui, foot, {.label = ui.tr(Key::common_cancel)})) closed = true;
  if (closed || !there) close_popup();
  end_dialog(ui);
}

std::string place_text(const Ui& ui, const BookVersion& version, int tier) {
  const auto order = prices::tier_order(version);
  const auto at = static_cast<size_t>(
      std::find(order.begin(), order.end(), static_cast<size_t>(tier)) - order.begin());
  const std::string place = std::to_string(at + 1);
  const std::string count = std::to_string(order.size());
  if (at + 1 >= order.size()) return ui.tr(Key::prices_place_last, {place, count});
  return ui.tr(Key::prices_place, {place, count, name_of(version.tiers[order[at + 1]])});
}

}  // namespace fenming::ui
