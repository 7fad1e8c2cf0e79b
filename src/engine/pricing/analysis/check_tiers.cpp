// What tiers can match (T4): shadowed tiers, overlaps of equal priority, items without a price.
#include <algorithm>

#include "engine/pricing/analysis/findings.h"
#include "engine/pricing/analysis/tier_space.h"
#include "engine/pricing/settle.h"
#include "engine/pricing/tier_match.h"

namespace fenming {
namespace {

std::string tier_field(uint32_t index) {
  return at_index("tiers", index);
}

// The tier that the engine itself finds for a witness; a witness that it contradicts is dropped.
bool engine_agrees(const PreparedVersion& prepared, const Ticket& ticket, uint32_t tier) {
  const ResolvedCityClass resolved = resolved_city_class(prepared.version(), ticket);
  FactView facts;
  facts.ticket = &ticket;
  facts.city_class = resolved.class_code;
  facts.local = prepared.local();
  const Result<TierMatch> match = match_tier(prepared, facts);
  return match.ok() && match->tier == tier;
}

struct Reach {
  std::optional<Ticket> witness;
  bool decided = true;
  int64_t boxes = 0;
};

// A ticket that ends in the tier at `position` of the order; none if it can never match.
Reach reach_tier(const PreparedVersion& prepared, const TierSpace& space, size_t position,
                 int64_t max_boxes) {
  const auto& order = prepared.tier_order();
  std::vector<const Condition*> must;
  std::vector<const Condition*> must_not;
  for (size_t i = 0; i < position; ++i) {
    const auto& when = prepared.tiers()[order[i]].tier->when;
    if (!when) return {};  // behind a default tier
    must_not.push_back(&*when);
  }
  const auto& own = prepared.tiers()[order[position]].tier->when;
  if (own) must.push_back(&*own);
  const TierSpace::SearchResult found = space.search(must, must_not, max_boxes);
  Reach reach{found.ticket, found.exhausted, found.boxes};
  if (found.ticket && !engine_agrees(prepared, *found.ticket, order[position])) {
    reach.witness.reset();
    reach.decided = false;
  }
  return reach;
}

void mark_undecided(Finding& finding, int64_t boxes) {
  finding.certainty = Certainty::kUndecided;
  finding.boxes = boxes;
}

void check_prices(Findings& findings, const PreparedVersion& prepared, uint32_t index,
                  const Ticket& witness) {
  const TierView& view = prepared.tiers()[index];
  if (view.tier->quote) return;
  const std::vector<Item>& items = prepared.version().items;
  std::string missing;
  size_t count = 0;
  const Item* first = nullptr;
  for (size_t i = 0; i < items.size(); ++i) {
    if (view.prices[i] || items[i].price) continue;
    if (first == nullptr) first = &items[i];
    if (++count <= 3) missing += (missing.empty() ? "" : ", ") + items[i].item;
  }
  if (count == 0) return;
  Finding& finding =
      findings.warning("item_without_price", tier_field(index),
                       std::to_string(count) + " items have no price in this tier (" + missing +
                           (count > 3 ? ", …" : "") + "); tickets with them will wait.");
  finding.witness = witness;
  TicketLine line;
  line.item = first->item;
  line.quantity = 1000;
  line.payer = Payer::kCustomer;
  finding.witness->visits[0].lines.push_back(std::move(line));
}

// A heir that is tried before what it extends is meant to take tickets from it (T2a).
bool extends(const PreparedVersion& prepared, const Tier& heir, const Tier& ancestor) {
  const Tier* at = &heir;
  for (size_t level = 0; level < kMaxTierDepth && !at->extends.empty(); ++level) {
    if (at->extends == ancestor.tier) return true;
    const auto parent =
        std::find_if(prepared.tiers().begin(), prepared.tiers().end(),
                     [&](const TierView& other) { return other.tier->tier == at->extends; });
    if (parent == prepared.tiers().end()) return false;
    at = parent->tier;
  }
  return false;
}

void check_overlaps(Findings& findings, const PreparedVersion& prepared, const TierSpace& space,
                    int64_t max_boxes) {
  const auto& order = prepared.tier_order();
  for (size_t i = 0; i < order.size(); ++i) {
    const Tier& first = *prepared.tiers()[order[i]].tier;
    for (size_t k = i + 1; k < order.size(); ++k) {
      const Tier& second = *prepared.tiers()[order[k]].tier;
      if (second.priority != first.priority) break;
      if (!first.when || !second.when || extends(prepared, first, second)) continue;
      std::vector<const Condition*> must_not;
      for (size_t h = 0; h < i; ++h) {
        const auto& when = prepared.tiers()[order[h]].tier->when;
        if (when) must_not.push_back(&*when);
      }
      const auto found = space.search({&*first.when, &*second.when}, must_not, max_boxes);
      if (!found.ticket && found.exhausted) continue;
      const bool certain = found.ticket && engine_agrees(prepared, *found.ticket, order[i]);
      Finding& finding =
          findings.warning("tiers_overlap", tier_field(order[k]),
                           "Tickets that fit \"" + second.tier + "\" too go to \"" + first.tier +
                               "\", which is listed first with the same priority.");
      if (certain) {
        finding.witness = found.ticket;
      } else {
        mark_undecided(finding, found.boxes);
      }
    }
  }
}

}  // namespace

void check_tiers(Findings& findings, const PreparedVersion& prepared, const CheckOptions& options) {
  const TierSpace space(prepared);
  const auto& order = prepared.tier_order();
  for (size_t position = 0; position < order.size(); ++position) {
    const uint32_t index = order[position];
    const Reach reach = reach_tier(prepared, space, position, options.max_boxes);
    if (reach.witness) {
      check_prices(findings, prepared, index, *reach.witness);
      continue;
    }
    // Every book must end in a default tier, so one that nothing reaches is no finding.
    const bool last_default = position + 1 == order.size() && !prepared.tiers()[index].tier->when;
    if (last_default) continue;
    Finding& finding = findings.warning(
        "tier_never_matches", tier_field(index),
        reach.decided ? "No ticket can reach this tier: earlier tiers take all that fits it."
                      : "Whether a ticket can reach this tier was not decided.");
    if (!reach.decided) mark_undecided(finding, reach.boxes);
  }
  check_overlaps(findings, prepared, space, options.max_boxes);
}

}  // namespace fenming
