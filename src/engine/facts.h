// The facts that prices read (settlement.md F1): their names, levels and kinds. One table serves
// conditions, checks, forms and the column history.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fenming {

enum class Fact : uint8_t {
  // Ticket level.
  kDivision,
  kZone,
  kRing,
  kCustomerClass,
  kCustomerAccount,
  kProject,
  kBrand,
  kChannel,
  kServiceLevel,
  kUrgency,
  kPartner,
  kPartnerMode,
  kLegalEntity,
  kTemplate,
  kServiceType,
  kCityClass,
  // Visit level.
  kDistance,
  kDistanceKind,
  kOutcome,
  kFault,
  kTripPlace,
  kOnSiteMinutes,
  kLeadGrade,
  // Line level.
  kItem,
  kPart,
  kQuantity,
  kProduct,
  kModel,
  kWarranty,
  kPayer,
  kSupplier,
  kAttribute,
  // Of any level: its template declares which. Only a template's edges may read it.
  kField,
};
inline constexpr size_t kFactCount = static_cast<size_t>(Fact::kField) + 1;
// Text facts that a ticket itself stores, in schema order: kDivision to kServiceType.
inline constexpr size_t kTicketTextFacts = static_cast<size_t>(Fact::kServiceType) + 1;

enum class Level : uint8_t { kTicket, kVisit, kLine };
enum class FactKind : uint8_t { kText, kNumber, kDivision, kAttribute };

struct FactInfo {
  std::string_view name;
  Level level;
  FactKind kind;
};

const FactInfo& fact_info(Fact fact);

// A fact, one attribute of an item line ("attr.height_m"), or a custom field of the template
// ("field.floor").
struct FactRef {
  Fact fact = Fact::kDivision;
  std::string attribute;  // the code of the attribute or field, for kAttribute and kField only

  bool operator==(const FactRef&) const = default;
};

std::optional<FactRef> parse_fact(std::string_view name);
std::string fact_name(const FactRef& fact);

enum class TimeName : uint8_t {
  kCreated,
  kTaken,
  kFirstTrigger,
  kCompleted,
  kAccepted,  // the ticket's
  kAppointment,
  kArrived,
  kDeparted,  // the visit's
};
inline constexpr size_t kTimeCount = 8;
inline constexpr size_t kTicketTimes = 5;

std::string_view time_name(TimeName time);
std::optional<TimeName> parse_time_name(std::string_view name);

enum class Relation : uint8_t { kCustomerCompany, kCompanyTechnician };
inline constexpr size_t kRelationCount = 2;

std::string_view relation_name(Relation relation);
std::optional<Relation> parse_relation(std::string_view name);

enum class Payer : uint8_t { kCustomer, kManufacturer, kCompany, kProject, kGoodwill };
std::string_view payer_name(Payer payer);
std::optional<Payer> parse_payer(std::string_view name);

enum class Supplier : uint8_t {
  kOwnStock,
  kTechnician,
  kPartner,
  kOnTheSpot,
  kManufacturer,
  kCustomer
};
std::string_view supplier_name(Supplier supplier);
std::optional<Supplier> parse_supplier(std::string_view name);

enum class Role : uint8_t { kPartner, kPlatform, kMaster, kLead, kAssistant };
inline constexpr size_t kRoleCount = 5;
std::string_view role_name(Role role);
std::optional<Role> parse_role(std::string_view name);

}  // namespace fenming
