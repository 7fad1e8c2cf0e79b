// P4: parts by supplier. Only parts of the payee's own or bought on the spot are payable; own stock
// posts its cost and at most a handling fee.
#include <algorithm>

#include "engine/pricing/parts.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

std::optional<int64_t> price_day(const Work& work, const PricedLine& line) {
  switch (work.version().part_price_day) {
    case PartPriceDay::kIssue:
      return line.line->issued_at;
    case PartPriceDay::kRequest:
      return line.line->requested_at;
    case PartPriceDay::kUse:
      break;
  }
  if (line.visit->arrived) return line.visit->arrived;
  const auto completed = work.ticket.time(TimeName::kCompleted);
  return completed ? completed : work.pin;
}

SettlementLine part_line(const Work& work, const PricedLine& line, Supplier supplier) {
  const Part& part = work.version().parts[static_cast<size_t>(line.part)];
  SettlementLine result;
  result.component = Component::kParts;
  result.category = "parts";
  result.visit = line.visit->visit;
  result.source = line.line->line;
  result.part = part.part;
  result.quantity = line.billable;
  result.payer = line.payer;
  result.supplier = supplier;
  result.rule = "part:" + part.part;
  return result;
}

// Tier's part price, else cost with the tier's markup; false where there is neither.
bool add_listed(Work& work, const PricedLine& line, SettlementLine result,
                std::optional<int64_t> cost_fen) {
  const Stated<int64_t>& price = work.tier.part_prices[static_cast<size_t>(line.part)];
  if (price) {
    result.unit_price_fen = *price.value;
    result.tier = price.tier->tier;
    return work.add(std::move(result), part_amount(line.billable, *price.value, 0));
  }
  if (!cost_fen) {
    return work.fail("no_item_price", line_path(line, "part"),
                     "The part has neither a price in the tier nor a cost on the day; add one.");
  }
  if (work.tier.markup) result.tier = work.tier.markup.tier->tier;
  result.base_fen = *cost_fen;
  result.rate_bp = work.tier.markup_bp();
  return work.add(std::move(result), part_amount(line.billable, *cost_fen, work.tier.markup_bp()));
}

bool add_receipt(Work& work, const PricedLine& line, SettlementLine result) {
  if (!line.line->receipt_fen) {
    return work.fail("missing_fact", line_path(line, "receipt_fen"),
                     "A part bought on the spot needs its receipt; enter the amount.");
  }
  const Part& part = work.version().parts[static_cast<size_t>(line.part)];
  Int128 amount = *line.line->receipt_fen;
  if (part.ceiling_fen) {
    amount = std::min(amount, part_amount(line.billable, *part.ceiling_fen, 0));
  }
  return work.add(std::move(result), amount);
}

bool add_handling(Work& work, const PricedLine& line, SettlementLine result,
                  std::optional<int64_t> cost_fen) {
  result.component = Component::kHandling;
  result.category = "handling";
  const int64_t fee = work.tier.handling ? *work.tier.handling.value : 0;
  result.unit_price_fen = fee;
  if (work.tier.handling) result.tier = work.tier.handling.tier->tier;
  if (cost_fen) {
    const Int128 cost = part_amount(line.billable, *cost_fen, 0);
    if (!within(cost, kMaxLineFen)) {
      return work.fail("money_overflow", "line:" + std::to_string(work.lines.size() + 1),
                       "The part's cost is beyond 10,000,000,000.00 yuan; correct the quantity.");
    }
    result.cost_fen = static_cast<int64_t>(cost);
  }
  return work.add(std::move(result), part_amount(line.billable, fee, 0));
}

bool add_paid_part(Work& work, const PricedLine& line, Supplier supplier,
                   std::optional<int64_t> cost_fen) {
  SettlementLine result = part_line(work, line, supplier);
  switch (supplier) {
    case Supplier::kTechnician:
    case Supplier::kPartner:
      return add_listed(work, line, std::move(result), cost_fen);
    case Supplier::kOnTheSpot:
      return add_receipt(work, line, std::move(result));
    case Supplier::kOwnStock:
      return add_handling(work, line, std::move(result), cost_fen);
    case Supplier::kManufacturer:
    case Supplier::kCustomer:
      break;
  }
  return work.add(std::move(result), 0);
}

}  // namespace

Int128 part_amount(int64_t quantity, int64_t unit_fen, int32_t markup_bp) {
  return div_half_away(Int128{quantity} * unit_fen * (10000 + markup_bp), 1000 * 10000);
}

const DatedCost* cost_on(const Part& part, std::optional<int32_t> date) {
  if (!date) return part.costs.empty() ? nullptr : &part.costs.front();
  const DatedCost* best = nullptr;
  for (const DatedCost& cost : part.costs) {
    if (cost.from <= *date && (best == nullptr || cost.from >= best->from)) best = &cost;
  }
  return best;
}

bool add_parts(Work& work) {
  const bool charges = !work.pays();
  for (const PricedLine& line : work.priced) {
    if (!line.priced || line.part < 0) continue;
    const Supplier supplier = line.line->supplier.value_or(Supplier::kOwnStock);
    std::optional<int64_t> cost_fen = line.line->unit_cost_fen;
    if (!cost_fen) {
      const Part& part = work.version().parts[static_cast<size_t>(line.part)];
      const DatedCost* cost = cost_on(part, work.date_of(price_day(work, line)));
      if (cost != nullptr) cost_fen = cost->cost_fen;
    }
    if (!charges) {
      if (!add_paid_part(work, line, supplier, cost_fen)) return false;
      continue;
    }
    SettlementLine result = part_line(work, line, supplier);
    const bool free = supplier == Supplier::kManufacturer || supplier == Supplier::kCustomer;
    const bool added =
        free ? work.add(std::move(result), 0) : add_listed(work, line, std::move(result), cost_fen);
    if (!added) return false;
  }
  return true;
}

}  // namespace fenming
