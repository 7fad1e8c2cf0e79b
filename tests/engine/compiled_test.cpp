// The compiled path against the explaining path, ticket by ticket and line by line (W2).
#include "engine/simulation/compiled.h"
#include "engine/simulation/payees.h"

#include <algorithm>

#include "base/civil_time.h"
#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// A small generator of numbers; the same tickets on every machine.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint32_t below(uint32_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<uint32_t>((state_ >> 32) * n >> 32);
  }
  template <typename T, size_t N>
  const T& pick(const T (&list)[N]) {
    return list[below(N)];
  }

 private:
  uint64_t state_;
};

constexpr const char* kPlaces[] = {"310115", "320583", "110105", "3101", "", "440305"};
constexpr const char* kClasses[] = {"vip", "key", "plain", ""};
constexpr const char* kUrgencies[] = {"urgent", "normal", "normal", ""};

// What a history's tickets are like: any shape; one visit each and nothing outside the columns, as
// imports give them; or now and then a ticket with more lines than a block has, or without a visit.
enum class Shape { kAny, kOneVisit, kExtreme };

void add_people(Dice& dice, Visit& visit, Shape shape) {
  const auto person = [&](Role role) {
    visit.people.push_back({"W" + std::to_string(dice.below(5)), role, dice.below(2) ? "A" : "B"});
  };
  if (shape == Shape::kAny && dice.below(25) == 0) return;
  if (dice.below(12) != 0) person(Role::kLead);
  for (uint32_t helpers = dice.below(3); helpers > 0; --helpers)
    person(dice.below(4) == 0 ? Role::kLead : Role::kAssistant);
}

Ticket random_ticket(Dice& dice, int number, Shape shape = Shape::kAny) {
  Ticket ticket;
  ticket.ticket = "T" + std::to_string(number);
  ticket.fact(Fact::kDivision) = dice.pick(kPlaces);
  ticket.fact(Fact::kCustomerClass) = dice.pick(kClasses);
  ticket.fact(Fact::kUrgency) = dice.pick(kUrgencies);
  if (dice.below(3) == 0) ticket.fact(Fact::kPartner) = "P" + std::to_string(dice.below(3));
  const int64_t taken = *parse_instant("2026-01-05T00:00:00+08:00") + dice.below(300 * 86400);
  if (dice.below(20) != 0) ticket.times[1] = taken;
  ticket.times[3] = taken + 7200;
  uint32_t visits = shape != Shape::kOneVisit && dice.below(12) == 0 ? 2 : 1;
  if (shape == Shape::kExtreme && dice.below(30) == 0) visits = 0;
  for (uint32_t v = 1; v <= visits; ++v) {
    Visit visit;
    visit.visit = static_cast<int32_t>(v);
    visit.arrived = taken + 3600 * dice.below(24);
    visit.departed = *visit.arrived + 60 * dice.below(400);
    if (dice.below(15) != 0) visit.distance_m = 100 * dice.below(600);
    if (dice.below(8) == 0) visit.trip_place = 2;
    add_people(dice, visit, shape);
    uint32_t lines = dice.below(5);
    if (shape == Shape::kExtreme && dice.below(60) == 0) lines = 300 * dice.below(6);
    for (uint32_t l = 1; l <= lines; ++l) {
      TicketLine line;
      line.line = static_cast<int32_t>(l);
      line.quantity = dice.below(4) == 0 ? 500 * dice.below(12) : 1000 * dice.below(4);
      if (dice.below(3) == 0) {
        line.part = "part" + std::to_string(dice.below(3));
        line.supplier = static_cast<Supplier>(dice.below(6));
        if (dice.below(2) == 0) line.receipt_fen = dice.below(9000);
      } else {
        line.item = "item" + std::to_string(dice.below(6));
        if (dice.below(3) != 0) line.product = dice.below(4) == 0 ? "fan" : "ac";
        if (dice.below(3) == 0)
          line.attributes.push_back({"height", std::to_string(dice.below(20))});
      }
      if (dice.below(4) == 0) line.warranty = dice.below(2) ? "in" : "out";
      if (dice.below(20) == 0) line.payer = static_cast<Payer>(dice.below(5));
      if (shape != Shape::kOneVisit && dice.below(40) == 0) line.serial = "SN";
      visit.lines.push_back(std::move(line));
    }
    ticket.visits.push_back(std::move(visit));
  }
  return ticket;
}

