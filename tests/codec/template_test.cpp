// Templates as JSON: what is read is written back byte for byte, and nothing else is read.
#include "codec/template_codec.h"

#include "codec/json.h"
#include "support/shipped_templates.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

std::string compact(const std::string& text) {
  const Result<Json> json = parse_json(text);
  REQUIRE(json.ok());
  return write_json(*json);
}

// A small template with one node in the middle, given as JSON.
std::string with(const std::string& node, const std::string& before_nodes = "") {
  return R"({"schema":"fenming.template/1","template":"t","name":"模板","version":1,"status":"draft",)" +
         before_nodes + R"("nodes":[{"node":"s","kind":"start"},)" + node +
         R"(,{"node":"e","kind":"end"}],"edges":[{"edge":"a","from":"s","to":"n"},)"
         R"({"edge":"b","from":"n","to":"e"}]})";
}

std::string refusal(const std::string& text) {
  const auto read = read_template(text);
  return read.ok() ? "read" : read.error().code + " " + read.error().field;
}

}  // namespace

TEST_CASE("the shipped templates come back byte for byte") {
  for (const char* name : kShippedTemplates) {
    CAPTURE(name);
    const std::string canonical = compact(shipped_text(name));
    const auto read = read_template(canonical);
    REQUIRE(read.ok());
    CHECK(write_template(*read) == canonical);
  }
}

TEST_CASE("every member of every part comes back") {
  const std::string fields =
      R"("fields":[{"field":"a","kind":"money","min":-5,"max":100,"in_prices":true},)"
      R"({"field":"b","kind":"number","level":"line","default":"2","min":"-1.5","max":"3"},)"
      R"({"field":"c","kind":"date","required":true,"min":"2026-01-01","visible_to":["boss"]},)"
      R"({"field":"d","kind":"multiple_choice","options":[{"option":"x","name":"X"}]},)"
      R"({"field":"e","kind":"text","max_length":9,"in_conditions":true}],)"
      R"("fees":[{"relation":"company_technician","category":"labour","never":"salaried"}],)";
  for (
      const char* node : {
          R"({"node":"n","kind":"wait","timer_min":5,"open_ended":true})",
          R"({"node":"n","kind":"wait","event":"paid"})",
          R"({"node":"n","kind":"dispatch","dispatch":"grab"})",
          R"({"node":"n","kind":"parts","parts":"consume"})",
          R"({"node":"n","kind":"visit","actions":["arrive","complete"],"outcomes":[{"outcome":"done","fault":"nobody"}]})",
          R"({"node":"n","kind":"task","title":"题","who":{"role":"r","previous":"s","best_match":true},"checklist":["c"],"fields":[{"field":"a","access":"visible"}],"actions":["take","return","suspend"],"return_to":["s"],"stamps":[{"action":"take","time":"taken"}],"triggers":[{"action":"take","relation":"company_technician","categories":["labour"],"share_bp":3000}],"sla":{"minutes":30,"calendar":"cn","pauses":["part"],"warn_percent":80,"chain":[{"action":"notify","to":"role","target":"r"},{"after_min":5,"action":"webhook","to":"url","target":"https://example.com"}]}})",
      }) {
    const auto read = read_template(with(node, fields));
    REQUIRE_MESSAGE(read.ok(), node);
    CHECK(write_template(*read) == with(node, fields));
  }
}

TEST_CASE("what does not belong is refused with its field") {
  const auto node = [](const std::string& members) {
    return with(R"({"node":"n","kind":"task",)" + members + "}");
  };
  CHECK(refusal(node(R"("x":1)")) == "unknown_field nodes[1].x");
  CHECK(refusal(node(R"("open_ended":1)")) == "wrong_type nodes[1].open_ended");
  CHECK(refusal(node(R"("outcomes":[])")) == "unknown_field nodes[1].outcomes");
  CHECK(refusal(node(R"("who":{})")) == "bad_value nodes[1].who");
  CHECK(refusal(node(R"("actions":["fly"])")) == "bad_value nodes[1].actions");
  CHECK(refusal(node(R"("stamps":[{"action":"take","time":"created"}])")) ==
        "bad_value nodes[1].stamps[0].time");
  const std::string trigger =
      R"("triggers":[{"action":"take","relation":"company_technician","categories":["a"],"share_bp":)";
  CHECK(refusal(node(trigger + "10001}]")) == "out_of_range nodes[1].triggers[0].share_bp");
  CHECK(refusal(node(trigger + "50.5}]")).starts_with("json_number line 1"));
  CHECK(refusal(node(R"("sla":{"minutes":0,"warn_percent":80})")) ==
        "out_of_range nodes[1].sla.minutes");
  CHECK(refusal(with(R"({"node":"n","kind":"wait"})")) == "bad_value nodes[1].event");
  CHECK(refusal(with(R"({"node":"n","kind":"wait","timer_min":5,"event":"paid"})")) ==
        "bad_value nodes[1].event");
  CHECK(refusal(with(R"({"node":"","kind":"task"})")) == "bad_value nodes[1].node");
  CHECK(refusal(with(R"({"node":"n","kind":"teleport"})")) == "bad_value nodes[1].kind");
  CHECK(refusal(R"({"schema":"fenming.template/2"})") == "wrong_schema schema");
  CHECK(refusal(with(R"({"node":"n","kind":"task"})", R"("intake":["outcome"],)")) ==
        "bad_value intake");
  CHECK(refusal(with(R"({"node":"n","kind":"task"})",
                     R"("fields":[{"field":"a","kind":"money","min":2,"max":1}],)")) ==
        "min_above_max fields[0].max");
  CHECK(refusal(with(R"({"node":"n","kind":"task"})",
                     R"("fields":[{"field":"a","kind":"choice"}],)")) ==
        "missing_field fields[0].options");
  CHECK(refusal("[]") == "wrong_type ");
}

TEST_CASE("an else edge has no condition") {
  std::string text = with(R"({"node":"n","kind":"task"})");
  text.replace(text.find(R"("to":"e")"), 8,
               R"("to":"e","else":true,"when":{"op":"missing","fact":"field.a"})");
  CHECK(refusal(text) == "bad_value edges[1].when");
}
