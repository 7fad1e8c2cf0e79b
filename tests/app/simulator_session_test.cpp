#include <doctest/doctest.h>

#include <random>

#include "app/simulator/backtest_view.h"
#include "app/simulator/session.h"
#include "app/simulator/ticket_view.h"
#include "app/simulator/views.h"
#include "demo/demo.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::app::simulator;

namespace {

constexpr const char* kBook = "technician";

BookFile file_with_last(const BookVersion& version) {
  BookFile file = demo_books();
  for (Book& book : file.books) {
    if (book.book == kBook) book.versions.assign(1, version);
  }
  return file;
}

BookVersion last_version() {
  const BookFile file = demo_books();
  for (const Book& book : file.books) {
    if (book.book == kBook) return book.versions.back();
  }
  return {};
}

std::shared_ptr<const History> small_history() {
  static const auto history = std::make_shared<const History>(demo_history(3000, 7));
  return history;
}

void finish(Session& session) {
  for (int i = 0; i < 100000 && session.work(1000); ++i) {
  }
}

Session demo_session() {
  const BookVersion version = last_version();
  return Session(file_with_last(version), kBook, version, small_history());
}

// What a simulation from nothing says about the same candidate.
WhatIfTotals fresh_totals(const BookVersion& candidate) {
  WhatIf run(file_with_last(last_version()), kBook, &candidate, *small_history(), Grouping{});
  while (run.work(1u << 30)) {
  }
  return run.totals();
}

void check_same(const Session& session, const WhatIfTotals& fresh) {
  const WhatIfTotals& totals = session.what_if().totals();
  CHECK(totals.candidate_fen == fresh.candidate_fen);
  CHECK(totals.baseline_fen == fresh.baseline_fen);
  CHECK(totals.candidate_waiting == fresh.candidate_waiting);
  CHECK((totals.candidate_by_group == fresh.candidate_by_group));
}

}  // namespace

TEST_CASE("random edits give the totals of a run from nothing") {
  Session session = demo_session();
  finish(session);
  CHECK(session.what_if().packed_bytes() > 0);  // some tiers price few tickets
  std::mt19937 source(20261122);
  const auto dice = [&] { return static_cast<uint32_t>(source()); };
  const Locale locale;
  for (int round = 0; round < 220; ++round) {
    CAPTURE(round);
    const auto knobs = list_knobs(session.baseline(), session.candidate(), locale);
    const Knob& knob = knobs[dice() % knobs.size()];
    const auto span = static_cast<uint64_t>(knob.maximum - knob.minimum + 1);
    const auto value = [&] { return knob.minimum + static_cast<int64_t>(dice() % span); };
    // A drag with slices in between, sometimes cut off in the middle of a pass.
    for (uint32_t i = dice() % 4; i > 0; --i) {
      session.show(knob.address, value());
      for (uint32_t k = dice() % 5; k > 0; --k)
        session.work(1 + dice() % 700);
    }
    if (dice() % 6 == 0 && session.log().can_undo()) {
      session.commit("drag", {{knob.address, value()}});
      session.work(200);
      session.undo();
      if (dice() % 2 == 0) session.redo();
    } else {
      session.commit("turn", {{knob.address, value()}});
    }
    finish(session);
    REQUIRE(session.is_exact());
    check_same(session, fresh_totals(session.candidate()));
    if (session.what_if().candidate_version().tiers.size() != session.candidate().tiers.size())
      FAIL("the document and the simulation differ");
  }
}

TEST_CASE("totals that are shown stay exact for their own position while a pass is under way") {
  Session session = demo_session();
  finish(session);
  const KnobAddress factor{KnobKind::kFactor, "core"};
  const int64_t at_rest = session.what_if().totals().candidate_fen;
  session.show(factor, 15000);
  session.work(1);
  session.show(factor, 16000);
  CHECK(session.what_if().totals().candidate_fen == at_rest);
  CHECK_FALSE(session.is_exact());
  while (session.what_if().candidate_version().tiers.size() > 0 &&
         session.what_if().totals().candidate_fen == at_rest)
    session.work(50);
  BookVersion first = session.candidate();
  write_knob(first, factor, 15000);
  CHECK(session.what_if().totals().candidate_fen == fresh_totals(first).candidate_fen);
  finish(session);
  write_knob(first, factor, 16000);
  CHECK(session.what_if().totals().candidate_fen == fresh_totals(first).candidate_fen);
}

