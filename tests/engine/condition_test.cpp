#include "engine/condition.h"
#include "base/civil_time.h"
#include "codec/book_codec.h"
#include "engine/pricing/analysis/check.h"
#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

Tri test(const std::string& condition, const std::string& ticket,
         const Calendar* calendar = nullptr) {
  const Result<Condition> parsed = read_condition(condition);
  REQUIRE_MESSAGE(parsed.ok(), (parsed.ok() ? "" : parsed.error().message));
  CHECK(write_condition(*parsed) == condition);
  const Ticket facts = ticket_of(ticket);
  FactView view;
  view.ticket = &facts;
  view.local = {480, calendar};
  return evaluate(*parsed, view);
}

std::string at(const char* instant) {
  return std::string(R"({"ticket":"t","times":{"created":")") + instant + R"("},"visits":[]})";
}

constexpr const char* kNothing = R"({"ticket":"t","visits":[]})";

}  // namespace

TEST_CASE("a custom field is a fact of its template's edges, and of nothing that prices") {
  const std::vector<Attribute> fields = {{"floor", "3.5"}, {"cause", "leak"}};
  FactView view;
  view.fields = &fields;
  const auto answer = [&](const std::string& condition, const FactView& facts) {
    const Result<Condition> parsed = read_condition(condition);
    REQUIRE(parsed.ok());
    CHECK(write_condition(*parsed) == condition);
    return evaluate(*parsed, facts);
  };
  const std::string cause = R"({"op":"in","fact":"field.cause","values":["leak"]})";
  CHECK(answer(cause, view) == Tri::kTrue);
  CHECK(answer(R"({"op":"between","fact":"field.floor","from":"3"})", view) == Tri::kTrue);
  CHECK(answer(R"({"op":"between","fact":"field.floor","from":"4"})", view) == Tri::kFalse);
  CHECK(answer(R"({"op":"missing","fact":"field.photo"})", view) == Tri::kTrue);
  CHECK(answer(R"({"op":"in","fact":"field.photo","values":["x"]})", view) == Tri::kUnknown);
  CHECK(answer(cause, FactView{}) == Tri::kUnknown);
  CHECK_FALSE(read_condition(R"({"op":"missing","fact":"field."})").ok());

  const std::vector<Finding> findings = check_book_file(technician_book(
      version_json(R"("optional_facts":["field.cause"],"tiers":[{"tier":"a","when":)" + cause +
                   R"(},{"tier":"b"}])")));
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].code == "unknown_fact");
  CHECK(findings[0].field == "optional_facts[0]");
  CHECK(findings[1].code == "unknown_fact");
  CHECK(findings[1].field == "tiers[0].when");
}

TEST_CASE("all, any and not in three values") {
  const std::string yes = R"({"op":"in","fact":"brand","values":["a"]})";
  const std::string no = R"({"op":"in","fact":"brand","values":["b"]})";
  const std::string unknown = R"({"op":"in","fact":"ring","values":["x"]})";
  const std::string ticket = R"({"ticket":"t","facts":{"brand":"a"},"visits":[]})";
  const auto all = [](const std::string& a, const std::string& b) {
    return R"({"op":"all","of":[)" + a + "," + b + "]}";
  };
  const auto any = [](const std::string& a, const std::string& b) {
    return R"({"op":"any","of":[)" + a + "," + b + "]}";
  };
  CHECK(test(all(yes, unknown), ticket) == Tri::kUnknown);
  CHECK(test(all(unknown, no), ticket) == Tri::kFalse);
  CHECK(test(any(unknown, yes), ticket) == Tri::kTrue);
  CHECK(test(any(no, unknown), ticket) == Tri::kUnknown);
  CHECK(test(R"({"op":"not","of":)" + unknown + "}", ticket) == Tri::kUnknown);
  CHECK(test(R"({"op":"not","of":)" + no + "}", ticket) == Tri::kTrue);
  CHECK(test(R"({"op":"missing","fact":"ring"})", ticket) == Tri::kTrue);
  CHECK(test(R"({"op":"all","of":[]})", ticket) == Tri::kTrue);
  CHECK(test(R"({"op":"any","of":[]})", ticket) == Tri::kFalse);
}

