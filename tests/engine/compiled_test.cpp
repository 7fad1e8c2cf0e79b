// The compiled path against the explaining path, ticket by ticket and line by line (W2).
#include "engine/simulation/compiled.h"
#include "engine/simulation/payees.h"

#include <algorithm>

#include "engine/random_books.h"
#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

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
  CHECK(divided > 900);
  CHECK(waiting > 50);
}
