// Trigger postings (L1, L3): amounts worked out by hand, and properties over random tickets.
#include "engine/ledger/trigger.h"

#include <algorithm>
#include <map>
#include <random>

#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;
using Rows = std::vector<std::string>;

namespace {

// A ticket's postings in one relation under the first version of its book.
struct Ledger {
  explicit Ledger(const BookFile& book_file)
      : file(book_file), prepared(file.books[0], file.books[0].versions[0], nullptr) {}

  Settlement settle(const Ticket& ticket) const {
    const Result<Settlement> settled =
        settle_under(prepared, file.entitlement, file_local_time(file), ticket);
    REQUIRE_MESSAGE(settled.ok(), (settled.ok() ? "" : settled.error().field));
    return *settled;
  }
  Result<TriggerPosting> try_fire(const Ticket& ticket, const Trigger& trigger,
                                  int32_t revision = 1) const {
    return post_trigger(prepared, ticket, settle(ticket), postings, trigger, revision);
  }
  TriggerPosting fire(const Ticket& ticket, const Trigger& trigger, int32_t revision = 1) {
    const Result<TriggerPosting> posted = try_fire(ticket, trigger, revision);
    REQUIRE_MESSAGE(posted.ok(), (posted.ok() ? "" : posted.error().field));
    postings.push_back(*posted);
    return *posted;
  }

