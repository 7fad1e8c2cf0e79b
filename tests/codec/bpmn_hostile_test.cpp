// Broken and hostile files: each is answered by problems with their places, and nothing else.
#include "codec/bpmn/xml.h"
#include "codec/bpmn_support.h"
#include "codec/template_codec.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

// The first problem of a file that must be refused: "code line:column".
std::string refusal(const std::string& file) {
  const BpmnImport result = import_bpmn(file);
  CHECK_FALSE(result.document.has_value());
  REQUIRE_FALSE(result.problems.empty());
  const BpmnProblem& one = result.problems[0];
  CHECK(severity_of(one.code) == BpmnSeverity::kError);
  return std::string(bpmn_code_name(one.code)) + " " + std::to_string(one.line) + ":" +
         std::to_string(one.column);
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i)
    all += text;
  return all;
}

std::string utf16(const std::string& ascii, bool little) {
  std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : ascii) {
    if (little) out += c;
    out += '\0';
    if (!little) out += c;
  }
  return out;
}

}  // namespace

TEST_CASE("document types and entities are refused where they stand") {
  CHECK(refusal("<?xml version=\"1.0\"?>\n<!DOCTYPE definitions [\n<!ENTITY a \"b\">]>\n<x/>")
            .starts_with("xml_doctype 2:"));
  CHECK(refusal("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>").starts_with("xml_doctype 1:"));
  std::string laughs = "<!DOCTYPE x [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    laughs += "<!ENTITY a" + std::to_string(i) + " \"" +
              repeated("&a" + std::to_string(i - 1) + ";", 10) + "\">";
  }
  CHECK(refusal(laughs + "]><x>&a29;</x>").starts_with("xml_doctype 1:"));
  CHECK(refusal(bpmn_file("<task id=\"a\" name=\"&own;\"/>")).starts_with("xml_entity 3:"));
}

