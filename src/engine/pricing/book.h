// Price books as data (settlement.md T1 to T6, P0 to P14): what a manager edits, what a version
// pins, what docs/schema/book-file.schema.json describes. Nothing here computes. Codes are text;
// PreparedVersion (prepared.h) resolves them once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/calendar.h"
#include "engine/condition.h"
#include "engine/division.h"
#include "engine/facts.h"
#include "engine/pricing/charge.h"
#include "engine/zones.h"

namespace fenming {

struct Category {
  std::string category;
  std::string name;
  std::optional<Role> rest_role;  // absent with rest_supplier: the one who supplied the part
  bool rest_supplier = false;
  bool stacking = false;
};

struct ItemAttribute {
  std::string attribute;
  std::string name;
  bool number = false;
};

struct Item {
  std::string item;
  std::string name;
  std::string service_type;
  std::string unit;
  Stepping stepping;
  std::string category = "labour";
  bool deduction = false;
  std::optional<Charge> price;
  std::vector<ItemAttribute> attributes;
};

struct ItemCode {
  std::string code;
  std::string item;
};

struct DatedCost {
  int32_t from = 0;
  int64_t cost_fen = 0;
};

struct Part {
  std::string part;
  std::string name;
  std::string unit;
  Stepping stepping;
  std::vector<DatedCost> costs;
  std::optional<int64_t> ceiling_fen;
};

struct TravelStep {
  std::optional<int64_t> up_to_m;
  int64_t per_unit_fen = 0;
};

struct Travel {
  int64_t start_fee_fen = 0;
  int64_t included_m = 0;
  std::vector<TravelStep> steps;
  int64_t unit_m = 1000;
  bool started_unit = false;
  bool both_ways = false;
  bool each_ticket = false;
};

struct OnSite {
  int64_t included_min = 0;
  int64_t block_min = 1;
  int64_t per_block_fen = 0;
  bool operator==(const OnSite&) const = default;
};

enum class QuoteCovers : uint8_t { kLabour, kTicket };

struct QuoteTerms {
  QuoteCovers covers = QuoteCovers::kLabour;
  std::optional<int64_t> floor_fen;
  std::optional<int64_t> ceiling_fen;
};

struct TierItemPrice {
  std::string item;
  Charge price;
};
struct TierAmount {
  std::string code;  // of a part, a limit or a bundle
  int64_t fen = 0;
};
struct TierCharge {
  std::string surcharge;
  Charge charge;
};

struct Tier {
  std::string tier;
  std::string name;
  int32_t priority = 0;
  std::optional<Condition> when;
  std::optional<QuoteTerms> quote;  // present: the tier is of kind quote
  std::string extends;
  std::optional<int32_t> factor_bp;
  std::vector<TierItemPrice> prices;
  std::optional<Travel> travel;
  std::optional<OnSite> on_site;
  std::optional<int32_t> markup_bp;
  std::vector<TierAmount> part_prices;
  std::optional<int64_t> handling_fen;
  std::vector<TierCharge> surcharges;
  std::vector<TierAmount> limits;
  std::vector<TierAmount> bundles;
};

enum class Occasion : uint8_t { kTicket, kVisit, kLine, kUnit };

struct Surcharge {
  std::string surcharge;
  std::string name;
  std::string category;
  std::optional<Condition> when;
  Occasion occasion = Occasion::kTicket;
  std::vector<std::string> items;
  std::optional<Charge> charge;
  std::optional<int64_t> cap_fen;
  std::string group;
  std::string replaces;
  bool deduction = false;
};

struct SurchargeGroup {
  std::string group;
  std::string name;
  bool highest = true;
};

struct Limit {
  std::string limit;
  std::string name;
  bool is_max = false;
  std::vector<std::string> base;  // empty: everything
  std::optional<int64_t> amount_fen;
};

struct BundleMember {
  std::string item;
  int64_t units = 1;
};

struct Bundle {
  std::string bundle;
  std::string name;
  std::vector<BundleMember> members;
  int64_t price_fen = 0;
};

enum class RoundingMode : uint8_t { kHalfUp, kDown, kUp };

struct Rounding {
  int64_t unit_fen = 1;
  RoundingMode mode = RoundingMode::kHalfUp;
};

struct SplitStep {
  Role role = Role::kLead;
  bool fixed = false;
  int64_t fixed_fen = 0;
  std::string category;  // fixed
  int32_t bp = 0;
  bool of_left = false;
  std::vector<std::string> categories;  // empty: all
  std::optional<int32_t> min_bp;
  std::optional<int32_t> max_bp;
};

struct Agreement {
  std::string agreement;
  std::string person;
  Role role = Role::kMaster;
  std::string payee;
  std::optional<int32_t> from;  // local dates, [from, to)
  std::optional<int32_t> to;
  int32_t bp = 0;
};

struct Split {
  std::vector<SplitStep> steps;
  std::vector<Agreement> agreements;
};

enum class VersionStatus : uint8_t { kDraft, kScheduled, kInForce, kRetired };
enum class PartPriceDay : uint8_t { kUse, kIssue, kRequest };

struct BookVersion {
  int32_t version = 1;
  VersionStatus status = VersionStatus::kDraft;
  int32_t from = 0;
  TimeName pin_event = TimeName::kTaken;
  int32_t utc_offset_min = 480;
  std::string calendar;
  std::vector<std::string> optional_facts;
  std::vector<CityClassTable> city_classes;
  std::vector<Category> categories;
  std::vector<Item> items;
  std::vector<ItemCode> item_codes;
  std::vector<Part> parts;
  PartPriceDay part_price_day = PartPriceDay::kUse;
  std::vector<Tier> tiers;
  std::vector<Surcharge> surcharges;
  std::vector<SurchargeGroup> groups;
  std::vector<Limit> limits;
  std::vector<Bundle> bundles;
  std::optional<Rounding> rounding;
  Split split;
};

struct Book {
  std::string book;
  std::string name;
  Relation relation = Relation::kCompanyTechnician;
  std::vector<BookVersion> versions;
};

struct LineRule {
  std::string rule;
  std::string name;
  std::optional<Condition> when;
  std::vector<std::string> categories;  // of fee rules; empty: all
  Payer payer = Payer::kCustomer;
};

struct Entitlement {
  std::vector<LineRule> lines;
  std::vector<LineRule> fees;
  Payer otherwise = Payer::kCustomer;
};

struct RouteBook {
  Relation relation = Relation::kCompanyTechnician;
  std::string book;
};

struct Route {
  std::string route;
  std::string name;
  std::optional<Condition> when;
  std::vector<RouteBook> books;
};

// A measure of a cycle (P9), defined once and read by plans: stated with the account, or the sum of
// its amounts of some categories in yuan. Values are thousandths.
struct Measure {
  std::string measure;
  std::string name;
  std::string unit;
  std::vector<std::string> amount_of;  // empty: stated
};

// By count (P9): the k-th ticket of an account in a cycle has the rate of rank k.
struct PlanStep {
  std::optional<int64_t> up_to;
  int32_t bp = 0;
};

struct CoefficientStep {
  std::optional<int64_t> up_to;  // inclusive, of the measure's value
  int32_t bp = 10000;
};
struct Coefficient {
  std::string measure;
  std::vector<CoefficientStep> steps;
};

// What a plan's line is, in the order in which closing posts them (P9).
enum class PlanKind : uint8_t { kRebate, kLadder, kBonus, kPenalty, kGuarantee };

// A charge model (P10) over a measure, or a percentage of categories, times coefficients.
struct Ladder {
  PlanKind kind = PlanKind::kLadder;
  std::string category;
  std::string measure;  // empty for a percentage
  Charge charge;
  std::vector<Coefficient> coefficients;
};
inline constexpr size_t kMaxCoefficients = 4;  // keeps every product that counts within 128 bits

// Guaranteed pay (P13): what the compared categories lack of it is topped up.
struct Guarantee {
  std::string category;
  int64_t amount_fen = 0;
  bool per_day = false;  // the amount is per unit of the measure, else per cycle
  std::string measure;   // per cycle: prorated by measure / full; empty: not prorated
  int64_t full = 0;      // thousandths; a whole cycle's value of the measure
  std::vector<std::string> compared;
};

// Either by count, with steps, or over the measures of a cycle, with a ladder, a guarantee or both.
struct Plan {
  std::string plan;
  std::string name;
  int32_t version = 1;
  int32_t from = 0;
  Relation relation = Relation::kCompanyTechnician;
  bool takes = false;
  int32_t utc_offset_min = 480;
  std::vector<std::string> payees;  // empty: all
  std::vector<PlanStep> steps;
  std::optional<Ladder> ladder;
  std::optional<Guarantee> guarantee;

  bool by_count() const { return !steps.empty(); }
};

struct BookFile {
  std::vector<Calendar> calendars;
  std::vector<ZoneTable> zones;
  Entitlement entitlement;
  std::vector<Route> routing;
  std::vector<Measure> measures;
  std::vector<Book> books;
  std::vector<Plan> plans;
};

}  // namespace fenming
