// Who else is at the open template: what is asked, and what an answer changes.
#include "app/designer/presence.h"

#include <doctest/doctest.h>

#include "app/designer/flow.h"
#include "draft_world.h"

using namespace fenming;
using namespace fenming::app;

namespace {

AppState drawing(Effects& effects) {
  AppState state;
  state.window = "7";
  grant_by_code(state.account, "templates");
  state.location.screen = ScreenId::kTemplates;
  state.designer.document.code = "ac_install";
  state.designer.document.number = 0;
  state.designer.document.etag = "\"3\"";
  state.designer.templates.emplace_back().code = "ac_install";
  designer::apply(state, designer::Attend{"visit"}, effects);
  return state;
}

}  // namespace

TEST_CASE("the open draft of a template is watched, with the node that is worked at") {
  PlatformOutput output;
  Effects effects(output);
  AppState state = drawing(effects);
  designer::watch_others(state, effects);
  CHECK(output.watch.path == "/api/v1/templates/ac_install/presence");
  CHECK(output.watch.body == R"({"window":"7","place":"visit"})");
  CHECK(output.watch.leave_body == R"({"window":"7","place":""})");

  designer::apply(state, designer::Attend{}, effects);
  designer::watch_others(state, effects);
  CHECK(output.watch.body == R"({"window":"7","place":"canvas"})");

  SUBCASE("not where nothing is stored yet, on another screen, or by a viewer") {
    output.watch = {};
    state.designer.others.push_back({"王", false, "visit"});
    state.location.screen = ScreenId::kPrices;
    designer::watch_others(state, effects);
    CHECK(output.watch.path.empty());
    CHECK(state.designer.others.empty());
    state.location.screen = ScreenId::kTemplates;
    state.designer.document.etag.clear();
    designer::watch_others(state, effects);
    CHECK(output.watch.path.empty());
    state.designer.document.etag = "\"3\"";
    state.account.rights = 0;
    designer::watch_others(state, effects);
    CHECK(output.watch.path.empty());
  }
  SUBCASE("an answer tells who is where; a new version asks for the list again") {
    designer::take_others(
        state,
        R"({"others":[{"name":"王","own":false,"place":"visit","since":1},)"
        R"({"name":"李","own":true,"place":"canvas","since":2}],"draft":null,"latest":0})",
        effects);
    REQUIRE(state.designer.others.size() == 2);
    CHECK(state.designer.others[0] == Other{"王", false, "visit"});
    CHECK(state.designer.others[1] == Other{"李", true, ""});
    CHECK(effects.requests.empty());
    designer::take_others(state, R"({"others":[],"draft":null,"latest":1})", effects);
    CHECK(state.designer.others.empty());
    CHECK(effects.requests.size() == 1);
    designer::take_others(state, "nonsense", effects);
    CHECK(effects.requests.size() == 1);
  }
}