  BookFile file;
  PreparedVersion prepared;
  std::vector<TriggerPosting> postings;
};

// "wang labour 90.00" per entry.
Rows rows_of(const TriggerPosting& posting) {
  Rows rows;
  for (const PostingEntry& entry : posting.entries)
    rows.push_back(entry.payee + " " + entry.line.category + " " + yuan(entry.amount_fen));
  return rows;
}

// A ticket of one visit; items are `code:quantity`, people `person:role`.
Ticket ticket_with(const Rows& people, const Rows& items) {
  Ticket ticket;
  ticket.ticket = "t";
  Visit& visit = ticket.visits.emplace_back();
  for (const std::string& person : people) {
    const size_t colon = person.find(':');
    visit.people.push_back({person.substr(0, colon), *parse_role(person.substr(colon + 1)), ""});
  }
  for (const std::string& item : items) {
    const size_t colon = item.find(':');
    TicketLine& line = visit.lines.emplace_back();
    line.line = static_cast<int32_t>(visit.lines.size());
    line.item = item.substr(0, colon);
    line.quantity = *parse_decimal(item.substr(colon + 1), 3);
  }
  return ticket;
}

BookFile simple_book(const std::string& more = "") {
  return technician_book(version_json(R"(
    "items":[{"item":"job","price":{"model":"per_unit","unit_price_fen":10000}},
             {"item":"extra","price":{"model":"per_unit","unit_price_fen":3333}}],
    "tiers":[{"tier":"standard"}])" + more));
}

const Trigger kArrive{"arrive", 1, {"labour"}, 3000};
const Trigger kAccept{"accept", 0, {}, 10000};

}  // namespace

TEST_CASE("30 % at arrival, all at acceptance, with work added in between") {
  Ledger ledger(simple_book());
  CHECK(rows_of(ledger.fire(ticket_with({"wang:lead"}, {"job:1"}), kArrive)) ==
        Rows{"wang labour 30.00"});
  // 100.00 less 30.00 of the first line, all of the second.
  CHECK(rows_of(ledger.fire(ticket_with({"wang:lead"}, {"job:1", "extra:1"}), kAccept)) ==
        Rows{"wang labour 70.00", "wang labour 33.33"});
}

TEST_CASE("A trigger below the share already reached posts the change of amounts alone") {
  Ledger ledger(simple_book());
  ledger.fire(ticket_with({"wang:lead"}, {"job:1"}), {"complete", 1, {}, 10000});
  CHECK(rows_of(ledger.fire(ticket_with({"wang:lead"}, {"job:1.5"}), kArrive)) ==
        Rows{"wang labour 50.00"});
  CHECK(ledger.fire(ticket_with({"wang:lead"}, {"job:1.5"}), kAccept).entries.empty());
}

TEST_CASE("Work that disappears is taken back") {
  Ledger ledger(simple_book());
  ledger.fire(ticket_with({"wang:lead"}, {"job:1", "extra:1"}), kArrive);
  CHECK(rows_of(ledger.fire(ticket_with({"wang:lead"}, {"job:1"}), kAccept)) ==
        Rows{"wang labour 70.00", "wang labour -10.00"});
}

TEST_CASE("Who no longer takes part keeps what was posted to him; the rest is the others'") {
  Ledger ledger(simple_book(R"(,"split":{"steps":[{"role":"assistant","bp":3000}]})"));
  ledger.fire(ticket_with({"wang:lead", "li:assistant"}, {"job:1"}), kArrive);
  // li had 9.00; of the other 91.00 zhao has 30 %, wang the rest less the 21.00 that he had.
  CHECK(rows_of(ledger.fire(ticket_with({"wang:lead", "zhao:assistant"}, {"job:1"}), kAccept)) ==
        Rows{"wang labour 42.70", "zhao labour 27.30"});
}

TEST_CASE("Who changes his role still takes part: only the difference is posted") {
  Ledger ledger(simple_book(R"(,"split":{"steps":[{"role":"assistant","bp":3000}]})"));
  ledger.fire(ticket_with({"wang:lead", "li:assistant"}, {"job:1"}), {"complete", 1, {}, 10000});
  CHECK(rows_of(ledger.fire(ticket_with({"li:lead", "wang:assistant"}, {"job:1"}), kAccept)) ==
        Rows{"li labour 40.00", "wang labour -40.00"});
}

TEST_CASE("A leaver who was paid more than the line became leaves a deduction to the others") {
  Ledger ledger(simple_book());
  ledger.fire(ticket_with({"wang:lead"}, {"job:1"}), {"complete", 1, {}, 10000});
  CHECK(rows_of(ledger.fire(ticket_with({"li:lead"}, {"job:0.8"}), kAccept)) ==
        Rows{"li labour -20.00"});
}

TEST_CASE(
    "A fixed share that leavers made impossible gives what is left; too large it is an error") {
  const std::string split =
      R"(,"split":{"steps":[{"role":"platform","fixed_fen":9000,"category":"labour"}]})";
  Ledger ledger(simple_book(split));
  ledger.fire(ticket_with({"wang:lead"}, {"job:2"}), kArrive);  // wang 33.00, platform 27.00
  CHECK(rows_of(ledger.fire(ticket_with({"li:lead"}, {"job:1"}), kAccept)) ==
        Rows{"platform labour 40.00"});
  CHECK(settle_one(simple_book(split), R"({"ticket":"t","visits":[{"visit":1,"people":[
      {"person":"wang","role":"lead"}],"lines":[{"line":1,"item":"job","quantity":"0.5"}]}]})") ==
        Rows{"error split_exceeds_category split/platform"});
}

TEST_CASE("A visit's trigger leaves the other visits' lines alone") {
  Ledger ledger(simple_book());
  Ticket ticket = ticket_with({"wang:lead"}, {"job:1"});
  Visit second = ticket.visits[0];
  second.visit = 2;
  second.people[0].person = "li";
  ticket.visits.push_back(second);
  CHECK(rows_of(ledger.fire(ticket, kArrive)) == Rows{"wang labour 30.00"});
  Trigger arrive_again = kArrive;
  arrive_again.visit = 2;
  CHECK(rows_of(ledger.fire(ticket, arrive_again)) == Rows{"li labour 30.00"});
  CHECK(rows_of(ledger.fire(ticket, kAccept)) == Rows{"wang labour 70.00", "li labour 70.00"});
}

