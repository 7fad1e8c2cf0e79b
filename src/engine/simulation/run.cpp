#include "engine/simulation/run.h"

#include <algorithm>

#include "base/assert.h"
#include "base/checked.h"

namespace fenming {
namespace {

std::optional<int32_t> local_day(const History& history, TimeName time, uint32_t ticket,
                                 int32_t offset_min) {
  const std::vector<uint32_t>& column = history.times[static_cast<size_t>(time)];
  const auto instant = column.empty() ? std::nullopt : instant_of(column[ticket]);
  if (!instant) return std::nullopt;
  return static_cast<int32_t>(div_floor(*instant + int64_t{offset_min} * 60, 86400));
}

bool is_later(const BookVersion& a, const BookVersion& b) {
  return a.from > b.from || (a.from == b.from && a.version > b.version);
}

}  // namespace

RelationRun::RelationRun(const BookFile& file, Relation relation, const History& history,
                         RunOptions options)
    : file_(&file), relation_(relation), history_(&history), options_(options), settler_(file) {
  for (const Book& book : file.books) {
    if (book.relation == relation) add_units(book);
  }
  compiled_.resize(units_.size());
  for (size_t i = 0; i < units_.size(); ++i)
    recompile(i);
  assign_units(file);
  for (const std::vector<Person>& crew : history.crews) {
    const bool alone = crew.size() == 1 && crew.front().role == Role::kLead;
    lead_of_crew_.push_back(alone ? &crew.front() : nullptr);
  }
  columns_.total.assign(history.size(), 0);
  columns_.tier.assign(history.size(), kNoTier);
  columns_.explained.assign(history.size(), 0);
}

void RelationRun::add_units(const Book& book) {
  const BookVersion* last = nullptr;
  for (const BookVersion& version : book.versions) {
    if (options_.by_date) units_.push_back({&book, &version});
    if (last == nullptr || is_later(version, *last)) last = &version;
  }
  if (!options_.by_date && last != nullptr) units_.push_back({&book, last});
}

void RelationRun::recompile(size_t unit) {
  const Unit& at = units_[unit];
  Compiled& compiled = compiled_[unit];
  compiled.version.reset();
  compiled.prepared = std::make_unique<PreparedVersion>(
      *at.book, *at.version, find_calendar(*file_, at.version->calendar));
  compiled.version = std::make_unique<CompiledVersion>(*compiled.prepared, file_->entitlement,
                                                       file_local_time(*file_), *history_);
  judge_split(compiled);
}

AmountChanges RelationRun::reprice(size_t unit, std::string_view tier) {
  const Unit& at = units_[unit];
  // Made anew at the same address: the compiled version keeps pointing at it.
  *compiled_[unit].prepared =
      PreparedVersion(*at.book, *at.version, find_calendar(*file_, at.version->calendar));
  std::vector<bool> wanted;
  for (const TierView& view : compiled_[unit].prepared->tiers()) {
    wanted.push_back(tier.empty() || std::any_of(view.chain.begin(), view.chain.end(),
                                                 [&](const Tier* t) { return t->tier == tier; }));
  }
  return compiled_[unit].version->reprice_and_compare(wanted);
}

const PreparedVersion& RelationRun::prepared(size_t unit) const {
  return *compiled_[unit].prepared;
}

// Whether a split leaves a lone lead everything, without and beside a partner.
void RelationRun::judge_split(Compiled& compiled) const {
  const BookVersion& version = compiled.prepared->version();
  const bool pays = relation_ == Relation::kCompanyTechnician;
  compiled.lead_alone = pays && version.split.agreements.empty();
  compiled.lead_beside_partner = compiled.lead_alone;
  for (const SplitStep& step : version.split.steps) {
    if (step.role == Role::kPlatform || step.role == Role::kLead) compiled.lead_alone = false;
    if (step.role == Role::kPartner) compiled.lead_beside_partner = false;
  }
  for (const Category& category : version.categories) {
    const Role rest = category.rest_role.value_or(Role::kLead);
    if (rest == Role::kPlatform) compiled.lead_alone = false;
    if (rest == Role::kPartner || category.rest_supplier) compiled.lead_beside_partner = false;
  }
}

// One route without condition to one version is the common case and needs no column.
void RelationRun::assign_units(const BookFile& file) {
  std::vector<const Condition*> conditions;
  std::vector<const Book*> books;
  for (const Route& route : file.routing) {
    conditions.push_back(route.when ? &*route.when : nullptr);
    const Book* book = nullptr;
    for (const RouteBook& entry : route.books) {
      if (entry.relation == relation_) book = settler_.find_book(entry.book);
    }
    books.push_back(book);
  }
  const bool single = units_.size() == 1 && !options_.by_date && !conditions.empty() &&
                      conditions.front() == nullptr && books.front() == units_.front().book;
  if (single) return;
  unit_of_ticket_.assign(history_->size(), kNoUnit);
  const ConditionCells::Context context{history_, file_local_time(file), nullptr,
                                        TimeName::kCreated};
  const ConditionCells cells(context, conditions);
  ConditionCells::Answers answers;
  std::vector<int32_t> route_of_cell(cells.supported() ? cells.cell_count() : 0, -2);
  constexpr int32_t kUndecided = -3;
  for (uint32_t i = 0; i < history_->size(); ++i) {
    int32_t route = -1;
    const auto [visit, visits_end] = history_->visits_of(i);
    if (cells.supported() && visit != visits_end) {
      const uint32_t cell = cells.cell_of(i, visit);
      if (route_of_cell[cell] == -2) {
        cells.answer(cell, answers);
        route_of_cell[cell] = -1;
        for (size_t r = 0; r < conditions.size(); ++r) {
          if ((answers.may_hold[r / 64] >> (r % 64) & 1) == 0) continue;
          const bool holds = (answers.holds[r / 64] >> (r % 64) & 1) != 0;
          route_of_cell[cell] = holds ? static_cast<int32_t>(r) : kUndecided;
          break;
        }
      }
      route = route_of_cell[cell];
    } else {
      const Result<const Route*> found = settler_.route_for(history_->ticket(i));
      route = found ? static_cast<int32_t>(*found - file.routing.data())
                    : (found.error().code == "undecided" ? kUndecided : -1);
    }
    if (route == kUndecided) {
      unit_of_ticket_[i] = kWaitingUnit;
    } else if (route >= 0 && books[static_cast<size_t>(route)] != nullptr) {
      unit_of_ticket_[i] = unit_for(books[static_cast<size_t>(route)], i);
    }
  }
}

uint16_t RelationRun::unit_for(const Book* book, uint32_t ticket) const {
  uint16_t best = kWaitingUnit;
  for (size_t u = 0; u < units_.size(); ++u) {
    if (units_[u].book != book) continue;
    if (!options_.by_date || book->versions.size() == 1) return static_cast<uint16_t>(u);
    const BookVersion& version = *units_[u].version;
    const auto day = local_day(*history_, version.pin_event, ticket, version.utc_offset_min);
    if (version.status == VersionStatus::kDraft || !day || version.from > *day) continue;
    if (best == kWaitingUnit || is_later(version, *units_[best].version)) {
      best = static_cast<uint16_t>(u);
    }
  }
  return best;
}

void RelationRun::settle_ticket(uint32_t ticket) {
  const uint16_t unit = unit_of(ticket);
  if (unit < kWaitingUnit) return compiled_[unit].version->settle_ticket(ticket, columns_);
  columns_.tier[ticket] = kNoTier;
  columns_.total[ticket] = 0;
  if (unit != kWaitingUnit) return;
  columns_.total[ticket] = kUnsettled;
  for (const Outcome& outcome : settler_.settle(history_->ticket(ticket))) {
    if (!outcome.relation || *outcome.relation == relation_) {
      columns_.waiting.insert_or_assign(ticket, outcome.error);
    }
  }
}

void RelationRun::settle(uint32_t begin, uint32_t end) {
  FM_ASSERT(end <= history_->size());
  if (unit_of_ticket_.empty()) return compiled_[0].version->settle_range(begin, end, columns_);
  for (uint32_t i = begin; i < end;) {
    uint32_t same = i + 1;
    while (same < end && unit_of_ticket_[same] == unit_of_ticket_[i])
      ++same;
    if (unit_of_ticket_[i] < kWaitingUnit) {
      compiled_[unit_of_ticket_[i]].version->settle_range(i, same, columns_);
    } else {
      for (uint32_t k = i; k < same; ++k)
        settle_ticket(k);
    }
    i = same;
  }
}

void RelationRun::settle_some(std::span<const uint32_t> tickets) {
  if (unit_of_ticket_.empty()) return compiled_[0].version->settle_list(tickets, columns_);
  for (const uint32_t ticket : tickets)
    settle_ticket(ticket);
}

std::string_view RelationRun::tier_code(uint32_t ticket) const {
  const uint16_t unit = unit_of(ticket);
  if (unit >= kWaitingUnit || columns_.tier[ticket] == kNoTier) return {};
  return units_[unit].version->tiers[columns_.tier[ticket]].tier;
}

bool RelationRun::pays_leads_alone() const {
  if (!unit_of_ticket_.empty() || !history_->visit_end.empty() || !history_->odd.empty())
    return false;
  const bool all_leads = std::all_of(lead_of_crew_.begin(), lead_of_crew_.end(),
                                     [](const Person* lead) { return lead != nullptr; });
  return all_leads && compiled_.front().lead_alone && compiled_.front().lead_beside_partner;
}

// One lead gets everything where nobody else is there to receive a step, and the rest of every
// category falls to the lead.
const Person* RelationRun::sole_payee(uint32_t ticket) const {
  const uint16_t unit = unit_of(ticket);
  if (unit >= kWaitingUnit || columns_.total[ticket] == kUnsettled) return nullptr;
  const Compiled& compiled = compiled_[unit];
  if (!compiled.lead_alone) return nullptr;
  const auto [begin, end] = history_->visits_of(ticket);
  if (end != begin + 1) return nullptr;
  const Person* lead =
      lead_of_crew_[history_->visit_signatures[history_->visit_signature[begin]].people];
  if (lead == nullptr) return nullptr;
  const auto& facts = history_->ticket_signatures[history_->signature[ticket]];
  const bool has_partner =
      !compiled.lead_beside_partner && facts[static_cast<size_t>(Fact::kPartner)] != 0;
  if (has_partner) return nullptr;
  return history_->odd.empty() || !history_->odd.contains(ticket) ? lead : nullptr;
}

int64_t RelationRun::own_stock_cost(uint32_t ticket) const {
  const uint16_t unit = unit_of(ticket);
  if (unit >= kWaitingUnit || columns_.total[ticket] == kUnsettled) return 0;
  const CompiledVersion& compiled = *compiled_[unit].version;
  int64_t sum = 0;
  bool known = !history_->odd.contains(ticket);
  const auto [begin, end] = history_->visits_of(ticket);
  for (uint32_t visit = begin; visit < end && known; ++visit) {
    const auto [first, last] = history_->lines_of(visit);
    for (uint32_t line = first; line < last && known; ++line) {
      const auto cost = compiled.own_stock_cost(history_->line_signature[line]);
      known = cost.has_value();
      sum += cost.value_or(0);
    }
  }
  if (known) return sum;
  sum = 0;
  const Result<Settlement> settlement = compiled.settle_full(ticket);
  if (!settlement) return 0;
  for (const SettlementLine& line : settlement->lines)
    sum += line.cost_fen.value_or(0);
  return sum;
}

Result<Settlement> RelationRun::explain(uint32_t ticket) const {
  const uint16_t unit = unit_of(ticket);
  if (unit < kWaitingUnit) return compiled_[unit].version->settle_full(ticket);
  const auto waiting = columns_.waiting.find(ticket);
  if (waiting != columns_.waiting.end()) return waiting->second;
  return Error{"no_route", "routing", "Routing keeps this ticket out of the relation."};
}

}  // namespace fenming