// Steps of rates and of fixed amounts, some of which are more than a category holds.
std::string random_split(Dice& dice) {
  std::string split = R"("split":{"steps":[)";
  if (dice.below(2)) {
    split += R"({"role":"platform","bp":)" + std::to_string(dice.below(1500)) + "},";
  }
  if (dice.below(2)) {
    split += R"({"role":"assistant","category":"labour","fixed_fen":)" +
             std::to_string(dice.below(9000)) + "},";
  }
  split += R"({"role":"partner","bp":)" + std::to_string(dice.below(4000)) +
           R"(,"categories":["labour","travel"]},{"role":"assistant","bp":3333,"of":"left"}])";
  if (dice.below(2)) {
    split +=
        R"(,"agreements":[{"agreement":"a","person":"W1","role":"partner","bp":1234,"payee":"Q","from":"2026-03-01"}])";
  }
  return split + "},";
}

std::string random_version(Dice& dice) {
  const auto fen = [&](uint32_t most) { return std::to_string(dice.below(most)); };
  const auto flag = [&](const char* name) {
    return dice.below(2) ? std::string("\"") + name + "\":true," : std::string();
  };
  std::string v = R"("calendar":"cn","city_classes":[{"from":"2026-01-01","edition":"e","classes":[
      {"class":"big","divisions":["31","11"]},{"class":"mid","divisions":["320583"]}],"otherwise":"small"}],)";
  if (dice.below(2)) v += random_split(dice);
  if (dice.below(2)) v += R"("optional_facts":["customer_class","urgency"],)";
  v +=
      R"("categories":[{"category":"labour"},{"category":"special"},{"category":"travel"},{"category":"parts"}],)";
  v +=
      R"("items":[{"item":"item0","price":{"model":"per_unit","unit_price_fen":)" + fen(20000) +
      R"(}},{"item":"item1","step":"1","started_step":true,"category":"special","price":{"model":"flat","amount_fen":)" +
      fen(20000) +
      R"(}},{"item":"item2","price":{"model":"graduated","steps":[{"up_to":"1.5","unit_price_fen":)" +
      fen(9000) + R"(},{"unit_price_fen":)" + fen(9000) +
      R"(}]}},{"item":"item3","price":{"model":"base_plus","base_fen":)" + fen(5000) +
      R"(,"included":"1","unit_price_fen":)" + fen(5000) +
      R"(}},{"item":"item4","attributes":[{"attribute":"height","type":"number"}],"price":{"model":"package","size":"2","package_fen":)" +
      fen(5000) + R"(}}],"parts":[{"part":"part0","costs":[{"from":"2026-01-01","cost_fen":)" +
      fen(5000) +
      R"(}],"ceiling_fen":4000},{"part":"part1","costs":[{"from":"2026-01-01","cost_fen":100},{"from":"2026-06-01","cost_fen":)" +
      fen(5000) + R"(}]}],)";
  if (dice.below(2) == 0) {
    v +=
        R"("bundles":[{"bundle":"b","members":[{"item":"item0","units":1},{"item":"item2","units":1}],"price_fen":7000}],)";
  }
  v +=
      R"("tiers":[{"tier":"gold","priority":3,"when":{"op":"all","of":[{"op":"in","fact":"city_class","values":["big"]},
      {"op":"any","of":[{"op":"in","fact":"customer_class","values":["vip"]},{"op":"in","fact":"urgency","values":["urgent"]}]}]},
      "extends":"base","factor_bp":)" +
      std::to_string(8000 + dice.below(9000)) + R"(},
      {"tier":"season","priority":2,"when":{"op":"all","of":[{"op":"month_day_within","time":"arrived","from":"06-01","to":"09-01"},
      {"op":"division_within","codes":["3205","310115"]}]},"extends":"base","markup_bp":)" +
      fen(4000) + R"(},
      {"tier":"base","priority":1,)" +
      (dice.below(2) ? R"("travel":{"start_fee_fen":)" + fen(900) + R"(,"included_m":)" +
                           fen(30000) + R"(,"steps":[{"up_to_m":40000,"per_unit_fen":)" + fen(400) +
                           R"(},{"per_unit_fen":)" + fen(400) + R"(}],)" + flag("started_unit") +
                           flag("both_ways") + R"("unit_m":1000},)"
                     : "") +
      (dice.below(2)
           ? R"("on_site":{"included_min":60,"block_min":30,"per_block_fen":)" + fen(3000) + "},"
           : "") +
      R"("markup_bp":)" + fen(3000) + R"(,"handling_fen":300}],)";
  v +=
      R"("surcharges":[{"surcharge":"u","category":"urgent","when":{"op":"in","fact":"urgency","values":["urgent"]},
      "occasion":"ticket","charge":{"model":"percentage","bp":)" +
      fen(5000) + R"(,"of":["labour","travel"]})" + (dice.below(2) ? R"(,"cap_fen":900)" : "") +
      R"(},{"surcharge":"n","category":"night","when":{"op":"window",
      "time":"arrived","from":"22:00","to":"06:00"},"occasion":"visit","charge":{"model":"flat","amount_fen":)" +
      fen(4000) +
      R"(}},{"surcharge":"h","category":"high","when":{"op":"between","fact":"attr.height","from":"10"},"occasion":"line",
      "items":["item4"],"charge":{"model":"percentage","bp":)" +
      fen(9000) + R"(,"of":["labour"]}},
      {"surcharge":"far","category":"far","when":{"op":"between","fact":"distance_m","from":"30000"},"occasion":"visit",
      "charge":{"model":"flat","amount_fen":777}}],)";
  v += R"("limits":[{"limit":"lo","kind":"min","amount_fen":)" + fen(8000) +
       R"(},{"limit":"hi","kind":"max","amount_fen":)" + std::to_string(8000 + dice.below(40000)) +
       R"(},{"limit":"cap","kind":"max","base":["labour"],"amount_fen":)" +
       std::to_string(5000 + dice.below(30000)) + "}]";
  if (dice.below(2)) v += R"(,"rounding":{"unit_fen":100,"mode":"half_up"})";
  return v;
}

