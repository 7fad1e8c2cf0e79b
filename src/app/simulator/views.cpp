#include "app/simulator/views.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <unordered_map>

#include "app/pricing/condition_sentence.h"
#include "engine/pricing/split.h"
#include "engine/simulation/payees.h"

namespace fenming::app::simulator {
namespace {

int64_t amount_of(const SettledColumns& columns, uint32_t ticket) {
  const int64_t fen = columns.total[ticket];
  return fen == kUnsettled ? 0 : fen;
}

// The large regions by the first digits of a division code.
constexpr size_t kRegionCount = 8;
constexpr std::array<Key, kRegionCount> kRegionNames = {
    Key::region_north,     Key::region_east,      Key::region_south,     Key::region_central,
    Key::region_southwest, Key::region_northwest, Key::region_northeast, Key::simulator_no_place};

size_t region_of(std::string_view code) {
  if (code.empty()) return 7;
  switch (code[0]) {
    case '1':
      return 0;
    case '3':
      return 1;
    case '4':
      return code < "44" ? 3 : 2;
    case '5':
      return 4;
    case '6':
      return 5;
    case '2':
      return 6;
    default:
      return 7;
  }
}

std::vector<uint16_t> provinces_in_order(const Groups& groups) {
  std::vector<uint16_t> order;
  for (size_t i = 1; i < groups.labels.size(); ++i)
    order.push_back(static_cast<uint16_t>(i));
  std::sort(order.begin(), order.end(),
            [&](uint16_t a, uint16_t b) { return groups.labels[a] < groups.labels[b]; });
  order.push_back(0);
  return order;
}

void add_rows(HeatView& view, const Groups& groups, PlaceLevel level, const Locale& locale) {
  if (level == PlaceLevel::kProvince) {
    for (const uint16_t group : provinces_in_order(groups)) {
      const std::string& code = groups.labels[group];
      const std::string_view name = division_label(code, locale);
      view.rows.emplace_back(code.empty()   ? locale.text(Key::simulator_no_place)
                             : name.empty() ? std::string_view(code)
                                            : name);
      view.groups.push_back({group});
    }
    return;
  }
  std::array<std::vector<uint16_t>, kRegionCount> members;
  for (size_t i = 0; i < groups.labels.size(); ++i)
    members[region_of(groups.labels[i])].push_back(static_cast<uint16_t>(i));
  for (size_t i = 0; i < kRegionCount; ++i) {
    if (members[i].empty()) continue;
    view.rows.emplace_back(locale.text(kRegionNames[i]));
    view.groups.push_back(std::move(members[i]));
  }
}

// Rows of places without a single ticket in a month are left out: the unknown place nearly always.
void drop_row_if_empty(HeatView& view, const WhatIfTotals& totals, size_t months) {
  const size_t last = view.rows.size() - 1;
  for (const uint16_t group : view.groups[last]) {
    for (size_t m = 0; m < months; ++m) {
      const size_t at = group * months + m;
      if (totals.baseline_by_group[at] != 0 || totals.candidate_by_group[at] != 0) return;
    }
  }
  view.rows.pop_back();
  view.groups.pop_back();
}

// 1, 2 or 5 times a power of ten, not below `value`: a legend that reads well.
int64_t round_limit(int64_t value) {
  int64_t unit = 1;
  while (true) {
    for (const int64_t step : {1, 2, 5}) {
      if (unit * step >= value) return unit * step;
    }
    unit *= 10;
  }
}

}  // namespace

int64_t share_bp(int64_t part, int64_t whole) {
  if (whole == 0) return 0;
  const Int128 scaled = Int128{part} * 10000;
  const Int128 half = whole < 0 ? -Int128{whole} / 2 : Int128{whole} / 2;
  return static_cast<int64_t>((scaled < 0 ? scaled - half : scaled + half) / whole);
}

std::string tier_name(const BookVersion& version, std::string_view code) {
  for (const Tier& tier : version.tiers) {
    if (tier.tier == code) return tier.name.empty() ? tier.tier : tier.name;
  }
  return std::string(code);
}

Figures figures_of(const Session& session) {
  const WhatIf& run = session.what_if();
  const WhatIfTotals& totals = run.totals();
  Figures figures;
  figures.tickets = session.history().size();
  figures.months = run.months().count;
  if (figures.months > 0) {
    figures.first_month = run.months().label(0);
    figures.last_month = run.months().label(static_cast<uint16_t>(figures.months - 1));
  }
  figures.baseline_fen = totals.baseline_fen;
  figures.candidate_fen = totals.candidate_fen;
  figures.baseline_waiting = totals.baseline_waiting;
  figures.candidate_waiting = totals.candidate_waiting;
  if (session.settled().edition == 0) return figures;
  figures.baseline_plan_fen = session.settled().baseline.plan_fen;
  figures.candidate_plan_fen = session.settled().candidate.plan_fen;
  for (const PersonRow& person : people_of(session)) {
    ++figures.people;
    figures.up += person.delta_fen > 0 ? 1 : 0;
    figures.down += person.delta_fen < 0 ? 1 : 0;
    figures.worst_bp = std::min(figures.worst_bp, person.delta_bp());
  }
  return figures;
}

InProgress in_progress_of(const Session& session) {
  InProgress sum;
  const History& history = session.history();
  const auto known = [&](TimeName time, uint32_t ticket) {
    const auto& column = history.times[static_cast<size_t>(time)];
    return !column.empty() && column[ticket] != kNoTime;
  };
  const TimeName pin = session.baseline().pin_event;
  for (uint32_t i = 0; i < history.size(); ++i) {
    if (!known(pin, i) || known(TimeName::kCompleted, i)) continue;
    const int64_t pinned = session.what_if().baseline().columns().total[i];
    const int64_t otherwise = session.what_if().candidate().columns().total[i];
    if (!session.what_if().baseline().takes_part(i) || pinned == kUnsettled) continue;
    ++sum.tickets;
    sum.pinned_fen += pinned;
    sum.otherwise_fen += otherwise == kUnsettled ? pinned : otherwise;
  }
  return sum;
}

HeatView heat_of(const Session& session, PlaceLevel level, const Locale& locale) {
  HeatView view;
  const WhatIf& run = session.what_if();
  const WhatIfTotals& totals = run.totals();
  const size_t months = run.months().count;
  if (!run.has_totals()) return view;
  add_rows(view, run.groups(), level, locale);
  drop_row_if_empty(view, totals, months);
  for (size_t m = 0; m < months; ++m)
    view.columns.push_back(run.months().label(static_cast<uint16_t>(m)).substr(2));
  for (const auto& groups : view.groups) {
    for (size_t m = 0; m < months; ++m) {
      int64_t delta = 0;
      for (const uint16_t group : groups) {
        const size_t at = group * months + m;
        delta += totals.candidate_by_group[at] - totals.baseline_by_group[at];
      }
      view.deltas.push_back(delta);
      view.total += delta;
      view.limit = std::max(view.limit, std::abs(delta));
    }
  }
  // A history in which nothing moved still has a legend that reads well.
  constexpr int64_t kLeastFen = 10'000;
  view.limit = round_limit(std::max(view.limit, kLeastFen));
  return view;
}

std::vector<SumRow> tiers_of(const Session& session) {
  std::vector<SumRow> rows;
  for (const BookVersion* version : {&session.candidate(), &session.baseline()}) {
    for (const Tier& tier : version->tiers) {
      const bool known = std::any_of(rows.begin(), rows.end(),
                                     [&](const SumRow& row) { return row.code == tier.tier; });
      if (!known) rows.push_back({tier.tier, tier_name(*version, tier.tier), 0, 0, 0, 0});
    }
  }
  rows.push_back({});
  std::unordered_map<std::string_view, size_t> places;
  for (size_t i = 0; i < rows.size(); ++i)
    places.emplace(rows[i].code, i);
  const WhatIf& run = session.what_if();
  const auto row_of = [&](const RelationRun& side, uint32_t ticket) -> SumRow& {
    const auto found = places.find(side.tier_code(ticket));
    return rows[found == places.end() ? rows.size() - 1 : found->second];
  };
  for (uint32_t i = 0; i < session.history().size(); ++i) {
    if (run.baseline().takes_part(i)) {
      SumRow& row = row_of(run.baseline(), i);
      ++row.baseline_tickets;
      row.baseline_fen += amount_of(run.baseline().columns(), i);
    }
    if (run.candidate().takes_part(i)) {
      SumRow& row = row_of(run.candidate(), i);
      ++row.candidate_tickets;
      row.candidate_fen += amount_of(run.candidate().columns(), i);
    }
  }
  if (rows.back().baseline_tickets + rows.back().candidate_tickets == 0) rows.pop_back();
  return rows;
}

std::vector<SumRow> items_of(const Session& session) {
  std::vector<SumRow> rows;
  for (const auto& [code, side] : session.item_sums().items) {
    SumRow row{code, code, 0, 0, side.baseline_fen, side.candidate_fen};
    for (const Item& item : session.candidate().items) {
      if (item.item == code) row.name = item.name;
    }
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const SumRow& a, const SumRow& b) {
    return std::abs(a.delta_fen()) > std::abs(b.delta_fen());
  });
  return rows;
}

