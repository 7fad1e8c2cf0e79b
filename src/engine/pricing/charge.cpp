#include "engine/pricing/charge.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fenming {
namespace {

constexpr std::array<std::string_view, 8> kModelNames = {
    "flat", "per_unit", "graduated", "volume", "package", "base_plus", "table", "percentage"};
constexpr int64_t kUnit = 1000;
constexpr int64_t kBpUnit = 10000;

Int128 unit_amount(int64_t quantity, int64_t unit_fen) {
  return div_half_away(Int128{quantity} * unit_fen, kUnit);
}

const ChargeStep& step_reached(const Charge& charge, int64_t quantity) {
  FM_ASSERT(!charge.steps.empty());
  for (const ChargeStep& step : charge.steps) {
    if (!step.up_to || quantity <= *step.up_to) return step;
  }
  return charge.steps.back();
}

Int128 graduated_amount(const Charge& charge, int64_t quantity) {
  Int128 sum = 0;
  int64_t below = 0;
  for (const ChargeStep& step : charge.steps) {
    const int64_t top = step.up_to ? std::min(*step.up_to, quantity) : quantity;
    if (top > below) {
      sum += Int128{top - below} * step.fen;
      below = top;
    }
  }
  return div_half_away(sum, kUnit);
}

}  // namespace

std::string_view charge_model_name(ChargeModel model) {
  return kModelNames[static_cast<size_t>(model)];
}

std::optional<ChargeModel> parse_charge_model(std::string_view name) {
  for (size_t i = 0; i < kModelNames.size(); ++i) {
    if (kModelNames[i] == name) return static_cast<ChargeModel>(i);
  }
  return std::nullopt;
}

int64_t billable_quantity(int64_t quantity, const Stepping& stepping) {
  if (stepping.step <= 0 || !stepping.started_counts) return quantity;
  return div_ceil(quantity, stepping.step) * stepping.step;
}

Charge scaled(const Charge& charge, int32_t factor_bp) {
  FM_ASSERT(charge.model != ChargeModel::kPercentage);
  if (factor_bp == kBpUnit) return charge;
  const auto scale = [&](int64_t fen) {
    return static_cast<int64_t>(div_half_away(Int128{fen} * factor_bp, kBpUnit));
  };
  Charge result = charge;
  result.fen = scale(charge.fen);
  result.unit_fen = scale(charge.unit_fen);
  for (ChargeStep& step : result.steps)
    step.fen = scale(step.fen);
  return result;
}

Int128 charge_amount(const Charge& charge, int64_t quantity, int64_t included) {
  FM_ASSERT(quantity >= 0);
  if (quantity == 0) return 0;
  switch (charge.model) {
    case ChargeModel::kFlat:
      return charge.fen;
    case ChargeModel::kPerUnit:
      return unit_amount(quantity, charge.fen);
    case ChargeModel::kGraduated:
      return graduated_amount(charge, quantity);
    case ChargeModel::kVolume:
      return unit_amount(quantity, step_reached(charge, quantity).fen);
    case ChargeModel::kPackage:
      return Int128{div_ceil(quantity, charge.size)} * charge.fen;
    case ChargeModel::kBasePlus:
      return charge.fen + unit_amount(std::max<int64_t>(0, quantity - included), charge.unit_fen);
    case ChargeModel::kTable:
      return step_reached(charge, quantity).fen;
    case ChargeModel::kPercentage:
      break;
  }
  FM_ASSERT(false);
}

Int128 percentage_amount(int64_t base_fen, int32_t bp) {
  return div_half_away(Int128{base_fen} * bp, kBpUnit);
}

}  // namespace fenming
