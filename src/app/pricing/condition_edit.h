// Changes of a condition's tree: add, nest, remove, and set what a test compares. Pure: a tree and
// a change give a tree, or why what was typed cannot be used.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/prices/intents.h"
#include "app/pricing/division_loading.h"
#include "base/result.h"
#include "engine/condition.h"

namespace fenming::app {

// A test that is complete as it stands: an empty one would make a broken draft.
Condition first_test();

// Facts and times that a condition of this level may test, in the order in which a form offers
// them: a ticket's, a visit's too, or all with the attributes of the version's items.
std::vector<FactRef> facts_for(Level level, const BookVersion& version);
// A surcharge may look at the times of visits, as when the technician came at night.
std::vector<TimeName> times_for(prices::Section section);
// Of the places where a surcharge of this occasion may apply.
Level level_of(Occasion occasion);
// How a fact is tested first: the class or item that the version has; empty: as usual.
std::string first_value(const FactRef& fact, const BookVersion& version);
// The values that a fact can have, where the version or the trade lists them; else empty.
std::vector<std::string> value_codes(const FactRef& fact, const BookVersion& version,
                                     const std::vector<ZoneTable>& zones);
// A division's name in the loaded table of divisions; empty where it is not known.
std::string_view division_name(const DivisionState& divisions, std::string_view code);
// A zone's name and code, by its code; empty where no table names it.
std::string zone_label(const std::vector<ZoneTable>& zones, std::string_view code);
// The festivals of a calendar of the book file, in the order of the year.
std::vector<std::string> festival_codes(const BookFile& file, std::string_view calendar);
// Tests that fit a fact; those of a time.
std::vector<ConditionOp> ops_for(const FactRef& fact);
std::vector<ConditionOp> time_ops();

// An empty root becomes no condition (a default tier) only by kRemove of the root itself.
Result<std::optional<Condition>> changed_condition(const std::optional<Condition>& root,
                                                   const prices::EditCondition& edit);

// The bound of a leaf as a form shows it: a date, a month and day, a clock time, a number.
std::string format_bound(const Condition& leaf, bool upper);

}  // namespace fenming::app
