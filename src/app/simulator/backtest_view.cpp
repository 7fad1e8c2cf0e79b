#include "app/simulator/backtest_view.h"

#include "app/prices/categories.h"
#include "app/pricing/settlement_error.h"
#include "app/simulator/views.h"

namespace fenming::app::simulator {
namespace {

std::string cause_text(const Session& session, const BacktestGroup& group, const Locale& locale) {
  const BookVersion& version = session.candidate();
  switch (group.cause) {
    case PaidCause::kEqual:
      return std::string(locale.text(Key::backtest_equal));
    case PaidCause::kRounded:
      return std::string(locale.text(Key::backtest_rounded));
    case PaidCause::kVersion:
      return locale.format(Key::backtest_version, {group.detail});
    case PaidCause::kTier:
      return locale.format(Key::backtest_tier, {tier_name(version, group.detail)});
    case PaidCause::kCategory:
      return locale.format(Key::backtest_category,
                           {prices::category_text(version, group.detail, locale)});
    case PaidCause::kPaidMore:
      return std::string(locale.text(Key::backtest_more));
    case PaidCause::kPaidLess:
      return std::string(locale.text(Key::backtest_less));
    case PaidCause::kNotPriced: {
      const uint32_t sample = group.samples.front();
      const Result<Settlement> settled = session.what_if().candidate().explain(sample);
      if (settled) return group.detail;
      return settlement_error_text(settled.error(), session.history().ticket(sample), version,
                                   locale);
    }
    case PaidCause::kNoAmount:
      return std::string(locale.text(Key::backtest_no_amount));
  }
  return {};
}

BacktestRow row_of(const BacktestGroup& group) {
  BacktestRow row;
  row.kind = group.cause;
  row.tickets = group.tickets;
  row.paid_fen = group.paid_fen;
  row.settled_fen = group.settled_fen;
  return row;
}

}  // namespace

BacktestView backtest_view(const Session& session, const Locale& locale) {
  BacktestView view;
  const History& history = session.history();
  view.has_amounts = !history.paid_fen.empty();
  const Backtest* test = session.backtest();
  if (test == nullptr) {
    view.percent = view.has_amounts ? 0 : 100;
    return view;
  }
  if (history.size() > 0)
    view.percent = static_cast<int>(uint64_t{test->done()} * 100 / history.size());
  const BacktestTotals totals = test->totals();
  const BacktestGroup all = totals.sum(PaidCause::kEqual, PaidCause::kNotPriced);
  view.tickets = all.tickets;
  view.paid_fen = all.paid_fen;
  view.equal = row_of(totals.sum(PaidCause::kEqual, PaidCause::kEqual));
  view.different = row_of(totals.sum(PaidCause::kRounded, PaidCause::kPaidLess));
  view.unpriced = row_of(totals.sum(PaidCause::kNotPriced, PaidCause::kNotPriced));
  for (const BacktestGroup& group : totals.groups) {
    BacktestRow row = row_of(group);
    row.cause = cause_text(session, group, locale);
    row.sample = history.name(group.samples.front());
    view.rows.push_back(std::move(row));
  }
  return view;
}

Coverage coverage_of(const Session& session) {
  Coverage coverage;
  const History& history = session.history();
  coverage.has_amounts = !history.paid_fen.empty();
  if (!coverage.has_amounts) return coverage;
  const RelationRun& run = session.what_if().candidate();
  for (uint32_t i = 0; i < history.size(); ++i) {
    if (run.columns().total[i] != kUnsettled || !history.paid(i)) continue;
    ++coverage.unpriced;
    coverage.unpriced_paid_fen += *history.paid(i);
  }
  return coverage;
}

}  // namespace fenming::app::simulator
