// The worked cases of the settlement rules, written so that an accountant can check them.
#include <algorithm>

#include "base/civil_time.h"
#include "engine/ledger/tax.h"
#include "engine/ledger/trigger.h"
#include "engine/plans/cycle_plans.h"
#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;
using Rows = std::vector<std::string>;

namespace {

constexpr const char* kLead = R"("people":[{"person":"wang","role":"lead"}])";

std::string move_version(const std::string& travel) {
  return version_json(R"(
    "items":[
      {"item":"remove","price":{"model":"per_unit","unit_price_fen":9000}},
      {"item":"install","price":{"model":"per_unit","unit_price_fen":12000}},
      {"item":"refrigerant","price":{"model":"per_unit","unit_price_fen":9000}},
      {"item":"pipe","unit":"米","price":{"model":"per_unit","unit_price_fen":6500}},
      {"item":"drill","price":{"model":"per_unit","unit_price_fen":4000}},
      {"item":"high","price":{"model":"flat","amount_fen":8000}}],
    "bundles":[{"bundle":"move","name":"移机","members":[{"item":"remove","units":1},
      {"item":"install","units":1}],"price_fen":18000}],
    "tiers":[{"tier":"standard","travel":)" +
                      travel + "}]");
}

const std::string kMoveTicket = std::string(R"({"ticket":"移机","visits":[
  {"visit":1,"trip_place":1,"distance_m":26300,)") +
                                kLead + R"(,"lines":[
    {"line":1,"item":"remove","quantity":"1","product":"空调"},
    {"line":2,"item":"install","quantity":"1","product":"空调"},
    {"line":3,"item":"refrigerant","quantity":"1"},
    {"line":4,"item":"pipe","quantity":"4.5"},
    {"line":5,"item":"drill","quantity":"1"},
    {"line":6,"item":"high","quantity":"1"}]}]})";

}  // namespace

TEST_CASE("移机: bundle, pipe by the metre, travel by started kilometre: 696.50") {
  const BookFile file = technician_book(move_version(
      R"({"start_fee_fen":0,"included_m":20000,"steps":[{"per_unit_fen":200}],"started_unit":true})"));
  CHECK(settle_one(file, kMoveTicket) ==
        Rows{"labour item:remove x1 90.00", "labour item:install x1 120.00",
             "labour item:refrigerant x1 90.00", "labour item:pipe x4.5 292.50",
             "labour item:drill x1 40.00", "labour item:high x1 80.00",
             "labour bundle:move -30.00",  // 180.00 for both instead of 210.00
             "travel travel 14.00", "= 696.50"});
}

TEST_CASE("移机: the same distance pro rata 12.60, both ways pro rata 25.20") {
  const auto travel_row = [](const std::string& travel) {
    return settle_one(technician_book(move_version(travel)), kMoveTicket)[7];
  };
  CHECK(travel_row(R"({"start_fee_fen":0,"included_m":20000,"steps":[{"per_unit_fen":200}]})") ==
        "travel travel 12.60");
  CHECK(travel_row(R"({"start_fee_fen":0,"included_m":20000,"steps":[{"per_unit_fen":200}],
                      "both_ways":true})") == "travel travel 25.20");
}

TEST_CASE(
    "Split: 12 % to the partner, 3.00 to the platform, the rest of labour 70/30, parts to the "
    "lead") {
  const BookFile file = technician_book(version_json(R"(
    "categories":[{"category":"labour","rest_role":"lead"},
                  {"category":"parts","rest_role":"supplier"}],
    "items":[{"item":"repair","price":{"model":"flat","amount_fen":38000}}],
    "parts":[{"part":"board","costs":[{"from":"2026-01-01","cost_fen":12000}]}],
    "tiers":[{"tier":"standard"}],
    "split":{"steps":[{"role":"partner","bp":1200,"categories":["labour"]},
                      {"role":"platform","fixed_fen":300,"category":"labour"},
                      {"role":"assistant","bp":3000,"of":"left","categories":["labour"]}]})"));
  CHECK(settle_one(file, R"({"ticket":"拆分","facts":{"partner":"安达"},"visits":[{"visit":1,
      "people":[{"person":"wang","role":"lead"},{"person":"li","role":"assistant"}],"lines":[
      {"line":1,"item":"repair","quantity":"1"},
      {"line":2,"part":"board","quantity":"1","supplier":"technician"}]}]})") ==
        Rows{"labour item:repair x1 380.00 | 安达 45.60 | platform 3.00 | li 99.42 | wang 231.98",
             "parts part:board x1 120.00", "= 500.00"});
}

