// Changes of a condition's tree: add, nest, remove, and set what a test compares. Pure: a tree and
// a change give a tree, or why what was typed cannot be used.
#pragma once

#include <optional>
#include <vector>

#include "app/prices/intents.h"
#include "base/result.h"
#include "engine/condition.h"

namespace fenming::app {

// A test that is complete as it stands: an empty one would make a broken draft.
Condition first_test();

// Facts that a tier may test, in the order in which a form offers them.
std::vector<FactRef> tier_facts();
// Tests that fit a fact of tickets; those of a time.
std::vector<ConditionOp> ops_for(const FactRef& fact);
std::vector<ConditionOp> time_ops();

// An empty root becomes no condition (a default tier) only by kRemove of the root itself.
Result<std::optional<Condition>> changed_condition(const std::optional<Condition>& root,
                                                   const prices::EditCondition& edit);

// The bound of a leaf as a form shows it: a date, a month and day, a clock time, a number.
std::string format_bound(const Condition& leaf, bool upper);

}  // namespace fenming::app