TEST_CASE("knob steps undo and redo; the simulation follows") {
  Session session = demo_session();
  finish(session);
  const KnobAddress factor{KnobKind::kFactor, "core"};
  const auto before = read_knob(session.candidate(), factor);
  REQUIRE(before.has_value());
  const WhatIfTotals at_first = session.what_if().totals();
  session.show(factor, 15000);
  session.show(factor, 15400);
  CHECK_FALSE(session.log().can_undo());
  CHECK(read_knob(session.candidate(), factor) == before);
  session.commit("turn", {{factor, 15400}});
  CHECK(session.log().size() == 1);
  finish(session);
  CHECK(session.what_if().totals().candidate_fen > at_first.candidate_fen);
  session.undo();
  finish(session);
  CHECK(read_knob(session.candidate(), factor) == before);
  check_same(session, at_first);
  session.redo();
  finish(session);
  CHECK(read_knob(session.candidate(), factor) == 15400);
  session.commit("nothing", {{factor, 15400}});
  CHECK(session.log().size() == 1);
}

TEST_CASE("a drag that ends where it began leaves no step and no difference") {
  Session session = demo_session();
  finish(session);
  const WhatIfTotals at_first = session.what_if().totals();
  const KnobAddress factor{KnobKind::kFactor, "core"};
  session.show(factor, 20000);
  finish(session);
  session.commit("turn", {{factor, *read_knob(session.candidate(), factor)}});
  finish(session);
  CHECK_FALSE(session.log().can_undo());
  check_same(session, at_first);
}

TEST_CASE("what is shown adds up to the totals") {
  Session session = demo_session();
  session.commit("turn", {{{KnobKind::kFactor, "core"}, 15400}});
  session.commit("turn", {{{KnobKind::kSurcharge, {}, "urgent"}, 500}});
  session.ask_for_items(true);
  finish(session);
  REQUIRE(session.is_exact());
  const Figures figures = figures_of(session);
  const Locale locale;
  for (const PlaceLevel level : {PlaceLevel::kRegion, PlaceLevel::kProvince}) {
    const HeatView heat = heat_of(session, level, locale);
    int64_t sum = 0;
    for (const int64_t delta : heat.deltas)
      sum += delta;
    CHECK(sum == figures.delta_fen());
    CHECK(heat.total == sum);
    CHECK(heat.deltas.size() == heat.rows.size() * heat.columns.size());
  }
  int64_t before = 0;
  int64_t after = 0;
  for (const SumRow& row : tiers_of(session)) {
    before += row.baseline_fen;
    after += row.candidate_fen;
  }
  CHECK(before == figures.baseline_fen);
  CHECK(after == figures.candidate_fen);
  int64_t of_tickets = 0;
  for (const uint32_t ticket : tickets_of(session, {})) {
    const TicketRow row = ticket_row(session, ticket, locale);
    of_tickets += row.candidate_fen - row.baseline_fen;
  }
  CHECK(of_tickets == figures.delta_fen());
  const auto people = people_of(session);
  int64_t in_bands = 0;
  for (const Band& band : bands_of(people))
    in_bands += band.count;
  CHECK(in_bands == static_cast<int64_t>(people.size()));
  CHECK(session.item_sums().done == session.history().size());
  CHECK_FALSE(items_of(session).empty());
}

TEST_CASE("a ticket's lines add up on both sides and every other tier has its reason") {
  Session session = demo_session();
  session.commit("turn", {{{KnobKind::kFactor, "core"}, 15400}});
  finish(session);
  const Locale locale;
  const auto list = tickets_of(session, {});
  REQUIRE(list.size() > 20);
  for (size_t i = 0; i < 20; ++i) {
    const TicketView view = ticket_view(session, list[i], locale);
    int64_t before = 0;
    int64_t after = 0;
    for (const LineRow& line : view.lines) {
      before += line.baseline_fen;
      after += line.candidate_fen;
    }
    CHECK(before == view.baseline_fen);
    CHECK(after == view.candidate_fen);
    CHECK(find_ticket(session.history(), view.name) == list[i]);
    int chosen = 0;
    for (const TierRow& tier : view.tiers) {
      chosen += tier.chosen ? 1 : 0;
      CHECK((tier.chosen || !tier.reason.empty() || !view.candidate_error.empty()));
    }
    CHECK(chosen == (view.candidate_error.empty() ? 1 : 0));
    CHECK_FALSE(view.tiers.empty());
  }
}

