// A backtest over the demo (W5): tickets that were paid by a known cause are told with that cause.
#include "engine/simulation/backtest.h"

#include <doctest/doctest.h>

#include "codec/history_codec.h"
#include "codec/ticket_codec.h"
#include "demo/demo.h"

using namespace fenming;

namespace {

constexpr Relation kRelation = Relation::kCompanyTechnician;

// The demo's tickets with what was paid for each.
template <typename Paid>
History paid_history(uint32_t size, const Paid& paid) {
  const History demo = demo_history(size, 11);
  HistoryBuilder builder;
  for (uint32_t i = 0; i < demo.size(); ++i) {
    Ticket ticket = demo.ticket(i);
    ticket.paid_fen = paid(i, ticket);
    builder.add(ticket);
  }
  return builder.finish();
}

BacktestTotals backtest(const BookFile& file, const History& history, uint32_t slice = 100000) {
  RelationRun run(file, kRelation, history, {});
  run.settle(0, history.size());
  const std::vector<BookVersion>* versions = nullptr;
  for (const Book& book : file.books) {
    if (book.relation == kRelation) versions = &book.versions;
  }
  REQUIRE(versions != nullptr);
  Backtest test(run, file, *versions);
  while (test.work(slice)) {
  }
  return test.totals();
}

std::optional<Settlement> settled(const Settler& settler, const Ticket& ticket) {
  for (Outcome& outcome : settler.settle(ticket)) {
    if (outcome.relation == kRelation) return std::move(outcome.settlement);
  }
  return std::nullopt;
}

const BacktestGroup* find_group(const BacktestTotals& totals, PaidCause cause,
                                std::string_view detail = {}) {
  for (const BacktestGroup& group : totals.groups) {
    if (group.cause == cause && group.detail == detail) return &group;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("an amount that was paid is kept beside the ticket and enters no digest") {
  const History history = paid_history(50, [](uint32_t i, const Ticket&) {
    return i % 3 == 0 ? std::nullopt : std::optional<int64_t>(i * 100);
  });
  const Result<History> read = read_history(write_history(history));
  REQUIRE(read.ok());
  for (uint32_t i = 0; i < history.size(); ++i) {
    CHECK(read->paid(i) == (i % 3 == 0 ? std::nullopt : std::optional<int64_t>(i * 100)));
    CHECK(read->ticket(i).paid_fen == read->paid(i));
  }
  Ticket ticket = history.ticket(1);
  const BookFile file = demo_books();
  const auto with = settled(Settler(file), ticket);
  REQUIRE(with);
  const std::string digest = settlement_digest(ticket, kRelation, *with);
  ticket.paid_fen = 1;
  CHECK(settlement_digest(ticket, kRelation, *with) == digest);
}

TEST_CASE("what the book pays is equal, and nothing else is") {
  const BookFile file = demo_books();
  int32_t last = 0;
  for (const Book& book : file.books) {
    if (book.relation == kRelation) last = book.versions.back().version;
  }
  const Settler settler(file, last);
  const History history = paid_history(400, [&](uint32_t, const Ticket& ticket) {
    const auto one = settled(settler, ticket);
    return one ? std::optional<int64_t>(one->total_fen) : std::nullopt;
  });
  const BacktestTotals totals = backtest(file, history);
  const BacktestGroup equal = totals.sum(PaidCause::kEqual, PaidCause::kEqual);
  CHECK(equal.tickets > 300);
  CHECK(equal.paid_fen == equal.settled_fen);
  CHECK(totals.sum(PaidCause::kRounded, PaidCause::kPaidLess).tickets == 0);
  CHECK(equal.tickets + totals.sum(PaidCause::kNotPriced, PaidCause::kNoAmount).tickets ==
        totals.tickets);
  // The same whatever the slices.
  const BacktestTotals sliced = backtest(file, history, 7);
  CHECK(sliced.sum(PaidCause::kEqual, PaidCause::kEqual).paid_fen == equal.paid_fen);
}

TEST_CASE("a difference is told by its cause") {
  const BookFile file = demo_books();
  const Book* book = nullptr;
  for (const Book& one : file.books) {
    if (one.relation == kRelation) book = &one;
  }
  REQUIRE(book != nullptr);
  REQUIRE(book->versions.size() > 1);
  const int32_t now = book->versions.back().version;
  const int32_t before = book->versions.front().version;
  const Settler settler(file, now);
  const Settler old(file, before);
  uint32_t rounded = 0;
  uint32_t older = 0;
  uint32_t odd = 0;
  uint32_t unpaid = 0;
  int64_t odd_fen = 0;
  const History history =
      paid_history(600, [&](uint32_t i, const Ticket& ticket) -> std::optional<int64_t> {
        const auto one = settled(settler, ticket);
        if (!one) return 7;
        const int64_t total = one->total_fen;
        switch (i % 4) {
          case 0:
            if (total % 100 == 0) return total;
            ++rounded;
            return total / 100 * 100;
          case 1: {
            const auto other = settled(old, ticket);
            if (!other || other->total_fen == total || other->total_fen % 10 == 0) return total;
            ++older;
            return other->total_fen;
          }
          case 2:
            ++odd;
            odd_fen += total + 123'457'003;  // no book pays this
            return total + 123'457'003;
          default:
            ++unpaid;
            return std::nullopt;
        }
      });
  const BacktestTotals totals = backtest(file, history);
  CHECK(rounded > 10);
  CHECK(older > 10);
  CHECK(totals.sum(PaidCause::kRounded, PaidCause::kRounded).tickets == rounded);
  const BacktestGroup* version = find_group(totals, PaidCause::kVersion, std::to_string(before));
  CHECK((version == nullptr ? 0 : version->tickets) == older);
  const BacktestGroup* more = find_group(totals, PaidCause::kPaidMore);
  REQUIRE(more != nullptr);
  CHECK(more->tickets == odd);
  CHECK(more->paid_fen == odd_fen);
  CHECK(more->samples.size() == Backtest::kSamples);
  CHECK(totals.sum(PaidCause::kNoAmount, PaidCause::kNoAmount).tickets == unpaid);
  CHECK(totals.sum(PaidCause::kEqual, PaidCause::kNoAmount).tickets == totals.tickets);
}

TEST_CASE("a tier that was taken for another, and a part that was not paid, are named") {
  const BookFile file = demo_books();
  const Book* book = nullptr;
  for (const Book& one : file.books) {
    if (one.relation == kRelation) book = &one;
  }
  REQUIRE(book != nullptr);
  const Settler settler(file, book->versions.back().version);
  BookFile default_only = file;
  std::string taken;
  for (Book& one : default_only.books) {
    if (one.relation != kRelation) continue;
    for (Tier& tier : one.versions.back().tiers) {
      if (tier.when || tier.quote) continue;
      tier.priority = 1'000'000;
      taken = tier.tier;
    }
  }
  const Settler by_default(default_only, book->versions.back().version);
  uint32_t wrong_tier = 0;
  std::map<std::string, uint32_t> unpaid;
  const History history =
      paid_history(600, [&](uint32_t i, const Ticket& ticket) -> std::optional<int64_t> {
        const auto one = settled(settler, ticket);
        if (!one || one->lines.empty()) return std::nullopt;
        if (i % 2 == 0) {
          const auto other = settled(by_default, ticket);
          if (!other || other->total_fen == one->total_fen) return std::nullopt;
          ++wrong_tier;
          return other->total_fen;
        }
        int64_t travel = 0;
        std::string category;
        for (const SettlementLine& line : one->lines) {
          if (line.component != Component::kTravel) continue;
          travel += line.amount_fen;
          category = line.category;
        }
        if (travel == 0 || travel == one->total_fen) return std::nullopt;
        ++unpaid[category];
        return one->total_fen - travel;
      });
  const BacktestTotals totals = backtest(file, history);
  CHECK(wrong_tier > 10);
  // Another tier or version may pay the same by chance; most are told as what they are.
  const BacktestGroup* tier = find_group(totals, PaidCause::kTier, taken);
  REQUIRE(tier != nullptr);
  CHECK(tier->tickets > wrong_tier * 3 / 4);
  REQUIRE(unpaid.size() == 1);
  const BacktestGroup* travel = find_group(totals, PaidCause::kCategory, unpaid.begin()->first);
  REQUIRE(travel != nullptr);
  CHECK(travel->tickets > unpaid.begin()->second * 3 / 4);
  CHECK(travel->settled_fen > travel->paid_fen);
}
