#include "engine/plans/cycle_plans.h"

#include <algorithm>
#include <array>

#include "base/checked.h"
#include "engine/pricing/settlement.h"

namespace fenming {
namespace {

constexpr std::array<std::string_view, 5> kKindNames = {"rebate", "ladder", "bonus", "penalty",
                                                        "guarantee"};
constexpr int64_t kBpUnit = 10000;
constexpr int64_t kUnit = 1000;
constexpr int64_t kThousandthsPerFen = 10;  // a measure of money is in yuan

// An amount before it is rounded.
struct Exact {
  Int128 numerator = 0;
  Int128 denominator = 1;
};

Error overflow(const Plan& plan) {
  return {"money_overflow", "plan:" + plan.plan,
          "The plan's line is beyond 10,000,000,000.00 yuan; correct the plan or the measures."};
}

Error missing(std::string_view measure) {
  return {"missing_fact", "measures/" + std::string(measure),
          "The plan reads a measure that is not stated for this account; state it."};
}

template <typename Entry>
int64_t amount_of(const std::vector<Entry>& entries, const std::vector<std::string>& categories) {
  int64_t sum = 0;  // at most a few thousand amounts of 10^12
  for (const Entry& entry : entries) {
    const bool named =
        std::find(categories.begin(), categories.end(), entry.category) != categories.end();
    if (named) sum += entry.amount_fen;
  }
  return sum;
}

Result<int64_t> value_of(const BookFile& file, const CycleAccount& account, std::string_view code) {
  for (const Measure& measure : file.measures) {
    if (measure.measure != code || measure.amount_of.empty()) continue;
    // A negative amount reaches no step: it counts as nothing.
    return std::max<int64_t>(0, amount_of(account.amounts, measure.amount_of)) * kThousandthsPerFen;
  }
  for (const MeasureValue& stated : account.measures) {
    if (stated.measure == code) return stated.value;
  }
  return missing(code);
}

// Multiplies by the rates of the steps that the measures reach; false where the product has left
// 128 bits. Every rate is a whole number of basis points, so a product that leaves them can only be
// an amount far beyond a line's limit, unless a rate is 0.
bool multiply(Exact& exact, const std::vector<AppliedCoefficient>& coefficients) {
  for (const AppliedCoefficient& coefficient : coefficients) {
    if (coefficient.bp == 0) exact.numerator = 0;
  }
  for (const AppliedCoefficient& coefficient : coefficients) {
    if (__builtin_mul_overflow(exact.numerator, Int128{coefficient.bp}, &exact.numerator)) {
      return false;
    }
    exact.denominator *= kBpUnit;
  }
  return true;
}

PlanLine line_of(const Plan& plan, PlanKind kind, const std::string& category) {
  PlanLine line;
  line.plan = plan.plan;
  line.version = plan.version;
  line.kind = kind;
  line.category = category;
  return line;
}

Result<PlanLine> ladder_line(const BookFile& file, const CycleAccount& account, const Plan& plan) {
  const Ladder& ladder = *plan.ladder;
  PlanLine line = line_of(plan, ladder.kind, ladder.category);
  Exact exact;
  if (ladder.charge.model == ChargeModel::kPercentage) {
    line.base_fen = amount_of(account.amounts, ladder.charge.of);
    exact = {Int128{*line.base_fen} * ladder.charge.bp, kBpUnit};
  } else {
    const Result<int64_t> quantity = value_of(file, account, ladder.measure);
    if (!quantity) return quantity.error();
    line.measure = ladder.measure;
    line.quantity = *quantity;
    exact = {exact_charge(ladder.charge, *quantity, ladder.charge.included), kUnit};
  }
  for (const Coefficient& coefficient : ladder.coefficients) {
    const Result<int64_t> value = value_of(file, account, coefficient.measure);
    if (!value) return value.error();
    line.coefficients.push_back(
        {coefficient.measure, *value, step_reached(coefficient.steps, *value).bp});
  }
  if (!multiply(exact, line.coefficients)) return overflow(plan);
  const Int128 amount = div_half_away(exact.numerator, exact.denominator);
  if (!within(amount, kMaxLineFen)) return overflow(plan);
  line.amount_fen = static_cast<int64_t>(plan.takes ? -amount : amount);
  return line;
}

Result<PlanLine> guarantee_line(const BookFile& file, const CycleAccount& account, const Plan& plan,
                                const std::vector<PlanLine>& before) {
  const Guarantee& guarantee = *plan.guarantee;
  PlanLine line = line_of(plan, PlanKind::kGuarantee, guarantee.category);
  Int128 guaranteed = guarantee.amount_fen;
  if (!guarantee.measure.empty()) {
    const Result<int64_t> value = value_of(file, account, guarantee.measure);
    if (!value) return value.error();
    line.measure = guarantee.measure;
    line.quantity = *value;
    const int64_t whole = guarantee.per_day ? kUnit : guarantee.full;
    const int64_t attended = guarantee.per_day ? *value : std::min(*value, whole);
    guaranteed = div_half_away(Int128{guarantee.amount_fen} * attended, whole);
  }
  const Int128 compared = Int128{amount_of(account.amounts, guarantee.compared)} +
                          amount_of(before, guarantee.compared);
  const Int128 top_up = std::max<Int128>(0, guaranteed - compared);
  if (!within(top_up, kMaxLineFen) || !within(guaranteed, kMaxLineFen)) return overflow(plan);
  line.guaranteed_fen = static_cast<int64_t>(guaranteed);
  line.compared_fen = static_cast<int64_t>(compared);
  line.amount_fen = static_cast<int64_t>(top_up);
  return line;
}

bool concerns(const Plan& plan, const CycleAccount& account) {
  const bool named = plan.payees.empty() || std::find(plan.payees.begin(), plan.payees.end(),
                                                      account.account) != plan.payees.end();
  return named && !plan.by_count() && plan.relation == account.relation;
}

}  // namespace

std::string_view plan_kind_name(PlanKind kind) {
  return kKindNames[static_cast<size_t>(kind)];
}

std::optional<PlanKind> parse_plan_kind(std::string_view name) {
  for (size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) return static_cast<PlanKind>(i);
  }
  return std::nullopt;
}