TEST_CASE("what people get is what a run from nothing gives them, before and after an edit") {
  Session session = demo_session();
  const auto check = [&] {
    finish(session);
    REQUIRE(session.is_exact());
    WhatIf fresh(file_with_last(last_version()), kBook, &session.candidate(), *small_history(),
                 Grouping{});
    while (fresh.work(1u << 30)) {
    }
    std::vector<int64_t> pay;
    const RunTotals totals = totals_of(fresh.candidate(), fresh.baseline_file().plans,
                                       fresh.groups(), fresh.months(), &pay);
    const RunTotals& shown = session.settled().candidate;
    CHECK((session.settled().candidate_pay == pay));
    CHECK((shown.people == totals.people));
    CHECK((shown.by_person == totals.by_person));
    CHECK(shown.plan_fen == totals.plan_fen);
  };
  check();
  session.commit("turn", {{{KnobKind::kFactor, "core"}, 15000}});
  check();
  CHECK((session.settled().candidate_pay != session.settled().baseline_pay));
  session.undo();
  check();
  CHECK((session.settled().candidate_pay == session.settled().baseline_pay));
}

TEST_CASE("a backtest says what was paid by which cause, and follows the candidate") {
  const BookFile file = demo_books();
  Session session = demo_session();
  for (const Book& book : file.books) {
    if (book.book == kBook) session.set_published(book.versions);
  }
  const Locale locale(Language::kChinese);
  finish(session);
  CHECK(backtest_view(session, locale).percent == 0);
  session.ask_for_backtest(true);
  finish(session);
  const BacktestView view = backtest_view(session, locale);
  CHECK(view.percent == 100);
  CHECK(view.equal.tickets + view.different.tickets + view.unpriced.tickets == view.tickets);
  CHECK(view.equal.paid_fen + view.different.paid_fen + view.unpriced.paid_fen == view.paid_fen);
  CHECK(view.equal.tickets > view.tickets / 4);
  // Two years of tickets were paid under earlier versions.
  const auto has = [&](std::string_view cause) {
    return std::any_of(view.rows.begin(), view.rows.end(), [&](const BacktestRow& row) {
      return row.cause == cause && row.tickets > 0;
    });
  };
  CHECK(has("按 v1 付"));
  CHECK(has("实付取整"));
  int64_t listed = 0;
  for (const BacktestRow& row : view.rows) {
    if (row.kind != PaidCause::kNoAmount) listed += row.paid_fen;
    CHECK(find_ticket(session.history(), row.sample) < session.history().size());
  }
  CHECK(listed == view.paid_fen);
  // The same where it was asked for from the beginning.
  Session eager = demo_session();
  eager.ask_for_backtest(true);
  finish(eager);
  CHECK(backtest_view(eager, locale).percent == 100);

  // Another candidate is another backtest.
  const std::vector<Knob> knobs = list_knobs(session.baseline(), session.candidate(), locale);
  session.show(knobs.front().address, knobs.front().value + 1);
  CHECK(session.backtest() == nullptr);
}

TEST_CASE("tickets in progress are pinned, and told with what the candidate would give") {
  const auto demo = small_history();
  HistoryBuilder builder;
  uint32_t open = 0;
  for (uint32_t i = 0; i < 300; ++i) {
    Ticket ticket = demo->ticket(i);
    if (i % 5 == 0) ticket.times[static_cast<size_t>(TimeName::kCompleted)].reset();
    if (i % 10 == 0) ticket.times[static_cast<size_t>(TimeName::kCreated)].reset();
    builder.add(ticket);
  }
  BookVersion version = last_version();
  version.pin_event = TimeName::kCreated;
  BookVersion dearer = version;
  for (Tier& tier : dearer.tiers) {
    if (tier.factor_bp) *tier.factor_bp += 1000;
  }
  const auto history = std::make_shared<const History>(builder.finish());
  Session session(file_with_last(version), kBook, dearer, history);
  finish(session);
  const InProgress sum = in_progress_of(session);
  int64_t pinned = 0;
  for (uint32_t i = 5; i < 300; i += 10) {
    const Result<Settlement> settled = session.what_if().baseline().explain(i);
    if (!settled) continue;
    ++open;
    pinned += settled->total_fen;
  }
  CHECK(open > 20);
  CHECK(sum.tickets == open);
  CHECK(sum.pinned_fen == pinned);
  CHECK(sum.otherwise_fen > sum.pinned_fen);
}
