// A document of ours that goes out as BPMN and comes back is the same, byte for byte of its JSON;
// what another tool changes in between, and only that, is different.
#include <random>

#include "codec/bpmn_support.h"
#include "support/shipped_templates.h"

using namespace fenming;
using namespace fenming::testing;
using workflow::NodeKind;

namespace {

TemplateDocument shipped(const std::string& name) {
  TemplateDocument document;
  document.model = shipped_template(name);
  return document;
}

// Everything that a document can hold, with ids and texts that XML does not like.
TemplateDocument rich() {
  return document_of(
      R"({"schema":"fenming.template-document/1","template":{"schema":"fenming.template/1",)"
      R"("template":"1 模板","name":"名<&>\"'","name_en":"N","version":3,"status":"published",)"
      R"("intake":["division"],"fields":[{"field":"f","kind":"text"}],"nodes":[)"
      R"({"node":"开始","kind":"start","title":"a\u0001b\tc\nd"},{"node":"1","kind":"form"},)"
      R"({"node":"t","kind":"task","who":{"role":"r"},"checklist":["]]>","<!--"]},)"
      R"({"node":"definitions","kind":"wait","timer_min":90},)"
      R"({"node":"plane","kind":"wait","event":"paid & done"},)"
      R"({"node":"w2","kind":"wait","event":"paid & done","open_ended":true},)"
      R"({"node":"x","kind":"branch"},{"node":"s","kind":"split"},{"node":"j","kind":"join"},)"
      R"({"node":"v","kind":"visit","actions":["arrive","complete"],"outcomes":[)"
      R"({"outcome":"done","fault":"nobody"}]},{"node":"n","kind":"notify"},)"
      R"({"node":"c","kind":"convert"},{"node":"k","kind":"cancel"},{"node":"e","kind":"end"}],)"
      R"("edges":[{"edge":"开始","from":"开始","to":"1"},{"edge":"lost","from":"1","to":"nowhere"},)"
      R"({"edge":"e","from":"1","to":"t","order":7},{"edge":"t","from":"t","to":"t"},)"
      R"({"edge":"y","from":"x","to":"s","when":{"op":"in","fact":"field.f","values":["<&>"]}},)"
      R"({"edge":"z","from":"x","to":"e","else":true},{"edge":"z2","from":"x","to":"k","else":true},)"
      R"({"edge":"st","from":"开始","to":"k","else":true},{"edge":"a","from":"s","to":"j"},)"
      R"({"edge":"b","from":"s","to":"j"}]},"drawing":{"places":[)"
      R"({"node":"e","at":{"x":10000000,"y":-10000000}},{"node":"t","at":{"x":1,"y":2},"colour":"teal",)"
      R"("disabled":true},{"node":"x","at":{"x":-3,"y":77}}],"routes":[)"
      R"({"edge":"y","bends":[{"x":1,"y":2},{"x":-3,"y":4}]},{"edge":"z","bends":[]}],)"
      R"("notes":[{"note":"笔记","at":{"x":1,"y":2},"width":3,"height":4,"text":" two\n lines ",)"
      R"("colour":"amber","about":"t"},{"note":"m","at":{"x":9,"y":9},"width":1,"height":1,"about":"y"},)"
      R"({"note":"o","at":{"x":0,"y":0},"width":9,"height":9,"text":"\u0002"}],)"
      R"("groups":[{"group":"g","title":"组","collapsed":true,"members":["t","x"]}]},)"
      R"("comments":[{"comment":"c1","node":"t","author":"li","at":1767225600,"text":"?"}]})");
}

