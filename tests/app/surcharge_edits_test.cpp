// Surcharges and steps of the split: added, filled in, moved and removed, one step of the log each,
// and what the checks say about them.
#include <doctest/doctest.h>

#include "app/prices/categories.h"
#include "app/prices/check.h"
#include "app/prices/edits.h"
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
using prices::SplitField;
using prices::SplitMode;
using prices::SurchargeField;

namespace {

void add(prices::Document& document, Section section) {
  prices::add_row(document, {section}, kChinese);
}
void charge(prices::Document& document, PriceField field, std::string text = {},
            ChargeModel model = ChargeModel::kFlat, int row = 0) {
  prices::edit_surcharge_charge(document, {row, {field, model, 0, std::move(text)}}, kChinese);
}
void occasion(prices::Document& document, int row, Occasion occasion) {
  prices::EditSurcharge edit{row, SurchargeField::kOccasion};
  edit.occasion = occasion;
  prices::edit_surcharge(document, edit, kChinese);
}
void split(prices::Document& document, int step, SplitMode mode) {
  prices::EditSplit edit{step, SplitField::kMode};
  edit.mode = mode;
  prices::edit_split(document, edit, kChinese);
}
void category(prices::Document& document, int step, std::string code) {
  prices::EditSplit edit{step, SplitField::kCategory};
  edit.category = std::move(code);
  prices::edit_split(document, edit, kChinese);
}
std::vector<std::string> errors_of(const prices::Document& document) {
  prices::State state;
  state.document.book = document.book;
  state.document.number = 0;
  state.document.version = document.version;
  state.books.push_back({"technician", "n", Relation::kCompanyTechnician, {}, true, 0});
  state.file.routing.push_back(
      {"all", {}, std::nullopt, {{Relation::kCompanyTechnician, "technician"}}});
  std::vector<std::string> errors;
  for (const Finding& finding : prices::check_draft(state, 20600)) {
    if (finding.severity == Severity::kError)
      errors.push_back(prices::finding_text(finding, document.version, kChinese));
  }
  return errors;
}
// As many steps back as the edits took, and not one more.
void check_undone(prices::Document& document, const std::string& first, int steps) {
  for (int i = 0; i < steps; ++i)
    REQUIRE(document.log.undo(document.version));
  CHECK(canonical(document) == first);
  CHECK_FALSE(document.log.can_undo());
}

}  // namespace

TEST_CASE("a surcharge is added, filled in step by step and undone") {
  auto document = draft();
  const std::string first = canonical(document);
  add(document, Section::kSurcharges);
  REQUIRE(document.version.surcharges.size() == 1);
  const Surcharge& own = document.version.surcharges[0];
  CHECK_FALSE(own.charge);
  CHECK(own.category == own.surcharge);
  CHECK(cell(document, Section::kSurcharges, 0, prices::kSurchargeCharge) == "—");
  type(document, Section::kSurcharges, 0, prices::kSurchargeName, "夜间上门");
  occasion(document, 0, Occasion::kVisit);
  charge(document, PriceField::kAmount, "３０");
  CHECK(document.version.surcharges[0].charge->model == ChargeModel::kFlat);
  CHECK(cell(document, Section::kSurcharges, 0, prices::kSurchargeCharge) == "¥30.00");
  CHECK(cell(document, Section::kSurcharges, 0, prices::kSurchargeOccasion) == "每次上门");
  prices::EditCondition night;
  night.section = Section::kSurcharges;
  night.change = prices::ConditionChange::kSetFact;
  night.is_time = true;
  night.time = TimeName::kArrived;
  prices::EditCondition test;
  test.section = Section::kSurcharges;
  prices::edit_condition(document, test, kChinese);
  night.path = {0};
  prices::edit_condition(document, night, kChinese);
  CHECK(write_condition(*document.version.surcharges[0].when).find("arrived") != std::string::npos);
  CHECK(errors_of(document).empty());
  CHECK(read_book_version(canonical(document)).ok());
  check_undone(document, first, 6);
}

