// A price with its model and its numbers: an item's, a tier's or a surcharge's.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "ui/prices/prices_screen.h"

namespace fenming::ui {

struct ChargeDesc {
  const Charge* charge = nullptr;  // null: there is none yet, and the fields are empty
  std::span<const ChargeModel> models = {};
  std::string_view unit = {};
  bool inherited = false;
  bool each_time = false;  // a surcharge's fixed amount is told in its own words
  std::function<void(app::prices::PriceChange)> push = {};
  std::function<const app::prices::CellError*(app::prices::PriceField, int index)> error = {};
};

// Draws from the top of `rest`, which loses what was used.
void draw_charge_editor(PricesContext& context, Rect& rest, const ChargeDesc& desc);

}  // namespace fenming::ui
