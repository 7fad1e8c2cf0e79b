// The selected tier: what it is called, what it extends, how it is priced, and when it applies.
#include <array>
#include <string>
#include <vector>

#include "app/prices/inherit.h"
#include "app/prices/view.h"
#include "app/pricing/condition_sentence.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;

void field(PricesContext& context, const Rect& rect, int tier, int column, Key label) {
  Ui& ui = context.ui;
  const prices::CellView cell =
      prices::cell_view(context.document(), prices::Section::kTiers, tier, column, ui.locale);
  const bool is_money = cell.kind == app::FieldKind::kMoney;
  const std::string_view value =
      is_money && cell.edit_text == " " ? std::string_view() : std::string_view(cell.edit_text);
  const TextFieldResult result = labelled_field(ui, rect,
                                                {.label = ui.tr(label),
                                                 .value = value,
                                                 .error = cell.error,
                                                 .prefix = is_money ? "¥" : "",
                                                 .kind = cell.kind,
                                                 .disabled = !cell.editable});
  if (result.committed && (result.text != value || !cell.error.empty()))
    context.push(prices::EditCell{prices::Section::kTiers, tier, column, result.text});
}

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

float draw_sentence(PricesContext& context, const Rect& rect, const Tier& tier) {
  Ui& ui = context.ui;
  if (!tier.when) {
    label(ui, {rect.x, rect.y, rect.w, 20}, ui.tr(Key::sentence_default),
          {type::kBase, Weight::kRegular, ui.theme.secondary});
    return 20;
  }
  const auto pieces = app::condition_sentence(*tier.when, ui.locale, &context.document().version);
  std::vector<SentencePart> parts;
  for (const app::SentencePiece& piece : pieces)
    parts.push_back({piece.text, piece.is_value});
  float height = 0;
  sentence(ui, "sentence", rect, parts, &height);
  return height;
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
  field(context, row.cut_left((row.w - 12) * 0.58f, 12), tier, prices::kTierName,
        Key::prices_col_tier);
  field(context, row, tier, prices::kTierCode, Key::prices_col_code);
  row = rest.cut_top(72);
  draw_parent(context, row.cut_left((row.w - 12) * 0.58f, 12), tier);
  field(context, row, tier, prices::kTierPriority, Key::prices_col_priority);
  draw_kind(context, rest.cut_top(52, 14), tier);
  if (own.quote) {
    row = rest.cut_top(72);
    field(context, row.cut_left((row.w - 12) / 2, 12), tier, prices::kTierFloor,
          Key::prices_quote_floor);
    field(context, row, tier, prices::kTierCeiling, Key::prices_quote_ceiling);
  }
  horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right(), rest.y, ui.theme.faint_line);
  rest.cut_top(10);
  heading(ui, rest.cut_top(24, 2), ui.tr(Key::prices_condition), 3,
          {type::kBase, Weight::kSemibold});
  rest.cut_top(draw_sentence(context, {rest.x, rest.y, rest.w, 400}, own), 10);
  if (context.document().is_draft())
    rest.cut_top(draw_condition_editor(context, rest, tier) - rest.y, 14);
  horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right(), rest.y, ui.theme.faint_line);
  rest.cut_top(10);
  heading(ui, rest.cut_top(24, 2), ui.tr(Key::prices_travel), 3, {type::kBase, Weight::kSemibold});
  end_scroll(area, draw_travel_editor(context, rest, tier) + 12);
  ImGui::PopID();
}

}  // namespace fenming::ui