const Plan* plan_version_on(const BookFile& file, std::string_view plan, int32_t first_day) {
  const Plan* best = nullptr;
  for (const Plan& candidate : file.plans) {
    if (candidate.plan != plan || candidate.from > first_day) continue;
    const bool later = best == nullptr || candidate.from > best->from ||
                       (candidate.from == best->from && candidate.version > best->version);
    if (later) best = &candidate;
  }
  return best;
}

Result<std::vector<PlanLine>> plan_lines(const BookFile& file, const CycleAccount& account) {
  std::vector<const Plan*> held;
  for (const Plan& plan : file.plans) {
    const bool holds = plan_version_on(file, plan.plan, account.first_day) == &plan;
    if (holds && concerns(plan, account)) held.push_back(&plan);
  }
  std::vector<PlanLine> lines;
  for (const PlanKind kind :
       {PlanKind::kRebate, PlanKind::kLadder, PlanKind::kBonus, PlanKind::kPenalty}) {
    for (const Plan* plan : held) {
      if (!plan->ladder || plan->ladder->kind != kind) continue;
      Result<PlanLine> line = ladder_line(file, account, *plan);
      if (!line) return line.error();
      lines.push_back(std::move(*line));
    }
  }
  for (const Plan* plan : held) {
    if (!plan->guarantee) continue;
    Result<PlanLine> line = guarantee_line(file, account, *plan, lines);
    if (!line) return line.error();
    lines.push_back(std::move(*line));
  }
  return lines;
}

}  // namespace fenming
