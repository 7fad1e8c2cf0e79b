#include "codec/history_codec.h"

#include <doctest/doctest.h>

#include "codec/book_codec.h"
#include "codec/json.h"
#include "codec/simulation_codec.h"
#include "codec/ticket_codec.h"
#include "demo/demo.h"
#include "engine/pricing/analysis/check.h"
#include "engine/simulation/payees.h"
#include "engine/simulation/totals.h"

using namespace fenming;

TEST_CASE("the demo is the same every time and its books may be published") {
  const BookFile file = demo_books();
  const auto findings = check_book_file(file);
  CHECK(is_publishable(findings));
  CHECK(findings.empty());
  CHECK(write_history(demo_history(300, 5)) == write_history(demo_history(300, 5)));
  CHECK(write_history(demo_history(300, 5)) != write_history(demo_history(300, 6)));
}

TEST_CASE("a snapshot gives back every ticket; a damaged one is an error, never a crash") {
  const History history = demo_history(400, 9);
  const std::string bytes = write_history(history);
  const Result<History> again = read_history(bytes);
  REQUIRE(again.ok());
  for (uint32_t i = 0; i < history.size(); ++i) {
    CHECK(write_ticket(again->ticket(i), 480) == write_ticket(history.ticket(i), 480));
  }
  CHECK(write_history(*again) == bytes);
  for (size_t cut = 0; cut < bytes.size(); cut += 97)
    CHECK_FALSE(read_history(bytes.substr(0, cut)).ok());
  // A changed byte either is refused or leaves a history in which every index leads somewhere.
  for (size_t at = 0; at < bytes.size(); at += 41) {
    std::string broken = bytes;
    broken[at] = static_cast<char>(broken[at] ^ 0x55);
    const Result<History> read = read_history(broken);
    if (!read) continue;
    for (uint32_t i = 0; i < read->size(); ++i)
      CHECK(read->ticket(i).visits.size() < 1000);
  }
}

TEST_CASE("a simulated amount is what settling each ticket gives, to the fen") {
  const BookFile file = demo_books();
  const History history = demo_history(3000, 3);
  const Settler settler(file);
  // Part costs that begin in the middle of the history leave earlier tickets without a price.
  BookFile late = file;
  for (Book& book : late.books) {
    for (Part& part : book.versions.back().parts)
      part.costs.front().from = book.versions.back().from;
    book.versions.erase(book.versions.begin(), book.versions.end() - 1);
  }
  const Settler late_settler(late);
  for (const Relation relation : {Relation::kCustomerCompany, Relation::kCompanyTechnician}) {
    RelationRun late_run(late, relation, history, {});
    late_run.settle(0, history.size());
    for (uint32_t i = 0; i < history.size(); i += 3) {
      for (const Outcome& outcome : late_settler.settle(history.ticket(i))) {
        if (outcome.relation != relation) continue;
        const int64_t total = late_run.columns().total[i];
        CHECK(total == (outcome.settlement ? outcome.settlement->total_fen : kUnsettled));
      }
    }
    RelationRun run(file, relation, history, {.by_date = true});
    run.settle(0, history.size());
    PayeeReader payees(run);
    int64_t expected = 0;
    for (uint32_t i = 0; i < history.size(); ++i) {
      for (const Outcome& outcome : settler.settle(history.ticket(i))) {
        if (outcome.relation != relation) continue;
        const int64_t total = run.columns().total[i];
        REQUIRE(outcome.settlement.has_value() == (total != kUnsettled));
        if (!outcome.settlement) continue;
        CHECK(total == outcome.settlement->total_fen);
        expected += outcome.settlement->total_fen;
        int64_t shares = 0;
        for (const PayeeAmount& payee : payees.payees_of(i))
          shares += payee.fen;
        if (relation == Relation::kCompanyTechnician) CHECK(shares == total);
        int64_t cost = 0;
        for (const SettlementLine& line : outcome.settlement->lines)
          cost += line.cost_fen.value_or(0);
        CHECK(run.own_stock_cost(i) == cost);
      }
    }
    const RunTotals totals = totals_of(run, {}, groups_of(history, {}), months_of(history, 480));
    CHECK(totals.settled_fen == expected);
    int64_t by_group = 0;
    for (const int64_t fen : totals.by_group)
      by_group += fen;
    CHECK(by_group == expected);
  }
}

TEST_CASE("an unchanged candidate changes nothing, a dearer tier shows who gains") {
  const BookFile before = demo_books();
  BookFile after = before;
  const History history = demo_history(2000, 4);
  const std::string same = simulate_to_json(before, after, history, {});
  CHECK(same.find("\"tier_changes\":0,\"winners\":0,\"losers\":0") != std::string::npos);
  for (Tier& tier : after.books[0].versions.back().tiers) {
    if (tier.tier == "core") tier.factor_bp = *tier.factor_bp + 500;
  }
  const auto changed = parse_json(simulate_to_json(before, after, history, {}));
  REQUIRE(changed.ok());
  const Json& technicians = changed->find("relations")->items()[1];
  CHECK(technicians.find("delta_fen")->integer_value() > 0);
  CHECK(technicians.find("winners")->integer_value() > 0);
  CHECK(technicians.find("losers")->integer_value() == 0);
  CHECK(changed->find("margin")->find("delta_fen")->integer_value() < 0);
}
