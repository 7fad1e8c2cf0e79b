// A price with its model and steps, edited beside the items' table; and a tier's journey, edited in
// the tier's inspector. Both keep refused text in its field, with the reason below.
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/amount_text.h"
#include "app/prices/inherit.h"
#include "app/prices/price_edits.h"
#include "app/prices/view.h"
#include "ui/prices/prices_screen.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toggles.h"

namespace fenming::ui {
namespace {

using app::FieldKind;
using app::Key;
namespace prices = app::prices;
using prices::PriceField;
using prices::TravelField;

constexpr float kField = 72;  // a labelled field with its message

const prices::CellError* error_of(const PricesContext& context, prices::Section section, int row,
                                  int column) {
  for (const prices::CellError& error : context.document().errors) {
    if (error.section == section && error.row == row && error.column == column) return &error;
  }
  return nullptr;
}

struct FieldDesc {
  std::string_view id;
  std::string_view label;
  std::string value;
  FieldKind kind = FieldKind::kMoney;
  std::string_view suffix = {};
  bool inherited = false;
};

// The text that was committed in place of the value; nothing where the field was left as it was.
std::optional<std::string> number_field(PricesContext& context, const Rect& rect,
                                        const FieldDesc& desc, const prices::CellError* error,
                                        bool labelled) {
  Ui& ui = context.ui;
  const TextFieldDesc field{
      .id = desc.id,
      .label = desc.label,
      .value = error != nullptr ? std::string_view(error->text) : std::string_view(desc.value),
      .error = error != nullptr ? prices::error_text(error->code, ui.locale) : std::string_view(),
      .prefix = desc.kind == FieldKind::kMoney ? "¥" : "",
      .suffix = desc.suffix,
      .kind = desc.kind,
      .disabled = !context.document().is_draft(),
      .inherited = desc.inherited};
  const TextFieldResult result =
      labelled ? labelled_field(ui, rect, field) : text_field(ui, rect, field);
  if (!result.committed || (result.text == desc.value && error == nullptr)) return std::nullopt;
  return result.text;
}

// ---- steps, of a price and of a journey alike

struct StepRow {
  std::optional<std::string> bound;  // absent on the last step
  std::string amount;
};
struct StepEvent {
  enum Kind : uint8_t { kNone, kBound, kAmount, kAdd, kRemove } kind = kNone;
  int index = 0;
  std::string text = {};
};
using StepError = std::function<const prices::CellError*(StepEvent::Kind kind, int index)>;

// Draws the list from the top of `rest`, which loses what was used.
StepEvent draw_steps(PricesContext& context, Rect& rest, const std::vector<StepRow>& steps,
                     std::string_view unit, std::string_view amount_title, bool inherited,
                     const StepError& error_at) {
  Ui& ui = context.ui;
  StepEvent event;
  const bool editable = context.document().is_draft();
  const TextStyle small{type::kSmall, Weight::kRegular, ui.theme.secondary};
  Rect head = rest.cut_top(20, 2);
  const float half = (head.w - 34 - 8) / 2;
  label(ui, head.cut_left(half, 8), ui.tr(Key::prices_up_to), small);
  label(ui, head, amount_title, small);
  for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
    const StepRow& step = steps[static_cast<size_t>(i)];
    ImGui::PushID(i);
    const std::string number = std::to_string(i + 1);
    Rect row = rest.cut_top(space::kControl, 4);
    Rect tool = row.cut_right(space::kControl, 4);
    const Rect bound = row.cut_left(half, 8);
    const prices::CellError* bound_error = error_at(StepEvent::kBound, i);
    const prices::CellError* amount_error = error_at(StepEvent::kAmount, i);
    const std::string bound_name = ui.tr(Key::prices_step_bound_of, {number});
    const std::string amount_name = ui.tr(Key::prices_step_price_of, {number});
    if (!step.bound) {
      label(ui, bound.inset(9, 0), ui.tr(Key::prices_beyond), small);
    } else if (const auto text = number_field(
                   context, bound,
                   {"bound", bound_name, *step.bound, FieldKind::kQuantity, unit, inherited},
                   bound_error, false)) {
      event = {StepEvent::kBound, i, *text};
    }
    if (const auto text = number_field(
            context, row, {"amount", amount_name, step.amount, FieldKind::kMoney, {}, inherited},
            amount_error, false))
      event = {StepEvent::kAmount, i, *text};
    if (editable && steps.size() > 1 &&
        button_right(ui, tool,
                     {.id = "remove",
                      .label = ui.tr(Key::prices_remove_step),
                      .icon = Icon::kClose,
                      .kind = ButtonKind::kQuiet,
                      .icon_only = true}))
      event = {StepEvent::kRemove, i, {}};
    for (const prices::CellError* error : {bound_error, amount_error}) {
      if (error == nullptr) continue;
      const std::string_view reason = prices::error_text(error->code, ui.locale);
      const Rect line = rest.cut_top(20, 2);
      ui.announce({.role = a11y::Role::kAlert, .name = reason}, line);
      draw_text(ui, ImGui::GetWindowDrawList(), line, reason,
                {type::kSmall, Weight::kRegular, ui.theme.bad});
    }
    ImGui::PopID();
  }
  Rect foot = rest.cut_top(space::kControl, 8);
  if (editable && button_left(ui, foot,
                              {.id = "add-step",
                               .label = ui.tr(Key::prices_add_step),
                               .icon = Icon::kPlus,
                               .kind = ButtonKind::kQuiet}))
    event = {StepEvent::kAdd, 0, {}};
  return event;
}

// ---- a price

struct Model {
  ChargeModel model;
  Key name;
  Key help;
};
constexpr std::array kModels = {
    Model{ChargeModel::kPerUnit, Key::prices_model_per_unit, Key::prices_model_help_per_unit},
    Model{ChargeModel::kFlat, Key::prices_model_flat, Key::prices_model_help_flat},
    Model{ChargeModel::kGraduated, Key::prices_model_graduated, Key::prices_model_help_graduated},
    Model{ChargeModel::kVolume, Key::prices_model_volume, Key::prices_model_help_volume},
    Model{ChargeModel::kPackage, Key::prices_model_package, Key::prices_model_help_package},
    Model{ChargeModel::kBasePlus, Key::prices_model_base_plus, Key::prices_model_help_base_plus},
    Model{ChargeModel::kTable, Key::prices_model_table, Key::prices_model_help_table}};

size_t index_of(ChargeModel model) {
  for (size_t i = 0; i < kModels.size(); ++i) {
    if (kModels[i].model == model) return i;
  }
  return 0;
}

class PriceEditor {
 public:
  PriceEditor(PricesContext& context, int item, int tier, const Charge& charge, bool inherited)
      : c_(context),
        ui_(context.ui),
        item_(item),
        tier_(tier),
        charge_(charge),
        inherited_(inherited) {}

