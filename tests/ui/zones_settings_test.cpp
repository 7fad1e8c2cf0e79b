// Zones in the settings, headless: tables are made, edited, refused with a reason, undone, saved.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "ui_support.h"

namespace app = fenming::app;
namespace settings = fenming::app::settings;
using fenming::ZoneTable;
using fenming::platform_null::Harness;
using fenming::testing::answer;
using fenming::testing::kPriceManager;
using fenming::testing::sign_in;
using fenming::ui::a11y::Role;

namespace {

constexpr const char* kFrame =
    R"({"calendars":[],"zones":[{"from":"2026-01-01","zones":[)"
    R"({"zone":"park","name":"工业园区","ring":"主城","places":["320571"],"aliases":["SIP"]},)"
    R"({"zone":"sh","places":["31"]}]}],"routing":[]})";
constexpr const char* kDivisions =
    "11\t北京市\tbjs\n110105\t朝阳区\tcyq\n22\t吉林省\tjls\n2201\t长春市\tccs\n"
    "220104\t朝阳区\tcyq\n";

void act(Harness& harness, settings::Intent intent) {
  harness.host().pending().push(std::move(intent));
  harness.settle();
}

const settings::Shared& shared(Harness& harness) {
  return harness.app().state().settings.shared;
}
const ZoneTable& last_table(Harness& harness) {
  REQUIRE_FALSE(shared(harness).lists.zones.empty());
  return shared(harness).lists.zones.back();
}

std::string saved(Harness& harness) {
  const auto& sent = harness.http().sent;
  const auto found = std::find_if(sent.rbegin(), sent.rend(), [](const auto& request) {
    return request.purpose == "settings.lists_set";
  });
  REQUIRE(found != sent.rend());
  return found->body;
}

}  // namespace

TEST_CASE("the zones draw in both languages, with a table and without") {
  for (const char* frame : {kFrame, R"({"routing":[]})"}) {
    for (const auto language : {app::Language::kChinese, app::Language::kEnglish}) {
      Harness harness("/settings/zones");
      sign_in(harness);
      harness.host().pending().push(app::SetLanguage{language});
      harness.settle();
      answer(harness, "settings.lists", frame);
      CHECK(harness.ui().tree.duplicates().empty());
      CHECK(harness.ui().tree.nameless().empty());
    }
  }
}

TEST_CASE("a zone is typed in, changed, removed and undone, and all of it is saved") {
  Harness harness("/settings/zones");
  sign_in(harness);
  answer(harness, "settings.lists", kFrame);
  // A new zone may begin with any cell; it is one once it has a code.
  act(harness, settings::SetZoneCell{0, 2, 1, "昆山"});
  CHECK(last_table(harness).zones.size() == 2);
  CHECK(shared(harness).new_zone.name == "昆山");
  act(harness, settings::SetZoneCell{0, 2, 0, "ks"});
  REQUIRE(last_table(harness).zones.size() == 3);
  act(harness, settings::SetZoneCell{0, 2, 5, "320583、320581"});
  CHECK(last_table(harness).zones[2].places == std::vector<std::string>{"320583", "320581"});
  act(harness, settings::RemoveZone{0, 1});
  CHECK(last_table(harness).zones.size() == 2);
  harness.host().pending().push(app::Undo{});
  harness.settle();
  CHECK(last_table(harness).zones.size() == 3);
  REQUIRE(harness.click(Role::kButton, "保存"));
  harness.settle();
  CHECK(saved(harness).find(R"({"zone":"ks","name":"昆山","places":["320583","320581"]})") !=
        std::string::npos);
  CHECK(saved(harness).find(R"("aliases":["SIP"])") != std::string::npos);
  answer(harness, "settings.lists_set", "{}");
  CHECK_FALSE(shared(harness).is_changed());
}

TEST_CASE("what a zone cannot be stays as it was typed, with the reason") {
  Harness harness("/settings/zones");
  sign_in(harness);
  answer(harness, "settings.lists", kFrame);
  const auto refused = [&](int row, int column, const char* text) {
    act(harness, settings::SetZoneCell{0, row, column, text});
    CHECK(shared(harness).zone_refusal.text == text);
    CHECK_FALSE(shared(harness).is_changed());
    return shared(harness).zone_refusal.reason;
  };
  CHECK(refused(1, 5, "320571") == "320571 已属于“工业园区”");
  CHECK(refused(1, 5, "Atlantis").find("Atlantis") != std::string::npos);
  CHECK(refused(1, 0, "SIP") == "“SIP”已是“工业园区”的编码或别名");
  CHECK(refused(1, 0, " ") == "请填写编码");
  CHECK(refused(0, 6, "sh").find("sh") != std::string::npos);
  // Names count once the divisions are there, where they are clear.
  answer(harness, "divisions", kDivisions);
  CHECK(refused(1, 5, "朝阳区").find("110105") != std::string::npos);
  act(harness, settings::SetZoneCell{0, 1, 5, "长春市 31"});
  CHECK(last_table(harness).zones[1].places == std::vector<std::string>{"2201", "31"});
  CHECK(shared(harness).zone_refusal.reason.empty());
}

TEST_CASE("a later table begins with what the one before says") {
  Harness harness("/settings/zones");
  sign_in(harness);
  answer(harness, "settings.lists", kFrame);
  act(harness, settings::AddZoneTable{"2026-13-01"});
  CHECK_FALSE(shared(harness).day_refusal.empty());
  act(harness, settings::AddZoneTable{"2026-01-01"});
  CHECK(shared(harness).day_refusal.find("2026-01-01") != std::string::npos);
  act(harness, settings::AddZoneTable{"2026-07-01"});
  CHECK(shared(harness).day_refusal.empty());
  REQUIRE(shared(harness).lists.zones.size() == 2);
  CHECK(last_table(harness).zones == shared(harness).lists.zones.front().zones);
  act(harness, settings::RemoveZoneTable{0});
  CHECK(shared(harness).lists.zones.size() == 1);
}

TEST_CASE("who may not change zones reads them") {
  Harness harness("/settings/zones");
  sign_in(harness, kPriceManager);
  answer(harness, "settings.lists", kFrame);
  CHECK(harness.find(Role::kButton, "保存") == nullptr);
  CHECK(harness.find(Role::kButton, "删除所选服务区") == nullptr);
}
