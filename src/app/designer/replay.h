// 上月工单回放: last month's tickets through the open template, and through the author's price
// draft where there is one. Every ticket follows its own recorded choices; the engine says which
// would have gone, lasted or been paid otherwise, and what is kept here are the sums.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/pricing/book.h"
#include "engine/pricing/settle.h"
#include "engine/workflow/run/history.h"

namespace fenming::app::designer {

// What the two sides of a replayed ticket differ in; several may hold.
struct ReplayKinds {
  bool path = false;
  bool late = false;     // an SLA that was broken is kept, or the other way round
  bool minutes = false;  // it lasts longer or shorter
  bool money = false;
  bool stops = false;  // it cannot follow its choices to an end
};
ReplayKinds kinds_of(const workflow::HistoryDifference& difference);
// Posted of one relation, in fen.
int64_t posted_fen(const workflow::HistoryRun& run, Relation relation);

struct ReplaySum {
  int64_t before_fen = 0;
  int64_t after_fen = 0;
};

// What has been compared so far.
struct ReplayTotals {
  size_t same = 0;
  size_t unreadable = 0;  // its record does not fit the version that it went through
  size_t path = 0, late = 0, minutes = 0, money = 0, stops = 0;
  std::array<ReplaySum, kRelationCount> sums;  // by relation
  size_t better_off = 0, worse_off = 0;        // technicians who lead, by what they are paid
};

class HistoryReplay {
 public:
  // `number` is the version that the tickets went through, `before` what it says.
  HistoryReplay(int32_t number, workflow::TemplateVersion before, BookFile file,
                std::vector<workflow::HistoryCase> cases);
  ~HistoryReplay();
  HistoryReplay(const HistoryReplay&) = delete;
  HistoryReplay& operator=(const HistoryReplay&) = delete;

  // Begins again with what is tried. `today` in days since 1970-01-01.
  void use(workflow::TemplateVersion after, BookFile file, int32_t today);
  // Compares so many tickets more; whether some are left.
  bool work(size_t tickets);

  int32_t number() const { return number_; }
  std::string month() const;  // "2026-10"; empty where there is no ticket
  size_t size() const { return cases_.size(); }
  size_t done() const { return done_; }
  // What differs, in the order of the tickets' creation.
  const std::vector<workflow::HistoryDifference>& differences() const { return differences_; }
  const workflow::TemplateVersion& before() const { return before_; }
  const ReplayTotals& totals() const { return totals_; }

 private:
  void count(const workflow::HistoryCase& one, const workflow::HistoryDifference& difference);

  int32_t number_;
  workflow::TemplateVersion before_;
  BookFile before_file_;
  Settler before_settler_;
  std::vector<workflow::HistoryCase> cases_;
  struct Side;
  std::unique_ptr<Side> after_;
  int32_t today_ = 0;
  size_t done_ = 0;
  std::vector<workflow::HistoryDifference> differences_;
  ReplayTotals totals_;
  std::map<std::string, int64_t> gains_;  // by technician, in fen
};

// The file as if every version of the book said what the draft says: for tickets of the past.
BookFile file_with_draft(BookFile file, std::string_view book, const BookVersion& draft);

}  // namespace fenming::app::designer