BookFile random_file(Dice& dice, const char* relation) {
  const std::string version = version_json(random_version(dice));
  const std::string text =
      std::string(R"({"schema":"fenming.book-file/1","calendars":[{"calendar":"cn","source":"s",
      "years":[2026],"days":[]}],"entitlement":{"lines":[{"rule":"w","when":{"op":"all","of":[{"op":"not","of":
      {"op":"missing","fact":"warranty"}},{"op":"in","fact":"warranty","values":["in"]}]},"payer":"manufacturer"}],"fees":[
      {"rule":"f","categories":["night"],"when":{"op":"missing","fact":"partner"},"payer":"company"}],"otherwise":"customer"},
      "routing":[{"route":"r","books":[{"relation":")") +
      relation + R"(","book":"b"}]}],"books":[{"book":"b","relation":")" + relation +
      R"(","versions":[)" + version + "]}]}";
  Result<BookFile> file = read_book_file(text);
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : file.error().field + " " + file.error().message));
  return std::move(*file);
}

template <typename Line>
std::vector<std::pair<Component, int64_t>> plain_lines(const std::vector<Line>& lines) {
  std::vector<std::pair<Component, int64_t>> plain;
  for (const Line& line : lines) {
    if (line.component == Component::kLimit || line.component == Component::kRounding) continue;
    plain.emplace_back(line.component, line.amount_fen);
  }
  return plain;
}

using Payees = std::vector<std::pair<std::string_view, int64_t>>;

// What each person gets of a settlement, in the order of first gift.
Payees payees_of(const Settlement& settlement) {
  Payees payees;
  for (const SettlementLine& line : settlement.lines) {
    for (const Share& share : line.shares) {
      const auto found = std::find_if(payees.begin(), payees.end(),
                                      [&](const auto& one) { return one.first == share.payee; });
      if (found == payees.end()) {
        payees.emplace_back(share.payee, share.amount_fen);
      } else {
        found->second += share.amount_fen;
      }
    }
  }
  std::erase_if(payees, [](const auto& one) { return one.second == 0; });
  return payees;
}

SettledColumns columns_for(const History& history) {
  return {std::vector<int64_t>(history.size()),
          std::vector<uint16_t>(history.size()),
          {},
          std::vector<uint8_t>(history.size())};
}

}  // namespace

