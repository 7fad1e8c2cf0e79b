// Plan lines of an account and a cycle from stated measures (settlement.md P9, P13): ladders under
// P10 times coefficients, and guaranteed pay. Plans by count are not here: they work ticket by
// ticket (simulation/plan.h). A calculation, never a posting, until the cycle is closed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/pricing/book.h"

namespace fenming {

struct MeasureValue {
  std::string measure;
  int64_t value = 0;  // thousandths
};

struct CategoryAmount {
  std::string category;
  int64_t amount_fen = 0;
};

// What an account did in a cycle, and what its tickets brought it, in one relation.
struct CycleAccount {
  std::string account;
  Relation relation = Relation::kCompanyTechnician;
  int32_t first_day = 0;  // of the cycle, in days since 1970-01-01; decides each plan's version
  std::vector<MeasureValue> measures;
  std::vector<CategoryAmount> amounts;  // a category that is not named brought nothing
};

struct AppliedCoefficient {
  std::string measure;
  int64_t value = 0;  // thousandths
  int32_t bp = 0;
};

struct PlanLine {
  std::string plan;
  int32_t version = 0;
  PlanKind kind = PlanKind::kLadder;
  std::string category;
  std::string measure;                           // that was priced or prorates
  std::optional<int64_t> quantity;               // its value, thousandths
  std::optional<int64_t> base_fen;               // of a percentage
  std::vector<AppliedCoefficient> coefficients;  // of a ladder
  std::optional<int64_t> guaranteed_fen;         // of a guarantee, prorated
  std::optional<int64_t> compared_fen;           // of a guarantee
  int64_t amount_fen = 0;
};

std::string_view plan_kind_name(PlanKind kind);
std::optional<PlanKind> parse_plan_kind(std::string_view name);

// The version of a plan that holds for a cycle (P9): the latest that begins on or before the
// cycle's first day, the higher number on equal days; null where none does.
const Plan* plan_version_on(const BookFile& file, std::string_view plan, int32_t first_day);

// One line for each ladder and each guarantee of the plans that name the account, zeros included:
// rebates, ladders, bonuses, penalties, guarantees, within each in the file's order. A guarantee
// sees the account's amounts and the lines before its own. Errors: missing_fact with field
// measures/CODE; money_overflow with field plan:CODE.
Result<std::vector<PlanLine>> plan_lines(const BookFile& file, const CycleAccount& account);

}  // namespace fenming
