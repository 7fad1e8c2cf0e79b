// What was really paid against what the book pays (settlement.md W5): every ticket of a settled run
// is equal, different by a cause that can be named, or not priceable. A cause is looked for only
// where the amounts differ, by settling the ticket again under one thing changed: it is the cause
// where that gives the amount that was paid, to the fen. Work is cut by the caller.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/simulation/run.h"

namespace fenming {

// In the order in which they are looked for.
enum class PaidCause : uint8_t {
  kEqual,
  kRounded,    // paid in whole yuan or jiao
  kVersion,    // another version of the book pays it; detail: its number
  kTier,       // another tier of the version pays it; detail: the tier's code
  kCategory,   // a category was not paid; detail: its code
  kPaidMore,   // no single cause
  kPaidLess,   // no single cause
  kNotPriced,  // the book has no amount; detail: the error's code
  kNoAmount,   // the history has no amount
};

struct BacktestGroup {
  PaidCause cause = PaidCause::kEqual;
  std::string detail;
  uint32_t tickets = 0;
  int64_t paid_fen = 0;
  int64_t settled_fen = 0;        // 0 where not priced
  std::vector<uint32_t> samples;  // greatest differences first
};

struct BacktestTotals {
  uint32_t tickets = 0;  // of the relation, with and without an amount
  // Groups that hold a ticket, in the order of causes, then most paid first.
  std::vector<BacktestGroup> groups;

  // Sums over the groups of a cause.
  BacktestGroup sum(PaidCause first, PaidCause last) const;
};

class Backtest {
 public:
  static constexpr size_t kSamples = 5;

  // `run` is settled and stays so; it and `file`, which it was made from, must outlive the object.
  // `versions`: of the book, that may have been paid; they must outlive the object too.
  Backtest(const RelationRun& run, const BookFile& file, const std::vector<BookVersion>& versions);
  ~Backtest();

  // Judges up to `tickets` more; true while there are more.
  bool work(uint32_t tickets);
  uint32_t done() const { return next_; }
  // Of the tickets judged so far.
  BacktestTotals totals() const;

 private:
  using Key = std::pair<PaidCause, std::string>;
  struct Variants;

  void judge(uint32_t ticket);
  Key cause_of(uint32_t ticket, int64_t paid, int64_t settled);
  void add(Key key, uint32_t ticket, int64_t paid, int64_t settled);

  const RelationRun* run_;
  std::unique_ptr<Variants> variants_;
  std::map<Key, BacktestGroup> groups_;
  uint32_t tickets_ = 0;
  uint32_t next_ = 0;
};

}  // namespace fenming
