#include "ui/prices/charge_editor.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/amount_text.h"
#include "app/prices/categories.h"
#include "app/prices/view.h"
#include "ui/prices/fields.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::FieldKind;
using app::Key;
namespace prices = app::prices;
using prices::PriceField;

struct ModelText {
  Key name;
  Key help;
};

ModelText text_of(ChargeModel model, bool each_time) {
  switch (model) {
    case ChargeModel::kFlat:
      if (each_time) return {Key::prices_model_once, Key::prices_model_help_once};
      return {Key::prices_model_flat, Key::prices_model_help_flat};
    case ChargeModel::kPerUnit:
      return {Key::prices_model_per_unit, Key::prices_model_help_per_unit};
    case ChargeModel::kGraduated:
      return {Key::prices_model_graduated, Key::prices_model_help_graduated};
    case ChargeModel::kVolume:
      return {Key::prices_model_volume, Key::prices_model_help_volume};
    case ChargeModel::kPackage:
      return {Key::prices_model_package, Key::prices_model_help_package};
    case ChargeModel::kBasePlus:
      return {Key::prices_model_base_plus, Key::prices_model_help_base_plus};
    case ChargeModel::kTable:
      return {Key::prices_model_table, Key::prices_model_help_table};
    case ChargeModel::kPercentage:
      break;
  }
  return {Key::prices_model_percentage, Key::prices_model_help_percentage};
}

class ChargeEditor {
 public:
  ChargeEditor(PricesContext& context, const ChargeDesc& desc)
      : c_(context), ui_(context.ui), desc_(desc) {
    if (desc.charge != nullptr) {
      charge_ = *desc.charge;
    } else if (!desc.models.empty()) {
      charge_.model = desc.models.front();
    }
  }

  void draw(Rect& rest) {
    draw_model(rest);
    if (charge_.model == ChargeModel::kPackage) {
      Rect row = rest.cut_top(kFieldHeight);
      field(row.cut_left((row.w - 12) / 2, 12), PriceField::kAmount, Key::prices_package_price,
            money(charge_.fen), FieldKind::kMoney);
      field(row, PriceField::kSize, Key::prices_package_size, app::format_quantity(charge_.size, 3),
            FieldKind::kQuantity);
    } else if (charge_.model == ChargeModel::kBasePlus) {
      Rect row = rest.cut_top(kFieldHeight);
      field(row.cut_left((row.w - 12) / 2, 12), PriceField::kAmount, Key::prices_base_amount,
            money(charge_.fen), FieldKind::kMoney);
      field(row, PriceField::kIncluded, Key::prices_included,
            app::format_quantity(charge_.included, 3), FieldKind::kQuantity);
      field(rest.cut_top(kFieldHeight), PriceField::kUnitAmount, Key::prices_extra_price,
            money(charge_.unit_fen), FieldKind::kMoney);
    } else if (charge_.model == ChargeModel::kPercentage) {
      draw_percentage(rest);
    } else if (charge_.steps.empty()) {
      const bool unit = charge_.model == ChargeModel::kPerUnit;
      field(rest.cut_top(kFieldHeight), PriceField::kAmount,
            unit ? Key::prices_unit_price : Key::prices_amount, money(charge_.fen),
            FieldKind::kMoney);
    } else {
      draw_price_steps(rest);
    }
  }

