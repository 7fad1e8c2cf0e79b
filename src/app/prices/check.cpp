#include "app/prices/check.h"

#include <algorithm>

#include "app/amount_text.h"
#include "app/prices/view.h"
#include "app/pricing/condition_sentence.h"
#include "base/civil_time.h"
#include "engine/pricing/settle.h"

namespace fenming::app::prices {
namespace {

constexpr int64_t kMostBoxes = 4000;

int32_t next_number(const State& state) {
  int32_t number = 1;
  for (const BookEntry& book : state.books) {
    if (book.id != state.document.book) continue;
    for (const VersionEntry& version : book.versions)
      number = std::max(number, version.number + 1);
  }
  return number;
}

void add_fact(Witness& witness, std::string_view field, std::string value) {
  if (!value.empty()) witness.facts.push_back({std::string(field), std::move(value)});
}

void list_facts(Witness& witness, const Ticket& ticket, const BookVersion& version,
                const Locale& locale) {
  for (size_t i = 0; i < kTicketTextFacts; ++i) {
    const FactRef fact{static_cast<Fact>(i), {}};
    const std::string& code = ticket.facts[i];
    if (!code.empty())
      add_fact(witness, fact_label(fact, locale), value_label(fact, code, locale, &version));
  }
  const std::string city = resolved_city_class(version, ticket).class_code;
  const FactRef city_class{Fact::kCityClass, {}};
  if (!city.empty())
    add_fact(witness, fact_label(city_class, locale),
             value_label(city_class, city, locale, &version));
  for (size_t i = 0; i < kTicketTimes; ++i) {
    if (ticket.times[i])
      add_fact(witness, time_label(static_cast<TimeName>(i), locale),
               format_instant(*ticket.times[i], version.utc_offset_min).substr(0, 16));
  }
  for (const Visit& visit : ticket.visits) {
    if (visit.distance_m)
      add_fact(witness, fact_label({Fact::kDistance, {}}, locale),
               locale.format(Key::prices_kilometres, {format_quantity(*visit.distance_m, 3)}));
    for (const TicketLine& line : visit.lines)
      add_fact(witness, fact_label({Fact::kItem, {}}, locale),
               line.item + " × " + format_quantity(line.quantity, 3));
  }
}

}  // namespace

BookFile file_with_draft(const State& state, int32_t today) {
  BookFile file;
  file.calendars = state.file.calendars;
  file.entitlement = state.file.entitlement;
  file.routing = state.file.routing;
  for (const BookEntry& entry : state.books) {
    Book book;
    book.book = entry.id;
    book.name = entry.name;
    book.relation = entry.relation;
    if (entry.id == state.document.book) {
      BookVersion version = state.document.version;
      version.version = next_number(state);
      version.status = VersionStatus::kInForce;
      version.from = std::min(version.from, today);
      book.versions.push_back(std::move(version));
    }
    file.books.push_back(std::move(book));
  }
  return file;
}

std::vector<Finding> check_draft(const State& state, int32_t today) {
  const BookFile file = file_with_draft(state, today);
  std::vector<Finding> findings = check_book_file(file, {.max_boxes = kMostBoxes});
  std::stable_sort(findings.begin(), findings.end(),
                   [](const Finding& a, const Finding& b) { return a.severity < b.severity; });
  return findings;
}

std::optional<Witness> explain_witness(const State& state, const Finding& finding, int32_t today,
                                       const Locale& locale) {
  if (!finding.witness) return std::nullopt;
  const BookFile file = file_with_draft(state, today);
  const BookVersion& version = state.document.version;
  Witness witness;
  witness.claim = finding_text(finding, version, locale);
  list_facts(witness, *finding.witness, version, locale);
  const Book* book = nullptr;
  for (const Book& candidate : file.books) {
    if (candidate.book == state.document.book) book = &candidate;
  }
  if (book == nullptr || book->versions.empty()) return witness;
  const PreparedVersion prepared(*book, book->versions[0],
                                 find_calendar(file, book->versions[0].calendar));
  const Result<Settlement> settled =
      settle_under(prepared, file.entitlement, file_local_time(file), *finding.witness);
  if (!settled) {
    witness.results.push_back({std::string(locale.text(Key::prices_engine_says)),
                               settled.error().code + ": " + settled.error().message});
    return witness;
  }
  const auto tier = std::find_if(version.tiers.begin(), version.tiers.end(),
                                 [&](const Tier& entry) { return entry.tier == settled->tier; });
  witness.results.push_back({std::string(locale.text(Key::prices_engine_tier)),
                             tier != version.tiers.end() ? tier->name : settled->tier});
  witness.results.push_back(
      {std::string(locale.text(Key::prices_engine_total)), format_money(settled->total_fen)});
  return witness;
}

}  // namespace fenming::app::prices
