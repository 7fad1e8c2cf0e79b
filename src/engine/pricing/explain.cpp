#include "engine/pricing/explain.h"

#include <algorithm>

#include "base/checked.h"
#include "base/civil_time.h"
#include "base/text.h"
#include "engine/pricing/tier_match.h"

namespace fenming {
namespace {

// A composite that is blocking as a whole (an `any`, a `not`) is told by its first leaf.
const Condition& first_leaf(const Condition& condition) {
  const Condition* at = &condition;
  while (!at->is_leaf() && !at->of.empty())
    at = &at->of.front();
  return *at;
}

Verdict judge(std::string code, const std::optional<Condition>& when, const FactView& facts) {
  Verdict verdict;
  verdict.code = std::move(code);
  verdict.result = when ? evaluate(*when, facts) : Tri::kTrue;
  if (verdict.result == Tri::kTrue) return verdict;
  verdict.blocking = first_blocking(*when, facts);
  const Condition& leaf = first_leaf(*verdict.blocking);
  verdict.fact = leaf_fact(leaf);
  verdict.value = leaf_value(leaf, facts);
  return verdict;
}

bool was_applied(const Settlement& settlement, const SurchargeVerdict& verdict) {
  const std::string rule = "surcharge:" + verdict.verdict.code;
  return std::any_of(
      settlement.lines.begin(), settlement.lines.end(), [&](const SettlementLine& line) {
        return line.rule == rule && line.visit == verdict.visit && line.source == verdict.source;
      });
}

// The surcharge that applied at the same place and excluded this one.
std::string winner_over(const BookVersion& version, const Settlement& settlement,
                        const Surcharge& loser, const SurchargeVerdict& verdict) {
  for (const Surcharge& other : version.surcharges) {
    if (other.surcharge == loser.surcharge) continue;
    const bool competes =
        (!loser.group.empty() && (other.group == loser.group || other.replaces == loser.group)) ||
        other.category == loser.category;
    SurchargeVerdict at = verdict;
    at.verdict.code = other.surcharge;
    if (competes && was_applied(settlement, at)) return other.surcharge;
  }
  return {};
}

void judge_surcharge(Explanation& explanation, const BookVersion& version,
                     const Surcharge& surcharge, const FactView& facts,
                     const std::optional<Settlement>& settlement) {
  SurchargeVerdict verdict;
  verdict.verdict = judge(surcharge.surcharge, surcharge.when, facts);
  if (facts.visit != nullptr) verdict.visit = facts.visit->visit;
  if (facts.line != nullptr) verdict.source = facts.line->line;
  const bool holds = verdict.verdict.result == Tri::kTrue;
  if (holds && settlement && !was_applied(*settlement, verdict)) {
    verdict.lost_to = winner_over(version, *settlement, surcharge, verdict);
  }
  explanation.surcharges.push_back(std::move(verdict));
}

void judge_surcharges(Explanation& explanation, const PreparedVersion& prepared, FactView facts,
                      const std::optional<Settlement>& settlement) {
  const BookVersion& version = prepared.version();
  for (const Surcharge& surcharge : version.surcharges) {
    facts.visit = nullptr;
    facts.line = nullptr;
    if (surcharge.occasion == Occasion::kTicket) {
      judge_surcharge(explanation, version, surcharge, facts, settlement);
      continue;
    }
    for (const Visit& visit : facts.ticket->visits) {
      facts.visit = &visit;
      facts.line = nullptr;
      if (surcharge.occasion == Occasion::kVisit) {
        judge_surcharge(explanation, version, surcharge, facts, settlement);
        continue;
      }
      for (const TicketLine& line : visit.lines) {
        const int32_t item = line.item.empty() ? -1 : prepared.find_item(line.item);
        if (item < 0) continue;
        facts.line = &line;
        facts.item = version.items[static_cast<size_t>(item)].item;
        const auto& only = surcharge.items;
        const bool named =
            only.empty() || std::find(only.begin(), only.end(), facts.item) != only.end();
        if (named) judge_surcharge(explanation, version, surcharge, facts, settlement);
      }
    }
  }
}

}  // namespace

std::optional<std::string> leaf_value(const Condition& leaf, const FactView& facts) {
  if (leaf.tests_time()) {
    const auto instant = facts.instant(leaf.time);
    if (!instant) return std::nullopt;
    return format_instant(*instant, facts.local.offset_minutes);
  }
  if (fact_info(leaf.fact.fact).kind == FactKind::kNumber) {
    const auto number = facts.number(leaf.fact);
    return number ? std::optional(format_decimal(*number, 3)) : std::nullopt;
  }
  const auto text = facts.text(leaf.fact);
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

std::optional<Explanation> explain(const Settler& settler, const Ticket& ticket,
                                   const Outcome& outcome) {
  if (!outcome.relation) return std::nullopt;
  const Result<const Route*> route = settler.route_for(ticket);
  if (!route) return std::nullopt;
  for (const RouteBook& entry : (*route)->books) {
    const Book* book = settler.find_book(entry.book);
    if (entry.relation != *outcome.relation || book == nullptr) continue;
    const Result<const PreparedVersion*> prepared = settler.version_for(*book, ticket);
    if (!prepared) return std::nullopt;
    const BookVersion& version = (*prepared)->version();
    Explanation explanation;
    explanation.book = book->book;
    explanation.version = version.version;
    explanation.city_class = resolved_city_class(version, ticket).class_code;
    FactView facts;
    facts.ticket = &ticket;
    facts.city_class = explanation.city_class;
    facts.local = (*prepared)->local();
    for (const uint32_t index : (*prepared)->tier_order()) {
      const Tier& tier = *(*prepared)->tiers()[index].tier;
      explanation.tiers.push_back(judge(tier.tier, tier.when, facts));
    }
    judge_surcharges(explanation, **prepared, facts, outcome.settlement);
    return explanation;
  }
  return std::nullopt;
}

}  // namespace fenming