// A document with random parts of each kind.
TemplateDocument random_document(uint32_t seed) {
  std::mt19937 dice(seed);
  const auto roll = [&](uint32_t sides) { return static_cast<int32_t>(dice() % sides); };
  TemplateDocument document;
  document.model.code = roll(2) == 0 ? "t" : "模 板";
  document.model.name = roll(2) == 0 ? "" : "名";
  const int32_t count = 1 + roll(12);
  for (int32_t i = 0; i < count; ++i) {
    workflow::Node node;
    node.node = (roll(4) == 0 ? "节点" : "n") + std::to_string(i) + (roll(5) == 0 ? ".split" : "");
    node.kind = static_cast<NodeKind>(roll(workflow::kNodeKindCount));
    if (roll(2) == 0) node.title = "T" + std::to_string(i);
    if (roll(3) == 0) node.who.role = "r";
    if (node.kind == NodeKind::kWait && roll(2) == 0) node.timer_min = 1 + roll(5000);
    if (node.kind == NodeKind::kWait && !node.timer_min)
      node.event = "ev" + std::to_string(roll(3));
    document.model.nodes.push_back(node);
    if (roll(3) != 0) {
      document.drawing.places.push_back(
          {node.node, {roll(9000) - 4500, roll(9000) - 4500}, roll(4) == 0 ? "teal" : "", false});
    }
  }
  const auto any_node = [&] {
    return document.model.nodes[dice() % document.model.nodes.size()].node;
  };
  for (int32_t i = roll(20); i > 0; --i) {
    workflow::Edge edge;
    edge.edge = "e" + std::to_string(i) + (roll(6) == 0 ? ".through" : "");
    edge.from = roll(12) == 0 ? "gone" : any_node();
    edge.to = any_node();
    edge.order = roll(4) == 0 ? roll(9) : 0;
    edge.otherwise = roll(4) == 0;
    if (!edge.otherwise && roll(3) == 0) {
      edge.when.emplace();
      edge.when->op = ConditionOp::kMissing;
    }
    document.model.edges.push_back(edge);
    if (edge.from != "gone" && roll(3) == 0)
      document.drawing.routes.push_back({edge.edge, {{roll(500), roll(500)}}});
  }
  for (int32_t i = roll(4); i > 0; --i) {
    document.drawing.notes.push_back({"k" + std::to_string(i),
                                      {roll(99), roll(99)},
                                      1 + roll(99),
                                      1 + roll(99),
                                      "text",
                                      "",
                                      roll(2) == 0 ? any_node() : ""});
  }
  return document_of(json_of(document));
}

}  // namespace

TEST_CASE("the shipped templates come back from BPMN") {
  for (const char* name : kShippedTemplates) {
    CAPTURE(name);
    const TemplateDocument document = shipped(name);
    const BpmnExport file = export_bpmn(document);
    CHECK(file.problems.empty());
    const BpmnImport back = import_bpmn(file.xml);
    CHECK(back.problems.empty());
    REQUIRE(back.document.has_value());
    CHECK(json_of(*back.document) == json_of(document));
  }
}

TEST_CASE("every member of a document comes back from BPMN") {
  const TemplateDocument document = rich();
  CHECK(json_of(returned(document)) == json_of(document));
}

TEST_CASE("random documents come back from BPMN") {
  for (uint32_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    const TemplateDocument document = random_document(seed);
    CHECK(json_of(returned(document)) == json_of(document));
  }
}

TEST_CASE("an export without a drawing lays the nodes out, always alike") {
  const std::string first = export_bpmn(shipped("ac_install")).xml;
  CHECK(first == export_bpmn(shipped("ac_install")).xml);
  CHECK(first.find("<bpmndi:BPMNShape id=\"intake_di\"") != std::string::npos);
}

