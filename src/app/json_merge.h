// Two versions of one document as JSON, compared member by member and put together again. A list
// whose elements have codes is compared by code; where order decides (tiers, surcharges) the order
// is a place of its own. Conditions, prices and other lists are compared as wholes. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"

namespace fenming::app {

// One place where two versions differ: members and codes that lead there, both sides' canonical
// JSON (empty: not there), and which of them stays.
struct ConflictRow {
  std::vector<std::string> path;
  std::string mine;
  std::string theirs;
  bool take_theirs = false;
  bool settled = false;  // only one side changed it since both were the same
};

// Where the two differ. With `base`, what both were made from, a place that only one side changed
// is settled: that side's.
std::vector<ConflictRow> json_differences(const Json& mine, const Json& theirs, const Json* base);

// Puts into `tree` what theirs has wherever a row says so; an error where a row is no JSON.
std::optional<Error> take_rows(Json& tree, const std::vector<ConflictRow>& rows);

}  // namespace fenming::app
