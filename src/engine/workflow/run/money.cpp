#include "engine/workflow/run/money.h"

#include <algorithm>
#include <map>
#include <utility>

namespace fenming::workflow {

Ticket priced_ticket(const InstanceState& state, const Ticket& subject) {
  Ticket ticket = subject;
  ticket.paid_fen.reset();
  ticket.times = state.times;
  for (size_t i = 0; i < kTicketTextFacts; ++i) {
    const auto known = state.facts.find(std::string(fact_info(static_cast<Fact>(i)).name));
    if (known != state.facts.end()) ticket.facts[i] = known->second;
  }
  ticket.visits.clear();
  for (size_t i = 0; i < state.visits.size(); ++i) {
    const VisitRecord& record = state.visits[i];
    if (!record.begun()) continue;
    Visit visit = i < subject.visits.size() ? subject.visits[i] : Visit{};
    visit.visit = static_cast<int32_t>(i) + 1;
    visit.arrived = record.arrived;
    visit.departed = record.departed;
    if (!record.windows.empty()) visit.appointment = record.windows.back().from;
    visit.outcome.clear();
    visit.fault.clear();
    if (record.outcome) {
      visit.outcome = visit_outcome_name(*record.outcome);
      visit.fault = fault_name(record.fault);
    }
    // A subject that names the people also knows their grades.
    if (visit.people.empty()) visit.people = record.people;
    ticket.visits.push_back(std::move(visit));
  }
  return ticket;
}

int64_t Posted::total_fen() const {
  int64_t sum = 0;
  if (!posting) return sum;
  for (const PostingEntry& entry : posting->entries)
    sum += entry.amount_fen;
  return sum;
}

std::vector<Posted> RunLedger::post(const InstanceState& state, const Ticket& subject,
                                    const std::vector<Obligation>& obligations) {
  std::vector<Obligation> open = std::exchange(waiting_, {});
  open.insert(open.end(), obligations.begin(), obligations.end());
  if (settler_ == nullptr || open.empty()) return {};
  Ticket ticket = priced_ticket(state, subject);
  settler_->zones().locate(ticket);
  const std::vector<Outcome> outcomes = settler_->settle(ticket);
  std::vector<Posted> posted;
  for (const Obligation& obligation : open) {
    posted.push_back(post_one(ticket, outcomes, obligation));
    if (posted.back().posting) {
      postings_.push_back(*posted.back().posting);
    } else {
      waiting_.push_back(obligation);
    }
  }
  return posted;
}

Posted RunLedger::post_one(const Ticket& ticket, const std::vector<Outcome>& outcomes,
                           const Obligation& obligation) const {
  Posted posted{obligation, std::nullopt, {}};
  const auto outcome = std::find_if(outcomes.begin(), outcomes.end(), [&](const Outcome& one) {
    return !one.relation || *one.relation == obligation.relation;
  });
  if (outcome == outcomes.end()) {
    posted.error = {"no_book", "relation", "No book of this relation prices the ticket."};
    return posted;
  }
  posted.error = outcome->error;
  if (!outcome->settlement) return posted;
  const Book* book = settler_->find_book(outcome->settlement->book);
  const auto prepared = settler_->version_for(*book, ticket);
  if (!prepared) {
    posted.error = prepared.error();
    return posted;
  }
  std::vector<TriggerPosting> earlier;
  for (const TriggerPosting& one : postings_) {
    if (one.relation == obligation.relation) earlier.push_back(one);
  }
  const Trigger trigger{obligation.trigger, obligation.visit, obligation.categories,
                        obligation.share_bp};
  Result<TriggerPosting> posting =
      post_trigger(**prepared, ticket, *outcome->settlement, earlier, trigger, ticket.revision);
  if (posting) {
    posted.posting = std::move(*posting);
  } else {
    posted.error = posting.error();
  }
  return posted;
}

std::vector<CategoryAmount> RunLedger::totals() const {
  std::map<std::pair<Relation, std::string>, int64_t> sums;
  for (const TriggerPosting& posting : postings_) {
    for (const PostingEntry& entry : posting.entries)
      sums[{posting.relation, entry.line.category}] += entry.amount_fen;
  }
  std::vector<CategoryAmount> totals;
  for (const auto& [key, sum] : sums) {
    if (sum != 0) totals.push_back({key.first, key.second, sum});
  }
  return totals;
}

}  // namespace fenming::workflow
