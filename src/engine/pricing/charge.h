// Charge models (settlement.md P10): what a quantity costs. Exact: products in 128 bits, rounded
// once. Quantities and step bounds are thousandths, prices fen, rates basis points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "base/checked.h"

namespace fenming {

enum class ChargeModel : uint8_t {
  kFlat,
  kPerUnit,
  kGraduated,
  kVolume,
  kPackage,
  kBasePlus,
  kTable,
  kPercentage,
};
std::string_view charge_model_name(ChargeModel model);
std::optional<ChargeModel> parse_charge_model(std::string_view name);

struct ChargeStep {
  std::optional<int64_t> up_to;  // inclusive; absent on the last step
  int64_t fen = 0;               // unit price, or the amount of a table
};

struct Charge {
  ChargeModel model = ChargeModel::kFlat;
  int64_t fen = 0;            // amount, unit price, package price or base, as the model says
  int64_t unit_fen = 0;       // kBasePlus: price of a unit beyond the included ones
  int64_t size = 0;           // kPackage
  int64_t included = 0;       // kBasePlus
  std::string included_item;  // kBasePlus: included_times this item's quantity on the visit
  int64_t included_times = 0;
  std::vector<ChargeStep> steps;  // kGraduated, kVolume, kTable
  int32_t bp = 0;                 // kPercentage
  std::vector<std::string> of;    // kPercentage: categories of the base
};

// A unit of measure's billable quantity (M5).
struct Stepping {
  int64_t step = 0;  // 0: none
  bool started_counts = false;
};
int64_t billable_quantity(int64_t quantity, const Stepping& stepping);

// The price with every money field times factor / 10000, each rounded. Not for percentages.
Charge scaled(const Charge& charge, int32_t factor_bp);

// The amount for a quantity. `included` counts for kBasePlus alone; not for percentages.
Int128 charge_amount(const Charge& charge, int64_t quantity, int64_t included);

// The same amount before it is rounded, in thousandths of a fen. Beyond base_plus, where a rounded
// price stands on a base, charge_amount is this rounded half away from zero.
Int128 exact_charge(const Charge& charge, int64_t quantity, int64_t included);

// The step of a list that a value reaches: upper bounds are inclusive, the last step has none.
template <typename Step>
const Step& step_reached(const std::vector<Step>& steps, int64_t value) {
  FM_ASSERT(!steps.empty());
  for (const Step& step : steps) {
    if (!step.up_to || value <= *step.up_to) return step;
  }
  return steps.back();
}

// round(base × bp / 10000).
Int128 percentage_amount(int64_t base_fen, int32_t bp);

}  // namespace fenming
