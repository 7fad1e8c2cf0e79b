// Checks of T4 that need no search: codes that lead nowhere, amounts and steps that contradict.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "engine/pricing/analysis/findings.h"

namespace fenming {
namespace {

using Codes = std::unordered_set<std::string_view>;  // of the version, which outlives the check

class StructureCheck {
 public:
  StructureCheck(Findings& findings, const Book& book, const BookVersion& version,
                 const BookFile& file)
      : findings_(findings), book_(book), v_(version), file_(file) {}

  void run() {
    gather();
    check_heads();
    check_items();
    check_tiers();
    check_surcharges();
    check_others();
  }

 private:
  template <typename Entry>
  Codes gather_codes(std::string_view list, const std::vector<Entry>& entries,
                     std::string Entry::*code) {
    Codes codes;
    for (size_t i = 0; i < entries.size(); ++i) {
      if (!codes.insert(entries[i].*code).second) {
        findings_.error("duplicate_code", at_index(list, i), "The code stands twice.");
      }
    }
    return codes;
  }

  void gather() {
    items_ = gather_codes("items", v_.items, &Item::item);
    parts_ = gather_codes("parts", v_.parts, &Part::part);
    tiers_ = gather_codes("tiers", v_.tiers, &Tier::tier);
    surcharges_ = gather_codes("surcharges", v_.surcharges, &Surcharge::surcharge);
    limits_ = gather_codes("limits", v_.limits, &Limit::limit);
    bundles_ = gather_codes("bundles", v_.bundles, &Bundle::bundle);
    groups_ = gather_codes("groups", v_.groups, &SurchargeGroup::group);
    gather_codes("categories", v_.categories, &Category::category);
    categories_ = {"labour", "travel", "on_site", "parts", "handling"};
    for (const Category& category : v_.categories)
      categories_.insert(category.category);
    for (const Item& item : v_.items)
      categories_.insert(item.category);
    for (const Surcharge& surcharge : v_.surcharges) {
      categories_.insert(surcharge.category);
      if (!surcharge.group.empty()) groups_.insert(surcharge.group);
    }
    scope_.has_calendar = !v_.calendar.empty();
    for (const Item& item : v_.items) {
      for (const ItemAttribute& attribute : item.attributes) {
        (attribute.number ? scope_.number_attributes : scope_.text_attributes)
            .insert(attribute.attribute);
      }
    }
  }

  void need(const Codes& codes, const std::string& code, const std::string& field) {
    if (!codes.contains(code)) {
      findings_.error("unknown_code", field, "There is no \"" + code + "\" in this version.");
    }
  }

  void need_all(const Codes& codes, const std::vector<std::string>& wanted,
                const std::string& field) {
    for (const std::string& code : wanted)
      need(codes, code, field);
  }

  void check_heads() {
    const bool has_calendar =
        v_.calendar.empty() ||
        std::any_of(file_.calendars.begin(), file_.calendars.end(),
                    [&](const Calendar& c) { return c.calendar == v_.calendar; });
    if (!has_calendar) {
      findings_.error("unknown_code", "calendar", "The file has no calendar of this code.");
    }
    for (size_t i = 0; i < v_.optional_facts.size(); ++i) {
      const std::string& fact = v_.optional_facts[i];
      const std::optional<FactRef> ref = parse_fact(fact);
      const bool priced = ref && ref->fact != Fact::kField;
      if (!priced && !parse_time_name(fact)) {
        findings_.error("unknown_fact", at_index("optional_facts", i), "There is no such fact.");
      }
    }
    const bool has_default =
        std::any_of(v_.tiers.begin(), v_.tiers.end(), [](const Tier& tier) { return !tier.when; });
    if (!has_default) {
      findings_.error("no_default_tier", "tiers",
                      "A book ends in a tier without condition; add one.");
    }
    if (book_.relation == Relation::kCustomerCompany && !v_.split.steps.empty()) {
      findings_.error("wrong_relation", "split", "Only company → technician is split.");
    }
  }

  void check_charge(const Charge& charge, const std::string& field, bool deduction, bool of_item) {
    check_charge_amounts(findings_, charge, field, deduction);
    if (charge.model == ChargeModel::kPercentage) {
      if (of_item) {
        findings_.error("wrong_model", field, "A percentage prices surcharges, not items.");
      }
      need_all(categories_, charge.of, field + ".of");
    }
    if (!charge.included_item.empty()) {
      if (!of_item) {
        findings_.error("wrong_model", field,
                        "An included quantity per item stands in item prices.");
      }
      need(items_, charge.included_item, field + ".included_per.item");
    }
  }

