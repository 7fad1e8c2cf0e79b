// The company's settings, headless: legal entities and calendars are edited, saved and undone.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/civil_time.h"
#include "ui_support.h"

namespace app = fenming::app;
namespace ui = fenming::ui;
using fenming::DayKind;
using fenming::platform_null::Harness;
using fenming::testing::answer;
using fenming::testing::kPriceManager;
using fenming::testing::sign_in;
using ui::a11y::Role;
namespace settings = app::settings;

namespace {

constexpr const char* kFrame =
    R"({"calendars":[{"calendar":"cn","source":"国务院","years":[2026],"days":[)"
    R"({"date":"2026-10-01","kind":"statutory","festival":"national_day"},)"
    R"({"date":"2026-10-10","kind":"make_up_day"}]}],"routing":[],"unknown":1})";

app::HttpRequest last(Harness& harness, std::string_view purpose) {
  const auto& sent = harness.http().sent;
  const auto found = std::find_if(sent.rbegin(), sent.rend(),
                                  [&](const auto& request) { return request.purpose == purpose; });
  REQUIRE(found != sent.rend());
  return *found;
}

void act(Harness& harness, settings::Intent intent) {
  harness.host().pending().push(std::move(intent));
  harness.settle();
}

const settings::Shared& shared(Harness& harness) {
  return harness.app().state().settings.shared;
}

}  // namespace

TEST_CASE("the sections draw in both languages without doubles") {
  for (const char* url : {"/settings/company", "/settings/calendars"}) {
    for (const auto language : {app::Language::kChinese, app::Language::kEnglish}) {
      Harness harness(url);
      sign_in(harness);
      harness.host().pending().push(app::SetLanguage{language});
      harness.settle();
      if (std::string(url) == "/settings/calendars") answer(harness, "settings.lists", kFrame);
      harness.settle();
      CHECK(harness.ui().tree.duplicates().empty());
      CHECK(harness.ui().tree.nameless().empty());
    }
  }
}

TEST_CASE("a day of the calendar is chosen, changed, undone and saved with what stands beside it") {
  Harness harness("/settings/calendars");
  sign_in(harness);
  answer(harness, "settings.lists", kFrame);
  REQUIRE(shared(harness).lists.calendars.size() == 1);
  REQUIRE(harness.click(Role::kButton, "2026-10-01 法定节假日 国庆"));
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "工作日"));
  harness.settle();
  const auto kind = [&](int32_t day) { return shared(harness).lists.calendars[0].kind_of(day); };
  const int32_t first = *fenming::parse_date("2026-10-01");
  CHECK(kind(first) == DayKind::kWorkday);
  CHECK(shared(harness).is_changed());
  CHECK(harness.app().has_unsent_changes());
  harness.host().pending().push(app::Undo{});
  harness.settle();
  CHECK(kind(first) == DayKind::kStatutory);
  CHECK_FALSE(shared(harness).is_changed());
  harness.host().pending().push(app::Redo{});
  act(harness, settings::AddYear{0, 2027});
  act(harness, settings::SetDay{0, first + 365, DayKind::kStatutory, "national_day"});
  // What has no data cannot be told, and a year is added once.
  const size_t steps = shared(harness).log.size();
  act(harness, settings::SetDay{0, first + 5 * 365, DayKind::kStatutory, ""});
  act(harness, settings::AddYear{0, 2027});
  CHECK(shared(harness).log.size() == steps);
  REQUIRE(harness.click(Role::kButton, "保存"));
  harness.settle();
  const app::HttpRequest request = last(harness, "settings.lists_set");
  CHECK(request.method == "PUT");
  CHECK(request.path == "/api/v1/routing");
  CHECK(request.body.find(R"("years":[2026,2027])") != std::string::npos);
  CHECK(request.body.find(R"({"date":"2026-10-01","kind":"workday","festival":"national_day"})") !=
        std::string::npos);
  CHECK(request.body.find(R"("routing":[],"unknown":1)") != std::string::npos);
  SUBCASE("the server takes it") {
    answer(harness, "settings.lists_set", "{}");
    CHECK_FALSE(shared(harness).is_changed());
    CHECK(shared(harness).error.empty());
  }
  SUBCASE("the server refuses it: nothing is lost") {
    answer(harness, "settings.lists_set", R"({"code":"x","detail":"不行"})", 422);
    CHECK(shared(harness).is_changed());
    CHECK(shared(harness).error.find("不行") != std::string::npos);
    CHECK(kind(first) == DayKind::kWorkday);
  }
}

TEST_CASE("who may not change calendars reads them") {
  Harness harness("/settings/calendars");
  sign_in(harness, kPriceManager);
  answer(harness, "settings.lists", kFrame);
  CHECK(harness.find(Role::kButton, "保存") == nullptr);
  act(harness, settings::AddYear{0, 2027});
  CHECK(shared(harness).lists.calendars[0].years.size() == 1);
}

TEST_CASE("a legal entity is kept while it is typed, and saved once it has code and name") {
  Harness harness("/settings/company");
  sign_in(harness);
  answer(harness, "settings.company", R"({"second_person":true,"legal_entities":[]})");
  act(harness, settings::SetEntity{0, 0, "sh"});
  const settings::Company& company = harness.app().state().settings.company;
  CHECK(company.unfinished.code == "sh");
  CHECK_FALSE(company.saving);
  act(harness, settings::SetEntity{0, 1, "上海分明"});
  const app::HttpRequest request = last(harness, "settings.company_set");
  CHECK(
      request.body ==
      R"({"second_person":true,"legal_entities":[{"code":"sh","name":"上海分明","tax_number":""}]})");
  SUBCASE("a refusal keeps what was typed") {
    answer(harness, "settings.company_set", R"({"code":"x","detail":"编码不对"})", 422);
    CHECK(company.unfinished.name == "上海分明");
    REQUIRE(harness.app().state().settings.refusal);
    CHECK(harness.app().state().settings.refusal->text.find("编码不对") != std::string::npos);
  }
  SUBCASE("an answer brings the list, and the row for a new one is empty again") {
    answer(
        harness, "settings.company_set",
        R"({"second_person":true,"legal_entities":[{"code":"sh","name":"上海分明","tax_number":""}]})");
    CHECK(company.entities.size() == 1);
    CHECK(company.unfinished.code.empty());
    act(harness, settings::RemoveEntity{0});
    CHECK(last(harness, "settings.company_set").body ==
          R"({"second_person":true,"legal_entities":[]})");
  }
}
