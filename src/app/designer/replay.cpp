#include "app/designer/replay.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/civil_time.h"
#include "engine/workflow/run/file_world.h"

namespace fenming::app::designer {

using namespace workflow;

struct HistoryReplay::Side {
  Side(TemplateVersion of, BookFile books)
      : version(std::move(of)), file(std::move(books)), settler(file) {}

  TemplateVersion version;
  BookFile file;
  Settler settler;
};

int64_t posted_fen(const HistoryRun& run, Relation relation) {
  int64_t sum = 0;
  for (const CategoryAmount& amount : run.amounts) {
    if (amount.relation == relation) sum += amount.amount_fen;
  }
  return sum;
}

ReplayKinds kinds_of(const HistoryDifference& difference) {
  const HistoryRun& before = difference.before;
  const HistoryRun& after = difference.after;
  ReplayKinds kinds;
  kinds.path = before.path != after.path || before.status != after.status;
  kinds.late = before.late != after.late;
  kinds.minutes = before.minutes != after.minutes;
  kinds.money = before.amounts != after.amounts || before.waiting != after.waiting;
  kinds.stops = !difference.stops.empty();
  return kinds;
}

HistoryReplay::HistoryReplay(int32_t number, TemplateVersion before, BookFile file,
                             std::vector<HistoryCase> cases)
    : number_(number),
      before_(std::move(before)),
      before_file_(std::move(file)),
      before_settler_(before_file_),
      cases_(std::move(cases)) {}

HistoryReplay::~HistoryReplay() = default;

void HistoryReplay::use(TemplateVersion after, BookFile file, int32_t today) {
  after_ = std::make_unique<Side>(std::move(after), std::move(file));
  today_ = today;
  done_ = 0;
  differences_.clear();
  totals_ = {};
  gains_.clear();
}

bool HistoryReplay::work(size_t tickets) {
  if (!after_ || done_ == cases_.size()) return false;
  const HistorySide before{before_, &before_settler_,
                           file_world(before_file_, before_.code, today_)};
  const HistorySide after{after_->version, &after_->settler,
                          file_world(after_->file, after_->version.code, today_)};
  const size_t end = std::min(cases_.size(), done_ + tickets);
  for (; done_ < end; ++done_) {
    HistoryDifference difference = replay_case(before, after, cases_[done_]);
    count(cases_[done_], difference);
    if (!difference.same()) differences_.push_back(std::move(difference));
  }
  if (done_ == cases_.size()) {
    for (const auto& [person, fen] : gains_) {
      totals_.better_off += fen > 0;
      totals_.worse_off += fen < 0;
    }
  }
  return done_ < cases_.size();
}

void HistoryReplay::count(const HistoryCase& one, const HistoryDifference& difference) {
  if (!difference.error.code.empty()) {
    ++totals_.unreadable;
    return;
  }
  totals_.same += difference.same();
  const ReplayKinds kinds = kinds_of(difference);
  totals_.path += kinds.path;
  totals_.late += kinds.late;
  totals_.minutes += kinds.minutes;
  totals_.money += kinds.money;
  totals_.stops += kinds.stops;
  for (size_t i = 0; i < totals_.sums.size(); ++i) {
    totals_.sums[i].before_fen += posted_fen(difference.before, static_cast<Relation>(i));
    totals_.sums[i].after_fen += posted_fen(difference.after, static_cast<Relation>(i));
  }
  const auto& visits = one.subject.visits;
  if (visits.empty() || visits[0].people.empty()) return;
  gains_[visits[0].people[0].person] += posted_fen(difference.after, Relation::kCompanyTechnician) -
                                        posted_fen(difference.before, Relation::kCompanyTechnician);
}

std::string HistoryReplay::month() const {
  if (cases_.empty() || cases_[0].events.empty()) return {};
  return format_instant(cases_[0].events[0].at, kChinaMinutes).substr(0, 7);
}

BookFile file_with_draft(BookFile file, std::string_view book, const BookVersion& draft) {
  for (Book& one : file.books) {
    if (one.book != book) continue;
    for (BookVersion& version : one.versions) {
      BookVersion tried = draft;
      tried.version = version.version;
      tried.status = version.status;
      tried.from = version.from;
      version = std::move(tried);
    }
  }
  return file;
}

}  // namespace fenming::app::designer
