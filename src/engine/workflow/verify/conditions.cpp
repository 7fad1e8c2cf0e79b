#include <algorithm>

#include "engine/workflow/verify/checks.h"

namespace fenming::workflow {
namespace {

// Whether an edge can test the fact, and in this way: facts of the ticket and the visit, and fields
// that are not of a line and are declared for conditions.
bool fits(const Condition& leaf, const TemplateVersion& version) {
  if (leaf.tests_time() || leaf.op == ConditionOp::kDivisionWithin) return true;
  bool number = fact_info(leaf.fact.fact).kind == FactKind::kNumber;
  bool list = !number;
  if (leaf.fact.fact == Fact::kField) {
    const CustomField* field = version.field(leaf.fact.attribute);
    if (field == nullptr) return true;  // reported as unknown
    if (!field->in_conditions || field->level == Level::kLine) return false;
    number = field_test(field->kind) == FieldTest::kRange;
    list = field_test(field->kind) == FieldTest::kList;
  } else if (fact_info(leaf.fact.fact).level == Level::kLine) {
    return false;
  }
  if (leaf.op == ConditionOp::kIn) return list;
  if (leaf.op != ConditionOp::kBetween) return true;
  const bool empty = leaf.from && leaf.to && *leaf.from >= *leaf.to;
  return number && !empty;
}

bool knows_options(const Condition& leaf, const CustomField& field) {
  if (field.kind != FieldKind::kChoice || leaf.op != ConditionOp::kIn) return true;
  return std::all_of(leaf.values.begin(), leaf.values.end(), [&](const std::string& value) {
    return std::any_of(field.options.begin(), field.options.end(),
                       [&](const FieldOption& option) { return option.option == value; });
  });
}

}  // namespace

void check_conditions(const FlowGraph& graph, std::vector<FlowFinding>& findings) {
  const TemplateVersion& version = graph.version();
  for (const Edge& edge : version.edges) {
    if (!edge.when) continue;
    const auto report = [&](FlowCode code, const Condition& leaf) {
      FlowFinding& finding = add_finding(findings, code, edge.from);
      finding.edges.push_back(edge.edge);
      finding.field = leaf_fact(leaf);
    };
    for_each_leaf(*edge.when, [&](const Condition& leaf) {
      const bool custom = !leaf.tests_time() && leaf.op != ConditionOp::kDivisionWithin &&
                          leaf.fact.fact == Fact::kField;
      const CustomField* field = custom ? version.field(leaf.fact.attribute) : nullptr;
      if (custom && field == nullptr) {
        report(FlowCode::kUnknownField, leaf);
      } else if (!fits(leaf, version)) {
        report(FlowCode::kBadTest, leaf);
      } else if (field != nullptr && !knows_options(leaf, *field)) {
        report(FlowCode::kUnknownOption, leaf);
      }
    });
  }
}

}  // namespace fenming::workflow