  void check_items() {
    for (size_t i = 0; i < v_.items.size(); ++i) {
      const Item& item = v_.items[i];
      if (item.price) {
        check_charge(*item.price, at_index("items", i) + ".price", item.deduction, true);
      }
      deductions_[item.item] = item.deduction;
    }
    Codes mapped;
    for (size_t i = 0; i < v_.item_codes.size(); ++i) {
      need(items_, v_.item_codes[i].item, at_index("item_codes", i) + ".item");
      if (!mapped.insert(v_.item_codes[i].code).second) {
        findings_.error("duplicate_code", at_index("item_codes", i), "The code is mapped twice.");
      }
    }
  }

  // Length of the chain of tiers, or nothing where it is a cycle or leads nowhere.
  std::optional<size_t> depth_of(const Tier& tier) {
    std::set<std::string_view> seen = {tier.tier};
    const Tier* at = &tier;
    while (!at->extends.empty()) {
      const auto parent = std::find_if(v_.tiers.begin(), v_.tiers.end(),
                                       [&](const Tier& t) { return t.tier == at->extends; });
      if (parent == v_.tiers.end() || !seen.insert(parent->tier).second) return std::nullopt;
      at = &*parent;
    }
    return seen.size() - 1;
  }

  void check_tiers() {
    for (size_t i = 0; i < v_.tiers.size(); ++i) {
      const Tier& tier = v_.tiers[i];
      const std::string field = at_index("tiers", i);
      ConditionScope scope = scope_;
      scope.level = Level::kTicket;
      if (tier.when) check_condition(findings_, field + ".when", *tier.when, scope);
      if (!tier.extends.empty()) need(tiers_, tier.extends, field + ".extends");
      const std::optional<size_t> depth = depth_of(tier);
      if (!depth && tiers_.contains(tier.extends)) {
        findings_.error("tier_cycle", field + ".extends", "Tiers extend each other in a circle.");
      }
      if (depth && *depth > kMaxTierDepth) {
        findings_.error("tier_depth", field + ".extends", "At most four levels may be extended.");
      }
      check_tier_values(tier, field);
    }
    check_tier_limits();
  }

  void check_tier_values(const Tier& tier, const std::string& field) {
    for (size_t i = 0; i < tier.prices.size(); ++i) {
      const std::string at = field + "." + at_index("prices", i);
      need(items_, tier.prices[i].item, at + ".item");
      check_charge(tier.prices[i].price, at + ".price", deductions_[tier.prices[i].item], true);
    }
    for (size_t i = 0; i < tier.surcharges.size(); ++i) {
      const TierCharge& charge = tier.surcharges[i];
      const std::string at = field + "." + at_index("surcharges", i);
      need(surcharges_, charge.surcharge, at + ".surcharge");
      const bool deduction = std::any_of(
          v_.surcharges.begin(), v_.surcharges.end(),
          [&](const Surcharge& s) { return s.surcharge == charge.surcharge && s.deduction; });
      check_charge(charge.charge, at + ".charge", deduction, false);
    }
    for (const TierAmount& a : tier.part_prices)
      need(parts_, a.code, field + ".part_prices");
    for (const TierAmount& a : tier.limits)
      need(limits_, a.code, field + ".limits");
    for (const TierAmount& a : tier.bundles)
      need(bundles_, a.code, field + ".bundles");
    if (tier.travel) {
      check_step_order(findings_, tier.travel->steps, &TravelStep::up_to_m, field + ".travel");
    }
    const std::optional<QuoteTerms>& quote = tier.quote;
    if (quote && quote->floor_fen && quote->ceiling_fen &&
        *quote->floor_fen > *quote->ceiling_fen) {
      findings_.error("min_above_max", field + ".quote", "The floor is above the ceiling.");
    }
  }

  void check_tier_limits() {
    if (v_.limits.empty()) return;
    const PreparedVersion prepared(book_, v_, nullptr);
    for (size_t i = 0; i < v_.tiers.size(); ++i) {
      const std::optional<size_t> depth = depth_of(v_.tiers[i]);
      if (depth && *depth <= kMaxTierDepth)
        check_limits_of(prepared.tiers()[i], at_index("tiers", i));
    }
  }

