// A condition against past tickets: the count is what asking every ticket gives.
#include "app/trials/condition_trial.h"

#include <doctest/doctest.h>

#include "app/pricing/condition_edit.h"
#include "demo/demo.h"
#include "engine/pricing/settle.h"
#include "engine/simulation/located.h"

using namespace fenming;
using namespace fenming::app::trials;

namespace {

std::shared_ptr<const History> small_history() {
  static const auto history = std::make_shared<const History>(demo_history(3000, 7));
  return history;
}

BookFile one_version(const char* code) {
  BookFile file = demo_books();
  std::erase_if(file.books, [&](const Book& book) { return book.book != code; });
  const BookVersion last = file.books.front().versions.back();
  file.books.front().versions.assign(1, last);
  return file;
}

Condition test_of(Fact fact, ConditionOp op, std::vector<std::string> values) {
  Condition leaf;
  leaf.op = op;
  leaf.fact.fact = fact;
  leaf.values = std::move(values);
  return leaf;
}

Condition group_of(ConditionOp op, std::vector<Condition> members) {
  Condition group;
  group.op = op;
  group.of = std::move(members);
  return group;
}

struct Counted {
  uint32_t fits = 0, unknown = 0;
};

// Every ticket rebuilt and asked by the explaining path.
Counted asked_one_by_one(const BookFile& file, const Condition& condition, Occasion occasion) {
  const Book& book = file.books.front();
  const PreparedVersion prepared(book, book.versions.front(),
                                 find_calendar(file, book.versions.front().calendar));
  ConditionPlaces places(prepared, file.entitlement, file_local_time(file), occasion);
  Counted counted;
  for (uint32_t i = 0; i < small_history()->size(); ++i) {
    const Tri result = places.answer(condition, small_history()->ticket(i));
    if (result == Tri::kTrue) ++counted.fits;
    if (result == Tri::kUnknown) ++counted.unknown;
  }
  return counted;
}

void check_count(const char* book, const Condition& condition, Occasion occasion) {
  ConditionTrial trial(one_version(book), condition, occasion, small_history());
  int slices = 0;
  while (trial.work(700))
    ++slices;
  CHECK(slices == 4);
  const Counted expected = asked_one_by_one(one_version(book), condition, occasion);
  CHECK(trial.fits() == expected.fits);
  CHECK(trial.unknown() == expected.unknown);
  CHECK(trial.done() == 3000);
}

Condition night() {
  Condition leaf;
  leaf.op = ConditionOp::kWindow;
  leaf.time = TimeName::kCreated;
  leaf.from = 20 * 60;
  leaf.to = 8 * 60;
  return leaf;
}

}  // namespace

TEST_CASE("a zone is counted and tested as the tables say") {
  const BookFile file = one_version("technician");
  REQUIRE(file.zones.size() == 1);
  auto located = std::make_shared<History>(*small_history());
  locate(file.zones, *located);
  const Condition pudong = test_of(Fact::kZone, ConditionOp::kIn, {"sh-pudong"});
  ConditionTrial trial(file, pudong, Occasion::kTicket, located);
  while (trial.work(700)) {
  }
  uint32_t expected = 0;
  for (uint32_t i = 0; i < small_history()->size(); ++i)
    expected += small_history()->ticket(i).fact(Fact::kDivision) == "310115" ? 1u : 0u;
  CHECK(expected > 0);
  CHECK(trial.fits() == expected);
  Ticket typed = blank_ticket(trial.version());
  CHECK(trial.answer(typed).result == Tri::kUnknown);
  typed.fact(Fact::kDivision) = "310115003";
  CHECK(trial.answer(typed).result == Tri::kTrue);
  CHECK(trial.answer(typed).clauses[0].value == "sh-pudong");
  typed.fact(Fact::kDivision) = "310104";
  CHECK(trial.answer(typed).result == Tri::kFalse);
}

TEST_CASE("a condition offers the zones and rings of the tables") {
  const BookFile file = one_version("technician");
  const BookVersion& version = file.books.front().versions.front();
  const auto zones = app::value_codes({Fact::kZone, {}}, version, file.zones);
  CHECK(zones.size() == file.zones[0].zones.size());
  CHECK(app::value_codes({Fact::kRing, {}}, version, file.zones) ==
        std::vector<std::string>{"主城", "近郊", "远郊"});
  CHECK(app::zone_label(file.zones, "sz-park") == "苏州工业园区 sz-park");
  CHECK(app::zone_label(file.zones, "nowhere").empty());
  CHECK(app::value_codes({Fact::kZone, {}}, version, {}).empty());
}