TEST_CASE("Base plus: the first three metres per machine are free") {
  const BookFile file = technician_book(version_json(R"(
    "items":[{"item":"install","price":{"model":"flat","amount_fen":10000}},
             {"item":"pipe","price":{"model":"base_plus","base_fen":0,
                "included_per":{"item":"install","times":"3"},"unit_price_fen":6500}}],
    "tiers":[{"tier":"standard"}])"));
  const auto total = [&](const char* machines, const char* metres) {
    return settle_one(file, std::string(R"({"ticket":"t","visits":[{"visit":1,)") + kLead +
                                R"(,"lines":[{"line":1,"item":"install","quantity":")" + machines +
                                R"("},{"line":2,"item":"pipe","quantity":")" + metres + R"("}]}]})")
        .back();
  };
  CHECK(total("1", "3") == "= 100.00");
  CHECK(total("1", "4.5") == "= 197.50");
  CHECK(total("2", "4.5") == "= 100.00");
}

TEST_CASE("250 kilometres free, above at 2 fen: 250 cost 0 and 251 cost 2") {
  const BookFile file = technician_book(version_json(R"(
    "items":[{"item":"call","price":{"model":"graduated","steps":[{"up_to":"250","unit_price_fen":0},
             {"unit_price_fen":2}]}}],
    "tiers":[{"tier":"standard"}])"));
  const auto total = [&](const char* quantity) {
    return settle_one(file, std::string(R"({"ticket":"t","visits":[{"visit":1,)") + kLead +
                                R"(,"lines":[{"line":1,"item":"call","quantity":")" + quantity +
                                R"("}]}]})")
        .back();
  };
  CHECK(total("250") == "= 0.00");
  CHECK(total("251") == "= 0.02");
  CHECK(total("0") == "= 0.00");
}