TEST_CASE("sizes are limited") {
  CHECK(refusal(repeated("<a>", 200) + repeated("</a>", 200)) == "xml_depth 1:301");
  CHECK(refusal("<a>" + repeated("<b/>", 200'000) + "</a>") == "xml_elements 1:800000");
  CHECK(refusal(std::string(20'000'001, ' ')) == "xml_size 1:1");
  std::string attributes;
  for (int i = 0; i < 100'000; ++i)
    attributes += " a" + std::to_string(i) + "=\"\"";
  CHECK(refusal("\n<x" + attributes + "/>") == "xml_attributes 2:1");
  std::string namespaces;
  for (int i = 0; i < 900; ++i)
    namespaces += " xmlns:n" + std::to_string(i) + "=\"u" + std::to_string(i) + "\"";
  CHECK(refusal("<x" + namespaces + "><y" + namespaces + "/></x>") == "not_bpmn 1:1");
}

TEST_CASE("a file that ends too early is refused, wherever it ends") {
  TemplateDocument document;
  document.model = *read_template(repository_file("assets/templates/appliance_repair.json"));
  const std::string file = export_bpmn(document).xml;
  const size_t whole = file.rfind("</bpmn:definitions>");
  for (size_t length = 0; length < whole; length += 50) {
    CAPTURE(length);
    CHECK(refusal(file.substr(0, length)).starts_with("xml_"));
  }
}

TEST_CASE("bytes that no text has are refused") {
  std::string file = bpmn_file("<task id=\"a\" name=\"x\"/>");
  file[file.find("name=\"x") + 6] = '\0';
  CHECK(refusal(file) == "xml_syntax 3:20");
  CHECK(refusal(bpmn_file("<task id=\"a\" name=\"\xC4\xE3\"/>")) == "xml_encoding 3:20");
  CHECK(refusal("<?xml version=\"1.0\" encoding=\"GB18030\"?><x/>") == "xml_encoding 1:1");
  CHECK(refusal("<?xml version=\"1.0\" encoding=\"EBCDIC\"?><x/>") == "xml_encoding 1:1");
  CHECK(refusal("") == "xml_syntax 1:1");
  CHECK(refusal(std::string(1000, '\0')) == "xml_syntax 1:1");
  CHECK(refusal(bpmn_file("<task id=\"a\" id=\"b\"/>")).starts_with("xml_syntax 3:"));
  CHECK(refusal(bpmn_file("<q:task id=\"a\"/>")) == "xml_prefix 3:1");
  CHECK(refusal(bpmn_file("<task xmlns:w=\"http://vendor\" v:x=\"1\" w:x=\"2\"/>")) ==
        "xml_prefix 3:1");
}

TEST_CASE("UTF-16 and ISO-8859-1 are read") {
  const std::string file = bpmn_file("<task id=\"a\" name=\"x\"/>");
  CHECK(json_of(imported(utf16(file, true))) == json_of(imported(file)));
  CHECK(json_of(imported(utf16(file, false))) == json_of(imported(file)));
  const std::string latin = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" +
                            bpmn_file("<task id=\"a\" name=\"\xE4\"/>");
  CHECK(imported(latin).model.nodes[0].title == "ä");
}

TEST_CASE("what is no BPMN is refused") {
  CHECK(refusal("<html/>") == "not_bpmn 1:1");
  CHECK(refusal("<definitions/>") == "not_bpmn 1:1");
  std::string none = bpmn_file("");
  replace_once(none, "<process id=\"p\">\n</process>", "");
  CHECK(refusal(none) == "no_process 1:1");
}

TEST_CASE("steps of one id are refused; of other elements the first is meant") {
  CHECK(refusal(bpmn_file("<task id=\"a\"/>\n<task id=\"a\"/>")) == "duplicate_id 4:1");
  CHECK(refusal(bpmn_file("<task id=\"a\"/><sequenceFlow id=\"a\"/>")) == "duplicate_id 3:15");
  CHECK(listed(bpmn_file("<dataObject id=\"a\"/>\n<task id=\"a\"/>"))
            .starts_with("kept a 3:1\nsame_id a 4:1\n"));
}

TEST_CASE("references to nothing are listed") {
  CHECK(listed(bpmn_file(flow("e", "a", "b"))) == "dangling_edge e 3:1\n");
  CHECK(listed(bpmn_file("<exclusiveGateway id=\"g\" default=\"none\"/>")) ==
        "dangling_reference g 3:1\n");
  CHECK(listed(bpmn_file("<laneSet id=\"s\"><lane id=\"l\">\n<flowNodeRef>none</flowNodeRef>"
                         "</lane></laneSet>")) == "dangling_reference  4:1\n");
  CHECK(listed(bpmn_file("<textAnnotation id=\"n\"/>\n<association id=\"a\" sourceRef=\"n\" "
                         "targetRef=\"none\"/>",
                         diagram("<bpmndi:BPMNEdge bpmnElement=\"a\"/>"))) ==
        "dangling_reference a 4:1\ndangling_reference  5:69\n");
}

TEST_CASE("circles are no loops") {
  const std::string lanes =
      repeated("<lane id=\"l\"><flowNodeRef>l</flowNodeRef><childLaneSet>", 20);
  CHECK(import_bpmn(
            bpmn_file("<laneSet>" + lanes + repeated("</childLaneSet></lane>", 20) + "</laneSet>"))
            .document.has_value());
  const TemplateDocument circle =
      imported(bpmn_file("<task id=\"a\"/><task id=\"b\"/>" + flow("e", "a", "b") +
                         flow("f", "b", "a") + flow("g", "a", "a")));
  CHECK(json_of(returned(circle)) == json_of(circle));
  CHECK(
      import_bpmn(bpmn_file("<callActivity id=\"c\" calledElement=\"p\"/>")).document.has_value());
}

TEST_CASE("numbers that are none place nothing far away") {
  for (const char* value : {"NaN", "1e999", "-1e999", "", "abc", "1e-999", "99999999999999999999",
                            "-9223372036854775808", "1e", "0x10", "++1"}) {
    CAPTURE(value);
    const std::string bounds = std::string("x=\"") + value + "\" y=\"" + value + "\" width=\"" +
                               value + "\" height=\"" + value + "\"";
    const TemplateDocument document = imported(bpmn_file(
        "<task id=\"a\"/><task id=\"b\"/>" + flow("e", "a", "b"),
        diagram(shape("a", bounds) + "<bpmndi:BPMNEdge bpmnElement=\"e\"><di:waypoint x=\"" +
                value + "\"/></bpmndi:BPMNEdge>")));
    CHECK(json_of(returned(document)) == json_of(document));
  }
}

TEST_CASE("a process larger than a template is refused") {
  std::string tasks;
  for (int i = 0; i < 5'001; ++i)
    tasks += "<task id=\"a" + std::to_string(i) + "\"/>";
  CHECK(refusal(bpmn_file(tasks)) == "too_large 1:1");
}
