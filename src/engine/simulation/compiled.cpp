#include "engine/simulation/compiled.h"

#include <algorithm>

#include "base/assert.h"
#include "engine/pricing/parts.h"
#include "engine/pricing/travel.h"
#include "engine/pricing/work.h"
#include "engine/simulation/surcharge_order.h"

namespace fenming {
namespace {

// The first local day on which a part can have a price; the end of time where there is none.
int32_t first_day_of(const History& history, int32_t offset_min) {
  uint32_t first = UINT32_MAX;
  for (size_t t = 0; t < kTimeCount; ++t) {
    const auto time = static_cast<TimeName>(t);
    if (time == TimeName::kAppointment || time == TimeName::kDeparted) continue;
    const TimeRange& range = history.time_ranges[t];
    if (range.first != kNoTime) first = std::min(first, range.first);
  }
  if (first == UINT32_MAX) return INT32_MAX;
  return static_cast<int32_t>(div_floor(kTimeEpoch + first - 1 + int64_t{offset_min} * 60, 86400));
}

}  // namespace

CompiledVersion::CompiledVersion(const PreparedVersion& prepared, const Entitlement& entitlement,
                                 const LocalTime& file_local, const History& history)
    : prepared_(&prepared),
      entitlement_(&entitlement),
      file_local_(file_local),
      history_(&history),
      charges_customer_(prepared.book().relation == Relation::kCustomerCompany),
      sums_(prepared.version()),
      expressible_(sums_.fit && order_is_plain(prepared, entitlement)) {
  const std::vector<SplitStep>& steps = prepared.version().split.steps;
  gives_fixed_shares_ =
      !charges_customer_ &&
      std::any_of(steps.begin(), steps.end(), [](const SplitStep& s) { return s.fixed; });
  find_odd();
  if (!expressible_) return;
  compile_lines();
  const std::vector<bool> every_tier(prepared.tiers().size(), true);
  read_markups();
  sort_lines();
  price_lines(every_tier);
  price_bundled(every_tier);
  price_travel(every_tier);
  compile_cells();
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

// Tickets that the columns do not hold whole, that have not exactly one visit, or nobody to pay.
void CompiledVersion::find_odd() {
  if (!charges_customer_) mark_nobody();
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

void CompiledVersion::compile_lines() {
  first_day_ = first_day_of(*history_, prepared_->version().utc_offset_min);
  const size_t count = history_->line_signatures.size();
  lines_.resize(count);
  line_facts_.resize(count);
  item_or_part_.assign(count, -1);
  extra_of_line_.assign(count, -1);
  for (uint32_t i = 0; i < count; ++i)
    compile_line(i);
  find_extras();
  find_bundled();
}

void CompiledVersion::compile_line(uint32_t signature) {
  const BookVersion& v = prepared_->version();
  const LineSignature& s = history_->line_signatures[signature];
  Line& line = lines_[signature];
  TicketLine& facts = line_facts_[signature];
  facts.item = history_->texts.text(s.item);
  facts.part = history_->texts.text(s.part);
  facts.quantity = s.quantity;
  facts.product = history_->texts.text(s.product);
  facts.model = history_->texts.text(s.model);
  facts.warranty = history_->texts.text(s.warranty);
  if (s.payer >= 0) facts.payer = static_cast<Payer>(s.payer);
  if (s.supplier >= 0) facts.supplier = static_cast<Supplier>(s.supplier);
  if (s.receipt_fen >= 0) facts.receipt_fen = s.receipt_fen;
  if (s.unit_cost_fen >= 0) facts.unit_cost_fen = s.unit_cost_fen;
  facts.attributes = history_->attribute_sets[s.attributes];
  const bool is_item = !facts.item.empty();
  const int32_t found =
      is_item ? prepared_->find_item(facts.item) : prepared_->find_part(facts.part);
  item_or_part_[signature] = found;
  if (charges_customer_) {
    const std::optional<Payer> payer = payer_of_line(*prepared_, *entitlement_, file_local_, facts);
    line.full = !payer || *payer == Payer::kGoodwill;
    line.priced = payer == Payer::kCustomer;
    if (!line.priced) return;
  }
  if (found < 0) {
    line.full = true;
    return;
  }
  const auto index = static_cast<size_t>(found);
  if (is_item) {
    line.sum = sums_.of(v.items[index].category);
    // A bundle needs its first member, so lines of other members alone make none.
    for (const Bundle& bundle : v.bundles) {
      line.may_bundle = line.may_bundle || bundle.members.front().item == v.items[index].item;
    }
    return;
  }
  const Supplier supplier = facts.supplier.value_or(Supplier::kOwnStock);
  const bool handled = !charges_customer_ && supplier == Supplier::kOwnStock;
  line.component = handled ? Component::kHandling : Component::kParts;
  line.sum = sums_.of(handled ? "handling" : "parts");
  // A cost that changed or began during the history depends on the ticket's day.
  const std::vector<DatedCost>& costs = v.parts[index].costs;
  const bool dated = costs.size() > 1 || (costs.size() == 1 && costs.front().from > first_day_);
  line.full = line.full || (dated && !facts.unit_cost_fen);
}

std::optional<int64_t> CompiledVersion::own_stock_cost(uint32_t signature) const {
  if (charges_customer_ || !expressible_) return std::nullopt;
  if (lines_[signature].full) return std::nullopt;
  if (lines_[signature].component != Component::kHandling) return 0;
  const TicketLine& facts = line_facts_[signature];
  const Part& part = prepared_->version().parts[static_cast<size_t>(item_or_part_[signature])];
  std::optional<int64_t> cost = facts.unit_cost_fen;
  if (!cost && !part.costs.empty()) cost = part.costs.front().cost_fen;
  if (!cost) return 0;
  const Int128 exact = part_amount(billable_quantity(facts.quantity, part.stepping), *cost, 0);
  return within(exact, kMaxLineFen) ? std::optional(static_cast<int64_t>(exact)) : std::nullopt;
}

// Surcharges of single lines are computed by the explaining functions, once a tier and signature.
void CompiledVersion::find_extras() {
  const BookVersion& v = prepared_->version();
  const bool any = std::any_of(v.surcharges.begin(), v.surcharges.end(), is_line_occasion);
  if (!any) return;
  for (uint32_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    const bool alone = !line.full && line.priced && !line.may_bundle;
    if (!alone || line_facts_[i].item.empty()) continue;
    Extra extra;
    extra.line = i;
    bool some = false;
    for (const TierView& tier : prepared_->tiers()) {
      std::vector<LineCharge> amounts;
      const auto settled = labour_of_lines(*prepared_, tier, {line_facts_[i]});
      if (!settled) {
        line.full = true;
        break;
      }
      for (const SettlementLine& one : *settled) {
        if (one.component != Component::kSurcharge) continue;
        amounts.push_back({one.amount_fen, surcharge_of(one), sums_.of(one.category)});
        some = true;
      }
      extra.by_tier.push_back(std::move(amounts));
    }
    if (line.full || !some) continue;
    line.extra = true;
    extra_of_line_[i] = static_cast<int32_t>(extras_.size());
    extras_.push_back(std::move(extra));
  }
}

}  // namespace fenming