  void check_limits_of(const TierView& view, const std::string& field) {
    using Base = std::set<std::string_view>;
    std::map<Base, std::pair<int64_t, int64_t>> bounds;  // largest minimum, smallest maximum
    for (size_t i = 0; i < v_.limits.size(); ++i) {
      if (!view.limits[i]) continue;
      const Base base(v_.limits[i].base.begin(), v_.limits[i].base.end());
      auto& [low, high] = bounds.try_emplace(base, 0, INT64_MAX).first->second;
      const int64_t amount = *view.limits[i].value;
      if (v_.limits[i].is_max) {
        high = std::min(high, amount);
      } else {
        low = std::max(low, amount);
      }
    }
    for (const auto& [base, range] : bounds) {
      if (range.first > range.second) {
        findings_.error("min_above_max", field + ".limits",
                        "A minimum is above the maximum on the same base.");
      }
    }
  }

  void check_surcharges() {
    std::map<std::string_view, Occasion> by_group;
    std::map<std::string_view, Occasion> by_category;
    for (size_t i = 0; i < v_.surcharges.size(); ++i) {
      const Surcharge& s = v_.surcharges[i];
      const std::string field = at_index("surcharges", i);
      ConditionScope scope = scope_;
      scope.level = s.occasion == Occasion::kTicket  ? Level::kTicket
                    : s.occasion == Occasion::kVisit ? Level::kVisit
                                                     : Level::kLine;
      if (s.when) check_condition(findings_, field + ".when", *s.when, scope);
      if (s.charge) check_charge(*s.charge, field + ".charge", s.deduction, false);
      need_all(items_, s.items, field + ".items");
      if (!s.replaces.empty()) need(groups_, s.replaces, field + ".replaces");
      for (const std::string_view group :
           {std::string_view(s.group), std::string_view(s.replaces)}) {
        if (!group.empty()) one_occasion(by_group, group, s.occasion, field);
      }
      const bool stacks =
          std::any_of(v_.categories.begin(), v_.categories.end(),
                      [&](const Category& c) { return c.category == s.category && c.stacking; });
      if (!stacks) one_occasion(by_category, s.category, s.occasion, field);
    }
  }

  void one_occasion(std::map<std::string_view, Occasion>& known, std::string_view code,
                    Occasion occasion, const std::string& field) {
    if (known.try_emplace(code, occasion).first->second != occasion) {
      findings_.error("mixed_occasions", field,
                      "Surcharges of one group or category must share one occasion; declare the "
                      "category stacking or use another.");
    }
  }

  void check_others() {
    for (size_t i = 0; i < v_.limits.size(); ++i) {
      need_all(categories_, v_.limits[i].base, at_index("limits", i) + ".base");
    }
    for (size_t i = 0; i < v_.bundles.size(); ++i) {
      Codes members;
      for (const BundleMember& member : v_.bundles[i].members) {
        need(items_, member.item, at_index("bundles", i) + ".members");
        if (!members.insert(member.item).second) {
          findings_.error("duplicate_code", at_index("bundles", i) + ".members",
                          "A bundle names an item twice; raise its units instead.");
        }
      }
    }
    for (size_t i = 0; i < v_.split.steps.size(); ++i) {
      const SplitStep& step = v_.split.steps[i];
      const std::string field = at_index("split.steps", i);
      need_all(categories_, step.categories, field + ".categories");
      if (step.fixed) need(categories_, step.category, field + ".category");
      if (step.min_bp && step.max_bp && *step.min_bp > *step.max_bp) {
        findings_.error("min_above_max", field, "The lower bound is above the upper one.");
      }
    }
  }

  Findings& findings_;
  const Book& book_;
  const BookVersion& v_;
  const BookFile& file_;
  Codes items_, parts_, tiers_, surcharges_, limits_, bundles_, groups_, categories_;
  std::unordered_map<std::string_view, bool> deductions_;
  ConditionScope scope_;
};

}  // namespace

void check_charge_amounts(Findings& findings, const Charge& charge, const std::string& field,
                          bool deduction) {
  const bool negative = charge.fen < 0 || charge.unit_fen < 0 || charge.bp < 0 ||
                        std::any_of(charge.steps.begin(), charge.steps.end(),
                                    [](const ChargeStep& step) { return step.fen < 0; });
  if (negative && !deduction) {
    findings.error("negative_price", field,
                   "The price is negative; declare it a deduction or correct it.");
  }
  check_step_order(findings, charge.steps, &ChargeStep::up_to, field);
}

void check_structure(Findings& findings, const Book& book, const BookVersion& version,
                     const BookFile& file) {
  StructureCheck(findings, book, version, file).run();
}

}  // namespace fenming
