#include "engine/pricing/analysis/findings.h"

namespace fenming {
namespace {

bool is_numeric(const Condition& leaf, const ConditionScope& scope) {
  if (leaf.fact.fact == Fact::kAttribute) {
    return scope.number_attributes.contains(leaf.fact.attribute);
  }
  return fact_info(leaf.fact.fact).kind == FactKind::kNumber;
}

void check_fact_leaf(Findings& findings, const std::string& field, const Condition& leaf,
                     const ConditionScope& scope) {
  const std::string name = fact_name(leaf.fact);
  if (leaf.fact.fact == Fact::kField) {
    findings.error("unknown_fact", field,
                   "\"" + name + "\" is a custom field; prices cannot read it.");
    return;
  }
  const FactInfo& info = fact_info(leaf.fact.fact);
  if (info.level > scope.level || (leaf.fact.fact == Fact::kPayer && !scope.payer_known)) {
    findings.error("wrong_level", field,
                   "\"" + name + "\" cannot be tested here; use a fact of this level.");
    return;
  }
  if (leaf.fact.fact == Fact::kAttribute &&
      !scope.number_attributes.contains(leaf.fact.attribute) &&
      !scope.text_attributes.contains(leaf.fact.attribute)) {
    findings.error("unknown_fact", field,
                   "No item declares the attribute \"" + leaf.fact.attribute + "\".");
    return;
  }
  const bool numeric = is_numeric(leaf, scope);
  if (leaf.op == ConditionOp::kIn && numeric) {
    findings.error("wrong_test", field, "\"" + name + "\" is a number; test it with a range.");
  }
  if (leaf.op == ConditionOp::kBetween && !numeric) {
    findings.error("wrong_test", field, "\"" + name + "\" is no number; test it with a list.");
  }
  if (leaf.op == ConditionOp::kBetween && leaf.from && leaf.to && *leaf.from >= *leaf.to) {
    findings.error("empty_range", field, "The range is empty: \"from\" must be below \"below\".");
  }
}

void check_time_leaf(Findings& findings, const std::string& field, const Condition& leaf,
                     const ConditionScope& scope) {
  const bool needs_calendar = leaf.op == ConditionOp::kDayKind ||
                              leaf.op == ConditionOp::kFestival || !leaf.kinds.empty() ||
                              (leaf.op == ConditionOp::kWindow && !leaf.values.empty());
  if (needs_calendar && !scope.has_calendar) {
    findings.error("no_calendar", field, "Kinds of days need a calendar; name one.");
  }
  if (leaf.op == ConditionOp::kDateWithin && leaf.from && leaf.to && *leaf.from >= *leaf.to) {
    findings.error("empty_range", field, "The range of dates is empty.");
  }
}

}  // namespace

void check_condition(Findings& findings, const std::string& field, const Condition& condition,
                     const ConditionScope& scope) {
  if (condition.is_leaf()) {
    if (condition.tests_time()) {
      check_time_leaf(findings, field, condition, scope);
    } else if (condition.op != ConditionOp::kDivisionWithin) {
      check_fact_leaf(findings, field, condition, scope);
    }
    return;
  }
  for (size_t i = 0; i < condition.of.size(); ++i) {
    check_condition(findings, field + "." + at_index("of", i), condition.of[i], scope);
  }
}

}  // namespace fenming
