#include "engine/pricing/line_price.h"

#include <algorithm>

#include "engine/pricing/parts.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

// A ticket of one visit with nothing but the lines, and the work on it.
struct LinesAlone {
  LinesAlone(const PreparedVersion& prepared, const TierView& tier, std::vector<TicketLine> lines)
      : work{prepared, tier, ticket, {}, std::nullopt} {
    ticket.visits.resize(1);
    ticket.visits[0].lines = std::move(lines);
    for (size_t i = 0; i < ticket.visits[0].lines.size(); ++i) {
      PricedLine priced;
      priced.line_index = i;
      priced.visit = &ticket.visits[0];
      priced.line = &ticket.visits[0].lines[i];
      priced.priced = true;
      priced.payer = work.own_payer();
      work.priced.push_back(priced);
    }
    work.open_visits = {true};
  }
  Ticket ticket;
  Work work;
};

}  // namespace

std::optional<Payer> payer_of_line(const PreparedVersion& prepared, const Entitlement& entitlement,
                                   const LocalTime& file_local, const TicketLine& line) {
  LinesAlone single(prepared, prepared.tiers().front(), {line});
  if (!resolve_payer(single.work, entitlement, file_local, single.work.priced[0])) {
    return std::nullopt;
  }
  return single.work.priced[0].payer;
}

std::optional<std::vector<SettlementLine>> labour_of_lines(const PreparedVersion& prepared,
                                                           const TierView& tier,
                                                           std::vector<TicketLine> lines) {
  if (tier.tier->quote) return std::vector<SettlementLine>{};
  LinesAlone alone(prepared, tier, std::move(lines));
  const bool done = resolve_items(alone.work) && add_labour(alone.work) &&
                    add_surcharges(alone.work, Occasions::kLinesOnly);
  if (!done) return std::nullopt;
  return std::move(alone.work.lines);
}

LinePricer::LinePricer(const PreparedVersion& prepared, const TierView& tier)
    : prepared_(prepared), tier_(tier) {
  const std::vector<Item>& items = prepared.version().items;
  charges_.resize(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (tier.prices[i]) {
      charges_[i] = *tier.prices[i].value;
    } else if (items[i].price) {
      charges_[i] = scaled(*items[i].price, tier.factor_bp());
    }
  }
}

std::optional<int64_t> LinePricer::amount(const TicketLine& line, int32_t index) const {
  if (index < 0) return std::nullopt;
  const auto at = static_cast<size_t>(index);
  return line.item.empty() ? part_line_amount(line, at) : item_amount(line, at);
}

std::optional<int64_t> LinePricer::item_amount(const TicketLine& line, size_t index) const {
  const std::optional<Charge>& charge = charges_[index];
  if (!charge || !charge->included_item.empty()) return std::nullopt;
  const int64_t billable =
      billable_quantity(line.quantity, prepared_.version().items[index].stepping);
  const Int128 exact = charge_amount(*charge, billable, charge->included);
  if (!within(exact, kMaxLineFen)) return std::nullopt;
  return static_cast<int64_t>(exact);
}

std::optional<int64_t> LinePricer::part_line_amount(const TicketLine& line, size_t index) const {
  const Part& part = prepared_.version().parts[index];
  const int64_t billable = billable_quantity(line.quantity, part.stepping);
  const Supplier supplier = line.supplier.value_or(Supplier::kOwnStock);
  if (supplier == Supplier::kManufacturer || supplier == Supplier::kCustomer) return 0;
  std::optional<int64_t> cost = line.unit_cost_fen;
  if (!cost && !part.costs.empty()) cost = part.costs.front().cost_fen;
  Int128 exact = 0;
  const bool pays = prepared_.book().relation == Relation::kCompanyTechnician;
  if (pays && supplier == Supplier::kOnTheSpot) {
    if (!line.receipt_fen) return std::nullopt;
    exact = *line.receipt_fen;
    if (part.ceiling_fen) exact = std::min(exact, part_amount(billable, *part.ceiling_fen, 0));
  } else if (pays && supplier == Supplier::kOwnStock) {
    if (cost && !within(part_amount(billable, *cost, 0), kMaxLineFen)) return std::nullopt;
    exact = tier_.handling ? part_amount(billable, *tier_.handling.value, 0) : Int128{0};
  } else if (tier_.part_prices[index]) {
    exact = part_amount(billable, *tier_.part_prices[index].value, 0);
  } else if (cost) {
    exact = part_amount(billable, *cost, tier_.markup_bp());
  } else {
    return std::nullopt;
  }
  if (!within(exact, kMaxLineFen)) return std::nullopt;
  return static_cast<int64_t>(exact);
}

}  // namespace fenming
