// Accounts with their measures, and the plan lines of a cycle, as JSON lines
// (docs/schema/measures.schema.json, plan-result.schema.json).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/plans/cycle_plans.h"

namespace fenming {

// One account of one cycle. Beyond the schema: a measure or category stands once.
Result<CycleAccount> read_cycle_account(std::string_view text);

// One result line without line feed: plan lines with their sum, or the error.
std::string write_plan_lines(const CycleAccount& account,
                             const Result<std::vector<PlanLine>>& lines);

// Computes every input line: one result line per account, blank lines skipped, an error object with
// the line's number where it is no account.
std::string plan_accounts(const BookFile& file, std::string_view text);

}  // namespace fenming
