// Settles tickets: routing, version, tier, components, split (settlement.md T1 to T5, P0 to P14).
// Pure: the same book file and ticket give the same outcomes for ever. Settler prepares every
// version once; it points into the book file, which must outlive it and stay unchanged.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/pricing/book.h"
#include "engine/pricing/prepared.h"
#include "engine/pricing/settlement.h"
#include "engine/ticket.h"
#include "engine/zones.h"

namespace fenming {

class Settler {
 public:
  // `version`: price every ticket under this version of each book, whatever its date.
  explicit Settler(const BookFile& file, std::optional<int32_t> version = std::nullopt);

  // One outcome per relation that routing yields, in routing's order; one without relation where
  // routing is undecided or finds no route.
  std::vector<Outcome> settle(const Ticket& ticket) const;

  // The version that prices a ticket in a book (T1), or why there is none.
  Result<const PreparedVersion*> version_for(const Book& book, const Ticket& ticket) const;

  // The route that a ticket takes, or why there is none.
  Result<const Route*> route_for(const Ticket& ticket) const;

  const BookFile& file() const { return *file_; }
  // What finds a ticket's zone before it is settled (F5).
  const ZoneFinder& zones() const { return zones_; }
  const Book* find_book(std::string_view code) const;

 private:
  struct PreparedBook {
    const Book* book;
    std::vector<std::unique_ptr<PreparedVersion>> versions;
  };

  const BookFile* file_;
  ZoneFinder zones_;
  std::optional<int32_t> pinned_version_;
  std::vector<PreparedBook> books_;
};

// Calendar of a book file by code; null if there is none.
const Calendar* find_calendar(const BookFile& file, std::string_view code);

// Local time of routing and entitlement (docs/settlement.md, 1).
LocalTime file_local_time(const BookFile& file);

// The class of the ticket's place under the version's table of the pin event's day (F2).
struct ResolvedCityClass {
  std::string class_code;  // empty: not known
  std::string edition;
};
ResolvedCityClass resolved_city_class(const BookVersion& version, const Ticket& ticket);

// Settles a ticket under one version. The entitlement decides who pays what (P0).
Result<Settlement> settle_under(const PreparedVersion& prepared, const Entitlement& entitlement,
                                const LocalTime& file_local, const Ticket& ticket);

}  // namespace fenming
