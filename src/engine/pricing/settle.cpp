#include "engine/pricing/settle.h"

#include "base/checked.h"
#include "base/civil_time.h"
#include "engine/dated.h"
#include "engine/pricing/split.h"
#include "engine/pricing/tier_match.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

std::string join(std::string_view a, std::string_view b) {
  return std::string(a) + std::string(b);
}

bool add_components(Work& work) {
  const std::optional<QuoteTerms>& quote = work.tier.tier->quote;
  if (quote && quote->covers == QuoteCovers::kTicket) return add_quote(work, *quote);
  if (!resolve_items(work)) return false;
  const bool labour = quote ? add_quote(work, *quote) : add_labour(work);
  return labour && add_travel(work) && add_on_site(work) && add_parts(work) &&
         add_surcharges(work) && add_limits(work);
}

bool check_total(Work& work, int64_t& total_fen) {
  Int128 total = 0;
  for (const SettlementLine& line : work.lines)
    total += line.amount_fen;
  if (!within(total, kMaxTotalFen)) {
    return work.fail("money_overflow", "total",
                     "The ticket's total is beyond 90,000,000,000,000.00 yuan; correct quantities "
                     "or prices.");
  }
  total_fen = static_cast<int64_t>(total);
  return true;
}

}  // namespace

const Calendar* find_calendar(const BookFile& file, std::string_view code) {
  for (const Calendar& calendar : file.calendars) {
    if (!code.empty() && calendar.calendar == code) return &calendar;
  }
  return nullptr;
}

LocalTime file_local_time(const BookFile& file) {
  return {kChinaMinutes, file.calendars.empty() ? nullptr : &file.calendars.front()};
}

ResolvedCityClass resolved_city_class(const BookVersion& version, const Ticket& ticket) {
  const auto pin_date = local_date(ticket.time(version.pin_event), version.utc_offset_min);
  const CityClassTable* table = table_on(version.city_classes, pin_date);
  if (table == nullptr) return {};
  const std::string_view found = city_class_of(*table, ticket.fact(Fact::kDivision));
  if (found.empty()) return {};
  return {std::string(found), table->edition};
}

Result<Settlement> settle_under(const PreparedVersion& prepared, const Entitlement& entitlement,
                                const LocalTime& file_local, const Ticket& ticket) {
  const BookVersion& version = prepared.version();
  Settlement settlement;
  settlement.book = prepared.book().book;
  settlement.version = version.version;
  settlement.utc_offset_min = version.utc_offset_min;
  const std::optional<int64_t> pin = ticket.time(version.pin_event);
  ResolvedCityClass resolved = resolved_city_class(version, ticket);
  settlement.city_class = std::move(resolved.class_code);
  settlement.city_class_edition = std::move(resolved.edition);
  FactView facts;
  facts.ticket = &ticket;
  facts.city_class = settlement.city_class;
  facts.local = prepared.local();
  const Result<TierMatch> match = match_tier(prepared, facts);
  if (!match) return match.error();
  settlement.passed_over = match->passed_over;
  const TierView& tier = prepared.tiers()[match->tier];
  settlement.tier = tier.tier->tier;

  Work work{prepared, tier, ticket, settlement.city_class, pin};
  const bool done = resolve_lines(work, entitlement, file_local) && add_components(work) &&
                    add_rounding(work) && check_total(work, settlement.total_fen);
  if (!done) return *work.error;
  if (work.pays()) {
    if (std::optional<Error> error = split_lines(prepared, ticket, work.lines)) return *error;
  }
  settlement.lines = std::move(work.lines);
  return settlement;
}

Settler::Settler(const BookFile& file, std::optional<int32_t> version)
    : file_(&file), zones_(file.zones), pinned_version_(version) {
  for (const Book& book : file.books) {
    PreparedBook prepared{&book, {}};
    for (const BookVersion& one : book.versions) {
      prepared.versions.push_back(
          std::make_unique<PreparedVersion>(book, one, find_calendar(file, one.calendar)));
    }
    books_.push_back(std::move(prepared));
  }
}

const Book* Settler::find_book(std::string_view code) const {
  for (const PreparedBook& book : books_) {
    if (book.book->book == code) return book.book;
  }
  return nullptr;
}

Result<const Route*> Settler::route_for(const Ticket& ticket) const {
  FactView facts;
  facts.ticket = &ticket;
  facts.local = file_local_time(*file_);
  for (const Route& route : file_->routing) {
    const Tri result = route.when ? evaluate(*route.when, facts) : Tri::kTrue;
    if (result == Tri::kTrue) return &route;
    if (result == Tri::kFalse) continue;
    const auto leaves = unknown_leaves(*route.when, facts);
    return Error{"undecided", join("route:", route.route) + "/" + leaf_fact(*leaves.front()),
                 "The route cannot be decided because a fact is missing; enter it."};
  }
  return Error{"no_route", "routing", "No route fits this ticket; add one or correct its facts."};
}

Result<const PreparedVersion*> Settler::version_for(const Book& book, const Ticket& ticket) const {
  const Error none{"no_price_book", join("book:", book.book),
                   "No version of the book is in force for this ticket; publish one."};
  for (const PreparedBook& prepared : books_) {
    if (prepared.book != &book) continue;
    if (!pinned_version_ && prepared.versions.size() == 1) return prepared.versions[0].get();
    const PreparedVersion* best = nullptr;
    for (const auto& candidate : prepared.versions) {
      const BookVersion& version = candidate->version();
      if (pinned_version_) {
        if (version.version == *pinned_version_) return candidate.get();
        continue;
      }
      const auto date = local_date(ticket.time(version.pin_event), version.utc_offset_min);
      if (version.status == VersionStatus::kDraft || !date || version.from > *date) continue;
      const bool later =
          best == nullptr || version.from > best->version().from ||
          (version.from == best->version().from && version.version > best->version().version);
      if (later) best = candidate.get();
    }
    if (best == nullptr) return none;
    return best;
  }
  return none;
}

std::vector<Outcome> Settler::settle(const Ticket& ticket) const {
  std::vector<Outcome> outcomes;
  const Result<const Route*> route = route_for(ticket);
  if (!route) {
    outcomes.push_back({std::nullopt, std::nullopt, route.error()});
    return outcomes;
  }
  const std::optional<int32_t> zone_edition = zones_.edition_of(ticket);
  for (const RouteBook& entry : (*route)->books) {
    Outcome outcome;
    outcome.relation = entry.relation;
    const Book* book = find_book(entry.book);
    if (book == nullptr) {
      outcome.error = {"no_price_book", join("book:", entry.book),
                       "The route names a book that does not exist; correct the route."};
      outcomes.push_back(std::move(outcome));
      continue;
    }
    const Result<const PreparedVersion*> version = version_for(*book, ticket);
    if (!version) {
      outcome.error = version.error();
    } else {
      Result<Settlement> settled =
          settle_under(**version, file_->entitlement, file_local_time(*file_), ticket);
      if (settled) {
        outcome.settlement = std::move(*settled);
        outcome.settlement->zone_edition = zone_edition;
      } else {
        outcome.error = settled.error();
      }
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace fenming