namespace {

// 118 tickets at the ladder's prices, 98.5 % good ratings, three reworks; piece pay of 3,980.00 and
// a guarantee of 4,500.00 that is compared with the named categories.
Rows month_of_wang(const std::string& compared) {
  const Result<BookFile> file = read_book_file(R"({"schema":"fenming.book-file/1","routing":[],
    "measures":[{"measure":"tickets"},{"measure":"good_ratings"},{"measure":"rework"}],"books":[],
    "plans":[{"plan":"monthly","version":1,"from":"2026-01-01","relation":"company_technician",
      "direction":"adds","cycle":"month",
      "ladder":{"kind":"ladder","category":"bonus","measure":"tickets",
        "charge":{"model":"graduated","steps":[{"up_to":"60","unit_price_fen":0},
          {"up_to":"100","unit_price_fen":500},{"unit_price_fen":800}]},
        "coefficients":[
          {"measure":"good_ratings","steps":[{"up_to":"97","bp":10000},{"bp":11000}]},
          {"measure":"rework","steps":[{"up_to":"1","bp":10000},{"bp":9000}]}]},
      "guarantee":{"category":"guarantee","amount_fen":450000,"per":"cycle","compared":)" +
                                               compared + "}}]}");
  REQUIRE(file.ok());
  CycleAccount wang{"wang", Relation::kCompanyTechnician, *parse_date("2026-03-01"), {}, {}};
  wang.measures = {{"tickets", 118000}, {"good_ratings", 98500}, {"rework", 3000}};
  wang.amounts = {{"labour", 398000}};
  const auto lines = plan_lines(*file, wang);
  REQUIRE(lines.ok());
  Rows rows;
  for (const PlanLine& line : *lines)
    rows.push_back(line.category + " " + yuan(line.amount_fen));
  return rows;
}

}  // namespace

TEST_CASE("Ladder: 60 without, 40 × 5.00 + 18 × 8.00 = 344.00; × 1.1 × 0.9 = 340.56") {
  CHECK(month_of_wang(R"(["labour"])")[0] == "bonus 340.56");
}

TEST_CASE("Guarantee of 4,500.00 against piece pay of 3,980.00, with and without the bonus") {
  CHECK(month_of_wang(R"(["labour","bonus"])")[1] == "guarantee 179.44");
  CHECK(month_of_wang(R"(["labour"])")[1] == "guarantee 520.00");
}

namespace {

// 300.00 under v12, from the 1st of the month 330.00 under v13.
BookFile two_versions(const std::string& pin_event) {
  const auto version = [&](const char* number, const char* from, const char* fen) {
    return std::string(R"({"version":)") + number + R"(,"status":"in_force","from":")" + from +
           R"(","pin_event":")" + pin_event + R"(","utc_offset_min":480,"items":[{"item":"job",)" +
           R"("price":{"model":"flat","amount_fen":)" + fen +
           R"(}}],"tiers":[{"tier":"standard"}]})";
  };
  return technician_book(version("12", "2026-01-01", "30000") + "," +
                         version("13", "2026-11-01", "33000"));
}

const std::string kOverTheFirst = std::string(R"({"ticket":"t","times":{
  "created":"2026-10-30T10:00:00+08:00","taken":"2026-10-30T11:00:00+08:00",
  "first_trigger":"2026-10-31T09:00:00+08:00","completed":"2026-11-02T17:00:00+08:00"},
  "visits":[{"visit":1,)") + kLead +
                                  R"(,"lines":[{"line":1,"item":"job","quantity":"1"}]}]})";

}  // namespace

TEST_CASE("A change on the 1st: the version is the pin event's, whatever the other times are") {
  for (const char* event : {"created", "taken", "first_trigger"}) {
    CAPTURE(event);
    CHECK(settle_one(two_versions(event), kOverTheFirst).back() == "= 300.00");
  }
  CHECK(settle_one(two_versions("completed"), kOverTheFirst).back() == "= 330.00");
}

namespace {

// What an action of the ticket posts to wang, under the version that the ticket is pinned to.
std::string post_under_pin(const BookFile& file, const std::string& ticket_text,
                           std::vector<TriggerPosting>& postings, const Trigger& trigger) {
  const Settler settler(file);
  const Ticket ticket = ticket_of(ticket_text);
  const auto version = settler.version_for(file.books[0], ticket);
  REQUIRE(version.ok());
  const auto outcomes = settler.settle(ticket);
  REQUIRE(outcomes[0].settlement);
  const auto posting =
      post_trigger(**version, ticket, *outcomes[0].settlement, postings, trigger, 1);
  REQUIRE(posting.ok());
  REQUIRE(posting->entries.size() == 1);
  postings.push_back(*posting);
  return posting->entries[0].payee + " " + yuan(posting->entries[0].amount_fen);
}

const Trigger kArrival{"arrive", 1, {"labour"}, 3000};      // 30 %, on the 31st
const Trigger kAcceptance{"accept", 0, {"labour"}, 10000};  // 100 %, on the 2nd

}  // namespace

TEST_CASE("A change on the 1st: 30 % on the 31st and the rest on the 2nd are 90.00 + 210.00") {
  for (const char* event : {"created", "taken", "first_trigger"}) {
    CAPTURE(event);
    std::vector<TriggerPosting> postings;
    CHECK(post_under_pin(two_versions(event), kOverTheFirst, postings, kArrival) == "wang 90.00");
    CHECK(post_under_pin(two_versions(event), kOverTheFirst, postings, kAcceptance) ==
          "wang 210.00");  // 300.00 in all, never 90.00 + 231.00 = 321.00
  }
}

TEST_CASE("A change on the 1st: one trigger at acceptance, pinned when completed: 330.00") {
  std::vector<TriggerPosting> postings;
  CHECK(post_under_pin(two_versions("completed"), kOverTheFirst, postings, kAcceptance) ==
        "wang 330.00");
}

TEST_CASE("No version in force: the ticket waits, nothing is guessed") {
  CHECK(settle_one(two_versions("taken"), R"({"ticket":"t","times":{
      "taken":"2025-12-31T23:59:59+08:00"},"visits":[]})") == Rows{"error no_price_book book:b"});
}

TEST_CASE("Tax: 300 lines of 45.60 with 6 % included carry 774.34, not 300 × 2.58 = 774.00") {
  const std::vector<TaxedLine> lines(300, TaxedLine{4560, 600});
  const auto document = document_tax(lines);
  REQUIRE(document.ok());
  CHECK(yuan(document->rates[0].gross_fen) == "13680.00");
  CHECK(yuan(document->rates[0].parts.net_fen) == "12905.66");
  CHECK(yuan(document->rates[0].parts.tax_fen) == "774.34");
  CHECK(yuan(4560 - expected_net_fen(4560, 600)) == "2.58");  // of one line before the document
  int64_t tax_fen = 0;
  for (const TaxParts& line : document->lines)
    tax_fen += line.tax_fen;
  CHECK(yuan(tax_fen) == "774.34");  // 266 lines carry 2.58 and 34 carry 2.59
  CHECK(std::count_if(document->lines.begin(), document->lines.end(),
                      [](const TaxParts& line) { return line.tax_fen == 259; }) == 34);
}
