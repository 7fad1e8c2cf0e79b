// Values among which every cell of a fact's domain has one; internal to the domains.
#pragma once

#include <string>
#include <vector>

#include "engine/condition.h"
#include "engine/workflow/custom_field.h"

namespace fenming::workflow {

// `field` is null for facts of the ticket and the visit.
std::vector<std::string> candidate_values(const std::vector<const Condition*>& tests,
                                          const CustomField* field);

// What a test answers to a value; an empty one is missing.
Tri answer_test(const Condition& test, const std::string& value);

}  // namespace fenming::workflow
