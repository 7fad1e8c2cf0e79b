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

Int128 graduated(const Charge& charge, int64_t quantity) {
  Int128 sum = 0;
  int64_t below = 0;
  for (const ChargeStep& step : charge.steps) {
    const int64_t top = step.up_to ? std::min(*step.up_to, quantity) : quantity;
    if (top > below) {
      sum += Int128{top - below} * step.fen;
      below = top;
    }
  }
  return sum;
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

Int128 exact_charge(const Charge& charge, int64_t quantity, int64_t included) {
  FM_ASSERT(quantity >= 0);
  if (quantity == 0) return 0;
  switch (charge.model) {
    case ChargeModel::kFlat:
      return Int128{charge.fen} * kUnit;
    case ChargeModel::kPerUnit:
      return Int128{quantity} * charge.fen;
    case ChargeModel::kGraduated:
      return graduated(charge, quantity);
    case ChargeModel::kVolume:
      return Int128{quantity} * step_reached(charge.steps, quantity).fen;
    case ChargeModel::kPackage:
      return Int128{div_ceil(quantity, charge.size)} * charge.fen * kUnit;
    case ChargeModel::kBasePlus:
      return Int128{charge.fen} * kUnit +
             Int128{std::max<int64_t>(0, quantity - included)} * charge.unit_fen;
    case ChargeModel::kTable:
      return Int128{step_reached(charge.steps, quantity).fen} * kUnit;
    case ChargeModel::kPercentage:
      break;
  }
  FM_ASSERT(false);
}

Int128 charge_amount(const Charge& charge, int64_t quantity, int64_t included) {
  const Int128 exact = exact_charge(charge, quantity, included);
  if (charge.model != ChargeModel::kBasePlus || quantity == 0) return div_half_away(exact, kUnit);
  // The price of the units beyond is rounded by itself; the base is whole fen.
  return charge.fen + div_half_away(exact - Int128{charge.fen} * kUnit, kUnit);
}

Int128 percentage_amount(int64_t base_fen, int32_t bp) {
  return div_half_away(Int128{base_fen} * bp, kBpUnit);
}

}  // namespace fenming
