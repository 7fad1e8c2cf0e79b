#include "engine/simulation/totals.h"

#include <algorithm>
#include <limits>

#include "engine/simulation/fast_rate.h"
#include "engine/simulation/payees.h"
#include "engine/simulation/plan.h"

namespace fenming {
namespace {

// A plan with what it has counted.
struct PlanState {
  PlanRates rates;
  const uint32_t* completed;     // by ticket; null: no ticket is
  std::vector<uint8_t> named;    // by person: whether the plan concerns him
  std::vector<uint32_t> counts;  // person × month

  void add_person(std::string_view name, size_t months) {
    named.push_back(completed != nullptr && rates.names(name) ? 1 : 0);
    counts.resize(counts.size() + months, 0);
  }
};

// A plan's tables at hand. What it makes of one more ticket of an account, whose tickets it has
// counted: a ticket that is not completed has no rank.
struct PlanCursor {
  explicit PlanCursor(PlanState& state)
      : rates(&state.rates),
        first_ranks(state.rates.first_ranks().data()),
        ranks(static_cast<uint32_t>(state.rates.first_ranks().size())),
        sign(state.rates.sign()),
        small_fen(state.rates.small_fen()),
        completed(state.completed),
        named(state.named.data()),
        counts(state.counts.data()) {}
  int64_t amount(int64_t fen, uint32_t ticket, uint32_t person, uint32_t& counted) const {
    if (named[person] == 0 || completed[ticket] == kNoTime) return 0;
    const uint32_t rank = ++counted;
    const int32_t bp = rank < ranks ? first_ranks[rank] : rates->bp_of_rank(rank);
    // A negative amount is beyond every bound.
    const bool small = static_cast<uint64_t>(fen) <= small_fen && rank < ranks;
    const auto rate = static_cast<uint64_t>(static_cast<uint32_t>(bp));
    return (small ? small_rate(static_cast<uint64_t>(fen), rate) : rate_of(fen, bp)) * sign;
  }
  const PlanRates* rates;
  const int32_t* first_ranks;
  uint32_t ranks;
  int64_t sign;
  uint64_t small_fen;  // up to here an amount's product with every first rate is small
  const uint32_t* completed;
  const uint8_t* named;
  uint32_t* counts;  // by account
};

// What a lead gets in a month, while it is added up: side by side, because it is used together.
struct LeadAccount {
  int64_t fen = 0;
  uint32_t tickets = 0;
  uint32_t counted = 0;  // by the plan, where there is one
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
  explicit Accounts(const RelationRun& run) : shares(run) {}
  PayeeReader shares;
  std::unordered_map<std::string_view, uint32_t> ids;
  std::vector<uint32_t> of_crew;          // person + 1; 0: not asked yet
  std::vector<uint32_t> person_of_visit;  // by visit signature, where leads alone are paid
  std::vector<LeadAccount> of_leads;      // month × person, likewise
  std::vector<Plan> kept;                 // rates point into these
  std::vector<PlanState> plans;

