// P5: surcharges by occasion, with exclusive groups, replacement and one rule per fee category.
#include <algorithm>

#include "engine/pricing/work.h"

namespace fenming {
namespace {

// One place where a surcharge may apply.
struct Place {
  const Visit* visit = nullptr;      // null for the ticket
  const PricedLine* line = nullptr;  // for line and unit
};

std::vector<Place> places_of(const Work& work, Occasion occasion) {
  std::vector<Place> places;
  if (occasion == Occasion::kTicket) return {Place{}};
  if (occasion == Occasion::kVisit) {
    for (size_t i = 0; i < work.ticket.visits.size(); ++i) {
      if (work.open_visits[i]) places.push_back({&work.ticket.visits[i], nullptr});
    }
    return places;
  }
  const std::optional<QuoteTerms>& quote = work.tier.tier->quote;
  if (quote) return places;
  for (const PricedLine& line : work.priced) {
    if (line.priced && !line.goodwill && line.item >= 0) places.push_back({line.visit, &line});
  }
  return places;
}

bool names_item(const Work& work, const Surcharge& surcharge, const Place& place) {
  if (place.line == nullptr || surcharge.items.empty()) return true;
  const std::string& item = work.version().items[static_cast<size_t>(place.line->item)].item;
  return std::find(surcharge.items.begin(), surcharge.items.end(), item) != surcharge.items.end();
}

// Whether a surcharge holds at a place; an unknown condition is an error unless only optional
// facts are unknown (F3).
std::optional<bool> holds(Work& work, size_t index, const Place& place) {
  const Surcharge& surcharge = work.version().surcharges[index];
  if (!work.tier.surcharges[index] || !names_item(work, surcharge, place)) return false;
  const bool follows_line = place.line != nullptr;
  if (!follows_line && !work.owns_fee(surcharge.category)) return false;
  if (!surcharge.when) return true;
  const FactView facts = work.facts(place.visit, place.line);
  const Tri result = evaluate(*surcharge.when, facts);
  if (result != Tri::kUnknown) return result == Tri::kTrue;
  for (const Condition* leaf : unknown_leaves(*surcharge.when, facts)) {
    const std::string fact = leaf_fact(*leaf);
    if (work.prepared.is_optional(fact)) continue;
    work.fail("undecided", "surcharge:" + surcharge.surcharge + "/" + fact,
              "A surcharge cannot be decided because a fact is missing; enter it.");
    return std::nullopt;
  }
  return false;
}

int64_t base_at(const Work& work, const Charge& charge, const Place& place) {
  int64_t sum = 0;
  for (const SettlementLine& line : work.lines) {
    if (line.payer == Payer::kGoodwill) continue;
    if (place.visit != nullptr && line.visit != place.visit->visit) continue;
    if (place.line != nullptr && line.source != place.line->line->line) continue;
    if (std::find(charge.of.begin(), charge.of.end(), line.category) == charge.of.end()) continue;
    sum += line.amount_fen;
  }
  return sum;
}

struct Priced {
  Int128 amount = 0;
  int64_t base_fen = 0;
  int64_t quantity = 0;
};

Priced price_at(const Work& work, size_t index, const Place& place) {
  const Surcharge& surcharge = work.version().surcharges[index];
  const Charge& charge = *work.tier.surcharges[index].value;
  Priced priced;
  priced.quantity = surcharge.occasion == Occasion::kUnit ? place.line->billable : 1000;
  if (charge.model == ChargeModel::kPercentage) {
    priced.base_fen = base_at(work, charge, place);
    priced.amount = percentage_amount(priced.base_fen, charge.bp);
  } else {
    priced.amount = charge_amount(charge, priced.quantity, charge.included);
  }
  if (surcharge.cap_fen) {
    const Int128 cap = *surcharge.cap_fen;
    priced.amount = std::clamp<Int128>(priced.amount, -cap, cap);
  }
  return priced;
}

bool add_surcharge(Work& work, size_t index, const Place& place, const Priced& priced) {
  const Surcharge& surcharge = work.version().surcharges[index];
  const Stated<Charge>& charge = work.tier.surcharges[index];
  SettlementLine line;
  line.component = Component::kSurcharge;
  line.category = surcharge.category;
  if (place.visit != nullptr) line.visit = place.visit->visit;
  if (place.line != nullptr) {
    line.source = place.line->line->line;
    line.item = work.version().items[static_cast<size_t>(place.line->item)].item;
  }
  if (charge.value->model == ChargeModel::kPercentage) {
    line.base_fen = priced.base_fen;
    line.rate_bp = charge.value->bp;
  } else if (surcharge.occasion == Occasion::kUnit) {
    line.quantity = priced.quantity;
  }
  line.payer = work.own_payer();
  if (charge.tier != nullptr) line.tier = charge.tier->tier;
  line.rule = "surcharge:" + surcharge.surcharge;
  return work.add(std::move(line), priced.amount);
}

// What was decided at one place so far.
struct PlaceState {
  Place place;
  std::vector<bool> holding;              // by surcharge
  std::vector<std::string_view> settled;  // groups that were decided
  std::vector<std::string_view> used;     // categories that have their rule
};

bool is_replaced(const BookVersion& version, const PlaceState& state, size_t index) {
  const std::string& group = version.surcharges[index].group;
  if (group.empty()) return false;
  for (size_t i = 0; i < state.holding.size(); ++i) {
    if (state.holding[i] && version.surcharges[i].replaces == group) return true;
  }
  return false;
}

bool category_taken(const Work& work, const PlaceState& state, const Surcharge& surcharge) {
  const int32_t declared = work.prepared.find_category(surcharge.category);
  if (declared >= 0 && work.version().categories[static_cast<size_t>(declared)].stacking) {
    return false;
  }
  return std::find(state.used.begin(), state.used.end(), surcharge.category) != state.used.end();
}

// The member that wins a group at a place: its highest amount, ties to the earlier, or its first.
size_t group_winner(const Work& work, const PlaceState& state, size_t first_member) {
  const BookVersion& version = work.version();
  const std::string& group = version.surcharges[first_member].group;
  const auto rule = std::find_if(version.groups.begin(), version.groups.end(),
                                 [&](const SurchargeGroup& g) { return g.group == group; });
  if (rule != version.groups.end() && !rule->highest) return first_member;
  size_t winner = first_member;
  Int128 best = price_at(work, first_member, state.place).amount;
  for (size_t i = first_member + 1; i < version.surcharges.size(); ++i) {
    if (version.surcharges[i].group != group || !state.holding[i]) continue;
    const Int128 amount = price_at(work, i, state.place).amount;
    if (amount > best) {
      best = amount;
      winner = i;
    }
  }
  return winner;
}

bool apply_at(Work& work, PlaceState& state, size_t index) {
  const BookVersion& version = work.version();
  if (!state.holding[index] || is_replaced(version, state, index)) return true;
  const std::string& group = version.surcharges[index].group;
  size_t winner = index;
  if (!group.empty()) {
    const bool settled =
        std::find(state.settled.begin(), state.settled.end(), group) != state.settled.end();
    if (settled) return true;
    state.settled.push_back(group);
    winner = group_winner(work, state, index);
  }
  const Surcharge& surcharge = version.surcharges[winner];
  if (category_taken(work, state, surcharge)) return true;
  state.used.push_back(surcharge.category);
  return add_surcharge(work, winner, state.place, price_at(work, winner, state.place));
}

}  // namespace

bool add_surcharges(Work& work, Occasions occasions) {
  const std::vector<Surcharge>& surcharges = work.version().surcharges;
  std::vector<std::vector<PlaceState>> by_occasion(4);
  for (size_t o = 0; o < by_occasion.size(); ++o) {
    const auto occasion = static_cast<Occasion>(o);
    const bool concerns_line = occasion == Occasion::kLine || occasion == Occasion::kUnit;
    if (occasions == Occasions::kLinesOnly && !concerns_line) continue;
    const bool used = std::any_of(surcharges.begin(), surcharges.end(),
                                  [&](const Surcharge& s) { return s.occasion == occasion; });
    if (!used) continue;
    for (const Place& place : places_of(work, occasion)) {
      PlaceState state{place, std::vector<bool>(surcharges.size(), false), {}, {}};
      for (size_t i = 0; i < surcharges.size(); ++i) {
        if (surcharges[i].occasion != occasion) continue;
        const std::optional<bool> result = holds(work, i, place);
        if (!result) return false;
        state.holding[i] = *result;
      }
      by_occasion[o].push_back(std::move(state));
    }
  }
  for (size_t i = 0; i < surcharges.size(); ++i) {
    for (PlaceState& state : by_occasion[static_cast<size_t>(surcharges[i].occasion)]) {
      if (!apply_at(work, state, i)) return false;
    }
  }
  return true;
}

}  // namespace fenming
