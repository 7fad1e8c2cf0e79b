// Every test of a condition as a sentence, in both languages.
#include <doctest/doctest.h>

#include <string>

#include "app/pricing/condition_sentence.h"
#include "codec/book_codec.h"

using namespace fenming;
using namespace fenming::app;

namespace {

std::string sentence(std::string_view json, Language language) {
  const Result<Condition> condition = read_condition(json);
  REQUIRE_MESSAGE(condition.ok(), condition.error().message);
  return condition_text(*condition, Locale(language), nullptr);
}

struct Case {
  std::string_view json;
  std::string_view chinese;
  std::string_view english;
};

constexpr Case kCases[] = {
    {R"({"op":"in","fact":"customer_class","values":["vip","key","x"]})",
     "客户类型为VIP、重点客户或x", "customer class is VIP, key customer or x"},
    {R"({"op":"missing","fact":"brand"})", "品牌未填写", "brand is missing"},
    {R"({"op":"between","fact":"distance_m","from":"20","below":"250"})", "里程从20起、低于250",
     "distance is from 20 to below 250"},
    {R"({"op":"between","fact":"attr.height_m","from":"10"})", "height_m不低于10",
     "height_m is at least 10"},
    {R"({"op":"between","fact":"quantity","below":"2.5"})", "数量低于2.5", "quantity is below 2.5"},
    {R"({"op":"division_within","codes":["31","3205","320583"]})",
     "地点在上海 31、苏州 3205或江苏 320583",
     "the place is in Shanghai 31, Suzhou 3205 or Jiangsu 320583"},
    {R"({"op":"date_within","time":"created","from":"2026-03-01","to":"2026-04-01"})",
     "下单时间从2026-03-01起、2026-04-01之前", "creation is from 2026-03-01, before 2026-04-01"},
    {R"({"op":"month_day_within","time":"completed","from":"06-01","to":"09-01"})",
     "完成时间每年从06-01起、09-01之前", "completion is between 06-01 and 09-01 of any year"},
    {R"({"op":"day_kind","time":"arrived","kinds":["statutory","weekend"]})",
     "到达时间当天是法定节假日或周末", "arrival is on a statutory holiday or weekend"},
    {R"({"op":"festival","time":"arrived","festivals":["spring_festival"]})", "到达时间在春节",
     "arrival falls on Spring Festival"},
    {R"({"op":"window","time":"arrived","from":"22:00","to":"06:00","weekdays":[6,7]})",
     "到达时间在22:00至06:00（周六或周日）",
     "arrival is between 22:00 and 06:00 on Saturday or Sunday"},
    {R"({"op":"not","of":{"op":"missing","fact":"zone"}})", "并非（服务区未填写）",
     "not (zone is missing)"},
    {R"({"op":"all","of":[{"op":"missing","fact":"zone"},{"op":"any","of":[)"
     R"({"op":"missing","fact":"ring"},{"op":"missing","fact":"brand"}]}]})",
     "服务区未填写，且（圈层未填写或品牌未填写）",
     "zone is missing, and (ring is missing or brand is missing)"},
    {R"({"op":"all","of":[]})", "所有工单", "all tickets"},
    {R"({"op":"any","of":[]})", "没有工单", "no ticket"},
};

}  // namespace

TEST_CASE("conditions read as sentences") {
  for (const Case& entry : kCases) {
    CAPTURE(entry.json);
    CHECK(sentence(entry.json, Language::kChinese) == entry.chinese);
    CHECK(sentence(entry.json, Language::kEnglish) == entry.english);
  }
}

TEST_CASE("values stand apart from words, and a version names its classes") {
  BookVersion version;
  version.city_classes.push_back({});
  version.city_classes[0].classes.push_back({"tier1", "核心城市", {"31"}});
  const auto condition = read_condition(R"({"op":"in","fact":"city_class","values":["tier1"]})");
  REQUIRE(condition.ok());
  const auto pieces = condition_sentence(*condition, Locale(Language::kChinese), &version);
  CHECK(pieces == std::vector<SentencePiece>{{"城市分级为", false}, {"核心城市", true}});
  CHECK(condition_text(std::nullopt, Locale(Language::kEnglish), nullptr) == "All other tickets");
}
