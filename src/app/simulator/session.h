// One running simulation: the history, the what-if over it, the candidate as a document with undo,
// and what is derived once a pass is over. It has no clock: who drives it says how much to do.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/simulator/knobs.h"
#include "engine/simulation/backtest.h"
#include "engine/simulation/whatif.h"

namespace fenming::app::simulator {

// How long the next frame may work: as long as the rest of a frame takes, so that a slow machine
// still gets on, but never so long that a frame is felt.
class SlicePace {
 public:
  // Milliseconds for the frame that began at `now_ms`.
  double next(double now_ms);
  void rest() { last_ms_ = -1; }

 private:
  double last_ms_ = -1;
};

// Both sides' exact totals with the plan by count, and what each ticket and person gets.
struct Settled {
  RunTotals baseline;
  RunTotals candidate;
  std::vector<int64_t> baseline_pay;  // by ticket
  std::vector<int64_t> candidate_pay;
  bool has_baseline = false;
  uint64_t edition = 0;  // of the candidate; 0: not there yet
};

// Sums over lines by item, made on demand, ticket by ticket.
struct ItemSums {
  struct Side {
    int64_t baseline_fen = 0;
    int64_t candidate_fen = 0;
  };
  std::map<std::string, Side> items;
  uint32_t done = 0;  // tickets
  uint64_t edition = 0;
};

class Session {
 public:
  // `file` holds the baseline as the last version of `book`; `candidate` is where editing begins.
  Session(const BookFile& file, const std::string& book, const BookVersion& candidate,
          std::shared_ptr<const History> history);

  const History& history() const { return *history_; }
  const std::shared_ptr<const History>& shared_history() const { return history_; }
  const WhatIf& what_if() const { return *what_if_; }
  const BookVersion& candidate() const { return document_.version; }
  const BookVersion& baseline() const { return what_if_->baseline_version(); }
  const CommandLog<KnobDocument>& log() const { return log_; }
  const Settled& settled() const { return settled_; }
  const ItemSums& item_sums() const { return item_sums_; }
  // People and plans are being added up for the candidate as it stands.
  bool is_summing() const { return adding_.has_value(); }
  uint32_t summed() const { return adding_ ? adding_->done() : 0; }
  bool is_exact() const {
    return what_if_->is_current() && settled_.edition == what_if_->edition();
  }
  // The knob that is being dragged, and where it is.
  const std::optional<KnobChange>& preview() const { return preview_; }
  uint32_t edits() const { return edits_; }  // counts changes of the candidate

  // While a knob moves: the simulation follows, the document does not.
  void show(const KnobAddress& address, int64_t value);
  // On release: one step of the log. No step where nothing changes.
  void commit(std::string name, std::vector<KnobChange> changes);
  void undo();
  void redo();
  void mark_saved() { log_.mark_saved(); }

  void ask_for_items(bool wanted) { wants_items_ = wanted; }
  // Compares the candidate with what was really paid (W5), while it stands still. `versions`:
  // those of the book that tickets may have been paid under.
  void ask_for_backtest(bool wanted) { wants_backtest_ = wanted; }
  void set_published(std::vector<BookVersion> versions) { published_ = std::move(versions); }
  // Null where it was not asked for, or another candidate's.
  const Backtest* backtest() const {
    return backtest_edition_ == what_if_->edition() ? backtest_.get() : nullptr;
  }
  // Does a slice of at most about `tickets`; true while there is more to do.
  bool work(uint32_t tickets);

 private:
  void tell_simulation();
  void tell(const KnobChange& change);
  bool sum_up(uint32_t tickets);
  bool sum_items(uint32_t tickets);
  void add_items(uint32_t ticket);
  bool test_back(uint32_t tickets);

  std::shared_ptr<const History> history_;
  std::unique_ptr<WhatIf> what_if_;
  KnobDocument document_;
  CommandLog<KnobDocument> log_;
  std::optional<KnobChange> preview_;
  Settled settled_;
  std::optional<TotalsAdder> adding_;  // people and plans, half-way
  uint64_t adding_edition_ = 0;
  ItemSums item_sums_;
  std::vector<CompiledLine> lines_;  // scratch
  bool wants_items_ = false;
  bool wants_backtest_ = false;
  std::vector<BookVersion> published_;
  std::unique_ptr<Backtest> backtest_;
  uint64_t backtest_edition_ = 0;
  bool starts_as_baseline_ = false;
  uint32_t edits_ = 0;
};

// What a person is shown about how far the work is.
struct Progress {
  bool busy = false;
  uint32_t done = 0;
  uint32_t size = 0;
  int percent() const { return size == 0 ? 0 : static_cast<int>(uint64_t{done} * 100 / size); }
};
Progress progress_of(const Session& session);

}  // namespace fenming::app::simulator
