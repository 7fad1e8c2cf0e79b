#include "engine/facts.h"

#include <span>

namespace fenming {
namespace {

constexpr std::array<FactInfo, kFactCount> kFacts = {{
    {"division", Level::kTicket, FactKind::kDivision},
    {"zone", Level::kTicket, FactKind::kText},
    {"ring", Level::kTicket, FactKind::kText},
    {"customer_class", Level::kTicket, FactKind::kText},
    {"customer_account", Level::kTicket, FactKind::kText},
    {"project", Level::kTicket, FactKind::kText},
    {"brand", Level::kTicket, FactKind::kText},
    {"channel", Level::kTicket, FactKind::kText},
    {"service_level", Level::kTicket, FactKind::kText},
    {"urgency", Level::kTicket, FactKind::kText},
    {"partner", Level::kTicket, FactKind::kText},
    {"partner_mode", Level::kTicket, FactKind::kText},
    {"legal_entity", Level::kTicket, FactKind::kText},
    {"template", Level::kTicket, FactKind::kText},
    {"service_type", Level::kTicket, FactKind::kText},
    {"city_class", Level::kTicket, FactKind::kText},
    {"distance_m", Level::kVisit, FactKind::kNumber},
    {"distance_kind", Level::kVisit, FactKind::kText},
    {"outcome", Level::kVisit, FactKind::kText},
    {"fault", Level::kVisit, FactKind::kText},
    {"trip_place", Level::kVisit, FactKind::kNumber},
    {"on_site_min", Level::kVisit, FactKind::kNumber},
    {"lead_grade", Level::kVisit, FactKind::kText},
    {"item", Level::kLine, FactKind::kText},
    {"part", Level::kLine, FactKind::kText},
    {"quantity", Level::kLine, FactKind::kNumber},
    {"product", Level::kLine, FactKind::kText},
    {"model", Level::kLine, FactKind::kText},
    {"warranty", Level::kLine, FactKind::kText},
    {"payer", Level::kLine, FactKind::kText},
    {"supplier", Level::kLine, FactKind::kText},
    {"attr", Level::kLine, FactKind::kAttribute},
    {"field", Level::kLine, FactKind::kAttribute},
}};

constexpr std::string_view kAttributePrefix = "attr.";
constexpr std::string_view kFieldPrefix = "field.";

constexpr std::array<std::string_view, kTimeCount> kTimeNames = {
    "created",  "taken",       "first_trigger", "completed",
    "accepted", "appointment", "arrived",       "departed"};
constexpr std::array<std::string_view, kRelationCount> kRelationNames = {"customer_company",
                                                                         "company_technician"};
constexpr std::array<std::string_view, 5> kPayerNames = {"customer", "manufacturer", "company",
                                                         "project", "goodwill"};
constexpr std::array<std::string_view, 6> kSupplierNames = {
    "own_stock", "technician", "partner", "on_the_spot", "manufacturer", "customer"};
constexpr std::array<std::string_view, kRoleCount> kRoleNames = {"partner", "platform", "master",
                                                                 "lead", "assistant"};

template <typename Enum>
std::optional<Enum> find_name(std::span<const std::string_view> names, std::string_view name) {
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

const FactInfo& fact_info(Fact fact) {
  return kFacts[static_cast<size_t>(fact)];
}

std::optional<FactRef> parse_fact(std::string_view name) {
  if (name.starts_with(kAttributePrefix) && name.size() > kAttributePrefix.size()) {
    return FactRef{Fact::kAttribute, std::string(name.substr(kAttributePrefix.size()))};
  }
  if (name.starts_with(kFieldPrefix) && name.size() > kFieldPrefix.size()) {
    return FactRef{Fact::kField, std::string(name.substr(kFieldPrefix.size()))};
  }
  for (size_t i = 0; i < static_cast<size_t>(Fact::kAttribute); ++i) {
    if (kFacts[i].name == name) return FactRef{static_cast<Fact>(i), {}};
  }
  return std::nullopt;
}

std::string fact_name(const FactRef& fact) {
  if (fact.fact == Fact::kAttribute) return std::string(kAttributePrefix) + fact.attribute;
  if (fact.fact == Fact::kField) return std::string(kFieldPrefix) + fact.attribute;
  return std::string(fact_info(fact.fact).name);
}

std::string_view time_name(TimeName time) {
  return kTimeNames[static_cast<size_t>(time)];
}
std::optional<TimeName> parse_time_name(std::string_view name) {
  return find_name<TimeName>(kTimeNames, name);
}
std::string_view relation_name(Relation relation) {
  return kRelationNames[static_cast<size_t>(relation)];
}
std::optional<Relation> parse_relation(std::string_view name) {
  return find_name<Relation>(kRelationNames, name);
}
std::string_view payer_name(Payer payer) {
  return kPayerNames[static_cast<size_t>(payer)];
}
std::optional<Payer> parse_payer(std::string_view name) {
  return find_name<Payer>(kPayerNames, name);
}
std::string_view supplier_name(Supplier supplier) {
  return kSupplierNames[static_cast<size_t>(supplier)];
}
std::optional<Supplier> parse_supplier(std::string_view name) {
  return find_name<Supplier>(kSupplierNames, name);
}
std::string_view role_name(Role role) {
  return kRoleNames[static_cast<size_t>(role)];
}
std::optional<Role> parse_role(std::string_view name) {
  return find_name<Role>(kRoleNames, name);
}

}  // namespace fenming
