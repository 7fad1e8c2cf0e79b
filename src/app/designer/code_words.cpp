// Words for the codes that templates hold: roles and teams, fee categories, foreign events and
// region rules. A company's own codes stand as they are.
#include <array>
#include <span>

#include "app/designer/words.h"
#include "app/prices/categories.h"
#include "app/pricing/named.h"

namespace fenming::app::designer {
namespace {

constexpr auto kStaff = std::to_array<Named>({
    {"service_desk", Key::staff_service_desk},
    {"desk_lead", Key::staff_desk_lead},
    {"dispatcher", Key::staff_dispatcher},
    {"technician", Key::staff_technician},
    {"courier", Key::staff_courier},
    {"driver", Key::staff_driver},
    {"surveyor", Key::staff_surveyor},
    {"inspector", Key::staff_inspector},
    {"service_manager", Key::staff_service_manager},
    {"station_lead", Key::staff_station_lead},
    {"store_manager", Key::staff_store_manager},
    {"regional_manager", Key::staff_regional_manager},
    {"settlement_clerk", Key::staff_settlement_clerk},
    {"planner", Key::staff_planner},
    {"planner_lead", Key::staff_planner_lead},
    {"warehouse", Key::staff_warehouse},
    {"warehouse_lead", Key::staff_warehouse_lead},
    {"parts_clerk", Key::staff_parts_clerk},
    {"parts_manager", Key::staff_parts_manager},
    {"after_sales_lead", Key::staff_after_sales_lead},
    {"dispute_officer", Key::staff_dispute_officer},
    {"key_account_manager", Key::staff_key_account_manager},
    {"sales_consultant", Key::staff_sales_consultant},
    {"sales_lead", Key::staff_sales_lead},
    {"sales_manager", Key::staff_sales_manager},
    {"finance_clerk", Key::staff_finance_clerk},
    {"finance_manager", Key::staff_finance_manager},
    {"quality_lead", Key::staff_quality_lead},
    {"data_clerk", Key::staff_data_clerk},
    {"legal_counsel", Key::staff_legal_counsel},
    {"general_manager", Key::staff_general_manager},
    {"callback", Key::staff_callback},
    {"maintenance", Key::staff_maintenance},
    {"quality", Key::staff_quality},
    {"resident", Key::staff_resident},
});
constexpr auto kFees = std::to_array<Named>({
    {"labour", Key::category_labour},
    {"travel", Key::category_travel},
    {"on_site", Key::category_on_site},
    {"parts", Key::category_parts},
    {"handling", Key::category_handling},
    {"visit_fee", Key::category_visit_fee},
    {"empty_trip", Key::category_empty_trip},
    {"urgent", Key::category_urgent},
    {"off_hours", Key::category_off_hours},
    {"season", Key::category_season},
    {"carriage", Key::category_carriage},
    {"storage", Key::category_storage},
});
constexpr auto kEvents = std::to_array<Named>({
    {"parts_received", Key::event_parts_received},
    {"claim_approved", Key::event_claim_approved},
    {"parcel_arrived", Key::event_parcel_arrived},
    {"restocked", Key::event_restocked},
    {"refund_paid", Key::event_refund_paid},
    {"compensation_paid", Key::event_compensation_paid},
    {"moved_in", Key::event_moved_in},
});
constexpr auto kRegionRules = std::to_array<Named>({
    {"station", Key::region_rule_station},
    {"store", Key::region_rule_store},
});

std::vector<std::string> codes_of(std::span<const Named> list) {
  std::vector<std::string> codes;
  for (const Named& one : list)
    codes.emplace_back(one.code);
  return codes;
}

}  // namespace

std::string staff_text(std::string_view code, const Locale& locale) {
  return std::string(name_in(kStaff, code, locale, code));
}
std::vector<std::string> known_staff() {
  return codes_of(kStaff);
}
std::string fee_text(std::string_view category, const Locale& locale, const BookFile* file) {
  for (const Book& book : file != nullptr ? std::span(file->books) : std::span<const Book>()) {
    for (const BookVersion& version : book.versions) {
      std::string text = prices::category_text(version, category, locale);
      if (text != category) return text;
    }
  }
  return std::string(name_in(kFees, category, locale, category));
}
std::vector<std::string> known_fees() {
  return codes_of(kFees);
}
std::string event_text(std::string_view code, const Locale& locale) {
  return std::string(name_in(kEvents, code, locale, code));
}
std::vector<std::string> known_events() {
  return codes_of(kEvents);
}
std::string region_rule_text(std::string_view code, const Locale& locale) {
  return std::string(name_in(kRegionRules, code, locale, code));
}

}  // namespace fenming::app::designer
