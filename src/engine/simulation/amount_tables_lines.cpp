// Amounts for which the explaining functions are asked, once a tier: surcharges of single lines,
// and the lines of a ticket among which a bundle may be (P14).
#include <algorithm>

#include "base/assert.h"
#include "engine/pricing/line_price.h"
#include "engine/simulation/amount_tables.h"
#include "engine/simulation/surcharge_order.h"

namespace fenming {
namespace {

// The surcharge that a settled line states as its rule, by index.
uint16_t surcharge_of(const BookVersion& version, const SettlementLine& line) {
  const std::vector<Surcharge>& surcharges = version.surcharges;
  const auto found = std::find_if(surcharges.begin(), surcharges.end(), [&](const Surcharge& s) {
    return line.rule == "surcharge:" + s.surcharge;
  });
  FM_ASSERT(found != surcharges.end());
  return static_cast<uint16_t>(found - surcharges.begin());
}

}  // namespace

// A line that was left to the explaining path stays there, whatever is edited later.
void AmountTables::find_surcharged() {
  surcharged.clear();
  for (int32_t& surcharges : surcharges_of_line)
    surcharges = surcharges == kLeft ? kLeft : kNoSurcharge;
  const std::vector<Surcharge>& all = prepared_->version().surcharges;
  if (std::none_of(all.begin(), all.end(), is_line_occasion)) return;
  for (uint32_t i = 0; i < surcharges_of_line.size(); ++i) {
    const bool alone = kinds_->kinds[i].stands_alone() && surcharges_of_line[i] != kLeft;
    if (!alone || kinds_->facts[i].item.empty()) continue;
    std::optional<SurchargedLine> line = surcharges_of(i);
    if (!line) {
      surcharges_of_line[i] = kLeft;
      continue;
    }
    const bool some = std::any_of(line->by_tier.begin(), line->by_tier.end(),
                                  [](const auto& charges) { return !charges.empty(); });
    if (!some) continue;
    surcharges_of_line[i] = static_cast<int32_t>(surcharged.size());
    surcharged.push_back(std::move(*line));
  }
}

// Nothing where some tier cannot settle the line.
std::optional<AmountTables::SurchargedLine> AmountTables::surcharges_of(uint32_t signature) const {
  SurchargedLine result;
  result.line = signature;
  for (const TierView& tier : prepared_->tiers()) {
    const auto settled = labour_of_lines(*prepared_, tier, {kinds_->facts[signature]});
    if (!settled) return std::nullopt;
    std::vector<LineCharge>& charges = result.by_tier.emplace_back();
    for (const SettlementLine& one : *settled) {
      if (one.component != Component::kSurcharge) continue;
      const uint16_t surcharge = surcharge_of(prepared_->version(), one);
      charges.push_back({one.amount_fen, surcharge, sums_->of(one.category)});
    }
  }
  return result;
}

void AmountTables::price_bundled(const std::vector<bool>& wanted) {
  for (size_t b = 0; b < bundled.size(); ++b) {
    bundled[b].resize(wanted.size());
    for (size_t t = 0; t < wanted.size(); ++t) {
      if (!wanted[t]) continue;
      bundled[b][t] = settle_together(kinds_->bundled_sets[b], prepared_->tiers()[t]);
    }
  }
}

std::optional<std::vector<AmountTables::SetLine>> AmountTables::settle_together(
    const std::vector<uint32_t>& lines, const TierView& tier) const {
  std::vector<TicketLine> facts;
  for (const uint32_t signature : lines) {
    if (kinds_->kinds[signature].full || surcharges_of_line[signature] == kLeft)
      return std::nullopt;
    facts.push_back(kinds_->facts[signature]);
    facts.back().line = static_cast<int32_t>(facts.size());
  }
  const auto settled = labour_of_lines(*prepared_, tier, std::move(facts));
  if (!settled) return std::nullopt;
  std::vector<SetLine> result;
  for (const SettlementLine& one : *settled) {
    SetLine line;
    line.line = {one.component, 0, 0, one.amount_fen};
    line.sum = sums_->of(one.category);
    if (one.component == Component::kSurcharge) {
      line.line.surcharge = surcharge_of(prepared_->version(), one);
    } else if (one.source > 0) {
      line.line.line = lines[static_cast<size_t>(one.source - 1)];
    } else {
      const auto same = std::find_if(lines.begin(), lines.end(), [&](uint32_t signature) {
        return kinds_->category_of({Component::kLabour, signature, 0, 0}) == one.category;
      });
      FM_ASSERT(same != lines.end());
      line.line.line = *same;
    }
    result.push_back(line);
  }
  return result;
}

}  // namespace fenming
