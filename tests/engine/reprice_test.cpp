// Amounts edited in place against a run from nothing with the edited book (W3), over random books.
#include <functional>

#include "engine/random_books.h"
#include "engine/simulation/whatif.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

void change(Dice& dice, int64_t& fen) {
  fen = dice.below(3) == 0 ? 0 : fen / 2 + dice.below(4000);
}

void change(Dice& dice, std::optional<int64_t>& fen) {
  if (fen) change(dice, *fen);
}

void change(Dice& dice, Charge& charge) {
  if (charge.model == ChargeModel::kPercentage) {
    charge.bp = static_cast<int32_t>(dice.below(9000));
  } else if (charge.steps.empty()) {
    change(dice, charge.fen);
  } else {
    change(dice, charge.steps[dice.below(static_cast<uint32_t>(charge.steps.size()))].fen);
  }
}

// A change of amounts that `version` itself states.
std::function<void(BookVersion&)> edit_of_version(uint64_t seed) {
  return [seed](BookVersion& version) {
    Dice dice(seed);
    const auto any = [&](auto& list) -> auto& {
      return list[dice.below(static_cast<uint32_t>(list.size()))];
    };
    switch (dice.below(4)) {
      case 0: {
        Item& item = any(version.items);
        if (item.price) change(dice, *item.price);
        break;
      }
      case 1: {
        Surcharge& surcharge = any(version.surcharges);
        if (surcharge.charge) change(dice, *surcharge.charge);
        change(dice, surcharge.cap_fen);
        break;
      }
      case 2:
        change(dice, any(version.limits).amount_fen);
        break;
      default:
        if (version.bundles.empty()) {
          change(dice, any(version.parts).costs.back().cost_fen);
        } else {
          change(dice, any(version.bundles).price_fen);
        }
    }
  };
}

// The same of one tier.
std::function<void(BookVersion&)> edit_of_tier(uint64_t seed, size_t tier) {
  return [seed, tier](BookVersion& version) {
    Dice dice(seed);
    Tier& edited = version.tiers[tier];
    if (edited.factor_bp) edited.factor_bp = static_cast<int32_t>(8000 + dice.below(9000));
    if (edited.markup_bp) edited.markup_bp = static_cast<int32_t>(dice.below(5000));
    if (dice.below(2) == 0) change(dice, edited.handling_fen);
    if (edited.travel && dice.below(2) == 0) {
      change(dice, edited.travel->start_fee_fen);
      change(dice, edited.travel->steps.front().per_unit_fen);
    }
    if (edited.on_site && dice.below(2) == 0) change(dice, edited.on_site->per_block_fen);
  };
}

void finish(WhatIf& what_if, Dice& dice) {
  while (what_if.work(1 + dice.below(200))) {
  }
}

void check_same(const WhatIf& edited, const BookFile& file, const History& history) {
  WhatIf fresh(file, "b", &edited.candidate_version(), history, Grouping{});
  while (fresh.work(UINT32_MAX)) {
  }
  const SettledColumns& got = edited.candidate().columns();
  const SettledColumns& wanted = fresh.candidate().columns();
  CHECK((got.total == wanted.total));
  CHECK((got.tier == wanted.tier));
  CHECK((got.waiting == wanted.waiting));
  CHECK(edited.totals().candidate_fen == fresh.totals().candidate_fen);
  CHECK(edited.totals().candidate_waiting == fresh.totals().candidate_waiting);
  CHECK((edited.totals().candidate_by_group == fresh.totals().candidate_by_group));
}

}  // namespace

TEST_CASE("amounts edited in place settle as a book that always had them") {
  size_t packed = 0;
  for (uint64_t seed = 1; seed <= 24; ++seed) {
    CAPTURE(seed);
    Dice dice(seed * 7919);
    const BookFile file =
        random_file(dice, seed % 4 == 0 ? "customer_company" : "company_technician");
    HistoryBuilder builder;
    for (int i = 0; i < 300; ++i)
      builder.add(random_ticket(dice, i, static_cast<Shape>(seed % 3)));
    const History history = builder.finish();
    WhatIf what_if(file, "b", nullptr, history, Grouping{});
    finish(what_if, dice);
    for (uint64_t round = 1; round <= 10; ++round) {
      CAPTURE(round);
      const uint64_t own = seed * 100 + round;
      if (dice.below(2) == 0) what_if.prepare(dice.below(500));
      if (dice.below(3) == 0) {
        what_if.edit_amounts("", edit_of_version(own));
      } else {
        const auto tier =
            dice.below(static_cast<uint32_t>(what_if.candidate_version().tiers.size()));
        what_if.edit_amounts(what_if.candidate_version().tiers[tier].tier, edit_of_tier(own, tier));
      }
      finish(what_if, dice);
      check_same(what_if, file, history);
    }
    packed += what_if.packed_bytes() > 0 ? 1 : 0;
  }
  CHECK(packed > 6);
}
