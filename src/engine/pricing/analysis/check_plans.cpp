// Checks of plans before publishing (T4): codes, order of steps, what a guarantee is compared with.
#include <algorithm>

#include "engine/pricing/analysis/findings.h"

namespace fenming {
namespace {

using Codes = std::set<std::string, std::less<>>;

class PlanCheck {
 public:
  PlanCheck(Findings& findings, const BookFile& file) : findings_(findings), file_(file) {}

  void run() {
    gather_categories();
    check_measures();
    std::set<std::pair<std::string_view, int32_t>> versions;
    for (size_t i = 0; i < file_.plans.size(); ++i) {
      const Plan& plan = file_.plans[i];
      const std::string field = at_index("plans", i);
      if (!versions.insert({plan.plan, plan.version}).second) {
        findings_.error("duplicate_code", field, "The plan has this version twice.");
      }
      check_step_order(findings_, plan.steps, &PlanStep::up_to, field);
      if (plan.ladder) check_ladder(*plan.ladder, field + ".ladder");
      if (plan.guarantee) check_guarantee(plan, field + ".guarantee");
    }
  }

 private:
  // What a settlement or a plan can post, over all books: plans read the sums of an account.
  void gather_categories() {
    categories_ = {"labour", "travel", "on_site", "parts", "handling"};
    for (const Book& book : file_.books) {
      for (const BookVersion& version : book.versions) {
        for (const Category& category : version.categories)
          categories_.insert(category.category);
        for (const Item& item : version.items)
          categories_.insert(item.category);
        for (const Surcharge& surcharge : version.surcharges)
          categories_.insert(surcharge.category);
      }
    }
    plan_categories_ = categories_;
    for (const Plan& plan : file_.plans) {
      if (plan.ladder) plan_categories_.insert(plan.ladder->category);
      if (plan.guarantee) plan_categories_.insert(plan.guarantee->category);
    }
  }

  void need(const Codes& codes, const std::string& code, const std::string& field) {
    if (!codes.contains(code)) {
      findings_.error("unknown_code", field, "There is no \"" + code + "\" in this file.");
    }
  }

  void check_measures() {
    for (size_t i = 0; i < file_.measures.size(); ++i) {
      const Measure& measure = file_.measures[i];
      if (!measures_.insert(measure.measure).second) {
        findings_.error("duplicate_code", at_index("measures", i), "The measure stands twice.");
      }
      for (const std::string& category : measure.amount_of)
        need(categories_, category, at_index("measures", i) + ".amount_of");
    }
  }

  void check_ladder(const Ladder& ladder, const std::string& field) {
    check_charge_amounts(findings_, ladder.charge, field + ".charge", false);
    if (!ladder.charge.included_item.empty()) {
      findings_.error("wrong_model", field + ".charge",
                      "An included quantity per item stands in item prices.");
    }
    const bool percentage = ladder.charge.model == ChargeModel::kPercentage;
    if (percentage != ladder.measure.empty()) {
      findings_.error("wrong_model", field + ".measure",
                      "A ladder prices a measure, or is a percentage of categories.");
    }
    if (!ladder.measure.empty()) need(measures_, ladder.measure, field + ".measure");
    for (const std::string& category : ladder.charge.of)
      need(categories_, category, field + ".charge.of");
    for (size_t i = 0; i < ladder.coefficients.size(); ++i) {
      const std::string at = field + "." + at_index("coefficients", i);
      need(measures_, ladder.coefficients[i].measure, at + ".measure");
      check_step_order(findings_, ladder.coefficients[i].steps, &CoefficientStep::up_to, at);
    }
  }

  void check_guarantee(const Plan& plan, const std::string& field) {
    const Guarantee& guarantee = *plan.guarantee;
    if (plan.takes) {
      findings_.error("wrong_direction", field, "Guaranteed pay adds to an account.");
    }
    if (!guarantee.measure.empty()) need(measures_, guarantee.measure, field + ".measure");
    for (const std::string& category : guarantee.compared)
      need(plan_categories_, category, field + ".compared");
  }

  Findings& findings_;
  const BookFile& file_;
  Codes measures_, categories_, plan_categories_;
};

}  // namespace

void check_plans(Findings& findings, const BookFile& file) {
  PlanCheck(findings, file).run();
}

}  // namespace fenming