TEST_CASE("counts in cells equal asking every ticket") {
  const Condition shanghai = test_of(Fact::kDivision, ConditionOp::kDivisionWithin, {"31", "3205"});
  const Condition repair = test_of(Fact::kServiceType, ConditionOp::kIn, {"repair"});
  for (const char* book : {"technician", "customer"}) {
    check_count(book, shanghai, Occasion::kTicket);
    check_count(book, group_of(ConditionOp::kAll, {shanghai, repair}), Occasion::kTicket);
    check_count(book, group_of(ConditionOp::kNot, {night()}), Occasion::kTicket);
    check_count(book, group_of(ConditionOp::kAny, {night(), shanghai}), Occasion::kVisit);
  }
  ConditionTrial some(one_version("technician"), shanghai, Occasion::kTicket, small_history());
  some.work(3000);
  CHECK(some.fits() > 0);
  CHECK(some.fits() < 3000);
}

TEST_CASE("conditions on lines are counted by ticket") {
  check_count("technician", test_of(Fact::kWarranty, ConditionOp::kIn, {"in"}), Occasion::kLine);
  check_count("customer", test_of(Fact::kPayer, ConditionOp::kIn, {"customer"}), Occasion::kLine);
  // In the relation with the technician the company pays every line.
  ConditionTrial trial(one_version("technician"),
                       test_of(Fact::kPayer, ConditionOp::kIn, {"company"}), Occasion::kLine,
                       small_history());
  trial.work(3000);
  CHECK(trial.fits() == 3000);
}

TEST_CASE("an example fits, and another does not") {
  const Condition repair = test_of(Fact::kServiceType, ConditionOp::kIn, {"repair"});
  ConditionTrial trial(one_version("technician"), repair, Occasion::kTicket, small_history());
  CHECK(trial.example(true) == ConditionTrial::kNone);
  trial.work(3000);
  const TicketAnswer fits = trial.answer(small_history()->ticket(trial.example(true)));
  CHECK(fits.result == Tri::kTrue);
  CHECK(fits.clauses.at(0).value == "repair");
  const TicketAnswer other = trial.answer(small_history()->ticket(trial.example(false)));
  CHECK(other.result == Tri::kFalse);
}

TEST_CASE("each test answers for itself, and typed facts change the answers") {
  const Condition place = test_of(Fact::kDivision, ConditionOp::kDivisionWithin, {"310115"});
  const Condition urgent = test_of(Fact::kUrgency, ConditionOp::kIn, {"urgent"});
  ConditionTrial trial(one_version("technician"),
                       group_of(ConditionOp::kAll, {place, urgent, night()}), Occasion::kTicket,
                       nullptr);
  CHECK_FALSE(trial.work(1000));
  Ticket ticket = blank_ticket(trial.version());
  TicketAnswer answer = trial.answer(ticket);
  REQUIRE(answer.clauses.size() == 3);
  CHECK(answer.result == Tri::kUnknown);
  CHECK_FALSE(answer.clauses[0].value.has_value());
  CHECK(type_facts(ticket, {{"division", "31"}, {"urgency", "加急"}}, 480).empty());
  answer = trial.answer(ticket);
  CHECK(answer.clauses[0].result == Tri::kUnknown);  // known only to the city
  CHECK(answer.clauses[1].result == Tri::kTrue);
  CHECK(type_facts(ticket, {{"division", "310115"}, {"created", "2026-03-01 23:30"}}, 480).empty());
  answer = trial.answer(ticket);
  CHECK(answer.result == Tri::kTrue);
  CHECK(answer.clauses[2].value == "2026-03-01T23:30:00+08:00");
  CHECK(type_facts(ticket, {{"created", "yesterday"}}, 480) == "created");
  CHECK(type_facts(ticket, {{"division", "Mars"}}, 480) == "division");
  CHECK(type_facts(ticket, {{"distance_m", "far"}}, 480) == "distance_m");
}
