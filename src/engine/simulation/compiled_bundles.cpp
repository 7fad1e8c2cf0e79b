// Bundles in compiled form (P14): whether lines make one depends on all item lines of a ticket, so
// each distinct set of them is settled once a tier by the explaining functions.
#include <algorithm>
#include <map>

#include "base/assert.h"
#include "engine/simulation/compiled.h"

namespace fenming {
namespace {

constexpr size_t kMaxSets = 10000;  // beyond, tickets with bundles need the explaining path

}  // namespace

uint16_t CompiledVersion::surcharge_of(const SettlementLine& line) const {
  const std::vector<Surcharge>& surcharges = prepared_->version().surcharges;
  const auto found = std::find_if(surcharges.begin(), surcharges.end(), [&](const Surcharge& s) {
    return line.rule == "surcharge:" + s.surcharge;
  });
  FM_ASSERT(found != surcharges.end());
  return static_cast<uint16_t>(found - surcharges.begin());
}

// The distinct sets of item lines among which a bundle may be, and the visits that have them.
void CompiledVersion::find_bundled() {
  const bool any =
      std::any_of(lines_.begin(), lines_.end(), [](const Line& line) { return line.may_bundle; });
  if (!any) return;
  std::map<std::vector<uint32_t>, uint32_t> known;
  std::vector<uint32_t> set;
  for (uint32_t visit = 0; visit < history_->line_end.size(); ++visit) {
    const auto [begin, end] = history_->lines_of(visit);
    set.clear();
    bool may_bundle = false;
    for (uint32_t i = begin; i < end; ++i) {
      const uint32_t signature = history_->line_signature[i];
      const Line& line = lines_[signature];
      may_bundle = may_bundle || (line.may_bundle && line.priced);
      const bool counts = line.priced || line.full;  // a full line sends the ticket the long way
      if (counts && !line_facts_[signature].item.empty()) set.push_back(signature);
    }
    if (!may_bundle) continue;
    const auto [entry, fresh] = known.try_emplace(set, static_cast<uint32_t>(bundled_.size()));
    if (fresh && bundled_.size() == kMaxSets) {
      bundled_.clear();
      bundled_visits_.clear();
      return;
    }
    if (fresh) bundled_.push_back({set, {}});
    bundled_visits_.emplace_back(visit, entry->second);
  }
}

void CompiledVersion::price_bundled(const std::vector<bool>& wanted) {
  for (Bundled& bundled : bundled_) {
    bundled.by_tier.resize(wanted.size());
    for (size_t t = 0; t < wanted.size(); ++t) {
      if (wanted[t]) bundled.by_tier[t] = price_together(bundled.lines, prepared_->tiers()[t]);
    }
  }
}

std::optional<std::vector<CompiledVersion::BundledLine>> CompiledVersion::price_together(
    const std::vector<uint32_t>& lines, const TierView& tier) const {
  std::vector<TicketLine> facts;
  for (const uint32_t signature : lines) {
    if (lines_[signature].full) return std::nullopt;
    facts.push_back(line_facts_[signature]);
    facts.back().line = static_cast<int32_t>(facts.size());
  }
  const auto settled = labour_of_lines(*prepared_, tier, std::move(facts));
  if (!settled) return std::nullopt;
  std::vector<BundledLine> result;
  for (const SettlementLine& one : *settled) {
    BundledLine line;
    line.line = {one.component, 0, 0, one.amount_fen};
    line.sum = sums_.of(one.category);
    if (one.component == Component::kSurcharge) {
      line.line.surcharge = surcharge_of(one);
    } else if (one.source > 0) {
      line.line.line = lines[static_cast<size_t>(one.source - 1)];
    } else {
      const auto same = std::find_if(lines.begin(), lines.end(), [&](uint32_t signature) {
        return category_of({Component::kLabour, signature, 0, 0}) == one.category;
      });
      FM_ASSERT(same != lines.end());
      line.line.line = *same;
    }
    result.push_back(line);
  }
  return result;
}

const CompiledVersion::Bundled* CompiledVersion::bundled_of(uint32_t visit) const {
  const auto found = std::lower_bound(bundled_visits_.begin(), bundled_visits_.end(),
                                      std::pair{visit, uint32_t{0}});
  const bool is_there = found != bundled_visits_.end() && found->first == visit;
  return is_there ? &bundled_[found->second] : nullptr;
}

}  // namespace fenming
