#include <array>

#include "codec/bpmn/bpmn.h"
#include "codec/json.h"

namespace fenming {
namespace {

struct CodeInfo {
  std::string_view name;
  std::string_view message;
};

constexpr std::array<CodeInfo, kBpmnCodeCount> kCodes = {{
    {"xml_syntax", "This is not well-formed XML; export the file again."},
    {"xml_encoding", "Only UTF-8, UTF-16 and ISO-8859-1 are read; save the file in UTF-8."},
    {"xml_doctype", "A document type is refused; remove the DOCTYPE."},
    {"xml_entity", "Entities other than those of XML itself are refused; write the characters."},
    {"xml_prefix", "A namespace prefix is not declared, or a name is used twice."},
    {"xml_depth", "Elements are nested too deep."},
    {"xml_size", "The file is larger than 20 MB."},
    {"xml_elements", "The file has more than 200,000 elements."},
    {"xml_attributes", "An element has more than 1,000 attributes."},
    {"not_bpmn", "The file's outer element is not BPMN 2.0 definitions."},
    {"no_process", "The file has no process."},
    {"duplicate_id", "Two elements have the same id, so that references are ambiguous."},
    {"too_large", "The process is larger than a template may be."},
    {"own_data", "Data of Fenming in this file cannot be read; export the template again."},
    {"task_kind", "What this task does by itself is kept; here it passes at once."},
    {"sub_process", "What is inside is kept; here it is one task."},
    {"event_kind", "What this event starts, throws or waits for is kept but has no effect."},
    {"timer", "Only a duration of whole minutes is executed; here it waits for an event."},
    {"boundary_event", "An event at a border is kept; here nothing leads to it."},
    {"gateway_kind", "This gateway takes the first path whose condition holds."},
    {"unknown_node", "This kind of step is kept; here it is a task."},
    {"condition", "A condition in another language is kept; here it always holds."},
    {"implicit_split", "Several paths leave at once there; here the first one is taken."},
    {"loop", "The repetition is kept; here the step is done once."},
    {"other_process", "A further process of the file is kept but not drawn."},
    {"message_flow", "A message between pools is kept but not sent."},
    {"dangling_edge", "A path without a beginning or an end is kept but not drawn."},
    {"extension", "Data of another tool is kept."},
    {"kept", "This is kept but has no meaning here."},
    {"id_replaced", "The id is missing, too long or taken; another one is used."},
    {"same_id", "Another element has the same id; references mean the first."},
    {"text_shortened", "The name is too long; the beginning is shown and all of it kept."},
    {"other_diagram", "A further diagram of the file is kept but not drawn."},
    {"dangling_reference", "What this refers to is not in the file; it is left out."},
    {"left_out", "What another tool said here does not fit any more and is left out."},
}};

}  // namespace

std::string_view bpmn_code_name(BpmnCode code) {
  return kCodes[static_cast<size_t>(code)].name;
}

std::string_view bpmn_message(BpmnCode code) {
  return kCodes[static_cast<size_t>(code)].message;
}

BpmnSeverity severity_of(BpmnCode code) {
  if (code <= BpmnCode::kOwnData) return BpmnSeverity::kError;
  return code <= BpmnCode::kDanglingEdge ? BpmnSeverity::kCannotExecute : BpmnSeverity::kNote;
}

std::string_view bpmn_severity_name(BpmnSeverity severity) {
  constexpr std::array<std::string_view, 3> kNames = {"error", "cannot_execute", "note"};
  return kNames[static_cast<size_t>(severity)];
}

std::string write_bpmn_problems(const std::vector<BpmnProblem>& problems) {
  JsonText out;
  out.open('[');
  for (const BpmnProblem& problem : problems) {
    out.open('{').text("code", bpmn_code_name(problem.code));
    out.text("severity", bpmn_severity_name(severity_of(problem.code)));
    if (!problem.element.empty()) out.text("element", problem.element);
    if (problem.line > 0) out.integer("line", problem.line).integer("column", problem.column);
    out.text("message", bpmn_message(problem.code)).close('}');
  }
  return out.close(']').take();
}

}  // namespace fenming
