#include "app/trials/condition_trial.h"

#include <algorithm>

#include "engine/pricing/explain.h"
#include "engine/pricing/settle.h"

namespace fenming::app::trials {
namespace {

constexpr uint32_t kBlock = 1024;
constexpr uint8_t kNotAsked = 3;

bool asks_visits(const Condition& condition) {
  bool asks = false;
  for_each_leaf(condition, [&](const Condition& leaf) {
    asks = asks || (leaf.tests_time() ? static_cast<size_t>(leaf.time) >= kTicketTimes
                                      : fact_info(leaf.fact.fact).level != Level::kTicket);
  });
  return asks;
}

}  // namespace

ConditionTrial::ConditionTrial(BookFile file, Condition condition, Occasion occasion,
                               std::shared_ptr<const History> history)
    : file_(std::move(file)),
      condition_(std::move(condition)),
      occasion_(occasion),
      history_(std::move(history)) {
  const Book& book = file_.books.front();
  const Calendar* calendar = find_calendar(file_, version().calendar);
  prepared_ = std::make_unique<PreparedVersion>(book, version(), calendar);
  places_ = std::make_unique<ConditionPlaces>(*prepared_, file_.entitlement, file_local_time(file_),
                                              occasion_);
  if (!history_ || history_->visit_signature.empty()) return;
  // A visit's facts in cells are those of the first one; a ticket's condition sees none of them.
  const bool visits = asks_visits(condition_);
  const bool whole = occasion_ == Occasion::kTicket && !visits;
  const bool only_visit = occasion_ == Occasion::kVisit && history_->visit_end.empty();
  if (!whole && !only_visit) return;
  const ConditionCells::Context context{history_.get(), prepared_->local(), &version().city_classes,
                                        version().pin_event};
  cells_ = std::make_unique<ConditionCells>(context, std::vector<const Condition*>{&condition_});
  if (!cells_->supported()) {
    cells_.reset();
    return;
  }
  cell_answers_.assign(cells_->cell_count(), kNotAsked);
  block_.resize(kBlock);
}

void ConditionTrial::count(uint32_t ticket, Tri result) {
  if (result == Tri::kTrue) ++fits_;
  if (result == Tri::kUnknown) ++unknown_;
  uint32_t& first = result == Tri::kTrue ? first_fit_ : first_other_;
  if (first == kNone && result != Tri::kUnknown) first = ticket;
}

void ConditionTrial::count_cells(uint32_t end) {
  cells_->cells_of(done_, end, block_.data());
  ConditionCells::Answers answers;
  for (uint32_t ticket = done_; ticket < end; ++ticket) {
    uint8_t& known = cell_answers_[block_[ticket - done_]];
    if (known == kNotAsked) {
      cells_->answer(block_[ticket - done_], answers);
      const bool holds = (answers.holds[0] & 1) != 0;
      const bool may_hold = (answers.may_hold[0] & 1) != 0;
      known = static_cast<uint8_t>(holds ? Tri::kTrue : may_hold ? Tri::kUnknown : Tri::kFalse);
    }
    count(ticket, static_cast<Tri>(known));
  }
}

bool ConditionTrial::work(uint32_t tickets) {
  const uint32_t target = std::min<uint32_t>(size(), done_ + tickets);
  while (done_ < target) {
    const uint32_t end = std::min(target, done_ + kBlock);
    if (cells_) {
      count_cells(end);
    } else {
      for (uint32_t ticket = done_; ticket < end; ++ticket)
        count(ticket, places_->answer(condition_, history_->ticket(ticket)));
    }
    done_ = end;
  }
  return !is_done();
}

TicketAnswer ConditionTrial::answer(const Ticket& ticket) {
  TicketAnswer answer;
  Ticket located = ticket;
  zones_.locate(located);
  const std::vector<FactView>& views = places_->views_of(located);
  answer.places = views.size();
  answer.result = Tri::kFalse;
  const FactView* best = nullptr;
  for (const FactView& view : views) {
    const Tri one = evaluate(condition_, view);
    const bool better = best == nullptr || one == Tri::kTrue ||
                        (one == Tri::kUnknown && answer.result == Tri::kFalse);
    if (!better) continue;
    best = &view;
    answer.result = one;
    if (one == Tri::kTrue) break;
  }
  for_each_leaf(condition_, [&](const Condition& leaf) {
    ClauseAnswer clause{&leaf, Tri::kFalse, std::nullopt, may_type(leaf)};
    if (best != nullptr) {
      clause.result = evaluate(leaf, *best);
      clause.value = leaf_value(leaf, *best);
    }
    answer.clauses.push_back(std::move(clause));
  });
  return answer;
}

}  // namespace fenming::app::trials
