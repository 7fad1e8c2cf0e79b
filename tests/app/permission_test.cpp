// Who may do what in the application: the one gate, and what happens when the role changes.
#include "app/permission.h"

#include <doctest/doctest.h>

#include "app/app.h"
#include "app/settings/flow.h"

using namespace fenming;
using namespace fenming::app;

namespace {

AppState state_of(AccountRole role) {
  AppState state;
  state.account.name = "li";
  state.account.role = role;
  if (role == AccountRole::kViewer) return state;
  for (const char* right : {"prices", "imports"})
    grant_by_code(state.account, right);
  if (role == AccountRole::kPriceManager) return state;
  for (const char* right : {"routing", "people"})
    grant_by_code(state.account, right);
  return state;
}

struct Case {
  Action action;
  std::optional<Right> right;
};

}  // namespace

TEST_CASE("every change needs its right, reading needs none") {
  AppState state = state_of(AccountRole::kViewer);
  state.location.screen = ScreenId::kImport;
  const Case cases[] = {{prices::Intent{prices::EditCell{}}, Right::kPrices},
                        {prices::Intent{prices::StartDraft{}}, Right::kPrices},
                        {prices::Intent{prices::Publish{}}, Right::kPrices},
                        {prices::Intent{prices::CreateBook{}}, Right::kPrices},
                        {prices::Intent{prices::RouteBookNow{}}, Right::kRouting},
                        {prices::Intent{prices::ExportFile{}}, std::nullopt},
                        {prices::Intent{prices::OpenWitness{}}, std::nullopt},
                        {ExportTable{}, std::nullopt},
                        {imports::Intent{imports::Accept{}}, Right::kImports},
                        {imports::Intent{imports::SaveSample{}}, std::nullopt},
                        {FilePicked{}, Right::kImports},
                        {simulator::Intent{simulator::SaveDraft{}}, Right::kPrices},
                        {simulator::Intent{simulator::SetKnob{}}, std::nullopt},
                        {settings::Intent{settings::Invite{}}, Right::kPeople},
                        {settings::Intent{settings::SetDisabled{}}, Right::kPeople},
                        {settings::Intent{settings::ChangePassword{}}, std::nullopt},
                        {designer::Intent{designer::Publish{}}, Right::kTemplates},
                        {designer::Intent{designer::ExportDrawing{}}, std::nullopt},
                        {designer::Intent{designer::StartReplay{}}, std::nullopt},
                        {SetTheme{ThemeChoice::kDark}, std::nullopt},
                        {SignOut{}, std::nullopt}};
  for (const Case& one : cases) {
    CAPTURE(one.action.index());
    CHECK(needed_right(state, one.action) == one.right);
  }
}

TEST_CASE("what is refused changes nothing and is said calmly") {
  PlatformOutput output;
  Effects effects(output);
  AppState viewer = state_of(AccountRole::kViewer);
  update(viewer, prices::Intent{prices::CreateBook{"b", "B"}}, effects);
  CHECK(effects.requests.empty());
  REQUIRE(viewer.toasts.size() == 1);
  CHECK(viewer.toasts[0].kind == ToastKind::kInfo);
  CHECK(viewer.toasts[0].text == "此操作需要“价格经理”角色，你的角色是“查看者”。请联系管理员。");
  AppState manager = state_of(AccountRole::kPriceManager);
  update(manager, prices::Intent{prices::CreateBook{"b", "B"}}, effects);
  CHECK(effects.requests.size() == 1);
  update(manager, settings::Intent{settings::Invite{"x"}}, effects);
  CHECK(effects.requests.size() == 1);
  CHECK(manager.toasts.size() == 1);
  AppState stranger;  // before GET /me: nothing happens, and nothing is said of a role
  update(stranger, prices::Intent{prices::CreateBook{"b", "B"}}, effects);
  CHECK(effects.requests.size() == 1);
  CHECK(stranger.toasts.empty());
}

TEST_CASE("a refusal for want of a right asks for the account again") {
  PlatformOutput output;
  Effects effects(output);
  AppState state = state_of(AccountRole::kPriceManager);
  update(state, prices::Intent{prices::CreateBook{"b", "B"}}, effects);
  REQUIRE(effects.requests.size() == 1);
  HttpResponse response;
  response.id = effects.requests[0].id;
  response.purpose = effects.requests[0].purpose;
  response.status = 403;
  response.body = R"({"code":"not_allowed","detail":"no"})";
  update(state, ResponseArrived{response}, effects);
  REQUIRE(effects.requests.size() == 2);
  CHECK(effects.requests[1].path == "/api/v1/me");
  HttpResponse me;
  me.id = effects.requests[1].id;
  me.purpose = "me";
  me.status = 200;
  me.body = R"({"name":"li","role":"viewer","rights":["account","read"],"preferences":{}})";
  update(state, ResponseArrived{me}, effects);
  CHECK(state.account.role == AccountRole::kViewer);
  CHECK_FALSE(state.account.has(Right::kPrices));
}

TEST_CASE("several expired answers lead to the sign-in page once") {
  AppState state = state_of(AccountRole::kViewer);
  PlatformOutput output;
  Effects effects(output);
  const auto expired_at = [&](double now_ms) {
    output.leave_for.clear();
    effects.requests.clear();
    state.surroundings.now_ms = now_ms;
    update(state, SendRequest{get_request("simulator.books", "/api/v1/books")}, effects);
    HttpResponse response;
    response.id = effects.requests.at(0).id;
    response.purpose = "simulator.books";
    response.status = 401;
    update(state, ResponseArrived{response}, effects);
    return output.leave_for;
  };
  CHECK(expired_at(0) == "/signin?next=%2Fprices");
  CHECK(expired_at(40).empty());
  CHECK(expired_at(6000) == "/signin?next=%2Fprices");
}

TEST_CASE("moments are shown as the company's clock has them") {
  const Locale chinese(Language::kChinese);
  Surroundings now;
  now.unix_seconds = 1'790'000'000;  // 2026-09-21T22:13:20+08:00
  CHECK(settings::moment_text(0, now, chinese) == "从未");
  CHECK(settings::moment_text(1'789'999'990, now, chinese) == "今天 22:13");
  CHECK(settings::moment_text(1'789'900'000, now, chinese) == "2026-09-20 18:26");
}
