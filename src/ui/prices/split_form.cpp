// The selected step of the split: who gets it, how it is reckoned, and of which fees.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/prices/categories.h"
#include "app/prices/view.h"
#include "ui/prices/fields.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;
using prices::Section;
using prices::SplitMode;

constexpr std::array kRoles = {Role::kPartner, Role::kPlatform, Role::kMaster, Role::kLead,
                               Role::kAssistant};

void draw_role(PricesContext& context, const Rect& rect, int step) {
  Ui& ui = context.ui;
  const SplitStep& own = context.document().version.split.steps[static_cast<size_t>(step)];
  std::vector<std::string_view> names;
  for (const Role role : kRoles)
    names.push_back(prices::role_text(role, ui.locale));
  const int chosen = labelled_select(context, rect, "role", Key::prices_col_role, names,
                                     static_cast<int>(own.role));
  if (chosen < 0) return;
  prices::EditSplit edit{step, prices::SplitField::kRole};
  edit.role = kRoles[static_cast<size_t>(chosen)];
  context.push(std::move(edit));
}

void draw_mode(PricesContext& context, const Rect& rect, int step) {
  Ui& ui = context.ui;
  const SplitStep& own = context.document().version.split.steps[static_cast<size_t>(step)];
  const std::vector<std::string_view> names = {ui.tr(Key::prices_split_whole),
                                               ui.tr(Key::prices_split_rest),
                                               ui.tr(Key::prices_split_fixed)};
  const SplitMode mode = own.fixed     ? SplitMode::kFixed
                         : own.of_left ? SplitMode::kOfLeft
                                       : SplitMode::kOfWhole;
  const int chosen = labelled_select(context, rect, "mode", Key::prices_col_share_base, names,
                                     static_cast<int>(mode));
  if (chosen < 0) return;
  prices::EditSplit edit{step, prices::SplitField::kMode};
  edit.mode = static_cast<SplitMode>(chosen);
  context.push(std::move(edit));
}

void draw_categories(PricesContext& context, Rect& rest, int step) {
  Ui& ui = context.ui;
  const BookVersion& version = context.document().version;
  const SplitStep& own = version.split.steps[static_cast<size_t>(step)];
  label(ui, rest.cut_top(18, 4), ui.tr(Key::prices_col_of),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  std::vector<ToggleChip> chips;
  std::vector<std::string> codes;
  // A fixed amount is taken from one category.
  if (!own.fixed) {
    chips.push_back({std::string(ui.tr(Key::prices_everything)), own.categories.empty()});
    codes.emplace_back();
  }
  for (std::string& code : prices::known_categories(version)) {
    const bool on = own.fixed ? code == own.category
                              : std::find(own.categories.begin(), own.categories.end(), code) !=
                                    own.categories.end();
    chips.push_back({prices::category_text(version, code, ui.locale), on});
    codes.push_back(std::move(code));
  }
  const int pressed = toggle_chips(context, rest, "category", chips);
  if (pressed < 0) return;
  prices::EditSplit edit{step, prices::SplitField::kCategory};
  edit.category = codes[static_cast<size_t>(pressed)];
  context.push(std::move(edit));
}

}  // namespace

void draw_split_inspector(PricesContext& context, const Rect& rect, int step) {
  Ui& ui = context.ui;
  const SplitStep& own = context.document().version.split.steps[static_cast<size_t>(step)];
  const std::string title = ui.tr(Key::prices_split_step, {std::to_string(step + 1)});
  const Rect content = titled_card(ui, rect, title);
  ImGui::PushID(step);
  const Rect area = begin_scroll(ui, "split", content);
  Rect rest = area;
  rest.h = 1e6f;
  rest.w -= 12;
  rest.x += 2;
  Rect row = rest.cut_top(52, 14);
  draw_role(context, row.cut_left((row.w - 12) * 0.4f, 12), step);
  draw_mode(context, row, step);
  const auto field = [&](const Rect& place, int column, Key name) {
    cell_field(context, place, Section::kSplit, step, column, name);
  };
  row = rest.cut_top(kFieldHeight);
  if (own.fixed) {
    field(row, prices::kSplitShare, Key::prices_fixed_amount);
  } else {
    const float third = (row.w - 24) / 3;
    field(row.cut_left(third, 12), prices::kSplitShare, Key::prices_percent);
    field(row.cut_left(third, 12), prices::kSplitLeast, Key::prices_col_least);
    field(row, prices::kSplitMost, Key::prices_col_most);
  }
  draw_categories(context, rest, step);
  end_scroll(area, rest.y);
  ImGui::PopID();
}

}  // namespace fenming::ui
