// Edits of every kind at random: all of them undone give the first document, redone the last, and
// what they leave can be stored and read.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "app/prices/edits.h"
#include "app/prices/price_edits.h"
#include "codec/book_codec.h"
#include "draft_support.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::testing;
namespace prices = fenming::app::prices;
using prices::Section;

namespace {

prices::EditCondition change(prices::ConditionChange kind, std::vector<int> path,
                             std::string text) {
  prices::EditCondition edit;
  edit.change = kind;
  edit.path = std::move(path);
  edit.text = std::move(text);
  return edit;
}

}  // namespace

TEST_CASE("random edits undone give the first document, redone the last") {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&](int below) {
      return static_cast<int>(random() % static_cast<unsigned>(std::max(1, below)));
    };
    auto document = draft();
    const std::string first = canonical(document);
    const char* const kTexts[] = {"100",     "1.5",  "",   "x",    "新名称",
                                  "31 3205", "２０", "-3", "22:00"};
    for (int i = 0; i < 60; ++i) {
      const auto section = static_cast<Section>(pick(8));
      const int tiers = static_cast<int>(document.version.tiers.size());
      auto condition =
          change(static_cast<prices::ConditionChange>(pick(11)),
                 pick(2) == 0 ? std::vector<int>{} : std::vector<int>{pick(2)}, kTexts[pick(9)]);
      condition.section = pick(2) == 0 ? Section::kTiers : Section::kSurcharges;
      condition.row = pick(tiers);
      condition.op = static_cast<ConditionOp>(pick(3));
      condition.fact = {static_cast<Fact>(pick(16)), {}};
      const bool structural = condition.change == prices::ConditionChange::kSetOp;
      prices::EditSplit split{pick(3), static_cast<prices::SplitField>(pick(3))};
      split.mode = static_cast<prices::SplitMode>(pick(3));
      split.category = pick(2) == 0 ? "labour" : "travel";
      prices::EditSurchargeCharge charge{pick(3)};
      charge.change = {static_cast<prices::PriceField>(pick(11)), static_cast<ChargeModel>(pick(8)),
                       pick(2), kTexts[pick(9)]};
      switch (pick(11)) {
        case 0:
          prices::add_row(document, {section}, kChinese);
          break;
        case 1:
          prices::remove_row(document, {section, pick(3)}, kChinese);
          break;
        case 2:
          prices::duplicate_tier(document, {pick(tiers)}, kChinese);
          break;
        case 3:
          prices::move_row(document, {section, pick(3), pick(2) * 2 - 1}, kChinese);
          break;
        case 4:
          prices::set_tier_kind(document, {pick(tiers), static_cast<prices::TierKind>(pick(3))},
                                kChinese);
          break;
        case 5:
          if (!structural) prices::edit_condition(document, condition, kChinese);
          break;
        case 6:
          prices::edit_split(document, split, kChinese);
          break;
        case 7:
          prices::edit_surcharge_charge(document, charge, kChinese);
          break;
        case 8:
          prices::edit_surcharge(
              document, {pick(3), static_cast<prices::SurchargeField>(pick(3)), "parts"}, kChinese);
          break;
        default:
          type(document, section, pick(3), pick(12), kTexts[pick(9)]);
          break;
      }
    }
    const std::string last = canonical(document);
    while (document.log.undo(document.version)) {
    }
    CHECK(canonical(document) == first);
    while (document.log.redo(document.version)) {
    }
    CHECK(canonical(document) == last);
    CHECK_MESSAGE(read_book_version(last).ok(), last);
  }
}
