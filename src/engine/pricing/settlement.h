// The result of settling one ticket in one relation: lines that add up (settlement.md X1), or the
// reason why there is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/facts.h"

namespace fenming {

inline constexpr int32_t kRulesVersion = 1;  // enters every digest (X3)
inline constexpr int64_t kMaxLineFen = 1'000'000'000'000;
inline constexpr int64_t kMaxTotalFen = 9'000'000'000'000'000;

enum class Component : uint8_t {
  kLabour,
  kBundle,
  kTravel,
  kOnSite,
  kParts,
  kHandling,
  kSurcharge,
  kLimit,
  kRounding,
  kQuote,
};
std::string_view component_name(Component component);

struct Share {
  Role role = Role::kLead;
  std::string payee;
  int64_t amount_fen = 0;
};

struct SettlementLine {
  Component component = Component::kLabour;
  std::string category;
  int32_t visit = 0;   // 0: of the whole ticket
  int32_t source = 0;  // the ticket line's number; 0: none
  std::string item;
  std::string part;
  std::optional<int64_t> quantity;  // billable, thousandths
  std::optional<int64_t> unit_price_fen;
  std::optional<int64_t> base_fen;
  std::optional<int32_t> rate_bp;
  int64_t amount_fen = 0;
  Payer payer = Payer::kCompany;
  std::optional<Supplier> supplier;
  std::optional<int64_t> cost_fen;
  std::string tier;  // that states the value; empty: the book
  std::string rule;
  std::string carrier;
  std::vector<Share> shares;
};

// A tier that was passed over because an optional fact was unknown (F3).
struct PassedTier {
  std::string tier;
  std::string fact;
};

struct Settlement {
  std::string book;
  int32_t version = 0;
  int32_t utc_offset_min = 480;
  std::string tier;
  std::string city_class;
  std::string city_class_edition;
  std::optional<int32_t> zone_edition;  // the first day of the table that has the ticket's zone
  int64_t total_fen = 0;
  std::vector<SettlementLine> lines;
  std::vector<PassedTier> passed_over;
};

// One relation's outcome. Without relation: routing itself failed.
struct Outcome {
  std::optional<Relation> relation;
  std::optional<Settlement> settlement;
  Error error;  // where there is no settlement
};

}  // namespace fenming
