#include "engine/simulation/totals.h"

#include <algorithm>
#include <limits>

#include "engine/simulation/plan.h"

namespace fenming {
namespace {

// A plan with what it has counted.
struct PlanState {
  PlanRates rates;
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
  for (uint32_t i = 0; i < run.history().size(); ++i)
    sum += run.own_stock_cost(i);
  return sum;
}

// People by name, dense, in the order in which they first appear; and the plans.
struct TotalsAdder::Accounts {
  std::unordered_map<std::string_view, uint32_t> ids;
  std::vector<uint32_t> of_crew;          // person + 1; 0: not asked yet
  std::vector<uint32_t> person_of_visit;  // by visit signature, where leads alone are paid
  std::vector<Plan> kept;                 // rates point into these
  std::vector<PlanState> plans;

  uint32_t of(RunTotals& totals, std::string_view payee) {
    const auto [entry, fresh] = ids.try_emplace(payee, static_cast<uint32_t>(totals.people.size()));
    if (fresh) {
      totals.people.push_back(payee);
      totals.person_tickets.push_back(0);
      totals.by_person.resize(totals.people.size() * std::max<size_t>(1, totals.months), 0);
    }
    return entry->second;
  }
  // The same for the lead of a crew, hashed once a crew.
  uint32_t of_lead(RunTotals& totals, uint32_t crew, const Person* lead) {
    if (crew >= of_crew.size()) of_crew.resize(crew + 1, 0);
    if (of_crew[crew] == 0) of_crew[crew] = of(totals, std::string_view(lead->person)) + 1;
    return of_crew[crew] - 1;
  }
};

TotalsAdder::TotalsAdder(const RelationRun& run, const std::vector<Plan>& plans,
                         const Groups& groups, const Months& months)
    : run_(&run), groups_(&groups), months_(&months), accounts_(std::make_unique<Accounts>()) {
  const History& history = run.history();
  totals_.months = months.count;
  totals_.by_group.assign(groups.labels.size() * months.count, 0);
  pay_.assign(history.size(), 0);
  for (const Plan& plan : plans) {
    if (plan.by_count() && plan.relation == run.relation()) accounts_->kept.push_back(plan);
  }
  for (const Plan& plan : accounts_->kept)
    accounts_->plans.push_back({PlanRates(plan), {}});
  // The common case, looked up once a visit signature instead of once a ticket.
  if (!run.pays_leads_alone()) return;
  for (const VisitSignature& visit : history.visit_signatures) {
    accounts_->person_of_visit.push_back(
        accounts_->of(totals_, std::string_view(run.crew_leads()[visit.people]->person)));
  }
}

TotalsAdder::~TotalsAdder() = default;
TotalsAdder::TotalsAdder(TotalsAdder&&) noexcept = default;
TotalsAdder& TotalsAdder::operator=(TotalsAdder&&) noexcept = default;

// One person's amount of one ticket, with what the plans make of it; returns the plans' part.
int64_t TotalsAdder::add_person(uint32_t ticket, uint32_t person, std::string_view name,
                                int64_t fen) {
  const auto& completed = run_->history().times[static_cast<size_t>(TimeName::kCompleted)];
  const uint16_t month = months_->of_ticket[ticket];
  ++totals_.person_tickets[person];
  if (month == Months::kNoMonth) return 0;
  const size_t at = size_t{person} * months_->count + month;
  int64_t plan_fen = 0;
  if (!completed.empty() && completed[ticket] != kNoTime) {
    for (PlanState& state : accounts_->plans) {
      if (!state.rates.names(name)) continue;
      if (at >= state.counts.size()) [[unlikely]] {
        state.counts.resize(totals_.by_person.size(), 0);
      }
      plan_fen += state.rates.amount(fen, ++state.counts[at]);
    }
  }
  totals_.by_person[at] += fen + plan_fen;
  return plan_fen;
}

void TotalsAdder::add_ticket(uint32_t ticket) {
  const History& history = run_->history();
  Accounts& accounts = *accounts_;
  const int64_t fen = run_->columns().total[ticket];
  if (fen == kUnsettled) {
    ++totals_.waiting;
    return;
  }
  if (accounts.person_of_visit.empty() && !run_->takes_part(ticket)) return;
  ++totals_.settled;
  totals_.settled_fen += fen;
  int64_t plan_fen = 0;
  if (!accounts.person_of_visit.empty()) {
    const uint32_t person = accounts.person_of_visit[history.visit_signature[ticket]];
    plan_fen = add_person(ticket, person, totals_.people[person], fen);
  } else if (const Person* sole = run_->sole_payee(ticket)) {
    const uint32_t visit = history.visits_of(ticket).first;
    const uint32_t crew = history.visit_signatures[history.visit_signature[visit]].people;
    plan_fen = add_person(ticket, accounts.of_lead(totals_, crew, sole), sole->person, fen);
  } else {
    for (const PayeeAmount& payee : run_->payees_of(ticket)) {
      plan_fen += add_person(ticket, accounts.of(totals_, payee.payee), payee.payee, payee.fen);
    }
  }
  totals_.plan_fen += plan_fen;
  pay_[ticket] = fen + plan_fen;
  const uint16_t month = months_->of_ticket[ticket];
  if (month == Months::kNoMonth) return;
  const uint16_t group = groups_->of_signature[history.signature[ticket]];
  totals_.by_group[size_t{group} * months_->count + month] += fen + plan_fen;
}

bool TotalsAdder::add(uint32_t tickets) {
  const uint32_t size = run_->history().size();
  const uint32_t end = tickets < size - next_ ? next_ + tickets : size;
  for (; next_ < end; ++next_)
    add_ticket(next_);
  return next_ < size;
}

RunTotals totals_of(const RelationRun& run, const std::vector<Plan>& plans, const Groups& groups,
                    const Months& months, std::vector<int64_t>* pay) {
  TotalsAdder adder(run, plans, groups, months);
  adder.add(run.history().size());
  if (pay != nullptr) *pay = std::move(adder.pay());
  return std::move(adder.totals());
}

}  // namespace fenming