TEST_CASE("A trigger posts its categories; a correction goes with its category") {
  Ledger ledger(technician_book(version_json(R"(
    "items":[{"item":"job","price":{"model":"flat","amount_fen":3000}}],
    "tiers":[{"tier":"s","travel":{"start_fee_fen":1000}}],
    "limits":[{"limit":"floor","kind":"min","base":["labour"],"amount_fen":5000}])")));
  const Ticket ticket = ticket_with({"wang:lead"}, {"job:1"});
  CHECK(rows_of(ledger.fire(ticket, kArrive)) == Rows{"wang labour 9.00", "wang labour 6.00"});
  CHECK(rows_of(ledger.fire(ticket, {"leave", 1, {"travel"}, 10000})) == Rows{"wang travel 10.00"});
}

TEST_CASE("Posting twice is one posting; a new revision arms the triggers again") {
  Ledger ledger(simple_book());
  const Ticket ticket = ticket_with({"wang:lead"}, {"job:1"});
  const TriggerPosting first = ledger.fire(ticket, kArrive);
  CHECK(*ledger.try_fire(ticket_with({"li:lead"}, {"job:7"}), kArrive) == first);
  CHECK(rows_of(ledger.fire(ticket, kArrive, 2)) == Rows{"wang labour 30.00"});
  CHECK(rows_of(ledger.fire(ticket, kAccept, 2)) == Rows{"wang labour 70.00"});
}

TEST_CASE("The key of a posting names ticket, relation, payee, visit, trigger and revision") {
  TriggerPosting posting{"A/7", Relation::kCompanyTechnician, 2, kArrive, {}};
  CHECK(posting_key(posting, "wang") == "A%2F7/company_technician/wang/1/arrive/2");
}

TEST_CASE("What the customer owes is posted by payer") {
  const std::string text = R"({"schema":"fenming.book-file/1",
    "routing":[{"route":"all","books":[{"relation":"customer_company","book":"c"}]}],
    "books":[{"book":"c","relation":"customer_company","versions":[)" +
                           version_json(R"("items":[{"item":"job","price":{"model":"flat",
      "amount_fen":10000}}],"tiers":[{"tier":"s"}])") +
                           "]}]}";
  Ledger ledger(*read_book_file(text));
  Ticket ticket = ticket_with({}, {"job:1"});
  CHECK(rows_of(ledger.fire(ticket, kArrive)) == Rows{"customer labour 30.00"});
  ticket.visits[0].lines[0].payer = Payer::kGoodwill;
  CHECK(rows_of(ledger.fire(ticket, kAccept)) ==
        Rows{"customer labour -30.00", "goodwill labour 100.00"});
}

TEST_CASE("Nobody left to divide a line among: the obligation waits") {
  Ledger ledger(simple_book());
  ledger.fire(ticket_with({"wang:lead"}, {"job:1"}), kArrive);
  const Settlement known = ledger.settle(ticket_with({"wang:lead"}, {"job:1"}));
  const Result<TriggerPosting> posted =
      post_trigger(ledger.prepared, ticket_with({}, {"job:1"}), known, ledger.postings, kAccept, 1);
  REQUIRE(!posted.ok());
  CHECK(posted.error().field == "people");
}

namespace {

using Dice = std::mt19937_64;

int64_t roll(Dice& dice, int64_t low, int64_t high) {
  return low + static_cast<int64_t>(dice() % static_cast<uint64_t>(high - low + 1));
}

constexpr const char* kRichVersion = R"(
  "categories":[{"category":"labour","rest_role":"lead"},{"category":"parts","rest_role":"supplier"}],
  "items":[{"item":"job","price":{"model":"per_unit","unit_price_fen":9973}},
           {"item":"extra","price":{"model":"per_unit","unit_price_fen":3331}},
           {"item":"discount","deduction":true,"price":{"model":"flat","amount_fen":-1777}}],
  "parts":[{"part":"board","costs":[{"from":"2026-01-01","cost_fen":4567}]}],
  "bundles":[{"bundle":"both","members":[{"item":"job","units":1},{"item":"extra","units":1}],
              "price_fen":11111}],
  "tiers":[{"tier":"s","travel":{"start_fee_fen":777,"steps":[{"per_unit_fen":131}]}}],
  "surcharges":[{"surcharge":"u","category":"urgent","occasion":"ticket",
                 "charge":{"model":"percentage","bp":1333,"of":["labour"]}}],
  "limits":[{"limit":"cap","kind":"max","amount_fen":60000},{"limit":"floor","kind":"min","amount_fen":5000}],
  "rounding":{"unit_fen":100,"mode":"half_up"},
  "split":{"steps":[{"role":"partner","bp":1234,"categories":["labour"]},
                    {"role":"platform","fixed_fen":199,"category":"labour"},
                    {"role":"master","bp":500,"of":"left"},
                    {"role":"assistant","bp":3333,"of":"left","categories":["labour","urgent"]}],
           "agreements":[{"agreement":"m","person":"p0","role":"master","payee":"old master","bp":700}]})";

void change_lines(Dice& dice, Ticket& ticket) {
  Visit& visit = ticket.visits[static_cast<size_t>(roll(dice, 0, 1))];
  if (visit.lines.size() > 1 && roll(dice, 0, 3) == 0) {
    visit.lines.erase(visit.lines.begin() + roll(dice, 0, int64_t(visit.lines.size()) - 1));
    return;
  }
  if (!visit.lines.empty() && roll(dice, 0, 1) == 0) {
    visit.lines.front().quantity = roll(dice, 1000, 9000);
    return;
  }
  TicketLine& line = visit.lines.emplace_back();
  line.line = static_cast<int32_t>(roll(dice, 100, 1'000'000'000));
  line.product = "p";
  line.quantity = roll(dice, 0, 5000);
  const char* codes[] = {"job", "extra", "discount", "board"};
  const int64_t which = roll(dice, 0, 3);
  (which == 3 ? line.part : line.item) = codes[which];
  if (which == 3)
    line.supplier = roll(dice, 0, 1) == 0 ? Supplier::kPartner : Supplier::kTechnician;
}

void change_people(Dice& dice, Ticket& ticket) {
  Visit& visit = ticket.visits[static_cast<size_t>(roll(dice, 0, 1))];
  visit.people = {{"p" + std::to_string(roll(dice, 0, 3)), Role::kLead, ""}};
  for (int64_t i = roll(dice, 0, 2); i > 0; --i) {
    const Role role = roll(dice, 0, 1) == 0 ? Role::kAssistant : Role::kMaster;
    visit.people.push_back({"p" + std::to_string(roll(dice, 0, 5)), role, ""});
  }
  ticket.fact(Fact::kPartner) = roll(dice, 0, 2) == 0 ? "" : "partner";
}

Ticket random_ticket(Dice& dice) {
  Ticket ticket = ticket_with({}, {"job:3"});
  ticket.visits[0].distance_m = roll(dice, 0, 20000);
  ticket.visits.push_back(ticket.visits[0]);
  ticket.visits[1].visit = 2;
  for (int i = 0; i < 4; ++i) {
    change_lines(dice, ticket);
    change_people(dice, ticket);
  }
  // A labour line that holds the platform's fixed share, whatever else is on the ticket.
  ticket.visits[0].lines[0].quantity += 2000;
  return ticket;
}

Trigger random_trigger(Dice& dice, int number) {
  Trigger trigger{"t" + std::to_string(number),
                  static_cast<int32_t>(roll(dice, 0, 2)),
                  {},
                  static_cast<int32_t>(roll(dice, 1, 10000))};
  if (roll(dice, 0, 1) == 0) trigger.categories = {"labour"};
  if (roll(dice, 0, 3) == 0) trigger.categories = {"travel", "parts", "urgent"};
  return trigger;
}

std::map<std::string, int64_t> posted_by_payee(const Ledger& ledger) {
  std::map<std::string, int64_t> sums;
  for (const TriggerPosting& posting : ledger.postings) {
    for (const PostingEntry& entry : posting.entries)
      sums[entry.payee] += entry.amount_fen;
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
}

std::map<std::string, int64_t> settled_by_payee(const Settlement& settlement) {
  std::map<std::string, int64_t> sums;
  for (const SettlementLine& line : settlement.lines) {
    for (const Share& share : line.shares)
      sums[share.payee] += share.amount_fen;
  }
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  return sums;
}

// Fires a trigger where the ticket can be settled and divided at all; a deduction may leave less
// labour than the platform's fixed share, and then the obligation waits.
void fire_if_settled(Ledger& ledger, const Ticket& ticket, const Trigger& trigger) {
  const Result<Settlement> settled =
      settle_under(ledger.prepared, ledger.file.entitlement, file_local_time(ledger.file), ticket);
  if (!settled) return;
  const auto posted = post_trigger(ledger.prepared, ticket, *settled, ledger.postings, trigger, 1);
  if (posted) ledger.postings.push_back(*posted);
}

}  // namespace

TEST_CASE("Whatever was added in between, everybody ends at his part of the settlement") {
  const BookFile file = technician_book(version_json(kRichVersion));
  int compared = 0;
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Ledger ledger(file);
    Ticket ticket = random_ticket(dice);
    for (int i = 0; i < 5; ++i) {
      fire_if_settled(ledger, ticket, random_trigger(dice, i));
      change_lines(dice, ticket);
    }
    fire_if_settled(ledger, ticket, kAccept);
    const bool accepted = !ledger.postings.empty() && ledger.postings.back().trigger == kAccept;
    if (!accepted) continue;
    ++compared;
    CHECK(posted_by_payee(ledger) == settled_by_payee(ledger.settle(ticket)));
    CHECK(*ledger.try_fire(ticket, kAccept) == ledger.postings.back());
    const Trigger again{"again", 0, {}, 100};
    CHECK(ledger.try_fire(ticket, again)->entries.empty());
  }
  CHECK(compared > 1500);
}

TEST_CASE("Whoever left in between, all postings add up to the settlement") {
  const BookFile file = technician_book(version_json(kRichVersion));
  int compared = 0;
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Ledger ledger(file);
    Ticket ticket = random_ticket(dice);
    for (int i = 0; i < 5; ++i) {
      fire_if_settled(ledger, ticket, random_trigger(dice, i));
      if (roll(dice, 0, 1) == 0) change_people(dice, ticket);
      change_lines(dice, ticket);
    }
    fire_if_settled(ledger, ticket, kAccept);
    const bool accepted = !ledger.postings.empty() && ledger.postings.back().trigger == kAccept;
    if (!accepted) continue;
    ++compared;
    int64_t posted = 0;
    for (const auto& [payee, fen] : posted_by_payee(ledger))
      posted += fen;
    CHECK(posted == ledger.settle(ticket).total_fen);
  }
  CHECK(compared > 1500);
}

TEST_CASE("The order of triggers loses no fen") {
  const BookFile file = technician_book(version_json(kRichVersion));
  for (uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const Ticket ticket = random_ticket(dice);
    std::vector<Trigger> triggers = {kAccept};
    for (int i = 0; i < 4; ++i)
      triggers.push_back(random_trigger(dice, i));
    std::map<std::string, int64_t> first;
    for (int round = 0; round < 6; ++round) {
      std::shuffle(triggers.begin(), triggers.end(), dice);
      Ledger ledger(file);
      for (const Trigger& trigger : triggers)
        fire_if_settled(ledger, ticket, trigger);
      if (round == 0) first = posted_by_payee(ledger);
      CHECK(posted_by_payee(ledger) == first);
    }
  }
}
