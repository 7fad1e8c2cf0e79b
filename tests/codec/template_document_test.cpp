// The designer's document as JSON: what is read is written back byte for byte, and what names a
// deleted node is gone.
#include "codec/template_document.h"

#include "codec/json.h"
#include "support/repository_file.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// A document of nodes s, n, e and edges a, b with further members behind the template.
std::string document_with(const std::string& members) {
  return R"({"schema":"fenming.template-document/1","template":{"schema":"fenming.template/1",)"
         R"("template":"t","name":"模板","version":1,"status":"draft","nodes":[)"
         R"({"node":"s","kind":"start"},{"node":"n","kind":"task"},{"node":"e","kind":"end"}],)"
         R"("edges":[{"edge":"a","from":"s","to":"n"},{"edge":"b","from":"n","to":"e"}]})" +
         members + "}";
}

std::string again(const std::string& text) {
  const Result<TemplateDocument> document = read_template_document(text);
  REQUIRE_MESSAGE(document.ok(),
                  (document.ok() ? "" : document.error().field + " " + document.error().message));
  return write_template_document(*document);
}

std::string refusal(const std::string& text) {
  const auto read = read_template_document(text);
  return read.ok() ? "read" : read.error().code + " " + read.error().field;
}

}  // namespace

TEST_CASE("every member of a template's document comes back") {
  const std::string text = document_with(
      R"(,"drawing":{"places":[{"node":"n","at":{"x":-5,"y":10000000},"colour":"teal","disabled":true},)"
      R"({"node":"s","at":{"x":0,"y":0}}],"routes":[{"edge":"a","bends":[{"x":1,"y":2},{"x":3,"y":4}]},)"
      R"({"edge":"b","bends":[]}],"notes":[{"note":"k","at":{"x":1,"y":2},"width":3,"height":4,)"
      R"("text":"记\n录","colour":"amber","about":"n"}],"groups":[{"group":"g","title":"组",)"
      R"("collapsed":true,"members":["n","h"]},{"group":"h","members":["e"]}]},)"
      R"("comments":[{"comment":"c1","node":"n","author":"li","at":1767225600,"text":"?","resolved":true}],)"
      R"("namespaces":[{"prefix":"camunda","uri":"http://camunda.org/schema/1.0/bpmn"}],)"
      R"("foreign":[{"name":"targetNamespace","text":"x"},{"owner":"n","name":"<","text":"manualTask"},)"
      R"({"owner":"n","in":"extension","text":"<camunda:in/>"},{"owner":"/","in":"shape","name":"id","text":"d"}])");
  CHECK(again(text) == text);
}

TEST_CASE("a template without a drawing is a document") {
  const std::string text = document_with(R"(,"drawing":{})");
  CHECK(again(text) == text);
  CHECK(again(document_with("")) == text);
}

TEST_CASE("what a drawing says of deleted nodes is dropped") {
  const std::string text = document_with(
      R"(,"drawing":{"places":[{"node":"gone","at":{"x":1,"y":1}},{"node":"n","at":{"x":2,"y":2}}],)"
      R"("routes":[{"edge":"gone","bends":[]}],"notes":[{"note":"k","at":{"x":1,"y":2},"width":3,)"
      R"("height":4,"about":"gone"}],"groups":[{"group":"g","members":["gone","n","g","other"]}]},)"
      R"("comments":[{"comment":"c","node":"gone","author":"li","at":0,"text":"?"}])");
  CHECK(again(text) ==
        document_with(R"(,"drawing":{"places":[{"node":"n","at":{"x":2,"y":2}}],)"
                      R"("notes":[{"note":"k","at":{"x":1,"y":2},"width":3,"height":4}],)"
                      R"("groups":[{"group":"g","members":["n"]}]})"));
}

TEST_CASE("what does not belong to a document is refused with its field") {
  const auto foreign = [](const std::string& members) {
    return refusal(document_with(R"(,"drawing":{},"foreign":[{)" + members + "}]"));
  };
  CHECK(foreign(R"("in":"air")") == "bad_value foreign[0].in");
  CHECK(foreign(R"("note":"x")") == "unknown_field foreign[0].note");
  const auto drawing = [](const std::string& members) {
    return refusal(document_with(R"(,"drawing":{)" + members + "}"));
  };
  CHECK(drawing(R"("places":[{"node":"n","at":{"x":10000001,"y":0}}])") ==
        "out_of_range drawing.places[0].at.x");
  CHECK(drawing(R"("notes":[{"note":"k","at":{"x":1,"y":2},"width":0,"height":4}])") ==
        "out_of_range drawing.notes[0].width");
  CHECK(drawing(R"("places":[{"node":"n","at":{"x":1.5,"y":0}}])").starts_with("json_number line"));
  CHECK(refusal(R"({"schema":"fenming.template/1"})") == "wrong_schema schema");
}
