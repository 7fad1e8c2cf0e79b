#include "engine/simulation/totals.h"

#include <algorithm>
#include <limits>

#include "engine/simulation/plan.h"

namespace fenming {
namespace {

// People by name, dense, in the order in which they first appear.
class People {
 public:
  People(RunTotals& totals, uint16_t months) : totals_(totals), months_(months) {}

  uint32_t of(std::string_view payee) {
    const auto [entry, fresh] =
        ids_.try_emplace(payee, static_cast<uint32_t>(totals_.people.size()));
    if (fresh) {
      totals_.people.push_back(payee);
      totals_.person_tickets.push_back(0);
      totals_.by_person.resize(totals_.people.size() * std::max<size_t>(1, months_), 0);
    }
    return entry->second;
  }
  // The same for the lead of a crew, hashed once a crew.
  uint32_t of_crew(uint32_t crew, const Person* lead) {
    if (crew >= of_crew_.size()) of_crew_.resize(crew + 1, 0);
    if (of_crew_[crew] == 0) of_crew_[crew] = of(std::string_view(lead->person)) + 1;
    return of_crew_[crew] - 1;
  }

 private:
  RunTotals& totals_;
  uint16_t months_;
  std::unordered_map<std::string_view, uint32_t> ids_;
  std::vector<uint32_t> of_crew_;  // person + 1; 0: not asked yet
};

struct PlanState {
  PlanRates rates;
  int32_t from = 0;
  std::vector<uint32_t> counts;  // person × month
};

}  // namespace

Groups groups_of(const History& history, const Grouping& grouping) {
  Groups groups;
  groups.labels.emplace_back();
  std::unordered_map<std::string_view, uint16_t> known;
  known.emplace(std::string_view{}, uint16_t{0});
  for (const TicketSignature& signature : history.ticket_signatures) {
    std::string_view value = history.texts.text(signature[static_cast<size_t>(grouping.fact)]);
    if (grouping.fact == Fact::kDivision) {
      value = significant_division(value);
      value = value.substr(0, std::min(value.size(), grouping.prefix));
    }
    const auto [entry, fresh] =
        known.try_emplace(value, static_cast<uint16_t>(groups.labels.size()));
    if (fresh) groups.labels.emplace_back(value);
    groups.of_signature.push_back(entry->second);
  }
  return groups;
}

int64_t own_stock_cost_of(const RelationRun& run) {
  int64_t sum = 0;
  for (uint32_t i = 0; i < run.history().size(); ++i) sum += run.own_stock_cost(i);
  return sum;
}

RunTotals totals_of(const RelationRun& run, const std::vector<Plan>& plans, const Groups& groups,
                    const Months& months, std::vector<int64_t>* pay) {
  const History& history = run.history();
  const SettledColumns& columns = run.columns();
  RunTotals totals;
  totals.months = months.count;
  totals.by_group.assign(groups.labels.size() * months.count, 0);
  if (pay != nullptr) pay->assign(history.size(), 0);
  People people(totals, months.count);
  std::vector<PlanState> states;
  for (const Plan& plan : plans) {
    if (plan.relation == run.relation()) states.push_back({PlanRates(plan), plan.from, {}});
  }
  const auto& completed = history.times[static_cast<size_t>(TimeName::kCompleted)];

  // One person's amount of one ticket, with what the plans make of it; returns the plans' part.
  const auto add_person = [&](uint32_t ticket, uint32_t person, std::string_view name,
                              int64_t fen) {
    const uint16_t month = months.of_ticket[ticket];
    ++totals.person_tickets[person];
    if (month == Months::kNoMonth) return int64_t{0};
    const size_t at = size_t{person} * months.count + month;
    int64_t plan_fen = 0;
    if (!completed.empty() && completed[ticket] != kNoTime) {
      for (PlanState& state : states) {
        if (!state.rates.names(name)) continue;
        if (at >= state.counts.size()) [[unlikely]] {
          state.counts.resize(totals.by_person.size(), 0);
        }
        plan_fen += state.rates.amount(fen, ++state.counts[at]);
      }
    }
    totals.by_person[at] += fen + plan_fen;
    return plan_fen;
  };

  // The common case, looked up once a visit signature instead of once a ticket.
  std::vector<uint32_t> person_of_visit;
  if (run.pays_leads_alone()) {
    for (const VisitSignature& visit : history.visit_signatures) {
      person_of_visit.push_back(people.of(std::string_view(run.crew_leads()[visit.people]->person)));
    }
  }
  for (uint32_t i = 0; i < history.size(); ++i) {
    const int64_t fen = columns.total[i];
    if (fen == kUnsettled) {
      ++totals.waiting;
      continue;
    }
    if (person_of_visit.empty() && !run.takes_part(i)) continue;
    ++totals.settled;
    totals.settled_fen += fen;
    int64_t plan_fen = 0;
    if (!person_of_visit.empty()) {
      const uint32_t person = person_of_visit[history.visit_signature[i]];
      plan_fen = add_person(i, person, totals.people[person], fen);
    } else if (const Person* sole = run.sole_payee(i)) {
      const uint32_t visit = history.visits_of(i).first;
      const uint32_t crew = history.visit_signatures[history.visit_signature[visit]].people;
      plan_fen = add_person(i, people.of_crew(crew, sole), sole->person, fen);
    } else {
      for (const PayeeAmount& payee : run.payees_of(i)) {
        plan_fen += add_person(i, people.of(payee.payee), payee.payee, payee.fen);
      }
    }
    totals.plan_fen += plan_fen;
    if (pay != nullptr) (*pay)[i] = fen + plan_fen;
    const uint16_t month = months.of_ticket[i];
    if (month == Months::kNoMonth) continue;
    const uint16_t group = groups.of_signature[history.signature[i]];
    totals.by_group[size_t{group} * months.count + month] += fen + plan_fen;
  }
  return totals;
}

}  // namespace fenming