  uint32_t of(RunTotals& totals, std::string_view payee) {
    const auto [entry, fresh] = ids.try_emplace(payee, static_cast<uint32_t>(totals.people.size()));
    if (fresh) {
      totals.people.push_back(payee);
      totals.person_tickets.push_back(0);
      totals.by_person.resize(totals.people.size() * totals.months, 0);
      for (PlanState& plan : plans)
        plan.add_person(payee, totals.months);
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
                         const Groups& groups, const Months& months, std::vector<int64_t> storage)
    : run_(&run),
      groups_(&groups),
      months_(&months),
      pay_(std::move(storage)),
      accounts_(std::make_unique<Accounts>(run)) {
  const History& history = run.history();
  totals_.months = months.count;
  totals_.by_group.assign(groups.labels.size() * months.count, 0);
  pay_.resize(history.size());
  for (const Plan& plan : plans) {
    if (plan.by_count() && plan.relation == run.relation()) accounts_->kept.push_back(plan);
  }
  const auto& completed = history.times[static_cast<size_t>(TimeName::kCompleted)];
  for (const Plan& plan : accounts_->kept) {
    accounts_->plans.push_back(
        {PlanRates(plan), completed.empty() ? nullptr : completed.data(), {}, {}});
  }
  // The common case, looked up once a visit signature instead of once a ticket.
  if (!run.pays_leads_alone()) return;
  for (const VisitSignature& visit : history.visit_signatures) {
    accounts_->person_of_visit.push_back(
        accounts_->of(totals_, std::string_view(run.crew_leads()[visit.people]->person)));
  }
  accounts_->of_leads.resize(totals_.people.size() * months.count);
}

TotalsAdder::~TotalsAdder() = default;
TotalsAdder::TotalsAdder(TotalsAdder&&) noexcept = default;
TotalsAdder& TotalsAdder::operator=(TotalsAdder&&) noexcept = default;

// One person's amount of one ticket, with what the plans make of it; returns the plans' part.
int64_t TotalsAdder::add_person(uint32_t ticket, uint32_t person, int64_t fen) {
  const uint16_t month = months_->of_ticket[ticket];
  ++totals_.person_tickets[person];
  if (month == Months::kNoMonth) return 0;
  const size_t account = size_t{person} * months_->count + month;
  int64_t plan_fen = 0;
  for (PlanState& plan : accounts_->plans)
    plan_fen += PlanCursor(plan).amount(fen, ticket, person, plan.counts[account]);
  totals_.by_person[account] += fen + plan_fen;
  return plan_fen;
}

void TotalsAdder::add_ticket(uint32_t ticket) {
  const History& history = run_->history();
  Accounts& accounts = *accounts_;
  const int64_t fen = run_->columns().total[ticket];
  pay_[ticket] = 0;
  if (fen == kUnsettled) {
    ++totals_.waiting;
    return;
  }
  if (!run_->takes_part(ticket)) return;
  ++totals_.settled;
  totals_.settled_fen += fen;
  int64_t plan_fen = 0;
  if (const Person* sole = run_->sole_payee(ticket)) {
    const uint32_t visit = history.visits_of(ticket).first;
    const uint32_t crew = history.visit_signatures[history.visit_signature[visit]].people;
    plan_fen = add_person(ticket, accounts.of_lead(totals_, crew, sole), fen);
  } else {
    for (const PayeeAmount& payee : accounts.shares.shares_of(ticket)) {
      plan_fen += add_person(ticket, accounts.of(totals_, payee.payee), payee.fen);
    }
  }
  totals_.plan_fen += plan_fen;
  pay_[ticket] = fen + plan_fen;
  const uint16_t month = months_->of_ticket[ticket];
  if (month == Months::kNoMonth) return;
  const uint16_t group = groups_->of_signature[history.signature[ticket]];
  totals_.by_group[size_t{group} * months_->count + month] += fen + plan_fen;
}

// The common case, where every ticket is its lead's: tickets [begin, end), all of one month, with
// everything at hand, because a store of a sum could otherwise be a store to any of the tables.
// Accounts lie month by month while they are added up: tickets come in the order of time, so that
// few of them are in use at once.
template <typename PlansFen>
void TotalsAdder::add_month(uint32_t begin, uint32_t end, uint16_t month,
                            const PlansFen& plans_fen) {
  const History& history = run_->history();
  const bool known = month != Months::kNoMonth;
  const size_t first_account = known ? size_t{month} * totals_.people.size() : 0;
  const int64_t* fen_of = run_->columns().total.data();
  const uint32_t* visit_signature = history.visit_signature.data();
  const uint32_t* signature = history.signature.data();
  const uint32_t* person_of_visit = accounts_->person_of_visit.data();
  const uint16_t* group_of = groups_->of_signature.data();
  const uint32_t months = months_->count;
  LeadAccount* accounts = accounts_->of_leads.data() + first_account;
  int64_t* by_group = totals_.by_group.data() + (known ? month : 0);
  int64_t* pay = pay_.data();
  int64_t settled_fen = 0;
  int64_t plan_fen = 0;
  uint32_t waiting = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const int64_t fen = fen_of[i];
    if (fen == kUnsettled) {
      pay[i] = 0;
      ++waiting;
      continue;
    }
    const uint32_t person = person_of_visit[visit_signature[i]];
    settled_fen += fen;
    if (!known) {
      pay[i] = fen;
      ++totals_.person_tickets[person];
      continue;
    }
    LeadAccount& account = accounts[person];
    const int64_t of_plans = plans_fen(fen, i, person, account.counted, first_account + person);
    const int64_t paid = fen + of_plans;
    plan_fen += of_plans;
    pay[i] = paid;
    account.fen += paid;
    ++account.tickets;
    by_group[size_t{group_of[signature[i]]} * months] += paid;
  }
  totals_.settled_fen += settled_fen;
  totals_.plan_fen += plan_fen;
  totals_.waiting += waiting;
  totals_.settled += end - begin - waiting;
}

template <typename PlansFen>
void TotalsAdder::add_leads(uint32_t begin, uint32_t end, const PlansFen& plans_fen) {
  const uint16_t* month_of = months_->of_ticket.data();
  for (uint32_t i = begin; i < end;) {
    uint32_t run_end = i + 1;
    while (run_end < end && month_of[run_end] == month_of[i])
      ++run_end;
    add_month(i, run_end, month_of[i], plans_fen);
    i = run_end;
  }
}

// From month × person to person × month.
void TotalsAdder::close_leads() {
  const size_t people = totals_.people.size();
  const size_t months = months_->count;
  for (size_t person = 0; person < people; ++person) {
    for (size_t month = 0; month < months; ++month) {
      const LeadAccount& account = accounts_->of_leads[month * people + person];
      totals_.by_person[person * months + month] = account.fen;
      totals_.person_tickets[person] += account.tickets;
    }
  }
}

bool TotalsAdder::add(uint32_t tickets) {
  const uint32_t size = run_->history().size();
  const uint32_t end = tickets < size - next_ ? next_ + tickets : size;
  if (!accounts_->person_of_visit.empty()) {
    std::vector<PlanCursor> plans(accounts_->plans.begin(), accounts_->plans.end());
    if (plans.size() == 1) {
      const PlanCursor plan = plans.front();
      add_leads(next_, end,
                [plan](int64_t fen, uint32_t ticket, uint32_t person, uint32_t& counted, size_t) {
                  return plan.amount(fen, ticket, person, counted);
                });
    } else {
      add_leads(next_, end,
                [&](int64_t fen, uint32_t ticket, uint32_t person, uint32_t&, size_t account) {
                  int64_t sum = 0;
                  for (const PlanCursor& plan : plans)
                    sum += plan.amount(fen, ticket, person, plan.counts[account]);
                  return sum;
                });
    }
    next_ = end;
    if (next_ == size) close_leads();
  }
  for (; next_ < end; ++next_)
    add_ticket(next_);
  return next_ < size;
}

RunTotals totals_of(const RelationRun& run, const std::vector<Plan>& plans, const Groups& groups,
                    const Months& months, std::vector<int64_t>* pay) {
  TotalsAdder adder(run, plans, groups, months,
                    pay == nullptr ? std::vector<int64_t>{} : std::move(*pay));
  adder.add(run.history().size());
  if (pay != nullptr) *pay = std::move(adder.pay());
  return std::move(adder.totals());
}

}  // namespace fenming
