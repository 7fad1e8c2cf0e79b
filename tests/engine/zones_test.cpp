// Zones (settlement.md F5): what a place belongs to, what is stated, tables in force, past tickets.
#include "engine/zones.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/civil_time.h"
#include "engine/pricing/analysis/check.h"
#include "engine/simulation/located.h"

using namespace fenming;

namespace {

Zone zone(std::string code, std::string ring, std::vector<std::string> places,
          std::vector<std::string> aliases = {}) {
  return {std::move(code), "", std::move(ring), "", "", std::move(places), std::move(aliases)};
}

// An industrial park within 苏州, the rest of the city, and 上海 as a whole.
ZoneTable suzhou() {
  return {*parse_date("2026-01-01"),
          {zone("park", "主城", {"320571"}, {"SIP", "0512-P"}), zone("city", "近郊", {"320500"}),
           zone("sh", "", {"31"})}};
}

std::string zone_of(std::string_view place) {
  const ZoneTable table = suzhou();
  const Zone* found = ZoneIndex(table).of_place(place);
  return found == nullptr ? "" : found->zone;
}

Ticket ticket(std::string_view division, std::string_view created, std::string_view stated = "") {
  Ticket one;
  one.ticket = "T" + std::string(division);
  one.fact(Fact::kDivision) = division;
  one.fact(Fact::kZone) = stated;
  one.times[static_cast<size_t>(TimeName::kCreated)] =
      int64_t{*parse_date(created)} * 86400 - int64_t{8} * 3600;
  one.visits.push_back({});
  return one;
}

}  // namespace

TEST_CASE("a place belongs to the zone that lists it, or the nearest place above it") {
  CHECK(zone_of("320571") == "park");
  CHECK(zone_of("320571001") == "park");
  CHECK(zone_of("320583") == "city");
  CHECK(zone_of("310115") == "sh");
  CHECK(zone_of("310000") == "sh");
  CHECK(zone_of("440106") == "");
  CHECK(zone_of("") == "");
  // Known only to the city, it may lie in the park; known only to the province, anywhere.
  CHECK(zone_of("320500") == "");
  CHECK(zone_of("32") == "");
}

TEST_CASE("what is stated counts, by the zone's own code") {
  const std::vector<ZoneTable> tables = {suzhou()};
  const auto located = [&](Ticket one) {
    ZoneFinder(tables).locate(one);
    return one.fact(Fact::kZone) + "/" + one.fact(Fact::kRing);
  };
  CHECK(located(ticket("320571", "2026-03-01")) == "park/主城");
  CHECK(located(ticket("320583", "2026-03-01", "SIP")) == "park/主城");
  CHECK(located(ticket("320583", "2026-03-01", "elsewhere")) == "elsewhere/");
  CHECK(located(ticket("310115", "2026-03-01")) == "sh/");
  Ticket far = ticket("320571", "2026-03-01");
  far.fact(Fact::kRing) = "远郊";
  CHECK(located(far) == "park/远郊");
}

TEST_CASE("the table in force on the day of creation counts") {
  ZoneTable later{*parse_date("2026-07-01"), {zone("new", "", {"3205"})}};
  const std::vector<ZoneTable> tables = {suzhou(), later};
  const auto located = [&](std::string_view created) {
    Ticket one = ticket("320571", created);
    ZoneFinder(tables).locate(one);
    return one.fact(Fact::kZone);
  };
  CHECK(located("2025-12-31") == "");
  CHECK(located("2026-01-01") == "park");
  CHECK(located("2026-06-30") == "park");
  CHECK(located("2026-07-01") == "new");
}

TEST_CASE("a digest can name the table that has the ticket's zone") {
  const std::vector<ZoneTable> tables = {
      suzhou(), {*parse_date("2026-07-01"), {zone("new", "", {"3205"}, {"park"})}}};
  const ZoneFinder finder(tables);
  const auto edition = [&](std::string_view created, std::string_view stated = "") {
    Ticket one = ticket("320571", created, stated);
    finder.locate(one);
    const auto from = finder.edition_of(one);
    return from ? format_date(*from) : std::string();
  };
  CHECK(edition("2025-12-31") == "");
  CHECK(edition("2026-03-01") == "2026-01-01");
  CHECK(edition("2026-07-01") == "2026-07-01");
  CHECK(edition("2026-07-01", "park") == "2026-07-01");  // an alias there
  CHECK(edition("2026-03-01", "elsewhere") == "");
}

TEST_CASE("past tickets are located as single ones are, and what lies in no zone is counted") {
  const std::vector<ZoneTable> tables = {suzhou()};
  HistoryBuilder builder;
  std::vector<Ticket> expected;
  for (const char* division : {"320571", "320500", "440106", "440106", "", "310115"}) {
    for (const char* created : {"2025-06-01", "2026-06-01"}) {
      for (const char* stated : {"", "SIP"}) {
        Ticket one = ticket(division, created, stated);
        one.ticket += std::string(created) + stated;
        // Tickets with facts outside the columns are kept whole.
        if (std::string_view(division) == "310115") one.source = "partner";
        builder.add(one);
        ZoneFinder(tables).locate(one);
        expected.push_back(one);
      }
    }
  }
  History history = builder.finish();
  locate(tables, history);
  for (uint32_t i = 0; i < history.size(); ++i) {
    CAPTURE(history.name(i));
    CHECK(history.ticket(i).facts == expected[i].facts);
  }
  const auto places = unzoned_places(history);
  REQUIRE(places.size() == 4);
  CHECK(places[0].division == "440106");
  CHECK(places[0].tickets == 4);
  CHECK(places[1].division == "320500");
  CHECK(places[1].tickets == 2);
  CHECK(places[2].division == "310115");  // before the table
  CHECK(places[3].division == "320571");
}

TEST_CASE("a place, a code or a day twice is an error") {
  BookFile file;
  file.zones = {suzhou()};
  const auto found = [&](std::string_view code) {
    const auto findings = check_book_file(file);
    return std::count_if(findings.begin(), findings.end(),
                         [&](const Finding& f) { return f.code == code && f.book.empty(); });
  };
  CHECK(found("place_in_two_zones") == 0);
  file.zones[0].zones[2].places.push_back("3205");  // 320500 in fewer digits
  CHECK(found("place_in_two_zones") == 1);
  file.zones[0].zones[2].places = {"x"};
  CHECK(found("bad_division") == 1);
  CHECK(found("duplicate_code") == 0);
  file.zones[0].zones[2].aliases = {"SIP"};
  CHECK(found("duplicate_code") == 1);
  file.zones.push_back(file.zones[0]);
  CHECK(found("duplicate_code") == 3);
}