namespace {

// Whether a person is paid for a ticket on either side. Few tickets can concern him: those of his
// crews, of a partner of that name, or any where he has a part by agreement or as the platform.
class PersonFilter {
 public:
  PersonFilter(const WhatIf& run, const std::string& person)
      : history_(run.history()),
        person_(person),
        anywhere_(person == kPlatformPayee),
        sides_{PayeeReader(run.candidate()), PayeeReader(run.baseline())} {
    for (const std::vector<Person>& crew : history_.crews) {
      in_crew_.push_back(std::any_of(crew.begin(), crew.end(),
                                     [&](const Person& one) { return one.person == person; }));
    }
    for (const TicketSignature& facts : history_.ticket_signatures) {
      is_partner_.push_back(history_.texts.text(facts[static_cast<size_t>(Fact::kPartner)]) ==
                            person);
    }
    for (const BookVersion* version : {&run.candidate_version(), &run.baseline_version()}) {
      for (const Agreement& agreement : version->split.agreements)
        anywhere_ = anywhere_ || agreement.payee == person;
    }
  }

  bool is_paid(uint32_t ticket) {
    return may_be_paid(ticket) && std::any_of(sides_.begin(), sides_.end(), [&](PayeeReader& side) {
             const std::vector<PayeeAmount>& payees = side.payees_of(ticket);
             return std::any_of(payees.begin(), payees.end(),
                                [&](const PayeeAmount& one) { return one.payee == person_; });
           });
  }

