// The settings screen, headless: people are listed, invited and disabled; others see their own.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "ui_support.h"

namespace app = fenming::app;
namespace ui = fenming::ui;
using fenming::platform_null::Harness;
using fenming::testing::answer;
using fenming::testing::kPriceManager;
using fenming::testing::sign_in;
using ui::a11y::Role;

namespace {

constexpr const char* kPeople =
    R"({"people":[{"id":"1","name":"li","role":"administrator","state":"active",)"
    R"("last_seen":1790000000,"created_at":1780000000,"revision":"1"},)"
    R"({"id":"2","name":"wu","role":"viewer","state":"active",)"
    R"("last_seen":null,"created_at":1780000000,"revision":"5"}]})";

void open_people(Harness& harness, const char* people = kPeople) {
  sign_in(harness);
  answer(harness, "settings.people", people);
}

const app::HttpRequest& last(Harness& harness) {
  return harness.http().sent.back();
}

bool says(Harness& harness, std::string_view text) {
  for (const auto& entry : harness.ui().tree.entries()) {
    if (harness.ui().tree.name(entry).find(text) != std::string_view::npos) return true;
  }
  return false;
}

// Of several buttons with that name the one of the dialog, which is announced last.
void press_on_top(Harness& harness, std::string_view name) {
  const auto& entries = harness.ui().tree.entries();
  const auto found = std::find_if(entries.rbegin(), entries.rend(), [&](const auto& entry) {
    return entry.role == Role::kButton && harness.ui().tree.name(entry) == name;
  });
  REQUIRE(found != entries.rend());
  harness.click(found->rect.x + found->rect.w / 2, found->rect.y + found->rect.h / 2);
  harness.settle();
}

void type(Harness& harness, const char* name, std::string text) {
  REQUIRE(harness.click(Role::kTextbox, name));
  const auto output = harness.frame();
  REQUIRE(output.has_edit);
  app::PlatformInput input;
  input.edits.push_back(
      {output.edit.id, app::EditEventKind::kCommit, app::CommitReason::kTab, std::move(text)});
  harness.frame(input);
  harness.settle();
}

}  // namespace

TEST_CASE("people and preferences draw in both languages without doubles") {
  for (const char* url : {"/settings", "/settings/people"}) {
    for (const auto language : {app::Language::kChinese, app::Language::kEnglish}) {
      Harness harness(url);
      sign_in(harness);
      if (std::string(url) == "/settings/people") answer(harness, "settings.people", kPeople);
      harness.host().pending().push(app::SetLanguage{language});
      harness.settle();
      CHECK(harness.ui().tree.duplicates().empty());
      CHECK(harness.ui().tree.nameless().empty());
    }
  }
}

TEST_CASE("somebody is invited, and the link is shown once") {
  Harness harness("/settings/people");
  open_people(harness);
  REQUIRE(harness.click(Role::kButton, "邀请"));
  harness.settle();
  type(harness, "姓名", "zhao");
  REQUIRE(harness.click(Role::kRadio, "查看者"));
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "生成邀请链接"));
  harness.settle();
  CHECK(last(harness).method == "POST");
  CHECK(last(harness).body == R"({"name":"zhao","role":"viewer"})");
  SUBCASE("the server refuses the name") {
    answer(harness, "settings.invite",
           R"({"code":"person_exists","detail":"已存在","errors":[{"pointer":"/name"}]})", 409);
    CHECK(says(harness, "已存在"));
    CHECK_FALSE(harness.app().state().settings.link);
  }
  SUBCASE("the server makes the account") {
    answer(harness, "settings.invite",
           R"({"id":"3","name":"zhao","role":"viewer","state":"invited","last_seen":null,)"
           R"("created_at":1,"revision":"7","invitation":{"path":"/invitation#once=x"}})",
           201);
    REQUIRE(harness.app().state().settings.link);
    const auto* field = harness.find(Role::kTextbox, "邀请链接");
    REQUIRE(field != nullptr);
    CHECK(harness.app().state().settings.people.size() == 3);
    REQUIRE(harness.click(Role::kButton, "完成"));
    harness.settle();
    CHECK_FALSE(harness.app().state().settings.link);
    CHECK(harness.find(Role::kTextbox, "邀请链接") == nullptr);
    CHECK(harness.find(Role::kButton, "重新生成邀请链接") != nullptr);
  }
}

TEST_CASE("disabling asks first, and shows a refusal beside the button") {
  Harness harness("/settings/people");
  open_people(harness);
  harness.host().pending().push(app::SetLanguage{app::Language::kEnglish});
  harness.settle();
  CHECK(harness.find(Role::kButton, "Disable") == nullptr);  // one's own account
  const auto before = harness.http().sent.size();
  const auto& entries = harness.ui().tree.entries();
  for (const auto& entry : entries) {
    if (entry.role != Role::kCell || harness.ui().tree.value(entry) != "wu") continue;
    harness.click(entry.rect.x + 5, entry.rect.y + 5);
    break;
  }
  harness.settle();
  REQUIRE(harness.click(Role::kButton, "Disable"));
  harness.settle();
  CHECK(harness.http().sent.size() == before);
  press_on_top(harness, "Disable");
  REQUIRE(last(harness).purpose == "settings.change");
  CHECK(last(harness).method == "PATCH");
  CHECK(last(harness).path == "/api/v1/people/2");
  CHECK(last(harness).if_match == "\"5\"");
  CHECK(last(harness).body == R"({"disabled":true})");
  answer(harness, "settings.change",
         R"({"code":"precondition_failed","detail":"x","current":{"id":"2","name":"wu",)"
         R"("role":"price_manager","state":"active","last_seen":9,"created_at":1,"revision":"6"}})",
         412);
  CHECK(harness.app().state().settings.people[1].revision == "6");
  CHECK(says(harness, "changed this just now"));
}

TEST_CASE("who is alone is taught, and who may not sees his own preferences") {
  Harness alone("/settings/people");
  open_people(alone, R"({"people":[{"id":"1","name":"li","role":"administrator",)"
                     R"("state":"active","last_seen":1,"created_at":1,"revision":"1"}]})");
  CHECK(says(alone, "目前只有你一个人"));
}

TEST_CASE("a price manager sees his own preferences where the people would be") {
  Harness harness("/settings/people");
  sign_in(harness, kPriceManager);
  CHECK(harness.find(Role::kTab, "人员") == nullptr);
  CHECK(harness.find(Role::kButton, "邀请") == nullptr);
  for (const auto& request : harness.http().sent)
    CHECK(request.purpose != "settings.people");
  REQUIRE(harness.click(Role::kRadio, "深色"));
  harness.settle();
  CHECK(harness.app().state().is_dark());
  CHECK(last(harness).purpose == "me.preferences");
}
