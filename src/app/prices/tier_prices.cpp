#include "app/prices/tier_prices.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "app/amount_text.h"
#include "app/prices/edits.h"

namespace fenming::app::prices {
namespace {

Charge per_unit() {
  Charge charge;
  charge.model = ChargeModel::kPerUnit;
  return charge;
}

}  // namespace

// A price that comes back after it was taken away, and one that was not there, come at the end.
void TierPrices::want(Wanted& wanted, std::optional<int64_t> fen) {
  if (!fen) wanted.is_moved = true;
  if (fen && !wanted.fen) wanted.order = next_++;
  wanted.fen = fen;
}

Result<bool> TierPrices::set_price(const Item& item, size_t row, size_t tier,
                                   std::string_view text) {
  std::optional<int64_t> fen;
  if (!is_blank(text)) {
    const Result<int64_t> amount = item.deduction ? parse_money(text) : parse_amount(text);
    if (!amount) return amount.error();
    fen = *amount;
  }
  Wanted& wanted = by_tier_[tier][row];
  if (fen && !wanted.fen) wanted.charge = item.price ? *item.price : per_unit();
  want(wanted, fen);
  return true;
}

Result<bool> TierPrices::set_amount(size_t row, size_t tier, std::string_view text) {
  std::optional<int64_t> fen;
  if (!is_blank(text)) {
    const Result<int64_t> amount = parse_amount(text);
    if (!amount) return amount.error();
    fen = *amount;
  }
  Wanted& wanted = by_tier_[tier][row];
  want(wanted, std::nullopt);
  want(wanted, fen);
  return true;
}

std::vector<size_t> TierPrices::tiers() const {
  std::vector<size_t> tiers;
  for (const auto& [tier, rows] : by_tier_)
    tiers.push_back(tier);
  return tiers;
}

namespace {

// Rewrites a list by code: `change` sets an entry that is there, `make` gives one that comes.
template <typename T, typename Wanted, typename Change, typename Make>
void rewrite(std::vector<T>& list, std::string T::*code, const std::map<size_t, Wanted>& rows,
             const TierPrices::CodeOf& code_of, const Change& change, const Make& make) {
  std::unordered_map<std::string_view, const Wanted*> wanted;
  for (const auto& [row, what] : rows)
    wanted.emplace(code_of(row), &what);
  std::unordered_set<const Wanted*> met;
  std::vector<T> kept;
  kept.reserve(list.size() + rows.size());
  for (T& entry : list) {
    const auto found = wanted.find(entry.*code);
    if (found != wanted.end()) {
      if (found->second->is_moved) continue;
      met.insert(found->second);
      change(entry, *found->second);
    }
    kept.push_back(std::move(entry));
  }
  std::vector<std::pair<size_t, size_t>> added;  // order, row
  for (const auto& [row, what] : rows) {
    if (what.fen && !met.contains(&what)) added.emplace_back(what.order, row);
  }
  std::sort(added.begin(), added.end());
  for (const auto& [order, row] : added)
    kept.push_back(make(code_of(row), rows.at(row)));
  list = std::move(kept);
}

}  // namespace

void TierPrices::apply(size_t tier, std::vector<TierItemPrice>& list, const CodeOf& code_of) const {
  rewrite(
      list, &TierItemPrice::item, by_tier_.at(tier), code_of,
      [](TierItemPrice& entry, const Wanted& wanted) { entry.price.fen = *wanted.fen; },
      [](const std::string& code, const Wanted& wanted) {
        TierItemPrice price{code, wanted.charge};
        price.price.fen = *wanted.fen;
        return price;
      });
}

void TierPrices::apply(size_t tier, std::vector<TierAmount>& list, const CodeOf& code_of) const {
  rewrite(
      list, &TierAmount::code, by_tier_.at(tier), code_of,
      [](TierAmount& entry, const Wanted& wanted) { entry.fen = *wanted.fen; },
      [](const std::string& code, const Wanted& wanted) {
        return TierAmount{code, *wanted.fen};
      });
}

}  // namespace fenming::app::prices
