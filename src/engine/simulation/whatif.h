// A what-if while a knob moves (settlement.md W3): a baseline, a candidate version that is edited
// in place, and totals that are always exact for one position of the knob. Work is cut into slices;
// an edit re-settles only the tickets that it can touch. Settlement amounts only: plans by count
// are added by totals_of() when the knob rests.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/simulation/tier_tickets.h"
#include "engine/simulation/totals.h"

namespace fenming {

// What a pass added up, for one position of the knobs.
struct WhatIfTotals {
  uint64_t edition = 0;  // of the candidate for which this is exact
  int64_t baseline_fen = 0;
  int64_t candidate_fen = 0;
  uint32_t baseline_waiting = 0;
  uint32_t candidate_waiting = 0;
  std::vector<int64_t> baseline_by_group;  // group × month
  std::vector<int64_t> candidate_by_group;
};

class WhatIf {
 public:
  static constexpr uint64_t kFirstEdition = 1;  // the candidate as it was given

  // `file` is copied; the last version of `book` is the candidate's starting point, or `candidate`
  // if given; the last version of each book is the baseline. The history must outlive the object.
  WhatIf(const BookFile& file, const std::string& book, const BookVersion* candidate,
         const History& history, const Grouping& grouping);

  const History& history() const { return *history_; }
  const Groups& groups() const { return groups_; }
  const Months& months() const { return months_; }
  const RelationRun& baseline() const { return *baseline_; }
  const RelationRun& candidate() const { return *candidate_; }
  const BookFile& baseline_file() const { return baseline_file_; }
  const BookFile& candidate_file() const { return candidate_file_; }
  const BookVersion& baseline_version() const;
  const BookVersion& candidate_version() const;

  // Changes amounts of the candidate in place; no list may grow or shrink. `tier`: the tier that is
  // edited, empty where the version itself is. Applied when the next pass begins, so that a pass
  // that is under way stays exact for its own position; until then candidate_version() is older.
  void edit_amounts(const std::string& tier, const std::function<void(BookVersion&)>& edit);
  // Changes anything: conditions, tiers, items. Everything is settled again.
  void edit_structure(const std::function<void(BookVersion&)>& edit);

  // Settles up to `tickets` more tickets. Returns true while there is more to do.
  bool work(uint32_t tickets);

  // Makes edits cheap that touch few tickets, up to `tickets` of the history at a time, while
  // nothing else is to do; true while there is more. The first edit does what was not done.
  bool prepare(uint32_t tickets);

  bool has_totals() const { return totals_.edition != 0; }
  // Exact for totals().edition; the present one where is_current().
  const WhatIfTotals& totals() const { return totals_; }
  uint64_t edition() const { return edition_; }
  bool is_current() const { return has_totals() && !pass_ && totals_.edition == edition_; }
  uint32_t pass_done() const { return pass_ ? pass_->done : 0; }
  uint32_t pass_size() const { return pass_ ? pass_->size : 0; }
  // Tickets that the last finished edit settled again.
  uint32_t last_pass_size() const { return last_pass_size_; }
  // Memory beside the history and the runs' columns.
  size_t packed_bytes() const { return tickets_ ? tickets_->bytes() : 0; }

 private:
  struct Pass {
    uint64_t edition = 0;
    bool everything = false;
    bool baseline = false;  // the first pass settles both sides
    // Where not everything is settled: packed tickets, the last tier first, then single ones.
    std::vector<TierTickets::Packed*> packed;
    size_t packed_block = 0;
    std::vector<uint32_t> tickets;
    uint32_t listed_done = 0;
    uint32_t done = 0;
    uint32_t size = 0;
    WhatIfTotals totals;
  };

  void start_pass();
  bool has_changed_line(const AmountChanges& changes, uint32_t ticket) const;
  TierTickets& tickets_of_tiers();
  void find_touched(const AmountChanges& changes, Pass& pass);
  void advance(Pass& pass, uint32_t tickets);
  void settle_all(Pass& pass, uint32_t begin, uint32_t end);
  uint32_t settle_packed(Pass& pass, uint32_t tickets);
  void settle_listed(Pass& pass, uint32_t tickets);
  static int64_t add_change(WhatIfTotals& totals, int64_t before, int64_t after);
  void add(Pass& pass, uint32_t ticket, int64_t before, int64_t after) const;
  size_t candidate_unit() const;

  BookFile baseline_file_;
  BookFile candidate_file_;
  std::string book_;
  const History* history_;
  Groups groups_;
  Months months_;
  std::unique_ptr<RelationRun> baseline_;
  std::unique_ptr<RelationRun> candidate_;
  // Runs the waiting edits and remembers which tiers they touched.
  void apply_edits();

  struct AmountEdit {
    std::string tier;
    std::function<void(BookVersion&)> apply;
  };
  uint64_t edition_ = kFirstEdition;
  bool structure_changed_ = true;
  std::vector<AmountEdit> waiting_edits_;
  std::vector<std::string> edited_tiers_;  // since the last pass began; an empty code: the version
  std::optional<TierTickets> tickets_;     // as the last pass over everything left them
  std::optional<Pass> pass_;
  WhatIfTotals totals_;
  uint32_t last_pass_size_ = 0;
};

}  // namespace fenming
