#include "codec/finding_codec.h"

#include <algorithm>

#include "engine/pricing/analysis/check.h"
#include "support/settle_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

std::vector<std::string> codes_of(const std::vector<Finding>& findings) {
  std::vector<std::string> codes;
  for (const Finding& f : findings) {
    codes.push_back((f.severity == Severity::kError ? "error " : "warning ") + f.code + " " +
                    f.field);
  }
  return codes;
}

std::vector<std::string> check(const std::string& members) {
  return codes_of(check_book_file(technician_book(version_json(members))));
}
using Rows = std::vector<std::string>;

std::string tier(const char* code, int priority, const std::string& when) {
  return std::string(R"({"tier":")") + code + R"(","priority":)" + std::to_string(priority) +
         R"(,"when":)" + when + "}";
}
std::string brand(const char* values) {
  return std::string(R"({"op":"in","fact":"brand","values":[)") + values + "]}";
}

}  // namespace

TEST_CASE("errors that refuse publishing") {
  CHECK(check(R"("tiers":[{"tier":"a","when":{"op":"in","fact":"brand","values":["x"]}}])") ==
        Rows{"error no_default_tier tiers"});
  CHECK(check(R"("tiers":[{"tier":"a","extends":"b"}])") ==
        Rows{"error unknown_code tiers[0].extends"});
  CHECK(check(R"("tiers":[{"tier":"a","extends":"b"},{"tier":"b","extends":"a"}])") ==
        Rows{"error tier_cycle tiers[0].extends", "error tier_cycle tiers[1].extends"});
  CHECK(
      check(
          R"("items":[{"item":"i","price":{"model":"flat","amount_fen":-1}}],"tiers":[{"tier":"a"}])") ==
      Rows{"error negative_price items[0].price"});
  CHECK(check(R"("items":[{"item":"i","deduction":true,"price":{"model":"flat","amount_fen":-1}}],
               "tiers":[{"tier":"a"}])")
            .empty());
  CHECK(
      check(
          R"("items":[{"item":"i","price":{"model":"volume","steps":[{"up_to":"5","unit_price_fen":1},
      {"up_to":"5","unit_price_fen":1},{"unit_price_fen":1}]}}],"tiers":[{"tier":"a"}])") ==
      Rows{"error steps_out_of_order items[0].price.steps[1]"});
  CHECK(
      check(
          R"("limits":[{"limit":"lo","kind":"min","amount_fen":5},{"limit":"hi","kind":"max","amount_fen":4}],
      "tiers":[{"tier":"a"}])") == Rows{"error min_above_max tiers[0].limits"});
  CHECK(
      check(
          R"("tiers":[{"tier":"a","when":{"op":"between","fact":"distance_m","from":"1"}},{"tier":"b"}])") ==
      Rows{"error wrong_level tiers[0].when"});
}

TEST_CASE("a tier behind tiers that take everything is reported as certain") {
  const std::string members = R"("tiers":[)" + tier("a", 3, brand(R"("x","y")")) + "," +
                              tier("b", 2, brand(R"("x")")) + R"(,{"tier":"s"}])";
  CHECK(check(members) == Rows{"warning tier_never_matches tiers[1]"});
  // The union of two tiers shadows a third, though neither does alone.
  const std::string two = R"("tiers":[)" + tier("a", 4, brand(R"("x")")) + "," +
                          tier("b", 3, brand(R"("y")")) + "," + tier("c", 2, brand(R"("x","y")")) +
                          R"(,{"tier":"s"}])";
  CHECK(check(two) == Rows{"warning tier_never_matches tiers[2]"});
}

TEST_CASE("places and their city classes are one fact") {
  const std::string classes = R"("city_classes":[{"from":"2026-01-01","edition":"2026","classes":[
      {"class":"big","divisions":["31"]}],"otherwise":"small"}],)";
  const std::string place = R"({"op":"division_within","codes":["3101"]})";
  const std::string big = R"({"op":"in","fact":"city_class","values":["big"]})";
  const std::string small = R"({"op":"in","fact":"city_class","values":["small"]})";
  const auto both = [&](const std::string& city) {
    return R"({"op":"all","of":[)" + place + "," + city + "]}";
  };
  CHECK(check(classes + R"("tiers":[)" + tier("a", 1, both(big)) + R"(,{"tier":"s"}])").empty());
  CHECK(check(classes + R"("tiers":[)" + tier("a", 1, both(small)) + R"(,{"tier":"s"}])") ==
        Rows{"warning tier_never_matches tiers[0]"});
}

TEST_CASE("overlap of equal priority comes with a ticket that the engine settles as claimed") {
  const std::string members =
      R"("items":[{"item":"i"}],"tiers":[)" + tier("a", 1, brand(R"("x","y")")) + "," +
      tier("b", 1, R"({"op":"in","fact":"urgency","values":["urgent"]})") + R"(,{"tier":"s"}])";
  const BookFile file = technician_book(version_json(members));
  const std::vector<Finding> findings = check_book_file(file);
  const auto overlap = std::find_if(findings.begin(), findings.end(),
                                    [](const Finding& f) { return f.code == "tiers_overlap"; });
  REQUIRE(overlap != findings.end());
  CHECK(overlap->field == "tiers[1]");
  REQUIRE(overlap->witness);
  CHECK(overlap->witness->fact(Fact::kUrgency) == "urgent");
  const auto outcome = Settler(file).settle(*overlap->witness);
  REQUIRE(outcome[0].settlement);
  CHECK(outcome[0].settlement->tier == "a");
  const auto missing = std::find_if(findings.begin(), findings.end(), [](const Finding& f) {
    return f.code == "item_without_price";
  });
  REQUIRE(missing != findings.end());
  CHECK(Settler(file).settle(*missing->witness)[0].error.code == "no_item_price");
}

TEST_CASE("dates, windows and kinds of days are told apart exactly") {
  const std::string night = R"({"op":"window","time":"created","from":"22:00","to":"06:00"})";
  const std::string day = R"({"op":"window","time":"created","from":"06:00","to":"22:00"})";
  const std::string either = R"({"op":"any","of":[)" + night + "," + day + "]}";
  CHECK(check(R"("tiers":[)" + tier("n", 3, night) + "," + tier("d", 2, day) + "," +
              tier("e", 1, either) + R"(,{"tier":"s"}])") ==
        Rows{"warning tier_never_matches tiers[2]"});
  const std::string march =
      R"({"op":"date_within","time":"created","from":"2026-03-01","to":"2026-04-01"})";
  const std::string spring =
      R"({"op":"month_day_within","time":"created","from":"03-01","to":"04-01"})";
  CHECK(check(R"("tiers":[)" + tier("a", 2, spring) + "," + tier("b", 1, march) +
              R"(,{"tier":"s"}])") == Rows{"warning tier_never_matches tiers[1]"});
}

TEST_CASE("a bound on the search is said, not hidden") {
  const std::string members = R"("tiers":[)" + tier("a", 1, brand(R"("x")")) + R"(,{"tier":"s"}])";
  const auto findings = check_book_file(technician_book(version_json(members)), {.max_boxes = 0});
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].certainty == Certainty::kUndecided);
  CHECK(write_finding(findings[0]).find("\"boxes\":1") != std::string::npos);
}
