// Sentences of the prices screen: refusals, findings, statuses.
#include <algorithm>
#include <array>

#include "app/prices/view.h"
#include "app/pricing/named.h"
#include "base/text.h"

namespace fenming::app::prices {
namespace {

constexpr std::array kErrors = {Named{"empty", Key::error_empty},
                                Named{"too_precise", Key::error_too_precise},
                                Named{"out_of_range", Key::error_out_of_range},
                                Named{"bad_separator", Key::error_bad_separator},
                                Named{"negative", Key::error_negative},
                                Named{"name_empty", Key::error_name_empty},
                                Named{"name_long", Key::error_name_long},
                                Named{"bad_code", Key::error_bad_code},
                                Named{"duplicate_code", Key::error_duplicate_code},
                                Named{"bad_division", Key::error_bad_division},
                                Named{"outside_parent", Key::error_outside_parent},
                                Named{"tier_depth", Key::error_tier_depth},
                                Named{"bad_date", Key::error_bad_date},
                                Named{"bad_clock", Key::error_bad_clock},
                                Named{"bad_month_day", Key::error_bad_month_day},
                                Named{"bound_needed", Key::error_bound_needed},
                                Named{"value_needed", Key::error_value_needed},
                                Named{"not_positive", Key::error_not_positive},
                                Named{"step_order", Key::error_step_order},
                                Named{"above_whole", Key::error_above_whole},
                                Named{"outside_bounds", Key::error_outside_bounds},
                                Named{"adjustment_sign", Key::error_adjustment_sign},
                                Named{"unknown_item", Key::error_unknown_item}};

constexpr std::array kFindings = {Named{"no_route", Key::finding_no_route},
                                  Named{"no_default_tier", Key::finding_no_default_tier},
                                  Named{"item_without_price", Key::finding_item_without_price},
                                  Named{"tiers_overlap", Key::finding_tiers_overlap},
                                  Named{"tier_never_matches", Key::finding_tier_never_matches},
                                  Named{"unknown_code", Key::finding_unknown_code},
                                  Named{"duplicate_code", Key::finding_duplicate_code},
                                  Named{"empty_range", Key::finding_empty_range},
                                  Named{"min_above_max", Key::finding_min_above_max},
                                  Named{"negative_price", Key::finding_negative_price},
                                  Named{"no_calendar", Key::finding_no_calendar},
                                  Named{"place_in_two_zones", Key::finding_place_in_two_zones},
                                  Named{"bad_division", Key::finding_bad_division},
                                  Named{"steps_out_of_order", Key::finding_steps_out_of_order},
                                  Named{"tier_cycle", Key::finding_tier_cycle},
                                  Named{"tier_depth", Key::finding_tier_depth},
                                  Named{"unknown_fact", Key::finding_unknown_fact},
                                  Named{"wrong_level", Key::finding_wrong_level},
                                  Named{"wrong_test", Key::finding_wrong_test},
                                  Named{"wrong_model", Key::finding_wrong_model},
                                  Named{"wrong_relation", Key::finding_wrong_relation},
                                  Named{"mixed_occasions", Key::finding_mixed_occasions}};

// "tiers[2].when" names a list and an index.
int index_in(std::string_view field) {
  const size_t open = field.find('[');
  const size_t close = field.find(']');
  if (open == std::string_view::npos || close == std::string_view::npos) return -1;
  const auto number = parse_decimal(field.substr(open + 1, close - open - 1), 0);
  return number ? static_cast<int>(*number) : -1;
}

std::string place_name(const Finding& finding, const BookVersion& version, const Locale& locale) {
  const FindingPlace place = place_of(finding);
  const auto index = static_cast<size_t>(place.row);
  if (finding.version == 0 || place.row < 0)
    return std::string(
        locale.text(finding.version == 0 ? Key::prices_place_routing : Key::prices_place_book));
  if (place.section == Section::kTiers && index < version.tiers.size())
    return version.tiers[index].name.empty() ? version.tiers[index].tier
                                             : version.tiers[index].name;
  if (place.section == Section::kItems && index < version.items.size())
    return version.items[index].name;
  if (place.section == Section::kParts && index < version.parts.size())
    return version.parts[index].name;
  if (place.section == Section::kSurcharges && index < version.surcharges.size())
    return version.surcharges[index].name;
  if (place.section == Section::kLimits && index < version.limits.size())
    return version.limits[index].name;
  if (place.section == Section::kSplit && index < version.split.steps.size())
    return locale.format(
        Key::prices_place_split,
        {std::to_string(index + 1), role_text(version.split.steps[index].role, locale)});
  return finding.field;
}

}  // namespace

std::string_view error_text(std::string_view code, const Locale& locale) {
  return locale.text(find_key(kErrors, code).value_or(Key::error_not_a_number));
}

std::string finding_text(const Finding& finding, const BookVersion& version, const Locale& locale) {
  const auto key = find_key(kFindings, finding.code);
  if (!key) return finding.message;
  return locale.format(*key, {place_name(finding, version, locale)});
}

FindingPlace place_of(const Finding& finding) {
  struct Prefix {
    std::string_view text;
    Section section;
  };
  constexpr std::array kPrefixes = {
      Prefix{"tiers", Section::kTiers},     Prefix{"items", Section::kItems},
      Prefix{"parts", Section::kParts},     Prefix{"surcharges", Section::kSurcharges},
      Prefix{"limits", Section::kLimits},   Prefix{"city_classes", Section::kCityClasses},
      Prefix{"bundles", Section::kBundles}, Prefix{"split", Section::kSplit}};
  for (const Prefix& prefix : kPrefixes) {
    if (finding.version != 0 && finding.field.starts_with(prefix.text))
      return {prefix.section, index_in(finding.field)};
  }
  return {};
}

std::string_view status_text(VersionStatus status, const Locale& locale) {
  constexpr std::array kTexts = {Key::status_draft, Key::status_scheduled, Key::status_in_force,
                                 Key::status_retired};
  return locale.text(kTexts[static_cast<size_t>(status)]);
}

std::string_view role_text(Role role, const Locale& locale) {
  constexpr std::array kRoles = {Key::role_partner, Key::role_platform, Key::role_master,
                                 Key::role_lead, Key::role_assistant};
  return locale.text(kRoles[static_cast<size_t>(role)]);
}

std::string_view occasion_text(Occasion occasion, const Locale& locale) {
  constexpr std::array kOccasions = {Key::occasion_ticket, Key::occasion_visit, Key::occasion_line,
                                     Key::occasion_unit};
  return locale.text(kOccasions[static_cast<size_t>(occasion)]);
}

std::string_view relation_text(Relation relation, const Locale& locale) {
  return locale.text(relation == Relation::kCustomerCompany ? Key::relation_customer
                                                            : Key::relation_technician);
}

}  // namespace fenming::app::prices
