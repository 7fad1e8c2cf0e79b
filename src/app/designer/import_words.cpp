// Remarks on imported files in the reader's language (docs/bpmn.md).
#include "app/designer/words.h"
#include "app/pricing/named.h"

namespace fenming::app::designer {
namespace {

constexpr auto kProblems = std::to_array<Named>({
    {"xml_syntax", Key::bpmn_xml_syntax},
    {"xml_encoding", Key::bpmn_xml_encoding},
    {"xml_doctype", Key::bpmn_xml_doctype},
    {"xml_entity", Key::bpmn_xml_entity},
    {"xml_prefix", Key::bpmn_xml_prefix},
    {"xml_depth", Key::bpmn_xml_depth},
    {"xml_size", Key::bpmn_xml_size},
    {"xml_elements", Key::bpmn_xml_elements},
    {"xml_attributes", Key::bpmn_xml_attributes},
    {"not_bpmn", Key::bpmn_not_bpmn},
    {"no_process", Key::bpmn_no_process},
    {"duplicate_id", Key::bpmn_duplicate_id},
    {"too_large", Key::bpmn_too_large},
    {"own_data", Key::bpmn_own_data},
    {"task_kind", Key::bpmn_task_kind},
    {"sub_process", Key::bpmn_sub_process},
    {"event_kind", Key::bpmn_event_kind},
    {"timer", Key::bpmn_timer},
    {"boundary_event", Key::bpmn_boundary_event},
    {"gateway_kind", Key::bpmn_gateway_kind},
    {"unknown_node", Key::bpmn_unknown_node},
    {"condition", Key::bpmn_condition},
    {"implicit_split", Key::bpmn_implicit_split},
    {"loop", Key::bpmn_loop},
    {"other_process", Key::bpmn_other_process},
    {"message_flow", Key::bpmn_message_flow},
    {"dangling_edge", Key::bpmn_dangling_edge},
    {"extension", Key::bpmn_extension},
    {"kept", Key::bpmn_kept},
    {"id_replaced", Key::bpmn_id_replaced},
    {"same_id", Key::bpmn_same_id},
    {"text_shortened", Key::bpmn_text_shortened},
    {"other_diagram", Key::bpmn_other_diagram},
    {"dangling_reference", Key::bpmn_dangling_reference},
    {"left_out", Key::bpmn_left_out},
});

}  // namespace

std::string import_text(const ImportProblem& problem, const Locale& locale) {
  if (!problem.detail.empty())
    return locale.format(Key::designer_import_not_json, {problem.code, problem.detail});
  std::string text(name_in(kProblems, problem.code, locale, problem.code));
  if (!problem.element.empty()) text = problem.element + ": " + text;
  if (problem.line == 0) return text;
  return locale.format(Key::designer_import_place,
                       {std::to_string(problem.line), std::to_string(problem.column), text});
}

}  // namespace fenming::app::designer
