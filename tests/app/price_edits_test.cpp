// Prices with steps, journeys, bundles and the split: what can be typed, what is refused, one step
// of the log each.
#include <doctest/doctest.h>

#include "app/prices/edits.h"
#include "app/prices/inherit.h"
#include "app/prices/price_edits.h"
#include "app/prices/view.h"
#include "codec/book_codec.h"
#include "draft_support.h"

using namespace fenming;
using namespace fenming::app;
using namespace fenming::testing;
namespace prices = fenming::app::prices;
using prices::PriceField;
using prices::Section;
using prices::TravelField;

namespace {

void price(prices::Document& document, PriceField field, std::string text = {}, int index = 0,
           ChargeModel model = ChargeModel::kPerUnit, int tier = -1) {
  prices::edit_price(document, {0, tier, {field, model, index, std::move(text)}}, kChinese);
}
void travel(prices::Document& document, TravelField field, std::string text = {}, int index = 0) {
  prices::edit_travel(document, {0, {field, index, std::move(text)}}, kChinese);
}
}  // namespace

TEST_CASE("a price becomes graduated, gets steps and goes back") {
  auto document = draft();
  const std::string first = write_book_version(document.version);
  price(document, PriceField::kModel, {}, 0, ChargeModel::kGraduated);
  price(document, PriceField::kAddStep);
  price(document, PriceField::kStepBound, "３");
  price(document, PriceField::kStepAmount, "80", 1);
  const Charge& charge = *document.version.items[0].price;
  REQUIRE(charge.steps.size() == 2);
  CHECK(charge.steps[0].up_to == 3000);
  CHECK(charge.steps[0].fen == 10000);
  CHECK_FALSE(charge.steps[1].up_to);
  CHECK(charge.steps[1].fen == 8000);
  CHECK(charge_amount(charge, 5000, 0) == 3 * 10000 + 2 * 8000);
  price(document, PriceField::kAddStep);
  price(document, PriceField::kStepBound, "2", 1);
  REQUIRE(document.errors.size() == 1);
  CHECK(document.errors[0].code == "step_order");
  CHECK(document.version.items[0].price->steps[1].up_to == 4000);
  price(document, PriceField::kStepBound, "6", 1);
  CHECK(document.errors.empty());
  price(document, PriceField::kRemoveStep, {}, 2);
  CHECK_FALSE(document.version.items[0].price->steps.back().up_to);
  price(document, PriceField::kModel, {}, 0, ChargeModel::kPerUnit);
  CHECK(document.version.items[0].price->fen == 10000);
  CHECK(document.version.items[0].price->steps.empty());
  while (document.log.can_undo())
    document.log.undo(document.version);
  CHECK(write_book_version(document.version) == first);
}

TEST_CASE("a tier's price begins with what it inherits and leaves the base alone") {
  auto document = draft();
  price(document, PriceField::kModel, {}, 0, ChargeModel::kPackage, 0);
  price(document, PriceField::kSize, "2.5", 0, ChargeModel::kPerUnit, 0);
  price(document, PriceField::kAmount, "1.2万", 0, ChargeModel::kPerUnit, 0);
  const Tier& tier = document.version.tiers[0];
  REQUIRE(tier.prices.size() == 1);
  CHECK(tier.prices[0].price.model == ChargeModel::kPackage);
  CHECK(tier.prices[0].price.size == 2500);
  CHECK(tier.prices[0].price.fen == 1200000);
  CHECK(document.version.items[0].price->model == ChargeModel::kPerUnit);
  price(document, PriceField::kSize, "0", 0, ChargeModel::kPerUnit, 0);
  REQUIRE(document.errors.size() == 1);
  CHECK(document.errors[0].code == "not_positive");
}