TEST_CASE("a percentage has a base and keeps its last category") {
  auto document = draft();
  add(document, Section::kSurcharges);
  charge(document, PriceField::kAmount, "30");
  charge(document, PriceField::kModel, {}, ChargeModel::kPercentage);
  CHECK(cell(document, Section::kSurcharges, 0, prices::kSurchargeCharge) == "工时费的 10 %");
  charge(document, PriceField::kPercent, "２５％");
  charge(document, PriceField::kOf, "travel");
  CHECK(document.version.surcharges[0].charge->bp == 2500);
  CHECK(document.version.surcharges[0].charge->of == std::vector<std::string>{"labour", "travel"});
  charge(document, PriceField::kOf, "labour");
  const std::string before = canonical(document);
  charge(document, PriceField::kOf, "travel");
  CHECK(canonical(document) == before);
  REQUIRE(document.errors.size() == 1);
  CHECK(document.errors[0].code == "value_needed");
  CHECK(document.errors[0].section == Section::kSurcharges);
  charge(document, PriceField::kPercent, "-3");
  CHECK(document.errors.back().code == "negative");
  charge(document, PriceField::kModel, {}, ChargeModel::kFlat);
  CHECK(document.version.surcharges[0].charge->of.empty());
  CHECK(document.version.surcharges[0].charge->bp == 0);
}

TEST_CASE("categories are chosen or made, and the checks speak up") {
  auto document = draft();
  add(document, Section::kSurcharges);
  add(document, Section::kSurcharges);
  type(document, Section::kSurcharges, 0, prices::kSurchargeName, "加急");
  const std::string shared = document.version.surcharges[0].category;
  prices::edit_surcharge(document, {1, SurchargeField::kCategory, shared}, kChinese);
  CHECK(document.version.surcharges[1].category == shared);
  CHECK(prices::category_text(document.version, shared, kChinese) == "加急");
  occasion(document, 1, Occasion::kLine);
  REQUIRE(errors_of(document).size() == 1);
  CHECK(errors_of(document)[0].find("计费时机不一致") != std::string::npos);
  prices::edit_surcharge(document, {1, SurchargeField::kOwnCategory}, kChinese);
  CHECK(document.version.surcharges[1].category != shared);
  CHECK(errors_of(document).empty());
  prices::EditCondition line;
  line.section = Section::kSurcharges;
  line.row = 1;
  line.change = prices::ConditionChange::kSetFact;
  line.fact = {Fact::kItem, {}};
  line.text = "item_1";
  prices::EditCondition test;
  test.section = Section::kSurcharges;
  test.row = 1;
  prices::edit_condition(document, test, kChinese);
  line.path = {0};
  prices::edit_condition(document, line, kChinese);
  CHECK(cell(document, Section::kSurcharges, 1, prices::kSurchargeWhen).find("新项目") !=
        std::string::npos);
  CHECK(errors_of(document).empty());
  occasion(document, 1, Occasion::kTicket);
  REQUIRE(errors_of(document).size() == 1);
  CHECK(errors_of(document)[0].find("此处不能判断该字段") != std::string::npos);
}

TEST_CASE("a surcharge is renamed and removed with what tiers charge for it, in one step") {
  auto document = draft();
  document.version.tiers[0].surcharges.push_back({"surcharge_1", Charge{}});
  add(document, Section::kSurcharges);
  add(document, Section::kSurcharges);
  type(document, Section::kSurcharges, 0, prices::kSurchargeCode, "surcharge_2");
  REQUIRE(document.errors.size() == 1);
  CHECK(document.errors[0].code == "duplicate_code");
  type(document, Section::kSurcharges, 0, prices::kSurchargeCode, "urgent");
  CHECK(document.version.tiers[0].surcharges[0].surcharge == "urgent");
  const std::string before = canonical(document);
  prices::move_row(document, {Section::kSurcharges, 0, 1}, kChinese);
  CHECK(document.version.surcharges[1].surcharge == "urgent");
  prices::move_row(document, {Section::kSurcharges, 1, 1}, kChinese);
  CHECK(document.version.surcharges[1].surcharge == "urgent");
  prices::remove_row(document, {Section::kSurcharges, 1}, kChinese);
  CHECK(document.version.tiers[0].surcharges.empty());
  REQUIRE(document.log.undo(document.version));
  REQUIRE(document.log.undo(document.version));
  CHECK(canonical(document) == before);
}