 private:
  bool may_be_paid(uint32_t ticket) const {
    if (anywhere_ || is_partner_[history_.signature[ticket]]) return true;
    const auto [begin, end] = history_.visits_of(ticket);
    for (uint32_t visit = begin; visit < end; ++visit) {
      if (in_crew_[history_.visit_signatures[history_.visit_signature[visit]].people]) return true;
    }
    return false;
  }

  const History& history_;
  const std::string& person_;
  bool anywhere_;
  std::array<PayeeReader, 2> sides_;
  std::vector<bool> in_crew_;
  std::vector<bool> is_partner_;
};

}  // namespace

std::vector<uint32_t> tickets_of(const Session& session, const TicketFilter& filter) {
  const WhatIf& run = session.what_if();
  const History& history = session.history();
  std::vector<bool> in_groups(run.groups().labels.size(), filter.groups.empty());
  for (const uint16_t group : filter.groups)
    in_groups[group] = true;
  std::optional<PersonFilter> person;
  if (!filter.person.empty()) person.emplace(run, filter.person);
  std::vector<std::pair<int64_t, uint32_t>> sized;
  for (uint32_t i = 0; i < history.size(); ++i) {
    if (!run.baseline().takes_part(i) && !run.candidate().takes_part(i)) continue;
    if (!in_groups[run.groups().of_signature[history.signature[i]]]) continue;
    if (filter.month >= 0 && run.months().of_ticket[i] != filter.month) continue;
    if (filter.by_tier && run.candidate().tier_code(i) != filter.tier) continue;
    if (person && !person->is_paid(i)) continue;
    const int64_t delta =
        amount_of(run.candidate().columns(), i) - amount_of(run.baseline().columns(), i);
    sized.emplace_back(-std::abs(delta), i);
  }
  std::sort(sized.begin(), sized.end());
  std::vector<uint32_t> list;
  for (const auto& [size, ticket] : sized)
    list.push_back(ticket);
  return list;
}

TicketRow ticket_row(const Session& session, uint32_t ticket, const Locale& locale) {
  const WhatIf& run = session.what_if();
  const History& history = session.history();
  TicketRow row;
  row.name = history.name(ticket);
  const TicketSignature& signature = history.ticket_signatures[history.signature[ticket]];
  const std::string& division = history.texts.text(signature[static_cast<size_t>(Fact::kDivision)]);
  row.place = value_label({Fact::kDivision, {}}, division, locale, nullptr);
  row.tier = tier_name(session.candidate(), run.candidate().tier_code(ticket));
  row.baseline_fen = amount_of(run.baseline().columns(), ticket);
  row.candidate_fen = amount_of(run.candidate().columns(), ticket);
  row.baseline_waits = run.baseline().columns().total[ticket] == kUnsettled;
  row.candidate_waits = run.candidate().columns().total[ticket] == kUnsettled;
  return row;
}

}  // namespace fenming::app::simulator
