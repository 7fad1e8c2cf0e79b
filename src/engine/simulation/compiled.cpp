#include "engine/simulation/compiled.h"

#include <algorithm>
#include <set>

#include "base/assert.h"
#include "engine/pricing/parts.h"
#include "engine/pricing/travel.h"
#include "engine/pricing/work.h"

namespace fenming {
namespace {

bool is_line_occasion(const Surcharge& surcharge) {
  return surcharge.occasion == Occasion::kLine || surcharge.occasion == Occasion::kUnit;
}

bool reads_only_lines(const std::optional<Condition>& when) {
  bool only = true;
  if (when) {
    for_each_leaf(*when, [&](const Condition& leaf) {
      only = only && !leaf.tests_time() && fact_info(leaf.fact.fact).level == Level::kLine;
    });
  }
  return only;
}

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

// Every charge that a surcharge may have, over all tiers.
std::vector<const Charge*> charges_of(const BookVersion& version, const Surcharge& surcharge) {
  std::vector<const Charge*> charges;
  if (surcharge.charge) charges.push_back(&*surcharge.charge);
  for (const Tier& tier : version.tiers) {
    for (const TierCharge& charge : tier.surcharges) {
      if (charge.surcharge == surcharge.surcharge) charges.push_back(&charge.charge);
    }
  }
  return charges;
}

bool names(const std::vector<std::string>& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

}  // namespace

CompiledVersion::CompiledVersion(const PreparedVersion& prepared, const Entitlement& entitlement,
                                 const LocalTime& file_local, const History& history)
    : prepared_(&prepared),
      entitlement_(&entitlement),
      file_local_(file_local),
      history_(&history),
      charges_customer_(prepared.book().relation == Relation::kCustomerCompany) {
  const std::vector<SplitStep>& steps = prepared.version().split.steps;
  gives_fixed_shares_ =
      !charges_customer_ &&
      std::any_of(steps.begin(), steps.end(), [](const SplitStep& s) { return s.fixed; });
  find_odd();
  choose_sums();
  expressible_ = expressible_ && order_is_plain();
  if (!expressible_) return;
  compile_lines();
  if (!expressible_) return;
  const std::vector<bool> every_tier(prepared.tiers().size(), true);
  read_markups();
  sort_lines();
  price_lines(every_tier);
  price_bundled(every_tier);
  price_travel(every_tier);
  compile_cells();
}

// Categories that no base tells apart share a sum, so that a ticket has few of them.
void CompiledVersion::choose_sums() {
  const BookVersion& v = prepared_->version();
  std::set<std::string> categories = {"labour", "travel", "on_site", "parts", "handling"};
  for (const Item& item : v.items)
    categories.insert(item.category);
  std::set<std::vector<std::string>> bases;
  for (const Surcharge& surcharge : v.surcharges) {
    categories.insert(surcharge.category);
    if (is_line_occasion(surcharge)) continue;
    for (const Charge* charge : charges_of(v, surcharge)) {
      if (charge->model == ChargeModel::kPercentage) bases.insert(charge->of);
    }
  }
  for (const Limit& limit : v.limits) {
    if (!limit.base.empty()) bases.insert(limit.base);
  }
  std::map<std::vector<bool>, uint8_t> groups;
  for (const std::string& category : categories) {
    std::vector<bool> membership;
    for (const auto& base : bases)
      membership.push_back(names(base, category));
    const auto [entry, fresh] = groups.try_emplace(membership, static_cast<uint8_t>(groups.size()));
    if (fresh && groups.size() > kMaxSums) {
      expressible_ = false;
      return;
    }
    sums_[category] = entry->second;
  }
  sum_count_ = groups.size();
  sum_of_travel_ = sum_of("travel");
  sum_of_on_site_ = sum_of("on_site");
  sum_of_parts_ = sum_of("parts");
}

uint8_t CompiledVersion::sum_of(std::string_view category) const {
  const auto found = sums_.find(category);
  FM_ASSERT(found != sums_.end());
  return found->second;
}

uint32_t CompiledVersion::bits_of(const std::vector<std::string>& categories) const {
  uint32_t bits = 0;
  for (const auto& [category, sum] : sums_) {
    if (categories.empty() || names(categories, category)) bits |= 1u << sum;
  }
  return bits;
}

// The compiled form adds line surcharges before those of the ticket; a percentage that would see
// another order of lines leaves the version to the explaining path.
bool CompiledVersion::order_is_plain() const {
  const BookVersion& v = prepared_->version();
  for (size_t i = 0; i < v.surcharges.size(); ++i) {
    const Surcharge& surcharge = v.surcharges[i];
    if (is_line_occasion(surcharge)) {
      if (!reads_only_lines(surcharge.when)) return false;
      continue;
    }
    for (const Charge* charge : charges_of(v, surcharge)) {
      if (charge->model != ChargeModel::kPercentage) continue;
      for (size_t k = 0; k < v.surcharges.size(); ++k) {
        const Surcharge& other = v.surcharges[k];
        if (!names(charge->of, other.category)) continue;
        const bool later_line = k > i && is_line_occasion(other);
        const bool unseen =
            surcharge.occasion == Occasion::kVisit && other.occasion == Occasion::kTicket;
        if (later_line || unseen) return false;
      }
    }
  }
  for (const LineRule& rule : entitlement_->lines) {
    if (charges_customer_ && !reads_only_lines(rule.when)) return false;
  }
  return true;
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
    line.sum = sum_of(v.items[index].category);
    // A bundle needs its first member, so lines of other members alone make none.
    for (const Bundle& bundle : v.bundles) {
      line.may_bundle = line.may_bundle || bundle.members.front().item == v.items[index].item;
    }
    return;
  }
  const Supplier supplier = facts.supplier.value_or(Supplier::kOwnStock);
  const bool handled = !charges_customer_ && supplier == Supplier::kOwnStock;
  line.component = handled ? Component::kHandling : Component::kParts;
  line.sum = sum_of(handled ? "handling" : "parts");
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
        amounts.push_back({one.amount_fen, surcharge_of(one), sum_of(one.category)});
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
