#include "engine/simulation/compiled.h"

#include <algorithm>

#include "engine/simulation/surcharge_order.h"

namespace fenming {

CompiledVersion::CompiledVersion(const PreparedVersion& prepared, const Entitlement& entitlement,
                                 const LocalTime& file_local, const History& history)
    : prepared_(&prepared),
      entitlement_(&entitlement),
      file_local_(file_local),
      history_(&history),
      sums_(prepared.version()),
      expressible_(sums_.fit && order_is_plain(prepared, entitlement)) {
  if (prepared.book().relation != Relation::kCustomerCompany) {
    const std::vector<SplitStep>& steps = prepared.version().split.steps;
    gives_fixed_shares_ =
        std::any_of(steps.begin(), steps.end(), [](const SplitStep& s) { return s.fixed; });
    mark_nobody();
  }
  find_odd();
  find_later_places();
  if (!expressible_) return;
  lines_ = LineKinds(prepared, entitlement, file_local, history, sums_);
  tables_ = AmountTables(prepared, history, sums_, lines_);
  recipes_ = CellRecipes(prepared, entitlement, file_local, history, sums_, tables_);
  expressible_ = recipes_.expressible;
}

// A settlement that pays nobody waits: the explaining path says so.
void CompiledVersion::mark_nobody() {
  std::vector<uint8_t> nobody;
  for (const VisitSignature& visit : history_->visit_signatures)
    nobody.push_back(history_->crews[visit.people].empty() ? 1 : 0);
  if (std::find(nobody.begin(), nobody.end(), 1) == nobody.end()) return;
  odd_.resize(history_->size(), 0);
  for (uint32_t i = 0; i < history_->size(); ++i) {
    const auto [begin, end] = history_->visits_of(i);
    if (begin != end) odd_[i] |= nobody[history_->visit_signature[begin]];
  }
}

// Tickets that the columns do not hold whole, or that have not exactly one visit.
void CompiledVersion::find_odd() {
  if (history_->odd.empty() && history_->visit_end.empty()) return;
  odd_.resize(history_->size(), 0);
  for (const auto& entry : history_->odd)
    odd_[entry.first] = 1;
  if (history_->visit_end.empty()) return;
  for (uint32_t i = 0; i < history_->size(); ++i) {
    const auto [begin, end] = history_->visits_of(i);
    if (end != begin + 1) odd_[i] = 1;
  }
}

// Travel is paid at the first place of a trip; most histories have no other.
void CompiledVersion::find_later_places() {
  const std::vector<VisitSignature>& visits = history_->visit_signatures;
  for (size_t i = 0; i < visits.size(); ++i) {
    if (visits[i].trip_place <= 1) continue;
    later_place_.resize(visits.size(), 0);
    later_place_[i] = 1;
  }
}

AmountChanges CompiledVersion::reprice_and_compare(const std::vector<bool>& wanted) {
  const size_t tiers = prepared_->tiers().size();
  AmountChanges changes{std::vector<bool>(tiers, !expressible_), std::vector<bool>(tiers, false),
                        std::vector<bool>(lines_.kinds.size(), false)};
  if (!expressible_) return changes;
  const AmountTables tables_before = tables_;
  const std::vector<Recipe> recipes_before = recipes_.recipes;
  recipes_.make_again(tables_.price_again(wanted));
  tables_.compare(tables_before, wanted, changes);
  recipes_.compare(recipes_before, tables_before, changes);
  return changes;
}

std::optional<int64_t> CompiledVersion::own_stock_cost(uint32_t signature) const {
  const bool known = expressible_ && tables_.surcharges_of_line[signature] != AmountTables::kLeft;
  return known ? lines_.own_stock_cost(signature) : std::nullopt;
}

}  // namespace fenming
