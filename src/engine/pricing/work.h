// The state of one settlement while its components are added, internal to pricing. Every function
// that adds lines returns false once an error is set; the first error is the outcome.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/civil_time.h"
#include "engine/pricing/prepared.h"
#include "engine/pricing/settlement.h"
#include "engine/ticket.h"

namespace fenming {

// A ticket line as this relation sees it.
struct PricedLine {
  size_t visit_index = 0;
  size_t line_index = 0;
  const Visit* visit = nullptr;
  const TicketLine* line = nullptr;
  bool priced = false;    // false: another party's business, never looked up
  bool goodwill = false;  // priced alone, unseen by bundles, surcharges, limits and rounding
  Payer payer = Payer::kCompany;
  int32_t item = -1;
  int32_t part = -1;
  int64_t billable = 0;
};

struct Work {
  const PreparedVersion& prepared;
  const TierView& tier;
  const Ticket& ticket;
  std::string_view city_class;
  std::optional<int64_t> pin;  // instant of the pin event
  std::vector<PricedLine> priced = {};
  std::vector<bool> open_visits = {};      // visits that have travel, time on site, surcharges
  std::vector<std::string> own_fees = {};  // categories whose payer is this relation's (P0)
  bool all_fees = true;                    // pay relations settle every category
  std::vector<SettlementLine> lines = {};
  std::optional<Error> error = std::nullopt;

  const BookVersion& version() const { return prepared.version(); }
  Relation relation() const { return prepared.book().relation; }
  // Whether the company pays in this relation; in the other one it is paid.
  bool pays() const { return relation() == Relation::kCompanyTechnician; }
  // Who pays the lines that the relation prices, but for goodwill.
  Payer own_payer() const { return pays() ? Payer::kCompany : Payer::kCustomer; }
  bool owns_fee(std::string_view category) const;
  std::optional<int32_t> pin_date() const { return date_of(pin); }
  // The local date of an instant where the book is in force.
  std::optional<int32_t> date_of(std::optional<int64_t> instant) const {
    return local_date(instant, version().utc_offset_min);
  }
  FactView facts(const Visit* visit, const PricedLine* line) const;

  bool fail(std::string code, std::string field, std::string message);
  // Completes a line: M3's limit is tested here, never on the way.
  bool add(SettlementLine line, Int128 amount_fen);
  // Sum of the lines so far that are not goodwill, per category in the book's order.
  struct CategorySum {
    std::string category;
    int64_t fen = 0;
  };
  std::vector<CategorySum> sums_of(const std::vector<std::string>& base) const;
  // Adds one line per category for a correction of `difference_fen` (P7a); zero lines are left out.
  bool add_divided(const SettlementLine& pattern, Int128 difference_fen,
                   const std::vector<CategorySum>& base);
  void sort_categories(std::vector<CategorySum>& sums) const;
};

std::string line_path(const PricedLine& line, std::string_view member);

bool resolve_lines(Work& work, const Entitlement& entitlement, const LocalTime& file_local);
// The payer of one line (P0), stored in it.
bool resolve_payer(Work& work, const Entitlement& entitlement, const LocalTime& file_local,
                   PricedLine& line);
bool resolve_items(Work& work);
bool add_labour(Work& work);
bool add_travel(Work& work);
bool add_on_site(Work& work);
bool add_parts(Work& work);
// Surcharges of every occasion, or only of those that concern one line.
enum class Occasions : uint8_t { kAll, kLinesOnly };
bool add_surcharges(Work& work, Occasions occasions = Occasions::kAll);
bool add_limits(Work& work);
bool add_rounding(Work& work);
bool add_quote(Work& work, const QuoteTerms& terms);

// Units that bundles took from each priced line (P14), found before labour is priced.
struct BundleUse {
  size_t priced_line = 0;
  size_t bundle = 0;
  int64_t units = 0;
};
std::vector<BundleUse> take_bundles(const Work& work);
bool add_bundle_lines(Work& work, const std::vector<BundleUse>& uses,
                      const std::vector<int64_t>& single_fen);

}  // namespace fenming
