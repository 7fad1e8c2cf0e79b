// Small BPMN files and documents for the tests.
#pragma once

#include <string>

#include "codec/bpmn/bpmn.h"
#include "support/repository_file.h"

namespace fenming::testing {

// A file whose process has these children; `more` stands behind the process.
inline std::string bpmn_file(const std::string& process, const std::string& more = "",
                             const std::string& before = "") {
  return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
         "xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" "
         "xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" "
         "xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
         "xmlns:v=\"http://vendor\" id=\"d\" targetNamespace=\"t\">\n" +
         before + "<process id=\"p\">\n" + process + "</process>\n" + more + "</definitions>\n";
}

inline std::string flow(const std::string& id, const std::string& from, const std::string& to,
                        const std::string& inside = "") {
  return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\">" +
         inside + "</sequenceFlow>\n";
}

inline std::string diagram(const std::string& inside) {
  return "<bpmndi:BPMNDiagram id=\"D\"><bpmndi:BPMNPlane id=\"P\" bpmnElement=\"p\">" + inside +
         "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n";
}

inline std::string shape(const std::string& element, const std::string& bounds,
                         const std::string& inside = "") {
  return "<bpmndi:BPMNShape id=\"" + element + "_di\" bpmnElement=\"" + element + "\"><dc:Bounds " +
         bounds + "/>" + inside + "</bpmndi:BPMNShape>\n";
}

inline TemplateDocument imported(const std::string& file) {
  BpmnImport result = import_bpmn(file);
  REQUIRE_MESSAGE(result.document.has_value(), write_bpmn_problems(result.problems));
  return std::move(*result.document);
}

// "code element line:column" for each, one a line.
inline std::string listed(const std::string& file) {
  std::string all;
  for (const BpmnProblem& one : import_bpmn(file).problems) {
    all += std::string(bpmn_code_name(one.code)) + " " + one.element + " " +
           std::to_string(one.line) + ":" + std::to_string(one.column) + "\n";
  }
  return all;
}

inline std::string json_of(const TemplateDocument& document) {
  return write_template_document(document);
}

// The document after an export and an import.
inline TemplateDocument returned(const TemplateDocument& document) {
  const BpmnExport file = export_bpmn(document);
  CAPTURE(file.xml);
  return imported(file.xml);
}

inline TemplateDocument document_of(const std::string& text) {
  Result<TemplateDocument> document = read_template_document(text);
  REQUIRE_MESSAGE(document.ok(),
                  (document.ok() ? "" : document.error().field + " " + document.error().message));
  return std::move(*document);
}

inline workflow::Node& node_of(TemplateDocument& document, const std::string& id) {
  for (workflow::Node& node : document.model.nodes) {
    if (node.node == id) return node;
  }
  FAIL("no node " << id);
  return document.model.nodes[0];
}

inline void replace_once(std::string& text, const std::string& from, const std::string& to) {
  REQUIRE_MESSAGE(text.find(from) != std::string::npos, from);
  text.replace(text.find(from), from.size(), to);
}

}  // namespace fenming::testing