TEST_CASE("a place known to a level is unknown below it") {
  const auto within = [](const char* code, const char* place) {
    return test(
        std::string(R"({"op":"division_within","codes":[")") + code + R"("]})",
        std::string(R"({"ticket":"t","facts":{"division":")") + place + R"("},"visits":[]})");
  };
  CHECK(within("31", "310115") == Tri::kTrue);
  CHECK(within("310000", "310115") == Tri::kTrue);
  CHECK(within("310115", "3101") == Tri::kUnknown);
  CHECK(within("310115", "310000") == Tri::kUnknown);
  CHECK(within("310115", "310104") == Tri::kFalse);
  CHECK(within("320500", "310115") == Tri::kFalse);
  CHECK(within("3101", "310115003") == Tri::kTrue);
  CHECK(test(R"({"op":"division_within","codes":["31"]})", kNothing) == Tri::kUnknown);
}

TEST_CASE("windows wrap over midnight and belong to the day on which they began") {
  const std::string night = R"({"op":"window","time":"created","from":"22:00","to":"06:00"})";
  CHECK(test(night, at("2026-03-06T22:00:00+08:00")) == Tri::kTrue);
  CHECK(test(night, at("2026-03-06T21:59:59+08:00")) == Tri::kFalse);
  CHECK(test(night, at("2026-03-07T05:59:59+08:00")) == Tri::kTrue);
  CHECK(test(night, at("2026-03-07T06:00:00+08:00")) == Tri::kFalse);
  CHECK(test(night, kNothing) == Tri::kUnknown);
  // Friday's night reaches into Saturday; Saturday's early hours are Friday's.
  const std::string friday =
      R"({"op":"window","time":"created","from":"22:00","to":"06:00","weekdays":[5]})";
  CHECK(test(friday, at("2026-03-07T05:00:00+08:00")) == Tri::kTrue);
  CHECK(test(friday, at("2026-03-06T05:00:00+08:00")) == Tri::kFalse);
}

TEST_CASE("dates are local, month-days wrap over new year") {
  const std::string march =
      R"({"op":"date_within","time":"created","from":"2026-03-01","to":"2026-04-01"})";
  CHECK(test(march, at("2026-02-28T16:00:00Z")) == Tri::kTrue);
  CHECK(test(march, at("2026-03-31T16:00:00Z")) == Tri::kFalse);
  const std::string winter =
      R"({"op":"month_day_within","time":"created","from":"12-01","to":"03-01"})";
  CHECK(test(winter, at("2024-02-29T12:00:00+08:00")) == Tri::kTrue);
  CHECK(test(winter, at("2026-03-01T12:00:00+08:00")) == Tri::kFalse);
  CHECK(test(winter, at("2026-12-01T00:00:00+08:00")) == Tri::kTrue);
}

TEST_CASE("day kinds come from data; a year without data is unknown") {
  Calendar calendar;
  calendar.years = {2026};
  calendar.days[*parse_date("2026-02-17")] = {DayKind::kStatutory, "spring_festival"};
  const std::string weekend = R"({"op":"day_kind","time":"created","kinds":["weekend"]})";
  const std::string statutory = R"({"op":"day_kind","time":"created","kinds":["statutory"]})";
  const std::string spring =
      R"({"op":"festival","time":"created","festivals":["spring_festival"]})";
  CHECK(test(statutory, at("2026-02-17T10:00:00+08:00"), &calendar) == Tri::kTrue);
  CHECK(test(spring, at("2026-02-17T10:00:00+08:00"), &calendar) == Tri::kTrue);
  CHECK(test(spring, at("2026-02-18T10:00:00+08:00"), &calendar) == Tri::kFalse);
  CHECK(test(weekend, at("2026-02-21T10:00:00+08:00"), &calendar) == Tri::kTrue);
  CHECK(test(weekend, at("2027-02-20T10:00:00+08:00"), &calendar) == Tri::kUnknown);
}

TEST_CASE("an undecided tier names the tier and the fact; an optional fact is passed over") {
  const std::string tiers = R"("tiers":[{"tier":"gold","priority":1,"when":{"op":"in","fact":"ring",
      "values":["core"]}},{"tier":"standard"}])";
  const std::string ticket = R"({"ticket":"t","visits":[]})";
  CHECK(settle_one(technician_book(version_json(tiers)), ticket).front() ==
        "error undecided tier:gold/ring");
  const BookFile optional = technician_book(version_json(R"("optional_facts":["ring"],)" + tiers));
  CHECK(settle_one(optional, ticket).back() == "= 0.00");
}

TEST_CASE("a table of city classes and its index give every place the same class") {
  CityClassTable table;
  table.classes = {{"first", "", {"31", "4401", "440305"}},
                   {"second", "", {"3205", "320583", "440305"}},
                   {"third", "", {"32", "330100"}}};
  for (const char* otherwise : {"", "county", "third"}) {
    table.otherwise = otherwise;
    const CityClassIndex index(table);
    for (const char* place :
         {"",       "3",      "31",        "310000", "310115", "32",     "3205",
          "320500", "320583", "320583104", "33",     "3301",   "330100", "330106",
          "44",     "4403",   "440305",    "440100", "4401",   "99",     "990000"}) {
      CAPTURE(place);
      CHECK(index.class_of(place) == city_class_of(table, place));
    }
  }
}