TEST_CASE("what another tool changes is changed here") {
  TemplateDocument document = shipped("maintenance");
  document.drawing.places.push_back({"plan", {100, 200}, "teal", false});
  std::string file = export_bpmn(document).xml;
  const auto after = [&](const std::string& from, const std::string& to) {
    std::string changed = file;
    replace_once(changed, from, to);
    return imported(changed);
  };
  SUBCASE("a name") {
    TemplateDocument changed = after("name=\"导入保养计划\"", "name=\"计划\"");
    CHECK(node_of(changed, "plan").title == "计划");
    CHECK(node_of(changed, "plan").who.role == "planner");
    node_of(changed, "plan").title = "导入保养计划";
    CHECK(json_of(changed) == json_of(document));
  }
  SUBCASE("a place") {
    const TemplateDocument changed = after("x=\"100\" y=\"200\"", "x=\"110\" y=\"230\"");
    CHECK(changed.drawing.places[0].at == CanvasPoint{110, 230});
    CHECK(changed.drawing.places[0].colour == "teal");
  }
  SUBCASE("the place of a node that had none") {
    const TemplateDocument changed = after("<dc:Bounds x=\"78\"", "<dc:Bounds x=\"88\"");
    CAPTURE(json_of(changed));
    REQUIRE(changed.drawing.places.size() == 2);
    CHECK(changed.drawing.places[1].at.x == 10);
  }
  SUBCASE("the kind of a task") {
    const size_t begin = file.find("<bpmn:userTask id=\"plan\"");
    replace_once(file, "<bpmn:userTask id=\"plan\"", "<bpmn:serviceTask id=\"plan\"");
    file.replace(file.find("</bpmn:userTask>", begin), 16, "</bpmn:serviceTask>");
    TemplateDocument changed = imported(file);
    CHECK(node_of(changed, "plan").kind == NodeKind::kNotify);
  }
  SUBCASE("the id of a copy") {
    const size_t begin = file.find("<bpmn:userTask id=\"plan\"");
    const size_t end = file.find("</bpmn:userTask>", begin) + 16;
    std::string copy = file.substr(begin, end - begin);
    replace_once(copy, "id=\"plan\"", "id=\"copy\"");
    file.insert(end, copy);
    TemplateDocument changed = imported(file);
    CHECK(node_of(changed, "copy").kind == NodeKind::kForm);
    CHECK(node_of(changed, "copy").who.role == "planner");
  }
  SUBCASE("a path's end") {
    const TemplateDocument changed = after("targetRef=\"plan\"", "targetRef=\"size\"");
    CHECK(changed.model.edges[0].to == "size");
  }
  SUBCASE("our data spoiled") {
    std::string spoiled = file;
    replace_once(spoiled, "{\"node\":\"plan\"", "{\"node\":");
    const BpmnImport result = import_bpmn(spoiled);
    CHECK_FALSE(result.document.has_value());
    REQUIRE_FALSE(result.problems.empty());
    CHECK(result.problems[0].code == BpmnCode::kOwnData);
    CHECK(result.problems[0].line > 1);
  }
}

TEST_CASE("foreign parts that cannot be written are left out and named") {
  TemplateDocument document = shipped("maintenance");
  const std::string id = document.model.nodes[0].node;
  document.namespaces = {{"v", "http://vendor"}, {"bad prefix", "x"}, {"xml", "y"}};
  document.foreign = {{id, ForeignPlace::kElement, "", "<v:fine/>"},
                      {id, ForeignPlace::kElement, "", "<v:open>"},
                      {id, ForeignPlace::kElement, "", "</part><part>"},
                      {id, ForeignPlace::kElement, "a b", "x"},
                      {id, ForeignPlace::kElement, "w:x", "x"},
                      {id, ForeignPlace::kElement, "v:ok", "\"<&>"},
                      {id, ForeignPlace::kElement, "<", "bpmn:a b"},
                      {id, ForeignPlace::kElement, "xmlns:q", "x"},
                      {id, ForeignPlace::kExtension, "", "&undefined;"}};
  const BpmnExport file = export_bpmn(document);
  CHECK(file.problems.size() == 7);
  CHECK(file.xml.find("<v:fine/>") != std::string::npos);
  CHECK(file.xml.find("v:ok=\"&quot;&lt;&amp;&gt;\"") != std::string::npos);
  CHECK(imported(file.xml).model.nodes.size() == document.model.nodes.size());
}