TEST_CASE("steps of the split are added, changed, moved and removed") {
  auto document = draft();
  const std::string first = canonical(document);
  add(document, Section::kSplit);
  prices::EditSplit role{0, SplitField::kRole};
  role.role = Role::kPlatform;
  prices::edit_split(document, role, kChinese);
  CHECK(cell(document, Section::kSplit, 0, prices::kSplitRole) == "平台");
  CHECK(cell(document, Section::kSplit, 0, prices::kSplitOf) == "全部费用");
  category(document, 0, "labour");
  category(document, 0, "travel");
  CHECK(cell(document, Section::kSplit, 0, prices::kSplitOf) == "工时费、远程费");
  category(document, 0, "labour");
  split(document, 0, SplitMode::kOfLeft);
  CHECK(document.version.split.steps[0].of_left);
  add(document, Section::kSplit);
  prices::move_row(document, {Section::kSplit, 1, -1}, kChinese);
  CHECK(document.version.split.steps[0].role == Role::kAssistant);
  prices::move_row(document, {Section::kSplit, 0, -1}, kChinese);
  CHECK(document.version.split.steps[0].role == Role::kAssistant);
  prices::remove_row(document, {Section::kSplit, 0}, kChinese);
  CHECK(document.version.split.steps[0].role == Role::kPlatform);
  CHECK(errors_of(document).empty());
  check_undone(document, first, 9);
}

TEST_CASE("a step of the split becomes a fixed amount of one category and goes back") {
  auto document = draft();
  add(document, Section::kSplit);
  type(document, Section::kSplit, 0, prices::kSplitShare, "多少");
  CHECK(document.errors.size() == 1);
  category(document, 0, "travel");
  split(document, 0, SplitMode::kFixed);
  CHECK(document.errors.empty());
  CHECK(document.version.split.steps[0].category == "travel");
  type(document, Section::kSplit, 0, prices::kSplitShare, "20");
  CHECK(cell(document, Section::kSplit, 0, prices::kSplitShare) == "¥20.00");
  category(document, 0, "parts");
  category(document, 0, "");
  CHECK(cell(document, Section::kSplit, 0, prices::kSplitOf) == "备件费");
  const auto stored = read_book_version(canonical(document));
  REQUIRE(stored.ok());
  CHECK(stored->split.steps[0].fixed_fen == 2000);
  split(document, 0, SplitMode::kOfWhole);
  CHECK(document.version.split.steps[0].categories == std::vector<std::string>{"parts"});
  CHECK(document.version.split.steps[0].bp == 1000);
  category(document, 0, "nowhere");
  REQUIRE(errors_of(document).size() == 1);
  CHECK(errors_of(document)[0] == "分成第 1 步（助手）：引用了不存在的编码。");
}

TEST_CASE("a published version is not edited") {
  auto document = draft();
  add(document, Section::kSurcharges);
  add(document, Section::kSplit);
  document.number = 3;
  const std::string before = canonical(document);
  charge(document, PriceField::kAmount, "30");
  occasion(document, 0, Occasion::kVisit);
  split(document, 0, SplitMode::kFixed);
  prices::move_row(document, {Section::kSplit, 0, 1}, kChinese);
  prices::EditCondition test;
  test.section = Section::kSurcharges;
  prices::edit_condition(document, test, kChinese);
  CHECK(canonical(document) == before);
}