  void draw(Rect& rest) {
    draw_model(rest);
    if (charge_.model == ChargeModel::kPackage) {
      Rect row = rest.cut_top(kField);
      field(row.cut_left((row.w - 12) / 2, 12), PriceField::kAmount, Key::prices_package_price,
            app::format_money_plain(charge_.fen), FieldKind::kMoney);
      field(row, PriceField::kSize, Key::prices_package_size, app::format_quantity(charge_.size, 3),
            FieldKind::kQuantity);
    } else if (charge_.model == ChargeModel::kBasePlus) {
      Rect row = rest.cut_top(kField);
      field(row.cut_left((row.w - 12) / 2, 12), PriceField::kAmount, Key::prices_base_amount,
            app::format_money_plain(charge_.fen), FieldKind::kMoney);
      field(row, PriceField::kIncluded, Key::prices_included,
            app::format_quantity(charge_.included, 3), FieldKind::kQuantity);
      field(rest.cut_top(kField), PriceField::kUnitAmount, Key::prices_extra_price,
            app::format_money_plain(charge_.unit_fen), FieldKind::kMoney);
    } else if (charge_.steps.empty()) {
      const bool unit = charge_.model == ChargeModel::kPerUnit;
      field(rest.cut_top(kField), PriceField::kAmount,
            unit ? Key::prices_unit_price : Key::prices_amount,
            app::format_money_plain(charge_.fen), FieldKind::kMoney);
    } else {
      draw_price_steps(rest);
    }
  }

