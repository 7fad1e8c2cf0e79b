// Names of what conditions compare: facts, times, tests, and the values that the trade uses. Codes
// that are not listed stand for themselves.
#include <array>
#include <span>

#include "app/pricing/condition_sentence.h"
#include "app/pricing/named.h"

namespace fenming::app {
namespace {

// Provinces and the cities that price books name most; others are shown by their code.
constexpr std::array kDivisions = {
    Named{"11", Key::division_n11},     Named{"12", Key::division_n12},
    Named{"13", Key::division_n13},     Named{"14", Key::division_n14},
    Named{"15", Key::division_n15},     Named{"21", Key::division_n21},
    Named{"22", Key::division_n22},     Named{"23", Key::division_n23},
    Named{"31", Key::division_n31},     Named{"32", Key::division_n32},
    Named{"33", Key::division_n33},     Named{"34", Key::division_n34},
    Named{"35", Key::division_n35},     Named{"36", Key::division_n36},
    Named{"37", Key::division_n37},     Named{"41", Key::division_n41},
    Named{"42", Key::division_n42},     Named{"43", Key::division_n43},
    Named{"44", Key::division_n44},     Named{"45", Key::division_n45},
    Named{"46", Key::division_n46},     Named{"50", Key::division_n50},
    Named{"51", Key::division_n51},     Named{"52", Key::division_n52},
    Named{"53", Key::division_n53},     Named{"54", Key::division_n54},
    Named{"61", Key::division_n61},     Named{"62", Key::division_n62},
    Named{"63", Key::division_n63},     Named{"64", Key::division_n64},
    Named{"65", Key::division_n65},     Named{"71", Key::division_n71},
    Named{"81", Key::division_n81},     Named{"82", Key::division_n82},
    Named{"2101", Key::division_n2101}, Named{"2102", Key::division_n2102},
    Named{"2201", Key::division_n2201}, Named{"2301", Key::division_n2301},
    Named{"1301", Key::division_n1301}, Named{"1401", Key::division_n1401},
    Named{"3201", Key::division_n3201}, Named{"3202", Key::division_n3202},
    Named{"3205", Key::division_n3205}, Named{"3301", Key::division_n3301},
    Named{"3302", Key::division_n3302}, Named{"3401", Key::division_n3401},
    Named{"3501", Key::division_n3501}, Named{"3502", Key::division_n3502},
    Named{"3601", Key::division_n3601}, Named{"3701", Key::division_n3701},
    Named{"3702", Key::division_n3702}, Named{"4101", Key::division_n4101},
    Named{"4201", Key::division_n4201}, Named{"4301", Key::division_n4301},
    Named{"4401", Key::division_n4401}, Named{"4403", Key::division_n4403},
    Named{"4406", Key::division_n4406}, Named{"4419", Key::division_n4419},
    Named{"4501", Key::division_n4501}, Named{"5101", Key::division_n5101},
    Named{"5201", Key::division_n5201}, Named{"5301", Key::division_n5301},
    Named{"6101", Key::division_n6101}, Named{"6201", Key::division_n6201},
};

constexpr std::array kValues = {
    Named{"vip", Key::value_vip},         Named{"key", Key::value_key},
    Named{"normal", Key::value_normal},   Named{"urgent", Key::value_urgent},
    Named{"install", Key::value_install}, Named{"repair", Key::value_repair},
    Named{"clean", Key::value_clean},     Named{"maintain", Key::value_maintain},
    Named{"own", Key::value_own},         Named{"franchise", Key::value_franchise},
    Named{"tier1", Key::value_tier1},     Named{"new_tier1", Key::value_new_tier1},
    Named{"member", Key::value_member},   Named{"app", Key::value_app},
    Named{"phone", Key::value_phone},     Named{"other", Key::value_other}};

constexpr std::array kPayers = {
    Named{"customer", Key::payer_customer}, Named{"manufacturer", Key::payer_manufacturer},
    Named{"company", Key::payer_company}, Named{"project", Key::payer_project},
    Named{"goodwill", Key::payer_goodwill}};
constexpr std::array kSuppliers = {Named{"own_stock", Key::supplier_own_stock},
                                   Named{"technician", Key::supplier_technician},
                                   Named{"partner", Key::supplier_partner},
                                   Named{"on_the_spot", Key::supplier_on_the_spot},
                                   Named{"manufacturer", Key::supplier_manufacturer},
                                   Named{"customer", Key::supplier_customer}};
constexpr std::array kWarranties = {Named{"in", Key::value_in_warranty},
                                    Named{"out", Key::value_out_of_warranty}};

constexpr std::array kFestivals = {Named{"new_year", Key::festival_new_year},
                                   Named{"spring_festival", Key::festival_spring_festival},
                                   Named{"qingming", Key::festival_qingming},
                                   Named{"labour_day", Key::festival_labour_day},
                                   Named{"dragon_boat", Key::festival_dragon_boat},
                                   Named{"mid_autumn", Key::festival_mid_autumn},
                                   Named{"national_day", Key::festival_national_day}};

constexpr std::array kFacts = {Named{"division", Key::fact_division},
                               Named{"zone", Key::fact_zone},
                               Named{"ring", Key::fact_ring},
                               Named{"customer_class", Key::fact_customer_class},
                               Named{"customer_account", Key::fact_customer_account},
                               Named{"project", Key::fact_project},
                               Named{"brand", Key::fact_brand},
                               Named{"channel", Key::fact_channel},
                               Named{"service_level", Key::fact_service_level},
                               Named{"urgency", Key::fact_urgency},
                               Named{"partner", Key::fact_partner},
                               Named{"partner_mode", Key::fact_partner_mode},
                               Named{"legal_entity", Key::fact_legal_entity},
                               Named{"template", Key::fact_template},
                               Named{"service_type", Key::fact_service_type},
                               Named{"city_class", Key::fact_city_class},
                               Named{"distance_m", Key::fact_distance_m},
                               Named{"distance_kind", Key::fact_distance_kind},
                               Named{"outcome", Key::fact_outcome},
                               Named{"fault", Key::fact_fault},
                               Named{"trip_place", Key::fact_trip_place},
                               Named{"on_site_min", Key::fact_on_site_min},
                               Named{"lead_grade", Key::fact_lead_grade},
                               Named{"item", Key::fact_item},
                               Named{"part", Key::fact_part},
                               Named{"quantity", Key::fact_quantity},
                               Named{"product", Key::fact_product},
                               Named{"model", Key::fact_model},
                               Named{"warranty", Key::fact_warranty},
                               Named{"payer", Key::fact_payer},
                               Named{"supplier", Key::fact_supplier},
                               Named{"attr", Key::fact_attr}};

}  // namespace

std::string code_of_name(ConditionOp op, std::string_view name) {
  const std::span<const Named> list =
      op == ConditionOp::kDivisionWithin ? std::span<const Named>(kDivisions)
      : op == ConditionOp::kFestival     ? std::span<const Named>(kFestivals)
                                         : std::span<const Named>(kValues);
  std::string_view code = code_in(list, name);
  // People add "city" or "province" to a Chinese name; the tables do not.
  constexpr std::string_view kCity = "\xE5\xB8\x82";
  constexpr std::string_view kProvince = "\xE7\x9C\x81";
  for (const std::string_view suffix : {kCity, kProvince}) {
    if (code.empty() && op == ConditionOp::kDivisionWithin && name.ends_with(suffix))
      code = code_in(list, name.substr(0, name.size() - suffix.size()));
  }
  return std::string(code.empty() ? name : code);
}

std::string_view fact_label(const FactRef& fact, const Locale& locale) {
  const std::string_view name = fact_info(fact.fact).name;
  return name_in(kFacts, name, locale, name);
}

std::string_view time_label(TimeName time, const Locale& locale) {
  constexpr std::array kTimes = {Key::time_created,   Key::time_taken,    Key::time_first_trigger,
                                 Key::time_completed, Key::time_accepted, Key::time_appointment,
                                 Key::time_arrived,   Key::time_departed};
  return locale.text(kTimes[static_cast<size_t>(time)]);
}

std::string_view op_label(ConditionOp op, const Locale& locale) {
  constexpr std::array kOps = {Key::op_all,      Key::op_any,      Key::op_not,
                               Key::op_in,       Key::op_between,  Key::op_missing,
                               Key::op_division, Key::op_dates,    Key::op_month_days,
                               Key::op_day_kind, Key::op_festival, Key::op_window};
  return locale.text(kOps[static_cast<size_t>(op)]);
}

std::string_view day_kind_label(DayKind kind, const Locale& locale) {
  constexpr std::array kKinds = {Key::day_workday, Key::day_make_up, Key::day_weekend,
                                 Key::day_adjusted, Key::day_statutory};
  return locale.text(kKinds[static_cast<size_t>(kind)]);
}

std::vector<std::string_view> known_festivals() {
  std::vector<std::string_view> codes;
  for (const Named& festival : kFestivals)
    codes.push_back(festival.code);
  return codes;
}

std::string_view festival_label(std::string_view code, const Locale& locale) {
  return name_in(kFestivals, code, locale, code);
}

std::string_view division_label(std::string_view code, const Locale& locale) {
  return name_in(kDivisions, significant_division(code), locale, {});
}

std::string value_label(const FactRef& fact, std::string_view code, const Locale& locale,
                        const BookVersion* version) {
  if (fact.fact == Fact::kDivision) {
    const std::string_view name = division_label(code, locale);
    if (!name.empty()) return locale.format(Key::sentence_place, {name, code});
    const std::string_view province = division_label(code.substr(0, 2), locale);
    if (province.empty()) return std::string(code);
    return locale.format(Key::sentence_place, {province, code});
  }
  if (fact.fact == Fact::kCityClass && version != nullptr) {
    for (const CityClassTable& table : version->city_classes) {
      for (const CityClass& entry : table.classes) {
        if (entry.class_code == code && !entry.name.empty()) return entry.name;
      }
    }
  }
  if (fact.fact == Fact::kItem && version != nullptr) {
    for (const Item& item : version->items) {
      if (item.item == code && !item.name.empty()) return item.name;
    }
  }
  if (fact.fact == Fact::kPart && version != nullptr) {
    for (const Part& part : version->parts) {
      if (part.part == code && !part.name.empty()) return part.name;
    }
  }
  const std::span<const Named> list =
      fact.fact == Fact::kPayer      ? std::span<const Named>(kPayers)
      : fact.fact == Fact::kSupplier ? std::span<const Named>(kSuppliers)
      : fact.fact == Fact::kWarranty ? std::span<const Named>(kWarranties)
                                     : std::span<const Named>(kValues);
  return std::string(name_in(list, code, locale, code));
}

}  // namespace fenming::app
