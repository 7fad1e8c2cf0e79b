#include "engine/workflow/verify/cells.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace fenming::workflow {
namespace {

constexpr int64_t kFen = 10;  // thousandths of a yuan
// No number of a ticket is larger (10^12 units); bounds beyond are as good as this one.
constexpr int64_t kLargest = 1'000'000'000'000'000;

std::string other_value(const std::set<std::string>& constants) {
  std::string value = "other";
  while (constants.contains(value))
    value += "_";
  return value;
}

std::set<std::string> constants_of(const std::vector<const Condition*>& tests) {
  std::set<std::string> constants;
  for (const Condition* test : tests)
    constants.insert(test->values.begin(), test->values.end());
  return constants;
}

// Each code, a county inside it that no deeper code names, and one outside all. A ticket's place is
// known at least to its county.
std::vector<std::string> places(const std::set<std::string>& codes) {
  std::set<std::string> found;
  const auto add_county = [&](std::string place) {
    for (int filler = 99; filler > 0; --filler) {
      std::string county = place;
      while (county.size() < 6)
        county += std::to_string(filler / 10) + std::to_string(filler % 10);
      const bool named = std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
        return is_division_code(code) && code.size() > place.size() &&
               county.starts_with(significant_division(code));
      });
      if (named) continue;
      found.insert(std::move(county));
      return;
    }
  };
  add_county("");
  for (const std::string& code : codes) {
    if (!is_division_code(code)) {
      found.insert(code);
      continue;
    }
    const std::string_view significant = significant_division(code);
    if (significant.size() < 6) add_county(std::string(significant));
    if (significant.size() >= 6) found.insert(code);
    if (significant.size() > 6) found.insert(code.substr(0, 6));
  }
  return {found.begin(), found.end()};
}

// Each bound, the last value below it, and the declared ends, as far as they lie within these.
std::vector<std::string> numbers(const std::vector<const Condition*>& tests,
                                 const CustomField* field) {
  const bool money = field != nullptr && field->kind == FieldKind::kMoney;
  const int64_t unit = money ? kFen : 1;
  const auto declared = [&](const std::optional<int64_t>& bound) {
    return bound ? std::optional(std::clamp(*bound, -kLargest, kLargest) * unit) : std::nullopt;
  };
  const std::optional<int64_t> min = field ? declared(field->min) : 0;
  const std::optional<int64_t> max = field ? declared(field->max) : std::nullopt;
  std::set<int64_t> values;
  if (min) values.insert(*min);
  if (max) values.insert(*max);
  for (const Condition* test : tests) {
    for (const std::optional<int64_t>& bound : {test->from, test->to}) {
      if (!bound) continue;
      const int64_t exact = std::clamp(*bound, -kLargest, kLargest);
      int64_t first = exact / unit * unit;
      if (first < exact) first += unit;
      values.insert(first);
      values.insert(first - unit);
    }
  }
  std::vector<std::string> texts;
  for (const int64_t value : values) {
    if ((!min || value >= *min) && (!max || value <= *max)) {
      texts.push_back(format_decimal(value, 3));
    }
  }
  if (texts.empty()) texts.emplace_back("0");
  return texts;
}

bool is_number(const Condition& test) {
  return !test.tests_time() &&
         (test.op == ConditionOp::kBetween || fact_info(test.fact.fact).kind == FactKind::kNumber);
}

}  // namespace

std::vector<std::string> candidate_values(const std::vector<const Condition*>& tests,
                                          const CustomField* field) {
  if (!tests.empty() && tests[0]->tests_time()) return {"true", "false"};
  if (field != nullptr && field->kind == FieldKind::kChoice) {
    std::vector<std::string> options;
    for (const FieldOption& option : field->options)
      options.push_back(option.option);
    return options;
  }
  if (field != nullptr && field_test(field->kind) == FieldTest::kPresence) return {"present"};
  if (std::any_of(tests.begin(), tests.end(), [](const Condition* t) { return is_number(*t); })) {
    return numbers(tests, field);
  }
  const std::set<std::string> constants = constants_of(tests);
  const bool place = std::any_of(tests.begin(), tests.end(), [](const Condition* test) {
    return test->op == ConditionOp::kDivisionWithin;
  });
  if (place) return places(constants);
  std::vector<std::string> values(constants.begin(), constants.end());
  values.push_back(other_value(constants));
  return values;
}

Tri answer_test(const Condition& test, const std::string& value) {
  if (test.tests_time()) {
    if (value.empty()) return Tri::kUnknown;
    return value == "true" ? Tri::kTrue : Tri::kFalse;
  }
  if (is_number(test)) {
    return test_number(test, value.empty() ? std::nullopt : parse_decimal(value, 3));
  }
  return test_text(test, value.empty() ? std::nullopt : std::optional<std::string_view>(value));
}

}  // namespace fenming::workflow