TEST_CASE("a journey gets steps by distance") {
  auto document = draft();
  travel(document, TravelField::kAddStep);
  travel(document, TravelField::kAddStep);
  travel(document, TravelField::kStepBound, "30");
  travel(document, TravelField::kStepAmount, "2.5", 0);
  travel(document, TravelField::kStepAmount, "4", 1);
  travel(document, TravelField::kStartedUnit);
  const Travel& stored = *document.version.tiers[0].travel;
  REQUIRE(stored.steps.size() == 2);
  CHECK(stored.steps[0].up_to_m == 30000);
  CHECK(stored.steps[0].per_unit_fen == 250);
  CHECK(stored.steps[1].per_unit_fen == 400);
  CHECK(stored.started_unit);
  travel(document, TravelField::kStepBound, "很远");
  CHECK(document.errors.size() == 1);
}

TEST_CASE("bundles are typed by name, priced by tier and renamed with their prices") {
  auto document = draft();
  prices::add_row(document, {Section::kItems}, kChinese);
  type(document, Section::kItems, 0, prices::kItemName, "拆机");
  type(document, Section::kItems, 1, prices::kItemName, "安装");
  prices::add_row(document, {Section::kBundles}, kChinese);
  CHECK(cell(document, Section::kBundles, 0, prices::kBundleMembers) == "拆机 + 安装");
  type(document, Section::kBundles, 0, prices::kBundleMembers, "拆机、安装 × 2");
  CHECK(cell(document, Section::kBundles, 0, prices::kBundleMembers) == "拆机 + 安装 × 2");
  type(document, Section::kBundles, 0, prices::kBundlePrice, "260");
  type(document, Section::kBundles, 0, prices::kBundleTierPrice, "240");
  type(document, Section::kBundles, 0, prices::kBundleCode, "move");
  CHECK(document.version.tiers[0].bundles[0].code == "move");
  CHECK(cell(document, Section::kBundles, 0, prices::kBundleTierPrice) == "¥240.00");
  type(document, Section::kBundles, 0, prices::kBundleMembers, "打孔");
  REQUIRE(document.errors.size() == 1);
  CHECK(document.errors[0].code == "unknown_item");
  type(document, Section::kBundles, 0, prices::kBundleTierPrice, "");
  CHECK(cell(document, Section::kBundles, 0, prices::kBundleTierPrice) == "¥260.00");
}

TEST_CASE("shares stay within the whole and within their bounds") {
  auto document = draft();
  prices::add_row(document, {Section::kSplit}, kChinese);
  CHECK(cell(document, Section::kSplit, 0, prices::kSplitShare) == "10 %");
  type(document, Section::kSplit, 0, prices::kSplitShare, "１５％");
  CHECK(document.version.split.steps[0].bp == 1500);
  type(document, Section::kSplit, 0, prices::kSplitLeast, "10");
  type(document, Section::kSplit, 0, prices::kSplitMost, "20");
  type(document, Section::kSplit, 0, prices::kSplitShare, "25");
  REQUIRE(document.errors.size() == 1);
  CHECK(document.errors[0].code == "outside_bounds");
  type(document, Section::kSplit, 0, prices::kSplitShare, "120");
  CHECK(document.errors[0].code == "above_whole");
  CHECK(document.version.split.steps[0].bp == 1500);
  prices::remove_row(document, {Section::kSplit, 0}, kChinese);
  CHECK(document.version.split.steps.empty());
  document.log.undo(document.version);
  CHECK(document.version.split.steps[0].max_bp == 2000);
}

TEST_CASE("what is stated first holds for the oldest ticket") {
  auto document = draft();
  prices::add_row(document, {Section::kCityClasses}, kChinese);
  type(document, Section::kCityClasses, 0, prices::kCityDivisions, "上海市 苏州 4403");
  CHECK(document.version.city_classes[0].from == prices::kSinceEver);
  CHECK(document.version.city_classes[0].classes[0].divisions ==
        std::vector<std::string>{"31", "3205", "4403"});
  prices::add_row(document, {Section::kParts}, kChinese);
  type(document, Section::kParts, 0, prices::kPartCost, "12");
  CHECK(document.version.parts[0].costs[0].from == prices::kSinceEver);
}
