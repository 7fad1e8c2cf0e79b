// An item's prices beside the items' table, and a tier's journey in the tier's inspector.
#include <array>
#include <string>
#include <vector>

#include "app/amount_text.h"
#include "app/prices/inherit.h"
#include "app/prices/price_edits.h"
#include "ui/prices/charge_editor.h"
#include "ui/prices/fields.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::FieldKind;
using app::Key;
namespace prices = app::prices;
using prices::PriceField;
using prices::TravelField;

// Which price is edited: the item's own, or that of one tier. Returns the tier's index, -1: base.
int draw_owner(PricesContext& context, Rect& rest) {
  Ui& ui = context.ui;
  const BookVersion& version = context.document().version;
  std::vector<std::string_view> names = {ui.tr(Key::prices_base_price)};
  std::vector<int> tiers = {-1};
  size_t selected = 0;
  for (const size_t index : prices::tier_order(version)) {
    const Tier& tier = version.tiers[index];
    if (tier.quote && tier.quote->covers == QuoteCovers::kTicket) continue;
    if (tier.tier == context.panel.price_owner) selected = names.size();
    names.push_back(tier.name.empty() ? tier.tier : tier.name);
    tiers.push_back(static_cast<int>(index));
  }
  label(ui, rest.cut_top(18, 4), ui.tr(Key::prices_price_of),
        {type::kSmall, Weight::kRegular, ui.theme.secondary});
  const int chosen = select(ui, rest.cut_top(space::kControl, 12),
                            {.id = "owner", .label = ui.tr(Key::prices_price_of), .options = names},
                            static_cast<int>(selected), context.select_state("owner"));
  if (chosen >= 0) {
    selected = static_cast<size_t>(chosen);
    context.panel.price_owner = tiers[selected] < 0
                                    ? std::string()
                                    : version.tiers[static_cast<size_t>(tiers[selected])].tier;
  }
  return tiers[selected];
}

}  // namespace

void draw_item_inspector(PricesContext& context, const Rect& rect, int item) {
  Ui& ui = context.ui;
  const BookVersion& version = context.document().version;
  const Item& own = version.items[static_cast<size_t>(item)];
  const Rect content = titled_card(ui, rect, own.name.empty() ? own.item : own.name);
  ImGui::PushID(own.item.c_str());
  const Rect area = begin_scroll(ui, "item", content);
  Rect rest = area;
  rest.h = 1e6f;
  rest.w -= 12;
  rest.x += 2;
  const int tier = draw_owner(context, rest);
  const Charge* charge = prices::shown_charge(version, item, tier);
  const bool inherited =
      tier >= 0 && !prices::found_price(version, version.tiers[static_cast<size_t>(tier)], own.item)
                        .is_own(version.tiers[static_cast<size_t>(tier)]);
  ImGui::PushID(tier);
  constexpr std::array kModels = {
      ChargeModel::kPerUnit, ChargeModel::kFlat,     ChargeModel::kGraduated, ChargeModel::kVolume,
      ChargeModel::kPackage, ChargeModel::kBasePlus, ChargeModel::kTable};
  draw_charge_editor(
      context, rest,
      {.charge = charge,
       .models = kModels,
       .unit = own.unit,
       .inherited = inherited,
       .push =
           [&](prices::PriceChange change) {
             context.push(prices::EditPrice{item, tier, std::move(change)});
           },
       .error =
           [&](PriceField field, int index) {
             const prices::EditPrice edit{item, tier, {field, ChargeModel::kPerUnit, index, {}}};
             return error_of(context, prices::Section::kItems, item, prices::error_column(edit));
           }});
  ImGui::PopID();
  if (inherited)
    label(ui, rest.cut_top(20), ui.tr(Key::prices_inherited_price),
          {type::kSmall, Weight::kRegular, ui.theme.tertiary});
  end_scroll(area, rest.y);
  ImGui::PopID();
}

float draw_travel_editor(PricesContext& context, const Rect& area, int tier) {
  Ui& ui = context.ui;
  const BookVersion& version = context.document().version;
  const Tier& own = version.tiers[static_cast<size_t>(tier)];
  const auto found = prices::found_travel(version, own);
  const Travel travel = found.value != nullptr ? *found.value : Travel{};
  const bool inherited = !found.is_own(own);
  const auto push = [&](TravelField field, std::string text = {}, int index = 0) {
    context.push(prices::EditTravel{tier, {field, index, std::move(text)}});
  };
  const auto error = [&](TravelField field, int index) {
    return error_of(context, prices::Section::kTiers, tier,
                    prices::error_column(prices::EditTravel{tier, {field, index, {}}}));
  };
  ImGui::PushID("travel");
  Rect rest = area;
  std::vector<StepRow> rows;
  for (const TravelStep& step : travel.steps) {
    std::optional<std::string> bound;
    if (&step != &travel.steps.back()) bound = app::format_quantity(step.up_to_m.value_or(0), 3);
    rows.push_back({std::move(bound), app::format_money_plain(step.per_unit_fen)});
  }
  const StepEvent event = draw_steps(
      context, rest, rows, "km", ui.tr(Key::prices_travel_each), inherited,
      [&](StepEvent::Kind kind, int index) {
        return error(kind == StepEvent::kBound ? TravelField::kStepBound : TravelField::kStepAmount,
                     index);
      });
  if (event.kind == StepEvent::kBound) push(TravelField::kStepBound, event.text, event.index);
  if (event.kind == StepEvent::kAmount) push(TravelField::kStepAmount, event.text, event.index);
  if (event.kind == StepEvent::kAdd) push(TravelField::kAddStep);
  if (event.kind == StepEvent::kRemove) push(TravelField::kRemoveStep, {}, event.index);
  if (found.value != nullptr) {
    const auto text = number_field(
        context, rest.cut_top(kFieldHeight),
        {"unit", ui.tr(Key::prices_travel_unit), app::format_quantity(travel.unit_m, 3),
         FieldKind::kQuantity, "km", inherited},
        error(TravelField::kUnit, 0), true);
    if (text) push(TravelField::kUnit, *text);
    const bool locked = !context.document().is_draft();
    const auto toggle = [&](TravelField field, Key name, bool value) {
      if (checkbox(ui, rest.cut_top(28),
                   {.id = ui.tr(name), .label = ui.tr(name), .disabled = locked}, value))
        push(field);
    };
    toggle(TravelField::kStartedUnit, Key::prices_started_unit, travel.started_unit);
    toggle(TravelField::kBothWays, Key::prices_both_ways, travel.both_ways);
    toggle(TravelField::kEachTicket, Key::prices_each_ticket, travel.each_ticket);
  }
  ImGui::PopID();
  return rest.y;
}

}  // namespace fenming::ui
