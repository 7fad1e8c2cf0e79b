// Collects findings about one version; internal to the checks.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/pricing/analysis/check.h"
#include "engine/pricing/prepared.h"

namespace fenming {

class Findings {
 public:
  Findings(std::vector<Finding>& out, std::string book, int32_t version)
      : out_(out), book_(std::move(book)), version_(version) {}

  Finding& add(Severity severity, std::string code, std::string field, std::string message) {
    Finding finding;
    finding.severity = severity;
    finding.code = std::move(code);
    finding.book = book_;
    finding.version = version_;
    finding.field = std::move(field);
    finding.message = std::move(message);
    out_.push_back(std::move(finding));
    return out_.back();
  }
  Finding& error(std::string code, std::string field, std::string message) {
    return add(Severity::kError, std::move(code), std::move(field), std::move(message));
  }
  Finding& warning(std::string code, std::string field, std::string message) {
    return add(Severity::kWarning, std::move(code), std::move(field), std::move(message));
  }

 private:
  std::vector<Finding>& out_;
  std::string book_;
  int32_t version_;
};

inline std::string at_index(std::string_view list, size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

// What a condition may test at its place (F1), and what the version knows.
struct ConditionScope {
  Level level = Level::kTicket;
  std::set<std::string, std::less<>> number_attributes;
  std::set<std::string, std::less<>> text_attributes;
  bool has_calendar = false;
  bool payer_known = true;  // false in entitlement, which finds the payer
};

void check_condition(Findings& findings, const std::string& field, const Condition& condition,
                     const ConditionScope& scope);

// Upper bounds of steps must rise, and the last step has none.
template <typename Step, typename Bound>
void check_step_order(Findings& findings, const std::vector<Step>& steps, Bound bound,
                      const std::string& field) {
  int64_t last = -1;
  for (size_t i = 0; i < steps.size(); ++i) {
    const auto& up_to = steps[i].*bound;
    const bool final_step = i + 1 == steps.size();
    if (up_to.has_value() == final_step || (up_to && *up_to <= last)) {
      findings.error("steps_out_of_order", field + "." + at_index("steps", i),
                     "Upper bounds must rise, and the last step has none.");
      return;
    }
    if (up_to) last = *up_to;
  }
}

// Money and steps of a charge, wherever it stands: no negative price unless it is a deduction.
void check_charge_amounts(Findings& findings, const Charge& charge, const std::string& field,
                          bool deduction);

// Plans by count and over measures (P9, P13), and the measures that they read.
void check_plans(Findings& findings, const BookFile& file);

// Codes, amounts, order of steps, limits: all that needs no search.
void check_structure(Findings& findings, const Book& book, const BookVersion& version,
                     const BookFile& file);

// Tiers that never match, tiers of equal priority that overlap, items without a price.
void check_tiers(Findings& findings, const PreparedVersion& prepared, const CheckOptions& options);

}  // namespace fenming
