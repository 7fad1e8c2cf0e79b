// What the verifier says, as JSON: every member that a finding can have, in canonical order.
#include "codec/verification_codec.h"

#include <doctest/doctest.h>

#include "codec/template_codec.h"

using namespace fenming;

namespace {

constexpr const char* kTemplate =
    R"({"schema":"fenming.template/1","template":"t","name":"模板","version":3,"status":"draf)"
    R"(t","fields":[{"field":"way","kind":"choice","options":[{"option":"l"},{"option":"r"})"
    R"(],"in_conditions":true}],"fees":[{"relation":"company_technician","category":"labour)"
    R"("}],"nodes":[{"node":"s","kind":"start"},{"node":"ask","kind":"form","who":{"role":")"
    R"(desk"},"fields":[{"field":"way","access":"required"}],"actions":["complete"],"trigge)"
    R"(rs":[{"action":"complete","relation":"company_technician","categories":["labour"],"s)"
    R"(hare_bp":3000}],"sla":{"minutes":30,"warn_percent":80,"chain":[{"action":"notify","t)"
    R"(o":"role","target":"boss"}]}},{"node":"x","kind":"cancel"},{"node":"e","kind":"end"})"
    R"(],"edges":[{"edge":"a","from":"s","to":"ask"},{"edge":"b","from":"ask","to":"x","whe)"
    R"(n":{"op":"in","fact":"field.way","values":["l"]}},{"edge":"c","from":"ask","to":"e",)"
    R"("when":{"op":"in","fact":"city_class","values":["big"]}}]})";

constexpr const char* kSaid =
    R"({"schema":"fenming.template-check/1","template":"t","version":3,"verdicts":{"structu)"
    R"(re":"proved","soundness":"proved","branches":"possible","money":"possible","fields":)"
    R"("proved","time":"proved","people":"proved"},"states":1,"max_states":1000000,"complet)"
    R"(e":true,"findings":[{"group":"branches","severity":"error","code":"uncovered_case",")"
    R"(nodes":["ask"],"edges":["c"],"message":"No edge is taken in this case, and there is )"
    R"(no else.","certainty":"possible","example":{"steps":[{"node":"s","move":"edge","by":)"
    R"("a"},{"node":"ask","move":"stop"}],"values":[{"step":1,"fact":"field.way","value":"r)"
    R"("},{"step":1,"fact":"city_class","value":"other","derived":true}]},"fix":{"kind":"ad)"
    R"(d_else","node":"ask","target":"e"}},{"group":"branches","severity":"error","code":"u)"
    R"(ndecided_case","nodes":["ask"],"edges":["c"],"field":"city_class","message":"The con)"
    R"(dition cannot be decided while the value is missing; the token stops.","certainty":")"
    R"(possible","example":{"steps":[{"node":"s","move":"edge","by":"a"},{"node":"ask","mov)"
    R"(e":"stop"}],"values":[{"step":1,"fact":"field.way","value":"r"},{"step":1,"fact":"ci)"
    R"(ty_class","missing":true,"derived":true}]}},{"group":"money","severity":"error","cod)"
    R"(e":"not_full","nodes":["e","ask"],"edges":["c"],"relation":"company_technician","cat)"
    R"(egory":"labour","message":"A normal end is reached below a share of 100 %.","certain)"
    R"(ty":"possible","example":{"steps":[{"node":"s","move":"edge","by":"a"},{"node":"ask")"
    R"(,"move":"edge","by":"c"}],"values":[{"step":1,"fact":"field.way","value":"r"},{"step)"
    R"(":1,"fact":"city_class","value":"big","derived":true}]},"fix":{"kind":"set_share","n)"
    R"(ode":"ask","action":"complete","relation":"company_technician","category":"labour",")"
    R"(share_bp":10000}}],"cancelled":[{"node":"x","posted":[{"relation":"company_technicia)"
    R"(n","category":"labour","share_bp":3000}]}],"longest":{"minutes":30,"nodes":["s","ask)"
    R"(","x"]}})";

}  // namespace

TEST_CASE("verdicts, findings with path, values and fix, and what is posted") {
  const auto version = read_template(kTemplate);
  REQUIRE(version.ok());
  CHECK(write_verification(*version, workflow::verify(*version)) == kSaid);
}

TEST_CASE("each fix is written with what it needs") {
  const auto version = read_template(kTemplate);
  REQUIRE(version.ok());
  workflow::VerifyReport report;
  const auto fix = [&](workflow::FixKind kind) {
    report.findings.resize(1);
    report.findings[0].fix.emplace().kind = kind;
    report.findings[0].fix->node = "n";
    report.findings[0].fix->category = "labour";
    const std::string text = write_verification(*version, report);
    const size_t from = text.find("\"fix\":") + 6;
    return text.substr(from, text.find('}', from) - from + 1);
  };
  CHECK(fix(workflow::FixKind::kMakeJoin) == R"({"kind":"make_join","node":"n"})");
  CHECK(fix(workflow::FixKind::kOfferAction) ==
        R"({"kind":"offer_action","node":"n","action":"complete"})");
  CHECK(fix(workflow::FixKind::kRemoveTrigger) ==
        R"({"kind":"remove_trigger","node":"n","action":"complete",)"
        R"("relation":"company_technician","category":"labour"})");
}
