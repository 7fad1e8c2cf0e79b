#include "app/simulator/session.h"

#include <algorithm>

#include "codec/book_codec.h"

namespace fenming::app::simulator {
namespace {

constexpr double kLeastSliceMs = 8;
constexpr double kMostSliceMs = 40;
// Adding up shares or items takes about this many times as long for one ticket as settling it in
// compiled form.
constexpr uint32_t kShareCost = 10;
constexpr uint32_t kItemCost = 10;
// Explaining a ticket that was paid otherwise under every tier takes far longer.
constexpr uint32_t kBacktestCost = 200;

// Whether two versions settle everything alike, whatever their number and state.
bool is_same(BookVersion a, const BookVersion& b) {
  a.version = b.version;
  a.status = b.status;
  return write_book_version(a) == write_book_version(b);
}

}  // namespace

double SlicePace::next(double now_ms) {
  const double frame = last_ms_ < 0 ? 0 : now_ms - last_ms_;
  last_ms_ = now_ms;
  return std::clamp(frame / 2, kLeastSliceMs, kMostSliceMs);
}

Session::Session(const BookFile& file, const std::string& book, const BookVersion& candidate,
                 std::shared_ptr<const History> history)
    : history_(std::move(history)),
      what_if_(std::make_unique<WhatIf>(file, book, &candidate, *history_, Grouping{})) {
  document_.version = candidate;
  starts_as_baseline_ = is_same(candidate, what_if_->baseline_version());
}

void Session::tell(const KnobChange& change) {
  what_if_->edit_amounts(change.address.tier, [change](BookVersion& version) {
    write_knob(version, change.address, change.value);
  });
  ++edits_;
}

void Session::tell_simulation() {
  for (const KnobChange& change : document_.unheard)
    tell(change);
  document_.unheard.clear();
}

void Session::show(const KnobAddress& address, int64_t value) {
  if (preview_ && preview_->address == address && preview_->value == value) return;
  preview_ = KnobChange{address, value};
  tell(*preview_);
}

void Session::commit(std::string name, std::vector<KnobChange> changes) {
  const std::optional<KnobChange> shown = std::exchange(preview_, std::nullopt);
  std::erase_if(changes, [&](const KnobChange& change) {
    return read_knob(document_.version, change.address) == change.value;
  });
  if (!changes.empty())
    log_.execute(document_, std::make_unique<SetKnobs>(std::move(name), std::move(changes)));
  // The simulation already stands where the knob was let go; anything else it has to be told.
  if (shown) {
    const auto stands = read_knob(document_.version, shown->address);
    const bool known = stands == shown->value;
    std::erase_if(document_.unheard, [&](const KnobChange& change) {
      return known && change.address == shown->address;
    });
    if (!known && stands) tell({shown->address, *stands});
  }
  tell_simulation();
  ++edits_;
}

void Session::undo() {
  if (log_.undo(document_)) tell_simulation();
}
void Session::redo() {
  if (log_.redo(document_)) tell_simulation();
}

// Half of what is left to be known after a pass: who gets what. It is cut like everything else and
// begins anew after an edit.
bool Session::sum_up(uint32_t tickets) {
  const WhatIf& run = *what_if_;
  const bool first = !settled_.has_baseline;
  if (!adding_ || adding_edition_ != run.edition()) {
    adding_.emplace(first ? run.baseline() : run.candidate(), run.baseline_file().plans,
                    run.groups(), run.months());
    adding_edition_ = run.edition();
  }
  if (adding_->add(std::max(20u, tickets / kShareCost))) return true;
  (first ? settled_.baseline : settled_.candidate) = std::move(adding_->totals());
  (first ? settled_.baseline_pay : settled_.candidate_pay) = std::move(adding_->pay());
  adding_.reset();
  settled_.has_baseline = true;
  const bool untouched = first && starts_as_baseline_ && run.edition() == WhatIf::kFirstEdition;
  if (untouched) {
    settled_.candidate = settled_.baseline;
    settled_.candidate_pay = settled_.baseline_pay;
  }
  const bool known = !first || untouched;
  if (known) settled_.edition = run.edition();
  return !known || wants_items_ || wants_backtest_;
}

void Session::add_items(uint32_t ticket) {
  const auto add = [&](const RelationRun& run, int64_t ItemSums::Side::*side) {
    const CompiledVersion* version = run.version_of(ticket);
    if (version == nullptr) return;
    if (version->lines_of(ticket, lines_)) {
      for (const CompiledLine& line : lines_) {
        if (line.component == Component::kLabour)
          item_sums_.items[version->lines().item_of(line)].*side += line.amount_fen;
      }
      return;
    }
    const Result<Settlement> settlement = run.explain(ticket);
    if (!settlement) return;
    for (const SettlementLine& line : settlement->lines) {
      if (line.component == Component::kLabour)
        item_sums_.items[line.item].*side += line.amount_fen;
    }
  };
  add(what_if_->baseline(), &ItemSums::Side::baseline_fen);
  add(what_if_->candidate(), &ItemSums::Side::candidate_fen);
}

bool Session::sum_items(uint32_t tickets) {
  if (item_sums_.edition != what_if_->edition()) item_sums_ = {{}, 0, what_if_->edition()};
  const uint32_t end =
      std::min(history_->size(), item_sums_.done + std::max(20u, tickets / kItemCost));
  for (; item_sums_.done < end; ++item_sums_.done)
    add_items(item_sums_.done);
  return item_sums_.done < history_->size();
}

bool Session::test_back(uint32_t tickets) {
  if (history_->paid_fen.empty()) return false;
  if (!backtest_ || backtest_edition_ != what_if_->edition()) {
    backtest_ =
        std::make_unique<Backtest>(what_if_->candidate(), what_if_->candidate_file(), published_);
    backtest_edition_ = what_if_->edition();
  }
  return backtest_->work(std::max(5u, tickets / kBacktestCost));
}

bool Session::work(uint32_t tickets) {
  if (!what_if_->is_current()) {
    what_if_->work(tickets);
    return true;
  }
  // People and plans wait until the knob rests: they are one walk over everything.
  if (preview_) return false;
  if (what_if_->prepare(tickets)) return true;
  if (settled_.edition != what_if_->edition()) return sum_up(tickets);
  if (wants_items_ && sum_items(tickets)) return true;
  return wants_backtest_ && test_back(tickets);
}

Progress progress_of(const Session& session) {
  const WhatIf& run = session.what_if();
  if (run.is_current()) return {};
  return {true, run.pass_done(), run.pass_size()};
}

}  // namespace fenming::app::simulator
