#include "app/simulator/ticket_view.h"

#include <algorithm>
#include <tuple>

#include "app/amount_text.h"
#include "app/pricing/condition_sentence.h"
#include "app/pricing/settlement_error.h"
#include "app/simulator/views.h"
#include "base/civil_time.h"
#include "engine/pricing/explain.h"

namespace fenming::app::simulator {
namespace {

std::string joined(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return a + b;
  return a + " · " + b;
}

std::string moment(int64_t instant, int32_t offset_min) {
  const int64_t local = instant + int64_t{offset_min} * 60;
  const int64_t day = div_floor(local, 86400);
  const int64_t minute = (local - day * 86400) / 60;
  const auto two = [](int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
  return format_date(static_cast<int32_t>(day)) + " " + two(minute / 60) + ":" + two(minute % 60);
}

void add_facts(TicketView& view, const Ticket& ticket, const BookVersion& version,
               const Locale& locale) {
  for (size_t i = 0; i < kTicketTextFacts; ++i) {
    const FactRef fact{static_cast<Fact>(i), {}};
    const std::string& value = ticket.facts[i];
    if (value.empty()) continue;
    view.facts.push_back(
        {std::string(fact_label(fact, locale)), value_label(fact, value, locale, &version)});
  }
  const std::string city = resolved_city_class(version, ticket).class_code;
  if (!city.empty()) {
    const FactRef fact{Fact::kCityClass, {}};
    view.facts.push_back(
        {std::string(fact_label(fact, locale)), value_label(fact, city, locale, &version)});
  }
  for (size_t i = 0; i < kTicketTimes; ++i) {
    const auto name = static_cast<TimeName>(i);
    if (const auto instant = ticket.time(name)) {
      view.facts.push_back(
          {std::string(time_label(name, locale)), moment(*instant, version.utc_offset_min)});
    }
  }
  if (ticket.paid_fen)
    view.facts.push_back(
        {std::string(locale.text(Key::ticket_paid)), format_money(*ticket.paid_fen)});
  for (const Visit& visit : ticket.visits) {
    if (visit.distance_m) {
      view.facts.push_back({std::string(fact_label({Fact::kDistance, {}}, locale)),
                            format_quantity(*visit.distance_m, 3) + " km"});
    }
    for (const Person& person : visit.people) {
      view.facts.push_back({std::string(locale.text(Key::simulator_person)), person.person});
    }
  }
}

template <typename T>
std::string name_in(const std::vector<T>& list, std::string T::*code, const std::string& wanted) {
  for (const T& entry : list) {
    if (entry.*code == wanted && !entry.name.empty()) return entry.name;
  }
  return wanted;
}

// A line's rule reads "surcharge:urgent": the code that the book gives a name to comes after the
// kind.
std::string rule_code(const SettlementLine& line) {
  return line.rule.substr(line.rule.find(':') + 1);
}

std::string line_name(const SettlementLine& line, const BookVersion& version,
                      const Locale& locale) {
  switch (line.component) {
    case Component::kTravel:
      return std::string(locale.text(Key::category_travel));
    case Component::kOnSite:
      return std::string(locale.text(Key::category_on_site));
    case Component::kHandling:
      return std::string(locale.text(Key::category_handling));
    case Component::kRounding:
      return std::string(locale.text(Key::simulator_rounding));
    case Component::kQuote:
      return std::string(locale.text(Key::simulator_quote));
    case Component::kSurcharge:
      return name_in(version.surcharges, &Surcharge::surcharge, rule_code(line));
    case Component::kLimit:
      return name_in(version.limits, &Limit::limit, rule_code(line));
    case Component::kBundle:
      return name_in(version.bundles, &Bundle::bundle, rule_code(line));
    case Component::kParts:
      return name_in(version.parts, &Part::part, line.part);
    case Component::kLabour:
      break;
  }
  return name_in(version.items, &Item::item, line.item);
}

std::string line_detail(const SettlementLine& line, const BookVersion& version,
                        const Locale& locale) {
  std::string detail;
  if (line.quantity) detail = "× " + format_quantity(*line.quantity, 3);
  if (line.rate_bp) detail = joined(detail, format_percent(*line.rate_bp));
  const std::string from = line.tier.empty() ? std::string(locale.text(Key::simulator_from_book))
                                             : tier_name(version, line.tier);
  return joined(detail, from);
}

std::string line_shares(const SettlementLine& line) {
  std::string text;
  for (const Share& share : line.shares)
    text = joined(text, share.payee + " " + format_money(share.amount_fen));
  return text;
}

// The same line on both sides: equal but for its amounts.
auto line_key(const SettlementLine& line) {
  return std::tie(line.component, line.category, line.visit, line.source, line.item, line.part,
                  line.rule);
}

void add_lines(TicketView& view, const Result<Settlement>& baseline,
               const Result<Settlement>& candidate, const Session& session, const Locale& locale) {
  std::vector<const SettlementLine*> rest;
  if (baseline) {
    for (const SettlementLine& line : baseline->lines)
      rest.push_back(&line);
  }
  const auto add = [&](const SettlementLine* before, const SettlementLine* after) {
    const SettlementLine& line = after != nullptr ? *after : *before;
    const BookVersion& version = after != nullptr ? session.candidate() : session.baseline();
    LineRow row;
    row.name = line_name(line, version, locale);
    row.detail = line_detail(line, version, locale);
    row.shares = line_shares(line);
    row.in_baseline = before != nullptr;
    row.in_candidate = after != nullptr;
    row.baseline_fen = before != nullptr ? before->amount_fen : 0;
    row.candidate_fen = after != nullptr ? after->amount_fen : 0;
    view.lines.push_back(std::move(row));
  };
  if (candidate) {
    for (const SettlementLine& line : candidate->lines) {
      const auto same = std::find_if(rest.begin(), rest.end(), [&](const SettlementLine* other) {
        return line_key(*other) == line_key(line);
      });
      add(same == rest.end() ? nullptr : *same, &line);
      if (same != rest.end()) rest.erase(same);
    }
  }
  for (const SettlementLine* line : rest)
    add(line, nullptr);
}

// The tier that priced the ticket; for one that waits, the first that fits, unless one before it
// cannot be decided.
std::string chosen_tier(const Explanation& explanation, const std::string& priced_by) {
  if (!priced_by.empty()) return priced_by;
  for (const Verdict& verdict : explanation.tiers) {
    if (verdict.result == Tri::kTrue) return verdict.code;
    if (verdict.result == Tri::kUnknown) break;
  }
  return {};
}

void add_tiers(TicketView& view, const Explanation& explanation, const std::string& chosen,
               const BookVersion& version, const Locale& locale) {
  for (const Verdict& verdict : explanation.tiers) {
    TierRow row;
    row.name = tier_name(version, verdict.code);
    row.chosen = verdict.code == chosen;
    row.passed = !row.chosen && verdict.result == Tri::kTrue;
    if (row.passed) row.reason = locale.text(Key::simulator_tier_later);
    if (verdict.blocking != nullptr) {
      row.reason = condition_text(*verdict.blocking, locale, &version);
      const FactRef fact = parse_fact(verdict.fact).value_or(FactRef{});
      row.value = !verdict.value ? std::string(locale.text(Key::simulator_missing))
                  : verdict.blocking->tests_time()
                      ? *verdict.value
                      : value_label(fact, *verdict.value, locale, &version);
    }
    view.tiers.push_back(std::move(row));
  }
  for (const SurchargeVerdict& surcharge : explanation.surcharges) {
    if (surcharge.lost_to.empty()) continue;
    const auto name = [&](const std::string& code) {
      return name_in(version.surcharges, &Surcharge::surcharge, code);
    };
    view.lost.push_back({name(surcharge.verdict.code),
                         locale.format(Key::simulator_lost_to, {name(surcharge.lost_to)})});
  }
}

}  // namespace

uint32_t find_ticket(const History& history, std::string_view name) {
  for (uint32_t i = 0; i < history.size(); ++i) {
    if (history.name(i) == name) return i;
  }
  return history.size();
}

TicketView ticket_view(const Session& session, uint32_t ticket, const Locale& locale) {
  const WhatIf& run = session.what_if();
  const Ticket facts = session.history().ticket(ticket);
  TicketView view;
  view.name = facts.ticket;
  const Result<Settlement> baseline = run.baseline().explain(ticket);
  const Result<Settlement> candidate = run.candidate().explain(ticket);
  add_facts(view, facts, run.candidate_version(), locale);
  add_lines(view, baseline, candidate, session, locale);
  if (baseline) {
    view.baseline_fen = baseline->total_fen;
    view.baseline_tier = tier_name(session.baseline(), baseline->tier);
  } else {
    view.baseline_error =
        settlement_error_text(baseline.error(), facts, session.baseline(), locale);
  }
  Outcome outcome{run.candidate().relation(), std::nullopt, {}};
  if (candidate) {
    view.candidate_fen = candidate->total_fen;
    view.candidate_tier = tier_name(session.candidate(), candidate->tier);
    outcome.settlement = *candidate;
  } else {
    view.candidate_error =
        settlement_error_text(candidate.error(), facts, session.candidate(), locale);
  }
  const Settler settler(run.candidate_file());
  if (const auto explanation = explain(settler, facts, outcome)) {
    const std::string chosen =
        chosen_tier(*explanation, candidate ? candidate->tier : std::string());
    if (view.candidate_tier.empty()) view.candidate_tier = tier_name(session.candidate(), chosen);
    add_tiers(view, *explanation, chosen, run.candidate_version(), locale);
  }
  return view;
}

}  // namespace fenming::app::simulator
