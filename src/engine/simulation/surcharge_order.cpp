#include "engine/simulation/surcharge_order.h"

#include <algorithm>

namespace fenming {
namespace {

bool reads_only_lines(const std::optional<Condition>& when) {
  bool only = true;
  if (when) {
    for_each_leaf(*when, [&](const Condition& leaf) {
      only = only && !leaf.tests_time() && fact_info(leaf.fact.fact).level == Level::kLine;
    });
  }
  return only;
}

}  // namespace

bool is_line_occasion(const Surcharge& surcharge) {
  return surcharge.occasion == Occasion::kLine || surcharge.occasion == Occasion::kUnit;
}

std::vector<const Charge*> charges_over_tiers(const BookVersion& version,
                                              const Surcharge& surcharge) {
  std::vector<const Charge*> charges;
  if (surcharge.charge) charges.push_back(&*surcharge.charge);
  for (const Tier& tier : version.tiers) {
    for (const TierCharge& charge : tier.surcharges) {
      if (charge.surcharge == surcharge.surcharge) charges.push_back(&charge.charge);
    }
  }
  return charges;
}

bool names_category(const std::vector<std::string>& categories, std::string_view category) {
  return std::find(categories.begin(), categories.end(), category) != categories.end();
}

bool order_is_plain(const PreparedVersion& prepared, const Entitlement& entitlement) {
  const BookVersion& v = prepared.version();
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    const Surcharge& surcharge = v.surcharges[i];
    if (is_line_occasion(surcharge)) {
      if (!reads_only_lines(surcharge.when)) return false;
      continue;
    }
    for (const Charge* charge : charges_over_tiers(v, surcharge)) {
      if (charge->model != ChargeModel::kPercentage) continue;
      for (size_t k = 0; k < v.surcharges.size(); ++k) {
        const Surcharge& other = v.surcharges[k];
        if (!names_category(charge->of, other.category)) continue;
        const bool later_line = k > i && is_line_occasion(other);
        const bool unseen =
            surcharge.occasion == Occasion::kVisit && other.occasion == Occasion::kTicket;
        if (later_line || unseen) return false;
      }
    }
  }
  const bool charges_customer = prepared.book().relation == Relation::kCustomerCompany;
  for (const LineRule& rule : entitlement.lines) {
    if (charges_customer && !reads_only_lines(rule.when)) return false;
  }
  return true;
}

}  // namespace fenming