TEST_CASE("a history gives back every ticket as it was added") {
  Dice dice(7);
  HistoryBuilder builder;
  std::vector<std::string> written;
  for (int i = 0; i < 2000; ++i) {
    const Ticket ticket = random_ticket(dice, i);
    written.push_back(write_ticket(ticket, 480));
    builder.add(ticket);
  }
  const History history = builder.finish();
  REQUIRE(history.size() == 2000);
  for (uint32_t i = 0; i < history.size(); ++i)
    CHECK(write_ticket(history.ticket(i), 480) == written[i]);
}

TEST_CASE("the compiled path pays what the explaining path pays, line by line") {
  const auto is_bundle = [](const CompiledLine& l) { return l.component == Component::kBundle; };
  int compiled_tickets = 0;
  int bundles = 0;
  int tickets = 0;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    const BookFile file =
        random_file(dice, seed % 3 == 0 ? "customer_company" : "company_technician");
    HistoryBuilder builder;
    const auto shape = static_cast<Shape>(seed / 3 % 3);
    for (int i = 0; i < 600; ++i)
      builder.add(random_ticket(dice, i, shape));
    const History history = builder.finish();
    CHECK((shape == Shape::kOneVisit) == (history.visit_end.empty() && history.odd.empty()));
    const PreparedVersion prepared(file.books[0], file.books[0].versions[0],
                                   find_calendar(file, "cn"));
    const LocalTime local = file_local_time(file);
    const CompiledVersion compiled(prepared, file.entitlement, local, history);
    SettledColumns columns = columns_for(history);
    compiled.settle_range(0, history.size(), columns);
    // Twice, and one by one: what a block settles depends on no other ticket and on nothing before.
    compiled.settle_range(100, history.size(), columns);
    SettledColumns singly = columns_for(history);
    for (uint32_t i = 0; i < history.size(); ++i)
      compiled.settle_ticket(i, singly);
    CHECK(columns.total == singly.total);
    CHECK(columns.tier == singly.tier);
    CHECK(columns.waiting.size() == singly.waiting.size());
    for (uint32_t i = 0; i < history.size(); ++i) {
      CAPTURE(seed);
      CAPTURE(i);
      const Result<Settlement> full =
          settle_under(prepared, file.entitlement, local, history.ticket(i));
      if (!full) {
        CHECK(columns.total[i] == kUnsettled);
        CHECK(columns.waiting.at(i) == full.error());
        continue;
      }
      ++tickets;
      CHECK(columns.total[i] == full->total_fen);
      CHECK(prepared.version().tiers[columns.tier[i]].tier == full->tier);
      std::vector<CompiledLine> lines;
      if (!compiled.lines_of(i, lines)) continue;
      ++compiled_tickets;
      bundles += std::any_of(lines.begin(), lines.end(), is_bundle) ? 1 : 0;
      CHECK((plain_lines(lines) == plain_lines(full->lines)));
    }
  }
  CHECK(bundles > 40);
  CHECK(compiled_tickets * 3 > tickets);  // the comparison would mean little otherwise
}

TEST_CASE("the compiled path divides a ticket as the explaining path does, person by person") {
  int divided = 0;
  int waiting = 0;
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    Dice dice(seed * 977);
    const BookFile file = random_file(dice, "company_technician");
    HistoryBuilder builder;
    const auto shape = static_cast<Shape>(seed % 3);
    for (int i = 0; i < 300; ++i)
      builder.add(random_ticket(dice, i, shape));
    const History history = builder.finish();
    RelationRun run(file, Relation::kCompanyTechnician, history, {});
    run.settle(0, history.size());
    PayeeReader reader(run);
    for (uint32_t i = 0; i < history.size(); ++i) {
      CAPTURE(seed);
      CAPTURE(i);
      const Result<Settlement> full = run.explain(i);
      CHECK((run.columns().total[i] == kUnsettled) == !full.ok());
      Payees got;
      for (const PayeeAmount& one : reader.payees_of(i)) {
        if (one.fen != 0) got.emplace_back(one.payee, one.fen);
      }
      CHECK((got == (full ? payees_of(*full) : Payees{})));
      divided += got.size() > 1 && run.columns().explained[i] == 0 ? 1 : 0;
      waiting += !full && full.error().code == "split_exceeds_category" ? 1 : 0;
    }
  }
  CHECK(divided > 1000);
  CHECK(waiting > 50);
}
