// Tiers for places below another's: each takes what it does not state from the tier that it extends
// (settlement.md T2a).
#include <algorithm>

#include "app/prices/document_edits.h"
#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "engine/division.h"
#include "engine/pricing/prepared.h"

namespace fenming::app::prices {
namespace {

Condition within(const std::string& division) {
  Condition leaf;
  leaf.op = ConditionOp::kDivisionWithin;
  leaf.fact.fact = Fact::kDivision;
  leaf.values = {division};
  return leaf;
}

bool is_place(const Condition& node) {
  return node.op == ConditionOp::kDivisionWithin;
}

// The test of a place that a condition makes of every ticket; null where it makes none.
Condition* place_test(Condition& when) {
  if (is_place(when)) return &when;
  if (when.op != ConditionOp::kAll) return nullptr;
  const auto found = std::find_if(when.of.begin(), when.of.end(), is_place);
  return found == when.of.end() ? nullptr : &*found;
}

bool holds_place(const Condition& test, std::string_view division) {
  return std::any_of(test.values.begin(), test.values.end(), [&](const std::string& code) {
    return division_within(division, code) == Tri::kTrue;
  });
}

// What a tier tests of the place only; null where it tests something else, or nothing.
const Condition* only_place(const Tier& tier) {
  return tier.when && is_place(*tier.when) ? &*tier.when : nullptr;
}

// The parent's condition for a place within its own: a heir takes tickets from its parent, never
// from another tier.
Condition narrowed(std::optional<Condition> when, const std::string& division) {
  if (!when) return within(division);
  if (Condition* place = place_test(*when)) {
    *place = within(division);
    return std::move(*when);
  }
  if (when->op == ConditionOp::kAll) {
    when->of.push_back(within(division));
    return std::move(*when);
  }
  Condition both;
  both.op = ConditionOp::kAll;
  both.of = {std::move(*when), within(division)};
  return both;
}

// Before the parent, and before an elder heir for a place that holds this one.
size_t place_for(const BookVersion& version, size_t parent, const std::string& division) {
  const Tier& above = version.tiers[parent];
  for (size_t i = 0; i < parent; ++i) {
    const Tier& other = version.tiers[i];
    const Condition* place = only_place(other);
    if (other.extends == above.tier && other.priority == above.priority && place != nullptr &&
        holds_place(*place, division))
      return i;
  }
  return parent;
}

}  // namespace

std::string refuse_heir(const BookVersion& version, const AddHeir& edit) {
  if (!holds(version.tiers.size(), edit.parent) || !is_division_code(edit.division))
    return "bad_division";
  const Tier& parent = version.tiers[static_cast<size_t>(edit.parent)];
  if (chain_of(version, parent).size() > kMaxTierDepth) return "tier_depth";
  std::optional<Condition> when = parent.when;
  const Condition* place = when ? place_test(*when) : nullptr;
  return place == nullptr || holds_place(*place, edit.division) ? "" : "outside_parent";
}

std::string add_heir(Document& document, const AddHeir& edit, const Locale& locale) {
  const BookVersion& version = document.version;
  if (!document.is_draft() || !refuse_heir(version, edit).empty()) return {};
  const auto parent = static_cast<size_t>(edit.parent);
  Tier tier;
  tier.tier = free_code(version.tiers, &Tier::tier, "tier");
  tier.name = edit.name.empty() ? edit.division : edit.name;
  tier.priority = version.tiers[parent].priority;
  tier.extends = version.tiers[parent].tier;
  tier.when = narrowed(version.tiers[parent].when, edit.division);
  std::string code = tier.tier;
  const size_t place = place_for(version, parent, edit.division);
  insert_element(document,
                 locale.format(Key::prices_step_heir, {tier.name, version.tiers[parent].name}),
                 &BookVersion::tiers, place, std::move(tier));
  document.errors.clear();
  return code;
}

}  // namespace fenming::app::prices
