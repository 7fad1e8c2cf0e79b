// P1 labour, P14 bundles and quotes: what the work itself is paid.
#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "engine/pricing/work.h"

namespace fenming {
namespace {

struct ItemPrice {
  Charge charge;
  const Tier* tier = nullptr;
};

std::optional<ItemPrice> price_of(const Work& work, int32_t item) {
  const auto index = static_cast<size_t>(item);
  const Stated<Charge>& own = work.tier.prices[index];
  if (own) return ItemPrice{*own.value, own.tier};
  const Item& entry = work.version().items[index];
  if (!entry.price) return std::nullopt;
  return ItemPrice{scaled(*entry.price, work.tier.factor_bp()), work.tier.factor.tier};
}

// What base_plus still has to give on each visit, per priced item (P10: n times another item's
// quantity). The stock is filled when an item is first met on a visit and used up in order.
class IncludedStock {
 public:
  explicit IncludedStock(const Work& work) : work_(work) {}

  // Included quantity of a labour line; takes what it uses.
  int64_t take(const PricedLine& line, const Charge& charge, int64_t quantity) {
    if (charge.included_item.empty() || line.goodwill) return charge.included;
    auto [entry, fresh] = stock_.try_emplace(std::pair{line.visit_index, line.item}, 0);
    if (fresh) entry->second = fill(line, charge);
    const int64_t used = std::clamp<int64_t>(quantity - charge.included, 0, entry->second);
    entry->second -= used;
    return charge.included + used;
  }

 private:
  int64_t fill(const PricedLine& line, const Charge& charge) const {
    Int128 sum = 0;
    for (const PricedLine& other : work_.priced) {
      if (!other.priced || other.goodwill || other.item < 0) continue;
      if (other.visit_index != line.visit_index) continue;
      const Item& item = work_.version().items[static_cast<size_t>(other.item)];
      if (item.item == charge.included_item) sum += other.billable;
    }
    return static_cast<int64_t>(sum * charge.included_times / 1000);
  }

  const Work& work_;
  std::map<std::pair<size_t, int32_t>, int64_t> stock_;
};

SettlementLine labour_line(const Work& work, const PricedLine& line, const ItemPrice& price,
                           int64_t quantity) {
  const Item& item = work.version().items[static_cast<size_t>(line.item)];
  SettlementLine result;
  result.component = Component::kLabour;
  result.category = item.category;
  result.visit = line.visit->visit;
  result.source = line.line->line;
  result.item = item.item;
  result.quantity = quantity;
  if (price.charge.model == ChargeModel::kPerUnit) result.unit_price_fen = price.charge.fen;
  result.payer = line.payer;
  if (price.tier != nullptr) result.tier = price.tier->tier;
  result.rule = "item:" + item.item;
  return result;
}

int64_t units_taken(const std::vector<BundleUse>& uses, size_t priced_line) {
  int64_t units = 0;
  for (const BundleUse& use : uses) {
    if (use.priced_line == priced_line) units += use.units;
  }
  return units;
}

}  // namespace

bool add_labour(Work& work) {
  const std::vector<BundleUse> uses = take_bundles(work);
  std::vector<int64_t> single_fen(work.priced.size(), 0);
  IncludedStock included(work);
  for (size_t i = 0; i < work.priced.size(); ++i) {
    const PricedLine& line = work.priced[i];
    if (!line.priced || line.item < 0) continue;
    const std::optional<ItemPrice> price = price_of(work, line.item);
    if (!price) {
      return work.fail("no_item_price", line_path(line, "item"),
                       "The tier has no price for this item; add one to the tier or a base price "
                       "to the item.");
    }
    const int64_t bundled = units_taken(uses, i) * 1000;
    const int64_t rest = line.billable - bundled;
    if (rest > 0 || bundled == 0) {
      const int64_t free = included.take(line, price->charge, rest);
      if (!work.add(labour_line(work, line, *price, rest),
                    charge_amount(price->charge, rest, free))) {
        return false;
      }
    }
    if (bundled > 0) {
      const int64_t free = included.take(line, price->charge, bundled);
      const Int128 amount = charge_amount(price->charge, bundled, free);
      if (!work.add(labour_line(work, line, *price, bundled), amount)) return false;
      single_fen[i] = work.lines.back().amount_fen;
    }
  }
  return add_bundle_lines(work, uses, single_fen);
}

bool add_quote(Work& work, const QuoteTerms& terms) {
  const Quote* chosen = nullptr;
  for (const Quote& quote : work.ticket.quotes) {
    if (quote.relation != work.relation() || quote.approved_by == quote.author) continue;
    const bool bounded = quote.valid_from || quote.valid_to;
    if (bounded && !work.pin) continue;
    if (quote.valid_from && *work.pin < *quote.valid_from) continue;
    if (quote.valid_to && *work.pin >= *quote.valid_to) continue;
    chosen = &quote;
  }
  if (chosen == nullptr) {
    return work.fail("needs_quote", "quotes",
                     "The tier is priced on request; enter a quote and have another person approve "
                     "it.");
  }
  const bool low = terms.floor_fen && chosen->amount_fen < *terms.floor_fen;
  const bool high = terms.ceiling_fen && chosen->amount_fen > *terms.ceiling_fen;
  if (low || high) {
    return work.fail("quote_out_of_bounds", "quotes",
                     "The quote is outside the tier's floor and ceiling; correct the quote.");
  }
  SettlementLine line;
  line.component = Component::kQuote;
  line.category = "labour";
  line.payer = work.own_payer();
  line.tier = work.tier.tier->tier;
  line.rule = "quote:" + chosen->quote;
  return work.add(std::move(line), chosen->amount_fen);
}

}  // namespace fenming