 private:
  std::string money(int64_t fen) const {
    return desc_.charge != nullptr ? app::format_money_plain(fen) : std::string();
  }
  void push(PriceField field, std::string text, int index = 0,
            ChargeModel model = ChargeModel::kPerUnit) {
    desc_.push({field, model, index, std::move(text)});
  }
  void field(const Rect& rect, PriceField which, Key name, std::string value, FieldKind kind) {
    const std::string id = "price" + std::to_string(static_cast<int>(which));
    const std::string_view suffix = kind == FieldKind::kPercent ? "%" : "";
    const auto text =
        number_field(c_, rect, {id, ui_.tr(name), std::move(value), kind, suffix, desc_.inherited},
                     desc_.error(which, 0), true);
    if (text) push(which, *text);
  }
  // A model that is not offered here, but stands in the book, stays in the list.
  std::vector<ChargeModel> models() const {
    std::vector<ChargeModel> list(desc_.models.begin(), desc_.models.end());
    if (std::find(list.begin(), list.end(), charge_.model) == list.end())
      list.push_back(charge_.model);
    return list;
  }
  void draw_model(Rect& rest) {
    const auto list = models();
    std::vector<std::string_view> names;
    for (const ChargeModel model : list)
      names.push_back(ui_.tr(text_of(model, desc_.each_time).name));
    const auto selected =
        static_cast<int>(std::find(list.begin(), list.end(), charge_.model) - list.begin());
    const int chosen =
        labelled_select(c_, rest.cut_top(52, 4), "model", Key::prices_model, names, selected);
    small_print(ui_, rest, ui_.tr(text_of(charge_.model, desc_.each_time).help), ui_.theme.tertiary,
                12);
    if (chosen >= 0) push(PriceField::kModel, {}, 0, list[static_cast<size_t>(chosen)]);
  }
  void draw_percentage(Rect& rest) {
    const BookVersion& version = c_.document().version;
    field(rest.cut_top(kFieldHeight), PriceField::kPercent, Key::prices_percent,
          app::format_quantity(charge_.bp, 2), FieldKind::kPercent);
    label(ui_, rest.cut_top(18, 4), ui_.tr(Key::prices_percent_of),
          {type::kSmall, Weight::kRegular, ui_.theme.secondary});
    const auto codes = prices::known_categories(version);
    std::vector<ToggleChip> chips;
    for (const std::string& code : codes)
      chips.push_back({prices::category_text(version, code, ui_.locale),
                       std::find(charge_.of.begin(), charge_.of.end(), code) != charge_.of.end()});
    const int pressed = toggle_chips(c_, rest, "of", chips);
    if (pressed >= 0) push(PriceField::kOf, codes[static_cast<size_t>(pressed)]);
    if (const prices::CellError* error = desc_.error(PriceField::kOf, 0))
      alert(rest, prices::error_text(error->code, ui_.locale));
  }
  void alert(Rect& rest, std::string_view reason) {
    const Rect line = rest.cut_top(20, 2);
    ui_.announce({.role = a11y::Role::kAlert, .name = reason}, line);
    draw_text(ui_, ImGui::GetWindowDrawList(), line, reason,
              {type::kSmall, Weight::kRegular, ui_.theme.bad});
  }
  void draw_price_steps(Rect& rest) {
    std::vector<StepRow> rows;
    for (const ChargeStep& step : charge_.steps) {
      std::optional<std::string> bound;
      if (&step != &charge_.steps.back()) bound = app::format_quantity(step.up_to.value_or(0), 3);
      rows.push_back({std::move(bound), app::format_money_plain(step.fen)});
    }
    const Key title =
        charge_.model == ChargeModel::kTable ? Key::prices_amount : Key::prices_unit_price;
    const StepEvent event = draw_steps(
        c_, rest, rows, desc_.unit, ui_.tr(title), desc_.inherited,
        [&](StepEvent::Kind kind, int index) {
          return desc_.error(
              kind == StepEvent::kBound ? PriceField::kStepBound : PriceField::kStepAmount, index);
        });
    if (event.kind == StepEvent::kBound) push(PriceField::kStepBound, event.text, event.index);
    if (event.kind == StepEvent::kAmount) push(PriceField::kStepAmount, event.text, event.index);
    if (event.kind == StepEvent::kAdd) push(PriceField::kAddStep, {});
    if (event.kind == StepEvent::kRemove) push(PriceField::kRemoveStep, {}, event.index);
  }

  PricesContext& c_;
  Ui& ui_;
  const ChargeDesc& desc_;
  Charge charge_;
};

}  // namespace

void draw_charge_editor(PricesContext& context, Rect& rest, const ChargeDesc& desc) {
  ChargeEditor(context, desc).draw(rest);
}

}  // namespace fenming::ui
