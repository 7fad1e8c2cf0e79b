#include "engine/pricing/analysis/check.h"

#include <algorithm>
#include <set>

#include "engine/division.h"
#include "engine/pricing/analysis/findings.h"
#include "engine/pricing/settle.h"

namespace fenming {
namespace {

void check_routing(Findings& findings, const BookFile& file) {
  std::set<std::string_view> routes;
  ConditionScope scope;
  scope.has_calendar = !file.calendars.empty();
  if (file.routing.empty()) {
    findings.error("no_route", "routing", "Nothing is routed to any book; add a route.");
  }
  for (size_t i = 0; i < file.routing.size(); ++i) {
    const Route& route = file.routing[i];
    const std::string field = at_index("routing", i);
    if (!routes.insert(route.route).second) {
      findings.error("duplicate_code", field + ".route", "Two routes have the same code.");
    }
    if (route.when) check_condition(findings, field + ".when", *route.when, scope);
    std::set<Relation> relations;
    for (size_t k = 0; k < route.books.size(); ++k) {
      const RouteBook& entry = route.books[k];
      const std::string entry_field = field + "." + at_index("books", k);
      const auto book = std::find_if(file.books.begin(), file.books.end(),
                                     [&](const Book& b) { return b.book == entry.book; });
      if (book == file.books.end()) {
        findings.error("unknown_code", entry_field, "The route names a book that does not exist.");
      } else if (book->relation != entry.relation) {
        findings.error("wrong_relation", entry_field, "The book is of another relation.");
      }
      if (!relations.insert(entry.relation).second) {
        findings.error("duplicate_code", entry_field, "The route names a relation twice.");
      }
    }
  }
}

// A place, a code or an alias belongs to one zone of a table (F5).
void check_zones(Findings& findings, const BookFile& file) {
  std::set<int32_t> days;
  for (size_t t = 0; t < file.zones.size(); ++t) {
    const std::string table = at_index("zones", t);
    if (!days.insert(file.zones[t].from).second)
      findings.error("duplicate_code", table + ".from", "Two zone tables begin on the same day.");
    std::set<std::string_view> places;
    std::set<std::string_view> codes;
    for (size_t z = 0; z < file.zones[t].zones.size(); ++z) {
      const Zone& zone = file.zones[t].zones[z];
      const std::string field = table + "." + at_index("zones", z);
      if (!codes.insert(zone.zone).second)
        findings.error("duplicate_code", field + ".zone", "Two zones have the same code or alias.");
      for (size_t i = 0; i < zone.aliases.size(); ++i) {
        if (!codes.insert(zone.aliases[i]).second)
          findings.error("duplicate_code", field + "." + at_index("aliases", i),
                         "Two zones have the same code or alias.");
      }
      for (size_t i = 0; i < zone.places.size(); ++i) {
        const std::string at = field + "." + at_index("places", i);
        if (!is_division_code(zone.places[i]))
          findings.error("bad_division", at, "Expected a division code of 2, 4, 6 or 9 digits.");
        if (!places.insert(significant_division(zone.places[i])).second)
          findings.error("place_in_two_zones", at, "The place is listed twice in this table.");
      }
    }
  }
}

void check_entitlement(Findings& findings, const BookFile& file) {
  ConditionScope lines;
  lines.level = Level::kLine;
  lines.has_calendar = !file.calendars.empty();
  lines.payer_known = false;
  for (const Book& book : file.books) {
    for (const BookVersion& version : book.versions) {
      for (const Item& item : version.items) {
        for (const ItemAttribute& attribute : item.attributes) {
          (attribute.number ? lines.number_attributes : lines.text_attributes)
              .insert(attribute.attribute);
        }
      }
    }
  }
  ConditionScope fees;
  fees.has_calendar = lines.has_calendar;
  for (size_t i = 0; i < file.entitlement.lines.size(); ++i) {
    const auto& when = file.entitlement.lines[i].when;
    if (when) check_condition(findings, at_index("entitlement.lines", i) + ".when", *when, lines);
  }
  for (size_t i = 0; i < file.entitlement.fees.size(); ++i) {
    const auto& when = file.entitlement.fees[i].when;
    if (when) check_condition(findings, at_index("entitlement.fees", i) + ".when", *when, fees);
  }
}

}  // namespace

bool is_publishable(const std::vector<Finding>& findings) {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& f) { return f.severity == Severity::kError; });
}

std::vector<Finding> check_book_file(const BookFile& file, const CheckOptions& options) {
  std::vector<Finding> out;
  Findings general(out, "", 0);
  check_routing(general, file);
  check_zones(general, file);
  check_entitlement(general, file);
  check_plans(general, file);
  std::set<std::string_view> books;
  for (const Book& book : file.books) {
    if (!books.insert(book.book).second) {
      general.error("duplicate_code", "books", "Two books have the same code.");
    }
    std::set<int32_t> versions;
    for (const BookVersion& version : book.versions) {
      Findings findings(out, book.book, version.version);
      if (!versions.insert(version.version).second) {
        findings.error("duplicate_code", "version", "Two versions have the same number.");
      }
      const size_t before = out.size();
      check_structure(findings, book, version, file);
      const bool sound =
          std::none_of(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                       [](const Finding& f) { return f.severity == Severity::kError; });
      if (!sound) continue;  // a search over broken tiers would mislead
      const PreparedVersion prepared(book, version, find_calendar(file, version.calendar));
      check_tiers(findings, prepared, options);
    }
  }
  return out;
}

}  // namespace fenming
