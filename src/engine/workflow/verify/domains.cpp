#include "engine/workflow/verify/domains.h"

#include <algorithm>

#include "base/assert.h"
#include "engine/workflow/verify/cells.h"

namespace fenming::workflow {
namespace {

bool same_test(const Condition& a, const Condition& b) {
  return a.op == b.op && a.fact == b.fact && a.values == b.values && a.from == b.from &&
         a.to == b.to && a.time == b.time && a.kinds == b.kinds && a.weekdays == b.weekdays;
}

FactRef fact_of(const Condition& leaf) {
  return leaf.op == ConditionOp::kDivisionWithin ? FactRef{} : leaf.fact;
}

// Zone, ring and city class follow from the place; facts of a visit come from outside.
bool is_derived(const FactRef& ref) {
  if (ref.fact == Fact::kField) return false;
  if (ref.fact == Fact::kZone || ref.fact == Fact::kRing || ref.fact == Fact::kCityClass) {
    return true;
  }
  return fact_info(ref.fact).level != Level::kTicket;
}

void describe_fact(Variable& variable, const FactRef& ref, const TemplateVersion& version) {
  if (ref.fact == Fact::kField) {
    variable.origin = Origin::kField;
  } else if (ref.fact == Fact::kOutcome || ref.fact == Fact::kFault) {
    variable.origin = Origin::kVisit;
  } else if (is_derived(ref)) {
    variable.origin = Origin::kDerived;
    variable.initial = kOpenOrEmpty;
  } else {
    variable.origin = Origin::kTicket;
    const bool given =
        std::find(version.intake.begin(), version.intake.end(), ref.fact) != version.intake.end();
    variable.initial = given ? kOpen : kOpenOrEmpty;
  }
}

}  // namespace

Domains::Domains(const FlowGraph& graph, const VerifyInput& input) {
  const TemplateVersion& version = graph.version();
  for (int32_t n = 0; n < graph.size(); ++n) {
    if (graph.node(n).kind == NodeKind::kSplit) continue;
    for (const int32_t e : graph.out(n)) {
      if (!graph.edge(e).when) continue;
      for_each_leaf(*graph.edge(e).when, [&](const Condition& leaf) { add_test(leaf); });
    }
  }
  // Fields that only forms and prices read: whether they are written is all that matters.
  for (const Node& node : version.nodes) {
    for (const NodeField& field : node.fields) {
      if (field.access == FieldAccess::kVisible) named("field." + field.field);
    }
  }
  for (const PricedField& priced : input.fields)
    named("field." + priced.field);
  for (const auto& [name, index] : by_name_)
    describe_fact(variables_[static_cast<size_t>(index)], *parse_fact(name), version);
  for (Variable& variable : variables_)
    cut(variable, version);
}

int32_t Domains::named(const std::string& name) {
  const auto [place, added] = by_name_.emplace(name, static_cast<int32_t>(variables_.size()));
  if (added) variables_.emplace_back().name = name;
  return place->second;
}

void Domains::add_test(const Condition& leaf) {
  int32_t index = kNone;
  if (!leaf.tests_time()) {
    index = named(fact_name(fact_of(leaf)));
  } else {
    // Each test of a time is a variable of its own: instants are free, so nothing is lost but that
    // two tests of one time may contradict each other, and such a path is called possible only.
    const auto found = std::find_if(variables_.begin(), variables_.end(), [&](const Variable& v) {
      return !v.tests.empty() && same_test(*v.tests[0], leaf);
    });
    index = static_cast<int32_t>(found - variables_.begin());
    if (found == variables_.end()) {
      Variable& variable = variables_.emplace_back();
      variable.name = time_name(leaf.time);
      variable.origin = Origin::kDerived;
      variable.initial = leaf.time == TimeName::kCreated ? kOpen : kOpenOrEmpty;
    }
  }
  auto& tests = variables_[static_cast<size_t>(index)].tests;
  const auto known = std::find_if(tests.begin(), tests.end(),
                                  [&](const Condition* test) { return same_test(*test, leaf); });
  places_[&leaf] = {index, static_cast<int32_t>(known - tests.begin())};
  if (known == tests.end()) tests.push_back(&leaf);
}

// One value of each cell: of values to which all tests answer alike the first is kept.
void Domains::cut(Variable& variable, const TemplateVersion& version) {
  const CustomField* field = nullptr;
  if (variable.origin == Origin::kField) field = version.field(variable.name.substr(6));
  for (const std::string& value : candidate_values(variable.tests, field)) {
    std::vector<Tri> answers;
    for (const Condition* test : variable.tests)
      answers.push_back(answer_test(*test, value));
    if (std::find(variable.truth.begin(), variable.truth.end(), answers) != variable.truth.end()) {
      continue;
    }
    variable.cells.push_back(value);
    variable.truth.push_back(std::move(answers));
  }
  for (const Condition* test : variable.tests)
    variable.when_missing.push_back(answer_test(*test, {}));
}

int32_t Domains::field(std::string_view code) const {
  const auto found = by_name_.find("field." + std::string(code));
  return found == by_name_.end() ? kNone : found->second;
}

int32_t Domains::fact(Fact fact) const {
  const auto found = by_name_.find(fact_info(fact).name);
  return found == by_name_.end() ? kNone : found->second;
}

uint16_t Domains::cell_of(int32_t v, std::string_view value) const {
  const uint16_t cell = cell_or_open(v, value);
  FM_ASSERT(cell != kOpen);
  return cell;
}

uint16_t Domains::cell_or_open(int32_t v, std::string_view value) const {
  std::vector<Tri> answers;
  for (const Condition* test : variable(v).tests)
    answers.push_back(answer_test(*test, std::string(value)));
  const auto& truth = variable(v).truth;
  const auto found = std::find(truth.begin(), truth.end(), answers);
  if (found == truth.end()) return kOpen;
  return static_cast<uint16_t>(kFirstCell + (found - truth.begin()));
}

Guard Domains::compile(const Condition& condition) const {
  Guard guard;
  guard.op = condition.op;
  if (condition.is_leaf()) {
    const auto place = places_.find(&condition);
    FM_ASSERT(place != places_.end());
    guard.variable = place->second.first;
    guard.test = place->second.second;
  }
  for (const Condition& member : condition.of)
    guard.of.push_back(compile(member));
  return guard;
}

Answer Domains::answer(const Guard& guard, const std::vector<uint16_t>& values,
                       int32_t& open) const {
  if (guard.variable != kNone) {
    const Variable& variable = variables_[static_cast<size_t>(guard.variable)];
    const uint16_t value = values[static_cast<size_t>(guard.variable)];
    const auto test = static_cast<size_t>(guard.test);
    if (value == kOpen || value == kOpenOrEmpty) {
      open = guard.variable;
      return Answer::kDepends;
    }
    if (value < kFirstCell) return static_cast<Answer>(variable.when_missing[test]);
    return static_cast<Answer>(variable.truth[static_cast<size_t>(value - kFirstCell)][test]);
  }
  if (guard.op == ConditionOp::kNot) {
    const Answer inner = answer(guard.of[0], values, open);
    if (inner == Answer::kTrue) return Answer::kFalse;
    return inner == Answer::kFalse ? Answer::kTrue : inner;
  }
  const Answer deciding = guard.op == ConditionOp::kAll ? Answer::kFalse : Answer::kTrue;
  const Answer neutral = guard.op == ConditionOp::kAll ? Answer::kTrue : Answer::kFalse;
  Answer result = neutral;
  for (const Guard& member : guard.of) {
    const Answer one = answer(member, values, open);
    if (one == deciding) return deciding;
    if (one == Answer::kDepends || (one == Answer::kUnknown && result != Answer::kDepends))
      result = one;
  }
  return result;
}

int32_t Domains::blocking(const Guard& guard, const std::vector<uint16_t>& values) const {
  int32_t open = kNone;
  if (answer(guard, values, open) != Answer::kUnknown) return kNone;
  if (guard.variable != kNone) return guard.variable;
  int32_t found = kNone;
  for (const Guard& member : guard.of) {
    const int32_t one = blocking(member, values);
    const bool never = one != kNone && values[static_cast<size_t>(one)] == kNever;
    if (found == kNone || (never && values[static_cast<size_t>(found)] != kNever)) found = one;
  }
  return found;
}

}  // namespace fenming::workflow