 private:
  void push(PriceField field, std::string text, int index = 0,
            ChargeModel model = ChargeModel::kPerUnit) {
    c_.push(prices::EditPrice{item_, tier_, {field, model, index, std::move(text)}});
  }
  const prices::CellError* error(PriceField field, int index = 0) const {
    const int column = prices::error_column(
        prices::EditPrice{item_, tier_, {field, ChargeModel::kPerUnit, index, {}}});
    return error_of(c_, prices::Section::kItems, item_, column);
  }
  void field(const Rect& rect, PriceField which, Key name, std::string value, FieldKind kind) {
    const std::string id = "price" + std::to_string(static_cast<int>(which));
    const auto text = number_field(
        c_, rect, {id, ui_.tr(name), std::move(value), kind, {}, inherited_}, error(which), true);
    if (text) push(which, *text);
  }
  void draw_model(Rect& rest) {
    std::vector<std::string_view> names;
    for (const Model& model : kModels)
      names.push_back(ui_.tr(model.name));
    const auto selected = index_of(charge_.model);
    label(ui_, rest.cut_top(18, 4), ui_.tr(Key::prices_model),
          {type::kSmall, Weight::kRegular, ui_.theme.secondary});
    const int chosen = select(ui_, rest.cut_top(space::kControl, 4),
                              {.id = "model",
                               .label = ui_.tr(Key::prices_model),
                               .options = names,
                               .searchable = false,
                               .disabled = !c_.document().is_draft()},
                              static_cast<int>(selected), c_.select_state("model"));
    const TextStyle style{type::kSmall, Weight::kRegular, ui_.theme.tertiary};
    const std::string_view help = ui_.tr(kModels[selected].help);
    const float height = paragraph(ui_, rest, help, style, false);
    paragraph(ui_, rest.cut_top(height, 12), help, style);
    if (chosen >= 0) push(PriceField::kModel, {}, 0, kModels[static_cast<size_t>(chosen)].model);
  }
  void draw_price_steps(Rect& rest) {
    std::vector<StepRow> rows;
    for (const ChargeStep& step : charge_.steps) {
      std::optional<std::string> bound;
      if (&step != &charge_.steps.back()) bound = app::format_quantity(step.up_to.value_or(0), 3);
      rows.push_back({std::move(bound), app::format_money_plain(step.fen)});
    }
    const auto& item = c_.document().version.items[static_cast<size_t>(item_)];
    const Key title =
        charge_.model == ChargeModel::kTable ? Key::prices_amount : Key::prices_unit_price;
    const StepEvent event = draw_steps(
        c_, rest, rows, item.unit, ui_.tr(title), inherited_, [&](StepEvent::Kind kind, int index) {
          return error(kind == StepEvent::kBound ? PriceField::kStepBound : PriceField::kStepAmount,
                       index);
        });
    if (event.kind == StepEvent::kBound) push(PriceField::kStepBound, event.text, event.index);
    if (event.kind == StepEvent::kAmount) push(PriceField::kStepAmount, event.text, event.index);
    if (event.kind == StepEvent::kAdd) push(PriceField::kAddStep, {});
    if (event.kind == StepEvent::kRemove) push(PriceField::kRemoveStep, {}, event.index);
  }

  PricesContext& c_;
  Ui& ui_;
  int item_;
  int tier_;
  const Charge& charge_;
  bool inherited_;
};

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
  Charge none;
  none.model = ChargeModel::kPerUnit;
  const Charge* charge = prices::shown_charge(version, item, tier);
  const bool inherited =
      tier >= 0 && !prices::found_price(version, version.tiers[static_cast<size_t>(tier)], own.item)
                        .is_own(version.tiers[static_cast<size_t>(tier)]);
  ImGui::PushID(tier);
  PriceEditor(context, item, tier, charge != nullptr ? *charge : none, inherited).draw(rest);
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
        context, rest.cut_top(kField),
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
