// The selected tier: what it is called, what it extends, how it is priced, and when it applies.
#include <array>
#include <string>
#include <vector>

#include "app/prices/inherit.h"
#include "ui/prices/fields.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

void draw_parent(PricesContext& context, Rect rect, int tier) {
  Ui& ui = context.ui;
  const BookVersion& version = context.document().version;
  const Tier& own = version.tiers[static_cast<size_t>(tier)];
  std::vector<std::string_view> names = {ui.tr(Key::prices_no_parent)};
  std::vector<std::string> codes = {""};
  int selected = 0;
  for (const Tier& other : version.tiers) {
    // A tier cannot extend itself or one of its heirs.
    bool heir = false;
    for (const Tier* link : prices::chain_of(version, other))
      heir = heir || link == &own;
    if (heir) continue;
    if (other.tier == own.extends) selected = static_cast<int>(names.size());
    names.push_back(other.name.empty() ? other.tier : other.name);
    codes.push_back(other.tier);
  }
  label(ui, rect.cut_top(18, 4), ui.tr(Key::prices_extends),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const int chosen = select(ui, rect.cut_top(space::kControl),
                            {.id = "parent",
                             .label = ui.tr(Key::prices_extends),
                             .options = names,
                             .disabled = !context.document().is_draft()},
                            selected, context.select_state("parent"));
  if (chosen >= 0) context.push(prices::SetTierParent{tier, codes[static_cast<size_t>(chosen)]});
}

void draw_kind(PricesContext& context, Rect rect, int tier) {
  Ui& ui = context.ui;
  const Tier& own = context.document().version.tiers[static_cast<size_t>(tier)];
  const std::array options = {ui.tr(Key::prices_kind_price), ui.tr(Key::prices_kind_labour),
                              ui.tr(Key::prices_kind_ticket)};
  const int selected = !own.quote ? 0 : own.quote->covers == QuoteCovers::kLabour ? 1 : 2;
  label(ui, rect.cut_top(18, 4), ui.tr(Key::prices_kind),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const int chosen = segmented(ui, rect.cut_top(space::kControl),
                               {.id = "kind",
                                .label = ui.tr(Key::prices_kind),
                                .options = options,
                                .disabled = !context.document().is_draft()},
                               selected);
  if (chosen >= 0) context.push(prices::SetTierKind{tier, static_cast<prices::TierKind>(chosen)});
}

}  // namespace

void draw_inspector(PricesContext& context, const Rect& rect, int tier) {
  Ui& ui = context.ui;
  const Tier& own = context.document().version.tiers[static_cast<size_t>(tier)];
  Rect tools;
  const std::string_view title = own.name.empty() ? own.tier : own.name;
  const Rect content = titled_card(ui, rect, title, &tools);
  if (button_right(ui, tools,
                   {.id = "close-tier",
                    .label = ui.tr(Key::common_close),
                    .icon = Icon::kClose,
                    .kind = ButtonKind::kQuiet,
                    .icon_only = true}))
    select_tier(context, -1);
  ImGui::PushID(own.tier.c_str());
  Rect area = begin_scroll(ui, "tier", content);
  Rect rest = area;
  rest.h = 1e6f;
  rest.w -= 12;
  rest.x += 2;
  Rect row = rest.cut_top(72);
  cell_field(context, row.cut_left((row.w - 12) * 0.58f, 12), prices::Section::kTiers, tier,
             prices::kTierName, Key::prices_col_tier);
  cell_field(context, row, prices::Section::kTiers, tier, prices::kTierCode, Key::prices_col_code);
  row = rest.cut_top(72);
  draw_parent(context, row.cut_left((row.w - 12) * 0.58f, 12), tier);
  cell_field(context, row, prices::Section::kTiers, tier, prices::kTierPriority,
             Key::prices_col_priority);
  draw_kind(context, rest.cut_top(52, 10), tier);
  small_print(ui, rest, place_text(ui, context.document().version, tier), ui.theme.secondary, 8);
  if (own.quote) {
    row = rest.cut_top(72);
    cell_field(context, row.cut_left((row.w - 12) / 2, 12), prices::Section::kTiers, tier,
               prices::kTierFloor, Key::prices_quote_floor);
    cell_field(context, row, prices::Section::kTiers, tier, prices::kTierCeiling,
               Key::prices_quote_ceiling);
  }
  horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right(), rest.y, ui.theme.faint_line);
  rest.cut_top(10);
  rest.cut_top(draw_condition(context, rest, prices::Section::kTiers, tier) - rest.y, 14);
  horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right(), rest.y, ui.theme.faint_line);
  rest.cut_top(10);
  heading(ui, rest.cut_top(24, 2), ui.tr(Key::prices_travel), 3, {type::kBase, Weight::kSemibold});
  end_scroll(area, draw_travel_editor(context, rest, tier) + 12);
  ImGui::PopID();
}

}  // namespace fenming::ui
