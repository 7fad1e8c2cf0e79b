#include "engine/simulation/line_kinds.h"

#include <algorithm>
#include <map>

#include "engine/pricing/line_price.h"
#include "engine/pricing/parts.h"

namespace fenming {
namespace {

constexpr size_t kMaxSets = 10000;  // beyond, tickets with bundles need the explaining path

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

LineKinds::LineKinds(const PreparedVersion& prepared, const Entitlement& entitlement,
                     const LocalTime& file_local, const History& history, const CategorySums& sums)
    : prepared_(&prepared),
      charges_customer_(prepared.book().relation == Relation::kCustomerCompany) {
  const BookVersion& v = prepared.version();
  const int32_t first_day = first_day_of(history, v.utc_offset_min);
  const size_t count = history.line_signatures.size();
  kinds.reserve(count);
  facts.reserve(count);
  index.reserve(count);
  for (const LineSignature& signature : history.line_signatures) {
    TicketLine& line = facts.emplace_back();
    history.read_line(signature, line);
    const bool is_item = !line.item.empty();
    index.push_back(is_item ? prepared.find_item(line.item) : prepared.find_part(line.part));
    LineKind& kind = kinds.emplace_back();
    if (charges_customer_) {
      const std::optional<Payer> payer = payer_of_line(prepared, entitlement, file_local, line);
      kind.full = !payer || *payer == Payer::kGoodwill;
      kind.priced = payer == Payer::kCustomer;
      if (!kind.priced) continue;
    }
    const auto at = static_cast<size_t>(index.back());
    if (index.back() < 0) {
      kind.full = true;
    } else {
      kind = is_item ? kind_of_item(v.items[at], sums)
                     : kind_of_part(v.parts[at], line, sums, first_day);
    }
  }
  find_bundled(history);
}

// A bundle needs its first member, so lines of other members alone make none.
LineKind LineKinds::kind_of_item(const Item& item, const CategorySums& sums) const {
  LineKind kind;
  kind.sum = sums.of(item.category);
  for (const Bundle& bundle : prepared_->version().bundles)
    kind.may_bundle = kind.may_bundle || bundle.members.front().item == item.item;
  return kind;
}

// A cost that changed or began during the history depends on the ticket's day.
LineKind LineKinds::kind_of_part(const Part& part, const TicketLine& line, const CategorySums& sums,
                                 int32_t first_day) const {
  const Supplier supplier = line.supplier.value_or(Supplier::kOwnStock);
  const bool handled = !charges_customer_ && supplier == Supplier::kOwnStock;
  const std::vector<DatedCost>& costs = part.costs;
  const bool dated = costs.size() > 1 || (costs.size() == 1 && costs.front().from > first_day);
  LineKind kind;
  kind.component = handled ? Component::kHandling : Component::kParts;
  kind.sum = sums.of(handled ? "handling" : "parts");
  kind.full = dated && !line.unit_cost_fen;
  return kind;
}

void LineKinds::find_bundled(const History& history) {
  const bool any =
      std::any_of(kinds.begin(), kinds.end(), [](const LineKind& kind) { return kind.may_bundle; });
  if (!any) return;
  std::map<std::vector<uint32_t>, uint32_t> known;
  std::vector<uint32_t> set;
  for (uint32_t visit = 0; visit < history.line_end.size(); ++visit) {
    const auto [begin, end] = history.lines_of(visit);
    set.clear();
    bool may_bundle = false;
    for (uint32_t i = begin; i < end; ++i) {
      const uint32_t signature = history.line_signature[i];
      const LineKind& kind = kinds[signature];
      may_bundle = may_bundle || (kind.may_bundle && kind.priced);
      const bool counts = kind.priced || kind.full;  // a full line sends the ticket the long way
      if (counts && !facts[signature].item.empty()) set.push_back(signature);
    }
    if (!may_bundle) continue;
    const auto [entry, fresh] = known.try_emplace(set, static_cast<uint32_t>(bundled_sets.size()));
    if (fresh && bundled_sets.size() == kMaxSets) {
      bundled_sets.clear();
      bundled_visits.clear();
      return;
    }
    if (fresh) bundled_sets.push_back(set);
    bundled_visits.emplace_back(visit, entry->second);
  }
}

std::optional<uint32_t> LineKinds::bundled_set_of(uint32_t visit) const {
  const auto found =
      std::lower_bound(bundled_visits.begin(), bundled_visits.end(), std::pair{visit, uint32_t{0}});
  const bool is_there = found != bundled_visits.end() && found->first == visit;
  return is_there ? std::optional(found->second) : std::nullopt;
}

const Part& LineKinds::part_of(uint32_t signature) const {
  return prepared_->version().parts[static_cast<size_t>(index[signature])];
}

// What a unit of a line's part costs, in fen, where one cost serves the whole history.
std::optional<int64_t> LineKinds::unit_cost_of(uint32_t signature) const {
  const Part& part = part_of(signature);
  const std::optional<int64_t>& stated = facts[signature].unit_cost_fen;
  if (stated || part.costs.empty()) return stated;
  return part.costs.front().cost_fen;
}

std::optional<int64_t> LineKinds::marked_up_cost(uint32_t signature) const {
  const TicketLine& line = facts[signature];
  const LineKind& kind = kinds[signature];
  if (!kind.stands_alone() || kind.component != Component::kParts || line.part.empty())
    return std::nullopt;
  const Supplier supplier = line.supplier.value_or(Supplier::kOwnStock);
  const bool listed = supplier == Supplier::kTechnician || supplier == Supplier::kPartner;
  if (!listed) return std::nullopt;
  const std::optional<int64_t> cost = unit_cost_of(signature);
  if (!cost) return std::nullopt;
  const Int128 exact =
      product_of(billable_quantity(line.quantity, part_of(signature).stepping), *cost);
  const auto narrow = static_cast<int64_t>(exact);
  if (narrow != exact || narrow % 1000 != 0) return std::nullopt;
  return narrow / 1000;
}

std::optional<int64_t> LineKinds::own_stock_cost(uint32_t signature) const {
  const LineKind& kind = kinds[signature];
  if (charges_customer_ || kind.full) return std::nullopt;
  if (kind.component != Component::kHandling) return 0;
  const std::optional<int64_t> cost = unit_cost_of(signature);
  if (!cost) return 0;
  const int64_t quantity =
      billable_quantity(facts[signature].quantity, part_of(signature).stepping);
  const Int128 exact = part_amount(quantity, *cost, 0);
  return within(exact, kMaxLineFen) ? std::optional(static_cast<int64_t>(exact)) : std::nullopt;
}

std::string_view LineKinds::category_of(const CompiledLine& line) const {
  const BookVersion& version = prepared_->version();
  switch (line.component) {
    case Component::kLabour:
    case Component::kBundle:
      return version.items[static_cast<size_t>(index[line.line])].category;
    case Component::kSurcharge:
      return version.surcharges[line.surcharge].category;
    case Component::kTravel:
      return "travel";
    case Component::kOnSite:
      return "on_site";
    case Component::kHandling:
      return "handling";
    default:
      return "parts";
  }
}

std::optional<Supplier> LineKinds::supplier_of(const CompiledLine& line) const {
  const bool is_part =
      line.component == Component::kParts || line.component == Component::kHandling;
  if (!is_part) return std::nullopt;
  return facts[line.line].supplier.value_or(Supplier::kOwnStock);
}

const std::string& LineKinds::item_of(const CompiledLine& line) const {
  return prepared_->version().items[static_cast<size_t>(index[line.line])].item;
}

}  // namespace fenming
