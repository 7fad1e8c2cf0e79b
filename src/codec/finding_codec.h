// Findings of a check as JSON lines.
#pragma once

#include <string>
#include <vector>

#include "engine/pricing/analysis/check.h"

namespace fenming {

// {"severity","code","book","version","field","message","certainty","boxes","witness"}; members
// that do not apply are left out.
std::string write_finding(const Finding& finding);

// Each finding on a line of its own.
std::string write_finding_lines(const std::vector<Finding>& findings);

// The findings as one JSON list.
std::string write_finding_list(const std::vector<Finding>& findings);

}  // namespace fenming
