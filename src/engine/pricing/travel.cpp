// P2 travel and P3 time on site: what getting there and staying there is paid.
#include <algorithm>

#include "base/checked.h"
#include "engine/pricing/travel.h"
#include "engine/pricing/work.h"

namespace fenming {
Int128 travel_amount(const Travel& travel, int64_t distance_m) {
  const int64_t ways = travel.both_ways ? 2 : 1;
  Int128 weighted = 0;  // metres × price per unit
  int64_t metres = 0;
  int64_t below = travel.included_m;
  int64_t last_price = 0;
  for (const TravelStep& step : travel.steps) {
    const int64_t top = step.up_to_m ? std::min(*step.up_to_m, distance_m) : distance_m;
    if (top > below) {
      weighted += product_of((top - below) * ways, step.per_unit_fen);
      metres += (top - below) * ways;
      last_price = step.per_unit_fen;
      below = top;
    }
  }
  if (travel.started_unit) {
    const int64_t whole = div_ceil(metres, travel.unit_m) * travel.unit_m;
    weighted += Int128{whole - metres} * last_price;
  }
  return travel.start_fee_fen + div_half_away(weighted, travel.unit_m);
}

bool add_travel(Work& work) {
  if (!work.tier.travel || !work.owns_fee("travel")) return true;
  const Travel& travel = *work.tier.travel.value;
  for (size_t i = 0; i < work.ticket.visits.size(); ++i) {
    if (!work.open_visits[i]) continue;
    const Visit& visit = work.ticket.visits[i];
    SettlementLine line;
    line.component = Component::kTravel;
    line.category = "travel";
    line.visit = visit.visit;
    line.payer = work.own_payer();
    line.tier = work.tier.travel.tier->tier;
    line.rule = "travel";
    Int128 amount = 0;
    const bool carried = !travel.each_ticket && visit.trip_place.value_or(1) > 1;
    if (carried) {
      line.carrier = visit.trip_carrier;
    } else if (travel.steps.empty()) {
      amount = travel.start_fee_fen;
    } else if (visit.distance_m) {
      amount = travel_amount(travel, *visit.distance_m);
    } else {
      return work.fail("undecided", "travel/distance_m",
                       "The distance of a visit is not known; enter it.");
    }
    if (!work.add(std::move(line), amount)) return false;
  }
  return true;
}

int64_t on_site_blocks(const OnSite& terms, int64_t seconds) {
  const int64_t beyond = std::max<int64_t>(0, seconds - 60 * terms.included_min);
  return div_ceil(beyond, 60 * terms.block_min);
}

bool add_on_site(Work& work) {
  if (!work.tier.on_site || !work.owns_fee("on_site")) return true;
  const OnSite& terms = *work.tier.on_site.value;
  for (size_t i = 0; i < work.ticket.visits.size(); ++i) {
    if (!work.open_visits[i]) continue;
    const Visit& visit = work.ticket.visits[i];
    if (!visit.arrived || !visit.departed) {
      return work.fail("undecided", visit.arrived ? "on_site/departed" : "on_site/arrived",
                       "Arrival or departure of a visit is not known; enter both.");
    }
    const int64_t blocks = on_site_blocks(terms, *visit.departed - *visit.arrived);
    if (blocks == 0) continue;
    SettlementLine line;
    line.component = Component::kOnSite;
    line.category = "on_site";
    line.visit = visit.visit;
    line.quantity = blocks * 1000;
    line.unit_price_fen = terms.per_block_fen;
    line.payer = work.own_payer();
    line.tier = work.tier.on_site.tier->tier;
    line.rule = "on_site";
    if (!work.add(std::move(line), Int128{blocks} * terms.per_block_fen)) return false;
  }
  return true;
}

}  // namespace fenming
