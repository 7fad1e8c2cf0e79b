// The selected surcharge: its name, category and occasion, what it costs, and when it applies.
#include <array>
#include <string>
#include <vector>

#include "app/prices/categories.h"
#include "app/prices/price_edits.h"
#include "app/prices/view.h"
#include "ui/prices/charge_editor.h"
#include "ui/prices/fields.h"
#include "ui/widgets/panel.h"

namespace fenming::ui {
namespace {

using app::Key;
namespace prices = app::prices;
using prices::Section;

constexpr std::array kOccasions = {Occasion::kTicket, Occasion::kVisit, Occasion::kLine,
                                   Occasion::kUnit};
// A ticket, a visit or a line has no quantity that a unit's price could be multiplied by.
constexpr std::array kOnceModels = {ChargeModel::kFlat, ChargeModel::kPercentage};
constexpr std::array kUnitModels = {
    ChargeModel::kFlat,   ChargeModel::kPercentage, ChargeModel::kPerUnit, ChargeModel::kGraduated,
    ChargeModel::kVolume, ChargeModel::kPackage,    ChargeModel::kTable};

void draw_category(PricesContext& context, const Rect& rect, int row) {
  Ui& ui = context.ui;
  const BookVersion& version = context.document().version;
  const Surcharge& own = version.surcharges[static_cast<size_t>(row)];
  const auto codes = prices::known_categories(version);
  std::vector<std::string> texts;
  int selected = -1;
  for (const std::string& code : codes) {
    if (code == own.category) selected = static_cast<int>(texts.size());
    texts.push_back(prices::category_text(version, code, ui.locale));
  }
  std::vector<std::string_view> names(texts.begin(), texts.end());
  names.push_back(ui.tr(Key::prices_own_category));
  const int chosen =
      labelled_select(context, rect, "category", Key::prices_category, names, selected);
  if (chosen < 0) return;
  const auto index = static_cast<size_t>(chosen);
  if (index < codes.size())
    context.push(prices::EditSurcharge{row, prices::SurchargeField::kCategory, codes[index]});
  else
    context.push(prices::EditSurcharge{row, prices::SurchargeField::kOwnCategory});
}

void draw_occasion(PricesContext& context, const Rect& rect, int row) {
  Ui& ui = context.ui;
  const Surcharge& own = context.document().version.surcharges[static_cast<size_t>(row)];
  std::vector<std::string_view> names;
  for (const Occasion occasion : kOccasions)
    names.push_back(prices::occasion_text(occasion, ui.locale));
  const int chosen = labelled_select(context, rect, "occasion", Key::prices_occasion, names,
                                     static_cast<int>(own.occasion));
  if (chosen < 0) return;
  prices::EditSurcharge edit{row, prices::SurchargeField::kOccasion};
  edit.occasion = kOccasions[static_cast<size_t>(chosen)];
  context.push(std::move(edit));
}

void draw_charge(PricesContext& context, Rect& rest, int row) {
  const Surcharge& own = context.document().version.surcharges[static_cast<size_t>(row)];
  const bool units = own.occasion == Occasion::kUnit;
  draw_charge_editor(
      context, rest,
      {.charge = own.charge ? &*own.charge : nullptr,
       .models = units ? std::span<const ChargeModel>(kUnitModels)
                       : std::span<const ChargeModel>(kOnceModels),
       .each_time = true,
       .push =
           [&](prices::PriceChange change) {
             context.push(prices::EditSurchargeCharge{row, std::move(change)});
           },
       .error =
           [&](prices::PriceField field, int index) {
             const prices::EditSurchargeCharge edit{row, {field, ChargeModel::kPerUnit, index, {}}};
             return error_of(context, Section::kSurcharges, row, prices::error_column(edit));
           }});
}

}  // namespace

void draw_surcharge_inspector(PricesContext& context, const Rect& rect, int surcharge) {
  Ui& ui = context.ui;
  const Surcharge& own = context.document().version.surcharges[static_cast<size_t>(surcharge)];
  const Rect content = titled_card(ui, rect, own.name.empty() ? own.surcharge : own.name);
  ImGui::PushID(own.surcharge.c_str());
  const Rect area = begin_scroll(ui, "surcharge", content);
  Rect rest = area;
  rest.h = 1e6f;
  rest.w -= 12;
  rest.x += 2;
  Rect row = rest.cut_top(kFieldHeight);
  cell_field(context, row.cut_left((row.w - 12) * 0.58f, 12), Section::kSurcharges, surcharge,
             prices::kSurchargeName, Key::prices_col_surcharge);
  cell_field(context, row, Section::kSurcharges, surcharge, prices::kSurchargeCode,
             Key::prices_col_code);
  row = rest.cut_top(52, 6);
  draw_category(context, row.cut_left((row.w - 12) * 0.58f, 12), surcharge);
  draw_occasion(context, row, surcharge);
  small_print(ui, rest, ui.tr(Key::prices_category_help), ui.theme.tertiary, 12);
  draw_charge(context, rest, surcharge);
  cell_field(context, rest.cut_top(kFieldHeight), Section::kSurcharges, surcharge,
             prices::kSurchargeCap, Key::prices_col_cap);
  horizontal_line(ImGui::GetWindowDrawList(), rest.x, rest.right(), rest.y, ui.theme.faint_line);
  rest.cut_top(10);
  end_scroll(area, draw_condition(context, rest, Section::kSurcharges, surcharge) + 12);
  ImGui::PopID();
}

}  // namespace fenming::ui
